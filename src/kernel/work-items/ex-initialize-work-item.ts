import type { PVOID } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import type { Callback } from '../../contract/kernel-types.ts';
import type { WorkItems } from './work-items.ts';

/** Type of `ExInitializeWorkItem`. */
export interface ExInitializeWorkItem {
  /**
   * Fills a work item in. Callable at any level.
   * @param Item memory of a WORK_QUEUE_ITEM: resident, and it stays until the routine has begun
   * @param Routine code of the item: a function or its address; a generator function may wait
   * @param Context argument of the routine
   */
  (Item: PVOID, Routine: Callback, Context: PVOID): void;
}

/** Declaration of `ExInitializeWorkItem`. */
export const ExInitializeWorkItem = routine<ExInitializeWorkItem>()(
  {
    name: 'ExInitializeWorkItem',
    header: 'wdm.h',
    includeHeader: 'FltKernel.h, Ntifs.h, Ntddk.h, Wdm.h',
    library: null,
    dll: null,
    page: 'wdm/nf-wdm-exinitializeworkitem',
    summary: 'Fills a work item in.',
    modes: ['kernel'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'page' },
    parameters: [
      { name: 'Item', type: 'PWORK_QUEUE_ITEM', direction: 'in' },
      { name: 'Routine', type: 'PWORKER_THREAD_ROUTINE', direction: 'in' },
      { name: 'Context', type: 'PVOID', direction: 'in' },
    ],
    returns: 'void',
    inline: true,
    remarks: [
      'Drivers use IoAllocateWorkItem, which keeps the driver loaded until the routine has returned.',
    ],
    seeAlso: ['ExQueueWorkItem', 'IoAllocateWorkItem'],
    since: '0.1.0',
  },
  ({ host, at }: WorkItems) =>
    (Item, Routine, Context) => {
      host.driverMemory.writePointer(Item + at['List.Flink'], 0);
      host.driverMemory.writePointer(Item + at.WorkerRoutine, host.callbackAddress(Routine));
      host.driverMemory.writePointer(Item + at.Parameter, Context);
    },
);
