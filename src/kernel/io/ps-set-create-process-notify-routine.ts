import type { BOOLEAN, NTSTATUS } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import type { Callback } from '../../contract/kernel-types.ts';
import { STATUS_INVALID_PARAMETER } from '../../status/common.ts';
import type { Io } from './io.ts';
import { setForProcesses } from './set-for-processes.ts';

/** Type of `PsSetCreateProcessNotifyRoutine`. */
export interface PsSetCreateProcessNotifyRoutine {
  /**
   * Asks for a call when a process begins and ends, or no longer asks for it. IRQL = PASSIVE_LEVEL.
   * @param NotifyRoutine routine: identifier of the parent, of the process, and TRUE when it begins
   * @param Remove TRUE when the routine is no longer to be called
   * @returns STATUS_SUCCESS, or an error
   */
  (NotifyRoutine: Callback, Remove: BOOLEAN): NTSTATUS;
}

/** Who hears of which process: docs/decisions/0093-notifications.md. */
export const PsSetCreateProcessNotifyRoutine = routine<PsSetCreateProcessNotifyRoutine>()(
  {
    name: 'PsSetCreateProcessNotifyRoutine',
    header: 'ntddk.h',
    includeHeader: 'Ntddk.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'ntddk/nf-ntddk-pssetcreateprocessnotifyroutine',
    summary: 'Asks for a call when a process begins and ends.',
    modes: ['kernel'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'PASSIVE_LEVEL', source: 'page' },
    parameters: [
      { name: 'NotifyRoutine', type: 'PCREATE_PROCESS_NOTIFY_ROUTINE', direction: 'in' },
      { name: 'Remove', type: 'BOOLEAN', direction: 'in' },
    ],
    returns: 'NTSTATUS',
    codes: [
      { code: 'STATUS_SUCCESS', when: 'the call succeeded', modelled: 'produced' },
      {
        code: 'STATUS_INVALID_PARAMETER',
        when: 'the routine is asked for twice, or was not asked for, or there are 64 already',
        modelled: 'produced',
      },
    ],
    seeAlso: ['PsSetCreateProcessNotifyRoutineEx', 'PsGetProcessId', 'PsLookupProcessByProcessId'],
    since: '0.1.0',
  },
  (io: Io) => (NotifyRoutine, Remove) => {
    const name = 'PsSetCreateProcessNotifyRoutine';
    return setForProcesses(io, { kind: 'process', routine: NotifyRoutine, remove: Remove !== 0, name });
  },
  { failures: { STATUS_INVALID_PARAMETER: () => STATUS_INVALID_PARAMETER } },
);
