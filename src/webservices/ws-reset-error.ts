import type { PVOID } from '../contract/c-types.ts';
import { type Routine, routine } from '../contract/contract.ts';
import type { HRESULT } from '../contract/web-services-types.ts';
import { E_INVALIDARG, S_OK } from '../status/common-hresults.ts';
import type { WebServices } from './web-services.ts';

/** See the call signature. */
export interface WsResetError {
  /**
   * Takes strings and error code of an error object away; the language stays. User mode only.
   *
   * @param error WS_ERROR from WsCreateError
   * @returns S_OK, or E_INVALIDARG
   */
  (error: PVOID): HRESULT;
}

/** Declaration of WsResetError. Source: wws.json. */
export const WsResetError: Routine<WebServices, WsResetError> = routine<WsResetError>()(
  {
    name: 'WsResetError',
    header: 'webservices.h',
    includeHeader: 'webservices.h',
    library: 'WebServices.lib',
    dll: 'WebServices.dll',
    minClient: 'Windows 7',
    page: null,
    summary: 'Takes strings and error code of an error object away.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
    parameters: [{ name: 'error', type: 'WS_ERROR *', direction: 'in' }],
    returns: 'HRESULT',
    returnText: 'S_OK (NO_ERROR), or E_INVALIDARG.',
    codes: [
      { code: 'S_OK', when: 'the error object is as new', modelled: 'produced' },
      { code: 'E_INVALIDARG', when: 'error is no WS_ERROR', modelled: 'produced' },
    ],
    seeAlso: ['WsCreateError', 'WsFreeError'],
    remarks: ['Strings that WsGetErrorString gave are invalid afterwards.'],
    since: '0.1.0',
  },
  (services: WebServices) => (error) =>
    services.onError(error, (state) => {
      services.errors.reset(error, state);
      return S_OK;
    }),
  {
    waitsFor: (services, _, contract) => services.waitsFor(contract),
    failures: { E_INVALIDARG: () => E_INVALIDARG },
  },
);
