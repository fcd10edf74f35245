import type { HANDLE, NTSTATUS, PointerTo, PVOID, ULONG } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import type { Callback } from '../../contract/kernel-types.ts';
import { STATUS_INSUFFICIENT_RESOURCES, STATUS_INVALID_HANDLE } from '../../status/common.ts';
import type { Threads } from './threads.ts';

/** Type of `PsCreateSystemThread`. */
export interface PsCreateSystemThread {
  /**
   * Starts a system thread. IRQL = PASSIVE_LEVEL.
   * @param ThreadHandle receives a handle of the thread; close it with ZwClose
   * @param DesiredAccess access that the handle gives: THREAD_ALL_ACCESS
   * @param ObjectAttributes NULL, or attributes of the handle; irqlab does not read them
   * @param ProcessHandle NULL for the System process; a handle, or NtCurrentProcess(), for a thread in the address space of that process
   * @param ClientId NULL, or the address of a CLIENT_ID that receives the two identifiers
   * @param StartRoutine code of the thread: a generator function, which may wait with yield* nt.wait…, a plain function, or an address
   * @param StartContext argument of the routine
   * @returns STATUS_SUCCESS
   */
  (
    ThreadHandle: PointerTo<HANDLE>,
    DesiredAccess: ULONG,
    ObjectAttributes: PVOID,
    ProcessHandle: HANDLE | bigint,
    ClientId: PVOID,
    StartRoutine: Callback,
    StartContext: PVOID,
  ): NTSTATUS;
}

/** Declaration of `PsCreateSystemThread`. */
export const PsCreateSystemThread = routine<PsCreateSystemThread>()(
  {
    name: 'PsCreateSystemThread',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    page: 'wdm/nf-wdm-pscreatesystemthread',
    summary: 'Starts a thread that runs in kernel mode.',
    modes: ['kernel'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'PASSIVE_LEVEL', source: 'page' },
    parameters: [
      { name: 'ThreadHandle', type: 'PHANDLE', direction: 'out' },
      { name: 'DesiredAccess', type: 'ULONG', direction: 'in' },
      { name: 'ObjectAttributes', type: 'POBJECT_ATTRIBUTES', direction: 'in', optional: true },
      { name: 'ProcessHandle', type: 'HANDLE', direction: 'in', optional: true },
      { name: 'ClientId', type: 'PCLIENT_ID', direction: 'out', optional: true },
      { name: 'StartRoutine', type: 'PKSTART_ROUTINE', direction: 'in' },
      { name: 'StartContext', type: 'PVOID', direction: 'in', optional: true },
    ],
    returns: 'NTSTATUS',
    mustCheck: true,
    codes: [
      { code: 'STATUS_SUCCESS', when: 'the thread is ready to run', modelled: 'produced' },
      {
        code: 'STATUS_INSUFFICIENT_RESOURCES',
        when: 'there is no memory for a thread',
        modelled: 'produced',
      },
      { code: 'STATUS_INVALID_HANDLE', when: 'ProcessHandle names no process', modelled: 'produced' },
    ],
    remarks: [
      'The thread ends when its routine returns or calls PsTerminateSystemThread; before that it lowers the level, leaves its regions and releases its mutexes.',
      'A plain function runs to its end in one go. What that cannot do stops with NotModelled: docs/decisions/0020-threads.md.',
    ],
    seeAlso: ['PsTerminateSystemThread', 'ObReferenceObjectByHandle', 'ZwClose', 'KeWaitForSingleObject'],
    since: '0.1.0',
  },
  (threads: Threads) =>
    (ThreadHandle, DesiredAccess, _ObjectAttributes, ProcessHandle, ClientId, StartRoutine, StartContext) => {
      const results = { handle: ThreadHandle, clientId: ClientId };
      const status = threads.create(StartRoutine, StartContext, ProcessHandle, DesiredAccess, results);
      threads.scheduler.preempt();
      return status;
    },
  {
    failures: {
      STATUS_INSUFFICIENT_RESOURCES: () => STATUS_INSUFFICIENT_RESOURCES,
      STATUS_INVALID_HANDLE: () => STATUS_INVALID_HANDLE,
    },
  },
);
