/** The declared kernel routines. A namespace for the composition root, not a barrel for others. */
export { KeBugCheck } from './ke-bug-check.ts';
export { KeBugCheckEx } from './ke-bug-check-ex.ts';
export { KeGetCurrentIrql } from './ke-get-current-irql.ts';
export { KeLowerIrql } from './ke-lower-irql.ts';
export { KeRaiseIrql } from './ke-raise-irql.ts';
export { KeRaiseIrqlToDpcLevel } from './ke-raise-irql-to-dpc-level.ts';
export { KeRaiseIrqlToSynchLevel } from './ke-raise-irql-to-synch-level.ts';
export { KfLowerIrql } from './kf-lower-irql.ts';
export { KfRaiseIrql } from './kf-raise-irql.ts';
export { ProbeForRead } from './probe-for-read.ts';
export { ProbeForWrite } from './probe-for-write.ts';
