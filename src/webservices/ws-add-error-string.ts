import type { PVOID } from '../contract/c-types.ts';
import { type Routine, routine } from '../contract/contract.ts';
import { structure } from '../contract/structure.ts';
import type { HRESULT } from '../contract/web-services-types.ts';
import { E_INVALIDARG, E_OUTOFMEMORY, S_OK } from '../status/common-hresults.ts';
import type { WebServices } from './web-services.ts';
import { utf16Bytes } from './ws-errors.ts';

/** See the call signature. */
export interface WsAddErrorString {
  /**
   * Adds a string to an error object, in front of those that it has. The string is copied. User mode only.
   *
   * @param error WS_ERROR from WsCreateError
   * @param string address of a WS_STRING, or a TypeScript string
   * @returns S_OK, or why not
   */
  (error: PVOID, string: PVOID | string): HRESULT;
}

/** The units of a WS_STRING; null for one that names no text. */
function unitsOf({ memory, architecture }: WebServices, string: PVOID | string): Uint8Array | null {
  if (typeof string === 'string') return utf16Bytes(string);
  if (string === 0) return null;
  const { at } = structure(architecture, 'WS_STRING');
  const length = memory.readUint32(string + at.length);
  const chars = memory.readPointer(string + at.chars);
  if (length === 0) return new Uint8Array(0);
  return chars === 0 ? null : memory.readBytes(chars, 2 * length);
}

/** Declaration of WsAddErrorString. Source: wws.json. */
export const WsAddErrorString: Routine<WebServices, WsAddErrorString> = routine<WsAddErrorString>()(
  {
    name: 'WsAddErrorString',
    header: 'webservices.h',
    includeHeader: 'webservices.h',
    library: 'WebServices.lib',
    dll: 'WebServices.dll',
    minClient: 'Windows 7',
    page: null,
    summary: 'Adds a string to an error object.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
    parameters: [
      { name: 'error', type: 'WS_ERROR *', direction: 'in' },
      { name: 'string', type: 'const WS_STRING *', direction: 'in' },
    ],
    returns: 'HRESULT',
    returnText: 'S_OK (NO_ERROR), or why nothing was added.',
    codes: [
      { code: 'S_OK', when: 'the string was added', modelled: 'produced' },
      {
        code: 'E_INVALIDARG',
        when: 'error is no WS_ERROR, or string or its characters are NULL',
        modelled: 'produced',
      },
      { code: 'E_OUTOFMEMORY', when: 'there is no memory for the copy', modelled: 'produced' },
    ],
    seeAlso: ['WsGetErrorString', 'WsResetError', 'WsGetErrorProperty'],
    since: '0.1.0',
  },
  (services: WebServices) => (error, string) => {
    // Read first: a filter that mends a fault may use the same error object.
    const units = unitsOf(services, string);
    return services.onError(error, (state) => {
      if (units === null) return E_INVALIDARG;
      return services.errors.add(error, state, units) ? S_OK : E_OUTOFMEMORY;
    });
  },
  {
    waitsFor: (services, _, contract) => services.waitsFor(contract),
    failures: { E_INVALIDARG: () => E_INVALIDARG, E_OUTOFMEMORY: () => E_OUTOFMEMORY },
  },
);
