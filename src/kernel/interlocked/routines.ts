/** The declared interlocked operations of kernel mode. A namespace for the composition root, not a barrel for others. */
export { ExInterlockedAddLargeStatistic } from './ex-interlocked-add-large-statistic.ts';
export { ExInterlockedCompareExchange64 } from './ex-interlocked-compare-exchange64.ts';
export * from './kernel-routines.generated.ts';
