import type { KIRQL } from '../contract/c-types.ts';
import { routine } from '../contract/contract.ts';
import { levelNumber } from '../contract/irql.ts';
import { IrqlMoves } from './irql-moves.ts';
import type { IrqlServices } from './irql-services.ts';

/** Type of `KeRaiseIrqlToSynchLevel`. */
export interface KeRaiseIrqlToSynchLevel {
  /**
   * Raises the IRQL of the current processor to SYNCH_LEVEL: 12 on x64, 27 on x86. IRQL <= SYNCH_LEVEL.
   * @returns the level before, for the matching KeLowerIrql
   */
  (): KIRQL;
}

/** Declaration of `KeRaiseIrqlToSynchLevel`. No page: the limit follows from D-010, a raise never goes down. */
export const KeRaiseIrqlToSynchLevel = routine<KeRaiseIrqlToSynchLevel>()(
  {
    name: 'KeRaiseIrqlToSynchLevel',
    header: 'ntddk.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Raises the IRQL of the current processor to SYNCH_LEVEL and returns the level before.',
    modes: ['kernel'],
    maxIrql: { level: 'SYNCH_LEVEL', text: '<= SYNCH_LEVEL', source: 'ours' },
    parameters: [],
    returns: 'KIRQL',
    returnText: 'The level before the raise.',
    remarks: ['Above SYNCH_LEVEL it is the bug check of a raise below the current level.'],
    seeAlso: ['KeLowerIrql', 'KeRaiseIrql', 'KeRaiseIrqlToDpcLevel'],
    since: '0.1.0',
  },
  (irql: IrqlServices) => {
    const moves = new IrqlMoves(irql);
    const synchLevel = levelNumber(irql.architecture, 'SYNCH_LEVEL');
    return () => moves.raise(synchLevel, 'KeRaiseIrqlToSynchLevel');
  },
);
