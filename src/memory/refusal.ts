import type { AccessKind, FaultReason } from '../machine/ports.ts';
import { PAGE_GUARD } from './constants.ts';
import { allowedBy, EXECUTABLE, PAGED, READABLE, WRITABLE } from './page-access.ts';
import type { Region } from './region.ts';

/** Why a page of a region cannot be accessed, or null when it can. No side effect. */
export function refusal(
  region: Region,
  page: number,
  access: AccessKind,
  pagedForbidden: boolean,
): FaultReason | null {
  const protection = region.protection[page] ?? 0;
  if (protection === 0) return region.allocations.find(page) === null ? 'free' : 'reserved';
  // A page fault at DISPATCH_LEVEL is fatal before anybody looks at protection or guard.
  if (pagedForbidden && (region.access[page]! & PAGED) !== 0) return 'paged';
  if ((protection & PAGE_GUARD) !== 0) return 'guard';
  const allowed = allowedBy(protection);
  if (allowed === 0) return 'no-access';
  if (access === 'write') return (allowed & WRITABLE) !== 0 ? null : 'read-only';
  if (access === 'execute') return (allowed & EXECUTABLE) !== 0 ? null : 'no-execute';
  return (allowed & READABLE) !== 0 ? null : 'no-access';
}
