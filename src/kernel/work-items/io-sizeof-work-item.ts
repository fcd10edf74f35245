import type { ULONG } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import type { WorkItems } from './work-items.ts';

/** Type of `IoSizeofWorkItem`. */
export interface IoSizeofWorkItem {
  /**
   * Gives the bytes of a work item for IoInitializeWorkItem. Callable at any level.
   * @returns bytes; the number differs among versions of Windows
   */
  (): ULONG;
}

/** Declaration of `IoSizeofWorkItem`. */
export const IoSizeofWorkItem = routine<IoSizeofWorkItem>()(
  {
    name: 'IoSizeofWorkItem',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows Vista',
    page: 'wdm/nf-wdm-iosizeofworkitem',
    summary: 'Gives the bytes of a work item.',
    modes: ['kernel'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'page' },
    parameters: [],
    returns: 'ULONG',
    seeAlso: ['IoInitializeWorkItem'],
    since: '0.1.0',
  },
  (items: WorkItems) => () => items.itemBytes,
);
