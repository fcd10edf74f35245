import type { PVOID } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import type { Callback } from '../../contract/kernel-types.ts';
import type { WorkItems } from './work-items.ts';

/** Type of `IoQueueWorkItemEx`. */
export interface IoQueueWorkItemEx {
  /**
   * Hands a work item to a system worker thread. IRQL <= DISPATCH_LEVEL.
   * @param IoWorkItem work item that IoAllocateWorkItem or IoInitializeWorkItem made; not queued
   * @param WorkerRoutine code of the item, called with the device or driver object, the context and the item, which it may free; a generator function may wait
   * @param QueueType DelayedWorkQueue or CriticalWorkQueue; CustomPriorityWorkQueue plus a priority
   * @param Context second argument of the routine
   */
  (IoWorkItem: PVOID, WorkerRoutine: Callback, QueueType: number, Context: PVOID): void;
}

/** Declaration of `IoQueueWorkItemEx`. */
export const IoQueueWorkItemEx = routine<IoQueueWorkItemEx>()(
  {
    name: 'IoQueueWorkItemEx',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows Vista',
    page: 'wdm/nf-wdm-ioqueueworkitemex',
    summary: 'Hands a work item to a system worker thread; its routine gets the item too.',
    modes: ['kernel'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: '<= DISPATCH_LEVEL', source: 'page' },
    parameters: [
      { name: 'IoWorkItem', type: 'PIO_WORKITEM', direction: 'in' },
      { name: 'WorkerRoutine', type: 'PIO_WORKITEM_ROUTINE_EX', direction: 'in' },
      { name: 'QueueType', type: 'WORK_QUEUE_TYPE', direction: 'in' },
      { name: 'Context', type: 'PVOID', direction: 'in', optional: true },
    ],
    returns: 'void',
    remarks: [
      'The routine runs at PASSIVE_LEVEL in a system thread, and returns at PASSIVE_LEVEL with APCs enabled. As a generator function it may wait with yield* nt.wait\u2026',
    ],
    seeAlso: ['IoAllocateWorkItem', 'IoFreeWorkItem', 'IoQueueWorkItem'],
    since: '0.1.0',
  },
  (items: WorkItems) => (IoWorkItem, WorkerRoutine, QueueType, Context) =>
    items.queueIo(IoWorkItem, WorkerRoutine, QueueType, 'IoQueueWorkItemEx', (device) => ({
      args: [device, Context, IoWorkItem],
      context: Context,
    })),
);
