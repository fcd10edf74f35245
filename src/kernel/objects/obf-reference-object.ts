import type { PVOID, ULONG_PTR } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import type { Threads } from '../threads/threads.ts';
import { changeReferences } from './references.ts';

/** Type of `ObfReferenceObject`. */
export interface ObfReferenceObject {
  /**
   * Adds a reference to an object. IRQL <= DISPATCH_LEVEL.
   * @param Object address of an object that the caller holds a reference to
   * @returns the number of references now; a driver does not use it
   */
  (
    // biome-ignore lint/suspicious/noShadowRestrictedNames: the name that the page gives it
    Object: PVOID,
  ): ULONG_PTR;
}

/** Declaration of `ObfReferenceObject`. */
export const ObfReferenceObject = routine<ObfReferenceObject>()(
  {
    name: 'ObfReferenceObject',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-obfreferenceobject',
    summary: 'Adds a reference to an object.',
    modes: ['kernel'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: '<=DISPATCH_LEVEL', source: 'page' },
    parameters: [{ name: 'Object', type: 'PVOID', direction: 'in' }],
    returns: 'LONG_PTR',
    seeAlso: ['ObReferenceObjectByHandle'],
    since: '0.1.0',
  },
  (threads: Threads) => (object) => changeReferences(threads, object, 1, 'ObfReferenceObject'),
);
