/**
 * Keys and values of the registry: what they hold, without handles and memory. Names are compared without regard to
 * case. Subkeys and values have the order in which they were made (*ours*, docs/decisions/0087-registry.md).
 */
import {
  STATUS_CANNOT_DELETE,
  STATUS_CHILD_MUST_BE_VOLATILE,
  STATUS_OBJECT_NAME_NOT_FOUND,
  STATUS_SUCCESS,
} from '../../status/common.ts';

/** A value of a key. */
export interface KeyValue {
  readonly name: string;
  /** REG_SZ and others. */
  readonly type: number;
  readonly data: Uint8Array;
}

/** A key. Records are replaced, never changed, so that a snapshot can keep them. */
export interface Key {
  readonly id: number;
  /** Identifier of the key that it lies in; 0 for the root. */
  readonly parent: number;
  readonly name: string;
  readonly isVolatile: boolean;
  /** When it was made or its values changed, in 100 ns units since 1601. */
  readonly written: bigint;
  readonly values: readonly KeyValue[];
  /** Identifiers of its subkeys. */
  readonly keys: readonly number[];
}

/** State of the tree, for snapshots. */
export interface TreeImage {
  readonly next: number;
  readonly keys: readonly Key[];
}

const ROOT = 1;

/** Parts of a path; empty ones do not count. */
export const partsOf = (path: string): readonly string[] => path.split('\\').filter((part) => part !== '');

const isNamed =
  (name: string) =>
  (one: { readonly name: string }): boolean =>
    one.name.toUpperCase() === name.toUpperCase();

/** The keys of one machine. The root is `\REGISTRY`. */
export class KeyTree {
  readonly #keys = new Map<number, Key>();
  readonly #now: () => bigint;
  #next = ROOT;

  /** @param now time in 100 ns units since 1601 */
  constructor(now: () => bigint) {
    this.#now = now;
    this.#make(0, 'REGISTRY', false);
  }

  /** Identifier of `\REGISTRY`. */
  get root(): number {
    return ROOT;
  }

  /** A key, or undefined for one that was deleted. */
  key(id: number): Key | undefined {
    return this.#keys.get(id);
  }

  /** Identifier of a subkey; 0 when there is none. */
  find(from: number, path: string): number {
    let at = from;
    for (const part of partsOf(path)) {
      at = this.#keys.get(at)?.keys.find((id) => this.#isCalled(id, part)) ?? 0;
      if (at === 0) return 0;
    }
    return at;
  }

  /** Makes a key, whose parent has to be there, or finds it. */
  create(
    from: number,
    path: string,
    isVolatile: boolean,
  ): { readonly status: number; readonly id: number; readonly isNew: boolean } {
    const known = this.find(from, path);
    if (known !== 0) return { status: STATUS_SUCCESS, id: known, isNew: false };
    const parts = partsOf(path);
    const parent = this.key(this.find(from, parts.slice(0, -1).join('\\')));
    if (parent === undefined) return { status: STATUS_OBJECT_NAME_NOT_FOUND, id: 0, isNew: false };
    if (parent.isVolatile && !isVolatile)
      return { status: STATUS_CHILD_MUST_BE_VOLATILE, id: 0, isNew: false };
    return { status: STATUS_SUCCESS, id: this.#make(parent.id, parts.at(-1) ?? '', isVolatile), isNew: true };
  }

  /** Makes a key and those that it lies in. */
  createAll(from: number, path: string): number {
    let at = from;
    for (const part of partsOf(path)) at = this.create(at, part, false).id;
    return at;
  }

  /** Deletes a key without subkeys; a status. */
  delete(id: number): number {
    const key = this.#keys.get(id);
    if (key === undefined || key.keys.length > 0 || key.parent === 0) return STATUS_CANNOT_DELETE;
    this.#keys.delete(id);
    this.#change(key.parent, (parent) => ({ keys: parent.keys.filter((one) => one !== id) }));
    return STATUS_SUCCESS;
  }

  /** A value by name. */
  value(id: number, name: string): KeyValue | undefined {
    return this.#keys.get(id)?.values.find(isNamed(name));
  }

  /** Stores a value. One that is there keeps its place and the spelling of its name. */
  setValue(id: number, value: KeyValue): void {
    this.#change(id, ({ values }) => {
      const known = values.find(isNamed(value.name));
      if (known === undefined) return { values: [...values, value] };
      return { values: values.map((one) => (one === known ? { ...value, name: known.name } : one)) };
    });
  }

  /** Deletes a value; false when there is none. */
  deleteValue(id: number, name: string): boolean {
    if (this.value(id, name) === undefined) return false;
    this.#change(id, ({ values }) => ({ values: values.filter((one) => !isNamed(name)(one)) }));
    return true;
  }

  /** Path of a key: `\REGISTRY\MACHINE`. */
  pathOf(id: number): string {
    const key = this.#keys.get(id);
    return key === undefined ? '' : `${this.pathOf(key.parent)}\\${key.name}`;
  }

  save(): TreeImage {
    return { next: this.#next, keys: [...this.#keys.values()] };
  }

  load({ next, keys }: TreeImage): void {
    this.#next = next;
    this.#keys.clear();
    for (const key of keys) this.#keys.set(key.id, key);
  }

  #isCalled(id: number, name: string): boolean {
    const key = this.#keys.get(id);
    return key !== undefined && isNamed(name)(key);
  }

  #make(parent: number, name: string, isVolatile: boolean): number {
    const id = this.#next;
    this.#next += 1;
    this.#keys.set(id, { id, parent, name, isVolatile, written: this.#now(), values: [], keys: [] });
    if (parent !== 0) this.#change(parent, ({ keys }) => ({ keys: [...keys, id] }));
    return id;
  }

  #change(id: number, how: (key: Key) => Partial<Key>): void {
    const key = this.#keys.get(id);
    if (key !== undefined) this.#keys.set(id, { ...key, ...how(key), written: this.#now() });
  }
}
