/** Values of 64 bits that are no addresses: exact as numbers, and so that pointer arithmetic on them is exact too. */
import { boot } from 'irqlab';
import { describe, expect, it } from 'vitest';
import { FIRST_INTERNED, PointerTable, pointerSized } from '../../src/machine/addresses.ts';

const signed = (value: bigint) => BigInt.asIntN(64, value);

describe('the table of values that are not canonical', () => {
  const values = [
    0xcdcdcdcdcdcdcdcdn,
    0xcdcdcdcdcdcdcdd5n,
    0x8000_0000_0000n,
    0xffff_7fff_ffff_ffffn,
    1n << 63n,
  ];

  it('gives each its number, and the value back', () => {
    const table = new PointerTable();
    const numbers = values.map((value) => table.intern(value));
    expect(new Set(numbers).size).toBe(values.length);
    for (const [index, number] of numbers.entries()) {
      expect(number).toBeGreaterThanOrEqual(FIRST_INTERNED);
      expect(table.exact(number)).toBe(signed(values[index]!));
      expect(table.intern(values[index]!)).toBe(number);
    }
  });

  it.each([1, 8, 0xfff, -1, -8, 0x7_ffff, -0x8_0000])(
    '%i bytes away is exact, whatever was there before',
    (bytes) => {
      const table = new PointerTable();
      for (const value of values) {
        const number = table.intern(value);
        expect(table.exact(number + bytes)).toBe(signed(value + BigInt(bytes)));
      }
    },
  );

  it('has one number for a value, interned or calculated', () => {
    const table = new PointerTable();
    const near = table.intern(0xcdcdcdcdcdcdcdcdn);
    expect(table.intern(0xcdcdcdcdcdcdcdcdn + 8n)).toBe(near + 8);
    expect(near & 0xfff).toBe(0xdcd);
  });

  it('refuses a number that no value has', () => {
    expect(() => new PointerTable().exact(FIRST_INTERNED)).toThrow(RangeError);
  });
});

describe('what follows a pointer of garbage', () => {
  it.each([
    ['RemoveHeadList', 'documented', { kind: 'bugcheck', code: 0x50 }],
    ['RemoveHeadList', 'observed', { kind: 'raised', record: { ExceptionCode: 0xc000_0005 } }],
    ['PopEntryList', 'documented', { kind: 'bugcheck', code: 0x50 }],
  ] as const)('meets a fault: %s, %s', (name, profile, stop) => {
    const nt = boot({ profile });
    const head = nt.variable(64);
    nt.memory.fill(head, 64, 0xcd);
    expect(nt.outcome(() => nt[name](head))).toMatchObject(stop);
  });

  it('stores a sum exactly', () => {
    const nt = boot();
    const reference = nt.variable(8);
    nt.memory.fill(reference, 8, 0xcc);
    expect(nt.ExAcquireRundownProtection(reference)).toBe(1);
    expect(nt.memory.readBigUint64(reference)).toBe(0xcccc_cccc_cccc_ccccn + 2n);
  });

  it('InterlockedBitTestAndSet64 with any offset', () => {
    const nt = boot();
    const bits = nt.variable(64);
    expect(nt.outcome(() => nt.InterlockedBitTestAndSet64(bits, (1n << 63n) - 1n))).toMatchObject({
      code: 0x50,
    });
  });
});

describe('a pointer-sized integer', () => {
  it.each([
    ['x64', 2n ** 64n - 1n, -1],
    ['x64', 2 ** 63, -(2 ** 63)],
    ['x86', 2 ** 32 - 1, -1],
  ] as const)('%s: %d is %d', (arch, value, shown) => expect(pointerSized(arch, value, 'it')).toBe(shown));

  // 0xFFFFFFFFFFFFFFFF is this as a number: one more than fits, and never 0.
  it.each([
    ['x64', 2 ** 64],
    ['x64', 2n ** 64n],
    ['x86', 2 ** 32],
  ] as const)('%s: %d does not fit', (arch, value) =>
    expect(() => pointerSized(arch, value, 'it')).toThrow(RangeError),
  );
});
