/** HEAP_INFORMATION_CLASS: what RtlQueryHeapInformation tells and RtlSetHeapInformation changes. */
import type { MachinePorts } from '../machine/ports.ts';
import { STATUS_INVALID_INFO_CLASS } from '../status/common.ts';
import type { Heap } from './heap.ts';

/** Kind of front end: a ULONG (B-177). */
export const HeapCompatibilityInformation = 0;
/** Whether a damaged heap ends the process. */
export const HeapEnableTerminationOnCorruption = 1;
/** Gives unused memory of front ends back (B-181). */
export const HeapOptimizeResources = 3;

/** Value of HeapCompatibilityInformation: no front end serves blocks. */
export const HEAP_COMPATIBILITY_MODE_STANDARD = 0;
/** Value of HeapCompatibilityInformation: the low-fragmentation front end. */
export const HEAP_COMPATIBILITY_MODE_LFH = 2;
/** Version of HEAP_OPTIMIZE_RESOURCES_INFORMATION. */
export const HEAP_OPTIMIZE_RESOURCES_CURRENT_VERSION = 1;

/** Classes that exist and are not modelled (heap.json). */
const others: Readonly<Record<number, string>> = {
  2: 'HeapExtendedInformation',
  4: 'HeapTaggingInformation',
  5: 'HeapStackDatabase',
  6: 'HeapMemoryLimit',
  7: 'HeapTag',
  8: 'HeapMemoryUsageInformation',
  [0x8000_0001]: 'HeapDetailedFailureInformation',
  [0x8000_0002]: 'HeapSetDebuggingInformation',
};

/** A class that a routine does not serve: one that exists stops with NotModelled, another gives a status (*ours*). */
export function otherClass(machine: MachinePorts, routine: string, informationClass: number): number {
  const name = others[informationClass >>> 0];
  return name === undefined ? STATUS_INVALID_INFO_CLASS : machine.notModelled(`${routine} with ${name}`);
}

/** Kind of front end that serves a heap now: it was asked for, or came by itself with the first active bucket. */
export const compatibilityOf = (heap: Heap): number =>
  heap.lowFragmentation || heap.front?.active === true
    ? HEAP_COMPATIBILITY_MODE_LFH
    : HEAP_COMPATIBILITY_MODE_STANDARD;
