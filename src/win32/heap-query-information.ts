import type { HANDLE, PointerTo, PVOID, SIZE_T } from '../contract/c-types.ts';
import { routine } from '../contract/contract.ts';
import type { HEAP_INFORMATION_CLASS } from '../contract/heap-types.ts';
import type { BOOL } from '../contract/win32-types.ts';
import { RtlQueryHeapInformation } from '../heap/rtl-query-heap-information.ts';
import {
  STATUS_ACCESS_VIOLATION,
  STATUS_BUFFER_TOO_SMALL,
  STATUS_INVALID_INFO_CLASS,
} from '../status/common.ts';
import { addressOf } from './handle.ts';
import { failing, succeeded } from './nt-failures.ts';
import type { Win32Services } from './win32-services.ts';

/** See the call signature. */
export interface HeapQueryInformation {
  /**
   * Tells something about a heap.
   * @param HeapHandle heap to ask; NULL for HeapEnableTerminationOnCorruption, which belongs to the process
   * @param HeapInformationClass HeapCompatibilityInformation (0): a ULONG, 2 for the low-fragmentation front end, else 0; HeapEnableTerminationOnCorruption (1): a ULONG, 0 or 1
   * @param HeapInformation address of the value
   * @param HeapInformationLength bytes at HeapInformation; more than the value has are accepted (B-170)
   * @param ReturnLength receives the bytes of the value; NULL when not wanted
   * @returns 1 (TRUE), or 0 (FALSE) with a last error
   */
  (
    HeapHandle: HANDLE | bigint,
    HeapInformationClass: HEAP_INFORMATION_CLASS,
    HeapInformation: PVOID,
    HeapInformationLength: SIZE_T | bigint,
    ReturnLength: PointerTo<SIZE_T>,
  ): BOOL;
}

/** B-168…B-177. */
export const HeapQueryInformation = routine<HeapQueryInformation>()(
  {
    name: 'HeapQueryInformation',
    header: 'heapapi.h',
    includeHeader: 'Windows.h',
    library: 'Kernel32.lib',
    dll: 'Kernel32.dll',
    page: null,
    summary: 'Tells something about a heap.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
    parameters: [
      { name: 'HeapHandle', type: 'HANDLE', direction: 'in', optional: true },
      { name: 'HeapInformationClass', type: 'HEAP_INFORMATION_CLASS', direction: 'in' },
      { name: 'HeapInformation', type: 'PVOID', direction: 'out' },
      { name: 'HeapInformationLength', type: 'SIZE_T', direction: 'in' },
      { name: 'ReturnLength', type: 'PSIZE_T', direction: 'out', optional: true },
    ],
    returns: 'BOOL',
    returnText: '1 (TRUE), or 0 (FALSE) with a last error.',
    codes: [
      {
        code: 'STATUS_ACCESS_VIOLATION',
        when: 'HeapHandle is NULL or not that of a heap; last error ERROR_NOACCESS',
        modelled: 'produced',
      },
      {
        code: 'STATUS_BUFFER_TOO_SMALL',
        when: 'HeapInformationLength is less than the value has; last error ERROR_INSUFFICIENT_BUFFER, and ReturnLength says how many',
        modelled: 'produced',
      },
      {
        code: 'STATUS_INVALID_INFO_CLASS',
        when: 'there is no such class, or it can only be set; last error ERROR_INVALID_PARAMETER',
        modelled: 'produced',
      },
    ],
    seeAlso: ['HeapSetInformation', 'RtlQueryHeapInformation'],
    since: '0.1.0',
  },
  (services: Win32Services) => {
    const query = RtlQueryHeapInformation.bind(services.heap);
    return (HeapHandle, HeapInformationClass, HeapInformation, HeapInformationLength, ReturnLength) =>
      succeeded(
        services,
        query(
          addressOf(services, HeapHandle),
          HeapInformationClass,
          HeapInformation,
          HeapInformationLength,
          ReturnLength,
        ),
      );
  },
  {
    failures: {
      STATUS_ACCESS_VIOLATION: failing(STATUS_ACCESS_VIOLATION),
      STATUS_BUFFER_TOO_SMALL: failing(STATUS_BUFFER_TOO_SMALL),
      STATUS_INVALID_INFO_CLASS: failing(STATUS_INVALID_INFO_CLASS),
    },
  },
);
