import type { PVOID, ULONG_PTR } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import type { Threads } from '../threads/threads.ts';
import { changeReferences } from './references.ts';

/** Type of `ObDereferenceObject`. */
export interface ObDereferenceObject {
  /**
   * Releases a reference to an object. IRQL <= DISPATCH_LEVEL.
   * @param a address of an object that the caller holds a reference to
   * @returns the number of references now; a driver does not use it
   */
  (a: PVOID): ULONG_PTR;
}

/** Declaration of `ObDereferenceObject`. */
export const ObDereferenceObject = routine<ObDereferenceObject>()(
  {
    name: 'ObDereferenceObject',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h, Fltkernel.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    page: 'wdm/nf-wdm-obdereferenceobject',
    summary: 'Releases a reference to an object.',
    modes: ['kernel'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: 'IRQL <= DISPATCH_LEVEL', source: 'page' },
    parameters: [{ name: 'a', type: 'PVOID', direction: 'in' }],
    returns: 'LONG_PTR',
    seeAlso: ['ObReferenceObjectByHandle'],
    since: '0.1.0',
  },
  (threads: Threads) => (object) => changeReferences(threads, object, -1, 'ObDereferenceObject'),
);
