import type { NTSTATUS, PVOID, SIZE_T } from '../contract/c-types.ts';
import { type Routine, routine } from '../contract/contract.ts';
import type { HEAP_INFORMATION_CLASS } from '../contract/heap-types.ts';
import { structure } from '../contract/structure.ts';
import { pointerSized } from '../machine/addresses.ts';
import {
  STATUS_BUFFER_TOO_SMALL,
  STATUS_INVALID_HANDLE,
  STATUS_INVALID_INFO_CLASS,
  STATUS_INVALID_PARAMETER,
  STATUS_SUCCESS,
  STATUS_UNSUCCESSFUL,
} from '../status/common.ts';
import {
  HEAP_COMPATIBILITY_MODE_LFH,
  HEAP_OPTIMIZE_RESOURCES_CURRENT_VERSION,
  HeapCompatibilityInformation,
  HeapEnableTerminationOnCorruption,
  HeapOptimizeResources,
  otherClass,
} from './heap-information.ts';
import type { HeapServices } from './heap-services.ts';
import { lockWait } from './lock-wait.ts';
import { changingHeap } from './on-heap.ts';

const ROUTINE = 'RtlSetHeapInformation';

/** See the call signature. */
export interface RtlSetHeapInformation {
  /**
   * Changes something about a heap. User mode only.
   *
   * HeapCompatibilityInformation (0): a ULONG, 2 asks for the low-fragmentation front end; there is no way back.
   * HeapEnableTerminationOnCorruption (1): a damaged heap ends the process from now on; handle and value are not
   * looked at. HeapOptimizeResources (3): a HEAP_OPTIMIZE_RESOURCES_INFORMATION; front ends give back the memory
   * that no block uses.
   *
   * @param HeapHandle heap to change; NULL for all heaps where the class allows it
   * @param HeapInformationClass what to change
   * @param HeapInformation address of the value
   * @param HeapInformationLength bytes at HeapInformation
   * @returns STATUS_SUCCESS, or why not
   */
  (
    HeapHandle: PVOID,
    HeapInformationClass: HEAP_INFORMATION_CLASS,
    HeapInformation: PVOID,
    HeapInformationLength: SIZE_T | bigint,
  ): NTSTATUS;
}

/** The front end is asked for. Heaps that cannot have one refuse (B.10), and it cannot be switched off (B-172, B-183). */
function setCompatibility(
  { heaps, memory }: HeapServices,
  handle: number,
  at: number,
  bytes: number,
): NTSTATUS {
  if (bytes !== 4) return STATUS_BUFFER_TOO_SMALL; // B-183
  const heap = heaps.require(handle);
  if (heap === undefined) return STATUS_INVALID_HANDLE;
  if (memory.readUint32(at) !== HEAP_COMPATIBILITY_MODE_LFH || heap.front === null)
    return STATUS_UNSUCCESSFUL;
  heap.lowFragmentation = true;
  return STATUS_SUCCESS;
}

/** Front ends give back what they keep for later (B-181). */
function optimize({ heaps, memory }: HeapServices, handle: number, at: number, bytes: number): NTSTATUS {
  const layout = structure(memory.architecture, 'HEAP_OPTIMIZE_RESOURCES_INFORMATION');
  if (bytes >= 0 && bytes < layout.bytes) return STATUS_BUFFER_TOO_SMALL;
  if (memory.readUint32(at + layout.at.Version) !== HEAP_OPTIMIZE_RESOURCES_CURRENT_VERSION)
    return STATUS_INVALID_PARAMETER;
  const given = handle === 0 ? undefined : heaps.require(handle);
  if (handle !== 0 && given === undefined) return STATUS_INVALID_HANDLE;
  for (const heap of given === undefined ? heaps.all() : [given]) {
    const work = (): NTSTATUS => {
      heap.front?.releaseEmpty();
      return STATUS_SUCCESS;
    };
    const status = changingHeap(
      heaps,
      heap,
      { flags: 0, routine: ROUTINE },
      work,
      () => STATUS_INVALID_PARAMETER,
    );
    if (status !== STATUS_SUCCESS) return status;
  }
  return STATUS_SUCCESS;
}

function set(
  services: HeapServices,
  ...[handle, informationClass, source, length]: Parameters<RtlSetHeapInformation>
): NTSTATUS {
  const { platform } = services.heaps;
  const bytes = pointerSized(platform.architecture, length, 'HeapInformationLength');
  switch (informationClass) {
    case HeapCompatibilityInformation:
      return setCompatibility(services, handle, source, bytes);
    case HeapEnableTerminationOnCorruption:
      platform.terminateOnCorruption = true;
      return STATUS_SUCCESS;
    case HeapOptimizeResources:
      return optimize(services, handle, source, bytes);
    default:
      return otherClass(platform.machine, ROUTINE, informationClass);
  }
}

/** Declaration of RtlSetHeapInformation. Source: phnt signature; B-171, B-172, B-181, B-183. */
export const RtlSetHeapInformation: Routine<HeapServices, RtlSetHeapInformation> =
  routine<RtlSetHeapInformation>()(
    {
      name: ROUTINE,
      header: 'ntrtl.h',
      library: 'ntdll.lib',
      dll: 'ntdll.dll',
      page: null,
      summary: 'Changes something about a heap.',
      modes: ['user'],
      maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode only', source: 'ours' },
      parameters: [
        { name: 'HeapHandle', type: 'PCVOID', direction: 'in' },
        { name: 'HeapInformationClass', type: 'HEAP_INFORMATION_CLASS', direction: 'in' },
        { name: 'HeapInformation', type: 'PCVOID', direction: 'in' },
        { name: 'HeapInformationLength', type: 'SIZE_T', direction: 'in' },
      ],
      returns: 'NTSTATUS',
      returnText: 'STATUS_SUCCESS, or why nothing was changed.',
      codes: [
        { code: 'STATUS_SUCCESS', when: 'it was changed', modelled: 'produced' },
        {
          code: 'STATUS_BUFFER_TOO_SMALL',
          when: 'HeapInformationLength does not fit the class',
          modelled: 'produced',
        },
        {
          code: 'STATUS_UNSUCCESSFUL',
          when: 'the compatibility value is not 2, or the heap cannot have a front end',
          modelled: 'produced',
        },
        { code: 'STATUS_INVALID_HANDLE', when: 'HeapHandle is not that of a heap', modelled: 'produced' },
        {
          code: 'STATUS_INVALID_PARAMETER',
          when: 'the version of the structure is not 1, or a heap is damaged and that ends nothing',
          modelled: 'produced',
        },
        { code: 'STATUS_INVALID_INFO_CLASS', when: 'there is no such class', modelled: 'produced' },
      ],
      seeAlso: ['RtlQueryHeapInformation', 'RtlCreateHeap'],
      since: '0.1.0',
    },
    (services: HeapServices) => (HeapHandle, HeapInformationClass, HeapInformation, HeapInformationLength) =>
      set(services, HeapHandle, HeapInformationClass, HeapInformation, HeapInformationLength),
    {
      waitsFor: lockWait,
      failures: {
        STATUS_BUFFER_TOO_SMALL: () => STATUS_BUFFER_TOO_SMALL,
        STATUS_UNSUCCESSFUL: () => STATUS_UNSUCCESSFUL,
        STATUS_INVALID_HANDLE: () => STATUS_INVALID_HANDLE,
        STATUS_INVALID_PARAMETER: () => STATUS_INVALID_PARAMETER,
        STATUS_INVALID_INFO_CLASS: () => STATUS_INVALID_INFO_CLASS,
      },
    },
  );
