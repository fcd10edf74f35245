import type { PVOID } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import type { WorkItems } from './work-items.ts';

/** Type of `IoAllocateWorkItem`. */
export interface IoAllocateWorkItem {
  /**
   * Allocates a work item. IRQL <= DISPATCH_LEVEL.
   * @param DeviceObject device object of the driver; the routine gets it
   * @returns address of the work item, or NULL
   */
  (DeviceObject: PVOID): PVOID;
}

/** Declaration of `IoAllocateWorkItem`. */
export const IoAllocateWorkItem = routine<IoAllocateWorkItem>()(
  {
    name: 'IoAllocateWorkItem',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-ioallocateworkitem',
    summary: 'Allocates a work item.',
    modes: ['kernel'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: '<= DISPATCH_LEVEL', source: 'page' },
    parameters: [{ name: 'DeviceObject', type: 'PDEVICE_OBJECT', direction: 'in' }],
    returns: 'PIO_WORKITEM',
    mustCheck: true,
    codes: [
      {
        code: 'STATUS_INSUFFICIENT_RESOURCES',
        when: 'there is no memory: the result is NULL',
        modelled: 'produced',
      },
    ],
    remarks: ['The value is handed on as it is: nothing looks whether it is a device object.'],
    seeAlso: ['IoQueueWorkItem', 'IoFreeWorkItem'],
    since: '0.1.0',
  },
  (items: WorkItems) => (DeviceObject) => items.allocate(DeviceObject),
  { failures: { STATUS_INSUFFICIENT_RESOURCES: () => 0 } },
);
