import { routine } from '../../contract/contract.ts';
import type { ApcRegions } from './apc-regions.ts';

/** Disables normal kernel APCs for the calling thread. */
export interface KeEnterCriticalRegion {
  /**
   * Begins a critical region: no normal kernel APC reaches the thread until it has left as often as it entered. IRQL <= APC_LEVEL.
   */
  (): void;
}

/** Declaration of `KeEnterCriticalRegion`. */
export const KeEnterCriticalRegion = routine<KeEnterCriticalRegion>()(
  {
    name: 'KeEnterCriticalRegion',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-keentercriticalregion',
    summary: 'Disables normal kernel APCs for the calling thread.',
    modes: ['kernel'],
    maxIrql: { level: 'APC_LEVEL', text: '<= APC_LEVEL', source: 'page' },
    parameters: [],
    returns: 'void',
    seeAlso: ['KeLeaveCriticalRegion', 'KeEnterGuardedRegion'],
    since: '0.1.0',
  },
  (regions: ApcRegions) => () => regions.enterCritical(),
);

/** Ends a critical region of the calling thread. */
export interface KeLeaveCriticalRegion {
  /**
   * Ends what KeEnterCriticalRegion began, on the same thread. IRQL <= APC_LEVEL.
   */
  (): void;
}

/** Declaration of `KeLeaveCriticalRegion`. */
export const KeLeaveCriticalRegion = routine<KeLeaveCriticalRegion>()(
  {
    name: 'KeLeaveCriticalRegion',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-keleavecriticalregion',
    summary: 'Ends a critical region of the calling thread.',
    modes: ['kernel'],
    maxIrql: { level: 'APC_LEVEL', text: '<= APC_LEVEL', source: 'page' },
    parameters: [],
    returns: 'void',
    seeAlso: ['KeEnterCriticalRegion'],
    since: '0.1.0',
  },
  (regions: ApcRegions) => () => regions.leaveCritical('KeLeaveCriticalRegion'),
);
