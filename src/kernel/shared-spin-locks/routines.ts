/** The declared routines of this folder. A namespace for the composition root, not a barrel for others. */
export {
  ExAcquireSpinLockExclusive,
  ExAcquireSpinLockExclusiveAtDpcLevel,
  ExReleaseSpinLockExclusive,
  ExReleaseSpinLockExclusiveFromDpcLevel,
  ExTryAcquireSpinLockExclusiveAtDpcLevel,
} from './ex-acquire-spin-lock-exclusive.ts';
export {
  ExAcquireSpinLockShared,
  ExAcquireSpinLockSharedAtDpcLevel,
  ExReleaseSpinLockShared,
  ExReleaseSpinLockSharedFromDpcLevel,
  ExTryAcquireSpinLockSharedAtDpcLevel,
} from './ex-acquire-spin-lock-shared.ts';
export { ExTryConvertSharedSpinLockExclusive } from './ex-try-convert-shared-spin-lock-exclusive.ts';
