import type { NTSTATUS, PointerTo, PVOID, SIZE_T } from '../contract/c-types.ts';
import { type Routine, routine } from '../contract/contract.ts';
import type { HEAP_INFORMATION_CLASS } from '../contract/heap-types.ts';
import { pointerSized } from '../machine/addresses.ts';
import { isOut } from '../machine/out.ts';
import {
  STATUS_ACCESS_VIOLATION,
  STATUS_BUFFER_TOO_SMALL,
  STATUS_INVALID_INFO_CLASS,
  STATUS_SUCCESS,
} from '../status/common.ts';
import {
  compatibilityOf,
  HeapCompatibilityInformation,
  HeapEnableTerminationOnCorruption,
  HeapOptimizeResources,
  otherClass,
} from './heap-information.ts';
import type { HeapServices } from './heap-services.ts';

const ROUTINE = 'RtlQueryHeapInformation';
/** Bytes of the value of both classes: a ULONG. */
const VALUE_BYTES = 4;

/** See the call signature. */
export interface RtlQueryHeapInformation {
  /**
   * Tells something about a heap. User mode only.
   *
   * @param HeapHandle heap to ask; NULL for HeapEnableTerminationOnCorruption, which belongs to the process
   * @param HeapInformationClass HeapCompatibilityInformation (0): a ULONG, 0 or 2; HeapEnableTerminationOnCorruption (1): a ULONG, 0 or 1
   * @param HeapInformation address of the value
   * @param HeapInformationLength bytes at HeapInformation; more than the value has are accepted (B-170)
   * @param ReturnLength receives the bytes of the value; NULL when not wanted
   * @returns STATUS_SUCCESS, or why not
   */
  (
    HeapHandle: PVOID,
    HeapInformationClass: HEAP_INFORMATION_CLASS,
    HeapInformation: PVOID,
    HeapInformationLength: SIZE_T | bigint,
    ReturnLength: PointerTo<SIZE_T>,
  ): NTSTATUS;
}

/** The value of a class; null when the handle is not that of a heap. */
function currentValue({ heaps }: HeapServices, handle: number, informationClass: number): number | null {
  if (informationClass === HeapEnableTerminationOnCorruption)
    return heaps.platform.terminateOnCorruption ? 1 : 0;
  const heap = heaps.find(handle);
  return heap === undefined ? null : compatibilityOf(heap);
}

function query(
  services: HeapServices,
  ...[handle, informationClass, target, length, returned]: Parameters<RtlQueryHeapInformation>
): NTSTATUS {
  const { heaps, memory } = services;
  const { machine, architecture } = heaps.platform;
  if (informationClass === HeapOptimizeResources) return STATUS_INVALID_INFO_CLASS; // it can only be set
  if (
    informationClass !== HeapCompatibilityInformation &&
    informationClass !== HeapEnableTerminationOnCorruption
  )
    return otherClass(machine, ROUTINE, informationClass);
  const bytes = pointerSized(architecture, length, 'HeapInformationLength');
  const value = currentValue(services, handle, informationClass);
  if (value === null) return STATUS_ACCESS_VIOLATION; // B-168
  if (isOut(returned)) returned.value = VALUE_BYTES;
  else if (returned !== 0) memory.writePointer(returned, VALUE_BYTES);
  if (bytes >= 0 && bytes < VALUE_BYTES) return STATUS_BUFFER_TOO_SMALL; // B-182
  memory.writeUint32(target, value);
  return STATUS_SUCCESS;
}

/** Declaration of RtlQueryHeapInformation. Source: phnt signature; B-168…B-182. */
export const RtlQueryHeapInformation: Routine<HeapServices, RtlQueryHeapInformation> =
  routine<RtlQueryHeapInformation>()(
    {
      name: ROUTINE,
      header: 'ntrtl.h',
      library: 'ntdll.lib',
      dll: 'ntdll.dll',
      page: null,
      summary: 'Tells something about a heap.',
      modes: ['user'],
      maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode only', source: 'ours' },
      parameters: [
        { name: 'HeapHandle', type: 'PVOID', direction: 'in' },
        { name: 'HeapInformationClass', type: 'HEAP_INFORMATION_CLASS', direction: 'in' },
        { name: 'HeapInformation', type: 'PVOID', direction: 'out' },
        { name: 'HeapInformationLength', type: 'SIZE_T', direction: 'in' },
        { name: 'ReturnLength', type: 'PSIZE_T', direction: 'out', optional: true },
      ],
      returns: 'NTSTATUS',
      returnText: 'STATUS_SUCCESS, or why nothing was stored.',
      codes: [
        { code: 'STATUS_SUCCESS', when: 'the value was stored', modelled: 'produced' },
        {
          code: 'STATUS_BUFFER_TOO_SMALL',
          when: 'HeapInformationLength is less than the value has; ReturnLength says how many',
          modelled: 'produced',
        },
        {
          code: 'STATUS_ACCESS_VIOLATION',
          when: 'HeapHandle is NULL or not that of a heap',
          modelled: 'produced',
        },
        {
          code: 'STATUS_INVALID_INFO_CLASS',
          when: 'there is no such class, or it can only be set',
          modelled: 'produced',
        },
      ],
      seeAlso: ['RtlSetHeapInformation'],
      remarks: [
        'HeapCompatibilityInformation is 2 once the low-fragmentation front end serves a size, or was asked for; 1 stands for the look-aside lists of Windows XP.',
      ],
      since: '0.1.0',
    },
    (services: HeapServices) =>
      (HeapHandle, HeapInformationClass, HeapInformation, HeapInformationLength, ReturnLength) =>
        query(
          services,
          HeapHandle,
          HeapInformationClass,
          HeapInformation,
          HeapInformationLength,
          ReturnLength,
        ),
    {
      failures: {
        STATUS_BUFFER_TOO_SMALL: () => STATUS_BUFFER_TOO_SMALL,
        STATUS_ACCESS_VIOLATION: () => STATUS_ACCESS_VIOLATION,
        STATUS_INVALID_INFO_CLASS: () => STATUS_INVALID_INFO_CLASS,
      },
    },
  );
