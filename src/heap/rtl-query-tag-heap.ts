import type { BOOLEAN, Out, PVOID, ULONG, USHORT } from '../contract/c-types.ts';
import { type Routine, routine } from '../contract/contract.ts';
import type { RTL_HEAP_TAG_INFO } from '../contract/heap-types.ts';
import { structure } from '../contract/structure.ts';
import { isOut } from '../machine/out.ts';
import type { Memory } from '../memory/memory.ts';
import { STATUS_INVALID_PARAMETER } from '../status/common.ts';
import { HEAP_PSEUDO_TAG_FLAG } from './flags.ts';
import type { Heap } from './heap.ts';
import type { HeapServices } from './heap-services.ts';
import { lockWait } from './lock-wait.ts';
import { onHeap } from './on-heap.ts';
import type { TagCounters } from './tag-table.ts';

const ROUTINE = 'RtlQueryTagHeap';

/** See the call signature. */
export interface RtlQueryTagHeap {
  /**
   * Tells name and counters of a tag. User mode only.
   *
   * @param HeapHandle heap that the tag belongs to
   * @param Flags HEAP_NO_SERIALIZE or 0
   * @param TagIndex number of the tag: what RtlCreateTagHeap gave, shifted right by HEAP_TAG_SHIFT
   * @param ResetCounters 1 (TRUE) to count allocations and frees from 0 again
   * @param TagInfo receives the counters as they were: address of an RTL_HEAP_TAG_INFO, a cell, or NULL
   * @returns address of the name, or NULL when the heap has no such tag
   */
  (
    HeapHandle: PVOID,
    Flags: ULONG,
    TagIndex: USHORT,
    ResetCounters: BOOLEAN,
    TagInfo: PVOID | Out<RTL_HEAP_TAG_INFO>,
  ): PVOID;
}

function fail({ heaps }: HeapServices): PVOID {
  heaps.platform.machine.setLastStatus(STATUS_INVALID_PARAMETER, ROUTINE);
  return 0;
}

function writeInfo(memory: Memory, target: PVOID | Out<RTL_HEAP_TAG_INFO>, counters: TagCounters): void {
  const { allocations, frees, bytes } = counters;
  if (isOut(target)) {
    target.value = { NumberOfAllocations: allocations, NumberOfFrees: frees, BytesAllocated: bytes };
    return;
  }
  if (target === 0) return;
  const { at } = structure(memory.architecture, 'RTL_HEAP_TAG_INFO');
  memory.writeUint32(target + at.NumberOfAllocations, allocations);
  memory.writeUint32(target + at.NumberOfFrees, frees);
  memory.writePointer(target + at.BytesAllocated, bytes);
}

function queryTag(
  services: HeapServices,
  heap: Heap,
  [tag, reset, info]: readonly [USHORT, BOOLEAN, PVOID | Out<RTL_HEAP_TAG_INFO>],
): PVOID {
  const { tags } = heap;
  if (tags?.has(tag) !== true) return fail(services);
  writeInfo(services.memory, info, tags.counters(tag));
  if (reset !== 0) tags.reset(tag);
  return tags.nameAddress(tag);
}

/** Declaration of RtlQueryTagHeap. Source: phnt signature and structure; B-191. What it counts is *ours*. */
export const RtlQueryTagHeap: Routine<HeapServices, RtlQueryTagHeap> = routine<RtlQueryTagHeap>()(
  {
    name: ROUTINE,
    header: 'ntrtl.h',
    library: 'ntdll.lib',
    dll: 'ntdll.dll',
    page: null,
    summary: 'Tells name and counters of a tag of a heap.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode only', source: 'ours' },
    parameters: [
      { name: 'HeapHandle', type: 'PVOID', direction: 'in' },
      { name: 'Flags', type: 'ULONG', direction: 'in' },
      { name: 'TagIndex', type: 'USHORT', direction: 'in' },
      { name: 'ResetCounters', type: 'BOOLEAN', direction: 'in' },
      { name: 'TagInfo', type: 'PRTL_HEAP_TAG_INFO', direction: 'out', optional: true },
    ],
    returns: 'PWSTR',
    returnText: 'Address of the name of the tag, or NULL.',
    codes: [
      {
        code: 'STATUS_INVALID_PARAMETER',
        when: 'the heap has no such tag, or HeapHandle is not that of a heap; last status',
        modelled: 'produced',
      },
    ],
    seeAlso: ['RtlCreateTagHeap', 'RtlWalkHeap'],
    remarks: [
      'NumberOfAllocations and NumberOfFrees count blocks; BytesAllocated is the sum of the requested bytes of the blocks that have the tag now.',
    ],
    since: '0.1.0',
  },
  (services: HeapServices) => (HeapHandle, Flags, TagIndex, ResetCounters, TagInfo) => {
    const { heaps } = services;
    if ((TagIndex & HEAP_PSEUDO_TAG_FLAG) !== 0)
      heaps.platform.machine.notModelled('RtlQueryTagHeap with a pseudo tag');
    if (HeapHandle === 0) heaps.platform.machine.notModelled('RtlQueryTagHeap for all heaps (global tags)');
    const heap = heaps.require(HeapHandle);
    if (heap === undefined) return fail(services);
    return onHeap(
      heaps,
      heap,
      { flags: Flags, routine: ROUTINE },
      () => queryTag(services, heap, [TagIndex, ResetCounters, TagInfo]),
      () => fail(services),
    );
  },
  { waitsFor: lockWait, failures: { STATUS_INVALID_PARAMETER: (services) => fail(services) } },
);
