import type { PVOID, ULONG } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import { argumentSlots } from '../../contract/variadic.ts';
import { type DebugPrintHost, debugPrint } from './debug-print.ts';

/** Type of `vDbgPrintEx`. */
export interface vDbgPrintEx {
  /**
   * Prints text for a debugger, from a list of arguments. IRQL <= DIRQL; with directives for wide characters = PASSIVE_LEVEL.
   * @param ComponentId DPFLTR_IHVDRIVER_ID or another DPFLTR_ value
   * @param Level importance: DPFLTR_ERROR_LEVEL and so on
   * @param Format format as of printf: its address, or a string of TypeScript
   * @param arglist address of the first argument, as va_start gives it
   * @returns STATUS_SUCCESS
   */
  (ComponentId: ULONG, Level: ULONG, Format: PVOID | string, arglist: PVOID): ULONG;
}

/** Declaration of `vDbgPrintEx`. */
export const vDbgPrintEx = routine<vDbgPrintEx>()(
  {
    name: 'vDbgPrintEx',
    header: 'wdm.h',
    includeHeader: 'Dpfilter.h, Wdm.h, Ntddk.h, Ndis.h',
    library: 'NtDll.lib (user mode); NtosKrnl.lib (kernel mode)',
    dll: 'NtDll.dll (user mode); NtosKrnl.exe (kernel mode)',
    minClient: 'Windows XP',
    page: 'wdm/nf-wdm-vdbgprintex',
    summary: 'Prints text for a debugger, from a list of arguments.',
    modes: ['kernel'],
    maxIrql: { level: 'DIRQL', text: '<= DIRQL (see Comments section)', source: 'page' },
    parameters: [
      { name: 'ComponentId', type: 'ULONG', direction: 'in' },
      { name: 'Level', type: 'ULONG', direction: 'in' },
      { name: 'Format', type: 'PCCH', direction: 'in' },
      { name: 'arglist', type: 'va_list', direction: 'in' },
    ],
    returns: 'ULONG',
    codes: [{ code: 'STATUS_SUCCESS', when: 'always', modelled: 'produced' }],
    remarks: [
      "The text is an event: nt.events has { kind: 'debug-print', component, level, text }. Nothing is filtered.",
    ],
    seeAlso: ['DbgPrint', 'DbgPrintEx', 'vDbgPrintEx'],
    since: '0.1.0',
  },
  (host: DebugPrintHost) => (ComponentId, Level, Format, arglist) =>
    debugPrint(host, {
      component: ComponentId,
      level: Level,
      format: Format,
      args: [argumentSlots(arglist)],
      routine: 'vDbgPrintEx',
    }),
);

/** Type of `vDbgPrintExWithPrefix`. */
export interface vDbgPrintExWithPrefix {
  /**
   * Prints a prefix and text for a debugger, from a list of arguments. IRQL <= DIRQL; with directives for wide characters = PASSIVE_LEVEL.
   * @param Prefix text that comes first
   * @param ComponentId DPFLTR_IHVDRIVER_ID or another DPFLTR_ value
   * @param Level importance: DPFLTR_ERROR_LEVEL and so on
   * @param Format format as of printf: its address, or a string of TypeScript
   * @param arglist address of the first argument, as va_start gives it
   * @returns STATUS_SUCCESS
   */
  (Prefix: PVOID | string, ComponentId: ULONG, Level: ULONG, Format: PVOID | string, arglist: PVOID): ULONG;
}

/** Declaration of `vDbgPrintExWithPrefix`. */
export const vDbgPrintExWithPrefix = routine<vDbgPrintExWithPrefix>()(
  {
    name: 'vDbgPrintExWithPrefix',
    header: 'wdm.h',
    includeHeader: 'Dpfilter.h, Wdm.h, Ntddk.h, Ndis.h',
    library: 'NtDll.lib (user mode); NtosKrnl.lib (kernel mode)',
    dll: 'NtDll.dll (user mode); NtosKrnl.exe (kernel mode)',
    minClient: 'Windows XP',
    page: 'wdm/nf-wdm-vdbgprintexwithprefix',
    summary: 'Prints a prefix and text for a debugger, from a list of arguments.',
    modes: ['kernel'],
    maxIrql: { level: 'DIRQL', text: '<= DIRQL (see Comments section)', source: 'page' },
    parameters: [
      { name: 'Prefix', type: 'PCCH', direction: 'in' },
      { name: 'ComponentId', type: 'ULONG', direction: 'in' },
      { name: 'Level', type: 'ULONG', direction: 'in' },
      { name: 'Format', type: 'PCCH', direction: 'in' },
      { name: 'arglist', type: 'va_list', direction: 'in' },
    ],
    returns: 'ULONG',
    codes: [{ code: 'STATUS_SUCCESS', when: 'always', modelled: 'produced' }],
    remarks: [
      "The text is an event: nt.events has { kind: 'debug-print', component, level, text }. Nothing is filtered.",
    ],
    seeAlso: ['DbgPrint', 'DbgPrintEx', 'vDbgPrintEx'],
    since: '0.1.0',
  },
  (host: DebugPrintHost) => (Prefix, ComponentId, Level, Format, arglist) =>
    debugPrint(host, {
      prefix: Prefix,
      component: ComponentId,
      level: Level,
      format: Format,
      args: [argumentSlots(arglist)],
      routine: 'vDbgPrintExWithPrefix',
    }),
);
