import type { PVOID, ULONG } from '../contract/c-types.ts';
import { type Routine, routine } from '../contract/contract.ts';
import type { HRESULT, WS_ERROR_PROPERTY_ID } from '../contract/web-services-types.ts';
import { E_INVALIDARG, S_OK } from '../status/common-hresults.ts';
import { unsigned32 } from '../status/unsigned32.ts';
import {
  WS_ERROR_PROPERTY_LANGID,
  WS_ERROR_PROPERTY_ORIGINAL_ERROR_CODE,
  WS_ERROR_PROPERTY_STRING_COUNT,
} from './constants.ts';
import type { WebServices } from './web-services.ts';
import { allStrings, type WsError } from './ws-errors.ts';

/** See the call signature. */
export interface WsGetErrorProperty {
  /**
   * Tells something about an error object. User mode only.
   *
   * @param error WS_ERROR from WsCreateError
   * @param id WS_ERROR_PROPERTY_STRING_COUNT or _ORIGINAL_ERROR_CODE, a ULONG, or _LANGID, a LANGID of 16 bits
   * @param buffer address that receives the value; untouched when the call fails
   * @param bufferSize bytes of the value
   * @returns S_OK, or E_INVALIDARG
   */
  (error: PVOID, id: WS_ERROR_PROPERTY_ID, buffer: PVOID, bufferSize: ULONG): HRESULT;
}

/** A property: its value and its bytes; undefined for a number that is none. */
function propertyOf(error: WsError, id: WS_ERROR_PROPERTY_ID): { value: number; bytes: 2 | 4 } | undefined {
  switch (id) {
    case WS_ERROR_PROPERTY_STRING_COUNT:
      return { value: allStrings(error).length, bytes: 4 };
    case WS_ERROR_PROPERTY_ORIGINAL_ERROR_CODE:
      return { value: error.originalCode, bytes: 4 };
    case WS_ERROR_PROPERTY_LANGID:
      return { value: error.langid, bytes: 2 };
    default:
      return undefined;
  }
}

/** Declaration of WsGetErrorProperty. Source: wws.json. */
export const WsGetErrorProperty: Routine<WebServices, WsGetErrorProperty> = routine<WsGetErrorProperty>()(
  {
    name: 'WsGetErrorProperty',
    header: 'webservices.h',
    includeHeader: 'webservices.h',
    library: 'WebServices.lib',
    dll: 'WebServices.dll',
    minClient: 'Windows 7',
    page: null,
    summary: 'Tells something about an error object.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
    parameters: [
      { name: 'error', type: 'WS_ERROR *', direction: 'in' },
      { name: 'id', type: 'WS_ERROR_PROPERTY_ID', direction: 'in' },
      { name: 'buffer', type: 'void *', direction: 'out' },
      { name: 'bufferSize', type: 'ULONG', direction: 'in' },
    ],
    returns: 'HRESULT',
    returnText: 'S_OK (NO_ERROR), or E_INVALIDARG.',
    codes: [
      { code: 'S_OK', when: 'the value was stored', modelled: 'produced' },
      {
        code: 'E_INVALIDARG',
        when: 'error is no WS_ERROR, there is no such property, or buffer or bufferSize does not fit it',
        modelled: 'produced',
      },
    ],
    seeAlso: ['WsSetErrorProperty', 'WsGetErrorString'],
    since: '0.1.0',
  },
  (services: WebServices) => (error, id, buffer, bufferSize) =>
    services.onError(error, (state) => {
      const property = propertyOf(state, id);
      const size = unsigned32(bufferSize, 'WsGetErrorProperty');
      if (property === undefined || buffer === 0 || size !== property.bytes) return E_INVALIDARG;
      if (property.bytes === 2) services.memory.writeUint16(buffer, property.value);
      else services.memory.writeUint32(buffer, property.value);
      return S_OK;
    }),
  { failures: { E_INVALIDARG: () => E_INVALIDARG } },
);
