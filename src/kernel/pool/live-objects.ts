/**
 * Objects that live in memory of drivers, by address, and that must end before
 * that memory is freed: held locks, queued DPCs, lookaside lists. Pool tells of
 * every block that is about to be freed.
 *
 * Only a free of a block that holds such an object must take the long way.
 */
import type { Pool } from './pool.ts';

/** What it needs of pool. */
type ObjectsPool = Pick<Pool, 'onFree' | 'watch' | 'unwatch'>;

/** What is done about an object whose memory is freed. */
export interface FreedObject<V> {
  /** Address of the object. */
  readonly object: number;
  readonly value: V;
  /** The block that is freed, and its size. */
  readonly block: number;
  readonly bytes: number;
  /** Routine that frees it. */
  readonly routine: string;
}

/** A map that hears of frees. */
export class LiveObjects<V> extends Map<number, V> {
  readonly #pool: ObjectsPool;
  readonly #sizeOf: (value: V) => number;
  readonly #subject = { any: false };
  /** Bytes of those that lie in pool. */
  readonly #inPool = new Map<number, number>();

  /** @param sizeOf bytes of an object @param freed called before its memory is freed */
  constructor(pool: ObjectsPool, sizeOf: (value: V) => number, freed: (object: FreedObject<V>) => void) {
    super();
    this.#pool = pool;
    const told = (block: number, bytes: number, routine: string): void =>
      this.forEach((value, object) => {
        if (object < block + bytes && object + sizeOf(value) > block)
          freed({ object, value, block, bytes, routine });
      });
    this.#sizeOf = sizeOf;
    pool.onFree(told, this.#subject).active = false;
  }

  override set(address: number, value: V): this {
    const bytes = this.#sizeOf(value);
    this.#unwatch(address);
    if (this.#pool.watch(address, bytes)) this.#inPool.set(address, bytes);
    this.#subject.any = true;
    return super.set(address, value);
  }

  override delete(address: number): boolean {
    this.#unwatch(address);
    const found = super.delete(address);
    this.#subject.any = this.size > 0;
    return found;
  }

  override clear(): void {
    for (const address of this.#inPool.keys()) this.#unwatch(address);
    this.#subject.any = false;
    super.clear();
  }

  #unwatch(address: number): void {
    const bytes = this.#inPool.get(address);
    if (bytes === undefined) return;
    this.#inPool.delete(address);
    this.#pool.unwatch(address, bytes);
  }
}

/** Reports a free with an object in it: the object, the block and its size are the values of the rule. */
export const reportFreed =
  <V>(
    host: { violation: Pool['host']['violation'] },
    rule: string,
    describe: (value: V) => readonly string[],
  ) =>
  ({ object, value, block, bytes, routine }: FreedObject<V>): void =>
    host.violation({ rule, routine, values: [object, block, bytes], details: describe(value) });
