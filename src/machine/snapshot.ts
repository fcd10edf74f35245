/**
 * Parts of a machine that can be saved and loaded. Each layer registers its
 * own; a snapshot is the list of what they saved (ENGINEERING-DECISIONS 10).
 */

/** A piece of machine state. */
export interface Part {
  /** Name for messages and for the state hash. */
  readonly name: string;
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
  readonly #parts: Part[] = [];
  #count = 0;

  /** Adds a part; parts are saved and loaded in this order. */
  register(part: Part): void {
    this.#parts.push(part);
  }

  /** Saves every part. */
  save(): Snapshot {
    this.#count += 1;
    return { number: this.#count, parts: this.#parts.map((part) => ({ part, saved: part.save() })) };
  }

  /** Loads every part. Throws TypeError for a snapshot of another machine. */
  load(snapshot: Snapshot): void {
    if (snapshot.parts.some(({ part }) => !this.#parts.includes(part))) {
      throw new TypeError('this snapshot was taken from another machine: restore it there');
    }
    for (const { part, saved } of snapshot.parts) part.load(saved);
  }

  /** Fingerprints by part, for tests that compare two states. */
  fingerprints(): Record<string, string> {
    return Object.fromEntries(this.#parts.map((part) => [part.name, part.fingerprint()]));
  }
}
