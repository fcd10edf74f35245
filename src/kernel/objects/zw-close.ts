import type { HANDLE, NTSTATUS } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import { STATUS_INVALID_HANDLE, STATUS_SUCCESS } from '../../status/common.ts';
import type { Threads } from '../threads/threads.ts';

/** Type of `ZwClose`. */
export interface ZwClose {
  /**
   * Closes a handle. IRQL = PASSIVE_LEVEL.
   * @param Handle handle that is open
   * @returns STATUS_SUCCESS, or STATUS_INVALID_HANDLE
   */
  (Handle: HANDLE | bigint): NTSTATUS;
}

/** Declaration of `ZwClose`. */
export const ZwClose = routine<ZwClose>()(
  {
    name: 'ZwClose',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    page: 'wdm/nf-wdm-zwclose',
    summary: 'Closes a handle.',
    modes: ['kernel'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'PASSIVE_LEVEL', source: 'page' },
    parameters: [{ name: 'Handle', type: 'HANDLE', direction: 'in' }],
    returns: 'NTSTATUS',
    codes: [
      { code: 'STATUS_SUCCESS', when: 'the handle is closed', modelled: 'produced' },
      { code: 'STATUS_INVALID_HANDLE', when: 'the handle is not open', modelled: 'produced' },
      {
        code: 'STATUS_HANDLE_NOT_CLOSABLE',
        when: 'the handle is protected',
        modelled: 'never',
        why: 'no routine protects a handle',
      },
    ],
    seeAlso: ['ObReferenceObjectByHandle', 'PsCreateSystemThread'],
    since: '0.1.0',
  },
  (threads: Threads) => (Handle) =>
    threads.objects.close(threads.handle(Handle), threads.host.process.id)
      ? STATUS_SUCCESS
      : STATUS_INVALID_HANDLE,
  { failures: { STATUS_INVALID_HANDLE: () => STATUS_INVALID_HANDLE } },
);
