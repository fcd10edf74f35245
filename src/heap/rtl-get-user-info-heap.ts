import type { BOOLEAN, PointerTo, PVOID, ULONG } from '../contract/c-types.ts';
import { type Routine, routine } from '../contract/contract.ts';
import { isOut } from '../machine/out.ts';
import { bytesOf } from './busy-block.ts';
import { recordAt, settableFlags, valuePlace } from './extra-record.ts';
import { failInvalid } from './failures.ts';
import type { HeapServices } from './heap-services.ts';
import { lockWait } from './lock-wait.ts';
import { onBlock } from './on-heap.ts';

const ROUTINE = 'RtlGetUserInfoHeap';

/** See the call signature. */
export interface RtlGetUserInfoHeap {
  /**
   * Tells the user value and the user flags of a block. User mode only.
   *
   * @param HeapHandle heap that the block came from
   * @param Flags HEAP_NO_SERIALIZE or 0
   * @param BaseAddress block from RtlAllocateHeap or RtlReAllocateHeap
   * @param UserValue receives the value, as it lies in memory now; left alone when the block has no room for one; NULL when not wanted
   * @param UserFlags receives HEAP_SETTABLE_USER_FLAG1, 2 and 3; NULL when not wanted
   * @returns 1 (TRUE), or 0 (FALSE) when BaseAddress is no block of the heap
   */
  (
    HeapHandle: PVOID,
    Flags: ULONG,
    BaseAddress: PVOID,
    UserValue: PointerTo<PVOID>,
    UserFlags: PointerTo<ULONG>,
  ): BOOLEAN;
}

/** Declaration of RtlGetUserInfoHeap. Source: phnt signature; B-127, B-186…B-190. */
export const RtlGetUserInfoHeap: Routine<HeapServices, RtlGetUserInfoHeap> = routine<RtlGetUserInfoHeap>()(
  {
    name: ROUTINE,
    header: 'ntrtl.h',
    library: 'ntdll.lib',
    dll: 'ntdll.dll',
    page: null,
    summary: 'Tells the user value and the user flags of a block of a heap.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode only', source: 'ours' },
    parameters: [
      { name: 'HeapHandle', type: 'PVOID', direction: 'in' },
      { name: 'Flags', type: 'ULONG', direction: 'in' },
      { name: 'BaseAddress', type: 'PVOID', direction: 'in' },
      { name: 'UserValue', type: 'PVOID *', direction: 'out', optional: true },
      { name: 'UserFlags', type: 'PULONG', direction: 'out', optional: true },
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
    seeAlso: ['RtlSetUserValueHeap', 'RtlSetUserFlagsHeap'],
    since: '0.1.0',
  },
  ({ heaps, memory }: HeapServices) =>
    (HeapHandle, Flags, BaseAddress, UserValue, UserFlags) =>
      onBlock(heaps, ROUTINE, [HeapHandle, Flags, BaseAddress], (block) => {
        const { base } = block.heap;
        const record = recordAt(block, bytesOf(block));
        const flags = settableFlags(block.word0) << 4;
        if (isOut(UserFlags)) UserFlags.value = flags;
        else if (UserFlags !== 0) memory.writeUint32(UserFlags, flags);
        if (record === 0 || UserValue === 0) return 1;
        const value = memory.readPointer(base + record + valuePlace(block.heap));
        if (isOut(UserValue)) UserValue.value = value;
        else memory.writePointer(UserValue, value);
        return 1;
      }),
  {
    waitsFor: lockWait,
    failures: { STATUS_INVALID_PARAMETER: ({ heaps }) => failInvalid(heaps.platform, ROUTINE) },
  },
);
