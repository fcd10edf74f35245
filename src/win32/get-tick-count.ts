import type { DWORD } from '../contract/c-types.ts';
import { routine } from '../contract/contract.ts';
import type { ULONGLONG } from '../contract/kernel-types.ts';
import type { SystemServices } from './system-services.ts';

/** See the call signature. */
export interface GetTickCount {
  /**
   * Tells how long the machine has run. Begins at 0 again after 49.7 days.
   * @returns simulated milliseconds since the boot
   */
  (): DWORD;
}

/** Simulated time: it passes when a test or a wait lets it pass. */
export const GetTickCount = routine<GetTickCount>()(
  {
    name: 'GetTickCount',
    header: 'sysinfoapi.h',
    includeHeader: 'Windows.h',
    library: 'Kernel32.lib',
    dll: 'Kernel32.dll',
    page: null,
    summary: 'Tells the milliseconds since the boot.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
    parameters: [],
    returns: 'DWORD',
    returnText: 'Simulated milliseconds since the boot, 32 bits of them.',
    seeAlso: ['GetTickCount64'],
    since: '0.1.0',
  },
  ({ milliseconds }: SystemServices) =>
    () =>
      Number(BigInt.asUintN(32, milliseconds())),
);

/** See the call signature. */
export interface GetTickCount64 {
  /**
   * Tells how long the machine has run.
   * @returns simulated milliseconds since the boot
   */
  (): ULONGLONG;
}

/** GetTickCount with all its bits. */
export const GetTickCount64 = routine<GetTickCount64>()(
  {
    name: 'GetTickCount64',
    header: 'sysinfoapi.h',
    includeHeader: 'Windows.h',
    library: 'Kernel32.lib',
    dll: 'Kernel32.dll',
    page: null,
    summary: 'Tells the milliseconds since the boot, in 64 bits.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
    parameters: [],
    returns: 'ULONGLONG',
    returnText: 'Simulated milliseconds since the boot.',
    seeAlso: ['GetTickCount'],
    since: '0.1.0',
  },
  ({ milliseconds }: SystemServices) =>
    () =>
      milliseconds(),
);
