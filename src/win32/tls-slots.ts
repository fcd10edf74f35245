import type { Part } from '../machine/snapshot.ts';

/** Slots of a process. *Ours*: the number that newer Windows has. */
const SLOTS = 1088;

type Slot = ReadonlyMap<number, number>;

/**
 * Slots for pointers, one for each thread. Kept outside of simulated memory. As on Windows nothing looks whether
 * somebody allocated a slot that is read or stored to (*ours*).
 */
export class TlsSlots implements Part {
  readonly name: string;
  /** Slots that are taken. */
  readonly #taken = new Set<number>();
  /** Values by slot and thread. */
  readonly #values = new Map<number, Slot>();

  /** @param name of the part */
  constructor(name: string) {
    this.name = name;
  }

  /** Lowest slot that is free; null when there is none. */
  allocate(): number | null {
    for (let slot = 0; slot < SLOTS; slot += 1) {
      if (this.#taken.has(slot)) continue;
      this.#taken.add(slot);
      this.#values.delete(slot);
      return slot;
    }
    return null;
  }

  /** Gives a slot back; false for one that is not taken. */
  free(slot: number): boolean {
    this.#values.delete(slot);
    return this.#taken.delete(slot);
  }

  /** What a thread stored; null for a number that is no slot. */
  value(slot: number, thread: number): number | null {
    return slot < SLOTS ? (this.#values.get(slot)?.get(thread) ?? 0) : null;
  }

  /** Stores for a thread; false for a number that is no slot. */
  set(slot: number, thread: number, value: number): boolean {
    if (slot >= SLOTS) return false;
    this.#values.set(slot, new Map([...(this.#values.get(slot) ?? []), [thread, value]]));
    return true;
  }

  save(): unknown {
    return { taken: [...this.#taken], values: [...this.#values] };
  }

  load(saved: unknown): void {
    const { taken, values } = saved as { taken: readonly number[]; values: readonly [number, Slot][] };
    this.#taken.clear();
    this.#values.clear();
    for (const slot of taken) this.#taken.add(slot);
    for (const [slot, value] of values) this.#values.set(slot, value);
  }

  fingerprint(): string {
    return JSON.stringify([[...this.#taken], [...this.#values].map(([slot, values]) => [slot, [...values]])]);
  }
}
