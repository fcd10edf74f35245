import type { PVOID } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import type { Dpcs } from './dpcs.ts';

/** Type of `KeSetTargetProcessorDpc`. */
export interface KeSetTargetProcessorDpc {
  /**
   * Sets the processor that a DPC runs on. Callable at any level.
   * @param Dpc KDPC that was initialised
   * @param Number number of the processor, from 0
   */
  // biome-ignore lint/suspicious/noShadowRestrictedNames: the name that the page gives it
  (Dpc: PVOID, Number: number): void;
}

/** Declaration of `KeSetTargetProcessorDpc`. */
export const KeSetTargetProcessorDpc = routine<KeSetTargetProcessorDpc>()(
  {
    name: 'KeSetTargetProcessorDpc',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-kesettargetprocessordpc',
    summary: 'Sets the processor that a DPC runs on.',
    modes: ['kernel'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'page' },
    parameters: [
      { name: 'Dpc', type: 'PRKDPC', direction: 'inout' },
      { name: 'Number', type: 'CCHAR', direction: 'in' },
    ],
    returns: 'void',
    seeAlso: ['KeInitializeDpc', 'KeSetTargetProcessorDpcEx'],
    since: '0.1.0',
  },
  (dpcs: Dpcs) => (Dpc, processor) => dpcs.setTarget(Dpc, processor, 'KeSetTargetProcessorDpc'),
);
