import type { BOOLEAN, PVOID, ULONG } from '../contract/c-types.ts';
import { type Routine, routine } from '../contract/contract.ts';
import { DEBUG_FLAGS } from './debug-flags.ts';
import { setEntryFlags } from './extra-record.ts';
import { failInvalid } from './failures.ts';
import { HEAP_SETTABLE_USER_FLAGS } from './flags.ts';
import type { HeapServices } from './heap-services.ts';
import { lockWait } from './lock-wait.ts';
import { onBlock } from './on-heap.ts';

const ROUTINE = 'RtlSetUserFlagsHeap';

/** Settable entry flags of user flags (B-191). */
const entryFlags = (flags: number): number => (flags & HEAP_SETTABLE_USER_FLAGS) >>> 4;

/** See the call signature. */
export interface RtlSetUserFlagsHeap {
  /**
   * Changes the user flags of a block. User mode only.
   *
   * @param HeapHandle heap that the block came from
   * @param Flags HEAP_NO_SERIALIZE or 0
   * @param BaseAddress block from RtlAllocateHeap or RtlReAllocateHeap
   * @param UserFlagsReset HEAP_SETTABLE_USER_FLAG1, 2 and 3, those to clear
   * @param UserFlagsSet HEAP_SETTABLE_USER_FLAG1, 2 and 3, those to set afterwards
   * @returns 1 (TRUE), or 0 (FALSE) when BaseAddress is no block of the heap, or when a heap with debug flags is given other bits
   */
  (HeapHandle: PVOID, Flags: ULONG, BaseAddress: PVOID, UserFlagsReset: ULONG, UserFlagsSet: ULONG): BOOLEAN;
}

/** Declaration of RtlSetUserFlagsHeap. Source: phnt signature; B-188, B-191. */
export const RtlSetUserFlagsHeap: Routine<HeapServices, RtlSetUserFlagsHeap> = routine<RtlSetUserFlagsHeap>()(
  {
    name: ROUTINE,
    header: 'ntrtl.h',
    library: 'ntdll.lib',
    dll: 'ntdll.dll',
    page: null,
    summary: 'Changes the user flags of a block of a heap.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode only', source: 'ours' },
    parameters: [
      { name: 'HeapHandle', type: 'PVOID', direction: 'in' },
      { name: 'Flags', type: 'ULONG', direction: 'in' },
      { name: 'BaseAddress', type: 'PVOID', direction: 'in' },
      { name: 'UserFlagsReset', type: 'ULONG', direction: 'in' },
      { name: 'UserFlagsSet', type: 'ULONG', direction: 'in' },
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
    seeAlso: ['RtlGetUserInfoHeap', 'RtlSetUserValueHeap', 'RtlAllocateHeap'],
    since: '0.1.0',
  },
  ({ heaps }: HeapServices) =>
    (HeapHandle, Flags, BaseAddress, UserFlagsReset, UserFlagsSet) =>
      onBlock(heaps, ROUTINE, [HeapHandle, Flags, BaseAddress], (block) => {
        const others = (UserFlagsReset | UserFlagsSet) & ~HEAP_SETTABLE_USER_FLAGS;
        // A heap with debug flags refuses other bits (B-209); elsewhere they have no effect (*ours*).
        if (others !== 0 && (block.heap.flags & DEBUG_FLAGS) !== 0) return 0;
        block.heap.beforeChanges();
        setEntryFlags(block.heap, block.p, entryFlags(UserFlagsReset), entryFlags(UserFlagsSet));
        return 1;
      }),
  {
    waitsFor: lockWait,
    failures: { STATUS_INVALID_PARAMETER: ({ heaps }) => failInvalid(heaps.platform, ROUTINE) },
  },
);
