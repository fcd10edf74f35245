/** The declared routines of this folder. A namespace for the composition root, not a barrel for others. */

export { ExLocalTimeToSystemTime, ExSystemTimeToLocalTime } from './ex-system-time-to-local-time.ts';
export {
  RtlAnsiStringToUnicodeString,
  RtlFreeAnsiString,
  RtlFreeUnicodeString,
  RtlUnicodeStringToAnsiString,
} from './rtl-ansi-string-to-unicode-string.ts';
export { RtlAppendStringToString, RtlUpperString } from './rtl-append-string-to-string.ts';
export { RtlAppendUnicodeStringToString, RtlAppendUnicodeToString } from './rtl-append-unicode-to-string.ts';
export { RtlCompareString, RtlEqualString } from './rtl-compare-string.ts';
export {
  RtlCompareUnicodeString,
  RtlEqualUnicodeString,
  RtlPrefixUnicodeString,
} from './rtl-compare-unicode-string.ts';
export { RtlCopyString, RtlCopyUnicodeString } from './rtl-copy-unicode-string.ts';
export { RtlCreateUnicodeString } from './rtl-create-unicode-string.ts';
export { RtlDowncaseUnicodeString } from './rtl-downcase-unicode-string.ts';
export { RtlGUIDFromString, RtlStringFromGUID } from './rtl-guid-from-string.ts';
export {
  RtlInitAnsiString,
  RtlInitEmptyAnsiString,
  RtlInitEmptyUnicodeString,
  RtlInitString,
  RtlInitUnicodeString,
} from './rtl-init-unicode-string.ts';
export {
  RtlFreeUTF8String,
  RtlInitStringEx,
  RtlInitUTF8String,
  RtlInitUTF8StringEx,
} from './rtl-init-utf8-string.ts';
export {
  RtlHashUnicodeString,
  RtlInt64ToUnicodeString,
  RtlIntegerToUnicodeString,
  RtlUnicodeStringToInteger,
} from './rtl-integer-to-unicode-string.ts';
export { RtlSecondsSince1970ToTime, RtlTimeToSecondsSince1970 } from './rtl-time-to-seconds-since1970.ts';
export { RtlTimeFieldsToTime, RtlTimeToTimeFields } from './rtl-time-to-time-fields.ts';
export {
  RtlUnicodeStringToUTF8String,
  RtlUTF8StringToUnicodeString,
} from './rtl-unicode-string-to-utf8-string.ts';
export {
  RtlMultiByteToUnicodeN,
  RtlMultiByteToUnicodeSize,
  RtlUnicodeToMultiByteN,
  RtlUnicodeToMultiByteSize,
} from './rtl-unicode-to-multi-byte-n.ts';
export { RtlUnicodeToUTF8N, RtlUTF8ToUnicodeN } from './rtl-unicode-to-utf8-n.ts';
export {
  RtlDowncaseUnicodeChar,
  RtlUpcaseUnicodeChar,
  RtlUpcaseUnicodeString,
  RtlUpperChar,
} from './rtl-upcase-unicode-string.ts';
