import { describe, expect, it } from 'vitest';
import { architectures, type Program, pointer, program } from './program.ts';

const OVERFLOW = 0x8000_0005 | 0;
const INVALID = 0xc000_000d | 0;
const E_INSUFFICIENT_BUFFER = 0x8007_007a | 0;
const E_INVALID_PARAMETER = 0x8007_0057 | 0;
const IGNORE_NULLS = 0x100;
const FILL_BEHIND_NULL = 0x200;
const FILL_ON_FAILURE = 0x400;
const NULL_ON_FAILURE = 0x800;
const NO_TRUNCATION = 0x1000;

/** Bytes of a buffer as text: 0 for a NUL, # for what was never written. */
const shown = (run: Program, address: number, bytes: number) =>
  Array.from(run.memory.readBytes(address, bytes), (byte) =>
    byte === 0 ? '0' : byte === 0xcc ? '*' : String.fromCharCode(byte),
  ).join('');

const target = (run: Program, text = '') => {
  const buffer = run.buffer(8);
  run.memory.fill(buffer, 8, 0x23);
  run.memory.writeAnsiString(buffer, text);
  return buffer;
};

describe.each(architectures)('ntstrsafe.h, %s', (arch) => {
  it.each<[string, string, string, number[], number, string]>([
    ['RtlStringCbCopyA', '', 'abc', [], 0, 'abc0####*'],
    ['RtlStringCbCopyA', '', 'abcdefg', [], 0, 'abcdefg0*'],
    ['RtlStringCbCopyA', '', 'abcdefgh', [], OVERFLOW, 'abcdefg0*'],
    ['RtlStringCbCopyNA', '', 'abcdef', [3], 0, 'abc0####*'],
    ['RtlStringCbCopyNA', '', 'abcdefghij', [8], OVERFLOW, 'abcdefg0*'],
    ['RtlStringCbCopyNA', '', 'abcdefghij', [7], 0, 'abcdefg0*'],
    ['RtlStringCbCatA', 'xy', 'abc', [], 0, 'xyabc0##*'],
    ['RtlStringCbCatA', 'xy', 'abcdef', [], OVERFLOW, 'xyabcde0*'],
    ['RtlStringCbCatNA', 'xy', 'abcdef', [2], 0, 'xyab0###*'],
  ])('%s onto %j of %j %j', (name, before, source, counts, status, after) => {
    const run = program(arch, 'kernel');
    const buffer = target(run, before);
    expect(run.call(name, buffer, run.size(8), run.ansi(source), ...counts.map(run.size))).toBe(status);
    expect(shown(run, buffer, 9)).toBe(after);
  });

  it('sizes are bytes for Cb and characters for Cch; an odd byte stays unused', () => {
    const run = program(arch, 'kernel');
    const buffer = run.buffer(16);
    const source = run.wide('abcdef');
    expect(run.call('RtlStringCbCopyW', buffer, run.size(7), source)).toBe(OVERFLOW);
    expect(run.wideText(buffer)).toBe('ab');
    expect(run.call('RtlStringCchCopyW', buffer, run.size(7), source)).toBe(0);
    expect(run.wideText(buffer)).toBe('abcdef');
    expect(run.call('RtlStringCbCopyNW', buffer, run.size(16), source, run.size(4))).toBe(0);
    expect(run.wideText(buffer)).toBe('ab');
  });

  it('a target without room, or with more than 2147483647 characters, is invalid', () => {
    const run = program(arch, 'kernel');
    const buffer = target(run, 'old');
    for (const size of [0, 0x8000_0000])
      expect(run.call('RtlStringCchCopyA', buffer, run.size(size), run.ansi('x'))).toBe(INVALID);
    expect(run.text(buffer)).toBe('old');
    expect(run.call('RtlStringCbCopyW', buffer, run.size(1), run.wide('x'))).toBe(INVALID);
    expect(run.call('RtlStringCchCopyNA', buffer, run.size(8), run.ansi('x'), run.size(0x8000_0000))).toBe(
      INVALID,
    );
    expect(run.text(buffer)).toBe('');
  });

  it('a target of Cat that has no end is invalid and stays as it is', () => {
    const run = program(arch, 'kernel');
    const buffer = target(run);
    run.memory.fill(buffer, 8, 0x61);
    expect(run.call('RtlStringCbCatA', buffer, run.size(8), run.ansi('x'))).toBe(INVALID);
    expect(shown(run, buffer, 8)).toBe('aaaaaaaa');
  });

  it.each<[string, number, string, string, number, string, number, number]>([
    ['Copy', 0, '', 'abc', 0, 'abc0####', 3, 5],
    ['Copy', 0, '', 'abcdefgh', OVERFLOW, 'abcdefg0', 7, 1],
    ['Copy', FILL_BEHIND_NULL | 0x2d, '', 'abc', 0, 'abc0----', 3, 5],
    ['Copy', FILL_ON_FAILURE | 0x2d, '', 'abcdefgh', OVERFLOW, '-------0', 7, 1],
    ['Copy', FILL_ON_FAILURE, '', 'abcdefgh', OVERFLOW, '00000000', 0, 8],
    ['Copy', NULL_ON_FAILURE, '', 'abcdefgh', OVERFLOW, '0bcdefg0', 0, 8],
    ['Copy', NO_TRUNCATION, '', 'abcdefgh', OVERFLOW, '0bcdefg0', 0, 8],
    ['Cat', NO_TRUNCATION, 'xy', 'abcdefgh', OVERFLOW, 'xy0bcde0', 2, 6],
    ['Cat', 0, 'xy', 'abc', 0, 'xyabc0##', 5, 3],
  ])('%sEx with flags %i onto %j of %j', (verb, flags, before, source, status, after, end, left) => {
    const run = program(arch, 'kernel');
    const buffer = target(run, before);
    const [endAt, leftAt] = [run.buffer(8), run.buffer(8)];
    const args = [buffer, run.size(8), run.ansi(source), endAt, leftAt, flags];
    expect(run.call(`RtlStringCb${verb}ExA`, ...args)).toBe(status);
    expect(shown(run, buffer, 8)).toBe(after);
    expect(run.memory.readPointer(endAt) - buffer).toBe(end);
    expect(run.memory.readPointer(leftAt)).toBe(left);
    expect(run.memory.readUint8(leftAt + (arch === 'x64' ? 8 : 4))).toBe(arch === 'x64' ? 0xcc : 0);
  });

  it('remaining bytes count the odd one', () => {
    const run = program(arch, 'kernel');
    const [buffer, leftAt] = [run.buffer(16), run.buffer(8)];
    expect(run.call('RtlStringCbCopyExW', buffer, run.size(9), run.wide('ab'), 0, leftAt, 0)).toBe(0);
    expect(run.memory.readPointer(leftAt)).toBe(5);
    expect(run.call('RtlStringCchCopyExW', buffer, run.size(5), run.wide('ab'), 0, leftAt, 0)).toBe(0);
    expect(run.memory.readPointer(leftAt)).toBe(3);
  });

  it('STRSAFE_IGNORE_NULLS makes NULL an empty string; flags that do not exist are invalid', () => {
    const run = program(arch, 'kernel');
    const buffer = target(run, 'old');
    expect(run.call('RtlStringCbCopyExA', buffer, run.size(8), 0, 0, 0, IGNORE_NULLS)).toBe(0);
    expect(run.text(buffer)).toBe('');
    expect(run.call('RtlStringCbCopyExA', 0, run.size(0), 0, 0, 0, IGNORE_NULLS)).toBe(0);
    expect(run.call('RtlStringCbCopyExA', 0, run.size(0), run.ansi('x'), 0, 0, IGNORE_NULLS)).toBe(INVALID);
    expect(run.call('RtlStringCbCopyExA', buffer, run.size(0), run.ansi('x'), 0, 0, IGNORE_NULLS)).toBe(
      OVERFLOW,
    );
    expect(run.call('RtlStringCbCopyExA', buffer, run.size(8), run.ansi('x'), 0, 0, 0x2000)).toBe(INVALID);
  });

  it('Printf and its kin', () => {
    const run = program(arch, 'kernel');
    const buffer = target(run);
    const slots = run.slots(42, pointer(run.ansi('text')));
    expect(run.call('RtlStringCbPrintfA', buffer, run.size(8), run.ansi('%d'), slots)).toBe(0);
    expect(run.text(buffer)).toBe('42');
    expect(run.call('RtlStringCchVPrintfA', buffer, run.size(8), run.ansi('%d=%s!'), slots)).toBe(OVERFLOW);
    expect(run.text(buffer)).toBe('42=text');
    const endAt = run.buffer(8);
    const format = run.ansi('%d');
    expect(
      run.call('RtlStringCbPrintfExA', buffer, run.size(8), endAt, 0, FILL_BEHIND_NULL | 0x2e, format, slots),
    ).toBe(0);
    expect(shown(run, buffer, 8)).toBe('420.....');
    expect(run.memory.readPointer(endAt)).toBe(buffer + 2);
  });

  it('Length', () => {
    const run = program(arch, 'kernel');
    const at = run.buffer(8);
    const ask = (name: string, string: number, size: number) => [
      run.call(name, string, run.size(size), at),
      run.memory.readPointer(at),
    ];
    expect(ask('RtlStringCbLengthW', run.wide('abc'), 8)).toEqual([0, 6]);
    expect(ask('RtlStringCchLengthW', run.wide('abc'), 4)).toEqual([0, 3]);
    expect(ask('RtlStringCchLengthA', run.ansi('abc'), 3)).toEqual([INVALID, 0]);
    expect(ask('RtlStringCchLengthA', 0, 3)).toEqual([INVALID, 0]);
    expect(ask('RtlStringCchLengthA', run.ansi(''), 0)).toEqual([INVALID, 0]);
    expect(run.call('RtlStringCchLengthA', run.ansi('abc'), run.size(4), 0)).toBe(0);
  });
});

describe.each(architectures)('strsafe.h, %s', (arch) => {
  it('gives HRESULTs', () => {
    const run = program(arch);
    const buffer = target(run);
    expect(run.call('StringCchCopyA', buffer, run.size(8), run.ansi('abc'))).toBe(0);
    expect(run.call('StringCchCopyA', buffer, run.size(3), run.ansi('abc'))).toBe(E_INSUFFICIENT_BUFFER);
    expect(run.text(buffer)).toBe('ab');
    expect(run.call('StringCbCopyA', buffer, run.size(0), run.ansi('abc'))).toBe(E_INVALID_PARAMETER);
    expect(run.call('StringCbPrintfW', buffer, run.size(8), run.wide('%d'), run.slots(123))).toBe(0);
    expect(run.wideText(buffer)).toBe('123');
  });
});

describe.each(architectures)('UNICODE_STRINGs of ntstrsafe.h, %s', (arch) => {
  const setUp = () => {
    const run = program(arch, 'kernel');
    const P = arch === 'x64' ? 8 : 4;
    const make = (length: number, maximum: number, buffer: number) => {
      const address = run.buffer(2 * P);
      run.memory.writeUint16(address, length);
      run.memory.writeUint16(address + 2, maximum);
      run.memory.writePointer(address + P, buffer);
      return address;
    };
    const state = (address: number) => {
      const length = run.memory.readUint16(address);
      const buffer = run.memory.readPointer(address + P);
      return [
        run.memory.readUtf16String(buffer, length),
        run.memory.readUint16(address + 2),
        buffer,
      ] as const;
    };
    return { run, make, state, text: (address: number) => state(address)[0] };
  };

  it('Init and Validate', () => {
    const { run, make, state } = setUp();
    const source = run.wide('hello');
    const string = make(1, 2, 3);
    expect(run.call('RtlUnicodeStringValidate', string)).toBe(INVALID);
    expect(run.call('RtlUnicodeStringInit', string, source)).toBe(0);
    expect(state(string)).toEqual(['hello', 12, source]);
    expect(run.call('RtlUnicodeStringValidate', string)).toBe(0);
    expect(run.call('RtlUnicodeStringInit', string, 0)).toBe(0);
    expect(state(string)).toEqual(['', 0, 0]);
    expect(run.call('RtlUnicodeStringValidateEx', 0, IGNORE_NULLS)).toBe(0);
    expect(run.call('RtlUnicodeStringValidate', make(4, 2, source))).toBe(INVALID);
    expect(run.call('RtlUnicodeStringValidate', make(0, 2, 0))).toBe(INVALID);
  });

  it('Copy and Cat of both kinds of strings; no NUL is written', () => {
    const { run, make, text } = setUp();
    const buffer = run.buffer(8);
    const string = make(0, 8, buffer);
    const other = make(6, 6, run.wide('xyzzz'));
    expect(run.call('RtlUnicodeStringCopyString', string, run.wide('ab'))).toBe(0);
    expect(run.call('RtlUnicodeStringCatString', string, run.wide('cd'))).toBe(0);
    expect(text(string)).toBe('abcd');
    expect(run.memory.readUint8(buffer + 8)).toBe(0xcc);
    expect(run.call('RtlUnicodeStringCatString', string, run.wide('e'))).toBe(OVERFLOW);
    expect(run.call('RtlUnicodeStringCopy', string, other)).toBe(0);
    expect(text(string)).toBe('xyz');
    expect(run.call('RtlUnicodeStringCat', string, other)).toBe(OVERFLOW);
    expect(text(string)).toBe('xyzx');
    expect(run.call('RtlUnicodeStringCchCopyStringN', string, run.wide('abc'), run.size(2))).toBe(0);
    expect(run.call('RtlUnicodeStringCbCatN', string, other, run.size(2))).toBe(0);
    expect(text(string)).toBe('abx');
    expect(run.call('RtlUnicodeStringCopy', string, make(1, 1, buffer))).toBe(INVALID);
  });

  it('Printf, and the rest of the buffer as a string', () => {
    const { run, make, text, state } = setUp();
    const buffer = run.buffer(16);
    const string = make(0, 16, buffer);
    const rest = make(0, 0, 0);
    expect(run.call('RtlUnicodeStringPrintf', string, run.wide('%d-%d'), run.slots(1, 2))).toBe(0);
    expect(text(string)).toBe('1-2');
    expect(run.call('RtlUnicodeStringPrintfEx', string, rest, 0, run.wide('%x'), run.slots(255))).toBe(0);
    expect(state(rest)).toEqual(['', 12, buffer + 4]);
    expect(run.call('RtlUnicodeStringPrintf', string, run.wide('123456789'), run.slots())).toBe(OVERFLOW);
    expect(text(string)).toBe('12345678');
  });
});
