import type { PVOID } from '../contract/c-types.ts';
import { type Routine, routine } from '../contract/contract.ts';
import type { WebServices } from './web-services.ts';

/** See the call signature. */
export interface WsFreeError {
  /**
   * Frees a WS_ERROR with its strings. User mode only.
   *
   * It has no result. What is no WS_ERROR (NULL, one that was freed) raises WS_EXCEPTION_CODE_USAGE_FAILURE; in the
   * observed profile nothing happens.
   *
   * @param error WS_ERROR from WsCreateError
   */
  (error: PVOID): void;
}

/** Declaration of WsFreeError. Source: wws.json. */
export const WsFreeError: Routine<WebServices, WsFreeError> = routine<WsFreeError>()(
  {
    name: 'WsFreeError',
    header: 'webservices.h',
    includeHeader: 'webservices.h',
    library: 'WebServices.lib',
    dll: 'WebServices.dll',
    minClient: 'Windows 7',
    page: null,
    summary: 'Frees a WS_ERROR with its strings.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
    parameters: [{ name: 'error', type: 'WS_ERROR *', direction: 'in' }],
    returns: 'void',
    codes: [],
    seeAlso: ['WsCreateError', 'WsResetError'],
    remarks: ['The argument must not be NULL.'],
    since: '0.1.0',
  },
  (services: WebServices) => (error) => {
    const state = error === 0 ? undefined : services.errors.table.find(error);
    if (state === undefined) services.notAnObject();
    else services.errors.free(error, state);
  },
  { waitsFor: (services, _, contract) => services.waitsFor(contract) },
);
