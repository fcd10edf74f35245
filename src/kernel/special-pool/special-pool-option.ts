/** The boot option `specialPool`: which requests special pool takes, and which end of a block it watches. */

/** Which end of a block stands at a page boundary: its end catches an overrun, its start an underrun (F-043). */
export type VerifiedEnd = 'end' | 'start';

/** Which blocks special pool takes, as `gflags /p` does for a machine: by tag or by size (F-046). */
export interface SpecialPoolOptions {
  /** Tag of the requests that it takes; `'*'`, or left out without `blockBytes`: all of them. */
  readonly tag?: number | '*';
  /** Size of the blocks that it takes as pool counts it: bytes asked for and header, rounded up (F-046). */
  readonly blockBytes?: number;
  /** Which end of a block faults: `end` (default) or `start`. */
  readonly verify?: VerifiedEnd;
}

/** The option, checked. */
export interface SpecialPoolSettings {
  /** Tag of the requests that are taken; null for any. */
  readonly tag: number | null;
  /** Size of the blocks that are taken; null for any. */
  readonly blockBytes: number | null;
  readonly verify: VerifiedEnd;
  /** False when only requests that ask for special pool themselves get it. */
  readonly chosen: boolean;
}

const ASKED_ONLY: SpecialPoolSettings = { tag: null, blockBytes: null, verify: 'end', chosen: false };

/** Checks the option. Throws TypeError or RangeError that names what is wrong. */
export function specialPoolSettings(option: boolean | SpecialPoolOptions): SpecialPoolSettings {
  if (option === false) return ASKED_ONLY;
  const { tag = '*', blockBytes, verify = 'end' }: SpecialPoolOptions = option === true ? {} : option;
  if (verify !== 'end' && verify !== 'start')
    throw new TypeError(`boot: specialPool.verify is '${verify}'; it can be 'end' or 'start'`);
  if (tag !== '*' && blockBytes !== undefined)
    throw new TypeError('boot: specialPool chooses blocks by tag or by blockBytes, not by both');
  if (tag !== '*' && !(Number.isInteger(tag) && tag > 0 && tag < 2 ** 32))
    throw new RangeError(`boot: specialPool.tag is ${tag}; it must be a tag such as 0x46726564, or '*'`);
  if (blockBytes !== undefined && !(Number.isInteger(blockBytes) && blockBytes > 0))
    throw new RangeError(`boot: specialPool.blockBytes is ${blockBytes}; it must be a whole number above 0`);
  return { tag: tag === '*' ? null : tag, blockBytes: blockBytes ?? null, verify, chosen: true };
}
