import type { PVOID, ULONG } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import type { VariadicArgument } from '../../contract/variadic.ts';
import { type DebugPrintHost, debugPrint } from './debug-print.ts';

/** Type of `DbgPrint`. */
export interface DbgPrint {
  /**
   * Prints text for a debugger. IRQL <= DIRQL; with directives for wide characters = PASSIVE_LEVEL.
   * @param Format format as of printf: its address, or a string of TypeScript
   * @param args what the format prints: numbers and bigints, or argumentSlots(…) for all of them
   * @returns STATUS_SUCCESS
   */
  (Format: PVOID | string, ...args: VariadicArgument[]): ULONG;
}

/** Declaration of `DbgPrint`. */
export const DbgPrint = routine<DbgPrint>()(
  {
    name: 'DbgPrint',
    header: 'wdm.h',
    includeHeader: 'Wdm.h',
    library: 'NtDll.lib (user mode); NtosKrnl.lib (kernel mode)',
    dll: 'NtDll.dll (user mode); NtosKrnl.exe (kernel mode)',
    page: 'wdm/nf-wdm-dbgprint',
    summary: 'Prints text for a debugger.',
    modes: ['kernel'],
    maxIrql: { level: 'DIRQL', text: 'IRQL <= DIRQL (see Comments section)', source: 'page' },
    parameters: [{ name: 'Format', type: 'PCSTR', direction: 'in' }],
    returns: 'ULONG',
    codes: [{ code: 'STATUS_SUCCESS', when: 'always', modelled: 'produced' }],
    variadic: true,
    remarks: [
      "The text is an event: nt.events has { kind: 'debug-print', component, level, text }. Nothing is filtered.",
      'From TypeScript the format may be a string, and the arguments are numbers and bigints: %s takes an address.',
    ],
    seeAlso: ['DbgPrint', 'DbgPrintEx', 'vDbgPrintEx'],
    since: '0.1.0',
  },
  (host: DebugPrintHost) =>
    (Format, ...args) =>
      debugPrint(host, { format: Format, args, routine: 'DbgPrint' }),
);

/** Type of `DbgPrintEx`. */
export interface DbgPrintEx {
  /**
   * Prints text for a debugger, with a component and a level. IRQL <= DIRQL; with directives for wide characters = PASSIVE_LEVEL.
   * @param ComponentId DPFLTR_IHVDRIVER_ID or another DPFLTR_ value
   * @param Level importance: DPFLTR_ERROR_LEVEL and so on
   * @param Format format as of printf: its address, or a string of TypeScript
   * @param args what the format prints: numbers and bigints, or argumentSlots(…) for all of them
   * @returns STATUS_SUCCESS
   */
  (ComponentId: ULONG, Level: ULONG, Format: PVOID | string, ...args: VariadicArgument[]): ULONG;
}

/** Declaration of `DbgPrintEx`. */
export const DbgPrintEx = routine<DbgPrintEx>()(
  {
    name: 'DbgPrintEx',
    header: 'wdm.h',
    includeHeader: 'Wdm.h',
    library: 'NtDll.lib (user mode); NtosKrnl.lib (kernel mode)',
    dll: 'NtDll.dll (user mode); NtosKrnl.exe (kernel mode)',
    minClient: 'Windows XP',
    page: 'wdm/nf-wdm-dbgprintex',
    summary: 'Prints text for a debugger, with a component and a level.',
    modes: ['kernel'],
    maxIrql: { level: 'DIRQL', text: '<= DIRQL (see Comments section)', source: 'page' },
    parameters: [
      { name: 'ComponentId', type: 'ULONG', direction: 'in' },
      { name: 'Level', type: 'ULONG', direction: 'in' },
      { name: 'Format', type: 'PCSTR', direction: 'in' },
    ],
    returns: 'ULONG',
    codes: [{ code: 'STATUS_SUCCESS', when: 'always', modelled: 'produced' }],
    variadic: true,
    remarks: [
      "The text is an event: nt.events has { kind: 'debug-print', component, level, text }. Nothing is filtered.",
      'From TypeScript the format may be a string, and the arguments are numbers and bigints: %s takes an address.',
    ],
    seeAlso: ['DbgPrint', 'DbgPrintEx', 'vDbgPrintEx'],
    since: '0.1.0',
  },
  (host: DebugPrintHost) =>
    (ComponentId, Level, Format, ...args) =>
      debugPrint(host, { component: ComponentId, level: Level, format: Format, args, routine: 'DbgPrintEx' }),
);
