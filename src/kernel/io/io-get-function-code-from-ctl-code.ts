import type { NTSTATUS, PVOID, ULONG } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import { STATUS_ACCESS_DENIED, STATUS_INVALID_PARAMETER, STATUS_SUCCESS } from '../../status/common.ts';
import { currentFileAccess } from './file-access.ts';
import type { Io } from './io.ts';

/** Type of `IoGetFunctionCodeFromCtlCode`. */
export interface IoGetFunctionCodeFromCtlCode {
  /**
   * Gives the function of a control code. Callable at any level.
   * @param ControlCode control code, as CTL_CODE makes it
   * @returns bits 13 to 2
   */
  (ControlCode: ULONG): ULONG;
}

/** Declaration of `IoGetFunctionCodeFromCtlCode`. */
export const IoGetFunctionCodeFromCtlCode = routine<IoGetFunctionCodeFromCtlCode>()(
  {
    name: 'IoGetFunctionCodeFromCtlCode',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: null,
    dll: null,
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-iogetfunctioncodefromctlcode',
    summary: 'Gives the function of a control code.',
    modes: ['kernel'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'page' },
    parameters: [{ name: 'ControlCode', type: 'ULONG', direction: 'in' }],
    returns: 'ULONG',
    inline: true,
    seeAlso: ['IoBuildDeviceIoControlRequest'],
    since: '0.1.0',
  },
  (_io: Io) => (ControlCode) => (ControlCode >>> 2) & 0xfff,
);

/** Type of `IoValidateDeviceIoControlAccess`. */
export interface IoValidateDeviceIoControlAccess {
  /**
   * Checks the access of the file that a control request was made with. Callable at any level.
   * @param Irp IRP of the request
   * @param RequiredAccess FILE_READ_ACCESS, FILE_WRITE_ACCESS or both
   * @returns STATUS_SUCCESS, STATUS_ACCESS_DENIED, or STATUS_INVALID_PARAMETER for other access bits
   */
  (Irp: PVOID, RequiredAccess: ULONG): NTSTATUS;
}

/** Declaration of `IoValidateDeviceIoControlAccess`. */
export const IoValidateDeviceIoControlAccess = routine<IoValidateDeviceIoControlAccess>()(
  {
    name: 'IoValidateDeviceIoControlAccess',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows Server 2003',
    page: 'wdm/nf-wdm-iovalidatedeviceiocontrolaccess',
    summary: 'Checks the access that a control request was made with.',
    modes: ['kernel'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'page' },
    parameters: [
      { name: 'Irp', type: 'PIRP', direction: 'in' },
      { name: 'RequiredAccess', type: 'ULONG', direction: 'in' },
    ],
    returns: 'NTSTATUS',
    codes: [
      { code: 'STATUS_SUCCESS', when: 'the file has the access', modelled: 'produced' },
      { code: 'STATUS_ACCESS_DENIED', when: 'it has not', modelled: 'produced' },
      { code: 'STATUS_INVALID_PARAMETER', when: 'RequiredAccess has other bits', modelled: 'produced' },
    ],
    seeAlso: ['IoGetFunctionCodeFromCtlCode'],
    since: '0.1.0',
  },
  (io: Io) => (Irp, RequiredAccess) => {
    if ((RequiredAccess & ~3) !== 0) return STATUS_INVALID_PARAMETER;
    return (currentFileAccess(io, Irp) & RequiredAccess) === RequiredAccess
      ? STATUS_SUCCESS
      : STATUS_ACCESS_DENIED;
  },
  {
    failures: {
      STATUS_ACCESS_DENIED: () => STATUS_ACCESS_DENIED,
      STATUS_INVALID_PARAMETER: () => STATUS_INVALID_PARAMETER,
    },
  },
);
