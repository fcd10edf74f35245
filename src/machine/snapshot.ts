/**
 * Parts of a machine that can be saved and loaded. Each layer registers its
 * own; a snapshot is the list of what they saved (ENGINEERING-DECISIONS 10).
 */

/** A piece of machine state. */
export interface Part {
  /** Name for messages and for the state hash. */
  readonly name: string;
  /** Why no snapshot can be taken now, or null; left out where one always can. */
  obstacle?(): string | null;
  /** Saves the state; the result is never changed afterwards. Cheap: it is called thousands of times in a test. */
  save(): unknown;
  /** Restores what `save` gave. */
  load(saved: unknown): void;
  /** Text that is equal exactly when the state is equal; for tests. */
  fingerprint(): string;
}

/** A saved machine. Belongs to the machine that made it. */
export interface Snapshot {
  /** Counts up from 1 in each machine. */
  readonly number: number;
  /** What each part saved, in order of registration. */
  readonly parts: readonly { readonly part: Part; readonly saved: unknown }[];
}

/** All parts of one machine. */
export class SnapshotParts {
  #parts: readonly Part[] = [];
  readonly #made = new WeakSet<Snapshot>();
  #count = 0;

  /** Adds a part; parts are saved and loaded in this order. */
  register(part: Part): void {
    this.#parts = [...this.#parts, part];
  }

  /** True for a part that is saved and loaded. */
  has(part: Part): boolean {
    return this.#parts.includes(part);
  }

  /** Why no snapshot can be taken now, or null. */
  obstacle(): string | null {
    for (const part of this.#parts) {
      const found = part.obstacle?.() ?? null;
      if (found !== null) return found;
    }
    return null;
  }

  /** Saves every part. */
  save(): Snapshot {
    this.#count += 1;
    const parts = this.#parts.map((part) => ({ part, saved: part.save() }));
    const snapshot = { number: this.#count, parts };
    this.#made.add(snapshot);
    return snapshot;
  }

  /**
   * Loads every part. Parts registered since (those of later processes) are forgotten, and those that an
   * earlier restore forgot come back. Throws TypeError for a snapshot of another machine.
   */
  load(snapshot: Snapshot): void {
    if (!this.#made.has(snapshot)) {
      throw new TypeError('this snapshot was taken from another machine: restore it there');
    }
    this.#parts = snapshot.parts.map(({ part }) => part);
    for (const { part, saved } of snapshot.parts) part.load(saved);
  }

  /** Fingerprints by part, for tests that compare two states. */
  fingerprints(): Record<string, string> {
    return Object.fromEntries(this.#parts.map((part) => [part.name, part.fingerprint()]));
  }
}
