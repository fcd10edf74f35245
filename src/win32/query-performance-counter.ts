import type { Out, PVOID } from '../contract/c-types.ts';
import { routine } from '../contract/contract.ts';
import type { BOOL } from '../contract/win32-types.ts';
import { isOut } from '../machine/out.ts';
import type { Win32Services } from './win32-services.ts';

/** Counts in a second: one for each 100 ns, as KeQueryPerformanceCounter has it (*ours*). */
const COUNTS_PER_SECOND = 10_000_000n;

/** Stores as code of the program does: an address that cannot be written faults. */
function store({ heap }: Win32Services, target: PVOID | Out<bigint>, value: bigint): void {
  if (isOut<bigint>(target)) target.value = value;
  else heap.memory.writeBigInt64(target, value);
}

/** See the call signature. */
export interface QueryPerformanceCounter {
  /**
   * Gives the performance counter.
   * @param lpPerformanceCount receives it: an address, or a cell
   * @returns 1 (TRUE)
   */
  (lpPerformanceCount: PVOID | Out<bigint>): BOOL;
}

/** Simulated time since the boot. */
export const QueryPerformanceCounter = routine<QueryPerformanceCounter>()(
  {
    name: 'QueryPerformanceCounter',
    header: 'profileapi.h',
    includeHeader: 'Windows.h',
    library: 'Kernel32.lib',
    dll: 'Kernel32.dll',
    page: null,
    summary: 'Gives the performance counter.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
    parameters: [{ name: 'lpPerformanceCount', type: 'LARGE_INTEGER *', direction: 'out' }],
    returns: 'BOOL',
    returnText: '1 (TRUE).',
    seeAlso: ['KeQueryPerformanceCounter'],
    since: '0.1.0',
  },
  (services: Win32Services) => (lpPerformanceCount) => {
    store(services, lpPerformanceCount, services.interruptTime());
    return 1;
  },
);

/** See the call signature. */
export interface QueryPerformanceFrequency {
  /**
   * Gives the counts per second of the performance counter.
   * @param lpFrequency receives it: an address, or a cell
   * @returns 1 (TRUE)
   */
  (lpFrequency: PVOID | Out<bigint>): BOOL;
}

/** 10 MHz. */
export const QueryPerformanceFrequency = routine<QueryPerformanceFrequency>()(
  {
    name: 'QueryPerformanceFrequency',
    header: 'profileapi.h',
    includeHeader: 'Windows.h',
    library: 'Kernel32.lib',
    dll: 'Kernel32.dll',
    page: null,
    summary: 'Gives the counts per second of the performance counter.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
    parameters: [{ name: 'lpFrequency', type: 'LARGE_INTEGER *', direction: 'out' }],
    returns: 'BOOL',
    returnText: '1 (TRUE).',
    seeAlso: ['KeQueryPerformanceCounter'],
    since: '0.1.0',
  },
  (services: Win32Services) => (lpFrequency) => {
    store(services, lpFrequency, COUNTS_PER_SECOND);
    return 1;
  },
);
