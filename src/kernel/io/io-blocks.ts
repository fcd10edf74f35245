/**
 * Memory of the I/O manager's own objects: nonpaged pool that the kernel asked
 * for, so no driver is charged for it. With Driver Verifier an IRP has a page of
 * its own, so that a driver that still uses it after its end faults.
 */

import { PoolCaller } from '../pool/allocation-stacks.ts';
import { NX_POOL } from '../pool/kinds.ts';
import type { Pool } from '../pool/pool.ts';
import { free } from '../pool/pool-calls.ts';
import { PLAIN_ZERO } from '../pool/pool-requests.ts';

/** Tags as pool dumps show them: `Irp `, `Devi`, `Driv`, `File`, `Mdl `, `IoSB`, `IoNm`, `Even`, `Muta`, `Sema`, `Time`, `ErrL`. */
export const IRP_TAG = 0x2070_7249;
export const DEVICE_TAG = 0x6976_6544;
export const DRIVER_TAG = 0x7669_7244;
export const FILE_TAG = 0x656c_6946;
export const MDL_TAG = 0x206c_644d;
export const BUFFER_TAG = 0x4253_6f49;
export const NAME_TAG = 0x6d4e_6f49;
export const EVENT_TAG = 0x6e65_7645;
export const MUTANT_TAG = 0x6174_754d;
export const SEMAPHORE_TAG = 0x616d_6553;
export const TIMER_TAG = 0x656d_6954;
export const ERROR_LOG_TAG = 0x4c72_7245;

/** Gives out such memory. */
export class IoBlocks {
  readonly #pool: Pool;

  constructor(pool: Pool) {
    this.#pool = pool;
  }

  /**
   * Takes zeroed memory; its address, or 0 when there is none.
   * @param routine whose work it is, for dumps
   * @param own whether it is to have a page of its own, with what follows it unmapped
   */
  allocate(bytes: number, tag: number, routine: string, own = false): number {
    const pool = this.#pool;
    const who = pool.stacks.kernel(routine);
    const zero = true;
    const aligned = false;
    if (own && pool.front !== null) {
      const special = pool.front.allocate({ kind: NX_POOL, bytes, tag, who, zero, aligned, special: 'end' });
      if (special !== 0) return special;
    }
    return this.#take(bytes, tag, routine, who, zero);
  }

  /** Takes memory whose first bytes the caller fills: the others hold what was there before. */
  allocateStale(bytes: number, tag: number, routine: string): number {
    return this.#take(bytes, tag, routine, this.#pool.stacks.kernel(routine), false);
  }

  #take(bytes: number, tag: number, routine: string, who: number, zero: boolean): number {
    const pool = this.#pool;
    const quick = pool.shortWithin?.cut(zero ? NX_POOL | PLAIN_ZERO : NX_POOL, bytes, tag, who) ?? 0;
    if (quick !== 0) return quick;
    pool.caller = new PoolCaller(routine, who);
    const engine = pool.open();
    if (engine === null || bytes > engine.region.bytes) return 0;
    const p = engine.allocate({ kind: NX_POOL, bytes, tag, who, zero, aligned: false, chargeBytes: -1 });
    return p === 0 ? 0 : engine.base + p;
  }

  /** Gives memory back. */
  free(address: number, routine: string): void {
    free(this.#pool, this.#pool.callerOf(routine), address, 0);
  }
}
