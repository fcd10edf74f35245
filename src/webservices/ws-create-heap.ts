import type { PointerTo, PVOID, SIZE_T, ULONG } from '../contract/c-types.ts';
import { type Routine, routine } from '../contract/contract.ts';
import type { HRESULT } from '../contract/web-services-types.ts';
import { E_INVALIDARG, E_OUTOFMEMORY, S_OK } from '../status/common-hresults.ts';
import { unsigned32 } from '../status/unsigned32.ts';
import { exactSize, storePointer } from './arguments.ts';
import type { WebServices } from './web-services.ts';

const ROUTINE = 'WsCreateHeap';

/** See the call signature. */
export interface WsCreateHeap {
  /**
   * Creates a heap whose blocks are freed together. User mode only.
   *
   * Nothing but the WS_HEAP object itself is allocated: the two sizes are limits, looked at by WsAlloc and
   * WsResetHeap.
   *
   * @param maxSize most bytes that may be requested until the heap is reset; 0 and huge values are legal
   * @param trimSize most bytes that the heap keeps when it is reset
   * @param properties reserved: NULL
   * @param propertyCount reserved: 0
   * @param heap receives the address of the WS_HEAP
   * @param error WS_ERROR that learns why the call failed, or NULL
   * @returns S_OK, or why not
   */
  (
    maxSize: SIZE_T | bigint,
    trimSize: SIZE_T | bigint,
    properties: PVOID,
    propertyCount: ULONG,
    heap: PointerTo<PVOID>,
    error: PVOID,
  ): HRESULT;
}

const noMemory = (services: WebServices, error: PVOID): HRESULT =>
  services.fail(error, E_OUTOFMEMORY, `${ROUTINE}: no memory for a WS_HEAP`);

function create(
  services: WebServices,
  ...[maxSize, trimSize, properties, propertyCount, heap, error]: Parameters<WsCreateHeap>
): HRESULT {
  const { architecture } = services;
  const most = exactSize(architecture, maxSize, 'maxSize');
  const kept = exactSize(architecture, trimSize, 'trimSize');
  if (!services.accepts(error)) return E_INVALIDARG;
  if (heap === 0) return services.invalid(ROUTINE, error, 'heap is NULL'); // C-003
  // S3-009, S3-010. A page says that the trim size is set by a property here; tests see that it is refused (C-005).
  if (properties !== 0 || unsigned32(propertyCount, ROUTINE) !== 0)
    return services.invalid(ROUTINE, error, 'properties and propertyCount are reserved');
  const made = services.heaps.create(most, kept);
  if (made === 0) return noMemory(services, error);
  storePointer(services.memory, heap, made);
  return S_OK;
}

/** Declaration of WsCreateHeap. Source: S3, C-002…C-008. */
export const WsCreateHeap: Routine<WebServices, WsCreateHeap> = routine<WsCreateHeap>()(
  {
    name: ROUTINE,
    header: 'webservices.h',
    includeHeader: 'webservices.h',
    library: 'WebServices.lib',
    dll: 'WebServices.dll',
    minClient: 'Windows 7',
    page: null,
    summary: 'Creates a heap whose blocks are freed together.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
    parameters: [
      { name: 'maxSize', type: 'SIZE_T', direction: 'in' },
      { name: 'trimSize', type: 'SIZE_T', direction: 'in' },
      { name: 'properties', type: 'const WS_HEAP_PROPERTY *', direction: 'in', optional: true },
      { name: 'propertyCount', type: 'ULONG', direction: 'in' },
      { name: 'heap', type: 'WS_HEAP **', direction: 'out' },
      { name: 'error', type: 'WS_ERROR *', direction: 'in', optional: true },
    ],
    returns: 'HRESULT',
    returnText: 'S_OK (NO_ERROR), or why there is no heap.',
    codes: [
      { code: 'S_OK', when: 'the heap was created', modelled: 'produced' },
      {
        code: 'E_INVALIDARG',
        when: 'heap is NULL, a reserved argument is not 0, or error is no WS_ERROR',
        modelled: 'produced',
      },
      { code: 'E_OUTOFMEMORY', when: 'there is no memory for the WS_HEAP', modelled: 'produced' },
    ],
    seeAlso: ['WsAlloc', 'WsResetHeap', 'WsFreeHeap', 'WsGetHeapProperty'],
    remarks: [
      'maxSize counts the bytes as they were requested: neither alignment nor what the heap needs for itself.',
      'A trimSize above maxSize keeps everything.',
    ],
    since: '0.1.0',
  },
  (services: WebServices) => (maxSize, trimSize, properties, propertyCount, heap, error) =>
    create(services, maxSize, trimSize, properties, propertyCount, heap, error),
  {
    waitsFor: (services, _, contract) => services.waitsFor(contract),
    failures: {
      E_INVALIDARG: (services, args) => services.invalid(ROUTINE, args[5], 'an argument is not valid'),
      E_OUTOFMEMORY: (services, args) => noMemory(services, args[5]),
    },
  },
);
