/** The declared routines of this folder. A namespace for the composition root, not a barrel for others. */
export { KeCancelTimer } from './ke-cancel-timer.ts';
export { KeInitializeTimer } from './ke-initialize-timer.ts';
export { KeInitializeTimerEx } from './ke-initialize-timer-ex.ts';
export { KeReadStateTimer } from './ke-read-state-timer.ts';
export { KeSetCoalescableTimer } from './ke-set-coalescable-timer.ts';
export { KeSetTimer } from './ke-set-timer.ts';
export { KeSetTimerEx } from './ke-set-timer-ex.ts';
