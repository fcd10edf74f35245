import type { NTSTATUS, PVOID } from '../contract/c-types.ts';
import { type Routine, routine } from '../contract/contract.ts';
import type { PRTL_ENUM_HEAPS_ROUTINE } from '../contract/heap-types.ts';
import { STATUS_SUCCESS } from '../status/common.ts';
import type { HeapServices } from './heap-services.ts';

/** See the call signature. */
export interface RtlEnumProcessHeaps {
  /**
   * Calls a routine for each heap of the process, in the order of RtlGetProcessHeaps. User mode only.
   *
   * Heaps that the routine makes are not visited; heaps that it destroys are left out.
   *
   * @param EnumRoutine called with the handle of a heap and Parameter: a TypeScript function, or the address of a simulated one
   * @param Parameter value that is passed on
   * @returns STATUS_SUCCESS, or the first failure status that EnumRoutine gave, which ends the enumeration
   */
  (EnumRoutine: PRTL_ENUM_HEAPS_ROUTINE, Parameter: PVOID): NTSTATUS;
}

/** Declaration of RtlEnumProcessHeaps. Source: phnt signature; order B-037. */
export const RtlEnumProcessHeaps: Routine<HeapServices, RtlEnumProcessHeaps> = routine<RtlEnumProcessHeaps>()(
  {
    name: 'RtlEnumProcessHeaps',
    header: 'ntrtl.h',
    library: 'ntdll.lib',
    dll: 'ntdll.dll',
    page: null,
    summary: 'Calls a routine for each heap of the process.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode only', source: 'ours' },
    parameters: [
      { name: 'EnumRoutine', type: 'PRTL_ENUM_HEAPS_ROUTINE', direction: 'in' },
      { name: 'Parameter', type: 'PVOID', direction: 'in' },
    ],
    returns: 'NTSTATUS',
    returnText: 'STATUS_SUCCESS, or the failure status of EnumRoutine.',
    codes: [{ code: 'STATUS_SUCCESS', when: 'every heap was visited', modelled: 'produced' }],
    seeAlso: ['RtlGetProcessHeaps', 'RtlWalkHeap'],
    since: '0.1.0',
  },
  ({ heaps }: HeapServices) =>
    (EnumRoutine, Parameter) => {
      for (const heap of heaps.all()) {
        if (heap.life.destroyed) continue;
        const status = heaps.platform.callEnumRoutine(EnumRoutine, heap.handle, Parameter);
        if (status >>> 31 !== 0) return status >>> 0;
      }
      return STATUS_SUCCESS;
    },
);
