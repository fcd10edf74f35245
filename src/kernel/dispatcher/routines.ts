/** The declared routines of dispatcher objects. A namespace for the composition root, not a barrel for others. */
export { KeInitializeEvent } from './ke-initialize-event.ts';
export { KeSetEvent } from './ke-set-event.ts';
export { KeWaitForSingleObject } from './ke-wait-for-single-object.ts';
