import type { Part } from '../machine/snapshot.ts';
import { STATUS_CONFLICTING_ADDRESSES, STATUS_INVALID_PARAMETER, STATUS_SUCCESS } from '../status/common.ts';
import { PAGE_READWRITE } from './constants.ts';
import { PAGE_BYTES } from './page-access.ts';
import type { Region } from './region.ts';

/** A reservation into which page frames can be mapped. */
interface Window {
  readonly base: number;
  readonly bytes: number;
}

/** A page frame of the process. Never changed. */
interface Frame {
  /** Address at which it is mapped; 0 while it is not. */
  readonly at: number;
  /** Its content while it is not mapped; null for zeroes, and while the page has it. */
  readonly bytes: Uint8Array | null;
}

interface State {
  readonly windows: readonly Window[];
  readonly frames: ReadonlyMap<number, Frame>;
}

/**
 * Page frames that a program owns (Address Windowing Extensions), and the windows of its address space they are
 * mapped into.
 *
 * A frame is mapped at one place at a time, so its content can travel: mapping copies it into the page, unmapping
 * copies it back out. No program can tell that from a frame that stays where it is. Frames are charged while they
 * are owned, mapped or not: mapping hands the charge to the page, unmapping takes it back.
 */
export class AddressWindows implements Part {
  readonly name: string;
  readonly #region: Region;
  #windows: readonly Window[] = [];
  #frames: Map<number, Frame> = new Map();
  /** True while a snapshot holds `#frames`. */
  #isSaved = false;

  constructor(name: string, region: Region) {
    this.name = name;
    this.#region = region;
  }

  /** Notes a fresh reservation as a window. */
  add(base: number, bytes: number): void {
    this.#windows = [...this.#windows, { base, bytes }];
  }

  /** True when a window holds the address. */
  holds(address: number): boolean {
    return this.#windowAt(address) !== undefined;
  }

  /** Before a window is released: its frames are unmapped and stay with the process. */
  remove(address: number): void {
    const window = this.#windowAt(address);
    if (window === undefined) return;
    for (const frame of this.#mappedIn(window.base, window.base + window.bytes)) this.#unmap(frame);
    this.#windows = this.#windows.filter((one) => one !== window);
  }

  /** Takes as many frames as there are, up to a number. Their content is zero. */
  allocate(count: number): number[] {
    const { physical } = this.#region;
    const taken: number[] = [];
    while (taken.length < count && physical.charge(1)) {
      const frame = physical.newFrame();
      this.#own().set(frame, { at: 0, bytes: null });
      taken.push(frame);
    }
    return taken;
  }

  /**
   * Gives frames back, unmapping those that are mapped, up to the first that is not the process's.
   * @returns how many were given back
   */
  free(frames: readonly number[]): number {
    for (const [index, frame] of frames.entries()) {
      const known = this.#frames.get(frame);
      if (known === undefined) return index;
      if (known.at !== 0) this.#unmap(frame);
      this.#own().delete(frame);
      this.#region.physical.release(1);
    }
    return frames.length;
  }

  /** STATUS_SUCCESS when pages from an address on lie in one window. */
  rangeStatus(address: number, count: number): number {
    const window = this.#windowAt(address);
    if (window === undefined || count === 0) return STATUS_INVALID_PARAMETER;
    const first = Math.floor((address - window.base) / PAGE_BYTES);
    return first + count <= window.bytes / PAGE_BYTES ? STATUS_SUCCESS : STATUS_INVALID_PARAMETER;
  }

  /**
   * Maps frames at the pages of a window, one after the other, in place of what is mapped there; null maps nothing.
   * Nothing changes when a frame is not the process's, is mapped already, or stands in the list twice.
   * @returns NTSTATUS
   */
  map(address: number, count: number, frames: readonly number[] | null): number {
    const status = this.rangeStatus(address, count);
    if (status !== STATUS_SUCCESS) return status;
    const base = Math.floor(address / PAGE_BYTES) * PAGE_BYTES;
    const end = base + count * PAGE_BYTES;
    if (frames !== null) {
      const isFree = frames.every((frame) => this.#frames.get(frame)?.at === 0);
      if (!isFree || new Set(frames).size !== frames.length) return STATUS_CONFLICTING_ADDRESSES;
    }
    for (const frame of this.#mappedIn(base, end)) this.#unmap(frame);
    for (const [index, frame] of (frames ?? []).entries()) this.#map(frame, base + index * PAGE_BYTES);
    return STATUS_SUCCESS;
  }

  save(): State {
    this.#isSaved = true;
    return { windows: this.#windows, frames: this.#frames };
  }

  load(saved: unknown): void {
    const { windows, frames } = saved as State;
    this.#windows = windows;
    this.#frames = frames as Map<number, Frame>; // copied before it is changed
    this.#isSaved = true;
  }

  fingerprint(): string {
    const frames = [...this.#frames].map(([frame, { at, bytes }]) => [frame, at, bytes && [...bytes]]);
    return JSON.stringify([this.#windows, frames]);
  }

  #windowAt(address: number): Window | undefined {
    return this.#windows.find(({ base, bytes }) => address >= base && address < base + bytes);
  }

  #mappedIn(base: number, end: number): number[] {
    return [...this.#frames].filter(([, { at }]) => at >= base && at < end).map(([frame]) => frame);
  }

  #map(frame: number, at: number): void {
    const region = this.#region;
    const bytes = this.#frames.get(frame)?.bytes ?? null;
    region.physical.release(1);
    region.commit(at, PAGE_BYTES, PAGE_READWRITE);
    if (bytes !== null) {
      region.prepareUnchecked((at - region.base) / PAGE_BYTES);
      region.u8.set(bytes, at - region.base);
    }
    this.#own().set(frame, { at, bytes: null });
  }

  #unmap(frame: number): void {
    const region = this.#region;
    const at = this.#frames.get(frame)?.at ?? 0;
    const offset = at - region.base;
    region.prepareUnchecked(offset / PAGE_BYTES);
    const bytes = region.u8.slice(offset, offset + PAGE_BYTES);
    region.decommit(at, PAGE_BYTES);
    region.physical.charge(1);
    this.#own().set(frame, { at: 0, bytes });
  }

  #own(): Map<number, Frame> {
    if (this.#isSaved) {
      this.#frames = new Map(this.#frames);
      this.#isSaved = false;
    }
    return this.#frames;
  }
}
