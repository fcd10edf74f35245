import type { KIRQL } from '../contract/c-types.ts';
import { routine } from '../contract/contract.ts';
import { DISPATCH_LEVEL } from '../contract/irql.ts';
import { IrqlMoves } from './irql-moves.ts';
import type { IrqlServices } from './irql-services.ts';

/** Type of `KeRaiseIrqlToDpcLevel`. */
export interface KeRaiseIrqlToDpcLevel {
  /**
   * Raises the IRQL of the current processor to DISPATCH_LEVEL. IRQL <= DISPATCH_LEVEL.
   * @returns the level before, for the matching KeLowerIrql
   */
  (): KIRQL;
}

/** Declaration of `KeRaiseIrqlToDpcLevel`. */
export const KeRaiseIrqlToDpcLevel = routine<KeRaiseIrqlToDpcLevel>()(
  {
    name: 'KeRaiseIrqlToDpcLevel',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h',
    library: 'Hal.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-keraiseirqltodpclevel',
    summary: 'Raises the IRQL of the current processor to DISPATCH_LEVEL and returns the level before.',
    modes: ['kernel'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: '<= DISPATCH_LEVEL (see Remarks section)', source: 'page' },
    parameters: [],
    returns: 'KIRQL',
    returnText: 'The level before the raise.',
    remarks: [
      'Above DISPATCH_LEVEL it is a bug check; with Driver Verifier the one of a raise below the current level.',
    ],
    seeAlso: ['KeLowerIrql', 'KeRaiseIrql', 'KeRaiseIrqlToSynchLevel'],
    since: '0.1.0',
  },
  (irql: IrqlServices) => {
    const moves = new IrqlMoves(irql);
    return () => moves.raise(DISPATCH_LEVEL, 'KeRaiseIrqlToDpcLevel');
  },
);
