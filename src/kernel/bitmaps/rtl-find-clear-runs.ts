import type { BOOLEAN, PointerTo, PVOID, ULONG } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import { structure } from '../../contract/structure.ts';
import { Bitmap, type BitmapServices, giveRun, type Run } from './bitmaps.ts';

/** The first runs of clear bits, as many as are wanted. */
function firstRuns(bitmap: Bitmap, count: number): readonly Run[] {
  const runs: Run[] = [];
  for (const run of bitmap.clearRuns()) {
    if (runs.length === count) break;
    runs.push(run);
  }
  return runs;
}

/** Type of `RtlFindClearRuns`. */
export interface RtlFindClearRuns {
  /**
   * Finds runs of clear bits: the first ones, in order, or the longest ones, from the longest to the shortest.
   * IRQL <= APC_LEVEL.
   * @param BitMapHeader address of the RTL_BITMAP
   * @param RunArray address of an array of RTL_BITMAP_RUN
   * @param SizeOfRunArray how many of them it has
   * @param LocateLongestRuns TRUE for the longest runs
   * @returns how many runs were stored
   */
  (BitMapHeader: PVOID, RunArray: PVOID, SizeOfRunArray: ULONG, LocateLongestRuns: BOOLEAN): ULONG;
}

/** Declaration of `RtlFindClearRuns`. */
export const RtlFindClearRuns = routine<RtlFindClearRuns>()(
  {
    name: 'RtlFindClearRuns',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-rtlfindclearruns',
    summary: 'Finds runs of clear bits of a bitmap.',
    modes: ['kernel'],
    maxIrql: { level: 'APC_LEVEL', text: '<= APC_LEVEL (See Remarks section)', source: 'page' },
    parameters: [
      { name: 'BitMapHeader', type: 'PRTL_BITMAP', direction: 'in' },
      { name: 'RunArray', type: 'PRTL_BITMAP_RUN', direction: 'out' },
      { name: 'SizeOfRunArray', type: 'ULONG', direction: 'in' },
      { name: 'LocateLongestRuns', type: 'BOOLEAN', direction: 'in' },
    ],
    returns: 'ULONG',
    seeAlso: ['RtlFindLongestRunClear', 'RtlFindNextForwardRunClear'],
    since: '0.1.0',
  },
  (services: BitmapServices) => (BitMapHeader, RunArray, SizeOfRunArray, LocateLongestRuns) => {
    const bitmap = new Bitmap(services, BitMapHeader);
    const runs =
      LocateLongestRuns === 0 ? firstRuns(bitmap, SizeOfRunArray) : bitmap.longestClearRuns(SizeOfRunArray);
    const { at, bytes } = structure(services.architecture, 'RTL_BITMAP_RUN');
    for (const [index, { start, length }] of runs.entries()) {
      services.kernelMemory.writeUint32(RunArray + index * bytes + at.StartingIndex, start);
      services.kernelMemory.writeUint32(RunArray + index * bytes + at.NumberOfBits, length);
    }
    return runs.length;
  },
);

/** Type of `RtlFindFirstRunClear`. */
export interface RtlFindFirstRunClear {
  /**
   * Finds the first run of clear bits. IRQL <= APC_LEVEL.
   * @param BitMapHeader address of the RTL_BITMAP
   * @param StartingIndex number of its first bit; 0 for none
   * @returns how many bits it has; 0 for none
   */
  (BitMapHeader: PVOID, StartingIndex: PointerTo<ULONG>): ULONG;
}

/** Declaration of `RtlFindFirstRunClear`. */
export const RtlFindFirstRunClear = routine<RtlFindFirstRunClear>()(
  {
    name: 'RtlFindFirstRunClear',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-rtlfindfirstrunclear',
    summary: 'Finds the first run of clear bits of a bitmap.',
    modes: ['kernel'],
    maxIrql: { level: 'APC_LEVEL', text: '<= APC_LEVEL (See Remarks section)', source: 'page' },
    parameters: [
      { name: 'BitMapHeader', type: 'PRTL_BITMAP', direction: 'in' },
      { name: 'StartingIndex', type: 'PULONG', direction: 'out' },
    ],
    returns: 'ULONG',
    seeAlso: ['RtlFindNextForwardRunClear'],
    since: '0.1.0',
  },
  (services: BitmapServices) => (BitMapHeader, StartingIndex) =>
    giveRun(services, StartingIndex, new Bitmap(services, BitMapHeader).clearRunFrom(0)),
);

/** Type of `RtlFindLongestRunClear`. */
export interface RtlFindLongestRunClear {
  /**
   * Finds the longest run of clear bits, the first of several that are as long. IRQL <= APC_LEVEL.
   * @param BitMapHeader address of the RTL_BITMAP
   * @param StartingIndex number of its first bit; 0 for none
   * @returns how many bits it has; 0 for none
   */
  (BitMapHeader: PVOID, StartingIndex: PointerTo<ULONG>): ULONG;
}

/** Declaration of `RtlFindLongestRunClear`. */
export const RtlFindLongestRunClear = routine<RtlFindLongestRunClear>()(
  {
    name: 'RtlFindLongestRunClear',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-rtlfindlongestrunclear',
    summary: 'Finds the longest run of clear bits of a bitmap.',
    modes: ['kernel'],
    maxIrql: { level: 'APC_LEVEL', text: '<= APC_LEVEL (See Remarks section)', source: 'page' },
    parameters: [
      { name: 'BitMapHeader', type: 'PRTL_BITMAP', direction: 'in' },
      { name: 'StartingIndex', type: 'PULONG', direction: 'out' },
    ],
    returns: 'ULONG',
    seeAlso: ['RtlFindClearRuns'],
    since: '0.1.0',
  },
  (services: BitmapServices) => (BitMapHeader, StartingIndex) => {
    const [longest] = new Bitmap(services, BitMapHeader).longestClearRuns(1);
    return giveRun(services, StartingIndex, longest ?? { start: 0, length: 0 });
  },
);

/** Type of `RtlFindNextForwardRunClear`. */
export interface RtlFindNextForwardRunClear {
  /**
   * Finds the next run of clear bits from a bit on. IRQL <= APC_LEVEL.
   * @param BitMapHeader address of the RTL_BITMAP
   * @param FromIndex where to begin
   * @param StartingRunIndex number of its first bit; FromIndex for none
   * @returns how many bits it has; 0 for none
   */
  (BitMapHeader: PVOID, FromIndex: ULONG, StartingRunIndex: PointerTo<ULONG>): ULONG;
}

/** Declaration of `RtlFindNextForwardRunClear`. */
export const RtlFindNextForwardRunClear = routine<RtlFindNextForwardRunClear>()(
  {
    name: 'RtlFindNextForwardRunClear',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-rtlfindnextforwardrunclear',
    summary: 'Finds the next run of clear bits of a bitmap.',
    modes: ['kernel'],
    maxIrql: { level: 'APC_LEVEL', text: '<= APC_LEVEL (See Remarks section)', source: 'page' },
    parameters: [
      { name: 'BitMapHeader', type: 'PRTL_BITMAP', direction: 'in' },
      { name: 'FromIndex', type: 'ULONG', direction: 'in' },
      { name: 'StartingRunIndex', type: 'PULONG', direction: 'out' },
    ],
    returns: 'ULONG',
    seeAlso: ['RtlFindLastBackwardRunClear', 'RtlFindFirstRunClear'],
    since: '0.1.0',
  },
  (services: BitmapServices) => (BitMapHeader, FromIndex, StartingRunIndex) =>
    giveRun(services, StartingRunIndex, new Bitmap(services, BitMapHeader).clearRunFrom(FromIndex)),
);

/** Type of `RtlFindLastBackwardRunClear`. */
export interface RtlFindLastBackwardRunClear {
  /**
   * Finds the run of clear bits before a bit, that bit included. IRQL <= APC_LEVEL.
   * @param BitMapHeader address of the RTL_BITMAP
   * @param FromIndex where to begin
   * @param StartingRunIndex number of its first bit, the lowest; FromIndex for none
   * @returns how many bits it has; 0 for none
   */
  (BitMapHeader: PVOID, FromIndex: ULONG, StartingRunIndex: PointerTo<ULONG>): ULONG;
}

/** Declaration of `RtlFindLastBackwardRunClear`. */
export const RtlFindLastBackwardRunClear = routine<RtlFindLastBackwardRunClear>()(
  {
    name: 'RtlFindLastBackwardRunClear',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-rtlfindlastbackwardrunclear',
    summary: 'Finds the run of clear bits before a bit of a bitmap.',
    modes: ['kernel'],
    maxIrql: { level: 'APC_LEVEL', text: '<= APC_LEVEL (see Remarks section)', source: 'page' },
    parameters: [
      { name: 'BitMapHeader', type: 'PRTL_BITMAP', direction: 'in' },
      { name: 'FromIndex', type: 'ULONG', direction: 'in' },
      { name: 'StartingRunIndex', type: 'PULONG', direction: 'out' },
    ],
    returns: 'ULONG',
    seeAlso: ['RtlFindNextForwardRunClear'],
    since: '0.1.0',
  },
  (services: BitmapServices) => (BitMapHeader, FromIndex, StartingRunIndex) =>
    giveRun(services, StartingRunIndex, new Bitmap(services, BitMapHeader).clearRunUpTo(FromIndex)),
);
