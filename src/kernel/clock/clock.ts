/**
 * Simulated time, and what happens at a time.
 *
 * Interrupt time counts 100 ns units since the boot; system time is a date.
 * Nothing passes by itself: a test advances the clock, and the scheduler lets
 * time pass to the next thing that is due when no thread can run (*ours*,
 * docs/decisions/0020-threads.md). Timers and timeouts hang their actions here.
 */
import type { Part } from '../../machine/snapshot.ts';

/** System time at the boot: 1 January 2024, 0:00, in 100 ns units since 1601. *Ours*. */
export const SYSTEM_TIME_AT_BOOT = 133_485_408_000_000_000n;

/** Something that will happen. */
export interface ClockEntry {
  /** Interrupt time at which it happens. */
  readonly due: bigint;
  readonly action: () => void;
}

/** The clock of a machine. */
export class Clock implements Part {
  readonly name = 'clock';
  /** Interrupt time: 100 ns units since the boot. */
  now = 0n;
  /** System time minus interrupt time. */
  #base = SYSTEM_TIME_AT_BOOT;
  /** In the order in which they will happen. The array is replaced, never changed: snapshots hold it. */
  #entries: readonly ClockEntry[] = [];

  /** System time: 100 ns units since 1601. */
  get systemTime(): bigint {
    return this.now + this.#base;
  }

  /**
   * Lets something happen at a time. At one time, what was asked for first happens first.
   * @param due interrupt time; one that has passed happens with the next advance, even by 0
   */
  at(due: bigint, action: () => void): ClockEntry {
    const entry = { due, action };
    const after = this.#entries.findIndex((other) => other.due > due);
    const place = after < 0 ? this.#entries.length : after;
    this.#entries = [...this.#entries.slice(0, place), entry, ...this.#entries.slice(place)];
    return entry;
  }

  /** Takes something back. False when it has happened or was taken back before. */
  cancel(entry: ClockEntry): boolean {
    const rest = this.#entries.filter((other) => other !== entry);
    const found = rest.length < this.#entries.length;
    this.#entries = rest;
    return found;
  }

  /** Interrupt time of what happens next, or null. */
  next(): bigint | null {
    return this.#entries[0]?.due ?? null;
  }

  /** Goes to an interrupt time that is not in the past, and lets the first thing that is due by then happen. */
  step(to: bigint): void {
    const [first] = this.#entries;
    if (first === undefined || first.due > to) {
      this.now = to;
      return;
    }
    this.#entries = this.#entries.slice(1);
    if (first.due > this.now) this.now = first.due;
    first.action();
  }

  /**
   * Interrupt time of a timeout in Windows' form.
   * @param timeout 0 and above: a system time; below 0: from now on
   */
  dueOf(timeout: bigint): bigint {
    return timeout < 0n ? this.now - timeout : timeout - this.#base;
  }

  /** Actions are functions of the simulator; what they refer to is saved by its owners. */
  save(): unknown {
    return { now: this.now, base: this.#base, entries: this.#entries };
  }

  load(saved: unknown): void {
    const image = saved as { now: bigint; base: bigint; entries: readonly ClockEntry[] };
    this.now = image.now;
    this.#base = image.base;
    this.#entries = image.entries;
  }

  fingerprint(): string {
    return [this.now, this.#base, ...this.#entries.map(({ due }) => due)].join(' ');
  }
}
