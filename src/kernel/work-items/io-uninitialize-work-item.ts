import type { PVOID } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import type { WorkItems } from './work-items.ts';

/** Type of `IoUninitializeWorkItem`. */
export interface IoUninitializeWorkItem {
  /**
   * Ends the use of memory as a work item. Callable at any level.
   * @param IoWorkItem work item that IoInitializeWorkItem made and that is not queued
   */
  (IoWorkItem: PVOID): void;
}

/** Declaration of `IoUninitializeWorkItem`. */
export const IoUninitializeWorkItem = routine<IoUninitializeWorkItem>()(
  {
    name: 'IoUninitializeWorkItem',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows Vista',
    page: 'wdm/nf-wdm-iouninitializeworkitem',
    summary: 'Ends the use of memory as a work item.',
    modes: ['kernel'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'page' },
    parameters: [{ name: 'IoWorkItem', type: 'PIO_WORKITEM', direction: 'in' }],
    returns: 'void',
    seeAlso: ['IoInitializeWorkItem'],
    since: '0.1.0',
  },
  (items: WorkItems) => (IoWorkItem) => items.release(IoWorkItem, 'IoUninitializeWorkItem', false),
);
