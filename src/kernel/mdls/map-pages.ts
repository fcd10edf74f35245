/** Mapping the pages of an MDL. */
import { EXCEPTION_NONCONTINUABLE } from '../../seh/exception-constants.ts';
import { STATUS_INSUFFICIENT_RESOURCES } from '../../status/common.ts';
import type { Mdls } from './mdls.ts';

/** MmMapLockedPagesSpecifyCache: the address of the first byte, or 0. */
export function mapPages(mdls: Mdls, mdl: number, mode: number, routine: string): number {
  if (mode !== 0) return mapForUser(mdls, mdl, routine);
  const address = mdls.map(mdl, routine);
  if (address === 0) mdls.host.setLastStatus(STATUS_INSUFFICIENT_RESOURCES, routine);
  return address;
}

/** A mapping for a program, whose failure is an exception. */
function mapForUser(mdls: Mdls, mdl: number, routine: string): number {
  for (;;) {
    const address = mdls.mapForUser(mdl, routine);
    if (address !== 0) return address;
    mdls.host.raise({ code: STATUS_INSUFFICIENT_RESOURCES, flags: EXCEPTION_NONCONTINUABLE });
  }
}
