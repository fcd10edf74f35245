import type { Out, PVOID, ULONG } from '../contract/c-types.ts';
import { type Routine, routine } from '../contract/contract.ts';
import { structure } from '../contract/structure.ts';
import type { HRESULT, WS_STRING } from '../contract/web-services-types.ts';
import { isOut } from '../machine/out.ts';
import { E_INVALIDARG, S_OK } from '../status/common-hresults.ts';
import { unsigned32 } from '../status/unsigned32.ts';
import type { WebServices } from './web-services.ts';
import { allStrings } from './ws-errors.ts';

/** See the call signature. */
export interface WsGetErrorString {
  /**
   * Gives a string of an error object. It has no NUL behind it and is valid until the object is reset or freed.
   * User mode only.
   *
   * @param error WS_ERROR from WsCreateError
   * @param index 0 is the string that was added last; the text of the error code, where there is one, is the last index
   * @param string address of a WS_STRING that receives length and address, or a cell
   * @returns S_OK, or E_INVALIDARG
   */
  (error: PVOID, index: ULONG, string: PVOID | Out<WS_STRING>): HRESULT;
}

function store(
  { memory, architecture }: WebServices,
  target: PVOID | Out<WS_STRING>,
  value: WS_STRING,
): void {
  if (isOut(target)) {
    target.value = value;
    return;
  }
  const { at } = structure(architecture, 'WS_STRING');
  memory.writeUint32(target + at.length, value.length);
  memory.writePointer(target + at.chars, value.chars);
}

/** Declaration of WsGetErrorString. Source: wws.json. */
export const WsGetErrorString: Routine<WebServices, WsGetErrorString> = routine<WsGetErrorString>()(
  {
    name: 'WsGetErrorString',
    header: 'webservices.h',
    includeHeader: 'webservices.h',
    library: 'WebServices.lib',
    dll: 'WebServices.dll',
    minClient: 'Windows 7',
    page: null,
    summary: 'Gives a string of an error object.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
    parameters: [
      { name: 'error', type: 'WS_ERROR *', direction: 'in' },
      { name: 'index', type: 'ULONG', direction: 'in' },
      { name: 'string', type: 'WS_STRING *', direction: 'out' },
    ],
    returns: 'HRESULT',
    returnText: 'S_OK (NO_ERROR), or E_INVALIDARG.',
    codes: [
      { code: 'S_OK', when: 'length and address were stored', modelled: 'produced' },
      {
        code: 'E_INVALIDARG',
        when: 'error is no WS_ERROR, index is not below WS_ERROR_PROPERTY_STRING_COUNT, or string is NULL',
        modelled: 'produced',
      },
    ],
    seeAlso: ['WsAddErrorString', 'WsGetErrorProperty'],
    remarks: ['The text of an error code is its name and number in irqlab, not a message of Windows.'],
    since: '0.1.0',
  },
  (services: WebServices) => (error, index, string) =>
    services.onError(error, (state) => {
      const found = allStrings(state)[unsigned32(index, 'WsGetErrorString')];
      if (found === undefined || string === 0) return E_INVALIDARG;
      store(services, string, found);
      return S_OK;
    }),
  {
    failures: { E_INVALIDARG: () => E_INVALIDARG },
  },
);
