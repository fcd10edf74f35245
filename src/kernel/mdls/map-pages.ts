/** Mapping the pages of an MDL. */
import { STATUS_INSUFFICIENT_RESOURCES } from '../../status/common.ts';
import type { Mdls } from './mdls.ts';

/** MmMapLockedPagesSpecifyCache: the address of the first byte, or 0. */
export function mapPages(mdls: Mdls, mdl: number, mode: number, routine: string): number {
  if (mode !== 0) return mdls.host.notModelled(`${routine} for UserMode`);
  const address = mdls.map(mdl, routine);
  if (address === 0) mdls.host.setLastStatus(STATUS_INSUFFICIENT_RESOURCES, routine);
  return address;
}
