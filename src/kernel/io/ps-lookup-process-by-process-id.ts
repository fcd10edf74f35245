import type { HANDLE, NTSTATUS, PointerTo, PVOID } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import { STATUS_INVALID_PARAMETER, STATUS_SUCCESS } from '../../status/common.ts';
import type { Io } from './io.ts';

/** Type of `PsLookupProcessByProcessId`. */
export interface PsLookupProcessByProcessId {
  /**
   * Finds a process by its identifier. The caller has a reference then, and gives it back with ObDereferenceObject. IRQL <= APC_LEVEL.
   * @param ProcessId identifier
   * @param Process receives the address of its EPROCESS
   * @returns STATUS_SUCCESS, or an error
   */
  (ProcessId: HANDLE | bigint, Process: PointerTo<PVOID>): NTSTATUS;
}

/** Declaration of `PsLookupProcessByProcessId`. */
export const PsLookupProcessByProcessId = routine<PsLookupProcessByProcessId>()(
  {
    name: 'PsLookupProcessByProcessId',
    header: 'ntifs.h',
    includeHeader: 'Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    page: 'ntifs/nf-ntifs-pslookupprocessbyprocessid',
    summary: 'Finds a process by its identifier.',
    modes: ['kernel'],
    maxIrql: { level: 'APC_LEVEL', text: '<= APC_LEVEL', source: 'page' },
    parameters: [
      { name: 'ProcessId', type: 'HANDLE', direction: 'in' },
      { name: 'Process', type: 'PEPROCESS *', direction: 'out' },
    ],
    returns: 'NTSTATUS',
    mustCheck: true,
    codes: [
      { code: 'STATUS_SUCCESS', when: 'the call succeeded', modelled: 'produced' },
      { code: 'STATUS_INVALID_PARAMETER', when: 'no process has the identifier', modelled: 'produced' },
      {
        code: 'STATUS_INVALID_CID',
        when: 'the identifier is that of something else',
        modelled: 'never',
        why: 'STATUS_INVALID_PARAMETER is given (decision 0070)',
      },
    ],
    seeAlso: ['PsGetProcessId', 'ObDereferenceObject'],
    since: '0.1.0',
  },
  (io: Io) => (ProcessId, Process) => {
    const found = io.host.processes.find(({ id, exit }) => id === Number(ProcessId) && exit === null);
    if (found === undefined) return STATUS_INVALID_PARAMETER;
    const object = io.parts.threads.processObjectOf(found);
    io.parts.threads.objects.count(object, 1);
    io.store(Process, object);
    return STATUS_SUCCESS;
  },
  { failures: { STATUS_INVALID_PARAMETER: () => STATUS_INVALID_PARAMETER } },
);

/** Type of `PsGetProcessId`. */
export interface PsGetProcessId {
  /**
   * Gives the identifier of a process. IRQL any level.
   * @param Process address of its EPROCESS
   * @returns identifier, or 0 for an address of none
   */
  (Process: PVOID): HANDLE;
}

/** Declaration of `PsGetProcessId`. */
export const PsGetProcessId = routine<PsGetProcessId>()(
  {
    name: 'PsGetProcessId',
    header: 'ntddk.h',
    includeHeader: 'Ntddk.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows XP',
    page: 'ntddk/nf-ntddk-psgetprocessid',
    summary: 'Gives the identifier of a process.',
    modes: ['kernel'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'page' },
    parameters: [{ name: 'Process', type: 'PEPROCESS', direction: 'in' }],
    returns: 'HANDLE',
    seeAlso: ['PsGetCurrentProcessId', 'PsLookupProcessByProcessId'],
    since: '0.1.0',
  },
  (io: Io) => (Process) =>
    io.host.processes.find(({ object }) => object === Process && object !== 0)?.id ?? 0,
);
