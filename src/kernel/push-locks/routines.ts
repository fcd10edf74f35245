/** The declared routines of this folder. A namespace for the composition root, not a barrel for others. */
export {
  ExAcquirePushLockExclusive,
  ExAcquirePushLockExclusiveEx,
  ExReleasePushLockExclusive,
  ExReleasePushLockExclusiveEx,
} from './ex-acquire-push-lock-exclusive.ts';
export {
  ExAcquirePushLockShared,
  ExAcquirePushLockSharedEx,
  ExReleasePushLockShared,
  ExReleasePushLockSharedEx,
} from './ex-acquire-push-lock-shared.ts';
export { ExInitializePushLock } from './ex-initialize-push-lock.ts';
