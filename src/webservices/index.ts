/**
 * What a program needs for Windows Web Services beside the members of its process: the entry `irqlab/webservices`.
 *
 * @module
 */

import type * as types from '../contract/web-services-types.ts';
import type { CType } from '../machine/out.ts';

export type {
  HRESULT,
  WS_ERROR_PROPERTY_ID,
  WS_HEAP_PROPERTY_ID,
} from '../contract/web-services-types.ts';
export * from '../status/common-hresults.ts';
export * from './constants.ts';
export type { WsAddErrorString } from './ws-add-error-string.ts';
export type { WsAlloc } from './ws-alloc.ts';
export type { WsCreateError } from './ws-create-error.ts';
export type { WsCreateHeap } from './ws-create-heap.ts';
export type { WsCreateXmlBuffer } from './ws-create-xml-buffer.ts';
export type { WsFreeError } from './ws-free-error.ts';
export type { WsFreeHeap } from './ws-free-heap.ts';
export type { WsGetErrorProperty } from './ws-get-error-property.ts';
export type { WsGetErrorString } from './ws-get-error-string.ts';
export type { WsGetHeapProperty } from './ws-get-heap-property.ts';
export type { WsResetError } from './ws-reset-error.ts';
export type { WsResetHeap } from './ws-reset-heap.ts';
export type { WsSetErrorProperty } from './ws-set-error-property.ts';

/** A text in simulated memory: `out(WS_STRING)`. */
export const WS_STRING: CType<types.WS_STRING> = { name: 'WS_STRING', initial: { length: 0, chars: 0 } };
/** A text in simulated memory. */
export type WS_STRING = types.WS_STRING;
