import type { PVOID } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import { structure } from '../../contract/structure.ts';
import type { ExTimers } from './ex-timers.ts';

/** Type of `ExInitializeSetTimerParameters`. */
export interface ExInitializeSetTimerParameters {
  /**
   * Fills an EXT_SET_PARAMETERS in: a tolerance of 0. Callable at any level.
   * @param Parameters the structure
   */
  (Parameters: PVOID): void;
}

/** Declaration of `ExInitializeSetTimerParameters`. */
export const ExInitializeSetTimerParameters = routine<ExInitializeSetTimerParameters>()(
  {
    name: 'ExInitializeSetTimerParameters',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: null,
    dll: null,
    minClient: 'Windows 8.1',
    page: 'wdm/nf-wdm-exinitializesettimerparameters',
    summary: 'Fills an EXT_SET_PARAMETERS in.',
    modes: ['kernel'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level.', source: 'page' },
    parameters: [{ name: 'Parameters', type: 'PEXT_SET_PARAMETERS', direction: 'out' }],
    returns: 'void',
    inline: true,
    seeAlso: ['ExSetTimer'],
    since: '0.1.0',
  },
  ({ host }: ExTimers) =>
    (Parameters) => {
      const { bytes } = structure(host.architecture, 'EXT_SET_PARAMETERS');
      for (let at = 0; at < bytes; at += 4) host.driverMemory.writeUint32(Parameters + at, 0);
    },
);
