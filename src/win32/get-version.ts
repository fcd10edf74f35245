import type { DWORD } from '../contract/c-types.ts';
import { routine } from '../contract/contract.ts';

/** 6.2, build 9200. */
const VERSION = 0x23f0_0206;

/** See the call signature. */
export interface GetVersion {
  /**
   * Gives the version of Windows as it shows itself to a program without a manifest.
   * @returns major version in the low byte, minor version in the next, build in the high word
   */
  (): DWORD;
}

/** A program that names no later Windows in a manifest is told 6.2, build 9200. That none has one is *ours*. */
export const GetVersion = routine<GetVersion>()(
  {
    name: 'GetVersion',
    header: 'sysinfoapi.h',
    includeHeader: 'Windows.h',
    library: 'Kernel32.lib',
    dll: 'Kernel32.dll',
    page: null,
    summary: 'Gives the version of Windows as a program without a manifest sees it.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
    parameters: [],
    returns: 'DWORD',
    returnText: '6 in the low byte, 2 in the next, 9200 in the high word.',
    seeAlso: ['GetTickCount'],
    since: '0.1.0',
  },
  () => () => VERSION,
);
