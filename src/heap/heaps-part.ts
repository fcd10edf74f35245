/** What heaps keep outside simulated memory, as a snapshot part. */
import type { Part } from '../machine/snapshot.ts';
import type { BlockOwnersImage } from './block-owners.ts';
import type { FrontEndImage } from './front-end.ts';
import type { Heap } from './heap.ts';
import type { HeapLifeImage } from './heap-life.ts';
import type { LargeBlock, Segment } from './heap-state.ts';
import type { Heaps } from './heaps.ts';
import type { HotTableImage } from './hot-table.ts';
import { TagTable, type TagTableImage } from './tag-table.ts';

/** Numbers of a heap that change. */
const numbers = [
  'freeGranules',
  'committedBytes',
  'mostCommitted',
  'committedAtGiveBack',
  'reservedBytes',
  'nextSegmentBytes',
] as const;

interface HeapImage {
  readonly heap: Heap;
  readonly segments: readonly Segment[];
  readonly large: readonly (readonly [number, LargeBlock])[];
  readonly index: ReturnType<Heap['index']['save']>;
  readonly front: FrontEndImage | null;
  readonly tags: TagTableImage | null;
  readonly numbers: readonly number[];
  /** What page heap keeps. */
  readonly paged: unknown;
  readonly readOnly: boolean;
  readonly lowFragmentation: boolean;
  readonly life: HeapLifeImage;
}

const copySegment = (segment: Segment): Segment => ({
  ...segment,
  uncommitted: segment.uncommitted.map((range) => ({ ...range })),
  lastInFront: segment.lastInFront.slice(),
});

function saveHeap(heap: Heap): HeapImage {
  return {
    heap,
    segments: heap.segments.map(copySegment),
    large: [...heap.large],
    index: heap.index.save(),
    front: heap.front?.save() ?? null,
    tags: heap.tags?.save() ?? null,
    life: heap.life.save(),
    paged: heap.savePaged(),
    numbers: numbers.map((name) => heap[name]),
    readOnly: heap.readOnly,
    lowFragmentation: heap.lowFragmentation,
  };
}

function loadHeap(image: HeapImage): Heap {
  const { heap } = image;
  heap.segments = image.segments.map(copySegment);
  heap.large.clear();
  for (const [p, block] of image.large) heap.large.set(p, block);
  heap.index.load(image.index);
  if (image.front !== null) heap.front?.load(image.front);
  heap.tags = image.tags === null ? null : new TagTable(heap, image.tags);
  for (const [at, name] of numbers.entries()) heap[name] = image.numbers[at] ?? 0;
  heap.readOnly = image.readOnly;
  heap.lowFragmentation = image.lowFragmentation;
  heap.loadPaged(image.paged);
  heap.life.load(image.life);
  return heap;
}

/** The heaps of one process or of the kernel. */
export class HeapsPart implements Part {
  readonly name: string;
  readonly #heaps: Heaps;

  constructor(name: string, heaps: Heaps) {
    this.name = name;
    this.#heaps = heaps;
  }

  save(): {
    readonly processHeap: number;
    readonly heaps: readonly HeapImage[];
    readonly hot: HotTableImage | null;
    readonly traces: number;
    readonly owners: BlockOwnersImage;
    readonly terminateOnCorruption: boolean;
    readonly hasSeveralThreads: boolean;
  } {
    const { processHeap, hot, platform, hasSeveralThreads } = this.#heaps;
    const { terminateOnCorruption } = platform;
    return {
      processHeap,
      heaps: this.#heaps.all().map(saveHeap),
      hot: hot?.save() ?? null,
      traces: platform.stackTraces.save(),
      // Kernel-mode code has one table for all processes: the part of the first one keeps it.
      owners: this.#heaps.isShared ? null : platform.owners.save(),
      terminateOnCorruption,
      hasSeveralThreads,
    };
  }

  load(saved: unknown): void {
    const image = saved as ReturnType<HeapsPart['save']>;
    for (const heap of this.#heaps.all()) heap.retire();
    if (image.hot !== null) this.#heaps.hot?.load(image.hot);
    this.#heaps.replaceAll(image.heaps.map(loadHeap), image.hasSeveralThreads);
    this.#heaps.processHeap = image.processHeap;
    this.#heaps.platform.stackTraces.load(image.traces);
    if (!this.#heaps.isShared) this.#heaps.platform.owners.load(image.owners);
    this.#heaps.platform.terminateOnCorruption = image.terminateOnCorruption;
  }

  fingerprint(): string {
    return JSON.stringify(this.#heaps.all().map((heap) => ({ ...saveHeap(heap), heap: heap.handle })));
  }
}
