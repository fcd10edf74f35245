/** UTF-8 strings. What is ours: docs/decisions/0072-objects-strings-registry.md. */
import fc from 'fast-check';
import {
  boot,
  type Nt,
  NULL,
  out,
  STATUS_BUFFER_OVERFLOW,
  STATUS_BUFFER_TOO_SMALL,
  STATUS_INVALID_PARAMETER,
  STATUS_INVALID_PARAMETER_4,
  STATUS_INVALID_PARAMETER_5,
  STATUS_NAME_TOO_LONG,
  STATUS_SOME_NOT_MAPPED,
  STATUS_SUCCESS,
  ULONG,
} from 'irqlab';
import { describe, expect, it } from 'vitest';
import { propertyRuns } from '../../property-runs.ts';

/** A place in memory with bytes. */
function place(nt: Nt, bytes: ArrayLike<number>): number {
  const address = nt.variable(Math.max(bytes.length, 1));
  nt.memory.writeBytes(address, bytes);
  return address;
}

const utf16 = (text: string): Buffer => Buffer.from(text, 'utf16le');

/** What a conversion between buffers gives and stores. */
function convert(nt: Nt, to: 'utf8' | 'utf16', bytes: Uint8Array, room = 400) {
  const [target, actual] = [nt.variable(Math.max(room, 1)), out(ULONG)];
  const source = place(nt, bytes);
  const status =
    to === 'utf8'
      ? nt.RtlUnicodeToUTF8N(target, room, actual, source, bytes.length)
      : nt.RtlUTF8ToUnicodeN(target, room, actual, source, bytes.length);
  const needed = out(ULONG);
  if (to === 'utf8') nt.RtlUnicodeToUTF8N(NULL, 0, needed, source, bytes.length);
  else nt.RtlUTF8ToUnicodeN(NULL, 0, needed, source, bytes.length);
  return { status, stored: nt.memory.readBytes(target, actual.value), needed: needed.value };
}

/** A counted string with bytes. */
function counted(nt: Nt, bytes: Uint8Array, room = bytes.length): number {
  const string = nt.variable('UNICODE_STRING');
  nt.memory.writeUint16(string, bytes.length);
  nt.memory.writeUint16(string + 2, room);
  const buffer = nt.variable(Math.max(room, 1));
  nt.memory.writeBytes(buffer, bytes);
  nt.memory.writePointer(string + 8, buffer);
  return string;
}

function bytesOf(nt: Nt, string: number): Buffer {
  const length = nt.memory.readUint16(string);
  return Buffer.from(nt.memory.readBytes(nt.memory.readPointer(string + 8), length));
}

describe('text in buffers', () => {
  it('is what an encoder and a decoder make of it, whatever it is', () => {
    const nt = boot();
    const unit = fc.oneof(fc.nat({ max: 0xffff }), fc.integer({ min: 0xd7ff, max: 0xe000 }));
    fc.assert(
      fc.property(fc.array(unit, { maxLength: 20 }), (units) => {
        const text = String.fromCharCode(...units);
        const expected = Buffer.from(text, 'utf8');
        const result = convert(nt, 'utf8', utf16(text));
        expect(Buffer.from(result.stored)).toEqual(expected);
        expect(result.needed).toBe(expected.length);
        const isWhole = new TextDecoder('utf-8', { ignoreBOM: true }).decode(expected) === text;
        expect(result.status).toBe(isWhole ? STATUS_SUCCESS : STATUS_SOME_NOT_MAPPED);
      }),
      { numRuns: propertyRuns(300) },
    );
  });

  it('is decoded as the Unicode standard says, with one character for each part that begins none', () => {
    const nt = boot();
    const byte = fc.oneof(
      fc.nat({ max: 255 }),
      fc.constantFrom(0xe0, 0xed, 0xf0, 0xf4, 0xf5, 0xc0, 0xc1, 0xc2, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf),
    );
    fc.assert(
      fc.property(fc.array(byte, { maxLength: 16 }), (bytes) => {
        const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(Uint8Array.from(bytes));
        const result = convert(nt, 'utf16', Uint8Array.from(bytes));
        expect(Buffer.from(result.stored).toString('utf16le')).toBe(text);
        expect(result.needed).toBe(2 * text.length);
        const isWhole = Buffer.from(text, 'utf8').equals(Buffer.from(bytes));
        expect(result.status).toBe(isWhole ? STATUS_SUCCESS : STATUS_SOME_NOT_MAPPED);
      }),
      { numRuns: propertyRuns(600) },
    );
  });

  it('is cut off in front of a character that does not fit whole', () => {
    const nt = boot();
    const cut = convert(nt, 'utf8', utf16('a\u20acb'), 3);
    expect([cut.status, [...cut.stored]]).toEqual([STATUS_BUFFER_TOO_SMALL, [0x61]]);
    const wide = convert(nt, 'utf16', Buffer.from('a\u{1f600}'), 5);
    expect([wide.status, [...wide.stored]]).toEqual([STATUS_BUFFER_TOO_SMALL, [0x61, 0]]);
  });

  it('has to be there, and has whole characters', () => {
    const nt = boot();
    const [buffer, actual] = [nt.variable(8), out(ULONG)];
    expect(nt.RtlUnicodeToUTF8N(buffer, 8, actual, NULL, 2)).toBe(STATUS_INVALID_PARAMETER_4);
    expect(nt.RtlUnicodeToUTF8N(NULL, 0, NULL, buffer, 2)).toBe(STATUS_INVALID_PARAMETER);
    expect(nt.RtlUnicodeToUTF8N(buffer, 8, actual, buffer, 3)).toBe(STATUS_INVALID_PARAMETER_5);
    expect(nt.RtlUTF8ToUnicodeN(buffer, 8, actual, NULL, 2)).toBe(STATUS_INVALID_PARAMETER_4);
    expect(nt.RtlUTF8ToUnicodeN(NULL, 0, NULL, buffer, 2)).toBe(STATUS_INVALID_PARAMETER);
  });

  it('may be text of TypeScript', () => {
    const nt = boot();
    const [buffer, actual] = [nt.variable(8), out(ULONG)];
    expect(nt.RtlUTF8ToUnicodeN(buffer, 8, actual, '\u20acuro', 4)).toBe(STATUS_SUCCESS);
    expect(Buffer.from(nt.memory.readBytes(buffer, actual.value)).toString('utf16le')).toBe('\u20acu');
  });
});

describe('counted strings', () => {
  it('get buffers that they give back', () => {
    const nt = boot();
    const [narrow, wide] = [nt.variable('UNICODE_STRING'), nt.variable('UNICODE_STRING')];
    expect(nt.RtlUnicodeStringToUTF8String(narrow, counted(nt, utf16('g\u00fcnstig')), 1)).toBe(
      STATUS_SUCCESS,
    );
    expect(bytesOf(nt, narrow).toString('utf8')).toBe('g\u00fcnstig');
    expect(nt.RtlUTF8StringToUnicodeString(wide, narrow, 1)).toBe(STATUS_SUCCESS);
    expect(bytesOf(nt, wide).toString('utf16le')).toBe('g\u00fcnstig');
    nt.RtlFreeUTF8String(narrow);
    nt.RtlFreeUnicodeString(wide);
    expect(nt.debug.pool.blocks()).toEqual([]);
    expect(nt.memory.readPointer(narrow + 8)).toBe(0);
  });

  it('say that something was replaced', () => {
    const nt = boot();
    const target = counted(nt, new Uint8Array(0), 8);
    expect(nt.RtlUnicodeStringToUTF8String(target, counted(nt, Uint8Array.of(0, 0xd8)), 0)).toBe(
      STATUS_SOME_NOT_MAPPED,
    );
    expect([...bytesOf(nt, target)]).toEqual([0xef, 0xbf, 0xbd]);
    expect(nt.RtlUTF8StringToUnicodeString(target, counted(nt, Uint8Array.of(0xff)), 0)).toBe(
      STATUS_SOME_NOT_MAPPED,
    );
    expect([...bytesOf(nt, target)]).toEqual([0xfd, 0xff]);
  });

  it('stay as they are when the text does not fit', () => {
    const nt = boot();
    const target = counted(nt, Buffer.from('x'), 3);
    expect(nt.RtlUnicodeStringToUTF8String(target, counted(nt, utf16('abcd')), 0)).toBe(
      STATUS_BUFFER_OVERFLOW,
    );
    expect(bytesOf(nt, target).toString()).toBe('x');
    const long = counted(nt, Buffer.alloc(0x8000, 'a'));
    expect(nt.RtlUTF8StringToUnicodeString(target, long, 1)).toBe(STATUS_INVALID_PARAMETER);
  });

  it('point at text that ends with a NUL, and refuse what is too long', () => {
    const nt = boot();
    const string = nt.variable('UNICODE_STRING');
    const text = place(nt, Buffer.from('g\u00fcnstig\0'));
    for (const initialize of [nt.RtlInitUTF8String, nt.RtlInitUTF8StringEx, nt.RtlInitStringEx]) {
      nt.memory.fill(string, 16, 0xee);
      expect(initialize(string, text) ?? STATUS_SUCCESS).toBe(STATUS_SUCCESS);
      expect([nt.memory.readUint16(string), nt.memory.readUint16(string + 2)]).toEqual([8, 9]);
      expect(nt.memory.readPointer(string + 8)).toBe(text);
    }
    const long = place(nt, Buffer.from(`${'a'.repeat(0xffff)}\0`));
    for (const initialize of [nt.RtlInitUTF8StringEx, nt.RtlInitStringEx]) {
      expect(initialize(string, long)).toBe(STATUS_NAME_TOO_LONG);
      expect(nt.memory.readPointer(string + 8)).toBe(text);
      expect(initialize(string, long + 1)).toBe(STATUS_SUCCESS);
      nt.RtlInitUTF8String(string, text);
      expect(initialize(string, NULL)).toBe(STATUS_SUCCESS);
      expect(nt.memory.readPointer(string + 8)).toBe(0);
      nt.RtlInitUTF8String(string, text);
    }
  });
});
