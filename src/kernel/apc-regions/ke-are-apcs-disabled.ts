import type { BOOLEAN } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import type { ApcRegions } from './apc-regions.ts';

/** Says whether a region disables normal kernel APCs. */
export interface KeAreApcsDisabled {
  /**
   * Says whether the calling thread is in a critical or guarded region. The level does not count. IRQL <= DISPATCH_LEVEL.
   * @returns 1 (TRUE) in a region, else 0 (FALSE)
   */
  (): BOOLEAN;
}

/** Declaration of `KeAreApcsDisabled`. */
export const KeAreApcsDisabled = routine<KeAreApcsDisabled>()(
  {
    name: 'KeAreApcsDisabled',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows XP',
    page: 'wdm/nf-wdm-keareapcsdisabled',
    summary: 'Says whether a region disables normal kernel APCs.',
    modes: ['kernel'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: '<= DISPATCH_LEVEL', source: 'page' },
    parameters: [],
    returns: 'BOOLEAN',
    returnText: '1 (TRUE) in a region, else 0 (FALSE).',
    seeAlso: ['KeAreAllApcsDisabled', 'KeEnterCriticalRegion'],
    since: '0.1.0',
  },
  (regions: ApcRegions) => () => regions.disabled,
);
