import type { BOOLEAN, PVOID, SIZE_T, ULONG } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import type { CallerCode } from '../caller-code.ts';
import { byteCount, equalBytes } from './byte-ranges.ts';
import type { RtlMemoryServices } from './rtl-memory-services.ts';

/** Counts the equal bytes at the beginning of two ranges. */
export interface RtlCompareMemory {
  /**
   * Counts the equal bytes at the beginning of two ranges. Bytes behind the first difference are not looked
   * at. Any IRQL, as long as the memory is resident there.
   * @param Source1 address of the first byte of one range
   * @param Source2 address of the first byte of the other
   * @param Length bytes to compare
   * @returns number of bytes before the first difference; the length when there is none
   */
  (Source1: PVOID, Source2: PVOID, Length: SIZE_T | bigint): SIZE_T;
}

/** D-078, D-080. Exported: the accesses are those of the kernel, or of the program. */
export const RtlCompareMemory = routine<RtlCompareMemory>()(
  {
    name: 'RtlCompareMemory',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib; OneCoreUAP.lib on Windows 10',
    dll: 'NtDll.dll (user mode); Kernel32.dll (user mode); NtosKrnl.exe (kernel mode)',
    page: 'wdm/nf-wdm-rtlcomparememory',
    summary: 'Counts the equal bytes at the beginning of two ranges.',
    modes: ['kernel', 'user'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level (See Remarks section)', source: 'page' },
    parameters: [
      { name: 'Source1', type: 'const void *', direction: 'in' },
      { name: 'Source2', type: 'const void *', direction: 'in' },
      { name: 'Length', type: 'SIZE_T', direction: 'in' },
    ],
    returns: 'SIZE_T',
    mustCheck: true,
    seeAlso: ['RtlEqualMemory', 'RtlCompareMemoryUlong'],
    since: '0.1.0',
  },
  (services: RtlMemoryServices) => {
    const { kernelMemory, architecture } = services;
    return (Source1, Source2, Length) =>
      equalBytes(kernelMemory, Source1, Source2, byteCount(architecture, Length, 'Length'));
  },
);

/** Counts the bytes at the beginning of a range that repeat a 32-bit pattern. */
export interface RtlCompareMemoryUlong {
  /**
   * Counts the bytes at the beginning of a range that repeat a 32-bit pattern, whole patterns only. Any
   * IRQL, as long as the memory is resident there.
   * @param Source address of the first byte to read
   * @param Length bytes to compare; a rest of less than 4 is not looked at
   * @param Pattern pattern
   * @returns number of bytes that repeat the pattern, a multiple of 4
   */
  (Source: PVOID, Length: SIZE_T | bigint, Pattern: ULONG): SIZE_T;
}

/** D-080. Exported, as RtlCompareMemory. */
export const RtlCompareMemoryUlong = routine<RtlCompareMemoryUlong>()(
  {
    name: 'RtlCompareMemoryUlong',
    header: 'ntifs.h',
    includeHeader: 'Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe (kernel mode); Ntdll.dll (user mode)',
    page: 'ntifs/nf-ntifs-rtlcomparememoryulong',
    summary: 'Counts the bytes at the beginning of a range that repeat a 32-bit pattern.',
    modes: ['kernel', 'user'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level (see Remarks section)', source: 'page' },
    parameters: [
      { name: 'Source', type: 'PVOID', direction: 'in' },
      { name: 'Length', type: 'SIZE_T', direction: 'in' },
      { name: 'Pattern', type: 'ULONG', direction: 'in' },
    ],
    returns: 'SIZE_T',
    mustCheck: true,
    seeAlso: ['RtlFillMemoryUlong', 'RtlCompareMemory'],
    since: '0.1.0',
  },
  (services: RtlMemoryServices) => {
    const { kernelMemory, architecture } = services;
    return (Source, Length, Pattern) => {
      const bytes = byteCount(architecture, Length, 'Length');
      let equal = 0;
      while (equal + 4 <= bytes && kernelMemory.readUint32(Source + equal) === Pattern >>> 0) equal += 4;
      return equal;
    };
  },
);

/** Says whether two ranges hold the same bytes. */
export interface RtlEqualMemory {
  /**
   * Says whether two ranges hold the same bytes. Bytes behind the first difference are not looked at. Any
   * IRQL, as long as the memory is resident there.
   * @param Destination address of the first byte of one range
   * @param Source address of the first byte of the other
   * @param Length bytes to compare
   * @returns 1 when all bytes are equal, else 0
   */
  (Destination: PVOID, Source: PVOID, Length: SIZE_T | bigint): BOOLEAN;
}

/** A macro for memcmp. */
export const RtlEqualMemory = routine<RtlEqualMemory>()(
  {
    name: 'RtlEqualMemory',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: null,
    dll: null,
    page: 'wdm/nf-wdm-rtlequalmemory',
    summary: 'Says whether two ranges hold the same bytes.',
    modes: ['kernel', 'user'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level (See Remarks section)', source: 'page' },
    parameters: [
      { name: 'Destination', type: 'const void *', direction: 'in' },
      { name: 'Source', type: 'const void *', direction: 'in' },
      { name: 'Length', type: 'SIZE_T', direction: 'in' },
    ],
    returns: 'BOOLEAN',
    inline: true,
    seeAlso: ['RtlCompareMemory'],
    since: '0.1.0',
  },
  (services: CallerCode) => {
    const { memory, architecture } = services;
    return (Destination, Source, Length) => {
      const bytes = byteCount(architecture, Length, 'Length');
      return equalBytes(memory, Destination, Source, bytes) === bytes ? 1 : 0;
    };
  },
);

/** Says whether a range holds zeros only. */
export interface RtlIsZeroMemory {
  /**
   * Says whether a range holds zeros only. Bytes behind the first other one are not looked at. Any IRQL, as
   * long as the memory is resident there.
   * @param Buffer address of the first byte to read
   * @param Length bytes to look at
   * @returns 1 when all bytes are 0, else 0
   */
  (Buffer: PVOID, Length: SIZE_T | bigint): BOOLEAN;
}

/** Exported, as RtlCompareMemory. */
export const RtlIsZeroMemory = routine<RtlIsZeroMemory>()(
  {
    name: 'RtlIsZeroMemory',
    header: 'ntddk.h',
    includeHeader: 'Ntddk.h',
    library: null,
    dll: null,
    minClient: 'Windows 10, version 2004',
    page: 'ntddk/nf-ntddk-rtliszeromemory',
    summary: 'Says whether a range holds zeros only.',
    modes: ['kernel', 'user'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'any level', source: 'ours' },
    parameters: [
      { name: 'Buffer', type: 'PVOID', direction: 'in' },
      { name: 'Length', type: 'SIZE_T', direction: 'in' },
    ],
    returns: 'BOOLEAN',
    seeAlso: ['RtlZeroMemory'],
    since: '0.1.0',
  },
  (services: RtlMemoryServices) => {
    const { kernelMemory, architecture } = services;
    return (Buffer, Length) => {
      const bytes = byteCount(architecture, Length, 'Length');
      let at = 0;
      while (at < bytes && kernelMemory.readUint8(Buffer + at) === 0) at += 1;
      return at === bytes ? 1 : 0;
    };
  },
);
