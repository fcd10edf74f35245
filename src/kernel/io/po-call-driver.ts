import { blockingRoutine } from '../../contract/blocking.ts';
import type { NTSTATUS, PVOID } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import { STATUS_PENDING } from '../../status/common.ts';
import { callDriver } from './call-driver.ts';
import type { Io } from './io.ts';

/** Type of `PoCallDriver`. */
export interface PoCallDriver {
  /**
   * Sends a power IRP to the driver of a device, as IoCallDriver does. IRQL <= DISPATCH_LEVEL.
   * @param DeviceObject device that it goes to
   * @param Irp IRP whose next stack location is set
   * @returns what the dispatch routine returned
   */
  (DeviceObject: PVOID, Irp: PVOID): NTSTATUS;
}

/** Declaration of `PoCallDriver`. */
export const PoCallDriver = blockingRoutine<PoCallDriver>()(
  {
    name: 'PoCallDriver',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-pocalldriver',
    summary: 'Sends a power IRP to the driver of a device.',
    modes: ['kernel'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: 'DISPATCH_LEVEL', source: 'header' },
    parameters: [
      { name: 'DeviceObject', type: 'PDEVICE_OBJECT', direction: 'in' },
      { name: 'Irp', type: 'PIRP', direction: 'inout' },
    ],
    returns: 'NTSTATUS',
    codes: [
      { code: 'STATUS_SUCCESS', when: 'the dispatch routine returned it', modelled: 'produced' },
      { code: 'STATUS_PENDING', when: 'the dispatch routine returned it', modelled: 'produced' },
    ],
    blocks: true,
    seeAlso: ['IoCallDriver', 'PoStartNextPowerIrp'],
    since: '0.1.0',
  },
  (io: Io) => (DeviceObject, Irp) => callDriver(io, DeviceObject, Irp, 'PoCallDriver'),
  { failures: { STATUS_PENDING: () => STATUS_PENDING } },
);

/** Type of `PoStartNextPowerIrp`. */
export interface PoStartNextPowerIrp {
  /**
   * Says that the driver can take the next power IRP. Nothing since Windows Vista. IRQL <= DISPATCH_LEVEL.
   * @param Irp power IRP
   */
  (Irp: PVOID): void;
}

/** Declaration of `PoStartNextPowerIrp`. */
export const PoStartNextPowerIrp = routine<PoStartNextPowerIrp>()(
  {
    name: 'PoStartNextPowerIrp',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-postartnextpowerirp',
    summary: 'Says that the driver can take the next power IRP.',
    modes: ['kernel'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: '<=DISPATCH_LEVEL', source: 'page' },
    parameters: [{ name: 'Irp', type: 'PIRP', direction: 'inout' }],
    returns: 'void',
    seeAlso: ['PoCallDriver'],
    since: '0.1.0',
  },
  (io: Io) => (Irp) => {
    io.requireIrp(Irp, 'PoStartNextPowerIrp');
  },
);
