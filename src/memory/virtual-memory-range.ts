import type { Architecture } from '../contract/c-types.ts';
import { HIGHEST_USER_ADDRESS } from './address-space.ts';
import { UNIT_BYTES } from './page-access.ts';
import type { Region } from './region.ts';

/** A result that says what a request would need that irqlab does not model; the routine stops with NotModelled. */
export interface NotModelledRequest {
  readonly notModelled: string;
}

/** An NTSTATUS and, after success, the range that was worked on. */
export interface RangeResult {
  /** NTSTATUS. */
  readonly status: number;
  /** First address; 0 after a failure. */
  readonly base: number;
  /** Bytes; 0 after a failure. */
  readonly size: number;
}

/** A failed request. */
export const failed = (status: number): RangeResult => ({ status, base: 0, size: 0 });

/** A SIZE_T or ULONG_PTR as the unsigned number that C sees. Exact below 2^53, and only compared above. */
export function unsignedSize(architecture: Architecture, size: number): number {
  if (architecture === 'x86') return size >>> 0;
  return size < 0 ? size + 2 ** 64 : size;
}

/** First address behind the user range of an architecture. */
export const userEnd = (architecture: Architecture): number => HIGHEST_USER_ADDRESS[architecture] + 1;

/** True for an address in the user range, 0 included. */
export const isInUserRange = (architecture: Architecture, address: number): boolean =>
  address >= 0 && address <= HIGHEST_USER_ADDRESS[architecture];

/** Text for a reservation at an address that irqlab has no bytes for. */
export const outsideRegion = (base: number, region: Pick<Region, 'base' | 'bytes'>): string =>
  `memory at 0x${base.toString(16)} (the user memory of this process is 0x${(region.base + UNIT_BYTES).toString(16)} ` +
  `to 0x${(region.base + region.bytes).toString(16)})`;
