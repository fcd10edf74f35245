/** The declared routines of this folder. A namespace for the composition root, not a barrel for others. */
export { KeQueryInterruptTime } from './ke-query-interrupt-time.ts';
export { KeQueryInterruptTimePrecise } from './ke-query-interrupt-time-precise.ts';
export { KeQueryPerformanceCounter } from './ke-query-performance-counter.ts';
export { KeQuerySystemTime } from './ke-query-system-time.ts';
export { KeQuerySystemTimePrecise } from './ke-query-system-time-precise.ts';
export { KeQueryTickCount } from './ke-query-tick-count.ts';
export { KeQueryTimeIncrement } from './ke-query-time-increment.ts';
export { KeQueryUnbiasedInterruptTime } from './ke-query-unbiased-interrupt-time.ts';
export { KeStallExecutionProcessor } from './ke-stall-execution-processor.ts';
