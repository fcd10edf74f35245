/** The declared routines of this folder. A namespace for the composition root, not a barrel for others. */
export { KeFlushQueuedDpcs } from './ke-flush-queued-dpcs.ts';
export { KeInitializeDpc } from './ke-initialize-dpc.ts';
export { KeInitializeThreadedDpc } from './ke-initialize-threaded-dpc.ts';
export { KeInsertQueueDpc } from './ke-insert-queue-dpc.ts';
export { KeIsExecutingDpc } from './ke-is-executing-dpc.ts';
export { KeRemoveQueueDpc } from './ke-remove-queue-dpc.ts';
export { KeSetImportanceDpc } from './ke-set-importance-dpc.ts';
export { KeSetTargetProcessorDpc } from './ke-set-target-processor-dpc.ts';
export { KeSetTargetProcessorDpcEx } from './ke-set-target-processor-dpc-ex.ts';
