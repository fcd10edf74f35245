/**
 * C types of Windows Web Services, and what TypeScript passes for each: see the
 * table at the head of c-types.ts. WS_HEAP, WS_ERROR and WS_XML_BUFFER are
 * opaque: a program has their addresses.
 */
import type { Flavoured, Out, PointerTo, PVOID, ULONG } from './c-types.ts';

/** Result of a function: bit 31 is set for a failure. Shown unsigned: 0x803D0008. */
export type HRESULT = Flavoured<number, 'HRESULT'>;
/** Value of the enumeration WS_HEAP_PROPERTY_ID. */
export type WS_HEAP_PROPERTY_ID = Flavoured<number, 'WS_HEAP_PROPERTY_ID'>;
/** Value of the enumeration WS_ERROR_PROPERTY_ID. */
export type WS_ERROR_PROPERTY_ID = Flavoured<number, 'WS_ERROR_PROPERTY_ID'>;

/** WS_STRING as a TypeScript value: a text in simulated memory, without a NUL behind it. */
export interface WS_STRING {
  /** Number of 16-bit units. */
  readonly length: ULONG;
  /** Address of the first one. */
  readonly chars: PVOID;
}

/** What a caller may pass for each C type of Windows Web Services. */
export interface WebServicesArguments {
  'WS_HEAP *': PVOID;
  'WS_HEAP **': PointerTo<PVOID>;
  'WS_ERROR *': PVOID;
  'WS_ERROR **': PointerTo<PVOID>;
  'WS_XML_BUFFER **': PointerTo<PVOID>;
  'void **': PointerTo<PVOID>;
  'const WS_HEAP_PROPERTY *': PVOID;
  'const WS_ERROR_PROPERTY *': PVOID;
  'const WS_XML_BUFFER_PROPERTY *': PVOID;
  'const WS_STRING *': PVOID | string;
  'WS_STRING *': PVOID | Out<WS_STRING>;
  WS_HEAP_PROPERTY_ID: WS_HEAP_PROPERTY_ID;
  WS_ERROR_PROPERTY_ID: WS_ERROR_PROPERTY_ID;
}

/** What a routine gives back for each C type of Windows Web Services. */
export interface WebServicesResults {
  HRESULT: HRESULT;
}
