import type { PVOID } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import type { WorkItems } from './work-items.ts';

/** Type of `ExQueueWorkItem`. */
export interface ExQueueWorkItem {
  /**
   * Hands a work item to a system worker thread. IRQL <= DISPATCH_LEVEL.
   * @param WorkItem work item that ExInitializeWorkItem filled in and that is not queued
   * @param QueueType DelayedWorkQueue or CriticalWorkQueue; CustomPriorityWorkQueue plus a priority
   */
  (WorkItem: PVOID, QueueType: number): void;
}

/** Declaration of `ExQueueWorkItem`. */
export const ExQueueWorkItem = routine<ExQueueWorkItem>()(
  {
    name: 'ExQueueWorkItem',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntifs.h, Fltkernel.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    page: 'wdm/nf-wdm-exqueueworkitem',
    summary: 'Hands a work item to a system worker thread.',
    modes: ['kernel'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: 'IRQL <= DISPATCH_LEVEL', source: 'page' },
    parameters: [
      { name: 'WorkItem', type: 'PWORK_QUEUE_ITEM', direction: 'inout' },
      { name: 'QueueType', type: 'WORK_QUEUE_TYPE', direction: 'in' },
    ],
    returns: 'void',
    remarks: [
      'The routine runs at PASSIVE_LEVEL in a system thread, and returns at PASSIVE_LEVEL with APCs enabled. As a generator function it may wait with yield* nt.wait\u2026',
      'An item may be queued again as soon as its routine has begun, not before.',
    ],
    seeAlso: ['ExInitializeWorkItem', 'IoQueueWorkItem'],
    since: '0.1.0',
  },
  (items: WorkItems) => (WorkItem, QueueType) => {
    const { host, at } = items;
    const flink = WorkItem + at['List.Flink'];
    // On the list as long as no worker has taken it.
    host.kernelMemory.writePointer(flink, WorkItem);
    items.queue(WorkItem, QueueType, 'ExQueueWorkItem', () => {
      const context = host.kernelMemory.readPointer(WorkItem + at.Parameter);
      const routine = host.kernelMemory.readPointer(WorkItem + at.WorkerRoutine);
      host.kernelMemory.writePointer(flink, 0);
      return { routine, args: [context], context };
    });
  },
);
