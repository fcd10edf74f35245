/**
 * A plain model of the heaps of a process: which blocks live, with how many
 * bytes, which content, user value, user flags and tag; and what each tag has
 * counted. Drives every routine beside it and compares. Shares nothing with src/heap.
 */
import {
  HEAP_SETTABLE_USER_FLAGS,
  HEAP_SETTABLE_USER_VALUE,
  HEAP_TAG_SHIFT,
  HEAP_ZERO_MEMORY,
  type Nt,
  NULL,
  out,
  PVOID,
  RTL_HEAP_LFH_ALLOC,
  RTL_HEAP_SEGMENT,
  RTL_HEAP_SETTABLE_VALUE,
  RTL_HEAP_TAG_INFO,
  RTL_HEAP_UNCOMMITTED_RANGE,
  STATUS_SUCCESS,
  ULONG,
  type UserProcess,
} from 'irqlab';
import { expect } from 'vitest';
import { isBusy, walk } from './walk.ts';

/** A live block. */
interface Block {
  readonly bytes: number;
  readonly fill: number;
  /** User value; null when the block has no room for one. */
  readonly value: number | null;
  readonly flags: number;
  readonly tag: number;
}

interface Tag {
  readonly name: string;
  readonly allocations: number;
  readonly frees: number;
}

/** One heap. */
interface HeapState {
  readonly blocks: Map<number, Block>;
  readonly tags: Tag[];
}

/** Everything, for a snapshot. */
export type Saved = readonly (readonly [number, HeapState])[];

/** How the heaps of a run are made, and what is true of all their blocks. */
export interface HeapMaker {
  readonly make: () => number;
  readonly alignment: number;
  /** True when every block has room for a user value. */
  readonly roomAlways: boolean;
}

/** As expect().toBe, but many thousand times a second. */
function same(what: string, found: unknown, wanted: unknown): void {
  if (!Object.is(found, wanted)) throw new Error(`${what} is ${String(found)}, not ${String(wanted)}`);
}

/** Drives the heaps of a process and the model side by side. */
export class RoutinesModel {
  readonly #nt: Nt;
  readonly #process: UserProcess;
  readonly #maker: HeapMaker;
  readonly #array: number;
  readonly #P: number;
  #heaps: (readonly [number, HeapState])[] = [];

  constructor(nt: Nt, process: UserProcess, maker: HeapMaker, array: number, P: number) {
    this.#nt = nt;
    this.#process = process;
    this.#maker = maker;
    this.#array = array;
    this.#P = P;
    for (let n = 0; n < 2; n++) this.create();
  }

  create(): void {
    const heap = this.#maker.make();
    expect(heap).not.toBe(0);
    this.#heaps.push([heap, { blocks: new Map(), tags: [] }]);
  }

  /** A heap goes with all its blocks; another one comes. */
  replace(at: number): void {
    const [[heap]] = this.#heaps.splice(at % this.#heaps.length, 1) as [readonly [number, HeapState]];
    expect(this.#process.RtlDestroyHeap(heap)).toBe(0);
    this.create();
  }

  save(): Saved {
    return this.#heaps.map(([heap, { blocks, tags }]) => [
      heap,
      { blocks: new Map(blocks), tags: tags.map((tag) => ({ ...tag })) },
    ]);
  }

  load(saved: Saved): void {
    this.#heaps = saved.map(([heap, { blocks, tags }]) => [
      heap,
      { blocks: new Map(blocks), tags: tags.map((tag) => ({ ...tag })) },
    ]);
  }

  #at(index: number): readonly [number, HeapState] {
    return this.#heaps[index % this.#heaps.length] as readonly [number, HeapState];
  }

  #pick(state: HeapState, index: number): number | undefined {
    return state.blocks.size === 0 ? undefined : [...state.blocks.keys()][index % state.blocks.size];
  }

  /** What the flags of a call ask for beyond the block. */
  #asked(state: HeapState, flags: number) {
    const named = (flags >>> HEAP_TAG_SHIFT) & 0xfff;
    const tag = named <= state.tags.length ? named : 0;
    const room = (flags & HEAP_SETTABLE_USER_VALUE) !== 0 || tag !== 0 || this.#maker.roomAlways;
    return { room, flags: flags & HEAP_SETTABLE_USER_FLAGS, tag };
  }

  #count(state: HeapState, tag: number, member: 'allocations' | 'frees'): void {
    const row = state.tags[tag - 1];
    if (row !== undefined) state.tags[tag - 1] = { ...row, [member]: row[member] + 1 };
  }

  #adopt(heap: number, state: HeapState, address: number, bytes: number, fill: number, flags: number): void {
    expect(address % this.#maker.alignment).toBe(0);
    for (const [, other] of this.#heaps) expect(other.blocks.has(address)).toBe(false);
    if ((flags & HEAP_ZERO_MEMORY) !== 0) this.#expectBytes(address, 0, bytes, 0);
    const asked = this.#asked(state, flags);
    const block = { bytes, fill, value: asked.room ? 0 : null, flags: asked.flags, tag: asked.tag };
    this.#process.memory.fill(address, bytes, fill);
    state.blocks.set(address, block);
    this.#count(state, asked.tag, 'allocations');
    expect(this.#process.RtlValidateHeap(heap, 0, address)).toBe(1);
  }

  allocate(at: number, bytes: number, fill: number, flags: number): void {
    const [heap, state] = this.#at(at);
    const address = this.#process.RtlAllocateHeap(heap, flags, bytes);
    if (address !== 0) this.#adopt(heap, state, address, bytes, fill, flags);
  }

  allocateMany(at: number, bytes: number, fill: number, flags: number, count: number): void {
    const [heap, state] = this.#at(at);
    const done = this.#process.RtlMultipleAllocateHeap(heap, flags, bytes, count, this.#array);
    expect(done).toBeLessThanOrEqual(count);
    for (let n = 0; n < done; n++) {
      const address = this.#process.memory.readPointer(this.#array + n * this.#P);
      this.#adopt(heap, state, address, bytes, fill, flags);
    }
  }

  #drop(state: HeapState, address: number): void {
    this.#count(state, state.blocks.get(address)?.tag ?? 0, 'frees');
    state.blocks.delete(address);
  }

  free(at: number, index: number): void {
    const [heap, state] = this.#at(at);
    const address = this.#pick(state, index);
    if (address === undefined) return;
    this.#expectContent(state, address);
    expect(this.#process.RtlFreeHeap(heap, 0, address)).toBe(1);
    this.#drop(state, address);
  }

  freeMany(at: number, index: number, count: number): void {
    const [heap, state] = this.#at(at);
    const addresses = [...state.blocks.keys()].slice(index % (state.blocks.size + 1)).slice(0, count);
    addresses.forEach((address, n) => {
      this.#expectContent(state, address);
      this.#process.memory.writePointer(this.#array + n * this.#P, address);
    });
    expect(this.#process.RtlMultipleFreeHeap(heap, 0, addresses.length, this.#array)).toBe(addresses.length);
    for (const address of addresses) this.#drop(state, address);
  }

  reallocate(at: number, index: number, bytes: number, fill: number, flags: number): void {
    const [heap, state] = this.#at(at);
    const address = this.#pick(state, index);
    if (address === undefined) return;
    const old = state.blocks.get(address) as Block;
    const moved = this.#process.RtlReAllocateHeap(heap, flags, address, bytes);
    if (moved === 0) {
      this.#expectContent(state, address);
      return;
    }
    if ((flags & 0x10) !== 0) expect(moved).toBe(address);
    this.#expectBytes(moved, 0, Math.min(old.bytes, bytes), old.fill);
    if ((flags & HEAP_ZERO_MEMORY) !== 0 && bytes > old.bytes)
      this.#expectBytes(moved, old.bytes, bytes - old.bytes, 0);
    // Only a block that grows takes what the call asks for (B-127).
    const asked = this.#asked(state, bytes > old.bytes ? flags : 0);
    const tag = asked.tag === 0 ? old.tag : asked.tag;
    const value = old.value ?? (asked.room ? 0 : null);
    const block = { bytes, fill, value, flags: asked.flags === 0 ? old.flags : asked.flags, tag };
    state.blocks.delete(address);
    state.blocks.set(moved, block);
    this.#process.memory.fill(moved, bytes, fill);
    if (tag === old.tag) return;
    this.#count(state, old.tag, 'frees');
    this.#count(state, tag, 'allocations');
  }

  setValue(at: number, index: number, value: number): void {
    const [heap, state] = this.#at(at);
    const address = this.#pick(state, index);
    if (address === undefined) return;
    const block = state.blocks.get(address) as Block;
    expect(this.#process.RtlSetUserValueHeap(heap, 0, address, value)).toBe(block.value === null ? 0 : 1);
    if (block.value !== null) state.blocks.set(address, { ...block, value });
  }

  setFlags(at: number, index: number, clear: number, set: number): void {
    const [heap, state] = this.#at(at);
    const address = this.#pick(state, index);
    if (address === undefined) return;
    const block = state.blocks.get(address) as Block;
    const [reset, wanted] = [clear & HEAP_SETTABLE_USER_FLAGS, set & HEAP_SETTABLE_USER_FLAGS];
    expect(this.#process.RtlSetUserFlagsHeap(heap, 0, address, reset, wanted)).toBe(1);
    state.blocks.set(address, { ...block, flags: (block.flags & ~reset) | wanted });
  }

  createTags(at: number, count: number): void {
    const [heap, state] = this.#at(at);
    const names = Array.from({ length: count }, (_, n) => `t${state.tags.length + n}`);
    const first = this.#process.RtlCreateTagHeap(heap, 0, 'm', names.join('\0'));
    expect(first).toBe((state.tags.length + 1) << HEAP_TAG_SHIFT);
    for (const name of names) state.tags.push({ name: `m${name}`, allocations: 0, frees: 0 });
  }

  resetTag(at: number, index: number): void {
    const [heap, state] = this.#at(at);
    const tag = state.tags[index % (state.tags.length + 1)];
    if (tag === undefined) return;
    const number = state.tags.indexOf(tag) + 1;
    expect(this.#process.RtlQueryTagHeap(heap, 0, number, 1, NULL)).not.toBe(0);
    state.tags[number - 1] = { ...tag, allocations: 0, frees: 0 };
  }

  /** Routines that change no block. */
  tidy(at: number, which: 'compact' | 'zero' | 'optimize'): void {
    const [heap] = this.#at(at);
    if (which === 'compact') {
      const largest = this.#process.RtlCompactHeap(heap, 0);
      const free = walk(this.#process, heap).filter(({ Flags }) => Flags === 0);
      expect(largest).toBeLessThanOrEqual(
        Math.max(0, ...free.map(({ DataSize, OverheadBytes }) => DataSize + OverheadBytes)),
      );
    } else if (which === 'zero') expect(this.#process.RtlZeroHeap(heap, 0)).toBe(STATUS_SUCCESS);
    else {
      this.#process.memory.writeUint32(this.#array, 1);
      expect(this.#process.RtlSetHeapInformation(heap, 3, this.#array, 8)).toBe(STATUS_SUCCESS);
    }
  }

  /** Everything that can be asked agrees with the model. */
  compare(): void {
    const process = this.#process;
    const known = [process.processHeap, ...this.#heaps.map(([heap]) => heap)];
    expect(process.RtlGetProcessHeaps(known.length, this.#array)).toBe(known.length);
    expect(known.map((_, n) => process.memory.readPointer(this.#array + n * this.#P))).toEqual(known);
    for (const [heap, state] of this.#heaps) {
      expect(this.#nt.debug.heapFinding(process, heap)).toBeNull();
      expect(process.RtlValidateHeap(heap, 0, NULL)).toBe(1);
      this.#compareWalk(heap, state);
      this.#compareTags(heap, state);
      for (const [address, block] of state.blocks) this.#compareBlock(heap, address, block);
    }
  }

  #compareWalk(heap: number, { blocks }: HeapState): void {
    const pieces = walk(this.#process, heap);
    const busy = pieces.filter(isBusy);
    same('the number of busy pieces', busy.length, blocks.size);
    for (const { DataAddress, DataSize, Flags, Block: told } of busy) {
      const block = blocks.get(DataAddress);
      if (block === undefined) throw new Error(`${DataAddress} is told as busy`);
      same('DataSize', DataSize, block.bytes);
      same('room for a value', (Flags & RTL_HEAP_SETTABLE_VALUE) !== 0, block.value !== null);
      same('Settable', told?.Settable, block.value ?? 0);
      same('TagIndex', told?.TagIndex, block.tag);
      same('flags', (Flags & 0xe0) << 4, block.flags);
      // Nothing is added to a block of the front end but flags.
      if ((Flags & RTL_HEAP_LFH_ALLOC) !== 0) same('value', block.value, null);
    }
    const others = RTL_HEAP_SEGMENT | RTL_HEAP_UNCOMMITTED_RANGE;
    const inOrder = pieces.filter(({ SegmentIndex, Flags }) => SegmentIndex < 64 && (Flags & others) === 0);
    inOrder.slice(1).forEach((piece, n) => {
      const before = inOrder[n];
      if (before?.SegmentIndex === piece.SegmentIndex)
        same('overlap', piece.DataAddress < before.DataAddress + before.DataSize, false);
    });
  }

  #compareTags(heap: number, { blocks, tags }: HeapState): void {
    const info = out(RTL_HEAP_TAG_INFO);
    tags.forEach(({ name, allocations, frees }, n) => {
      const address = this.#process.RtlQueryTagHeap(heap, 0, n + 1, 0, info);
      expect(this.#process.memory.readUtf16String(address)).toBe(name);
      const mine = [...blocks.values()].filter(({ tag }) => tag === n + 1);
      expect(info.value).toEqual({
        NumberOfAllocations: allocations,
        NumberOfFrees: frees,
        BytesAllocated: mine.reduce((sum, { bytes }) => sum + bytes, 0),
      });
    });
  }

  #compareBlock(heap: number, address: number, block: Block): void {
    const [value, flags] = [out(PVOID, -7), out(ULONG)];
    same('RtlSizeHeap', this.#process.RtlSizeHeap(heap, 0, address), block.bytes);
    same('result', this.#process.RtlGetUserInfoHeap(heap, 0, address, value, flags), 1);
    same('UserValue', value.value, block.value ?? -7);
    same('UserFlags', flags.value, block.flags);
  }

  compareContents(): void {
    for (const [, state] of this.#heaps)
      for (const address of state.blocks.keys()) this.#expectContent(state, address);
  }

  #expectContent(state: HeapState, address: number): void {
    const { bytes, fill } = state.blocks.get(address) as Block;
    this.#expectBytes(address, 0, bytes, fill);
  }

  #expectBytes(address: number, from: number, length: number, value: number): void {
    const bytes = this.#process.memory.readBytes(address + from, length);
    const wrong = bytes.findIndex((byte) => byte !== value);
    if (wrong >= 0) throw new Error(`byte ${from + wrong} of the block is ${bytes[wrong]}, not ${value}`);
  }

  /** Frees everything: heaps are then as when they were made, but for what they keep. */
  end(): void {
    this.#heaps.forEach(([, state], at) => {
      this.freeMany(at, 0, state.blocks.size);
    });
    this.compare();
    for (const [heap] of this.#heaps) {
      expect(this.#nt.debug.heap(this.#process, heap)).toMatchObject({ liveBlocks: 0, liveBytes: 0 });
      expect(this.#process.RtlDestroyHeap(heap)).toBe(0);
    }
  }
}
