import type { PointerTo, PVOID, ULONG } from '../contract/c-types.ts';
import { type Routine, routine } from '../contract/contract.ts';
import type { HRESULT } from '../contract/web-services-types.ts';
import { E_OUTOFMEMORY, S_OK, WS_E_QUOTA_EXCEEDED } from '../status/common-hresults.ts';
import { unsigned32 } from '../status/unsigned32.ts';
import { storePointer } from './arguments.ts';
import type { WebServices } from './web-services.ts';
import { exceedsQuota } from './ws-heaps.ts';

const ROUTINE = 'WsCreateXmlBuffer';
/** Bytes of the opaque object (*ours*): eight 64-bit words. */
const BUFFER_BYTES = 64;
const MARKER = 0x6258_7357; // 'WsXb'

/** See the call signature. */
export interface WsCreateXmlBuffer {
  /**
   * Creates an empty XML buffer on a heap. It lives as long as the blocks of that heap. User mode only.
   *
   * Nothing that works on an XML buffer is modelled: it stands here for what a heap owns beside the blocks of WsAlloc.
   *
   * @param heap WS_HEAP from WsCreateHeap
   * @param properties NULL
   * @param propertyCount 0
   * @param buffer receives the address of the WS_XML_BUFFER
   * @param error WS_ERROR that learns why the call failed, or NULL
   * @returns S_OK, or why not
   */
  (heap: PVOID, properties: PVOID, propertyCount: ULONG, buffer: PointerTo<PVOID>, error: PVOID): HRESULT;
}

const overQuota = (services: WebServices, error: PVOID): HRESULT =>
  services.fail(error, WS_E_QUOTA_EXCEEDED, `${ROUTINE}: WS_HEAP_PROPERTY_MAX_SIZE leaves no room`);

const noMemory = (services: WebServices, error: PVOID): HRESULT =>
  services.fail(error, E_OUTOFMEMORY, `${ROUTINE}: no memory for a WS_XML_BUFFER`);

function create(
  services: WebServices,
  ...[heap, properties, propertyCount, buffer, error]: Parameters<WsCreateXmlBuffer>
): HRESULT {
  return services.onHeap(ROUTINE, heap, error, (state) => {
    if (buffer === 0) return services.invalid(ROUTINE, error, 'buffer is NULL'); // C-033
    if (properties !== 0 || unsigned32(propertyCount, ROUTINE) !== 0)
      services.machine.notModelled('WsCreateXmlBuffer with properties');
    if (exceedsQuota(state, BUFFER_BYTES)) return overQuota(services, error);
    const made = services.heaps.allocate(heap, state, BUFFER_BYTES);
    if (made === 0) return noMemory(services, error);
    services.memory.fill(made, BUFFER_BYTES, 0);
    services.memory.writeUint32(made, MARKER);
    storePointer(services.memory, buffer, made);
    return S_OK;
  });
}

/** Declaration of WsCreateXmlBuffer. Source: C-033, S3-015, S3-016. */
export const WsCreateXmlBuffer: Routine<WebServices, WsCreateXmlBuffer> = routine<WsCreateXmlBuffer>()(
  {
    name: ROUTINE,
    header: 'webservices.h',
    includeHeader: 'webservices.h',
    library: 'WebServices.lib',
    dll: 'WebServices.dll',
    minClient: 'Windows 7',
    page: null,
    summary: 'Creates an empty XML buffer on a heap.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
    parameters: [
      { name: 'heap', type: 'WS_HEAP *', direction: 'in' },
      { name: 'properties', type: 'const WS_XML_BUFFER_PROPERTY *', direction: 'in', optional: true },
      { name: 'propertyCount', type: 'ULONG', direction: 'in' },
      { name: 'buffer', type: 'WS_XML_BUFFER **', direction: 'out' },
      { name: 'error', type: 'WS_ERROR *', direction: 'in', optional: true },
    ],
    returns: 'HRESULT',
    returnText: 'S_OK (NO_ERROR), or why there is no buffer.',
    codes: [
      { code: 'S_OK', when: 'the buffer was created', modelled: 'produced' },
      {
        code: 'E_INVALIDARG',
        when: 'heap is no WS_HEAP, buffer is NULL, or error is no WS_ERROR',
        modelled: 'produced',
      },
      {
        code: 'WS_E_QUOTA_EXCEEDED',
        when: 'WS_HEAP_PROPERTY_MAX_SIZE leaves no room for it',
        modelled: 'produced',
      },
      { code: 'E_OUTOFMEMORY', when: 'there is no memory left', modelled: 'produced' },
    ],
    seeAlso: ['WsCreateHeap', 'WsResetHeap', 'WsFreeHeap'],
    remarks: ['The buffer counts as a request of 64 bytes in irqlab.'],
    since: '0.1.0',
  },
  (services: WebServices) => (heap, properties, propertyCount, buffer, error) =>
    create(services, heap, properties, propertyCount, buffer, error),
  {
    waitsFor: (services, _, contract) => services.waitsFor(contract),
    failures: {
      E_INVALIDARG: (services, args) => services.invalid(ROUTINE, args[4], 'an argument is not valid'),
      WS_E_QUOTA_EXCEEDED: (services, args) => overQuota(services, args[4]),
      E_OUTOFMEMORY: (services, args) => noMemory(services, args[4]),
    },
  },
);
