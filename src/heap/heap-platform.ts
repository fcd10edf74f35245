/** What a heap needs from the rest of the machine. The composition root supplies it; heaps never import the kernel. */
import type { Architecture, Out, PVOID, RTL_HEAP_COMMIT_ROUTINE, SIZE_T } from '../contract/c-types.ts';
import type { PRTL_ENUM_HEAPS_ROUTINE } from '../contract/heap-types.ts';
import type { AccessKind, MachinePorts } from '../machine/ports.ts';
import type { Region } from '../memory/region.ts';
import type { BlockOwners } from './block-owners.ts';
import type { PageHeapKind } from './global-flags.ts';
import type { StackTraces } from './stack-traces.ts';

/** Pages for heaps, in one address space. Addresses and sizes in bytes, multiples of a page. */
export interface HeapPages {
  /** The user range of the process, or null when it has none. */
  readonly userRegion: Region | null;
  /** Reserves anywhere in the user range at a multiple of 64 KB; null when there is no room. */
  reserve(bytes: number, executable: boolean): { region: Region; offset: number } | null;
  /** Commits pages; false when physical memory is exhausted. Pages that a heap gave back have the bytes they had, others zeroes. */
  commit(region: Region, offset: number, bytes: number, executable: boolean): boolean;
  /** Changes the protection of committed pages. */
  protect(
    region: Region,
    offset: number,
    bytes: number,
    allowed: { readonly writable: boolean; readonly executable: boolean },
  ): void;
  /** Gives the memory of pages back but keeps their addresses. */
  decommit(region: Region, offset: number, bytes: number): void;
  /** Gives a whole reservation back. */
  release(region: Region, offset: number): void;
  /** The region that holds an address, and the offset in it; null for an address in none. */
  find(address: number): { region: Region; offset: number } | null;
  /** Number of committed bytes from an offset on, without a gap. */
  committedFrom(region: Region, offset: number): number;
  /** Number of bytes from an offset to the end of its reservation, 0 when not reserved. */
  reservedFrom(region: Region, offset: number): number;
}

/** Services for the heaps of one process, or of kernel-mode code. */
export interface HeapPlatform {
  readonly machine: MachinePorts;
  readonly architecture: Architecture;
  readonly mode: 'kernel' | 'user';
  readonly pages: HeapPages;
  /** Whether finding a damaged heap ends the process (BEHAVIOUR-DECISIONS 10). */
  terminateOnCorruption: boolean;
  /** Global flags that heaps made now get their debug flags from (global-flags.ts). */
  readonly globalFlags: number;
  /** Which page heap the global flag asks for. */
  readonly pageHeap: PageHeapKind;
  /** Who allocated the blocks of heaps that remember it. */
  readonly stackTraces: StackTraces;
  /** Who allocated the blocks that C code asked for, or that others did after C was loaded. */
  readonly owners: BlockOwners;
  /** Next 32 bits of the machine's generator: header keys. */
  random(): number;
  /** Whether blocks of a heap with these flags are aligned to 16 bytes. */
  alignSixteen(flags: number): boolean;
  /** Calls a commit routine; one that is given by address gets its two cells in simulated memory. */
  callCommitRoutine(
    routine: number | RTL_HEAP_COMMIT_ROUTINE,
    base: number,
    address: Out<PVOID>,
    bytes: Out<SIZE_T>,
  ): number;
  /** Calls the routine of RtlEnumProcessHeaps: a TypeScript function, or a simulated one by address. */
  callEnumRoutine(routine: PRTL_ENUM_HEAPS_ROUTINE, handle: number, parameter: number): number;
  /** Runs a block; null when an exception left it that is caught here (the routine's own guard). */
  guarded<T>(block: () => T): T | null;
  /** Reads a byte of an address as the kernel does for its caller: faults when that is not possible. */
  touch(address: number): void;
  /** The heap touched memory it may not. Returns when the access is to be tried again. */
  fault(region: Region, offset: number, access: AccessKind): void;
}
