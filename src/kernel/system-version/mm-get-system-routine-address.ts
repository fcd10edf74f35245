import type { Architecture, PVOID } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import type { Memory } from '../../memory/memory.ts';
import { readUnicodeString } from '../unicode-string.ts';

/** What the routine needs of the machine. */
export interface SystemRoutines {
  readonly architecture: Architecture;
  readonly kernelMemory: Memory;
  /** Address of an exported routine of the kernel; 0 for a name of none. */
  readonly routineAddress: (name: string) => number;
}

/** Type of `MmGetSystemRoutineAddress`. */
export interface MmGetSystemRoutineAddress {
  /**
   * Finds a routine that the kernel exports by its name. IRQL = PASSIVE_LEVEL.
   * @param SystemRoutineName address of a UNICODE_STRING
   * @returns address of the routine, or NULL for one that irqlab does not model
   */
  (SystemRoutineName: PVOID): PVOID;
}

/** A routine that is not modelled is not there, as on a Windows that is too old (*ours*, docs/decisions/0072-objects-strings-registry.md). Macros and inline routines have no address. */
export const MmGetSystemRoutineAddress = routine<MmGetSystemRoutineAddress>()(
  {
    name: 'MmGetSystemRoutineAddress',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-mmgetsystemroutineaddress',
    summary: 'Finds a routine of the kernel by its name.',
    modes: ['kernel'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'PASSIVE_LEVEL', source: 'page' },
    parameters: [{ name: 'SystemRoutineName', type: 'PUNICODE_STRING', direction: 'in' }],
    returns: 'PVOID',
    seeAlso: ['RtlInitUnicodeString', 'RtlGetVersion'],
    since: '0.1.0',
  },
  ({ kernelMemory, architecture, routineAddress }: SystemRoutines) =>
    (SystemRoutineName) =>
      routineAddress(readUnicodeString(kernelMemory, architecture, SystemRoutineName)),
);
