import type { PVOID } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import type { WorkItems } from './work-items.ts';

/** Type of `IoFreeWorkItem`. */
export interface IoFreeWorkItem {
  /**
   * Frees a work item. IRQL <= DISPATCH_LEVEL.
   * @param IoWorkItem work item that IoAllocateWorkItem gave and that is not queued
   */
  (IoWorkItem: PVOID): void;
}

/** Declaration of `IoFreeWorkItem`. */
export const IoFreeWorkItem = routine<IoFreeWorkItem>()(
  {
    name: 'IoFreeWorkItem',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-iofreeworkitem',
    summary: 'Frees a work item.',
    modes: ['kernel'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: '<= DISPATCH_LEVEL', source: 'page' },
    parameters: [{ name: 'IoWorkItem', type: 'PIO_WORKITEM', direction: 'in' }],
    returns: 'void',
    seeAlso: ['IoAllocateWorkItem'],
    since: '0.1.0',
  },
  (items: WorkItems) => (IoWorkItem) => items.release(IoWorkItem, 'IoFreeWorkItem', true),
);
