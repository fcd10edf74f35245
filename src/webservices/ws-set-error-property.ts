import type { PVOID, ULONG } from '../contract/c-types.ts';
import { type Routine, routine } from '../contract/contract.ts';
import type { HRESULT, WS_ERROR_PROPERTY_ID } from '../contract/web-services-types.ts';
import { asObserved } from '../machine/profile-differences.ts';
import { E_INVALIDARG, E_OUTOFMEMORY, S_OK, WS_E_INVALID_OPERATION } from '../status/common-hresults.ts';
import { unsigned32 } from '../status/unsigned32.ts';
import { WS_ERROR_PROPERTY_LANGID, WS_ERROR_PROPERTY_ORIGINAL_ERROR_CODE } from './constants.ts';
import type { WebServices } from './web-services.ts';

/** See the call signature. */
export interface WsSetErrorProperty {
  /**
   * Sets a property of an error object. User mode only.
   *
   * @param error WS_ERROR from WsCreateError
   * @param id WS_ERROR_PROPERTY_ORIGINAL_ERROR_CODE, a ULONG; WS_ERROR_PROPERTY_LANGID, a LANGID of 16 bits, after a reset only
   * @param value address of the value
   * @param valueSize bytes of the value
   * @returns S_OK, or why not
   */
  (error: PVOID, id: WS_ERROR_PROPERTY_ID, value: PVOID, valueSize: ULONG): HRESULT;
}

function setProperty(
  services: WebServices,
  ...[error, id, value, valueSize]: Parameters<WsSetErrorProperty>
): HRESULT {
  const { memory, errors, machine } = services;
  const bytes = bytesOf(id);
  if (bytes === 0 || value === 0 || unsigned32(valueSize, 'WsSetErrorProperty') !== bytes)
    return E_INVALIDARG;
  // Read first: a filter that mends a fault may use the same error object.
  const wanted = bytes === 2 ? memory.readUint16(value) : memory.readUint32(value);
  return services.onError(error, (state) => {
    if (id === WS_ERROR_PROPERTY_ORIGINAL_ERROR_CODE)
      return errors.setCode(error, state, wanted) ? S_OK : E_OUTOFMEMORY;
    // A page allows it after a reset; tests on Windows refuse it always.
    if (!state.wasReset || asObserved(machine.profile, 'ws-language-after-reset'))
      return WS_E_INVALID_OPERATION;
    errors.table.set(error, { ...state, langid: wanted });
    return S_OK;
  });
}

/** Bytes of a property that can be set; 0 for the number of strings and for what is no property. */
function bytesOf(id: WS_ERROR_PROPERTY_ID): number {
  if (id === WS_ERROR_PROPERTY_ORIGINAL_ERROR_CODE) return 4;
  return id === WS_ERROR_PROPERTY_LANGID ? 2 : 0;
}

/** Declaration of WsSetErrorProperty. Source: wws.json. */
export const WsSetErrorProperty: Routine<WebServices, WsSetErrorProperty> = routine<WsSetErrorProperty>()(
  {
    name: 'WsSetErrorProperty',
    header: 'webservices.h',
    includeHeader: 'webservices.h',
    library: 'WebServices.lib',
    dll: 'WebServices.dll',
    minClient: 'Windows 7',
    page: null,
    summary: 'Sets a property of an error object.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
    parameters: [
      { name: 'error', type: 'WS_ERROR *', direction: 'in' },
      { name: 'id', type: 'WS_ERROR_PROPERTY_ID', direction: 'in' },
      { name: 'value', type: 'const void *', direction: 'in' },
      { name: 'valueSize', type: 'ULONG', direction: 'in' },
    ],
    returns: 'HRESULT',
    returnText: 'S_OK (NO_ERROR), or why the property was not set.',
    codes: [
      { code: 'S_OK', when: 'the property was set', modelled: 'produced' },
      {
        code: 'E_INVALIDARG',
        when: 'error is no WS_ERROR, the property cannot be set, or value or valueSize does not fit it',
        modelled: 'produced',
      },
      {
        code: 'E_OUTOFMEMORY',
        when: 'there is no memory for the text of the error code',
        modelled: 'produced',
      },
      {
        code: 'WS_E_INVALID_OPERATION',
        when: 'the language cannot be set in this state of the object',
        modelled: 'produced',
      },
    ],
    seeAlso: ['WsGetErrorProperty', 'WsCreateError', 'WsResetError'],
    remarks: ['In the observed profile the language can be given to WsCreateError alone.'],
    since: '0.1.0',
  },
  (services: WebServices) => (error, id, value, valueSize) =>
    setProperty(services, error, id, value, valueSize),
  {
    waitsFor: (services, _, contract) => services.waitsFor(contract),
    failures: {
      E_INVALIDARG: () => E_INVALIDARG,
      E_OUTOFMEMORY: () => E_OUTOFMEMORY,
      WS_E_INVALID_OPERATION: () => WS_E_INVALID_OPERATION,
    },
  },
);
