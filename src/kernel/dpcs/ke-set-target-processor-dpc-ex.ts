import type { NTSTATUS, PVOID } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import { STATUS_INVALID_PARAMETER, STATUS_SUCCESS } from '../../status/common.ts';
import type { Dpcs } from './dpcs.ts';

/** Type of `KeSetTargetProcessorDpcEx`. */
export interface KeSetTargetProcessorDpcEx {
  /**
   * Sets the processor that a DPC runs on, by group and number. Callable at any level.
   * @param Dpc KDPC that was initialised
   * @param ProcNumber address of a PROCESSOR_NUMBER
   * @returns STATUS_SUCCESS, or STATUS_INVALID_PARAMETER when there is no such processor
   */
  (Dpc: PVOID, ProcNumber: PVOID): NTSTATUS;
}

/** Declaration of `KeSetTargetProcessorDpcEx`. */
export const KeSetTargetProcessorDpcEx = routine<KeSetTargetProcessorDpcEx>()(
  {
    name: 'KeSetTargetProcessorDpcEx',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 7',
    page: 'wdm/nf-wdm-kesettargetprocessordpcex',
    summary: 'Sets the processor that a DPC runs on, by group and number.',
    modes: ['kernel'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'page' },
    parameters: [
      { name: 'Dpc', type: 'PKDPC', direction: 'inout' },
      { name: 'ProcNumber', type: 'PPROCESSOR_NUMBER', direction: 'in' },
    ],
    returns: 'NTSTATUS',
    mustCheck: true,
    codes: [
      { code: 'STATUS_SUCCESS', when: 'the processor exists', modelled: 'produced' },
      { code: 'STATUS_INVALID_PARAMETER', when: 'there is no such processor', modelled: 'produced' },
    ],
    seeAlso: ['KeInitializeDpc', 'KeSetTargetProcessorDpc', 'KeGetProcessorNumberFromIndex'],
    since: '0.1.0',
  },
  (dpcs: Dpcs) => (Dpc, ProcNumber) => {
    const index = dpcs.processors.read(ProcNumber);
    if (index >= dpcs.processors.count()) return STATUS_INVALID_PARAMETER;
    dpcs.setTarget(Dpc, index, 'KeSetTargetProcessorDpcEx');
    return STATUS_SUCCESS;
  },
  { failures: { STATUS_INVALID_PARAMETER: () => STATUS_INVALID_PARAMETER } },
);
