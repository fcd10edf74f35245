import type { PVOID } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import { makeAssociatedIrp } from './forwarded-irps.ts';
import type { Io } from './io.ts';

/** Type of `IoMakeAssociatedIrp`. */
export interface IoMakeAssociatedIrp {
  /**
   * Allocates an IRP that does a part of the work of another one, its master. IRQL <= DISPATCH_LEVEL.
   * @param Irp the master, whose AssociatedIrp.IrpCount the driver sets to the number of IRPs that it makes
   * @param StackSize how many drivers it goes through: StackSize of the device that it is sent to
   * @returns address of the IRP, or NULL
   */
  (Irp: PVOID, StackSize: number): PVOID;
}

/** Declaration of `IoMakeAssociatedIrp`. */
export const IoMakeAssociatedIrp = routine<IoMakeAssociatedIrp>()(
  {
    name: 'IoMakeAssociatedIrp',
    header: 'ntddk.h',
    includeHeader: 'Ntddk.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'ntddk/nf-ntddk-iomakeassociatedirp',
    summary: 'Allocates an IRP for a part of the work of another.',
    modes: ['kernel'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: '<= DISPATCH_LEVEL', source: 'page' },
    parameters: [
      { name: 'Irp', type: 'PIRP', direction: 'in' },
      { name: 'StackSize', type: 'CCHAR', direction: 'in' },
    ],
    returns: 'PIRP',
    remarks: [
      'At the end of its completion the I/O manager frees it and takes one from IrpCount of the master; at zero it completes the master.',
    ],
    seeAlso: ['IoAllocateIrp', 'IoCallDriver'],
    since: '0.1.0',
  },
  (io: Io) => (Irp, StackSize) => makeAssociatedIrp(io, Irp, StackSize),
);
