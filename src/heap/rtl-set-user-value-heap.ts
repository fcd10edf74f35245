import type { BOOLEAN, PVOID, ULONG } from '../contract/c-types.ts';
import { type Routine, routine } from '../contract/contract.ts';
import { bytesOf } from './busy-block.ts';
import { recordAt, valuePlace } from './extra-record.ts';
import { failInvalid } from './failures.ts';
import type { HeapServices } from './heap-services.ts';
import { lockWait } from './lock-wait.ts';
import { onBlock } from './on-heap.ts';

const ROUTINE = 'RtlSetUserValueHeap';

/** See the call signature. */
export interface RtlSetUserValueHeap {
  /**
   * Gives a block a value that means what the program wants. User mode only.
   *
   * The value lies in memory behind the data of the block (B-189), so only a
   * block that was allocated with HEAP_SETTABLE_USER_VALUE has room for one.
   *
   * @param HeapHandle heap that the block came from
   * @param Flags HEAP_NO_SERIALIZE or 0
   * @param BaseAddress block from RtlAllocateHeap or RtlReAllocateHeap
   * @param UserValue value of the size of a pointer
   * @returns 1 (TRUE), or 0 (FALSE) when BaseAddress is no block of the heap, or one without room for a value
   */
  (HeapHandle: PVOID, Flags: ULONG, BaseAddress: PVOID, UserValue: PVOID): BOOLEAN;
}

/** Declaration of RtlSetUserValueHeap. Source: phnt signature; B-186, B-189, B-190. */
export const RtlSetUserValueHeap: Routine<HeapServices, RtlSetUserValueHeap> = routine<RtlSetUserValueHeap>()(
  {
    name: ROUTINE,
    header: 'ntrtl.h',
    library: 'ntdll.lib',
    dll: 'ntdll.dll',
    page: null,
    summary: 'Gives a block of a heap a user value.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode only', source: 'ours' },
    parameters: [
      { name: 'HeapHandle', type: 'PVOID', direction: 'in' },
      { name: 'Flags', type: 'ULONG', direction: 'in' },
      { name: 'BaseAddress', type: 'PVOID', direction: 'in' },
      { name: 'UserValue', type: 'PVOID', direction: 'in' },
    ],
    returns: 'BOOLEAN',
    returnText: '1 (TRUE) on success, else 0 (FALSE).',
    codes: [
      {
        code: 'STATUS_INVALID_PARAMETER',
        when: 'BaseAddress is no busy block of the heap; last status',
        modelled: 'produced',
      },
    ],
    seeAlso: ['RtlGetUserInfoHeap', 'RtlSetUserFlagsHeap', 'RtlAllocateHeap'],
    remarks: ['A block keeps its value when it is resized.'],
    since: '0.1.0',
  },
  ({ heaps, memory }: HeapServices) =>
    (HeapHandle, Flags, BaseAddress, UserValue) =>
      onBlock(heaps, ROUTINE, [HeapHandle, Flags, BaseAddress], (block) => {
        const record = recordAt(block, bytesOf(block));
        if (record === 0) return 0;
        memory.writePointer(block.heap.base + record + valuePlace(block.heap), UserValue);
        return 1;
      }),
  {
    waitsFor: lockWait,
    failures: { STATUS_INVALID_PARAMETER: ({ heaps }) => failInvalid(heaps.platform, ROUTINE) },
  },
);
