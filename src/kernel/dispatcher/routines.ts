/** The declared routines of this folder. A namespace for the composition root, not a barrel for others. */
export { KeClearEvent } from './ke-clear-event.ts';
export { KeDelayExecutionThread } from './ke-delay-execution-thread.ts';
export { KeInitializeEvent } from './ke-initialize-event.ts';
export { KeInitializeMutex } from './ke-initialize-mutex.ts';
export { KeInitializeSemaphore } from './ke-initialize-semaphore.ts';
export { KePulseEvent } from './ke-pulse-event.ts';
export { KeReadStateEvent } from './ke-read-state-event.ts';
export { KeReadStateMutex } from './ke-read-state-mutex.ts';
export { KeReadStateSemaphore } from './ke-read-state-semaphore.ts';
export { KeReleaseMutex } from './ke-release-mutex.ts';
export { KeReleaseSemaphore } from './ke-release-semaphore.ts';
export { KeResetEvent } from './ke-reset-event.ts';
export { KeSetEvent } from './ke-set-event.ts';
export { KeWaitForMultipleObjects } from './ke-wait-for-multiple-objects.ts';
export { KeWaitForMutexObject } from './ke-wait-for-mutex-object.ts';
export { KeWaitForSingleObject } from './ke-wait-for-single-object.ts';
