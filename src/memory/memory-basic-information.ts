import type { Architecture } from '../contract/c-types.ts';
import type { MEMORY_BASIC_INFORMATION } from '../contract/win32-types.ts';
import type { Memory } from './memory.ts';

/**
 * Layout of MEMORY_BASIC_INFORMATION (facts/structs.json; PartitionId exists on
 * x64 only and is 0).
 *
 * | member            | x64 | x86 |
 * |-------------------|-----|-----|
 * | BaseAddress       | 0   | 0   |
 * | AllocationBase    | 8   | 4   |
 * | AllocationProtect | 16  | 8   |
 * | RegionSize        | 24  | 12  |
 * | State             | 32  | 16  |
 * | Protect           | 36  | 20  |
 * | Type              | 40  | 24  |
 * | (size)            | 48  | 28  |
 */
const LAYOUT = {
  x64: {
    allocationBase: 8,
    allocationProtect: 16,
    regionSize: 24,
    state: 32,
    protect: 36,
    type: 40,
    bytes: 48,
  },
  x86: {
    allocationBase: 4,
    allocationProtect: 8,
    regionSize: 12,
    state: 16,
    protect: 20,
    type: 24,
    bytes: 28,
  },
} as const;

/** Size of the structure in bytes. */
export const memoryBasicInformationBytes = (architecture: Architecture): number => LAYOUT[architecture].bytes;

/** Stores the structure, padding cleared. */
export function writeMemoryBasicInformation(
  memory: Memory,
  address: number,
  range: MEMORY_BASIC_INFORMATION,
): void {
  const layout = LAYOUT[memory.architecture];
  memory.fill(address, layout.bytes, 0);
  memory.writePointer(address, range.BaseAddress);
  memory.writePointer(address + layout.allocationBase, range.AllocationBase);
  memory.writeUint32(address + layout.allocationProtect, range.AllocationProtect);
  memory.writePointer(address + layout.regionSize, range.RegionSize);
  memory.writeUint32(address + layout.state, range.State);
  memory.writeUint32(address + layout.protect, range.Protect);
  memory.writeUint32(address + layout.type, range.Type);
}
