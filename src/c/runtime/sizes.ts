import type { RuntimeHost } from './runtime-host.ts';

/** A `size_t` as C code has it: bigint on x64, number on x86. */
export type CSize = number | bigint;

/** A `size_t` as a number. Beyond 2^53 it is not exact, but larger than all memory all the same. */
export const fromSize = (value: CSize): number => Number(value);

/** A count as a `size_t`. Negative counts are the large ones that C makes of them. */
export function toSize(host: Pick<RuntimeHost, 'architecture'>, count: number): CSize {
  return host.architecture === 'x64' ? BigInt.asUintN(64, BigInt(count)) : count >>> 0;
}

/** A pointer-sized signed integer (`ptrdiff_t`, `intptr_t`) as C code has it. */
export function toSignedSize(host: Pick<RuntimeHost, 'architecture'>, count: number): CSize {
  return host.architecture === 'x64' ? BigInt(count) : count | 0;
}
