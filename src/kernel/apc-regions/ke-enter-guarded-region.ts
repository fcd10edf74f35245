import { routine } from '../../contract/contract.ts';
import type { ApcRegions } from './apc-regions.ts';

/** Disables all APCs for the calling thread. */
export interface KeEnterGuardedRegion {
  /**
   * Begins a guarded region: no APC reaches the thread until it has left as often as it entered. IRQL <= APC_LEVEL.
   */
  (): void;
}

/** Declaration of `KeEnterGuardedRegion`. */
export const KeEnterGuardedRegion = routine<KeEnterGuardedRegion>()(
  {
    name: 'KeEnterGuardedRegion',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows Server 2003',
    page: 'wdm/nf-wdm-keenterguardedregion',
    summary: 'Disables all APCs for the calling thread.',
    modes: ['kernel'],
    maxIrql: { level: 'APC_LEVEL', text: '<= APC_LEVEL', source: 'page' },
    parameters: [],
    returns: 'void',
    seeAlso: ['KeLeaveGuardedRegion', 'KeEnterCriticalRegion'],
    since: '0.1.0',
  },
  (regions: ApcRegions) => () => regions.enterGuarded(),
);

/** Ends a guarded region of the calling thread. */
export interface KeLeaveGuardedRegion {
  /**
   * Ends what KeEnterGuardedRegion began, on the same thread. IRQL <= APC_LEVEL.
   */
  (): void;
}

/** Declaration of `KeLeaveGuardedRegion`. */
export const KeLeaveGuardedRegion = routine<KeLeaveGuardedRegion>()(
  {
    name: 'KeLeaveGuardedRegion',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows Server 2003',
    page: 'wdm/nf-wdm-keleaveguardedregion',
    summary: 'Ends a guarded region of the calling thread.',
    modes: ['kernel'],
    maxIrql: { level: 'APC_LEVEL', text: '<= APC_LEVEL', source: 'page' },
    parameters: [],
    returns: 'void',
    seeAlso: ['KeEnterGuardedRegion'],
    since: '0.1.0',
  },
  (regions: ApcRegions) => () => regions.leaveGuarded('KeLeaveGuardedRegion'),
);
