/** LARGE_INTEGER arguments: an address in simulated memory, a cell, or for input the value itself. */
import type { Out, PVOID } from '../contract/c-types.ts';
import type { LargeIntegerIn } from '../contract/kernel-types.ts';
import { isOut } from '../machine/out.ts';
import type { Memory } from '../memory/memory.ts';

/** The value of a 64-bit integer argument. */
export function readLargeInteger(memory: Memory, source: LargeIntegerIn): bigint {
  if (typeof source === 'bigint') return source;
  return isOut<bigint>(source) ? source.value : memory.readBigInt64(source);
}

/** Stores through a 64-bit integer argument; a cell holds signed values. Throws TypeError for a bare value. */
export function writeLargeInteger(memory: Memory, target: LargeIntegerIn, value: bigint): void {
  if (typeof target === 'bigint')
    throw new TypeError(
      'a 64-bit integer that a routine writes is an address or a cell from out(), no bigint',
    );
  if (isOut<bigint>(target as PVOID | Out<bigint>)) (target as Out<bigint>).value = BigInt.asIntN(64, value);
  else memory.writeBigInt64(target as PVOID, value);
}
