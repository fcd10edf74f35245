import { expect, test } from 'vitest';
import { formatNtStatus } from '../../src/status/format-nt-status.ts';

test.each([
  [0xc0000023, 'STATUS_BUFFER_TOO_SMALL (0xC0000023)', 'known'],
  [-1073741789, 'STATUS_BUFFER_TOO_SMALL (0xC0000023)', 'signed'],
  [0, 'STATUS_SUCCESS (0x00000000)', 'eight digits, canonical name'],
  [-0, 'STATUS_SUCCESS (0x00000000)', 'negative zero'],
  [0x103, 'STATUS_PENDING (0x00000103)', 'padded'],
  [0xe0001234, '0xE0001234', 'unknown'],
])('formatNtStatus(%i) is %s (%s)', (value, text) => expect(formatNtStatus(value)).toBe(text));
