/** User values and user flags of blocks: RtlSetUserValueHeap, RtlSetUserFlagsHeap, RtlGetUserInfoHeap. */
import {
  FLG_HEAP_ENABLE_TAIL_CHECK,
  HEAP_GROWABLE,
  HEAP_MAXIMUM_TAG,
  HEAP_NO_SERIALIZE,
  HEAP_PSEUDO_TAG_FLAG,
  HEAP_REALLOC_IN_PLACE_ONLY,
  HEAP_SETTABLE_USER_FLAG1,
  HEAP_SETTABLE_USER_FLAG2,
  HEAP_SETTABLE_USER_FLAG3,
  HEAP_SETTABLE_USER_FLAGS,
  HEAP_SETTABLE_USER_VALUE,
  HEAP_TAG_MASK,
  HEAP_TAG_SHIFT,
  NULL,
  out,
  PVOID,
  STATUS_ACCESS_VIOLATION,
  STATUS_INVALID_PARAMETER,
  ULONG,
  type UserProcess,
} from 'irqlab';
import { describe, expect, it } from 'vitest';
import { HEAP_CLASS_MASK } from '../../src/heap/flags.ts';
import { architectures, codeOf, reserveFor, userOf } from './fixture.ts';

const LARGE = 0x100000;
const VALUE = 0x1234_5678;

/** What RtlGetUserInfoHeap tells of a block; null when it fails. */
function infoOf(process: UserProcess, heap: number, block: number) {
  const [value, flags] = [out(PVOID, -1), out(ULONG, 0xffff)];
  if (process.RtlGetUserInfoHeap(heap, 0, block, value, flags) === 0) return null;
  return { value: value.value, flags: flags.value };
}

/** Kinds of heap that keep blocks in different places. */
const heaps = (['unserialized', 'with a front end', 'with a tail pattern'] as const).flatMap((kind) =>
  architectures.map((arch) => ({ kind, arch })),
);

function siteOf(kind: (typeof heaps)[number]['kind'], arch: 'x64' | 'x86') {
  const { nt, P } = userOf(arch);
  const globalFlags = kind === 'with a tail pattern' ? FLG_HEAP_ENABLE_TAIL_CHECK : 0;
  const process = nt.startProcess({ terminateOnCorruption: false, globalFlags });
  const flags = HEAP_GROWABLE | (kind === 'unserialized' ? HEAP_NO_SERIALIZE : 0);
  const heap = process.RtlCreateHeap(flags, NULL, 0x40000, 0x20000, NULL, NULL);
  const sound = () => expect(nt.debug.heapFinding(process, heap)).toBeNull();
  const tail = kind === 'with a tail pattern' ? 2 * P : 0;
  const allocate = (flags: number, bytes: number) => {
    const block = process.RtlAllocateHeap(heap, flags, bytes);
    expect(block).not.toBe(0);
    process.memory.fill(block, bytes, 0x5a);
    return block;
  };
  return { nt, process, heap, P, sound, tail, allocate };
}

describe.each(heaps)('user values, $arch heap $kind', ({ kind, arch }) => {
  it.each([0, 1, 24, 100, 1000, 20_000, LARGE])(
    'B-186: the value that was set is told, block of %i bytes',
    (bytes) => {
      const { process, heap, sound, allocate } = siteOf(kind, arch);
      const block = allocate(HEAP_SETTABLE_USER_VALUE, bytes);
      const other = allocate(HEAP_SETTABLE_USER_VALUE, bytes);
      expect(infoOf(process, heap, block)).toEqual({ value: 0, flags: 0 });
      expect(process.RtlSetUserValueHeap(heap, 0, block, VALUE)).toBe(1);
      expect(infoOf(process, heap, block)).toEqual({ value: VALUE, flags: 0 });
      expect(infoOf(process, heap, other)).toEqual({ value: 0, flags: 0 });
      expect(process.RtlSizeHeap(heap, 0, block)).toBe(bytes);
      expect([...process.memory.readBytes(block, bytes)].every((byte) => byte === 0x5a)).toBe(true);
      sound();
      for (const one of [block, other]) expect(process.RtlFreeHeap(heap, 0, one)).toBe(1);
      sound();
    },
  );

  it('B-189: the value lies a pointer behind the data and its tail pattern, and is read live', () => {
    const { process, heap, P, tail, allocate } = siteOf(kind, arch);
    for (const bytes of [0, 1, 7, 8, 16, 24, 40, 100, 1000]) {
      const block = allocate(HEAP_SETTABLE_USER_VALUE, bytes);
      const place = block + bytes + tail + P;
      process.RtlSetUserValueHeap(heap, 0, block, VALUE);
      expect(process.memory.readPointer(place)).toBe(VALUE);
      process.memory.writePointer(place, 0x4321);
      expect(infoOf(process, heap, block)?.value).toBe(0x4321);
      expect(process.RtlSizeHeap(heap, 0, block)).toBe(bytes);
    }
  });

  it('keeps any value of the size of a pointer', () => {
    const { process, heap, allocate } = siteOf(kind, arch);
    const block = allocate(HEAP_SETTABLE_USER_VALUE, 11);
    for (const value of arch === 'x64' ? [-1, -0x8000_0000_0000, 0x7fff_ffff_ffff] : [0xffff_ffff, 1]) {
      process.RtlSetUserValueHeap(heap, 0, block, value);
      expect(infoOf(process, heap, block)?.value).toBe(value);
    }
  });

  it.each([24, LARGE])(
    'B-190: no room for a value: FALSE, and it stays as it was, block of %i bytes',
    (bytes) => {
      const { process, heap, sound, allocate } = siteOf(kind, arch);
      for (const flags of [0, HEAP_SETTABLE_USER_FLAG1]) {
        const block = allocate(flags, bytes);
        expect(process.RtlSetUserValueHeap(heap, 0, block, VALUE)).toBe(0);
        // The cell for the value is left alone.
        expect(infoOf(process, heap, block)).toEqual({ value: -1, flags });
      }
      sound();
    },
  );

  it('B-190: a free block: FALSE with STATUS_INVALID_PARAMETER, from all three', () => {
    const { process, heap, allocate } = siteOf(kind, arch);
    const block = allocate(HEAP_SETTABLE_USER_VALUE, 0x40);
    allocate(0, 0x40);
    process.RtlFreeHeap(heap, 0, block);
    const calls = [
      () => process.RtlGetUserInfoHeap(heap, 0, block, out(PVOID), out(ULONG)),
      () => process.RtlSetUserValueHeap(heap, 0, block, 1),
      () => process.RtlSetUserFlagsHeap(heap, 0, block, 0, HEAP_SETTABLE_USER_FLAG1),
      () => process.RtlSetUserValueHeap(heap, 0, block + 1, 1),
      () => process.RtlSetUserValueHeap(heap, 0, 0xdead_be00, 1),
    ];
    for (const call of calls) {
      process.RtlReAllocateHeap(heap, 0, NULL, 1); // leaves STATUS_SUCCESS
      expect([call(), process.lastStatus]).toEqual([0, STATUS_INVALID_PARAMETER]);
    }
  });

  it('takes addresses for its results, NULL where one is not wanted', () => {
    const { process, heap, P, allocate } = siteOf(kind, arch);
    const block = allocate(HEAP_SETTABLE_USER_VALUE | HEAP_SETTABLE_USER_FLAG3, 33);
    process.RtlSetUserValueHeap(heap, 0, block, VALUE);
    const page = reserveFor(process, 0x1000, 0x1000);
    expect(process.RtlGetUserInfoHeap(heap, 0, block, page, page + P)).toBe(1);
    expect([process.memory.readPointer(page), process.memory.readUint32(page + P)]).toEqual([
      VALUE,
      HEAP_SETTABLE_USER_FLAG3,
    ]);
    expect(process.RtlGetUserInfoHeap(heap, 0, block, NULL, NULL)).toBe(1);
  });

  it('raises STATUS_ACCESS_VIOLATION where a result cannot be written, and the heap is not locked afterwards', () => {
    const { process, heap, sound, allocate } = siteOf(kind, arch);
    const block = allocate(HEAP_SETTABLE_USER_VALUE, 33);
    for (const [value, flags] of [
      [0x10, 0],
      [0, 0x10],
    ] as const)
      expect(codeOf(process, () => process.RtlGetUserInfoHeap(heap, 0, block, value, flags))).toBe(
        STATUS_ACCESS_VIOLATION,
      );
    expect(process.RtlUnlockHeap(heap)).toBe(kind === 'unserialized' ? 1 : 0);
    sound();
  });
});

describe.each(heaps)('user flags, $arch heap $kind', ({ kind, arch }) => {
  it.each([24, 100, LARGE])(
    'B-188: clear FLAG2 and set FLAG1 on 0xC00: TRUE, and 0xA00; %i bytes',
    (bytes) => {
      const { process, heap, sound, allocate } = siteOf(kind, arch);
      const block = allocate(0xc00, bytes);
      expect(infoOf(process, heap, block)?.flags).toBe(0xc00);
      expect(process.RtlSetUserFlagsHeap(heap, 0, block, 0x400, 0x200)).toBe(1);
      expect(infoOf(process, heap, block)?.flags).toBe(0xa00);
      expect(process.RtlSizeHeap(heap, 0, block)).toBe(bytes);
      expect(process.RtlValidateHeap(heap, 0, block)).toBe(1);
      sound();
      expect(process.RtlFreeHeap(heap, 0, block)).toBe(1);
      sound();
    },
  );

  it('a block that was allocated without flags takes them, also one of the front end', () => {
    const { process, heap, sound, allocate } = siteOf(kind, arch);
    const blocks = Array.from({ length: 60 }, () => allocate(0, 40));
    blocks.forEach((block, n) => {
      expect(process.RtlSetUserFlagsHeap(heap, 0, block, 0, (n % 8) << 9)).toBe(1);
    });
    sound();
    blocks.forEach((block, n) => {
      expect(infoOf(process, heap, block)?.flags).toBe((n % 8) << 9);
      expect(process.RtlReAllocateHeap(heap, 0, block, 39)).toBe(block);
      expect(infoOf(process, heap, block)?.flags).toBe((n % 8) << 9);
    });
    sound();
    for (const block of blocks) expect(process.RtlFreeHeap(heap, 0, block)).toBe(1);
    sound();
    // What takes the place of a flagged block has none.
    expect(infoOf(process, heap, allocate(0, 40))?.flags).toBe(0);
  });

  it('B-209: other bits have no effect, but on a heap with debug flags the call fails', () => {
    const { process, heap, sound, allocate } = siteOf(kind, arch);
    const block = allocate(HEAP_SETTABLE_USER_FLAG2, 100);
    for (const [reset, set] of [
      [0xffff_f1ff, 0],
      [0, 0xffff_f1ff],
    ] as const)
      expect(process.RtlSetUserFlagsHeap(heap, 0, block, reset, set)).toBe(
        kind === 'with a tail pattern' ? 0 : 1,
      );
    expect(infoOf(process, heap, block)?.flags).toBe(HEAP_SETTABLE_USER_FLAG2);
    sound();
  });

  it('B-127: resized in place: smaller keeps value and flags, larger takes the flags of the call', () => {
    const { process, heap, sound, allocate } = siteOf(kind, arch);
    const block = allocate(HEAP_SETTABLE_USER_VALUE | HEAP_SETTABLE_USER_FLAG2, 200);
    process.RtlSetUserValueHeap(heap, 0, block, VALUE);
    process.RtlSetUserFlagsHeap(heap, 0, block, HEAP_SETTABLE_USER_FLAGS, HEAP_SETTABLE_USER_FLAG3);
    const inPlace = HEAP_REALLOC_IN_PLACE_ONLY;
    expect(process.RtlReAllocateHeap(heap, inPlace | HEAP_SETTABLE_USER_FLAG2, block, 77)).toBe(block);
    expect(infoOf(process, heap, block)).toEqual({ value: VALUE, flags: HEAP_SETTABLE_USER_FLAG3 });
    expect(process.RtlReAllocateHeap(heap, inPlace | HEAP_SETTABLE_USER_FLAG1, block, 190)).toBe(block);
    expect(infoOf(process, heap, block)).toEqual({ value: VALUE, flags: HEAP_SETTABLE_USER_FLAG1 });
    expect([...process.memory.readBytes(block, 77)].every((byte) => byte === 0x5a)).toBe(true);
    sound();
  });

  it.each([
    [30, 3000],
    [3000, LARGE],
    [LARGE, 2 * LARGE],
    [2 * LARGE, 50],
    [3000, 30],
    [LARGE, LARGE - 0x3000],
  ])('a block of %i bytes keeps value and flags when it becomes one of %i', (before, after) => {
    const { process, heap, sound, allocate } = siteOf(kind, arch);
    const block = allocate(HEAP_SETTABLE_USER_VALUE | HEAP_SETTABLE_USER_FLAG2, before);
    allocate(0, 40);
    process.RtlSetUserValueHeap(heap, 0, block, VALUE);
    const moved = process.RtlReAllocateHeap(heap, 0, block, after);
    expect(infoOf(process, heap, moved)).toEqual({ value: VALUE, flags: HEAP_SETTABLE_USER_FLAG2 });
    expect(process.RtlSizeHeap(heap, 0, moved)).toBe(after);
    sound();
    expect(process.RtlFreeHeap(heap, 0, moved)).toBe(1);
    sound();
  });

  it('a block that grows may ask for room for a value; one that shrinks gets none', () => {
    const { process, heap, sound, allocate } = siteOf(kind, arch);
    const plain = allocate(0, 100);
    const shrunk = process.RtlReAllocateHeap(heap, HEAP_SETTABLE_USER_VALUE, plain, 90);
    expect(process.RtlSetUserValueHeap(heap, 0, shrunk, VALUE)).toBe(0);
    const grown = process.RtlReAllocateHeap(heap, HEAP_SETTABLE_USER_VALUE, shrunk, 110);
    expect(infoOf(process, heap, grown)).toEqual({ value: 0, flags: 0 });
    expect(process.RtlSetUserValueHeap(heap, 0, grown, VALUE)).toBe(1);
    expect(infoOf(process, heap, grown)?.value).toBe(VALUE);
    sound();
  });
});

describe('the values of the flags', () => {
  it('B-191: settable flags, classes, tags', () => {
    expect([
      HEAP_SETTABLE_USER_VALUE,
      HEAP_SETTABLE_USER_FLAG1,
      HEAP_SETTABLE_USER_FLAG2,
      HEAP_SETTABLE_USER_FLAG3,
      HEAP_SETTABLE_USER_FLAGS,
    ]).toEqual([0x100, 0x200, 0x400, 0x800, 0xe00]);
    expect([HEAP_CLASS_MASK, HEAP_MAXIMUM_TAG, HEAP_TAG_SHIFT, HEAP_PSEUDO_TAG_FLAG]).toEqual([
      0xf000, 0xfff, 18, 0x8000,
    ]);
    expect(HEAP_TAG_MASK).toBe(HEAP_MAXIMUM_TAG << HEAP_TAG_SHIFT);
  });
});
