/**
 * The fill patterns of debug heaps: writing them and finding the first place
 * where one was damaged. Source of the values: heap.json (fillPatterns).
 *
 * Offsets are those of the region's buffer, as everywhere in the engine. Who
 * stores makes the pages ready first; a page that cannot be read counts as
 * damaged (*ours*: looking at a pattern must not fault).
 */
import type { HeapBlocks } from './heap-blocks.ts';

/** In a free block, behind its links (B-205). */
export const FREE_FILL = 0xfeee_feee | 0;
/** In a new block that was not asked to be zero (B-207). */
export const ALLOCATED_FILL = 0xbaad_f00d | 0;
/** Behind the bytes that were asked for (B-201). */
export const TAIL_FILL = 0xab;

/** Fills a run of bytes. */
export function fillBytes(heap: HeapBlocks, from: number, bytes: number, value: number): void {
  if (bytes <= 0) return;
  heap.prepare(from, bytes, true);
  heap.region.fill(value, from, from + bytes);
}

/** Fills the 32-bit words that lie wholly inside a run of bytes. */
export function fillWords(heap: HeapBlocks, from: number, bytes: number, word: number): void {
  const first = Math.ceil(from / 4);
  const end = Math.floor((from + bytes) / 4);
  if (end <= first) return;
  heap.prepare(first * 4, (end - first) * 4, true);
  heap.region.fillWords(word, first, end);
}

/** Offset of the first byte of a run that is not `value`; 0 when all are. */
export function differingByte(heap: HeapBlocks, from: number, bytes: number, value: number): number {
  const { u8 } = heap.region;
  for (let at = from; at < from + bytes; at++) {
    if ((at === from || (at & 0xfff) === 0) && !heap.readable(at)) return at;
    if (u8[at] !== value) return at;
  }
  return 0;
}

/** Offset of the first byte that differs in a run of 32-bit words that all must be `word`; 0 when none does. */
export function differingWord(heap: HeapBlocks, from: number, bytes: number, word: number): number {
  const { i32 } = heap;
  for (let at = from; at < from + bytes; at += 4) {
    if ((at === from || (at & 0xfff) === 0) && !heap.readable(at)) return at;
    const found = i32[at >>> 2]!;
    if (found !== word) return at + ((31 - Math.clz32((found ^ word) & -(found ^ word))) >>> 3);
  }
  return 0;
}
