/** The declared routines of this folder. A namespace for the composition root, not a barrel for others. */
export { ExAllocateTimer } from './ex-allocate-timer.ts';
export { ExCancelTimer } from './ex-cancel-timer.ts';
export { ExDeleteTimer } from './ex-delete-timer.ts';
export { ExInitializeDeleteTimerParameters } from './ex-initialize-delete-timer-parameters.ts';
export { ExInitializeSetTimerParameters } from './ex-initialize-set-timer-parameters.ts';
export { ExSetTimer } from './ex-set-timer.ts';
