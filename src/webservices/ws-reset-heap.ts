import type { PVOID } from '../contract/c-types.ts';
import { type Routine, routine } from '../contract/contract.ts';
import type { HRESULT } from '../contract/web-services-types.ts';
import { S_OK } from '../status/common-hresults.ts';
import type { WebServices } from './web-services.ts';

const ROUTINE = 'WsResetHeap';

/** See the call signature. */
export interface WsResetHeap {
  /**
   * Takes all blocks of a heap back; their addresses are invalid afterwards. User mode only.
   *
   * The sum of requested bytes is 0 again. Of its memory the heap keeps at most WS_HEAP_PROPERTY_TRIM_SIZE bytes.
   *
   * @param heap WS_HEAP from WsCreateHeap
   * @param error WS_ERROR that learns why the call failed, or NULL
   * @returns S_OK, or E_INVALIDARG
   */
  (heap: PVOID, error: PVOID): HRESULT;
}

/** Declaration of WsResetHeap. Source: S3-004…S3-008, C-029. */
export const WsResetHeap: Routine<WebServices, WsResetHeap> = routine<WsResetHeap>()(
  {
    name: ROUTINE,
    header: 'webservices.h',
    includeHeader: 'webservices.h',
    library: 'WebServices.lib',
    dll: 'WebServices.dll',
    minClient: 'Windows 7',
    page: null,
    summary: 'Takes all blocks of a heap of Windows Web Services back.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
    parameters: [
      { name: 'heap', type: 'WS_HEAP *', direction: 'in' },
      { name: 'error', type: 'WS_ERROR *', direction: 'in', optional: true },
    ],
    returns: 'HRESULT',
    returnText: 'S_OK (NO_ERROR), or E_INVALIDARG.',
    codes: [
      { code: 'S_OK', when: 'the heap has no blocks any more', modelled: 'produced' },
      { code: 'E_INVALIDARG', when: 'heap is no WS_HEAP, or error is no WS_ERROR', modelled: 'produced' },
    ],
    seeAlso: ['WsAlloc', 'WsFreeHeap', 'WsGetHeapProperty'],
    remarks: [
      'With page heap the private heap is destroyed, so a late access to a block faults.',
      'In the observed profile the first chunk stays, whatever the trim size is.',
    ],
    since: '0.1.0',
  },
  (services: WebServices) => (heap, error) =>
    services.onHeap(ROUTINE, heap, error, (state) => {
      services.heaps.reset(heap, state);
      return S_OK;
    }),
  {
    waitsFor: (services, _, contract) => services.waitsFor(contract),
    failures: {
      E_INVALIDARG: (services, args) => services.invalid(ROUTINE, args[1], 'an argument is not valid'),
    },
  },
);
