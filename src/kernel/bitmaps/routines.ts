/** Every declared routine of this folder, for the composition root. */

export {
  RtlFindClearBits,
  RtlFindClearBitsAndSet,
  RtlFindSetBits,
  RtlFindSetBitsAndClear,
} from './rtl-find-clear-bits.ts';
export {
  RtlFindClearRuns,
  RtlFindFirstRunClear,
  RtlFindLastBackwardRunClear,
  RtlFindLongestRunClear,
  RtlFindNextForwardRunClear,
} from './rtl-find-clear-runs.ts';
export {
  RtlFindLeastSignificantBit,
  RtlFindMostSignificantBit,
  RtlNumberOfSetBitsUlongPtr,
} from './rtl-find-least-significant-bit.ts';
export { RtlInitializeBitMap } from './rtl-initialize-bit-map.ts';
export {
  RtlClearAllBits,
  RtlClearBit,
  RtlClearBits,
  RtlSetAllBits,
  RtlSetBit,
  RtlSetBits,
} from './rtl-set-bits.ts';
export {
  RtlAreBitsClear,
  RtlAreBitsSet,
  RtlCheckBit,
  RtlNumberOfClearBits,
  RtlNumberOfSetBits,
  RtlTestBit,
} from './rtl-test-bit.ts';
