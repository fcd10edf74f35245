import { expect, test } from 'vitest';
import { HRESULT_FROM_WIN32 } from '../../src/status/hresult-from-win32.ts';

test.each([
  [0, 0, 'success stays S_OK'],
  [87, 0x80070057, 'E_INVALIDARG'],
  [14, 0x8007000e, 'E_OUTOFMEMORY'],
  [0xffff, 0x8007ffff, 'largest code'],
  [0x1_0005, 0x80070005, 'only the low 16 bits are kept'],
  [0x7fff_ffff, 0x8007ffff, 'largest positive'],
  [0x80004005, 0x80004005, 'an HRESULT already'],
  [-2147467259, 0x80004005, 'an HRESULT already, signed'],
  [-1, 0xffffffff, 'negative comes back as it is'],
])('HRESULT_FROM_WIN32(%i) is %i: %s', (error, expected) => {
  expect(HRESULT_FROM_WIN32(error)).toBe(expected);
});
