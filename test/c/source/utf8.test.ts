import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { utf8Bytes, utf8Text } from '../../../src/c/source/utf8.ts';

describe('UTF-8', () => {
  it('is what the platform makes of any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect([...utf8Bytes(text)]).toEqual([...new TextEncoder().encode(text)]);
        expect(utf8Text(utf8Bytes(text))).toBe(
          new TextDecoder('utf-8', { ignoreBOM: true }).decode(utf8Bytes(text)),
        );
      }),
    );
  });

  it.each([
    [[0xff, 0x41], '\ufffdA'],
    [[0xc0, 0x80], '\ufffd\ufffd'],
    [[0xe2, 0x82], '\ufffd\ufffd'],
    [[0xed, 0xa0, 0x80], '\ufffd\ufffd\ufffd'],
    [[0xf8, 0x88, 0x80, 0x80, 0x80], '\ufffd'.repeat(5)],
    [[0xf4, 0x90, 0x80, 0x80], '\ufffd'.repeat(4)],
  ])('of bytes that are none (%j) is U+FFFD for each', (bytes, text) => {
    expect(utf8Text(Uint8Array.from(bytes))).toBe(text);
  });
});
