import type { NTSTATUS, PVOID } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import {
  STATUS_ILLEGAL_FLOAT_CONTEXT,
  STATUS_INSUFFICIENT_RESOURCES,
  STATUS_SUCCESS,
} from '../../status/common.ts';
import type { KernelHost } from '../kernel-host.ts';

/** What the routines need of the machine. */
export type FloatingPointHost = Pick<KernelHost, 'kernelMemory'>;

/** Type of `KeSaveFloatingPointState`. */
export interface KeSaveFloatingPointState {
  /**
   * Saves the floating-point state, so that a driver for x86 may calculate with such numbers. IRQL <= DISPATCH_LEVEL.
   * @param FloatSave address of a KFLOATING_SAVE, which KeRestoreFloatingPointState takes
   * @returns STATUS_SUCCESS, or why not
   */
  (FloatSave: PVOID): NTSTATUS;
}

/** Declaration of `KeSaveFloatingPointState`. */
export const KeSaveFloatingPointState = routine<KeSaveFloatingPointState>()(
  {
    name: 'KeSaveFloatingPointState',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-kesavefloatingpointstate',
    summary: 'Saves the floating-point state.',
    modes: ['kernel'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: '<= DISPATCH_LEVEL', source: 'page' },
    parameters: [{ name: 'FloatSave', type: 'PKFLOATING_SAVE', direction: 'out' }],
    returns: 'NTSTATUS',
    mustCheck: true,
    codes: [
      { code: 'STATUS_SUCCESS', when: 'the state is saved', modelled: 'produced' },
      {
        code: 'STATUS_ILLEGAL_FLOAT_CONTEXT',
        when: 'an interrupt routine calculates, on x86',
        modelled: 'injectable',
      },
      {
        code: 'STATUS_INSUFFICIENT_RESOURCES',
        when: 'there is no memory for the state',
        modelled: 'injectable',
      },
    ],
    seeAlso: ['KeRestoreFloatingPointState'],
    since: '0.1.0',
  },
  // The processor has no registers here, so there is nothing to keep: the place for it must be writable, though.
  ({ kernelMemory }: FloatingPointHost) =>
    (FloatSave) => {
      kernelMemory.writeUint32(FloatSave, 0);
      return STATUS_SUCCESS;
    },
  {
    failures: {
      STATUS_ILLEGAL_FLOAT_CONTEXT: () => STATUS_ILLEGAL_FLOAT_CONTEXT,
      STATUS_INSUFFICIENT_RESOURCES: () => STATUS_INSUFFICIENT_RESOURCES,
    },
  },
);

/** Type of `KeRestoreFloatingPointState`. */
export interface KeRestoreFloatingPointState {
  /**
   * Restores the floating-point state. IRQL <= DISPATCH_LEVEL.
   * @param FloatSave address of what KeSaveFloatingPointState has filled in
   * @returns STATUS_SUCCESS
   */
  (FloatSave: PVOID): NTSTATUS;
}

/** Declaration of `KeRestoreFloatingPointState`. */
export const KeRestoreFloatingPointState = routine<KeRestoreFloatingPointState>()(
  {
    name: 'KeRestoreFloatingPointState',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-kerestorefloatingpointstate',
    summary: 'Restores the floating-point state.',
    modes: ['kernel'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: '<= DISPATCH_LEVEL (see Remarks section)', source: 'page' },
    parameters: [{ name: 'FloatSave', type: 'PKFLOATING_SAVE', direction: 'in' }],
    returns: 'NTSTATUS',
    codes: [{ code: 'STATUS_SUCCESS', when: 'the state is restored', modelled: 'produced' }],
    seeAlso: ['KeSaveFloatingPointState'],
    since: '0.1.0',
  },
  ({ kernelMemory }: FloatingPointHost) =>
    (FloatSave) => {
      kernelMemory.readUint32(FloatSave);
      return STATUS_SUCCESS;
    },
);
