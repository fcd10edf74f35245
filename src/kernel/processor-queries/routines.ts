/** The declared routines of this folder. A namespace for the composition root, not a barrel for others. */
export { KeGetCurrentProcessorIndex } from './ke-get-current-processor-index.ts';
export { KeGetCurrentProcessorNumber } from './ke-get-current-processor-number.ts';
export { KeGetCurrentProcessorNumberEx } from './ke-get-current-processor-number-ex.ts';
export { KeGetProcessorIndexFromNumber } from './ke-get-processor-index-from-number.ts';
export { KeGetProcessorNumberFromIndex } from './ke-get-processor-number-from-index.ts';
export { KeQueryActiveGroupCount } from './ke-query-active-group-count.ts';
export { KeQueryActiveProcessorCount } from './ke-query-active-processor-count.ts';
export { KeQueryActiveProcessorCountEx } from './ke-query-active-processor-count-ex.ts';
export { KeQueryActiveProcessors } from './ke-query-active-processors.ts';
export { KeQueryGroupAffinity } from './ke-query-group-affinity.ts';
export { KeQueryMaximumGroupCount } from './ke-query-maximum-group-count.ts';
export { KeQueryMaximumProcessorCount } from './ke-query-maximum-processor-count.ts';
export { KeQueryMaximumProcessorCountEx } from './ke-query-maximum-processor-count-ex.ts';
