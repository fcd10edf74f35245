import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Memory } from '../../src/memory/memory.ts';
import { architectures, makeMachine } from './machine.ts';

const PAGE = 0x1000;

interface Type {
  readonly name: string;
  readonly bytes: number;
  write(memory: Memory, address: number, value: bigint): void;
  read(memory: Memory, address: number): number | bigint;
  expected(value: bigint): number | bigint;
}

const types: Type[] = [
  {
    name: 'Uint8',
    bytes: 1,
    write: (memory, address, value) => memory.writeUint8(address, Number(BigInt.asUintN(8, value))),
    read: (memory, address) => memory.readUint8(address),
    expected: (value) => Number(BigInt.asUintN(8, value)),
  },
  {
    name: 'Int8',
    bytes: 1,
    write: (memory, address, value) => memory.writeInt8(address, Number(BigInt.asIntN(8, value))),
    read: (memory, address) => memory.readInt8(address),
    expected: (value) => Number(BigInt.asIntN(8, value)),
  },
  {
    name: 'Uint16',
    bytes: 2,
    write: (memory, address, value) => memory.writeUint16(address, Number(BigInt.asUintN(16, value))),
    read: (memory, address) => memory.readUint16(address),
    expected: (value) => Number(BigInt.asUintN(16, value)),
  },
  {
    name: 'Int16',
    bytes: 2,
    write: (memory, address, value) => memory.writeInt16(address, Number(BigInt.asIntN(16, value))),
    read: (memory, address) => memory.readInt16(address),
    expected: (value) => Number(BigInt.asIntN(16, value)),
  },
  {
    name: 'Uint32',
    bytes: 4,
    write: (memory, address, value) => memory.writeUint32(address, Number(BigInt.asUintN(32, value))),
    read: (memory, address) => memory.readUint32(address),
    expected: (value) => Number(BigInt.asUintN(32, value)),
  },
  {
    name: 'Int32',
    bytes: 4,
    write: (memory, address, value) => memory.writeInt32(address, Number(BigInt.asIntN(32, value))),
    read: (memory, address) => memory.readInt32(address),
    expected: (value) => Number(BigInt.asIntN(32, value)),
  },
  {
    name: 'BigUint64',
    bytes: 8,
    write: (memory, address, value) => memory.writeBigUint64(address, value),
    read: (memory, address) => memory.readBigUint64(address),
    expected: (value) => BigInt.asUintN(64, value),
  },
  {
    name: 'BigInt64',
    bytes: 8,
    write: (memory, address, value) => memory.writeBigInt64(address, value),
    read: (memory, address) => memory.readBigInt64(address),
    expected: (value) => BigInt.asIntN(64, value),
  },
];

describe.each(architectures)('typed access on %s', (architecture) => {
  const machine = makeMachine(architecture);
  const memory = machine.memory();
  const bases = [machine.committed(machine.user, 3 * PAGE), machine.committed(machine.kernel, 3 * PAGE)];

  it.each(types)('$name: little-endian, at any alignment, over page boundaries, in both ranges', (type) => {
    fc.assert(
      fc.property(
        fc.constantFrom(...bases),
        fc.oneof(fc.nat(2 * PAGE), fc.integer({ min: PAGE - 9, max: PAGE + 9 })),
        fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
        (base, offset, value) => {
          memory.fill(base + offset, type.bytes + 1, 0x5a);
          type.write(memory, base + offset, value);
          expect(type.read(memory, base + offset)).toBe(type.expected(value));
          const bytes = [...memory.readBytes(base + offset, type.bytes + 1)];
          const wanted = Array.from({ length: type.bytes }, (_, at) =>
            Number((value >> BigInt(8 * at)) & 0xffn),
          );
          expect(bytes).toEqual([...wanted, 0x5a]);
        },
      ),
    );
  });

  it('floats keep their bits', () => {
    const [base] = bases;
    for (const address of [base!, base! + 1, base! + PAGE - 3]) {
      memory.writeFloat64(address, -Math.PI);
      expect(memory.readFloat64(address)).toBe(-Math.PI);
      memory.writeFloat32(address, 1.5);
      expect(memory.readFloat32(address)).toBe(1.5);
      expect(memory.readUint32(address)).toBe(0x3fc0_0000);
    }
  });

  it('copies as memmove does, also between the ranges', () => {
    const [user, kernel] = bases;
    const bytes = Uint8Array.from({ length: 5000 }, (_, at) => at * 7);
    for (const target of [user! + 1, user! + 4000, kernel! + 17]) {
      memory.writeBytes(user!, bytes);
      memory.copy(target, user!, 5000);
      expect(memory.readBytes(target, 5000)).toEqual(bytes);
    }
  });

  it('accepts ranges of no bytes anywhere', () => {
    expect(memory.readBytes(8, 0)).toEqual(new Uint8Array(0));
    memory.writeBytes(8, []);
    memory.fill(8, 0, 1);
    memory.copy(8, 16, 0);
    expect(memory.probe(8, 0, 'write')).toBeNull();
  });

  it.each([Number.NaN, 4.5, Number.POSITIVE_INFINITY])('address %d is misuse, not a fault', (address) => {
    expect(() => memory.readUint32(address)).toThrow(RangeError);
    expect(() => memory.writeUint8(address, 1)).toThrow(RangeError);
    expect(() => memory.readBytes(address, 1)).toThrow(RangeError);
    expect(() => memory.readBytes(bases[0]!, -1)).toThrow(RangeError);
  });
});

describe('pointers', () => {
  it('are 4 unsigned bytes on x86', () => {
    const { memory, committed, user } = makeMachine('x86');
    const address = committed(user, PAGE);
    for (const value of [0, 1, 0x7fff_ffff, 0x8000_0000, 0xffff_ffff]) {
      memory().writePointer(address + 4, value);
      expect(memory().readPointer(address + 4)).toBe(value);
    }
    expect(memory().readUint32(address + 8)).toBe(0);
  });

  it.each([0, 1, 0x1f0_0000_1234, 2 ** 47 - 1, -(2 ** 47), -1, -0x6000_0000_0000 + 0xfff, 0xffff_ffff])(
    'are 8 bytes on x64: %d comes back',
    (value) => {
      const { memory, committed, user } = makeMachine('x64');
      const address = committed(user, 2 * PAGE);
      for (const at of [address, address + 3, address + PAGE - 2]) {
        memory().writePointer(at, value);
        expect(memory().readPointer(at)).toBe(value);
        expect(memory().readBigInt64(at)).toBe(BigInt(value));
      }
    },
  );

  it.each([2n ** 47n, 0xdead_beef_dead_beefn, 0xffff_0000_0000_0000n, 2n ** 63n])(
    'that are not canonical (%#x) keep their 64 bits',
    (value) => {
      const { memory, committed, user } = makeMachine('x64');
      const address = committed(user, PAGE);
      memory().writeBigUint64(address, value);
      const pointer = memory().readPointer(address);
      expect(pointer).toBeGreaterThanOrEqual(2 ** 52);
      memory().writePointer(address + 8, pointer);
      expect(memory().readBigUint64(address + 8)).toBe(value);
      expect(memory().readPointer(address + 8)).toBe(pointer);
    },
  );
});

describe.each(architectures)('strings on %s', (architecture) => {
  it('end at their NUL or after maxBytes', () => {
    const { memory, committed, user } = makeMachine(architecture);
    const address = committed(user, 4 * PAGE) + PAGE - 5;
    expect(memory().writeAnsiString(address, 'Grüße, Welt')).toBe(12);
    expect(memory().readAnsiString(address)).toBe('Grüße, Welt');
    expect(memory().readAnsiString(address, 3)).toBe('Grü');
    expect(memory().writeUtf16String(address, 'Grüße ✓ 𝄞')).toBe(22);
    expect(memory().readUtf16String(address)).toBe('Grüße ✓ 𝄞');
    expect(memory().readUtf16String(address, 7)).toBe('Grü');
    memory().writeAnsiString(address, '✓');
    expect(memory().readAnsiString(address)).toBe('?');
  });

  it('are read without touching what follows the NUL', () => {
    const { memory, committed, user, faults } = makeMachine(architecture);
    const address = committed(user, PAGE);
    memory().writeAnsiString(address + PAGE - 4, 'abc');
    expect(memory().readAnsiString(address + PAGE - 4)).toBe('abc');
    memory().writeUtf16String(address + PAGE - 6, 'ab');
    expect(memory().readUtf16String(address + PAGE - 6)).toBe('ab');
    expect(faults).toEqual([]);
    memory().fill(address, PAGE, 0x41);
    expect(() => memory().readAnsiString(address)).toThrow('read fault: free');
  });
});
