/** RtlCreateTagHeap and RtlQueryTagHeap, and what allocations count. */
import {
  HEAP_GROWABLE,
  HEAP_MAXIMUM_TAG,
  HEAP_NO_SERIALIZE,
  HEAP_PSEUDO_TAG_FLAG,
  HEAP_REALLOC_IN_PLACE_ONLY,
  HEAP_TAG_SHIFT,
  NULL,
  out,
  RTL_HEAP_TAG_INFO,
  STATUS_INVALID_HANDLE,
  STATUS_INVALID_PARAMETER,
  STATUS_NO_MEMORY,
} from 'irqlab';
import { describe, expect, it } from 'vitest';
import { structure } from '../../src/contract/structure.ts';
import { architectures, reserveFor, userOf } from './fixture.ts';
import { walk } from './walk.ts';

function siteOf(arch: 'x64' | 'x86', flags = HEAP_GROWABLE) {
  const { nt, process, P } = userOf(arch, false);
  const heap = process.RtlCreateHeap(flags, NULL, 0, 0, NULL, NULL);
  const query = (tag: number, reset = 0) => {
    const info = out(RTL_HEAP_TAG_INFO);
    const name = process.RtlQueryTagHeap(heap, 0, tag, reset, info);
    if (name === 0) return null;
    const { NumberOfAllocations, NumberOfFrees, BytesAllocated } = info.value;
    return [process.memory.readUtf16String(name), NumberOfAllocations, NumberOfFrees, BytesAllocated];
  };
  return { nt, process, P, heap, query };
}

describe.each(architectures)('RtlCreateTagHeap, %s', (arch) => {
  it('gives the first tag in its place in the flags; names follow one another, across calls too', () => {
    const { process, heap, query } = siteOf(arch);
    expect(process.RtlCreateTagHeap(heap, 0, NULL, 'Nodes\0Edges\0Names')).toBe(1 << HEAP_TAG_SHIFT);
    expect(process.RtlCreateTagHeap(heap, 0, 'Old', 'Nodes\0Edges\0\0not a name')).toBe(4 << HEAP_TAG_SHIFT);
    expect([1, 2, 3, 4, 5, 6, 0].map((tag) => query(tag)?.[0])).toEqual([
      'Nodes',
      'Edges',
      'Names',
      'OldNodes',
      'OldEdges',
      undefined,
      undefined,
    ]);
  });

  it('takes strings in memory', () => {
    const { process, heap, query } = siteOf(arch);
    const page = reserveFor(process, 0x1000, 0x1000);
    process.memory.writeUtf16String(page, 'My');
    const names = page + 0x100;
    const second = names + process.memory.writeUtf16String(names, 'First');
    process.memory.writeUtf16String(second, 'Sécond');
    expect(process.RtlCreateTagHeap(heap, 0, page, names)).toBe(1 << HEAP_TAG_SHIFT);
    expect([query(1)?.[0], query(2)?.[0]]).toEqual(['MyFirst', 'MySécond']);
  });

  it('cuts a name to 23 characters', () => {
    const { process, heap, query } = siteOf(arch);
    process.RtlCreateTagHeap(heap, 0, 'abcdefghij', 'klmnopqrstuvwxyz0123456789');
    expect(query(1)?.[0]).toBe('abcdefghijklmnopqrstuvw');
  });

  it('no names: 0; more than 4095 tags: 0 and STATUS_NO_MEMORY, and none of them is made', () => {
    const { process, heap, query } = siteOf(arch);
    for (const none of ['', '\0a']) expect(process.RtlCreateTagHeap(heap, 0, 'x', none)).toBe(0);
    const many = (count: number) => Array.from({ length: count }, (_, n) => `t${n}`).join('\0');
    expect(process.RtlCreateTagHeap(heap, 0, NULL, many(4000))).toBe(1 << HEAP_TAG_SHIFT);
    expect(process.RtlCreateTagHeap(heap, 0, NULL, many(96))).toBe(0);
    expect(process.lastStatus).toBe(STATUS_NO_MEMORY);
    expect(query(4001)).toBeNull();
    expect(process.RtlCreateTagHeap(heap, 0, NULL, many(95))).toBe(4001 << HEAP_TAG_SHIFT);
    expect(query(HEAP_MAXIMUM_TAG)?.[0]).toBe('t94');
  });

  it('no heap: 0 and STATUS_INVALID_HANDLE', () => {
    const { process } = siteOf(arch);
    const page = reserveFor(process, 0x1000, 0x1000);
    expect(process.RtlCreateTagHeap(page, 0, NULL, 'a')).toBe(0);
    expect(process.lastStatus).toBe(STATUS_INVALID_HANDLE);
    expect(process.RtlQueryTagHeap(page, 0, 1, 0, NULL)).toBe(0);
    expect(process.lastStatus).toBe(STATUS_INVALID_PARAMETER);
  });

  it('the tags of all heaps together, and those of sizes, are not modelled', () => {
    const stopped = { kind: 'stopped', reason: 'not-modelled' };
    for (const call of [
      ({ process }: ReturnType<typeof siteOf>) => process.RtlCreateTagHeap(NULL, 0, NULL, 'a'),
      ({ process }: ReturnType<typeof siteOf>) => process.RtlQueryTagHeap(NULL, 0, 1, 0, NULL),
      ({ process, heap }: ReturnType<typeof siteOf>) =>
        process.RtlQueryTagHeap(heap, 0, HEAP_PSEUDO_TAG_FLAG | 1, 0, NULL),
    ]) {
      const site = siteOf(arch);
      expect(site.process.outcome(() => call(site))).toMatchObject(stopped);
    }
  });

  it('all bytes of the table come back with the heap', () => {
    const { nt, process, heap } = siteOf(arch);
    const other = process.RtlCreateHeap(HEAP_GROWABLE, NULL, 0, 0, NULL, NULL);
    const before = nt.debug.physicalMemory.usedBytes;
    process.RtlCreateTagHeap(other, 0, NULL, 'a\0b');
    expect(nt.debug.physicalMemory.usedBytes).toBeGreaterThan(before);
    process.RtlDestroyHeap(other);
    process.RtlDestroyHeap(heap);
    const again = process.RtlCreateHeap(HEAP_GROWABLE, NULL, 0, 0, NULL, NULL);
    process.RtlCreateHeap(HEAP_GROWABLE, NULL, 0, 0, NULL, NULL);
    expect(nt.debug.physicalMemory.usedBytes).toBe(before);
    expect(process.RtlQueryTagHeap(again, 0, 1, 0, NULL)).toBe(0);
  });
});

describe.each(architectures)('RtlQueryTagHeap, %s', (arch) => {
  it.each([
    ['a heap with a front end', HEAP_GROWABLE],
    ['an unserialized one', HEAP_GROWABLE | HEAP_NO_SERIALIZE],
  ])('counts blocks and bytes of each tag, on %s', (_what, flags) => {
    const { nt, process, heap, query } = siteOf(arch, flags);
    const first = process.RtlCreateTagHeap(heap, 0, NULL, 'one\0two');
    const second = first + (1 << HEAP_TAG_SHIFT);
    const ones = Array.from({ length: 50 }, () => process.RtlAllocateHeap(heap, first, 40));
    const large = process.RtlAllocateHeap(heap, second, 0x90000);
    process.RtlAllocateHeap(heap, 0, 40);
    expect([query(1), query(2)]).toEqual([
      ['one', 50, 0, 2000],
      ['two', 1, 0, 0x90000],
    ]);
    for (const block of ones.slice(0, 20)) process.RtlFreeHeap(heap, 0, block);
    expect(query(1)).toEqual(['one', 50, 20, 1200]);
    // Resized, in place and by moving: the block keeps its tag.
    const kept = process.RtlReAllocateHeap(heap, 0, ones[30]!, 10);
    const moved = process.RtlReAllocateHeap(heap, 0, ones[31]!, 5000);
    expect(query(1)).toEqual(['one', 50, 20, 1200 - 30 + 4960]);
    // A block that grows may change its tag; one that shrinks may not.
    expect(process.RtlReAllocateHeap(heap, second, kept, 60)).not.toBe(0);
    process.RtlReAllocateHeap(heap, second | HEAP_REALLOC_IN_PLACE_ONLY, moved, 4000);
    expect([query(1), query(2)]).toEqual([
      ['one', 50, 21, 1200 - 30 + 3960 - 10],
      ['two', 2, 0, 0x90000 + 60],
    ]);
    process.RtlFreeHeap(heap, 0, large);
    expect(query(2)).toEqual(['two', 2, 1, 60]);
    expect(nt.debug.heapFinding(process, heap)).toBeNull();
  });

  it('ResetCounters: the counts are told and begin again, the bytes stay', () => {
    const { process, heap, query } = siteOf(arch);
    const tag = process.RtlCreateTagHeap(heap, 0, NULL, 'one');
    const blocks = [1, 2, 3].map(() => process.RtlAllocateHeap(heap, tag, 100));
    process.RtlFreeHeap(heap, 0, blocks[0]!);
    expect(query(1, 1)).toEqual(['one', 3, 1, 200]);
    expect(query(1)).toEqual(['one', 0, 0, 200]);
    process.RtlFreeHeap(heap, 0, blocks[1]!);
    expect(query(1)).toEqual(['one', 0, 1, 100]);
  });

  it('no such tag: NULL and STATUS_INVALID_PARAMETER', () => {
    const { process, heap } = siteOf(arch);
    for (const tag of [0, 1, HEAP_MAXIMUM_TAG, 0x7fff]) {
      process.RtlReAllocateHeap(heap, 0, NULL, 1); // leaves STATUS_SUCCESS
      expect(process.RtlQueryTagHeap(heap, 0, tag, 0, NULL)).toBe(0);
      expect(process.lastStatus).toBe(STATUS_INVALID_PARAMETER);
    }
  });

  it('stores RTL_HEAP_TAG_INFO in memory; without one it gives the name alone', () => {
    const { process, heap } = siteOf(arch);
    const tag = process.RtlCreateTagHeap(heap, 0, NULL, 'one');
    process.RtlAllocateHeap(heap, tag, 0x1234);
    const { at, bytes } = structure(arch, 'RTL_HEAP_TAG_INFO');
    const page = reserveFor(process, 0x1000, 0x1000);
    const info = page + 0x1000 - bytes;
    const name = process.RtlQueryTagHeap(heap, 0, 1, 0, info);
    expect(process.RtlQueryTagHeap(heap, 0, 1, 0, NULL)).toBe(name);
    expect([
      process.memory.readUint32(info + at.NumberOfAllocations),
      process.memory.readUint32(info + at.NumberOfFrees),
      process.memory.readPointer(info + at.BytesAllocated),
    ]).toEqual([1, 0, 0x1234]);
  });

  it('the table lies in memory as RTL_HEAP_TAG rows: a program may read it, and what it writes there harms nobody', () => {
    const { nt, process, heap, query } = siteOf(arch);
    const tag = process.RtlCreateTagHeap(heap, 0, NULL, 'one\0two');
    const block = process.RtlAllocateHeap(heap, tag, 100);
    const { at, bytes } = structure(arch, 'RTL_HEAP_TAG');
    const row = process.RtlQueryTagHeap(heap, 0, 1, 0, NULL) - at.TagName;
    expect(process.memory.readUint16(row + at.TagIndex)).toBe(1);
    expect(process.memory.readUint16(row + bytes + at.TagIndex)).toBe(2);
    expect(process.memory.readPointer(row + at.BytesAllocated)).toBe(100);
    process.memory.fill(row, 2 * bytes, 0x7f);
    expect(query(1)).not.toBeNull();
    expect(process.RtlQueryTagHeap(heap, 0, 1, 1, row)).not.toBe(0);
    expect(process.RtlFreeHeap(heap, 0, block)).toBe(1);
    expect(nt.debug.heapFinding(process, heap)).toBeNull();
  });

  it('a tag that was never made is as none, also when it is made later', () => {
    const { process, heap, query } = siteOf(arch);
    process.RtlCreateTagHeap(heap, 0, NULL, 'one');
    const block = process.RtlAllocateHeap(heap, 2 << HEAP_TAG_SHIFT, 50);
    const tagged = process.RtlAllocateHeap(heap, 1 << HEAP_TAG_SHIFT, 50);
    const grown = process.RtlReAllocateHeap(heap, 2 << HEAP_TAG_SHIFT, tagged, 60);
    process.RtlCreateTagHeap(heap, 0, NULL, 'two');
    const tagOf = (address: number) =>
      walk(process, heap).find(({ DataAddress }) => DataAddress === address)?.Block?.TagIndex;
    expect([tagOf(block), tagOf(grown)]).toEqual([0, 1]);
    expect(process.RtlSetUserValueHeap(heap, 0, block, 1)).toBe(0);
    expect(process.RtlFreeHeap(heap, 0, block)).toBe(1);
    expect([query(1), query(2)]).toEqual([
      ['one', 1, 0, 60],
      ['two', 0, 0, 0],
    ]);
  });

  it('a snapshot brings names and counters back', () => {
    const { nt, process, heap, query } = siteOf(arch);
    const tag = process.RtlCreateTagHeap(heap, 0, NULL, 'one');
    process.RtlAllocateHeap(heap, tag, 30);
    const start = nt.snapshot();
    process.RtlCreateTagHeap(heap, 0, NULL, 'two');
    process.RtlAllocateHeap(heap, tag, 30);
    nt.restore(start);
    expect([query(1), query(2)]).toEqual([['one', 1, 0, 30], null]);
    expect(process.RtlCreateTagHeap(heap, 0, NULL, 'zwei')).toBe(2 << HEAP_TAG_SHIFT);
    expect(query(2)?.[0]).toBe('zwei');
  });
});
