import type { PointerTo, PVOID, ULONG } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import { isOut } from '../../machine/out.ts';
import { type SpinLockedServices, spinLocked } from './spin-locked.ts';

/** Adds to a 32-bit integer under a spin lock. */
export interface ExInterlockedAddUlong {
  /**
   * Adds to a 32-bit integer while it holds a spin lock, with interrupts disabled. Any IRQL. The variable
   * and the lock must be resident at every IRQL, and the lock must not be held.
   * @param Addend address of the integer, or a cell
   * @param Increment what is added; the sum wraps around
   * @param Lock address of the KSPIN_LOCK that every such call on this variable takes
   * @returns what the variable held before
   */
  (Addend: PointerTo<ULONG>, Increment: ULONG, Lock: PVOID): ULONG;
}

/** Exported: the accesses are those of the kernel. */
export const ExInterlockedAddUlong = routine<ExInterlockedAddUlong>()(
  {
    name: 'ExInterlockedAddUlong',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-exinterlockedaddulong',
    summary: 'Adds to a 32-bit integer under a spin lock.',
    modes: ['kernel'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level (see Remarks section)', source: 'page' },
    parameters: [
      { name: 'Addend', type: 'PULONG', direction: 'inout' },
      { name: 'Increment', type: 'ULONG', direction: 'in' },
      { name: 'Lock', type: 'PKSPIN_LOCK', direction: 'inout' },
    ],
    returns: 'ULONG',
    seeAlso: ['InterlockedExchangeAdd'],
    since: '0.1.0',
  },
  (services: SpinLockedServices) => (Addend, Increment, Lock) =>
    spinLocked(services, 'ExInterlockedAddUlong', Lock, () => {
      const old = isOut(Addend) ? Addend.value : services.memory.readUint32(Addend);
      const sum = (old + Increment) >>> 0;
      if (isOut(Addend)) Addend.value = sum;
      else services.memory.writeUint32(Addend, sum);
      return old;
    }),
);
