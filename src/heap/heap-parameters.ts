/**
 * Reading RTL_HEAP_PARAMETERS, from simulated memory or from a TypeScript value.
 *
 * Layout (ntifs.h): Length u32, then pointer-sized members in the order below.
 * A Length that is not the size of the structure is ignored (*ours*: the page
 * says what it must be, not what happens otherwise).
 */
import type { Out, PVOID, RTL_HEAP_PARAMETERS, SIZE_T } from '../contract/c-types.ts';
import { pointerBytes } from '../contract/c-types.ts';
import { pointerSized } from '../machine/addresses.ts';
import { out } from '../machine/out.ts';
import type { HeapPlatform } from './heap-platform.ts';

/** Parameters with every member present; 0 asks for the default. */
export interface HeapParameters {
  readonly SegmentReserve: number;
  readonly SegmentCommit: number;
  readonly DeCommitFreeBlockThreshold: number;
  readonly DeCommitTotalFreeThreshold: number;
  readonly MaximumAllocationSize: number;
  readonly VirtualMemoryThreshold: number;
  readonly InitialCommit: number;
  readonly InitialReserve: number;
  readonly CommitRoutine:
    | ((address: number, bytes: number) => { address: number; bytes: number } | null)
    | null;
}

/** Parameters of a heap for which nobody gave any. */
export const defaultParameters: HeapParameters = {
  SegmentReserve: 0,
  SegmentCommit: 0,
  DeCommitFreeBlockThreshold: 0,
  DeCommitTotalFreeThreshold: 0,
  MaximumAllocationSize: 0,
  VirtualMemoryThreshold: 0,
  InitialCommit: 0,
  InitialReserve: 0,
  CommitRoutine: null,
};

/** Reads pointer-sized values of simulated memory as the kernel does for its caller. */
export interface ParameterMemory {
  readPointer(address: number): number;
  writePointer(address: number, value: number): void;
}

const members = [
  'SegmentReserve',
  'SegmentCommit',
  'DeCommitFreeBlockThreshold',
  'DeCommitTotalFreeThreshold',
  'MaximumAllocationSize',
  'VirtualMemoryThreshold',
  'InitialCommit',
  'InitialReserve',
] as const;

/** Reads the parameters; `heapBase` is what the commit routine is called with (B-029). */
export function readParameters(
  platform: HeapPlatform,
  memory: ParameterMemory,
  given: PVOID | RTL_HEAP_PARAMETERS,
  heapBase: number,
): HeapParameters {
  const { architecture } = platform;
  const width = pointerBytes(architecture);
  const read = (name: (typeof members)[number], index: number): number => {
    if (typeof given === 'object') return pointerSized(architecture, given[name] ?? 0, name);
    return given === 0 ? 0 : memory.readPointer(given + width * (index + 1));
  };
  const values = Object.fromEntries(members.map((name, index) => [name, read(name, index)])) as Record<
    (typeof members)[number],
    number
  >;
  const routine =
    typeof given === 'object'
      ? (given.CommitRoutine ?? 0)
      : given === 0
        ? 0
        : memory.readPointer(given + width * 9);
  return { ...values, CommitRoutine: commitRoutine(platform, routine, heapBase) };
}

type CommitRoutine = RTL_HEAP_PARAMETERS['CommitRoutine'];

function commitRoutine(
  platform: HeapPlatform,
  routine: NonNullable<CommitRoutine>,
  heapBase: number,
): HeapParameters['CommitRoutine'] {
  if (routine === 0) return null;
  return (wantedAddress, wantedBytes) => {
    const address: Out<PVOID> = out({ name: 'PVOID', initial: wantedAddress });
    const bytes: Out<SIZE_T> = out({ name: 'SIZE_T', initial: wantedBytes });
    const status = platform.callCommitRoutine(routine, heapBase, address, bytes);
    return status >>> 31 === 0 ? { address: address.value, bytes: bytes.value } : null;
  };
}
