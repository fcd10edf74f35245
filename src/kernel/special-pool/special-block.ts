/**
 * A block of special pool in its page. What of the page is not the caller's
 * holds a pattern, which is looked at when the block is freed (F-047):
 *
 *     verify end     | pattern …………… | block | pattern |   next page: no memory
 *     verify start   | block | pattern …………………………… |   page in front: no memory
 *
 * The pattern behind a block whose end is verified is there because a block is
 * aligned as in the pools (F-006): up to 15 bytes (x64) or 7 (x86).
 */
import { PAGE_BYTES } from '../../memory/page-access.ts';
import type { Region } from '../../memory/region.ts';
import type { PoolKind } from '../pool/kinds.ts';
import type { VerifiedEnd } from './special-pool-option.ts';

/** A block, live or freed. */
export interface SpecialBlock {
  readonly page: number;
  readonly kind: PoolKind;
  /** Offset in the page. */
  readonly at: number;
  /** Bytes asked for. */
  readonly bytes: number;
  readonly tag: number;
  /** Number of the stack that asked. */
  readonly who: number;
  readonly verify: VerifiedEnd;
}

/** The byte of the pattern. *Ours*: Windows takes one that changes from block to block. */
export const PATTERN = 0x9e;

/** Offset in its page of a block. A request of no bytes gets one (F-016). */
export function placeInPage(bytes: number, alignment: number, verify: VerifiedEnd): number {
  if (verify === 'start') return 0;
  return PAGE_BYTES - Math.ceil(Math.max(bytes, 1) / alignment) * alignment;
}

/** Damage of the pattern: where, and the subtype of 0xC1 (D-104). */
export interface PatternDamage {
  /** Offset in the page of the first byte that was changed. */
  readonly at: number;
  readonly subtype: number;
}

/** Bytes near the block; bytes behind a block whose end is verified; a single bit. Which is which is *ours*. */
const NEAR = 0x23;
const BEHIND = 0x24;
const SINGLE_BIT = 0x32;

/** Looks at what of a page is not the block. Null when nothing was changed. */
export function patternDamage(
  region: Pick<Region, 'u8' | 'bulk'>,
  { page: number, at, bytes, verify }: Pick<SpecialBlock, 'page' | 'at' | 'bytes' | 'verify'>,
): PatternDamage | null {
  const start = number * PAGE_BYTES;
  const end = at + Math.max(bytes, 1);
  if (isWhole(region, start, at, end)) return null;
  const page = region.u8.subarray(start, start + PAGE_BYTES);
  let first = -1;
  let bits = 0;
  for (let index = 0; index < PAGE_BYTES; index++) {
    if (index === at) index = end;
    const changed = (page[index] ?? PATTERN) ^ PATTERN;
    if (changed === 0) continue;
    if (first < 0) first = index;
    bits += (changed & (changed - 1)) === 0 ? 1 : 2;
  }
  if (first < 0) return null;
  if (bits === 1) return { at: first, subtype: SINGLE_BIT };
  return { at: first, subtype: verify === 'end' && first >= end ? BEHIND : NEAR };
}

/** Bytes that `holds` compares at a time. */
const UNIT = 16;

/**
 * True when all of a page but what lies from `at` to `end` in it holds the pattern. Each free looks at a page, so this
 * makes no views.
 */
function isWhole({ u8, bulk }: Pick<Region, 'u8' | 'bulk'>, start: number, at: number, end: number): boolean {
  const before = at & -UNIT;
  const behind = Math.min((end + UNIT - 1) & -UNIT, PAGE_BYTES);
  for (let index = before; index < at; index++) if (u8[start + index] !== PATTERN) return false;
  for (let index = end; index < behind; index++) if (u8[start + index] !== PATTERN) return false;
  return (
    bulk.holds(start, PATTERN, before) !== 0 && bulk.holds(start + behind, PATTERN, PAGE_BYTES - behind) !== 0
  );
}
