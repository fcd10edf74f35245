import type { PVOID, ULONG } from '../contract/c-types.ts';
import { type Routine, routine } from '../contract/contract.ts';
import { STATUS_INVALID_HANDLE, STATUS_NO_MEMORY } from '../status/common.ts';
import { HEAP_MAXIMUM_TAG, HEAP_TAG_SHIFT } from './flags.ts';
import type { Heap } from './heap.ts';
import type { HeapServices } from './heap-services.ts';
import { lockWait } from './lock-wait.ts';
import { changingHeap } from './on-heap.ts';
import { TagTable } from './tag-table.ts';

const ROUTINE = 'RtlCreateTagHeap';

/** See the call signature. */
export interface RtlCreateTagHeap {
  /**
   * Gives a heap tags, by which RtlQueryTagHeap counts blocks. User mode only.
   *
   * The result is ORed into the Flags of RtlAllocateHeap for a block with the first tag; add `n << HEAP_TAG_SHIFT`
   * for the n-th behind it.
   *
   * @param HeapHandle heap from RtlCreateHeap
   * @param Flags HEAP_NO_SERIALIZE or 0
   * @param TagPrefix what every name begins with, or NULL: address of a string, or a TypeScript string
   * @param TagNames names of the tags, the list ended by an empty one: address of strings in a row, or a TypeScript string with a zero character between names
   * @returns the first tag shifted by HEAP_TAG_SHIFT, or 0 when there is no room for the tags
   */
  (HeapHandle: PVOID, Flags: ULONG, TagPrefix: PVOID | string, TagNames: PVOID | string): ULONG;
}

function fail({ heaps }: HeapServices, status: number): ULONG {
  heaps.platform.machine.setLastStatus(status, ROUTINE);
  return 0;
}

/** The names of a list: up to the first empty one, and never more than a heap has tags. */
function namesIn({ memory }: HeapServices, list: PVOID | string): string[] {
  if (typeof list === 'string') {
    const names = list.split('\0');
    const end = names.indexOf('');
    return end < 0 ? names : names.slice(0, end);
  }
  const names: string[] = [];
  let at = list;
  while (names.length <= HEAP_MAXIMUM_TAG) {
    const name = memory.readUtf16String(at);
    if (name === '') break;
    names.push(name);
    at += 2 * (name.length + 1);
  }
  return names;
}

function createTags(services: HeapServices, heap: Heap, prefix: PVOID | string, list: PVOID | string): ULONG {
  const start =
    typeof prefix === 'string' ? prefix : prefix === 0 ? '' : services.memory.readUtf16String(prefix);
  const names = namesIn(services, list).map((name) => start + name);
  if (names.length === 0) return 0;
  heap.tags ??= TagTable.create(heap);
  const first = heap.tags?.add(names) ?? 0;
  return first === 0 ? fail(services, STATUS_NO_MEMORY) : first << HEAP_TAG_SHIFT;
}

/** Declaration of RtlCreateTagHeap. Source: phnt signature; B-191. What it does is *ours*. */
export const RtlCreateTagHeap: Routine<HeapServices, RtlCreateTagHeap> = routine<RtlCreateTagHeap>()(
  {
    name: ROUTINE,
    header: 'ntrtl.h',
    library: 'ntdll.lib',
    dll: 'ntdll.dll',
    page: null,
    summary: 'Gives a heap tags for its blocks.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode only', source: 'ours' },
    parameters: [
      { name: 'HeapHandle', type: 'PVOID', direction: 'in' },
      { name: 'Flags', type: 'ULONG', direction: 'in' },
      { name: 'TagPrefix', type: 'PCWSTR', direction: 'in', optional: true },
      { name: 'TagNames', type: 'PCWSTR', direction: 'in' },
    ],
    returns: 'ULONG',
    returnText: 'The first tag, shifted to its place in the flags of an allocation; or 0.',
    codes: [
      {
        code: 'STATUS_NO_MEMORY',
        when: 'the heap has its 4095 tags, or there is no memory for their names; last status',
        modelled: 'produced',
      },
      {
        code: 'STATUS_INVALID_HANDLE',
        when: 'HeapHandle is not that of a heap; last status',
        modelled: 'produced',
      },
    ],
    seeAlso: ['RtlQueryTagHeap', 'RtlAllocateHeap'],
    remarks: ['A name is cut to 23 characters, prefix included.'],
    since: '0.1.0',
  },
  (services: HeapServices) => (HeapHandle, Flags, TagPrefix, TagNames) => {
    const { heaps } = services;
    if (HeapHandle === 0) heaps.platform.machine.notModelled('RtlCreateTagHeap for all heaps (global tags)');
    const heap = heaps.require(HeapHandle);
    if (heap === undefined) return fail(services, STATUS_INVALID_HANDLE);
    return changingHeap(
      heaps,
      heap,
      { flags: Flags, routine: ROUTINE },
      () => createTags(services, heap, TagPrefix, TagNames),
      () => fail(services, STATUS_INVALID_HANDLE),
    );
  },
  {
    waitsFor: lockWait,
    failures: {
      STATUS_NO_MEMORY: (services) => fail(services, STATUS_NO_MEMORY),
      STATUS_INVALID_HANDLE: (services) => fail(services, STATUS_INVALID_HANDLE),
    },
  },
);
