/** The declared routines of this folder. A namespace for the composition root, not a barrel for others. */
export { IoConnectInterrupt, IoDisconnectInterrupt } from './io-connect-interrupt.ts';
export { KeAcquireInterruptSpinLock, KeReleaseInterruptSpinLock } from './ke-acquire-interrupt-spin-lock.ts';
export { KeSynchronizeExecution } from './ke-synchronize-execution.ts';
