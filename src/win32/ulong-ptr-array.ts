/** Arrays of ULONG_PTR in memory that the page frame routines read and fill: as wide as a pointer of the process. */
import { type PVOID, pointerBytes } from '../contract/c-types.ts';
import { unsignedSize } from '../memory/virtual-memory-range.ts';
import {
  canWrite,
  readSize,
  type VirtualMemoryServices,
  writeSize,
} from '../memory/virtual-memory-services.ts';
import { pointerArgument } from './pointer-argument.ts';

/** True when the program can write to an array of `count` values, and so can read it. */
export function isUsable(services: VirtualMemoryServices, array: PVOID, count: number): boolean {
  const address = pointerArgument(array, 'PageArray');
  return count === 0 || canWrite(services, [address], count * pointerBytes(services.architecture));
}

/** Most pages that a count can mean: no array of more fits into a process. */
const MOST_PAGES = 2 ** 31;

/** The count at an address, as the unsigned number that C sees; null when it cannot be used. */
export function readCount(services: VirtualMemoryServices, address: PVOID): number | null {
  if (!isUsable(services, address, 1)) return null;
  return Math.min(unsignedSize(services.architecture, readSize(services, address)), MOST_PAGES);
}

/** The first values of an array, as signed canonical numbers. */
export const readValues = (services: VirtualMemoryServices, array: PVOID, count: number): number[] =>
  Array.from({ length: count }, (_, index) =>
    readSize(services, array + index * pointerBytes(services.architecture)),
  );

/** Stores values from the first element on. */
export function writeValues(services: VirtualMemoryServices, array: PVOID, values: readonly number[]): void {
  const width = pointerBytes(services.architecture);
  for (const [index, value] of values.entries()) writeSize(services, array + index * width, value);
}
