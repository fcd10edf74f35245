/** What a report about a heap says of the blocks that it is about: who allocated them, who freed them (block-owners.ts). */
import type { Region } from '../memory/region.ts';
import type { BlockHistory, BlockOwners } from './block-owners.ts';

/** Which block a finding is about: the one at its address, the live one in front of that, or what was there last. */
export type AboutBlock = 'exact' | 'live' | 'any';

/** Words for the block that a finding is about; a header is overwritten from the block in front of it. */
const words = {
  exact: 'the block',
  live: 'the next live block in front of it',
  any: 'the block that began there, or next in front of it,',
} as const;

/** Lines for a report about something wrong at an offset; none where nobody noted anything. */
export function historyOf(
  owners: BlockOwners,
  which: AboutBlock | null,
  region: Region,
  p: number,
  show: (address: number) => string,
): string[] {
  if (which === null || !owners.on || p < 0 || p >= region.bytes) return [];
  // The header that was overwritten is that of the block itself: what wrote over it lies in front.
  const found =
    which === 'exact' ? owners.at(region, p) : owners.before(region, which === 'live' ? p - 1 : p, which);
  if (found === null) return [];
  const where = found.p === p ? '' : ` at ${show(region.base + found.p)}`;
  return linesOf(found, `${words[which]}${where}`);
}

function linesOf({ allocated, freed }: BlockHistory, block: string): string[] {
  return [
    ...framesAfter(`${block} was allocated by`, allocated),
    ...framesAfter(allocated.length === 0 ? `${block} was freed by` : 'and freed by', freed ?? []),
  ];
}

/** Frames of a call stack as lines of a report, under a first line; nothing where nobody is known. */
export const framesAfter = (first: string, frames: readonly string[]): string[] =>
  frames.length === 0 ? [] : [first, ...frames.map((frame) => `  ${frame}`)];
