import type { Out, PVOID } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import type { LONGLONG } from '../../contract/kernel-types.ts';
import { readLargeInteger } from '../large-integer.ts';
import { compareExchange, type InterlockedServices } from './interlocked-operations.ts';

/** Stores a value in a 64-bit integer if that holds an expected one, atomically. */
export interface ExInterlockedCompareExchange64 {
  /**
   * Stores a value in a 64-bit integer if that holds an expected one, atomically. Any IRQL, as long as all
   * of it is resident there.
   * @param Destination address of the integer
   * @param Exchange address of the value to store, or a cell
   * @param Comperand address of the value that the integer must hold for that, or a cell
   * @param Lock a spin lock; the processors that irqlab models do not need it, and it is not touched
   * @returns what the integer held before: equal to the expected value when the new one was stored
   */
  (Destination: PVOID, Exchange: PVOID | Out<bigint>, Comperand: PVOID | Out<bigint>, Lock: PVOID): LONGLONG;
}

/** A macro around InterlockedCompareExchange64: the accesses are those of the caller. */
export const ExInterlockedCompareExchange64 = routine<ExInterlockedCompareExchange64>()(
  {
    name: 'ExInterlockedCompareExchange64',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-exinterlockedcompareexchange64',
    summary: 'Stores a value in a 64-bit integer if that holds an expected one, atomically.',
    modes: ['kernel'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level (see Remarks section)', source: 'page' },
    parameters: [
      { name: 'Destination', type: 'LONGLONG volatile *', direction: 'inout' },
      { name: 'Exchange', type: 'PLONGLONG', direction: 'in' },
      { name: 'Comperand', type: 'PLONGLONG', direction: 'in' },
      { name: 'Lock', type: 'PKSPIN_LOCK', direction: 'in' },
    ],
    returns: 'LONGLONG',
    inline: true,
    seeAlso: ['InterlockedCompareExchange64'],
    since: '0.1.0',
  },
  (services: InterlockedServices) => {
    const exchange = compareExchange.bits64(services);
    return (Destination, Exchange, Comperand) =>
      exchange(
        Destination,
        readLargeInteger(services.memory, Exchange),
        readLargeInteger(services.memory, Comperand),
      );
  },
);
