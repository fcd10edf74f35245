import type { PVOID } from '../contract/c-types.ts';
import { type Routine, routine } from '../contract/contract.ts';
import type { WebServices } from './web-services.ts';

/** See the call signature. */
export interface WsFreeHeap {
  /**
   * Frees a WS_HEAP with all its blocks. User mode only.
   *
   * It has no result. What is no WS_HEAP (NULL, one that was freed) raises WS_EXCEPTION_CODE_USAGE_FAILURE; in the
   * observed profile nothing happens.
   *
   * @param heap WS_HEAP from WsCreateHeap
   */
  (heap: PVOID): void;
}

/** Declaration of WsFreeHeap. Source: C-030, C-031. */
export const WsFreeHeap: Routine<WebServices, WsFreeHeap> = routine<WsFreeHeap>()(
  {
    name: 'WsFreeHeap',
    header: 'webservices.h',
    includeHeader: 'webservices.h',
    library: 'WebServices.lib',
    dll: 'WebServices.dll',
    minClient: 'Windows 7',
    page: null,
    summary: 'Frees a WS_HEAP with all its blocks.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
    parameters: [{ name: 'heap', type: 'WS_HEAP *', direction: 'in' }],
    returns: 'void',
    codes: [],
    seeAlso: ['WsCreateHeap', 'WsResetHeap'],
    remarks: ['The argument must not be NULL.'],
    since: '0.1.0',
  },
  (services: WebServices) => (heap) => {
    const state = heap === 0 ? undefined : services.heaps.table.find(heap);
    if (state === undefined) services.notAnObject();
    else services.heaps.free(heap, state);
  },
  { waitsFor: (services, _, contract) => services.waitsFor(contract) },
);
