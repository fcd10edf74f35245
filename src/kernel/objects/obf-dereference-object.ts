import type { PVOID, ULONG_PTR } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import type { Threads } from '../threads/threads.ts';
import { changeReferences } from './references.ts';

/** Type of `ObfDereferenceObject`. */
export interface ObfDereferenceObject {
  /**
   * Releases a reference to an object. IRQL <= DISPATCH_LEVEL.
   * @param Object address of an object that the caller holds a reference to
   * @returns the number of references now; a driver does not use it
   */
  (
    // biome-ignore lint/suspicious/noShadowRestrictedNames: the name that the page gives it
    Object: PVOID,
  ): ULONG_PTR;
}

/** Declaration of `ObfDereferenceObject`. */
export const ObfDereferenceObject = routine<ObfDereferenceObject>()(
  {
    name: 'ObfDereferenceObject',
    header: 'wdm.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Releases a reference to an object.',
    modes: ['kernel'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: '<= DISPATCH_LEVEL', source: 'ours' },
    parameters: [{ name: 'Object', type: 'PVOID', direction: 'in' }],
    returns: 'LONG_PTR',
    seeAlso: ['ObReferenceObjectByHandle'],
    since: '0.1.0',
  },
  (threads: Threads) => (object) => changeReferences(threads, object, -1, 'ObfDereferenceObject'),
);
