/** Counted strings: copies, comparisons, conversions. What is ours: docs/decisions/0072-objects-strings-registry.md. */
import {
  boot,
  type Nt,
  NULL,
  out,
  STATUS_BUFFER_OVERFLOW,
  STATUS_BUFFER_TOO_SMALL,
  STATUS_INVALID_PARAMETER,
  STATUS_SUCCESS,
  ULONG,
} from 'irqlab';
import { describe, expect, it } from 'vitest';

/** A UNICODE_STRING with a text. */
function wide(nt: Nt, text: string): number {
  const string = nt.variable('UNICODE_STRING');
  nt.RtlInitUnicodeString(string, text);
  return string;
}

/** An empty UNICODE_STRING with room. */
function room(nt: Nt, bytes: number): number {
  const string = nt.variable('UNICODE_STRING');
  nt.RtlInitEmptyUnicodeString(string, nt.variable(Math.max(bytes, 2)), bytes);
  return string;
}

/** An ANSI_STRING with a text. */
function narrow(nt: Nt, text: string): number {
  const [string, buffer] = [nt.variable('STRING'), nt.variable(text.length + 1)];
  nt.memory.writeAnsiString(buffer, text);
  nt.RtlInitAnsiString(string, buffer);
  return string;
}

const header = (nt: Nt, string: number) => ({
  length: nt.memory.readUint16(string),
  maximum: nt.memory.readUint16(string + 2),
  buffer: nt.memory.readPointer(string + 8),
});

function textOf(nt: Nt, string: number): string {
  const { length, buffer } = header(nt, string);
  return Buffer.from(nt.memory.readBytes(buffer, length)).toString('utf16le');
}

describe('a string of text', () => {
  it('points at it, and counts the NUL in MaximumLength alone', () => {
    const nt = boot();
    expect(header(nt, wide(nt, 'abc'))).toMatchObject({ length: 6, maximum: 8 });
    expect(header(nt, narrow(nt, 'abc'))).toMatchObject({ length: 3, maximum: 4 });
  });

  it('is empty for NULL', () => {
    const nt = boot();
    const string = wide(nt, 'abc');
    nt.RtlInitUnicodeString(string, NULL);
    expect(header(nt, string)).toEqual({ length: 0, maximum: 0, buffer: 0 });
  });
});

describe('a copy', () => {
  it.each([
    [10, 'abcd', 'abcd'],
    [6, 'abcd', 'abc'],
    [5, 'abcd', 'ab'],
    [0, 'abcd', ''],
  ])('into %i bytes of %s is %s', (bytes, source, expected) => {
    const nt = boot();
    const target = room(nt, bytes);
    nt.RtlCopyUnicodeString(target, wide(nt, source));
    expect(textOf(nt, target)).toBe(expected);
  });

  it('of NULL empties the target', () => {
    const nt = boot();
    const target = wide(nt, 'abc');
    nt.RtlCopyUnicodeString(target, NULL);
    expect(header(nt, target)).toMatchObject({ length: 0, maximum: 8 });
  });
});

describe('appending', () => {
  it('stores all or nothing', () => {
    const nt = boot();
    const target = room(nt, 10);
    expect(nt.RtlAppendUnicodeToString(target, 'abc')).toBe(STATUS_SUCCESS);
    expect(nt.RtlAppendUnicodeStringToString(target, wide(nt, 'def'))).toBe(STATUS_BUFFER_TOO_SMALL);
    expect(textOf(nt, target)).toBe('abc');
    expect(nt.RtlAppendUnicodeStringToString(target, wide(nt, 'de'))).toBe(STATUS_SUCCESS);
    expect(textOf(nt, target)).toBe('abcde');
    expect(nt.RtlAppendUnicodeToString(target, NULL)).toBe(STATUS_SUCCESS);
  });
});

describe('comparing', () => {
  it.each([
    ['abc', 'abc', 0, 0, 1, 1],
    ['abc', 'ABC', 32, 0, 0, 1],
    ['abc', 'abd', -1, -1, 0, 0],
    ['abc', 'abcd', -2, -2, 0, 0],
    ['\u00e4', '\u00c4', 32, 0, 0, 1],
  ])('%s and %s', (one, other, exact, folded, equal, equalFolded) => {
    const nt = boot();
    const [left, right] = [wide(nt, one), wide(nt, other)];
    expect(nt.RtlCompareUnicodeString(left, right, 0)).toBe(exact);
    expect(nt.RtlCompareUnicodeString(left, right, 1)).toBe(folded);
    expect(nt.RtlEqualUnicodeString(left, right, 0)).toBe(equal);
    expect(nt.RtlEqualUnicodeString(left, right, 1)).toBe(equalFolded);
  });

  it('8-bit strings counts bytes', () => {
    const nt = boot();
    expect(nt.RtlCompareString(narrow(nt, 'ab'), narrow(nt, 'abcd'), 0)).toBe(-2);
    expect(nt.RtlEqualString(narrow(nt, 'aB'), narrow(nt, 'Ab'), 1)).toBe(1);
  });

  it('prefixes', () => {
    const nt = boot();
    expect(nt.RtlPrefixUnicodeString(wide(nt, 'ab'), wide(nt, 'abc'), 0)).toBe(1);
    expect(nt.RtlPrefixUnicodeString(wide(nt, 'AB'), wide(nt, 'abc'), 0)).toBe(0);
    expect(nt.RtlPrefixUnicodeString(wide(nt, 'AB'), wide(nt, 'abc'), 1)).toBe(1);
    expect(nt.RtlPrefixUnicodeString(wide(nt, 'abc'), wide(nt, 'ab'), 1)).toBe(0);
  });
});

describe('converting', () => {
  it('to 16 bits and back, in buffers of pool', () => {
    const nt = boot();
    const target = nt.variable('UNICODE_STRING');
    expect(nt.RtlAnsiStringToUnicodeString(target, narrow(nt, 'caf\u00e9'), 1)).toBe(STATUS_SUCCESS);
    expect(textOf(nt, target)).toBe('caf\u00e9');
    const back = nt.variable('STRING');
    expect(nt.RtlUnicodeStringToAnsiString(back, wide(nt, 'a\u20ac'), 1)).toBe(STATUS_SUCCESS);
    expect(nt.memory.readAnsiString(header(nt, back).buffer)).toBe('a?');
    expect(nt.debug.pool.blocks()).toHaveLength(2);
    nt.RtlFreeUnicodeString(target);
    nt.RtlFreeAnsiString(back);
    expect(nt.debug.pool.blocks()).toEqual([]);
    expect(header(nt, target)).toEqual({ length: 0, maximum: 0, buffer: 0 });
  });

  it('into a buffer that is too small', () => {
    const nt = boot();
    expect(nt.RtlAnsiStringToUnicodeString(room(nt, 4), narrow(nt, 'abc'), 0)).toBe(STATUS_BUFFER_OVERFLOW);
    const target = room(nt, 6);
    expect(nt.RtlAnsiStringToUnicodeString(target, narrow(nt, 'abc'), 0)).toBe(STATUS_SUCCESS);
    expect(textOf(nt, target)).toBe('abc');
  });

  it('to upper case', () => {
    const nt = boot();
    const target = room(nt, 16);
    expect(nt.RtlUpcaseUnicodeString(target, wide(nt, 'a\u00df\u00ff'), 0)).toBe(STATUS_SUCCESS);
    expect(textOf(nt, target)).toBe('A\u00df\u0178');
    expect(nt.RtlUpcaseUnicodeChar(0xb5)).toBe(0xb5);
    expect(nt.RtlDowncaseUnicodeChar(0x41)).toBe(0x61);
    expect(nt.RtlUpperChar(0x61)).toBe(0x41);
  });
});

describe('numbers', () => {
  it.each([
    [255, 16, 'FF'],
    [255, 0, '255'],
    [5, 2, '101'],
    [0xffff_ffff, 10, '4294967295'],
  ])('%i in base %i is %s', (value, base, text) => {
    const nt = boot();
    const target = room(nt, 80);
    expect(nt.RtlIntegerToUnicodeString(value, base, target)).toBe(STATUS_SUCCESS);
    expect(textOf(nt, target)).toBe(text);
  });

  it('need room and a base', () => {
    const nt = boot();
    expect(nt.RtlIntegerToUnicodeString(1000, 10, room(nt, 6))).toBe(STATUS_BUFFER_OVERFLOW);
    expect(nt.RtlIntegerToUnicodeString(1, 3, room(nt, 6))).toBe(STATUS_INVALID_PARAMETER);
    expect(nt.RtlInt64ToUnicodeString(-1n, 16, room(nt, 40))).toBe(STATUS_SUCCESS);
  });

  it.each([
    ['  42', 0, 42],
    ['0x1F', 0, 31],
    ['0b101', 0, 5],
    ['0o17z', 0, 15],
    ['-1', 10, 0xffff_ffff],
    ['12a', 10, 12],
    ['ff', 16, 255],
    ['', 10, 0],
  ])('%j in base %i reads as %i', (text, base, value) => {
    const nt = boot();
    const cell = out(ULONG);
    expect(nt.RtlUnicodeStringToInteger(wide(nt, text), base, cell)).toBe(STATUS_SUCCESS);
    expect(cell.value).toBe(value);
  });

  it('a base of 3 is none', () => {
    const nt = boot();
    expect(nt.RtlUnicodeStringToInteger(wide(nt, '1'), 3, out(ULONG))).toBe(STATUS_INVALID_PARAMETER);
  });
});

describe('hashes and GUIDs', () => {
  it('a hash is that of X65599', () => {
    const nt = boot();
    const [exact, folded] = [out(ULONG), out(ULONG)];
    nt.RtlHashUnicodeString(wide(nt, 'ab'), 0, 1, exact);
    nt.RtlHashUnicodeString(wide(nt, 'ab'), 1, 0, folded);
    expect(exact.value).toBe((0x61 * 65599 + 0x62) >>> 0);
    expect(folded.value).toBe((0x41 * 65599 + 0x42) >>> 0);
    expect(nt.RtlHashUnicodeString(wide(nt, 'ab'), 0, 7, exact)).toBe(STATUS_INVALID_PARAMETER);
  });

  it('a GUID goes there and back', () => {
    const nt = boot();
    const text = '{01234567-89AB-CDEF-0123-456789ABCDEF}';
    const [guid, string] = [nt.variable('GUID'), nt.variable('UNICODE_STRING')];
    expect(nt.RtlGUIDFromString(wide(nt, text.toLowerCase()), guid)).toBe(STATUS_SUCCESS);
    expect(nt.memory.readUint32(guid)).toBe(0x0123_4567);
    expect(nt.RtlStringFromGUID(guid, string)).toBe(STATUS_SUCCESS);
    expect(textOf(nt, string)).toBe(text);
    expect(nt.RtlGUIDFromString(wide(nt, text.slice(1)), guid)).toBe(STATUS_INVALID_PARAMETER);
  });
});

describe('times', () => {
  it('go to fields and back', () => {
    const nt = boot();
    const fields = nt.variable(16);
    const time = 133_500_000_000_000_000n;
    nt.RtlTimeToTimeFields(time, fields);
    const numbers = Array.from({ length: 8 }, (_, at) => nt.memory.readUint16(fields + 2 * at));
    expect(numbers).toEqual([2024, 1, 17, 21, 20, 0, 0, 3]);
    const back = { type: 'LARGE_INTEGER', value: 0n };
    expect(nt.RtlTimeFieldsToTime(fields, back)).toBe(1);
    expect(back.value).toBe(time);
    nt.memory.writeUint16(fields + 2, 13);
    expect(nt.RtlTimeFieldsToTime(fields, back)).toBe(0);
  });
});

describe('strings that drivers make, lower and join', () => {
  it('RtlCreateUnicodeString has a buffer of its own, which the driver frees', () => {
    const nt = boot();
    const string = nt.variable('UNICODE_STRING');
    expect(nt.RtlCreateUnicodeString(string, 'Text')).toBe(1);
    expect([textOf(nt, string), header(nt, string).maximum]).toEqual(['Text', 10]);
    expect(nt.debug.pool.blocks()).toHaveLength(1);
    nt.RtlFreeUnicodeString(string);
    expect(nt.debug.pool.blocks()).toEqual([]);
    expect(nt.RtlCreateUnicodeString(string, 'x'.repeat(0x8000))).toBe(0);
  });

  it('RtlDowncaseUnicodeString', () => {
    const nt = boot();
    const [string, small] = [room(nt, 16), room(nt, 4)];
    expect(nt.RtlDowncaseUnicodeString(string, wide(nt, 'ÄBC\u0130'), 0)).toBe(STATUS_SUCCESS);
    expect(textOf(nt, string)).toBe('äbc\u0130');
    expect(nt.RtlDowncaseUnicodeString(small, wide(nt, 'ABC'), 0)).toBe(STATUS_BUFFER_OVERFLOW);
  });

  it('RtlAppendStringToString appends all or nothing, RtlUpperString copies what fits', () => {
    const nt = boot();
    const string = nt.variable('STRING');
    nt.RtlInitEmptyAnsiString(string, nt.variable(8), 8);
    expect(nt.RtlAppendStringToString(string, narrow(nt, 'abcde'))).toBe(STATUS_SUCCESS);
    expect(nt.RtlAppendStringToString(string, narrow(nt, 'fghi'))).toBe(STATUS_BUFFER_TOO_SMALL);
    expect(nt.RtlAppendStringToString(string, narrow(nt, 'fgh'))).toBe(STATUS_SUCCESS);
    const { length, buffer } = header(nt, string);
    expect([length, nt.memory.readAnsiString(buffer, 8)]).toEqual([8, 'abcdefgh']);
    nt.RtlUpperString(string, narrow(nt, 'xyz\u00e4'));
    expect([header(nt, string).length, nt.memory.readAnsiString(buffer, 8)]).toEqual([4, 'XYZ\u00c4efgh']);
    nt.RtlUpperString(string, narrow(nt, '0123456789'));
    expect(header(nt, string).length).toBe(8);
  });
});
