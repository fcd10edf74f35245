import { routine } from '../../contract/contract.ts';
import type { KPROCESSOR_MODE } from '../../contract/kernel-types.ts';
import type { Threads } from './threads.ts';

/** Type of `ExGetPreviousMode`. */
export interface ExGetPreviousMode {
  /**
   * Gives the mode that the current system call came from. IRQL <= DISPATCH_LEVEL.
   * @returns UserMode inside a system call, else KernelMode
   */
  (): KPROCESSOR_MODE;
}

/** Declaration of `ExGetPreviousMode`. */
export const ExGetPreviousMode = routine<ExGetPreviousMode>()(
  {
    name: 'ExGetPreviousMode',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-exgetpreviousmode',
    summary: 'Says whether the current call came from user mode.',
    modes: ['kernel'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: '<= DISPATCH_LEVEL', source: 'page' },
    parameters: [],
    returns: 'KPROCESSOR_MODE',
    remarks: ["Inside nt.runAs('system-call', \u2026) it is UserMode."],
    seeAlso: ['ProbeForRead'],
    since: '0.1.0',
  },
  ({ contexts, host }: Threads) =>
    () =>
      contexts.of(host.thread) === 'system-call' ? 1 : 0,
);
