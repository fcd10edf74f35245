import type { BOOLEAN, NTSTATUS } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import type { Callback } from '../../contract/kernel-types.ts';
import { STATUS_ACCESS_DENIED, STATUS_INVALID_PARAMETER } from '../../status/common.ts';
import type { Io } from './io.ts';
import { setForProcesses } from './set-for-processes.ts';

/** Type of `PsSetCreateProcessNotifyRoutineEx`. */
export interface PsSetCreateProcessNotifyRoutineEx {
  /**
   * Asks for a call when a process begins, which can refuse it, and when it ends, or no longer asks for it. IRQL = PASSIVE_LEVEL.
   * @param NotifyRoutine routine: EPROCESS, identifier, and a PS_CREATE_NOTIFY_INFO, or NULL when the process ends
   * @param Remove TRUE when the routine is no longer to be called
   * @returns STATUS_SUCCESS, or an error
   */
  (NotifyRoutine: Callback, Remove: BOOLEAN): NTSTATUS;
}

/** Who hears of which process: docs/decisions/0093-notifications.md. */
export const PsSetCreateProcessNotifyRoutineEx = routine<PsSetCreateProcessNotifyRoutineEx>()(
  {
    name: 'PsSetCreateProcessNotifyRoutineEx',
    header: 'ntddk.h',
    includeHeader: 'Ntddk.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows Vista SP1; Windows Server 2008',
    page: 'ntddk/nf-ntddk-pssetcreateprocessnotifyroutineex',
    summary: 'Asks for a call when a process begins, which can refuse it, and when it ends.',
    modes: ['kernel'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'PASSIVE_LEVEL', source: 'page' },
    parameters: [
      { name: 'NotifyRoutine', type: 'PCREATE_PROCESS_NOTIFY_ROUTINE_EX', direction: 'in' },
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
      {
        code: 'STATUS_ACCESS_DENIED',
        when: 'the image of the driver does not ask for a check of its signature',
        modelled: 'injectable',
        why: 'every driver counts as linked with /INTEGRITYCHECK (decision 0093)',
      },
    ],
    remarks: [
      'A routine that stores an error in CreationStatus of the PS_CREATE_NOTIFY_INFO keeps the process from starting. CreateInfo is NULL when a process ends.',
    ],
    seeAlso: [
      'PsSetCreateProcessNotifyRoutine',
      'PsSetCreateThreadNotifyRoutine',
      'PsSetLoadImageNotifyRoutine',
    ],
    since: '0.1.0',
  },
  (io: Io) => (NotifyRoutine, Remove) => {
    const name = 'PsSetCreateProcessNotifyRoutineEx';
    return setForProcesses(io, { kind: 'process-ex', routine: NotifyRoutine, remove: Remove !== 0, name });
  },
  {
    failures: {
      STATUS_INVALID_PARAMETER: () => STATUS_INVALID_PARAMETER,
      STATUS_ACCESS_DENIED: () => STATUS_ACCESS_DENIED,
    },
  },
);
