import type { PVOID, SIZE_T, ULONG } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import type { ULONGLONG } from '../../contract/kernel-types.ts';
import type { CallerCode } from '../caller-code.ts';
import { byteCount } from './byte-ranges.ts';

/** Stores a 32-bit pattern throughout a range. */
export interface RtlFillMemoryUlong {
  /**
   * Stores a 32-bit pattern throughout a range. Any IRQL, as long as the memory is resident there.
   * @param Destination address of the first byte to write
   * @param Length bytes to fill; a rest of less than 4 is left alone (*ours*)
   * @param Pattern what to store
   */
  (Destination: PVOID, Length: SIZE_T | bigint, Pattern: ULONG): void;
}

/** An inline routine of the header. The remarks of its page name two limits; a limit of the routine there is none. */
export const RtlFillMemoryUlong = routine<RtlFillMemoryUlong>()(
  {
    name: 'RtlFillMemoryUlong',
    header: 'ntifs.h',
    includeHeader: 'Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    page: 'ntifs/nf-ntifs-rtlfillmemoryulong',
    summary: 'Stores a 32-bit pattern throughout a range.',
    modes: ['kernel', 'user'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'See Remarks section.', source: 'ours' },
    parameters: [
      { name: 'Destination', type: 'PVOID', direction: 'out' },
      { name: 'Length', type: 'SIZE_T', direction: 'in' },
      { name: 'Pattern', type: 'ULONG', direction: 'in' },
    ],
    returns: 'void',
    inline: true,
    remarks: [
      'In pageable memory it may be called below DISPATCH_LEVEL, elsewhere at any level; whoever touches pageable memory too high is found at the access.',
    ],
    seeAlso: ['RtlFillMemoryUlonglong', 'RtlCompareMemoryUlong'],
    since: '0.1.0',
  },
  (services: CallerCode) => {
    const { memory, architecture } = services;
    return (Destination, Length, Pattern) => {
      const bytes = byteCount(architecture, Length, 'Length');
      for (let at = 0; at + 4 <= bytes; at += 4) memory.writeUint32(Destination + at, Pattern);
    };
  },
);

/** Stores a 64-bit pattern throughout a range. */
export interface RtlFillMemoryUlonglong {
  /**
   * Stores a 64-bit pattern throughout a range. Any IRQL, as long as the memory is resident there.
   * @param Destination address of the first byte to write
   * @param Length bytes to fill; a rest of less than 8 is left alone (*ours*)
   * @param Pattern what to store
   */
  (Destination: PVOID, Length: SIZE_T | bigint, Pattern: ULONGLONG): void;
}

/** As RtlFillMemoryUlong. The page calls it a macro; so it is on x64. */
export const RtlFillMemoryUlonglong = routine<RtlFillMemoryUlonglong>()(
  {
    name: 'RtlFillMemoryUlonglong',
    header: 'ntifs.h',
    includeHeader: 'Ntifs.h, FltKernel.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'ntifs/nf-ntifs-rtlfillmemoryulonglong',
    summary: 'Stores a 64-bit pattern throughout a range.',
    modes: ['kernel'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'See Remarks section.', source: 'ours' },
    parameters: [
      { name: 'Destination', type: 'PVOID', direction: 'out' },
      { name: 'Length', type: 'SIZE_T', direction: 'in' },
      { name: 'Pattern', type: 'ULONGLONG', direction: 'in' },
    ],
    returns: 'void',
    inline: true,
    remarks: [
      'In pageable memory it may be called below DISPATCH_LEVEL, elsewhere at any level; whoever touches pageable memory too high is found at the access.',
    ],
    seeAlso: ['RtlFillMemoryUlong'],
    since: '0.1.0',
  },
  (services: CallerCode) => {
    const { memory, architecture } = services;
    return (Destination, Length, Pattern) => {
      const bytes = byteCount(architecture, Length, 'Length');
      for (let at = 0; at + 8 <= bytes; at += 8) memory.writeBigUint64(Destination + at, Pattern);
    };
  },
);
