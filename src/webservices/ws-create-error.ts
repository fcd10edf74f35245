import type { PointerTo, PVOID, ULONG } from '../contract/c-types.ts';
import { type Routine, routine } from '../contract/contract.ts';
import { structure } from '../contract/structure.ts';
import type { HRESULT } from '../contract/web-services-types.ts';
import { E_INVALIDARG, E_OUTOFMEMORY, S_OK } from '../status/common-hresults.ts';
import { unsigned32 } from '../status/unsigned32.ts';
import { storePointer } from './arguments.ts';
import { WS_ERROR_PROPERTY_LANGID } from './constants.ts';
import type { WebServices } from './web-services.ts';
import { DEFAULT_LANGID } from './ws-errors.ts';

/** Bytes of a LANGID. */
const LANGID_BYTES = 2;

/** See the call signature. */
export interface WsCreateError {
  /**
   * Creates an error object, which functions fill when they fail. User mode only.
   *
   * @param properties address of an array of WS_ERROR_PROPERTY, or NULL; only WS_ERROR_PROPERTY_LANGID can be given
   * @param propertyCount number of its elements
   * @param error receives the address of the WS_ERROR
   * @returns S_OK, or why not
   */
  (properties: PVOID, propertyCount: ULONG, error: PointerTo<PVOID>): HRESULT;
}

/** The language among the properties; null for one that cannot be given. */
function langidIn(services: WebServices, properties: PVOID, count: number): number | null {
  const { memory } = services;
  const { at, bytes } = structure(services.architecture, 'WS_ERROR_PROPERTY');
  if (properties === 0 && count !== 0) return null;
  let langid = DEFAULT_LANGID;
  for (let index = 0; index < count; index++) {
    const property = properties + index * bytes;
    const value = memory.readPointer(property + at.value);
    if (memory.readUint32(property + at.id) !== WS_ERROR_PROPERTY_LANGID) return null;
    if (memory.readUint32(property + at.valueSize) !== LANGID_BYTES || value === 0) return null;
    langid = memory.readUint16(value);
  }
  return langid;
}

function create(
  services: WebServices,
  ...[properties, propertyCount, error]: Parameters<WsCreateError>
): HRESULT {
  if (error === 0) return E_INVALIDARG;
  const langid = langidIn(services, properties, unsigned32(propertyCount, 'WsCreateError'));
  if (langid === null) return E_INVALIDARG;
  const made = services.errors.create(langid);
  if (made === 0) return E_OUTOFMEMORY;
  storePointer(services.memory, error, made);
  return S_OK;
}

/** Declaration of WsCreateError. Source: wws.json. */
export const WsCreateError: Routine<WebServices, WsCreateError> = routine<WsCreateError>()(
  {
    name: 'WsCreateError',
    header: 'webservices.h',
    includeHeader: 'webservices.h',
    library: 'WebServices.lib',
    dll: 'WebServices.dll',
    minClient: 'Windows 7',
    page: null,
    summary: 'Creates an error object, which functions fill when they fail.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
    parameters: [
      { name: 'properties', type: 'const WS_ERROR_PROPERTY *', direction: 'in', optional: true },
      { name: 'propertyCount', type: 'ULONG', direction: 'in' },
      { name: 'error', type: 'WS_ERROR **', direction: 'out' },
    ],
    returns: 'HRESULT',
    returnText: 'S_OK (NO_ERROR), or why there is no error object.',
    codes: [
      { code: 'S_OK', when: 'the error object was created', modelled: 'produced' },
      {
        code: 'E_INVALIDARG',
        when: 'error is NULL, or a property is not WS_ERROR_PROPERTY_LANGID with a LANGID',
        modelled: 'produced',
      },
      { code: 'E_OUTOFMEMORY', when: 'there is no memory for the WS_ERROR', modelled: 'produced' },
    ],
    seeAlso: ['WsFreeError', 'WsResetError', 'WsGetErrorProperty', 'WsGetErrorString'],
    remarks: ['Without properties the language is the user default UI language, 0x0409 in irqlab.'],
    since: '0.1.0',
  },
  (services: WebServices) => (properties, propertyCount, error) =>
    create(services, properties, propertyCount, error),
  {
    waitsFor: (services, _, contract) => services.waitsFor(contract),
    failures: { E_INVALIDARG: () => E_INVALIDARG, E_OUTOFMEMORY: () => E_OUTOFMEMORY },
  },
);
