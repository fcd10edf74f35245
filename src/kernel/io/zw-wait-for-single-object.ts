import { blockingRoutine } from '../../contract/blocking.ts';
import type { BOOLEAN, HANDLE, NTSTATUS } from '../../contract/c-types.ts';
import type { LargeIntegerIn } from '../../contract/kernel-types.ts';
import { STATUS_INVALID_HANDLE, STATUS_OBJECT_TYPE_MISMATCH } from '../../status/common.ts';
import { readTimeout } from '../dispatcher/timeout.ts';
import { isWaitable, waitForObjects } from './handle-waits.ts';
import type { Io } from './io.ts';

/** Type of `ZwWaitForSingleObject`. */
export interface ZwWaitForSingleObject {
  /**
   * Waits until the object of a handle is signalled. IRQL = PASSIVE_LEVEL.
   * @param Handle handle of an event, a thread or another object that can be waited for
   * @param Alertable 1 (TRUE) when an alert ends the wait
   * @param Timeout NULL to wait without end, else 100 ns units: below 0 from now on, 0 to try only, above 0 a date
   * @returns STATUS_SUCCESS, STATUS_TIMEOUT, STATUS_ALERTED, or an error
   */
  (Handle: HANDLE | bigint, Alertable: BOOLEAN, Timeout: LargeIntegerIn): NTSTATUS;
}

/** Declaration of `ZwWaitForSingleObject`. */
export const ZwWaitForSingleObject = blockingRoutine<ZwWaitForSingleObject>()(
  {
    name: 'ZwWaitForSingleObject',
    header: 'ntifs.h',
    includeHeader: 'Ntifs.h, FltKernel.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows XP',
    page: 'ntifs/nf-ntifs-zwwaitforsingleobject',
    summary: 'Waits until the object of a handle is signalled.',
    modes: ['kernel'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'PASSIVE_LEVEL', source: 'page' },
    parameters: [
      { name: 'Handle', type: 'HANDLE', direction: 'in' },
      { name: 'Alertable', type: 'BOOLEAN', direction: 'in' },
      { name: 'Timeout', type: 'PLARGE_INTEGER', direction: 'in', optional: true },
    ],
    returns: 'NTSTATUS',
    codes: [
      { code: 'STATUS_SUCCESS', when: 'the object was signalled', modelled: 'produced' },
      { code: 'STATUS_TIMEOUT', when: 'the time was up before', modelled: 'produced' },
      { code: 'STATUS_ALERTED', when: 'Alertable, and the thread was alerted', modelled: 'produced' },
      {
        code: 'STATUS_USER_APC',
        when: 'a user APC came to the thread',
        modelled: 'never',
        why: 'the wait of a driver is one of KernelMode',
      },
      {
        code: 'STATUS_ACCESS_DENIED',
        when: 'the handle does not allow it',
        modelled: 'never',
        why: 'the access of a handle does not count for a driver',
      },
      { code: 'STATUS_INVALID_HANDLE', when: 'the handle is not open', modelled: 'produced' },
    ],
    blocks: true,
    seeAlso: ['ZwCreateEvent', 'KeWaitForSingleObject'],
    since: '0.1.0',
  },
  (io: Io) =>
    function* (Handle, Alertable, Timeout) {
      const { threads } = io.parts;
      const timeout = readTimeout(io.host.kernelMemory, Timeout);
      const open = threads.objects.lookUp(threads.handle(Handle), io.host.process.id);
      if (open === undefined) return STATUS_INVALID_HANDLE;
      if (!isWaitable(io, open.object)) return STATUS_OBJECT_TYPE_MISMATCH;
      return yield* waitForObjects(io, {
        routine: 'ZwWaitForSingleObject',
        objects: [open.object],
        all: false,
        timeout,
        alertable: Alertable !== 0,
        userMode: false,
      });
    },
  { failures: { STATUS_INVALID_HANDLE: () => STATUS_INVALID_HANDLE } },
);
