/**
 * Objects that live in memory of drivers, by address, and that must end before
 * that memory is freed: held locks, queued DPCs, lookaside lists. Pool tells of
 * every block that is about to be freed.
 *
 * Frees take the long way only while such an object lies in pool.
 */
import type { FreeWatch, Pool } from './pool.ts';

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
  readonly #pool: Pick<Pool, 'onFree' | 'holds'>;
  readonly #watch: FreeWatch;
  readonly #subject = { any: false };
  /** Those of them that lie in pool. */
  readonly #inPool = new Set<number>();

  /** @param sizeOf bytes of an object @param freed called before its memory is freed */
  constructor(
    pool: Pick<Pool, 'onFree' | 'holds'>,
    sizeOf: (value: V) => number,
    freed: (object: FreedObject<V>) => void,
  ) {
    super();
    this.#pool = pool;
    const told = (block: number, bytes: number, routine: string): void =>
      this.forEach((value, object) => {
        if (object < block + bytes && object + sizeOf(value) > block)
          freed({ object, value, block, bytes, routine });
      });
    this.#watch = pool.onFree(told, this.#subject);
    this.#watch.active = false;
  }

  override set(address: number, value: V): this {
    if (!this.has(address) && this.#pool.holds(address)) {
      this.#inPool.add(address);
      this.#watch.active = true;
    }
    this.#subject.any = true;
    return super.set(address, value);
  }

  override delete(address: number): boolean {
    if (this.#inPool.delete(address)) this.#watch.active = this.#inPool.size > 0;
    const found = super.delete(address);
    this.#subject.any = this.size > 0;
    return found;
  }

  override clear(): void {
    this.#inPool.clear();
    this.#subject.any = false;
    this.#watch.active = false;
    super.clear();
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
