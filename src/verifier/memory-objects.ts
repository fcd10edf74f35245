/** The objects of a machine that shadow memory knows, to say which one a wrong access was meant for. */

import type { MemoryObject } from '../kernel/memory-finding.ts';
import type { OpenedBlock } from '../machine/events.ts';

/** Freed blocks that are remembered at least (*ours*, decision 0084); the oldest of twice as many are forgotten. */
const MOST_FREED = 10_000;
/** An access so many bytes beside an object counts as meant for it. */
const NEAR = 64;

interface KnownBlock extends OpenedBlock {
  readonly allocated: readonly string[];
  readonly freed: readonly string[];
}

/** Memory that one loaded program has set aside for its variables. */
export interface ObjectSource {
  /** First address. */
  readonly address: number;
  readonly bytes: number;
  /** The object in it that an address is in or beside; null for none. */
  objectAt(address: number): MemoryObject | null;
}

/** What is known of blocks, for snapshots. */
export interface ObjectsImage {
  readonly live: ReadonlyMap<number, KnownBlock>;
  readonly freed: ReadonlyMap<number, KnownBlock>;
}

/** Bytes between an object and an address outside of it; 0 for one inside. */
export const distanceTo = (
  { address, bytes }: { readonly address: number; readonly bytes: number },
  at: number,
): number => Math.max(address - at, at - (address + bytes) + 1, 0);

/** Finds the object next to an address. */
export function nearest<T extends { readonly address: number; readonly bytes: number }>(
  objects: Iterable<T>,
  at: number,
): T | null {
  let found: T | null = null;
  let least = NEAR;
  for (const one of objects) {
    const distance = distanceTo(one, at);
    // The later of two blocks at one place is the one that was there last.
    if (distance > least) continue;
    least = distance;
    found = one;
  }
  return found;
}

/** Blocks, and the variables of loaded programs. */
export class MemoryObjects {
  #live = new Map<number, KnownBlock>();
  #freed = new Map<number, KnownBlock>();
  /** Frees, in order. Taking the first entry out of a map again and again would visit all that were taken out before. */
  readonly #order: KnownBlock[] = [];
  readonly #sources: ObjectSource[] = [];

  /** Bytes of a live block; undefined for what is none. */
  bytesOf(address: number): number | undefined {
    return this.#live.get(address)?.bytes;
  }

  /** A block was given out. */
  opened(block: OpenedBlock, stack: readonly string[]): void {
    this.#live.set(block.address, { ...block, allocated: stack, freed: [] });
  }

  /** A block was taken back. */
  closed(address: number, stack: readonly string[]): void {
    const block = this.#live.get(address);
    if (block === undefined) return;
    const freed = { ...block, freed: stack };
    this.#live.delete(address);
    this.#freed.delete(address);
    this.#freed.set(address, freed);
    this.#order.push(freed);
    if (this.#order.length >= 2 * MOST_FREED) this.#forgetOldest();
  }

  #forgetOldest(): void {
    const kept = this.#order.splice(0).slice(-MOST_FREED);
    this.#freed = new Map();
    // A block that was freed twice at one address stands there where it was freed last.
    for (const block of kept) {
      this.#freed.delete(block.address);
      this.#freed.set(block.address, block);
    }
    this.#order.push(...this.#freed.values());
  }

  /** The block that was freed at an address last; undefined when none is remembered. */
  freedBlock(address: number): OpenedBlock | undefined {
    return this.#freed.get(address);
  }

  /** Adds the memory of a program. */
  add(source: ObjectSource): void {
    this.#sources.push(source);
  }

  /** Forgets it. */
  remove(source: ObjectSource): void {
    const index = this.#sources.indexOf(source);
    if (index >= 0) this.#sources.splice(index, 1);
  }

  /** The freed block that holds an address. */
  freedAt(address: number): MemoryObject | null {
    return asObject(nearest(this.#freed.values(), address));
  }

  /** The object that holds an address or lies next to it. */
  objectAt(address: number): MemoryObject | null {
    const source = this.#sources.find((one) => address >= one.address && address < one.address + one.bytes);
    return source === undefined ? asObject(nearest(this.#live.values(), address)) : source.objectAt(address);
  }

  /** What a snapshot keeps. */
  save(): ObjectsImage {
    return { live: new Map(this.#live), freed: new Map(this.#freed) };
  }

  /** Restores what `save` gave. */
  load({ live, freed }: ObjectsImage): void {
    this.#live = new Map(live);
    this.#freed = new Map(freed);
    this.#order.splice(0, this.#order.length, ...freed.values());
  }
}

function asObject(block: KnownBlock | null): MemoryObject | null {
  if (block === null) return null;
  const { from, address, bytes, tag, allocated, freed } = block;
  return {
    kind: `${from} block`,
    name: from === 'pool' ? tagText(tag) : '',
    address,
    bytes,
    allocated,
    freed,
  };
}

/** A tag as pool dumps show it. */
const tagText = (tag: number): string =>
  String.fromCharCode(...[0, 8, 16, 24].map((shift) => (tag >>> shift) & 0xff)).replace(/[^ -~]/g, '.');

/** An object in words: `local variable buffer of main (16 bytes)`. */
export function objectText({ kind, name, bytes }: MemoryObject): string {
  const size = `${bytes} byte${bytes === 1 ? '' : 's'}`;
  if (kind === 'heap block') return `a heap block of ${size}`;
  if (kind === 'pool block') return `a pool block of ${size}, tag '${name}'`;
  return kind === 'string literal' ? `the string literal ${name} (${size})` : `the ${kind} ${name} (${size})`;
}

/** Where an offset lies, in words: `4 bytes past the end of`. */
export function placeText(offset: number, { bytes }: MemoryObject): string {
  if (offset < 0) return `${-offset} byte${offset === -1 ? '' : 's'} in front of`;
  if (offset < bytes) return `at offset ${offset} of`;
  const past = offset - bytes;
  return past === 0 ? 'just past the end of' : `${past} byte${past === 1 ? '' : 's'} past the end of`;
}
