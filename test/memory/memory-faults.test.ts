import { describe, expect, it } from 'vitest';
import { Stopped } from '../../src/machine/stop.ts';
import { AddressSpace, createUserRegion } from '../../src/memory/address-space.ts';
import {
  PAGE_EXECUTE_READ,
  PAGE_GUARD,
  PAGE_NOACCESS,
  PAGE_READONLY,
  PAGE_READWRITE,
} from '../../src/memory/constants.ts';
import { PAGED } from '../../src/memory/page-access.ts';
import { architectures, faultOf, MB, makeMachine } from './machine.ts';

const PAGE = 0x1000;

describe.each(architectures)('faults on %s', (architecture) => {
  it('E-006: say what kind of access it was, where, and why it failed', () => {
    const machine = makeMachine(architecture);
    const { user, committed } = machine;
    const memory = machine.memory();
    const reserved = user.reserve(PAGE, PAGE_READWRITE)!;
    const rows: [number, 'read' | 'write' | 'execute', string][] = [
      [8, 'read', architecture === 'x86' ? 'free' : 'unmapped'],
      [user.base + user.bytes, 'write', 'unmapped'],
      [user.base + user.bytes - 1, 'write', 'free'],
      [reserved, 'read', 'reserved'],
      [committed(user, PAGE, PAGE_NOACCESS), 'read', 'no-access'],
      [committed(user, PAGE, PAGE_NOACCESS), 'write', 'no-access'],
      [committed(user, PAGE, PAGE_READONLY), 'write', 'read-only'],
      [committed(user, PAGE, PAGE_READWRITE), 'execute', 'no-execute'],
      [committed(user, PAGE, PAGE_READWRITE | PAGE_GUARD), 'read', 'guard'],
    ];
    for (const [address, access, reason] of rows) {
      const expected = { address, access, bytes: 1, reason, accessor: 'driver', space: 'user' };
      expect(memory.probe(address, 1, access)).toEqual(expected);
      const fault = faultOf(() => {
        if (access === 'read') memory.readUint8(address);
        else if (access === 'write') memory.writeUint8(address, 1);
        else memory.execute(address);
      });
      expect(fault).toEqual(expected);
    }
    memory.execute(committed(user, PAGE, PAGE_EXECUTE_READ));
  });

  it('a user range that comes into use in the middle of an access: the access goes on in it', () => {
    const machine = makeMachine(architecture);
    const { user, kernel, committed } = machine;
    const memory = machine.memory();
    const at = user.base + 0x1_0000;
    for (const write of [
      () => memory.writeUint16(at, 0x1234),
      () => memory.writeUint16(at + 1, 0x1234),
      () => memory.writeBytes(at, [0x12, 0x34]),
    ]) {
      const space = new AddressSpace(architecture, () => user, kernel);
      memory.space = space;
      expect(space.userInUse).toBeNull();
      machine.handler = () => committed(space.user ?? kernel, PAGE) === at;
      write();
      expect(space.userInUse).toBe(user);
      expect([...memory.readBytes(at, 3)].filter((byte) => byte !== 0).sort()).toEqual([0x12, 0x34]);
      user.release(at);
    }
  });

  it('name the first bad byte of an access that runs into a bad page, and store nothing before', () => {
    const machine = makeMachine(architecture);
    const { user, committed } = machine;
    const memory = machine.memory();
    const address = committed(user, PAGE);
    const edge = address + PAGE;
    memory.fill(address, PAGE, 0x11);
    const attempts = [
      () => memory.writeUint32(edge - 2, 0xffff_ffff),
      () => memory.writeBigInt64(edge - 1, -1n),
      () => memory.writeBytes(edge - 3, [1, 2, 3, 4, 5]),
      () => memory.fill(address, PAGE + 1, 0xee),
      () => memory.copy(edge - 8, address, 9),
      () => memory.writeUtf16String(edge - 4, 'abc'),
    ];
    for (const attempt of attempts) {
      expect(faultOf(attempt)).toMatchObject({ address: edge, access: 'write', reason: 'free' });
    }
    expect(faultOf(() => memory.readUint16(edge - 1))).toMatchObject({ address: edge, access: 'read' });
    expect(faultOf(() => memory.copy(address, edge - 8, 9))).toMatchObject({ address: edge, access: 'read' });
    expect(memory.readBytes(address, PAGE).every((byte) => byte === 0x11)).toBe(true);
  });

  it('B-225: the first touch of a guard page faults and clears the guard, the second succeeds', () => {
    const machine = makeMachine(architecture);
    const memory = machine.memory();
    const address = machine.committed(machine.user, PAGE, PAGE_READWRITE | PAGE_GUARD);
    expect(memory.probe(address, 4, 'write')?.reason).toBe('guard');
    expect(faultOf(() => memory.writeUint32(address, 5))).toMatchObject({ reason: 'guard', access: 'write' });
    memory.writeUint32(address, 5);
    expect(memory.readUint32(address)).toBe(5);
    expect(machine.faults.length).toBe(1);
  });

  it('are tried again when the port returns: one fault per page that a handler commits', () => {
    const machine = makeMachine(architecture);
    const { user } = machine;
    const base = user.reserve(16 * PAGE, PAGE_READWRITE)!;
    machine.handler = ({ address }) => user.commit(address, 1, PAGE_READWRITE) === 0;
    const memory = machine.memory();
    for (let at = 0; at < 16 * PAGE; at += 4) memory.writeUint32(base + at, at);
    expect(machine.faults.map(({ address }) => address)).toEqual(
      Array.from({ length: 16 }, (_, page) => base + page * PAGE),
    );
    user.decommit(base, 16 * PAGE);
    memory.fill(base + 1, 15 * PAGE, 0xcc);
    expect(machine.faults.length).toBe(32);
    expect(memory.readUint32(base + 15 * PAGE)).toBe(0xcc);
  });

  it('look at the whole range again after a handler ran, which may have undone what was good', () => {
    const machine = makeMachine(architecture);
    const { user } = machine;
    const base = user.reserve(2 * PAGE, PAGE_READWRITE)!;
    user.commit(base, PAGE, PAGE_READWRITE);
    let undone = false;
    machine.handler = ({ address }) => {
      if (address === base + PAGE && !undone) {
        undone = true;
        user.decommit(base, PAGE);
      }
      return user.commit(address, 1, PAGE_READWRITE) === 0;
    };
    machine.memory().fill(base, 2 * PAGE, 1);
    expect(machine.faults.map(({ address }) => address - base)).toEqual([PAGE, 0]);
    expect(machine.debug.readBytes(base, 2 * PAGE)!.every((byte) => byte === 1)).toBe(true);
  });

  it('a copy needs source and target at the same time', () => {
    const machine = makeMachine(architecture);
    const { user } = machine;
    const source = machine.committed(user, PAGE);
    const target = user.reserve(PAGE, PAGE_READWRITE)!;
    let undone = false;
    machine.handler = ({ address }) => {
      if (!undone) user.decommit(source, PAGE);
      undone = true;
      return user.commit(address, 1, PAGE_READWRITE) === 0;
    };
    machine.memory().copy(target, source, 8);
    expect(machine.faults.map(({ address, access }) => [address, access])).toEqual([
      [target, 'write'],
      [source, 'read'],
    ]);
  });

  it('an unaligned access survives accesses that a filter makes meanwhile', () => {
    const machine = makeMachine(architecture);
    const { user } = machine;
    const other = machine.committed(user, PAGE);
    const base = user.reserve(PAGE, PAGE_READWRITE)!;
    const memory = machine.memory();
    machine.handler = ({ address }) => {
      memory.writeUint32(other + 101, 0x7777);
      return user.commit(address, 1, PAGE_READWRITE) === 0;
    };
    memory.writeUint32(base + 1, 0x1234);
    expect([memory.readUint32(base + 1), memory.readUint32(other + 101)]).toEqual([0x1234, 0x7777]);
  });

  it('ENGINEERING-DECISIONS 19: 1,000 equal faults in a row stop the machine', () => {
    const machine = makeMachine(architecture);
    machine.handler = () => true;
    const address = machine.user.reserve(PAGE, PAGE_READWRITE)!;
    const stop = (() => {
      try {
        return machine.memory().readUint32(address);
      } catch (thrown) {
        return thrown;
      }
    })();
    expect(stop).toBeInstanceOf(Stopped);
    expect(stop).toMatchObject({ reason: 'fault-limit' });
    expect(machine.faults.length).toBe(1000);
  });

  it('two handlers that undo each other end as well', () => {
    const machine = makeMachine(architecture);
    const { user } = machine;
    const base = user.reserve(2 * PAGE, PAGE_READWRITE)!;
    machine.handler = ({ address }) => {
      user.decommit(base, 2 * PAGE);
      return user.commit(address, 1, PAGE_READWRITE) === 0;
    };
    expect(() => machine.memory().fill(base, 2 * PAGE, 1)).toThrow(Stopped);
    expect(() => machine.memory().copy(base, base + PAGE, PAGE)).toThrow(Stopped);
  });
});

describe.each(architectures)('paged memory on %s', (architecture) => {
  it('faults while it is forbidden, whatever its protection, and keeps its guard', () => {
    const machine = makeMachine(architecture);
    const { user, kernel, committed } = machine;
    const memory = machine.memory();
    const resident = committed(kernel, PAGE, PAGE_READWRITE, false);
    const paged = committed(kernel, PAGE, PAGE_READWRITE, true);
    const guarded = committed(user, PAGE, PAGE_READWRITE | PAGE_GUARD);
    memory.writeUint32(paged, 1);
    memory.forbid(PAGED);
    expect(faultOf(() => memory.readUint32(paged))?.reason).toBe('paged');
    expect(faultOf(() => memory.writeUint32(paged, 1))).toMatchObject({ reason: 'paged', space: 'kernel' });
    expect(faultOf(() => memory.writeFloat64(paged + 1, 1))?.reason).toBe('paged');
    expect(faultOf(() => memory.readUint8(guarded))?.reason).toBe('paged');
    expect(faultOf(() => memory.copy(resident, paged, 4))?.reason).toBe('paged');
    memory.writeUint32(resident, 3);
    expect(memory.readUint32(resident)).toBe(3);
    memory.forbid(0);
    expect(memory.readUint32(paged)).toBe(1);
    expect(faultOf(() => memory.readUint8(guarded))?.reason).toBe('guard');
  });
});

describe('addresses that are none', () => {
  it('x64: non-canonical pointers fault and say in which half their bits lie', () => {
    const { memory, pointers } = makeMachine('x64');
    const user = pointers.intern(0x0123_4567_89ab_cdefn);
    const kernel = pointers.intern(0xdead_beef_dead_beefn);
    expect(faultOf(() => memory().readUint8(user))).toMatchObject({
      address: user,
      reason: 'non-canonical',
      space: 'user',
    });
    expect(faultOf(() => memory().writePointer(kernel, 0))).toMatchObject({
      reason: 'non-canonical',
      space: 'kernel',
    });
    expect(memory().probe(2 ** 47, 1, 'read')?.reason).toBe('non-canonical');
    expect(memory().probe(-(2 ** 47) - 1, 1, 'read')?.reason).toBe('non-canonical');
    expect(memory().probe(2 ** 47 - 1, 1, 'read')?.reason).toBe('unmapped');
  });

  it('x86: 32 bits, all of which are addresses: what is calculated beyond them wraps around', () => {
    const { memory } = makeMachine('x86');
    expect(memory().probe(2 ** 32 + 8, 1, 'read')).toMatchObject({
      address: 8,
      reason: 'unmapped',
      space: 'user',
    });
    expect(memory().probe(-8, 1, 'read')).toMatchObject({
      address: 0xffff_fff8,
      reason: 'unmapped',
      space: 'kernel',
    });
    // E-014
    expect(memory('user').probe(0xffff_fffc, 4, 'write')).toMatchObject({
      address: 0xffff_fffc,
      reason: 'unmapped',
    });
  });

  it('x86: an access over the boundary of the two ranges fails', () => {
    const machine = makeMachine('x86', { user: 2 ** 31, kernel: MB });
    const memory = machine.memory();
    expect(memory.probe(0x7fff_fffe, 4, 'read')).toMatchObject({ address: 0x7fff_fffe, reason: 'free' });
  });
});

describe.each(architectures)('who accesses on %s', (architecture) => {
  it('user mode never reaches the kernel range', () => {
    const machine = makeMachine(architecture);
    const address = machine.committed(machine.kernel, PAGE);
    machine.memory().writeUint32(address, 1);
    expect(faultOf(() => machine.memory('user').readUint32(address))).toMatchObject({
      address,
      reason: 'no-access',
      accessor: 'user',
      space: 'kernel',
    });
    expect(machine.memory('kernel').readUint32(address)).toBe(1);
  });

  it('another process has other user memory and the same kernel memory', () => {
    const machine = makeMachine(architecture);
    const { kernel, physical, user } = machine;
    const memory = machine.memory();
    const mine = machine.committed(user, PAGE);
    const shared = machine.committed(kernel, PAGE);
    memory.writeUint32(mine, 1);
    memory.writeUint32(shared, 2);
    memory.space = new AddressSpace(architecture, createUserRegion(architecture, physical, MB), kernel);
    expect(faultOf(() => memory.readUint32(mine))?.reason).toBe('free');
    expect(memory.readUint32(shared)).toBe(2);
    memory.space = new AddressSpace(architecture, null, kernel);
    expect(faultOf(() => memory.readUint32(mine))?.reason).toBe('unmapped');
    expect(memory.space.regionOf(mine)).toBeNull();
    memory.space = machine.space;
    expect(memory.readUint32(mine)).toBe(1);
  });
});
