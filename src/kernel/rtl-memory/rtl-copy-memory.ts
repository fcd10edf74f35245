import type { PVOID, SIZE_T } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import { pointerSized } from '../../machine/addresses.ts';
import type { CallerCode } from '../caller-code.ts';
import { byteCount, move, overlap } from './byte-ranges.ts';
import type { RtlMemoryServices } from './rtl-memory-services.ts';

/**
 * Driver Verifier notices a copy between overlapping ranges (D-081); the routine copies as RtlMoveMemory does when
 * it does not.
 */
function reportOverlap(
  services: CallerCode,
  routine: string,
  to: number,
  from: number,
  length: SIZE_T | bigint,
): void {
  if (services.mode !== 'kernel') return;
  // As a number that a parameter of a bug check can have: a count of bytes above 2^53 is not exact.
  const bytes = pointerSized(services.architecture, length, 'Length');
  services.violation({ rule: 'copy-overlaps', routine, values: [to, from, bytes] });
}

/** Copies bytes between ranges that do not overlap. */
export interface RtlCopyMemory {
  /**
   * Copies bytes from lower to higher addresses. Ranges that overlap break a rule, which Driver Verifier
   * notices with 0xC4/0xF0: use RtlMoveMemory for those. Any IRQL, as long as the memory is resident there.
   * @param Destination address of the first byte to write
   * @param Source address of the first byte to read
   * @param Length bytes to copy
   */
  (Destination: PVOID, Source: PVOID, Length: SIZE_T | bigint): void;
}

/** A macro for memcpy, D-078 and D-081. How far it gets before a fault: byte-ranges.ts. */
export const RtlCopyMemory = routine<RtlCopyMemory>()(
  {
    name: 'RtlCopyMemory',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtDll.dll (user mode); NtosKrnl.exe (kernel mode)',
    page: 'wdm/nf-wdm-rtlcopymemory',
    summary: 'Copies bytes between ranges that do not overlap.',
    modes: ['kernel', 'user'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level (See Remarks section)', source: 'page' },
    parameters: [
      { name: 'Destination', type: 'void *', direction: 'out' },
      { name: 'Source', type: 'const void *', direction: 'in' },
      { name: 'Length', type: 'SIZE_T', direction: 'in' },
    ],
    returns: 'void',
    inline: true,
    seeAlso: ['RtlMoveMemory', 'RtlFillMemory'],
    since: '0.1.0',
  },
  (services: CallerCode) => {
    const { memory, architecture } = services;
    return (Destination, Source, Length) => {
      const bytes = byteCount(architecture, Length, 'Length');
      if (bytes > 0 && overlap(Destination, Source, bytes))
        reportOverlap(services, 'RtlCopyMemory', Destination, Source, Length);
      move(memory, Destination, Source, bytes);
    };
  },
);

/** Copies bytes between ranges that do not overlap. */
export interface RtlCopyBytes {
  /**
   * Copies bytes: another name of RtlCopyMemory. Any IRQL, as long as the memory is resident there.
   * @param Destination address of the first byte to write
   * @param Source address of the first byte to read
   * @param Length bytes to copy
   */
  (Destination: PVOID, Source: PVOID, Length: SIZE_T | bigint): void;
}

/** As RtlCopyMemory, for which it stands. */
export const RtlCopyBytes = routine<RtlCopyBytes>()(
  {
    name: 'RtlCopyBytes',
    header: 'wdm.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Copies bytes between ranges that do not overlap.',
    modes: ['kernel'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'any level', source: 'ours' },
    parameters: [
      { name: 'Destination', type: 'void *', direction: 'out' },
      { name: 'Source', type: 'const void *', direction: 'in' },
      { name: 'Length', type: 'SIZE_T', direction: 'in' },
    ],
    returns: 'void',
    inline: true,
    seeAlso: ['RtlCopyMemory'],
    since: '0.1.0',
  },
  (services: CallerCode) => {
    const { memory, architecture } = services;
    return (Destination, Source, Length) => {
      const bytes = byteCount(architecture, Length, 'Length');
      if (bytes > 0 && overlap(Destination, Source, bytes))
        reportOverlap(services, 'RtlCopyBytes', Destination, Source, Length);
      move(memory, Destination, Source, bytes);
    };
  },
);

/** Copies bytes between ranges that may overlap. */
export interface RtlMoveMemory {
  /**
   * Copies bytes between ranges that may overlap: the target then holds what the source held before. Any
   * IRQL, as long as the memory is resident there.
   * @param Destination address of the first byte to write
   * @param Source address of the first byte to read
   * @param Length bytes to copy
   */
  (Destination: PVOID, Source: PVOID, Length: SIZE_T | bigint): void;
}

/** A macro for memmove, D-078. */
export const RtlMoveMemory = routine<RtlMoveMemory>()(
  {
    name: 'RtlMoveMemory',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    page: 'wdm/nf-wdm-rtlmovememory',
    summary: 'Copies bytes between ranges that may overlap.',
    modes: ['kernel', 'user'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level (See Remarks section)', source: 'page' },
    parameters: [
      { name: 'Destination', type: 'void *', direction: 'out' },
      { name: 'Source', type: 'const void *', direction: 'in' },
      { name: 'Length', type: 'SIZE_T', direction: 'in' },
    ],
    returns: 'void',
    inline: true,
    seeAlso: ['RtlCopyMemory'],
    since: '0.1.0',
  },
  (services: CallerCode) => {
    const { memory, architecture } = services;
    return (Destination, Source, Length) => {
      const bytes = byteCount(architecture, Length, 'Length');
      move(memory, Destination, Source, bytes);
    };
  },
);

/** Copies bytes past the cache. */
export interface RtlCopyMemoryNonTemporal {
  /**
   * Copies bytes between ranges that do not overlap, past the cache. Any IRQL, as long as the memory is
   * resident there.
   * @param Destination address of the first byte to write
   * @param Source address of the first byte to read
   * @param Length bytes to copy
   */
  (Destination: PVOID, Source: PVOID, Length: SIZE_T | bigint): void;
}

/** Exported on x64, and with the accesses of the kernel on both (*ours*). There is no cache, and Verifier checks memcpy only. */
export const RtlCopyMemoryNonTemporal = routine<RtlCopyMemoryNonTemporal>()(
  {
    name: 'RtlCopyMemoryNonTemporal',
    header: 'wdm.h',
    library: null,
    dll: 'NtDll.lib (user mode); NtosKrnl.lib (kernel mode)',
    page: 'wdm/nf-wdm-rtlcopymemorynontemporal',
    summary: 'Copies bytes past the cache.',
    modes: ['kernel'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level (see Remarks section)', source: 'page' },
    parameters: [
      { name: 'Destination', type: 'UNALIGNED void *', direction: 'out' },
      { name: 'Source', type: 'const UNALIGNED void *', direction: 'in' },
      { name: 'Length', type: 'SIZE_T', direction: 'in' },
    ],
    returns: 'void',
    seeAlso: ['RtlCopyMemory'],
    since: '0.1.0',
  },
  (services: RtlMemoryServices) => {
    const { kernelMemory, architecture } = services;
    return (Destination, Source, Length) => {
      const bytes = byteCount(architecture, Length, 'Length');
      move(kernelMemory, Destination, Source, bytes);
    };
  },
);
