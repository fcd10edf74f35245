/** Pageable sections of the driver: what using them at DISPATCH_LEVEL is, and the routines that lock them. */
import {
  APC_LEVEL,
  boot,
  DISPATCH_LEVEL,
  KIRQL,
  MiB,
  NonPagedPoolNx,
  type Nt,
  out,
  PagedPool,
  PVOID,
  SIZE_T,
} from 'irqlab';
import { describe, expect, it } from 'vitest';
import { architectures, FRED, machine, stopOf } from '../pool/fixture.ts';

/** MEM_COMMIT | MEM_RESERVE, and PAGE_READWRITE | PAGE_GUARD. */
const MEM_COMMIT_RESERVE = 0x3000;
const GUARDED = 0x104;

const raise = (nt: Nt, level = DISPATCH_LEVEL): void => nt.KeRaiseIrql(level, out(KIRQL));

/** Runs a block at DISPATCH_LEVEL and comes back. */
function raised<T>(nt: Nt, block: () => T): T {
  const old = out(KIRQL);
  nt.KeRaiseIrql(DISPATCH_LEVEL, old);
  const result = block();
  nt.KeLowerIrql(old.value);
  return result;
}

describe.each(architectures)('pageable sections, %s', (arch) => {
  describe('D-090: at DISPATCH_LEVEL bug check 0xD3', () => {
    it('for data, read and written, by the driver and by the kernel', () => {
      const accesses: [(nt: Nt, data: number) => unknown, number][] = [
        [(nt, data) => nt.memory.readUint32(data), 0],
        [(nt, data) => nt.memory.writeUint32(data, 1), 1],
        [(nt, data) => nt.KeSetEvent(data, 0, 0), 0],
      ];
      for (const [access, kind] of accesses) {
        for (const where of [{ paged: true }, { section: 'PAGEMINE' }]) {
          const nt = machine(arch);
          const data = nt.variable('KEVENT', where);
          nt.memory.writeUint32(data, 0);
          raise(nt);
          const stop = stopOf(nt.outcome(() => access(nt, data)));
          expect(stop[0]).toBe(0xd3);
          expect(stop[1]! - data).toBeLessThan(24);
          expect(stop.slice(2, 4)).toEqual([DISPATCH_LEVEL, kind]);
        }
      }
    });

    it('for code, where the address is that of the function and of the instruction', () => {
      const nt = machine(arch);
      let calls = 0;
      const paged = nt.pagedFunction((x: number) => {
        calls += 1;
        return 2 * x;
      });
      const address = nt.functionAddress(paged);
      expect(paged(4)).toBe(8);
      raise(nt, APC_LEVEL);
      expect(paged(5)).toBe(10);
      raise(nt);
      expect(stopOf(nt.outcome(() => paged(6)))).toEqual([0xd3, address, DISPATCH_LEVEL, 0, address]);
      expect(calls).toBe(2);
    });

    it('for code that the kernel calls: a DPC routine', () => {
      const nt = machine(arch);
      const dpc = nt.variable('KDPC');
      const paged = nt.pagedFunction(() => 0);
      nt.KeInitializeDpc(dpc, paged, 0);
      const address = nt.functionAddress(paged);
      const stop = stopOf(nt.outcome(() => nt.KeInsertQueueDpc(dpc, 0, 0)));
      expect(stop).toEqual([0xd3, address, DISPATCH_LEVEL, 0, address]);
    });

    it('a handler does not catch it', () => {
      const nt = machine(arch);
      const data = nt.variable('ULONG', { paged: true });
      raise(nt);
      const guarded = () =>
        nt.__try(
          () => nt.memory.readUint32(data),
          nt.__except(
            () => 1,
            () => 0,
          ),
        );
      expect(stopOf(nt.outcome(guarded))[0]).toBe(0xd3);
    });

    it('resident data and paged pool are something else', () => {
      const nt = machine(arch);
      const [resident, other] = [nt.variable('ULONG'), nt.variable('ULONG', { section: 'INIT' })];
      const pool = nt.ExAllocatePoolWithTag(PagedPool, 16, FRED);
      raised(nt, () => {
        nt.memory.writeUint32(resident, 1);
        nt.memory.writeUint32(other, 1);
      });
      raise(nt);
      expect(stopOf(nt.outcome(() => nt.memory.readUint32(pool)))[0]).toBe(0xd1);
    });
  });

  describe('locks', () => {
    it('a locked data section is resident, until it is unlocked as often as it was locked', () => {
      const nt = machine(arch);
      const data = nt.variable('ULONG', { section: 'PAGEA' });
      const other = nt.variable('ULONG', { section: 'PAGEB' });
      const handle = nt.MmLockPagableDataSection(data);
      expect(handle).not.toBe(0);
      nt.MmLockPagableSectionByHandle(handle);
      expect(nt.MmLockPagableDataSection(data)).toBe(handle);
      const late = nt.variable('ULONG', { section: 'PAGEA' });
      raised(nt, () => {
        nt.memory.writeUint32(data, 7);
        nt.memory.writeUint32(late, 7);
      });
      nt.MmUnlockPagableImageSection(handle);
      nt.MmUnlockPagableImageSection(handle);
      expect(raised(nt, () => nt.memory.readUint32(data))).toBe(7);
      const snapshot = nt.snapshot();
      raise(nt);
      expect(stopOf(nt.outcome(() => nt.memory.readUint32(other)))[0]).toBe(0xd3);
      nt.restore(snapshot);
      nt.MmUnlockPagableImageSection(handle);
      raise(nt);
      expect(stopOf(nt.outcome(() => nt.memory.readUint32(data)))[0]).toBe(0xd3);
    });

    it('a locked code section is resident, with all its functions', () => {
      const nt = machine(arch);
      const [first, second] = [nt.pagedFunction(() => 1), nt.pagedFunction(() => 2)];
      const other = nt.pagedFunction(() => 3, 'PAGEX');
      const handle = nt.MmLockPagableCodeSection(nt.functionAddress(first));
      expect(raised(nt, () => first() + second())).toBe(3);
      const snapshot = nt.snapshot();
      raise(nt);
      expect(stopOf(nt.outcome(() => other()))[0]).toBe(0xd3);
      nt.restore(snapshot);
      nt.MmUnlockPagableImageSection(handle);
      raise(nt);
      expect(stopOf(nt.outcome(() => second()))[0]).toBe(0xd3);
    });

    it('the level is APC_LEVEL at most', () => {
      const calls: ((nt: Nt) => unknown)[] = [
        (nt) => nt.MmLockPagableDataSection(nt.variable(4)),
        (nt) => nt.MmLockPagableCodeSection(nt.variable(4)),
        (nt) => nt.MmLockPagableSectionByHandle(0),
        (nt) => nt.MmUnlockPagableImageSection(0),
        (nt) => nt.MmPageEntireDriver(nt.variable(4)),
        (nt) => nt.MmResetDriverPaging(nt.variable(4)),
      ];
      for (const call of calls) {
        const nt = machine(arch);
        raise(nt);
        expect(stopOf(nt.outcome(() => call(nt)))).toEqual([0xc4, 0xe5, DISPATCH_LEVEL, 0, 0]);
      }
    });

    it('what is no section, and what is not locked, is a finding; without the verifier nothing happens', () => {
      const wrong: [(nt: Nt) => unknown, string][] = [
        [(nt) => nt.MmLockPagableDataSection(0x1234), 'no-driver-section'],
        [(nt) => nt.MmLockPagableSectionByHandle(0x1234), 'no-driver-section'],
        [(nt) => nt.MmUnlockPagableImageSection(0x1234), 'no-driver-section'],
        [(nt) => nt.MmPageEntireDriver(0x1234), 'no-driver-section'],
        [
          (nt) => {
            const handle = nt.MmLockPagableDataSection(nt.variable(4, { paged: true }));
            nt.MmUnlockPagableImageSection(handle);
            nt.MmUnlockPagableImageSection(handle);
          },
          'section-not-locked',
        ],
      ];
      for (const [call, rule] of wrong) {
        const nt = machine(arch, { onViolation: 'report' });
        call(nt);
        expect(nt.findings.map((finding) => finding.rule)).toEqual([rule]);
        expect(stopOf(machineOutcome(call))[0]).toBe(0xc4);
        const off = machine(arch, { verifier: 'off' });
        call(off);
        expect(off.findings).toEqual([]);
      }
    });

    const machineOutcome = (call: (nt: Nt) => unknown) => {
      const nt = machine(arch);
      return nt.outcome(() => call(nt));
    };
  });

  it('MmPageEntireDriver pages what is resident, but for locked sections; MmResetDriverPaging takes it back', () => {
    const nt = machine(arch);
    const [data, locked] = [nt.variable('ULONG'), nt.variable('ULONG', { section: 'LOCKED' })];
    const code = nt.pagedFunction(() => 1, 'CODE');
    nt.MmLockPagableDataSection(locked);
    expect(raised(nt, code)).toBe(1);
    const base = nt.MmPageEntireDriver(data);
    expect(nt.MmPageEntireDriver(nt.functionAddress(code))).toBe(base);
    expect(base).not.toBe(0);
    raised(nt, () => nt.memory.writeUint32(locked, 1));
    const snapshot = nt.snapshot();
    for (const use of [() => nt.memory.readUint32(data), code]) {
      raise(nt);
      expect(stopOf(nt.outcome<unknown>(use))[0]).toBe(0xd3);
      nt.restore(snapshot);
    }
    nt.MmResetDriverPaging(data);
    raised(nt, () => nt.memory.writeUint32(data, 1));
    expect(raised(nt, code)).toBe(1);
    for (const use of [() => nt.memory.readUint32(data), code]) {
      nt.restore(snapshot);
      raise(nt);
      expect(stopOf(nt.outcome<unknown>(use))[0]).toBe(0xd3);
    }
  });

  describe('MmIsAddressValid', () => {
    it('D-082: tells whether a read would fault, up to DISPATCH_LEVEL', () => {
      const nt = machine(arch);
      const user = nt.reserve({ bytes: 8192, commit: 4096 });
      const block = nt.ExAllocatePoolWithTag(NonPagedPoolNx, 16, FRED);
      const paged = nt.ExAllocatePoolWithTag(PagedPool, 16, FRED);
      const code = nt.functionAddress(() => 0);
      const pagedCode = nt.functionAddress(nt.pagedFunction(() => 0));
      const valid = (...addresses: number[]) => addresses.map((address) => nt.MmIsAddressValid(address));
      expect(valid(block, paged, user, code, pagedCode)).toEqual([1, 1, 1, 1, 1]);
      expect(valid(0, user + 4096, block - 64 * MiB)).toEqual([0, 0, 0]);
      if (arch === 'x64') expect(valid(0x9000_0000_0000)).toEqual([0]);
      raise(nt);
      expect(valid(block, paged, user, code, pagedCode)).toEqual([1, 0, 0, 1, 0]);
      nt.KeRaiseIrql(DISPATCH_LEVEL + 1, out(KIRQL));
      expect(stopOf(nt.outcome(() => nt.MmIsAddressValid(block))).slice(0, 3)).toEqual([
        0xc4,
        0xe5,
        DISPATCH_LEVEL + 1,
      ]);
    });

    it('changes nothing: a guard page keeps its guard', () => {
      const nt = machine(arch);
      const [base, size] = [out(PVOID), out(SIZE_T)];
      size.value = 4096;
      expect(nt.ZwAllocateVirtualMemory(-1, base, 0, size, MEM_COMMIT_RESERVE, GUARDED)).toBe(0);
      const page = base.value;
      expect([nt.MmIsAddressValid(page), nt.MmIsAddressValid(page)]).toEqual([0, 0]);
    });
  });

  it('D-087: 0xA and 0xD1 of an address below 0x1000 are said to be a NULL pointer', () => {
    const ruleAt = (address: number, call: (nt: Nt) => unknown): string => {
      const nt = machine(arch);
      raise(nt);
      const outcome = nt.outcome(() => call(nt));
      if (outcome.kind !== 'bugcheck') throw new Error('no bug check');
      expect(outcome.parameters.slice(0, 2)).toEqual([address, DISPATCH_LEVEL]);
      return `${outcome.code} ${outcome.rule}`;
    };
    const driver = [0, 0xfff, 0x1000].map((address) => ruleAt(address, (nt) => nt.memory.readUint8(address)));
    expect(driver[0]).toBe(driver[1]);
    expect(driver[2]).not.toBe(driver[1]);
    const kernel = ruleAt(4, (nt) => nt.KeSetEvent(0, 0, 0)); // SignalState
    expect([driver[0], kernel].map((text) => text!.replace(/^\d+ /, ''))).toEqual([
      driver[0]!.slice(4),
      driver[0]!.slice(4),
    ]);
    expect([Number.parseInt(driver[0]!, 10), Number.parseInt(kernel, 10)]).toEqual([0xd1, 0xa]);
  });
});

describe('nt.pagedFunction', () => {
  it('keeps name and arguments, and one address', () => {
    const nt = boot();
    const paged = nt.pagedFunction(function add(a: number, b: number) {
      return a + b;
    });
    expect([paged.name, paged(1, 2)]).toEqual(['add', 3]);
    expect(nt.functionAddress(paged)).toBe(nt.functionAddress(paged));
  });
});
