import type { NTSTATUS, PVOID } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import { DO_SHUTDOWN_REGISTERED } from '../../contract/kernel-constants.generated.ts';
import { STATUS_SUCCESS } from '../../status/common.ts';
import type { Io } from './io.ts';

/** Sets or clears the flag of a device. */
function setRegistered(io: Io, device: PVOID, registered: boolean): void {
  if (io.deviceOf(device, 'IoRegisterShutdownNotification') === undefined) return;
  const memory = io.host.kernelMemory;
  const at = device + io.deviceAt.Flags;
  const flags = memory.readUint32(at) & ~DO_SHUTDOWN_REGISTERED;
  memory.writeUint32(at, registered ? flags | DO_SHUTDOWN_REGISTERED : flags);
}

/** Type of `IoRegisterShutdownNotification`. */
export interface IoRegisterShutdownNotification {
  /**
   * Asks for IRP_MJ_SHUTDOWN. A simulated machine is never shut down, so none comes. IRQL = PASSIVE_LEVEL.
   * @param DeviceObject device that is to get it
   * @returns STATUS_SUCCESS, or an error
   */
  (DeviceObject: PVOID): NTSTATUS;
}

/** No request comes (*ours*, docs/decisions/0070-io-manager.md): the flag of the device is what shows. */
export const IoRegisterShutdownNotification = routine<IoRegisterShutdownNotification>()(
  {
    name: 'IoRegisterShutdownNotification',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-ioregistershutdownnotification',
    summary: 'Asks for a request when the system shuts down.',
    modes: ['kernel'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'PASSIVE_LEVEL', source: 'page' },
    parameters: [{ name: 'DeviceObject', type: 'PDEVICE_OBJECT', direction: 'in' }],
    returns: 'NTSTATUS',
    codes: [{ code: 'STATUS_SUCCESS', when: 'the call succeeded', modelled: 'produced' }],
    seeAlso: ['IoUnregisterShutdownNotification'],
    since: '0.1.0',
  },
  (io: Io) => (DeviceObject) => {
    setRegistered(io, DeviceObject, true);
    return STATUS_SUCCESS;
  },
);

/** Type of `IoUnregisterShutdownNotification`. */
export interface IoUnregisterShutdownNotification {
  /**
   * No longer asks for IRP_MJ_SHUTDOWN. IRQL = PASSIVE_LEVEL.
   * @param DeviceObject device of IoRegisterShutdownNotification
   */
  (DeviceObject: PVOID): void;
}

/** Declaration of `IoUnregisterShutdownNotification`. */
export const IoUnregisterShutdownNotification = routine<IoUnregisterShutdownNotification>()(
  {
    name: 'IoUnregisterShutdownNotification',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-iounregistershutdownnotification',
    summary: 'No longer asks for a request when the system shuts down.',
    modes: ['kernel'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'PASSIVE_LEVEL', source: 'page' },
    parameters: [{ name: 'DeviceObject', type: 'PDEVICE_OBJECT', direction: 'in' }],
    returns: 'void',
    seeAlso: ['IoRegisterShutdownNotification'],
    since: '0.1.0',
  },
  (io: Io) => (DeviceObject) => setRegistered(io, DeviceObject, false),
);
