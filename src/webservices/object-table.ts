/**
 * The objects of one kind that a process has: WS_HEAP, WS_ERROR.
 *
 * An object is a block of the process heap, which the program can write to. What
 * it holds is known outside simulated memory as well, and the bytes are an image
 * of that: an address is an object when one was made there and its bytes are
 * still the image. A freed object has lost its marker, a copy has another
 * address, a damaged one differs; C-032 asks for the marker alone, the rest is
 * *ours* (docs/decisions/0048-web-services.md).
 */
import { allocate } from '../heap/allocate.ts';
import { free } from '../heap/free.ts';
import type { Heaps } from '../heap/heaps.ts';
import type { Memory } from '../memory/memory.ts';

/** Bytes of a marker: four letters. */
const MARKER_BYTES = 4;
/** What stands in the place of the marker of an object that was freed. */
const FREED = 0;

/** The kind of an object. */
export interface ObjectKind<State> {
  /** First 32 bits of each object. */
  readonly marker: number;
  /** The 32-bit words behind the marker. */
  words(state: State): readonly number[];
}

/** Where objects live. */
export interface ObjectPlace {
  readonly heaps: Heaps;
  readonly memory: Memory;
}

/** The objects of one kind. A state is never changed, only replaced, so a snapshot is a copy of the map. */
export class ObjectTable<State> {
  readonly #place: ObjectPlace;
  readonly #kind: ObjectKind<State>;
  #states = new Map<number, State>();

  constructor(place: ObjectPlace, kind: ObjectKind<State>) {
    this.#place = place;
    this.#kind = kind;
  }

  /** Makes an object; 0 when there is no memory for it. */
  create(state: State): number {
    const { heaps, memory } = this.#place;
    const words = this.#kind.words(state);
    const address = allocate(heaps, heaps.processHeap, 0, MARKER_BYTES + 4 * words.length);
    if (address === 0) return 0;
    memory.writeUint32(address, this.#kind.marker);
    this.set(address, state);
    return address;
  }

  /** What the object at an address holds; undefined when there is none. Faults where nothing can be read. */
  find(address: number): State | undefined {
    const { memory } = this.#place;
    if (memory.readUint32(address) !== this.#kind.marker) return undefined;
    const state = this.#states.get(address);
    if (state === undefined) return undefined;
    const words = this.#kind.words(state);
    for (let at = 0; at < words.length; at++)
      if (memory.readInt32(address + MARKER_BYTES + 4 * at) !== (words[at] ?? 0) >> 0) return undefined;
    return state;
  }

  /** Replaces what an object holds. */
  set(address: number, state: State): void {
    const { memory } = this.#place;
    const words = this.#kind.words(state);
    for (let at = 0; at < words.length; at++)
      memory.writeUint32(address + MARKER_BYTES + 4 * at, words[at] ?? 0);
    this.#states.set(address, state);
  }

  /** Frees an object: from now on its address is none. */
  remove(address: number): void {
    const { heaps, memory } = this.#place;
    memory.writeUint32(address, FREED);
    this.#states.delete(address);
    free(heaps, heaps.processHeap, 0, address);
  }

  /** For snapshots. */
  save(): ReadonlyMap<number, State> {
    return new Map(this.#states);
  }

  /** For snapshots. */
  load(saved: ReadonlyMap<number, State>): void {
    this.#states = new Map(saved);
  }
}

/** Upper half of a number that has 64 bits in an image: sizes and addresses have them on each architecture. */
export const upperHalf = (value: number): number => Math.floor(value / 2 ** 32);
