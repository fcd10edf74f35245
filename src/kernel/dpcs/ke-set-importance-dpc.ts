import type { PVOID } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import { LowImportance, MediumHighImportance } from '../../contract/kernel-constants.generated.ts';
import type { Dpcs } from './dpcs.ts';

/** Type of `KeSetImportanceDpc`. */
export interface KeSetImportanceDpc {
  /**
   * Sets where a DPC is queued from now on. Callable at any level.
   * @param Dpc KDPC that was initialised
   * @param Importance HighImportance: in front of the others; MediumImportance, MediumHighImportance: behind them;
   *   LowImportance: behind them, and nothing interrupts the processor for it
   */
  (Dpc: PVOID, Importance: number): void;
}

/** Declaration of `KeSetImportanceDpc`. */
export const KeSetImportanceDpc = routine<KeSetImportanceDpc>()(
  {
    name: 'KeSetImportanceDpc',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-kesetimportancedpc',
    summary: 'Sets the importance of a DPC.',
    modes: ['kernel'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'page' },
    parameters: [
      { name: 'Dpc', type: 'PRKDPC', direction: 'inout' },
      { name: 'Importance', type: 'KDPC_IMPORTANCE', direction: 'in' },
    ],
    returns: 'void',
    remarks: [
      'A DPC of low importance runs with the next one, when the level drops, when no thread can run, or when time passes.',
      'Any other number than the four is a mistake of the caller; irqlab stops with a TypeError.',
    ],
    seeAlso: ['KeInitializeDpc', 'KeInsertQueueDpc'],
    since: '0.1.0',
  },
  (dpcs: Dpcs) => (Dpc, Importance) => {
    if (!(Importance >= LowImportance && Importance <= MediumHighImportance))
      throw new TypeError(
        `KeSetImportanceDpc: Importance is ${Importance}; pass LowImportance (0) to MediumHighImportance (3)`,
      );
    dpcs.host.kernelMemory.writeUint8(Dpc + dpcs.at.Importance, Importance);
  },
);
