import type { NTSTATUS, Out, PVOID } from '../contract/c-types.ts';
import { type Routine, routine } from '../contract/contract.ts';
import type { RTL_HEAP_WALK_ENTRY } from '../contract/heap-types.ts';
import {
  STATUS_INVALID_HANDLE,
  STATUS_INVALID_PARAMETER,
  STATUS_NO_MORE_ENTRIES,
  STATUS_SUCCESS,
} from '../status/common.ts';
import type { HeapServices } from './heap-services.ts';
import { lockWait } from './lock-wait.ts';
import { onHeap } from './on-heap.ts';
import { readWalkPlace, writeWalkEntry } from './walk-entry.ts';
import { nextPiece } from './walk-step.ts';

/** See the call signature. */
export interface RtlWalkHeap {
  /**
   * Tells the next piece of a heap: segments with their blocks and uncommitted ranges, then large blocks. User mode only.
   *
   * Begin with a DataAddress of 0 and give the same entry again until the status is STATUS_NO_MORE_ENTRIES. Lock the
   * heap meanwhile: a heap that changes makes the place of a walk invalid (B-160). Cost: O(1) for a step, O(large
   * blocks) for one from a large block.
   *
   * @param HeapHandle heap from RtlCreateHeap
   * @param Entry piece that was told last, and then the one behind it: address of an RTL_HEAP_WALK_ENTRY, or a cell
   * @returns STATUS_SUCCESS, STATUS_NO_MORE_ENTRIES, or why the walk cannot go on
   */
  (HeapHandle: PVOID, Entry: PVOID | Out<RTL_HEAP_WALK_ENTRY>): NTSTATUS;
}

function walk({ heaps, memory }: HeapServices, ...[handle, entry]: Parameters<RtlWalkHeap>): NTSTATUS {
  const heap = heaps.require(handle);
  if (heap === undefined) return STATUS_INVALID_HANDLE;
  const place = readWalkPlace(memory, entry);
  const step = onHeap(
    heaps,
    heap,
    { flags: 0, routine: 'RtlWalkHeap' },
    () => nextPiece(heap, place),
    () => 'lost' as const,
  );
  if (step === 'end') return STATUS_NO_MORE_ENTRIES;
  if (step === 'lost') return STATUS_INVALID_PARAMETER;
  writeWalkEntry(memory, entry, step);
  return STATUS_SUCCESS;
}

/** Declaration of RtlWalkHeap. Source: phnt signature and structure; B-145…B-160, B-175, B-176. */
export const RtlWalkHeap: Routine<HeapServices, RtlWalkHeap> = routine<RtlWalkHeap>()(
  {
    name: 'RtlWalkHeap',
    header: 'ntrtl.h',
    library: 'ntdll.lib',
    dll: 'ntdll.dll',
    page: null,
    summary: 'Tells the next piece of a heap.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode only', source: 'ours' },
    parameters: [
      { name: 'HeapHandle', type: 'PVOID', direction: 'in' },
      { name: 'Entry', type: 'PRTL_HEAP_WALK_ENTRY', direction: 'inout' },
    ],
    returns: 'NTSTATUS',
    returnText: 'STATUS_SUCCESS with the next piece in Entry, or why there is none.',
    codes: [
      { code: 'STATUS_SUCCESS', when: 'Entry holds the next piece', modelled: 'produced' },
      { code: 'STATUS_NO_MORE_ENTRIES', when: 'Entry held the last piece', modelled: 'produced' },
      {
        code: 'STATUS_INVALID_PARAMETER',
        when: 'Entry names no piece of the heap, or what follows is damaged',
        modelled: 'produced',
      },
      { code: 'STATUS_INVALID_HANDLE', when: 'HeapHandle is not that of a heap', modelled: 'produced' },
    ],
    seeAlso: ['RtlLockHeap', 'RtlUnlockHeap', 'RtlValidateHeap', 'RtlGetProcessHeaps'],
    remarks: [
      'A segment comes before its blocks. A large block has a reservation of its own and no segment.',
      'A walk that meets a header it cannot believe gives STATUS_INVALID_PARAMETER and ends no process.',
    ],
    since: '0.1.0',
  },
  (services: HeapServices) => (HeapHandle, Entry) => walk(services, HeapHandle, Entry),
  {
    waitsFor: lockWait,
    failures: {
      STATUS_NO_MORE_ENTRIES: () => STATUS_NO_MORE_ENTRIES,
      STATUS_INVALID_PARAMETER: () => STATUS_INVALID_PARAMETER,
      STATUS_INVALID_HANDLE: () => STATUS_INVALID_HANDLE,
    },
  },
);
