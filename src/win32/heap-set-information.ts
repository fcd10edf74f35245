import type { HANDLE, PVOID, SIZE_T } from '../contract/c-types.ts';
import { routine } from '../contract/contract.ts';
import type { HEAP_INFORMATION_CLASS } from '../contract/heap-types.ts';
import type { BOOL } from '../contract/win32-types.ts';
import { lockWait } from '../heap/lock-wait.ts';
import { RtlSetHeapInformation } from '../heap/rtl-set-heap-information.ts';
import {
  STATUS_BUFFER_TOO_SMALL,
  STATUS_INVALID_HANDLE,
  STATUS_INVALID_INFO_CLASS,
  STATUS_INVALID_PARAMETER,
  STATUS_UNSUCCESSFUL,
} from '../status/common.ts';
import { addressOf } from './handle.ts';
import { failing, succeeded } from './nt-failures.ts';
import type { Win32Services } from './win32-services.ts';

/** See the call signature. */
export interface HeapSetInformation {
  /**
   * Changes something about a heap.
   *
   * HeapCompatibilityInformation (0): a ULONG, 2 asks for the low-fragmentation front end; there is no way back.
   * HeapEnableTerminationOnCorruption (1): a damaged heap ends the process from now on, and cannot be made to spare it
   * again; handle and value are not looked at. HeapOptimizeResources (3): a HEAP_OPTIMIZE_RESOURCES_INFORMATION; front
   * ends give back the memory that no block uses.
   *
   * @param HeapHandle heap to change; NULL for all heaps where the class allows it
   * @param HeapInformationClass what to change
   * @param HeapInformation address of the value
   * @param HeapInformationLength bytes at HeapInformation
   * @returns 1 (TRUE), or 0 (FALSE) with a last error
   */
  (
    HeapHandle: HANDLE | bigint,
    HeapInformationClass: HEAP_INFORMATION_CLASS,
    HeapInformation: PVOID,
    HeapInformationLength: SIZE_T | bigint,
  ): BOOL;
}

/** B-171, B-172, B-181. */
export const HeapSetInformation = routine<HeapSetInformation>()(
  {
    name: 'HeapSetInformation',
    header: 'heapapi.h',
    includeHeader: 'Windows.h',
    library: 'Kernel32.lib',
    dll: 'Kernel32.dll',
    page: null,
    summary: 'Changes something about a heap.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
    parameters: [
      { name: 'HeapHandle', type: 'HANDLE', direction: 'in', optional: true },
      { name: 'HeapInformationClass', type: 'HEAP_INFORMATION_CLASS', direction: 'in' },
      { name: 'HeapInformation', type: 'PVOID', direction: 'in', optional: true },
      { name: 'HeapInformationLength', type: 'SIZE_T', direction: 'in' },
    ],
    returns: 'BOOL',
    returnText: '1 (TRUE), or 0 (FALSE) with a last error.',
    codes: [
      {
        code: 'STATUS_BUFFER_TOO_SMALL',
        when: 'HeapInformationLength does not fit the class; last error ERROR_INSUFFICIENT_BUFFER',
        modelled: 'produced',
      },
      {
        code: 'STATUS_UNSUCCESSFUL',
        when: 'the compatibility value is not 2, or the heap cannot have a front end; last error ERROR_GEN_FAILURE',
        modelled: 'produced',
      },
      {
        code: 'STATUS_INVALID_HANDLE',
        when: 'HeapHandle is not that of a heap; last error ERROR_INVALID_HANDLE',
        modelled: 'produced',
      },
      {
        code: 'STATUS_INVALID_PARAMETER',
        when: 'the version of the structure is not 1, or a heap is damaged and that ends nothing; last error ERROR_INVALID_PARAMETER',
        modelled: 'produced',
      },
      {
        code: 'STATUS_INVALID_INFO_CLASS',
        when: 'there is no such class; last error ERROR_INVALID_PARAMETER',
        modelled: 'produced',
      },
    ],
    seeAlso: ['HeapQueryInformation', 'HeapCreate', 'RtlSetHeapInformation'],
    since: '0.1.0',
  },
  (services: Win32Services) => {
    const set = RtlSetHeapInformation.bind(services.heap);
    return (HeapHandle, HeapInformationClass, HeapInformation, HeapInformationLength) =>
      succeeded(
        services,
        set(addressOf(services, HeapHandle), HeapInformationClass, HeapInformation, HeapInformationLength),
      );
  },
  {
    waitsFor: ({ heap }, args, contract) => lockWait(heap, args, contract),
    failures: {
      STATUS_BUFFER_TOO_SMALL: failing(STATUS_BUFFER_TOO_SMALL),
      STATUS_UNSUCCESSFUL: failing(STATUS_UNSUCCESSFUL),
      STATUS_INVALID_HANDLE: failing(STATUS_INVALID_HANDLE),
      STATUS_INVALID_PARAMETER: failing(STATUS_INVALID_PARAMETER),
      STATUS_INVALID_INFO_CLASS: failing(STATUS_INVALID_INFO_CLASS),
    },
  },
);
