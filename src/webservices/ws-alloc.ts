import type { PointerTo, PVOID, SIZE_T } from '../contract/c-types.ts';
import { type Routine, routine } from '../contract/contract.ts';
import type { HRESULT } from '../contract/web-services-types.ts';
import { E_OUTOFMEMORY, S_OK, WS_E_QUOTA_EXCEEDED } from '../status/common-hresults.ts';
import { exactSize, storePointer } from './arguments.ts';
import type { WebServices } from './web-services.ts';
import { exceedsQuota } from './ws-heaps.ts';

const ROUTINE = 'WsAlloc';

/** See the call signature. */
export interface WsAlloc {
  /**
   * Allocates a block from a heap of Windows Web Services. User mode only.
   *
   * The address is a multiple of 8. It stays valid until WsResetHeap or WsFreeHeap: no call frees one block. The
   * bytes are undefined; a reused block shows what stood there before.
   *
   * @param heap WS_HEAP from WsCreateHeap
   * @param size bytes wanted; 0 gives a block all the same
   * @param ptr receives the address; untouched when the call fails
   * @param error WS_ERROR that learns why the call failed, or NULL
   * @returns S_OK, or why not
   */
  (heap: PVOID, size: SIZE_T | bigint, ptr: PointerTo<PVOID>, error: PVOID): HRESULT;
}

const overQuota = (services: WebServices, error: PVOID): HRESULT =>
  services.fail(error, WS_E_QUOTA_EXCEEDED, `${ROUTINE}: size is more than WS_HEAP_PROPERTY_MAX_SIZE leaves`);

const noMemory = (services: WebServices, error: PVOID): HRESULT =>
  services.fail(error, E_OUTOFMEMORY, `${ROUTINE}: no memory for the block`);

function allocateBlock(services: WebServices, ...[heap, size, ptr, error]: Parameters<WsAlloc>): HRESULT {
  const bytes = exactSize(services.architecture, size, 'size');
  return services.onHeap(ROUTINE, heap, error, (state) => {
    if (ptr === 0) return services.invalid(ROUTINE, error, 'ptr is NULL'); // C-016
    if (exceedsQuota(state, bytes)) return overQuota(services, error);
    const block = services.heaps.allocate(heap, state, Number(bytes));
    if (block === 0) return noMemory(services, error);
    storePointer(services.memory, ptr, block);
    return S_OK;
  });
}

/** Declaration of WsAlloc. Source: S1, C-015…C-024. */
export const WsAlloc: Routine<WebServices, WsAlloc> = routine<WsAlloc>()(
  {
    name: ROUTINE,
    header: 'webservices.h',
    includeHeader: 'webservices.h',
    library: 'WebServices.lib',
    dll: 'WebServices.dll',
    minClient: 'Windows 7',
    page: null,
    summary: 'Allocates a block from a heap of Windows Web Services.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
    parameters: [
      { name: 'heap', type: 'WS_HEAP *', direction: 'in' },
      { name: 'size', type: 'SIZE_T', direction: 'in' },
      { name: 'ptr', type: 'void **', direction: 'out' },
      { name: 'error', type: 'WS_ERROR *', direction: 'in', optional: true },
    ],
    returns: 'HRESULT',
    returnText: 'S_OK (NO_ERROR), or why there is no block.',
    codes: [
      { code: 'S_OK', when: 'the block was allocated', modelled: 'produced' },
      {
        code: 'WS_E_QUOTA_EXCEEDED',
        when: 'size and the bytes requested so far are more than WS_HEAP_PROPERTY_MAX_SIZE',
        modelled: 'produced',
      },
      { code: 'E_OUTOFMEMORY', when: 'there is no memory left', modelled: 'produced' },
      {
        code: 'E_INVALIDARG',
        when: 'heap is no WS_HEAP, ptr is NULL, or error is no WS_ERROR',
        modelled: 'produced',
      },
    ],
    seeAlso: ['WsCreateHeap', 'WsResetHeap', 'WsFreeHeap', 'WsGetHeapProperty'],
    remarks: [
      'A request that reaches the maximum exactly succeeds; so does one for no bytes after it.',
      'With page heap each block is one of a private heap, and ends where page heap notices an overrun.',
    ],
    since: '0.1.0',
  },
  (services: WebServices) => (heap, size, ptr, error) => allocateBlock(services, heap, size, ptr, error),
  {
    waitsFor: (services, _, contract) => services.waitsFor(contract),
    failures: {
      WS_E_QUOTA_EXCEEDED: (services, args) => overQuota(services, args[3]),
      E_OUTOFMEMORY: (services, args) => noMemory(services, args[3]),
      E_INVALIDARG: (services, args) => services.invalid(ROUTINE, args[3], 'an argument is not valid'),
    },
  },
);
