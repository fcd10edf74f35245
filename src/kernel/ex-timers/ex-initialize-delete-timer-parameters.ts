import type { PVOID } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import { structure } from '../../contract/structure.ts';
import type { ExTimers } from './ex-timers.ts';

/** Type of `ExInitializeDeleteTimerParameters`. */
export interface ExInitializeDeleteTimerParameters {
  /**
   * Fills an EXT_DELETE_PARAMETERS in: no callback. Callable at any level.
   * @param Parameters the structure
   */
  (Parameters: PVOID): void;
}

/** Declaration of `ExInitializeDeleteTimerParameters`. */
export const ExInitializeDeleteTimerParameters = routine<ExInitializeDeleteTimerParameters>()(
  {
    name: 'ExInitializeDeleteTimerParameters',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: null,
    dll: null,
    minClient: 'Windows 8.1',
    page: 'wdm/nf-wdm-exinitializedeletetimerparameters',
    summary: 'Fills an EXT_DELETE_PARAMETERS in.',
    modes: ['kernel'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level.', source: 'page' },
    parameters: [{ name: 'Parameters', type: 'PEXT_DELETE_PARAMETERS', direction: 'out' }],
    returns: 'void',
    inline: true,
    seeAlso: ['ExDeleteTimer'],
    since: '0.1.0',
  },
  ({ host }: ExTimers) =>
    (Parameters) => {
      const { bytes } = structure(host.architecture, 'EXT_DELETE_PARAMETERS');
      for (let at = 0; at < bytes; at += 4) host.driverMemory.writeUint32(Parameters + at, 0);
    },
);
