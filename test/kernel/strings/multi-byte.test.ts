/** Text without a header: RtlUnicodeToMultiByteN and its kin. What is ours: docs/decisions/0072-objects-strings-registry.md. */
import { boot, NULL, out, STATUS_SUCCESS, ULONG } from 'irqlab';
import { describe, expect, it } from 'vitest';

const nt = boot();

/** A buffer of 16 bytes of 0xEE. */
function buffer(): number {
  const address = nt.variable(16);
  nt.memory.fill(address, 16, 0xee);
  return address;
}

const bytesOf = (address: number, bytes: number) => [...nt.memory.readBytes(address, bytes)];

describe('text of 16 bits and of 8', () => {
  it.each([
    ['all that fits', 16, [0x61, 0xe9, 0x3f, 0xee]],
    ['what there is room for, and no NUL', 2, [0x61, 0xe9, 0xee, 0xee]],
    ['nothing without room', 0, [0xee, 0xee, 0xee, 0xee]],
  ])('RtlUnicodeToMultiByteN stores %s', (_what, room, expected) => {
    const [source, target, stored] = [nt.variable(16), buffer(), out(ULONG)];
    nt.memory.writeUtf16String(source, 'a\u00e9\u20acx');
    expect(nt.RtlUnicodeToMultiByteN(target, room, stored, source, 6)).toBe(STATUS_SUCCESS);
    expect(bytesOf(target, 4)).toEqual(expected);
    expect(stored.value).toBe(Math.min(room, 3));
  });

  it.each([
    ['all that fits', 16, [0x61, 0, 0xe9, 0, 0xee]],
    ['whole characters', 3, [0x61, 0, 0xee, 0xee, 0xee]],
  ])('RtlMultiByteToUnicodeN stores %s', (_what, room, expected) => {
    const [source, target] = [nt.variable(16), buffer()];
    nt.memory.writeBytes(source, [0x61, 0xe9, 0x62]);
    const stored = nt.variable(4);
    expect(nt.RtlMultiByteToUnicodeN(target, room, stored, source, 2)).toBe(STATUS_SUCCESS);
    expect(bytesOf(target, 5)).toEqual(expected);
    expect(nt.memory.readUint32(stored)).toBe(room === 3 ? 2 : 4);
    expect(nt.RtlMultiByteToUnicodeN(target, room, NULL, source, 2)).toBe(STATUS_SUCCESS);
  });

  it('the sizes count the text, not a NUL', () => {
    const [source, size] = [nt.variable(16), out(ULONG)];
    expect(nt.RtlUnicodeToMultiByteSize(size, source, 6)).toBe(STATUS_SUCCESS);
    expect(size.value).toBe(3);
    expect(nt.RtlMultiByteToUnicodeSize(size, source, 5)).toBe(STATUS_SUCCESS);
    expect(size.value).toBe(10);
  });
});
