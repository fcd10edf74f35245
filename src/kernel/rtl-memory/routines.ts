/** The declared memory routines. A namespace for the composition root, not a barrel for others. */
export {
  RtlCompareMemory,
  RtlCompareMemoryUlong,
  RtlEqualMemory,
  RtlIsZeroMemory,
} from './rtl-compare-memory.ts';
export { RtlCopyBytes, RtlCopyMemory, RtlCopyMemoryNonTemporal, RtlMoveMemory } from './rtl-copy-memory.ts';
export {
  RtlFillBytes,
  RtlFillMemory,
  RtlFillMemoryNonTemporal,
  RtlSecureZeroMemory,
  RtlZeroBytes,
  RtlZeroMemory,
} from './rtl-fill-memory.ts';
export { RtlFillMemoryUlong, RtlFillMemoryUlonglong } from './rtl-fill-memory-ulong.ts';
