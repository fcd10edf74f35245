/**
 * Variables of the kernel that hold a number or lead to one: where the ranges of addresses end, whether there is a
 * debugger. What a driver names is a cell of its import table; these never change, so each driver has cells of its own.
 */
import type { Architecture } from '../contract/c-types.ts';
import { HIGHEST_USER_ADDRESS } from '../memory/address-space.ts';
import type { Memory } from '../memory/memory.ts';
import type { DriverData } from './driver-data.ts';

/** What the cells need of the machine. */
export interface ExportedVariablesHost {
  readonly architecture: Architecture;
  readonly kernelMemory: Memory;
}

/** First address of the system range: the lower half of the canonical addresses, and of 4 GB, are the programs'. */
const SYSTEM_RANGE_START = { x64: -(2 ** 47), x86: 0x8000_0000 } as const;

/** Writes a cell at an address; behind it is room for what it leads to. */
type Cell = (host: ExportedVariablesHost, address: number) => void;

const pointer =
  (value: (architecture: Architecture) => number): Cell =>
  ({ architecture, kernelMemory }, address) =>
    kernelMemory.writePointer(address, value(architecture));

/** `extern PBOOLEAN`: the cell leads to the BOOLEAN. */
const boolean =
  (value: 0 | 1): Cell =>
  ({ kernelMemory }, address) => {
    kernelMemory.writePointer(address, address + 8);
    kernelMemory.writeUint8(address + 8, value);
  };

const cells: ReadonlyMap<string, Cell> = new Map([
  ['MmHighestUserAddress', pointer((architecture) => HIGHEST_USER_ADDRESS[architecture])],
  // The 64 KB behind the last address that a program has are nobody's: a probe ends where they begin.
  ['MmUserProbeAddress', pointer((architecture) => HIGHEST_USER_ADDRESS[architecture] + 1)],
  ['MmSystemRangeStart', pointer((architecture) => SYSTEM_RANGE_START[architecture])],
  // No debugger is attached (docs/limits.md).
  ['KdDebuggerEnabled', boolean(0)],
  ['KdDebuggerNotPresent', boolean(1)],
]);

/** True for the name of such a variable. */
export const isExportedVariable = (name: string): boolean => cells.has(name);

/** Makes the cell of a variable; its address, or undefined for another name. */
export function exportedVariable(
  host: ExportedVariablesHost,
  data: DriverData,
  name: string,
): number | undefined {
  const cell = cells.get(name);
  if (cell === undefined) return undefined;
  const address = data.variable(16);
  cell(host, address);
  return address;
}
