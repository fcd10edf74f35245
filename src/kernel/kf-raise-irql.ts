import type { KIRQL } from '../contract/c-types.ts';
import { routine } from '../contract/contract.ts';
import { IrqlMoves } from './irql-moves.ts';
import type { IrqlServices } from './irql-services.ts';

/** Type of `KfRaiseIrql`. */
export interface KfRaiseIrql {
  /**
   * Raises the IRQL of the current processor. The routine behind the macro KeRaiseIrql. Callable at any level.
   * @param NewIrql level wanted, at or above the current one
   * @returns the level before
   */
  (NewIrql: KIRQL): KIRQL;
}

/** Declaration of `KfRaiseIrql`. No page; the limit is that of KeRaiseIrql, which is a macro around it. */
export const KfRaiseIrql = routine<KfRaiseIrql>()(
  {
    name: 'KfRaiseIrql',
    header: 'wdm.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Raises the IRQL of the current processor and returns the level before.',
    modes: ['kernel'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'ours' },
    parameters: [{ name: 'NewIrql', type: 'KIRQL', direction: 'in' }],
    returns: 'KIRQL',
    returnText: 'The level before the raise, for the matching KeLowerIrql.',
    remarks: ['Drivers call KeRaiseIrql, a macro that stores the result of this routine.'],
    seeAlso: ['KeRaiseIrql', 'KeLowerIrql'],
    since: '0.1.0',
  },
  (irql: IrqlServices) => {
    const moves = new IrqlMoves(irql);
    return (NewIrql) => moves.raise(NewIrql, 'KfRaiseIrql');
  },
);
