/** The declared routines of this folder. A namespace for the composition root, not a barrel for others. */

export { ExAcquireFastMutex, ExReleaseFastMutex, ExTryToAcquireFastMutex } from './ex-acquire-fast-mutex.ts';
export { ExAcquireFastMutexUnsafe, ExReleaseFastMutexUnsafe } from './ex-acquire-fast-mutex-unsafe.ts';
export { ExInitializeFastMutex } from './ex-initialize-fast-mutex.ts';
export {
  KeAcquireGuardedMutex,
  KeReleaseGuardedMutex,
  KeTryToAcquireGuardedMutex,
} from './ke-acquire-guarded-mutex.ts';
export {
  KeAcquireGuardedMutexUnsafe,
  KeReleaseGuardedMutexUnsafe,
} from './ke-acquire-guarded-mutex-unsafe.ts';
export { KeInitializeGuardedMutex } from './ke-initialize-guarded-mutex.ts';
