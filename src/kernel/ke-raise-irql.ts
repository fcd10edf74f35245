import type { KIRQL, PointerTo } from '../contract/c-types.ts';
import { routine } from '../contract/contract.ts';
import { IrqlMoves } from './irql-moves.ts';
import type { IrqlServices } from './irql-services.ts';

/** Type of `KeRaiseIrql`. */
export interface KeRaiseIrql {
  /**
   * Raises the IRQL of the current processor and stores the level before. Callable at any level.
   * @param NewIrql level wanted, at or above the current one
   * @param OldIrql receives the level before: a cell from `out(KIRQL)`, or a simulated address
   */
  (NewIrql: KIRQL, OldIrql: PointerTo<KIRQL>): void;
}

/** Declaration of `KeRaiseIrql`. The page calls its parameters a and b; these names are the ones its text uses. */
export const KeRaiseIrql = routine<KeRaiseIrql>()(
  {
    name: 'KeRaiseIrql',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'Hal.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-keraiseirql',
    summary: 'Raises the IRQL of the current processor and stores the level before.',
    modes: ['kernel'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level (see Remarks section)', source: 'page' },
    parameters: [
      { name: 'NewIrql', type: 'KIRQL', direction: 'in' },
      { name: 'OldIrql', type: 'PKIRQL', direction: 'out' },
    ],
    returns: 'void',
    remarks: [
      'A new level below the current one is a bug check.',
      'Every raise needs a KeLowerIrql to the stored level, on the same thread.',
      'It is a macro around KfRaiseIrql: the store happens at the new level, and it is the driver that stores. At DISPATCH_LEVEL a pageable OldIrql is a bug check.',
    ],
    seeAlso: ['KeGetCurrentIrql', 'KeLowerIrql', 'KeRaiseIrqlToDpcLevel', 'KfRaiseIrql'],
    since: '0.1.0',
  },
  (irql: IrqlServices) => {
    const moves = new IrqlMoves(irql);
    return (NewIrql, OldIrql) => irql.storeIrql(OldIrql, moves.raise(NewIrql, 'KeRaiseIrql'));
  },
);
