import type { PVOID } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import { detach } from './process-attachments.ts';
import type { Threads } from './threads.ts';

/** Type of `KeUnstackDetachProcess`. */
export interface KeUnstackDetachProcess {
  /**
   * Takes the last KeStackAttachProcess of the current thread back. IRQL < DISPATCH_LEVEL.
   * @param ApcState the KAPC_STATE that KeStackAttachProcess was given
   */
  (ApcState: PVOID): void;
}

/** Declaration of `KeUnstackDetachProcess`. */
export const KeUnstackDetachProcess = routine<KeUnstackDetachProcess>()(
  {
    name: 'KeUnstackDetachProcess',
    header: 'ntifs.h',
    includeHeader: 'Ntifs.h, Fltkernel.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'ntifs/nf-ntifs-keunstackdetachprocess',
    summary: 'Detaches the current thread from the address space of a process.',
    modes: ['kernel'],
    maxIrql: { level: 'APC_LEVEL', text: '< DISPATCH_LEVEL', source: 'page' },
    parameters: [{ name: 'ApcState', type: 'PRKAPC_STATE', direction: 'in' }],
    returns: 'void',
    seeAlso: ['KeStackAttachProcess'],
    since: '0.1.0',
  },
  (threads: Threads) => (ApcState) => detach(threads, ApcState),
);
