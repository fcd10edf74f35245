import type { KIRQL } from '../contract/c-types.ts';
import { routine } from '../contract/contract.ts';
import type { IrqlServices } from './irql-services.ts';

/** Type of `KeGetCurrentIrql`. */
export interface KeGetCurrentIrql {
  /**
   * Returns the IRQL of the current processor. Callable at any level.
   * @returns 0 (PASSIVE_LEVEL) to 15 (x64) or 31 (x86)
   */
  (): KIRQL;
}

/** Declaration of `KeGetCurrentIrql`. */
export const KeGetCurrentIrql = routine<KeGetCurrentIrql>()(
  {
    name: 'KeGetCurrentIrql',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-kegetcurrentirql',
    summary: 'Returns the IRQL of the current processor.',
    modes: ['kernel'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'page' },
    parameters: [],
    returns: 'KIRQL',
    returnText: 'The current level.',
    seeAlso: ['KeLowerIrql', 'KeRaiseIrql', 'KeRaiseIrqlToDpcLevel'],
    since: '0.1.0',
  },
  (irql: IrqlServices) => () => irql.irql(),
);
