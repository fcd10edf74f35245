import type { PVOID } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import { SL_PENDING_RETURNED } from '../../contract/kernel-constants.generated.ts';
import type { Io } from './io.ts';

/** Type of `IoMarkIrpPending`. */
export interface IoMarkIrpPending {
  /**
   * Notes that an IRP will be completed later. The dispatch routine then returns STATUS_PENDING. Callable at any level.
   * @param Irp IRP that the driver has
   */
  (Irp: PVOID): void;
}

/** Declaration of `IoMarkIrpPending`. */
export const IoMarkIrpPending = routine<IoMarkIrpPending>()(
  {
    name: 'IoMarkIrpPending',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: null,
    dll: null,
    page: 'wdm/nf-wdm-iomarkirppending',
    summary: 'Notes that an IRP will be completed later.',
    modes: ['kernel'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'page' },
    parameters: [{ name: 'Irp', type: 'PIRP', direction: 'inout' }],
    returns: 'void',
    inline: true,
    seeAlso: ['IoCompleteRequest'],
    since: '0.1.0',
  },
  (io: Io) => (Irp) => {
    const { memory, location } = io.irps.driver;
    const control = io.irps.driver.current(Irp) + location.Control;
    memory.writeUint8(control, memory.readUint8(control) | SL_PENDING_RETURNED);
  },
);
