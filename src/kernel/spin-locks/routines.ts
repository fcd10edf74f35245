/** The spin lock routines. */
export {
  KeAcquireInStackQueuedSpinLock,
  KeAcquireInStackQueuedSpinLockAtDpcLevel,
  KeAcquireInStackQueuedSpinLockForDpc,
  KeReleaseInStackQueuedSpinLock,
  KeReleaseInStackQueuedSpinLockForDpc,
  KeReleaseInStackQueuedSpinLockFromDpcLevel,
} from './ke-acquire-in-stack-queued-spin-lock.ts';
export {
  KeAcquireSpinLock,
  KeAcquireSpinLockRaiseToDpc,
  KeAcquireSpinLockRaiseToSynch,
  KeReleaseSpinLock,
} from './ke-acquire-spin-lock.ts';
export {
  KeAcquireSpinLockAtDpcLevel,
  KeReleaseSpinLockFromDpcLevel,
  KeTryToAcquireSpinLockAtDpcLevel,
} from './ke-acquire-spin-lock-at-dpc-level.ts';
export { KeAcquireSpinLockForDpc, KeReleaseSpinLockForDpc } from './ke-acquire-spin-lock-for-dpc.ts';
export { KeInitializeSpinLock, KeTestSpinLock } from './ke-initialize-spin-lock.ts';
