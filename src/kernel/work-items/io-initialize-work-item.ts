import type { PVOID } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import type { WorkItems } from './work-items.ts';

/** Type of `IoInitializeWorkItem`. */
export interface IoInitializeWorkItem {
  /**
   * Makes memory of the caller a work item. Callable at any level.
   * @param IoObject device or driver object; the routine gets it
   * @param IoWorkItem resident memory of IoSizeofWorkItem() bytes
   */
  (IoObject: PVOID, IoWorkItem: PVOID): void;
}

/** Declaration of `IoInitializeWorkItem`. */
export const IoInitializeWorkItem = routine<IoInitializeWorkItem>()(
  {
    name: 'IoInitializeWorkItem',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows Vista',
    page: 'wdm/nf-wdm-ioinitializeworkitem',
    summary: 'Makes memory of the caller a work item.',
    modes: ['kernel'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'page' },
    parameters: [
      { name: 'IoObject', type: 'PVOID', direction: 'in' },
      { name: 'IoWorkItem', type: 'PIO_WORKITEM', direction: 'in' },
    ],
    returns: 'void',
    seeAlso: ['IoSizeofWorkItem', 'IoUninitializeWorkItem', 'IoQueueWorkItem'],
    since: '0.1.0',
  },
  (items: WorkItems) => (IoObject, IoWorkItem) => items.initialize(IoWorkItem, IoObject),
);
