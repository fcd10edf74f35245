/** Times of the Windows API, which are milliseconds. */

/** No limit: winbase.h. */
export const INFINITE = 0xffff_ffff;

/** 100 ns units of a millisecond. */
const UNITS = 10_000n;

/** A time limit as the kernel takes it: 100 ns units below 0, or null for none. */
export const relativeTime = (milliseconds: number): bigint | null =>
  milliseconds === INFINITE ? null : -BigInt(milliseconds) * UNITS;
