/** ExQueryPoolBlockSize: room in a block, and whether it is charged (F-032). */
import type { BOOLEAN, PointerTo } from '../../contract/c-types.ts';
import { isOut } from '../../machine/out.ts';
import { PAGE_BYTES } from '../../memory/page-access.ts';
import type { PoolCaller } from './allocation-stacks.ts';
import { CHARGED } from './block-table.ts';
import { findBlock } from './find-block.ts';
import { poolLayouts, QUOTA_TYPE, SIZE_SHIFT } from './layout.ts';
import type { Pool } from './pool.ts';

/** Bytes a block has room for. */
export function queryBlock(
  pool: Pool,
  caller: PoolCaller,
  address: number,
  target: PointerTo<BOOLEAN>,
): number {
  return pool.inRoutine(caller, () => {
    const { bytes, charged } = sizeOf(pool, address);
    if (isOut(target)) target.value = charged ? 1 : 0;
    else pool.host.kernelMemory.writeUint8(target, charged ? 1 : 0);
    return bytes;
  });
}

/** A block of whole pages is looked up; a small one has its header read, which faults where that may not be touched. */
function sizeOf(pool: Pool, address: number): { readonly bytes: number; readonly charged: boolean } {
  const { engine, host, front } = pool;
  const special = front?.blockBytes(address);
  if (special !== undefined) return { bytes: special, charged: false };
  const found = engine === null ? null : findBlock(engine, address);
  if (found?.size === 'big') return { bytes: found.block.pages * PAGE_BYTES, charged: false };
  const { granule, sizeMask, typeShift } = poolLayouts[host.architecture];
  const word = host.kernelMemory.readUint32(address - granule);
  if (engine !== null && found !== null) {
    const charged = (engine.table.given[found.row + found.g]! & CHARGED) !== 0;
    return { bytes: (found.n - 1) * granule, charged };
  }
  // No live block: nothing checks that, the answer is what happens to stand there (*ours*).
  const granules = (word >>> SIZE_SHIFT) & sizeMask;
  return { bytes: Math.max(granules - 1, 0) * granule, charged: ((word >>> typeShift) & QUOTA_TYPE) !== 0 };
}
