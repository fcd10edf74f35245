import type { KIRQL } from '../contract/c-types.ts';
import { routine } from '../contract/contract.ts';
import { DISPATCH_LEVEL } from '../contract/irql.ts';
import { assertNoSpinLock, IrqlMoves } from './irql-moves.ts';
import type { IrqlServices } from './irql-services.ts';

/** Type of `KeLowerIrql`. */
export interface KeLowerIrql {
  /**
   * Lowers the IRQL of the current processor to the level that the matching raise returned. Callable at any level.
   * @param NewIrql the level that KeRaiseIrql stored or KeRaiseIrqlToDpcLevel returned, nothing else
   */
  (NewIrql: KIRQL): void;
}

/** Declaration of `KeLowerIrql`. */
export const KeLowerIrql = routine<KeLowerIrql>()(
  {
    name: 'KeLowerIrql',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'Hal.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-kelowerirql',
    summary: 'Lowers the IRQL of the current processor to the level before the matching raise.',
    modes: ['kernel'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'page' },
    parameters: [{ name: 'NewIrql', type: 'KIRQL', direction: 'in' }],
    returns: 'void',
    remarks: [
      'Any level but the one that the matching raise saved is a fatal error. With Driver Verifier irqlab stops; without it a lower level is set and nothing notices.',
    ],
    seeAlso: ['KeGetCurrentIrql', 'KeRaiseIrql', 'KeRaiseIrqlToDpcLevel'],
    since: '0.1.0',
  },
  (irql: IrqlServices) => {
    const moves = new IrqlMoves(irql);
    return (NewIrql) => {
      if (NewIrql < DISPATCH_LEVEL) assertNoSpinLock(irql, NewIrql, 'KeLowerIrql');
      moves.lower(NewIrql, 'KeLowerIrql');
    };
  },
);
