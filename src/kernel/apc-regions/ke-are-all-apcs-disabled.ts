import type { BOOLEAN } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import type { ApcRegions } from './apc-regions.ts';

/** Says whether a guarded region or the level disables all APCs. */
export interface KeAreAllApcsDisabled {
  /**
   * Says whether the calling thread is in a guarded region, or at APC_LEVEL or above. IRQL <= DISPATCH_LEVEL.
   * @returns 1 (TRUE) when no APC can reach the thread, else 0 (FALSE)
   */
  (): BOOLEAN;
}

/** Declaration of `KeAreAllApcsDisabled`. */
export const KeAreAllApcsDisabled = routine<KeAreAllApcsDisabled>()(
  {
    name: 'KeAreAllApcsDisabled',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows Server 2003',
    page: 'wdm/nf-wdm-keareallapcsdisabled',
    summary: 'Says whether a guarded region or the level disables all APCs.',
    modes: ['kernel'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: '<= DISPATCH_LEVEL', source: 'page' },
    parameters: [],
    returns: 'BOOLEAN',
    returnText: '1 (TRUE) when no APC can reach the thread, else 0 (FALSE).',
    seeAlso: ['KeAreApcsDisabled', 'KeEnterGuardedRegion'],
    since: '0.1.0',
  },
  (regions: ApcRegions) => () => regions.allDisabled,
);
