/** The declared routines of this folder. A namespace for the composition root, not a barrel for others. */
export { IoAcquireRemoveLock, IoAcquireRemoveLockEx } from './io-acquire-remove-lock.ts';
export { IoInitializeRemoveLock, IoInitializeRemoveLockEx } from './io-initialize-remove-lock.ts';
export { IoReleaseRemoveLock, IoReleaseRemoveLockEx } from './io-release-remove-lock.ts';
export {
  IoReleaseRemoveLockAndWait,
  IoReleaseRemoveLockAndWaitEx,
} from './io-release-remove-lock-and-wait.ts';
