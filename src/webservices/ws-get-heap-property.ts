import type { PVOID, ULONG } from '../contract/c-types.ts';
import { type Routine, routine } from '../contract/contract.ts';
import type { HRESULT, WS_HEAP_PROPERTY_ID } from '../contract/web-services-types.ts';
import { asObserved } from '../machine/profile-differences.ts';
import { S_OK } from '../status/common-hresults.ts';
import { unsigned32 } from '../status/unsigned32.ts';
import {
  WS_HEAP_PROPERTY_ACTUAL_SIZE,
  WS_HEAP_PROPERTY_MAX_SIZE,
  WS_HEAP_PROPERTY_REQUESTED_SIZE,
  WS_HEAP_PROPERTY_TRIM_SIZE,
} from './constants.ts';
import type { WebServices } from './web-services.ts';
import type { WsHeap } from './ws-heaps.ts';

const ROUTINE = 'WsGetHeapProperty';

/** See the call signature. */
export interface WsGetHeapProperty {
  /**
   * Tells something about a heap of Windows Web Services. User mode only.
   *
   * @param heap WS_HEAP from WsCreateHeap
   * @param id WS_HEAP_PROPERTY_MAX_SIZE, _TRIM_SIZE, _REQUESTED_SIZE or _ACTUAL_SIZE: each is a SIZE_T
   * @param value address that receives the value, aligned for a SIZE_T; untouched when the call fails
   * @param valueSize bytes of a SIZE_T
   * @param error WS_ERROR that learns why the call failed, or NULL
   * @returns S_OK, or E_INVALIDARG
   */
  (heap: PVOID, id: WS_HEAP_PROPERTY_ID, value: PVOID, valueSize: ULONG, error: PVOID): HRESULT;
}

/** A property; undefined for a number that is none (C-006). */
function propertyOf(heap: WsHeap, id: WS_HEAP_PROPERTY_ID): number | bigint | undefined {
  switch (id) {
    case WS_HEAP_PROPERTY_MAX_SIZE:
      return heap.maxSize;
    case WS_HEAP_PROPERTY_TRIM_SIZE:
      return heap.trimSize;
    case WS_HEAP_PROPERTY_REQUESTED_SIZE:
      return heap.requested;
    case WS_HEAP_PROPERTY_ACTUAL_SIZE:
      return heap.actual;
    default:
      return undefined;
  }
}

function property(
  services: WebServices,
  ...[heap, id, target, valueSize, error]: Parameters<WsGetHeapProperty>
): HRESULT {
  const { sizeBytes, memory, machine } = services;
  return services.onHeap(ROUTINE, heap, error, (state) => {
    const value = propertyOf(state, id);
    if (value === undefined) return services.invalid(ROUTINE, error, 'id is no property of a heap');
    if (target === 0) return services.invalid(ROUTINE, error, 'value is NULL');
    if (unsigned32(valueSize, ROUTINE) !== sizeBytes)
      return services.invalid(ROUTINE, error, 'valueSize is not that of a SIZE_T');
    // C-012 names no result. An implementation stores at any address: the observed profile.
    if (target % sizeBytes !== 0 && !asObserved(machine.profile, 'ws-property-alignment'))
      return services.invalid(ROUTINE, error, 'value is not aligned for a SIZE_T');
    if (sizeBytes === 8) memory.writeBigUint64(target, BigInt(value));
    else memory.writeUint32(target, Number(value));
    return S_OK;
  });
}

/** Declaration of WsGetHeapProperty. Source: C-006…C-013. */
export const WsGetHeapProperty: Routine<WebServices, WsGetHeapProperty> = routine<WsGetHeapProperty>()(
  {
    name: ROUTINE,
    header: 'webservices.h',
    includeHeader: 'webservices.h',
    library: 'WebServices.lib',
    dll: 'WebServices.dll',
    minClient: 'Windows 7',
    page: null,
    summary: 'Tells something about a heap of Windows Web Services.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
    parameters: [
      { name: 'heap', type: 'WS_HEAP *', direction: 'in' },
      { name: 'id', type: 'WS_HEAP_PROPERTY_ID', direction: 'in' },
      { name: 'value', type: 'void *', direction: 'out' },
      { name: 'valueSize', type: 'ULONG', direction: 'in' },
      { name: 'error', type: 'WS_ERROR *', direction: 'in', optional: true },
    ],
    returns: 'HRESULT',
    returnText: 'S_OK (NO_ERROR), or E_INVALIDARG.',
    codes: [
      { code: 'S_OK', when: 'the value was stored', modelled: 'produced' },
      {
        code: 'E_INVALIDARG',
        when: 'heap is no WS_HEAP, there is no such property, value or valueSize does not fit it, or error is no WS_ERROR',
        modelled: 'produced',
      },
    ],
    seeAlso: ['WsCreateHeap', 'WsAlloc', 'WsResetHeap'],
    remarks: [
      'WS_HEAP_PROPERTY_REQUESTED_SIZE is the sum of the sizes that WsAlloc was asked for; WS_HEAP_PROPERTY_ACTUAL_SIZE is what the heap obtained to serve them.',
    ],
    since: '0.1.0',
  },
  (services: WebServices) => (heap, id, value, valueSize, error) =>
    property(services, heap, id, value, valueSize, error),
  {
    waitsFor: (services, _, contract) => services.waitsFor(contract),
    failures: {
      E_INVALIDARG: (services, args) => services.invalid(ROUTINE, args[4], 'an argument is not valid'),
    },
  },
);
