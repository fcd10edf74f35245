/**
 * The WS_HEAP objects of a process: a quota of requested bytes, and chunks that
 * blocks are cut from, one behind the other. No block is given back alone
 * (S1-007).
 *
 *     WS_HEAP   0 marker · maxSize · trimSize · requested bytes · actual bytes · newest chunk
 *     chunk     block · block · block … room, a multiple of 8 bytes each
 *
 * Chunks are blocks of the process heap: there is no second allocator. With page
 * heap every block is one of a private heap instead (C-035). The image and what
 * is called *ours*: docs/decisions/0048-web-services.md.
 */
import { allocate } from '../heap/allocate.ts';
import { destroy } from '../heap/destroy.ts';
import { HEAP_FREE_CHECKING_ENABLED, HEAP_GROWABLE } from '../heap/flags.ts';
import { free } from '../heap/free.ts';
import { FLG_HEAP_PAGE_ALLOCS } from '../heap/global-flags.ts';
import { createHeap } from '../heap/rtl-create-heap-rules.ts';
import { asObserved } from '../machine/profile-differences.ts';
import { type ObjectPlace, ObjectTable, upperHalf } from './object-table.ts';

/** S1-008. */
const ALIGNMENT = 8;
/** Usable bytes of the first chunk; each further one has twice those of the one before (C-022). */
const FIRST_CHUNK = 128;
/** Where chunks stop growing; a request above it gets a chunk of its own size (*ours*). */
const MOST_CHUNK = 0x1_0000;
/** A new chunk is full of this: a program that reads before it writes must not see zeroes (S1-018, S1-019; *ours*). */
const FRESH = 0xa5;
/** No heap of a process has room for more. Sizes above are not handed on: rounded up they could be none. */
const MOST_BYTES = 2 ** 31;
const MARKER = 0x7048_7357; // 'WsHp'

/** A block of the process heap that blocks are cut from. */
interface Chunk {
  readonly address: number;
  readonly bytes: number;
}

/** What a WS_HEAP holds. */
export interface WsHeap {
  /** Exact: a number, or a bigint where that would be rounded. */
  readonly maxSize: number | bigint;
  readonly trimSize: number | bigint;
  /** Both limits as the words of the image: they never change. */
  readonly limits: readonly [number, number, number, number];
  /** Sum of the sizes asked for, as they were asked for (S3-003, S3-005). */
  readonly requested: number;
  /** Usable bytes of all chunks, or with page heap of all blocks. */
  readonly actual: number;
  readonly chunks: readonly Chunk[];
  /** Number of the chunk that blocks come from. */
  readonly current: number;
  /** Bytes of it that are in use. */
  readonly used: number;
  /** With page heap: the heap that all blocks come from; 0 before the first one. */
  readonly privateHeap: number;
}

/** Nothing obtained: a new heap (S3-017), and one that was reset without keeping anything. */
const EMPTY = { requested: 0, actual: 0, chunks: [], current: 0, used: 0, privateHeap: 0 } as const;

/** Bytes that a request takes. One for no bytes takes some: each block has an address of its own (*ours*). */
const roomFor = (bytes: number): number => Math.max(ALIGNMENT, Math.ceil(bytes / ALIGNMENT) * ALIGNMENT);

/** The halves of a limit, low one first. */
const halves = (limit: number | bigint): [low: number, high: number] => {
  const exact = BigInt(limit);
  return [Number(exact & 0xffff_ffffn), Number(exact >> 32n)];
};

/** Whether a request is more than the quota leaves. The sum of both could have more bits than a SIZE_T (C-018). */
export const exceedsQuota = ({ maxSize, requested }: WsHeap, bytes: number | bigint): boolean =>
  typeof bytes === 'number' ? requested + bytes > maxSize : bytes > BigInt(maxSize) - BigInt(requested);

/** The heaps of one process. */
export class WsHeaps {
  /** By address. */
  readonly table: ObjectTable<WsHeap>;
  readonly #place: ObjectPlace;

  constructor(place: ObjectPlace) {
    this.#place = place;
    this.table = new ObjectTable(place, {
      marker: MARKER,
      words: ({ limits: [a, b, c, d], requested, actual, chunks, privateHeap }) => {
        const newest = chunks.at(-1)?.address ?? privateHeap;
        const sums = [requested, upperHalf(requested), actual, upperHalf(actual)];
        return [a, b, c, d, ...sums, newest, upperHalf(newest)];
      },
    });
  }

  /** Makes a heap; 0 when there is no memory. */
  create(maxSize: number | bigint, trimSize: number | bigint): number {
    const limits = [...halves(maxSize), ...halves(trimSize)] as const;
    return this.table.create({ ...EMPTY, maxSize, trimSize, limits });
  }

  /** Takes a block whose size the quota allows; 0 when there is no memory. */
  allocate(address: number, heap: WsHeap, bytes: number): number {
    if (bytes > MOST_BYTES) return 0;
    const took = this.#isPaged ? this.#fromPrivateHeap(heap, bytes) : this.#fromChunk(heap, bytes);
    if (took === null) return 0;
    this.table.set(address, took.heap);
    return took.block;
  }

  /**
   * Takes all blocks back. Chunks are kept while they are no more than the trim size (S3-006), all of them when that
   * is above the maximum (S3-008). The first chunk stays in any case where tests were made (C-029, observed).
   */
  reset(address: number, heap: WsHeap): void {
    const { heaps } = this.#place;
    if (heap.privateHeap !== 0) destroy(heaps, heap.privateHeap);
    const kept = heap.privateHeap === 0 ? this.#trimmed(heap) : {};
    this.table.set(address, { ...heap, ...EMPTY, ...kept });
  }

  /** Frees a heap with all its blocks (C-030). */
  free(address: number, heap: WsHeap): void {
    if (heap.privateHeap !== 0) destroy(this.#place.heaps, heap.privateHeap);
    for (const chunk of heap.chunks) this.#freeChunk(chunk);
    this.table.remove(address);
  }

  /** Whether page heap is active in the process. */
  get #isPaged(): boolean {
    return (this.#place.heaps.platform.globalFlags & FLG_HEAP_PAGE_ALLOCS) !== 0;
  }

  #fromPrivateHeap(heap: WsHeap, bytes: number): { heap: WsHeap; block: number } | null {
    const { heaps, memory } = this.#place;
    const handle =
      heap.privateHeap === 0
        ? createHeap({ heaps, memory, short: null }, HEAP_GROWABLE, 0, 0, 0, 0, 0)
        : heap.privateHeap;
    if (handle === 0) return null;
    const block = allocate(heaps, handle, 0, bytes);
    if (block !== 0) {
      const [requested, actual] = [heap.requested + bytes, heap.actual + roomFor(bytes)];
      return { heap: { ...heap, requested, actual, privateHeap: handle }, block };
    }
    if (heap.privateHeap === 0) destroy(heaps, handle);
    return null;
  }

  #fromChunk(heap: WsHeap, bytes: number): { heap: WsHeap; block: number } | null {
    const room = roomFor(bytes);
    let { chunks, current, used, actual } = heap;
    // Chunks that a reset kept come first; what is left in one that is too small is not used before the next reset.
    while (current < chunks.length && used + room > (chunks[current]?.bytes ?? 0)) {
      current += 1;
      used = 0;
    }
    if (current === chunks.length) {
      const made = this.#newChunk(chunks.at(-1)?.bytes ?? FIRST_CHUNK / 2, room);
      if (made === null) return null;
      chunks = [...chunks, made];
      actual += made.bytes;
    }
    const block = (chunks[current]?.address ?? 0) + used;
    // Member by member, because a spread here is most of the time of a call.
    const { maxSize, trimSize, limits, privateHeap } = heap;
    const requested = heap.requested + bytes;
    used += room;
    return {
      heap: { maxSize, trimSize, limits, requested, actual, chunks, current, used, privateHeap },
      block,
    };
  }

  /** A chunk of twice the bytes of the last one, or of as many as the request needs when memory is short. */
  #newChunk(last: number, room: number): Chunk | null {
    let bytes = Math.min(2 * last, MOST_CHUNK);
    while (bytes < room && bytes < MOST_CHUNK) bytes *= 2;
    return this.#obtain(Math.max(bytes, room)) ?? this.#obtain(room);
  }

  #obtain(bytes: number): Chunk | null {
    const { heaps, memory } = this.#place;
    const address = allocate(heaps, heaps.processHeap, 0, bytes);
    if (address === 0) return null;
    // A heap with free checking has filled the block with a pattern of its own.
    const flags = heaps.find(heaps.processHeap)?.settings.flags ?? 0;
    if ((flags & HEAP_FREE_CHECKING_ENABLED) === 0) memory.fill(address, bytes, FRESH);
    return { address, bytes };
  }

  /** The chunks that a reset keeps: the oldest ones, since each is larger than those before. */
  #trimmed({ chunks, actual, trimSize, maxSize }: WsHeap): Pick<WsHeap, 'chunks' | 'actual'> {
    if (trimSize > maxSize) return { chunks, actual };
    const least = asObserved(this.#place.heaps.platform.machine.profile, 'ws-reset-keeps-first') ? 1 : 0;
    const kept = [...chunks];
    let bytes = actual;
    while (kept.length > least && bytes > trimSize) {
      const last = kept.pop();
      if (last === undefined) break;
      this.#freeChunk(last);
      bytes -= last.bytes;
    }
    return { chunks: kept, actual: bytes };
  }

  #freeChunk({ address }: Chunk): void {
    const { heaps } = this.#place;
    free(heaps, heaps.processHeap, 0, address);
  }
}
