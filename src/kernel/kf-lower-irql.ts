import type { KIRQL } from '../contract/c-types.ts';
import { routine } from '../contract/contract.ts';
import { DISPATCH_LEVEL } from '../contract/irql.ts';
import { assertNoSpinLock, IrqlMoves } from './irql-moves.ts';
import type { IrqlServices } from './irql-services.ts';

/** Type of `KfLowerIrql`. */
export interface KfLowerIrql {
  /**
   * Lowers the IRQL of the current processor. What KeLowerIrql stands for on x86. Callable at any level.
   * @param NewIrql the level that the matching raise returned
   */
  (NewIrql: KIRQL): void;
}

/**
 * Declaration of `KfLowerIrql`. The header has it for x86 only; irqlab lets both architectures call it, as the
 * counterpart of KfRaiseIrql (docs/decisions/0007-irql.md).
 */
export const KfLowerIrql = routine<KfLowerIrql>()(
  {
    name: 'KfLowerIrql',
    header: 'wdm.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Lowers the IRQL of the current processor to the level before the matching raise.',
    modes: ['kernel'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'ours' },
    parameters: [{ name: 'NewIrql', type: 'KIRQL', direction: 'in' }],
    returns: 'void',
    remarks: ['Drivers call KeLowerIrql; on x86 that is a macro for this routine.'],
    seeAlso: ['KeLowerIrql', 'KfRaiseIrql'],
    since: '0.1.0',
  },
  (irql: IrqlServices) => {
    const moves = new IrqlMoves(irql);
    return (NewIrql) => {
      if (NewIrql < DISPATCH_LEVEL) assertNoSpinLock(irql, NewIrql, 'KfLowerIrql');
      moves.lower(NewIrql, 'KfLowerIrql');
    };
  },
);
