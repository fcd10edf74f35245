import type { LONG, PVOID, SIZE_T, UCHAR } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import type { CallerCode } from '../caller-code.ts';
import { byteCount, fill } from './byte-ranges.ts';
import type { RtlMemoryServices } from './rtl-memory-services.ts';

/** Stores one byte throughout a range. */
export interface RtlFillMemory {
  /**
   * Stores one byte throughout a range. Any IRQL, as long as the memory is resident there.
   * @param Destination address of the first byte to write
   * @param Length bytes to fill
   * @param Fill byte to store: the low 8 bits
   */
  (Destination: PVOID, Length: SIZE_T | bigint, Fill: LONG): void;
}

/** A macro for memset, D-078. */
export const RtlFillMemory = routine<RtlFillMemory>()(
  {
    name: 'RtlFillMemory',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtDll.lib (user mode); NtosKrnl.lib (kernel mode)',
    dll: 'Kernel32.dll (user mode); NtosKrnl.exe (kernel mode)',
    page: 'wdm/nf-wdm-rtlfillmemory',
    summary: 'Stores one byte throughout a range.',
    modes: ['kernel', 'user'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level (See Remarks section)', source: 'page' },
    parameters: [
      { name: 'Destination', type: 'void *', direction: 'out' },
      { name: 'Length', type: 'SIZE_T', direction: 'in' },
      { name: 'Fill', type: 'int', direction: 'in' },
    ],
    returns: 'void',
    inline: true,
    seeAlso: ['RtlZeroMemory', 'RtlFillMemoryUlong'],
    since: '0.1.0',
  },
  (services: CallerCode) => {
    const { memory, architecture } = services;
    return (Destination, Length, Fill) => {
      fill(memory, Destination, byteCount(architecture, Length, 'Length'), Fill);
    };
  },
);

/** Stores one byte throughout a range. */
export interface RtlFillBytes {
  /**
   * Stores one byte throughout a range: another name of RtlFillMemory. Any IRQL, as long as the memory is
   * resident there.
   * @param Destination address of the first byte to write
   * @param Length bytes to fill
   * @param Fill byte to store: the low 8 bits
   */
  (Destination: PVOID, Length: SIZE_T | bigint, Fill: LONG): void;
}

/** As RtlFillMemory, for which it stands. */
export const RtlFillBytes = routine<RtlFillBytes>()(
  {
    name: 'RtlFillBytes',
    header: 'wdm.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Stores one byte throughout a range.',
    modes: ['kernel'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'any level', source: 'ours' },
    parameters: [
      { name: 'Destination', type: 'void *', direction: 'out' },
      { name: 'Length', type: 'SIZE_T', direction: 'in' },
      { name: 'Fill', type: 'int', direction: 'in' },
    ],
    returns: 'void',
    inline: true,
    seeAlso: ['RtlFillMemory'],
    since: '0.1.0',
  },
  (services: CallerCode) => {
    const { memory, architecture } = services;
    return (Destination, Length, Fill) => {
      fill(memory, Destination, byteCount(architecture, Length, 'Length'), Fill);
    };
  },
);

/** Fills a range with zeros. */
export interface RtlZeroMemory {
  /**
   * Fills a range with zeros. Any IRQL, as long as the memory is resident there.
   * @param Destination address of the first byte to write
   * @param Length bytes to clear
   */
  (Destination: PVOID, Length: SIZE_T | bigint): void;
}

/** A macro for memset, D-078. */
export const RtlZeroMemory = routine<RtlZeroMemory>()(
  {
    name: 'RtlZeroMemory',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h, Smclib.h, Minitape.h, Scsi.h, Storport.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    page: 'wdm/nf-wdm-rtlzeromemory',
    summary: 'Fills a range with zeros.',
    modes: ['kernel', 'user'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level (See Remarks section)', source: 'page' },
    parameters: [
      { name: 'Destination', type: 'void *', direction: 'out' },
      { name: 'Length', type: 'SIZE_T', direction: 'in' },
    ],
    returns: 'void',
    inline: true,
    seeAlso: ['RtlSecureZeroMemory', 'RtlFillMemory'],
    since: '0.1.0',
  },
  (services: CallerCode) => {
    const { memory, architecture } = services;
    return (Destination, Length) => {
      fill(memory, Destination, byteCount(architecture, Length, 'Length'), 0);
    };
  },
);

/** Fills a range with zeros. */
export interface RtlZeroBytes {
  /**
   * Fills a range with zeros: another name of RtlZeroMemory. Any IRQL, as long as the memory is resident
   * there.
   * @param Destination address of the first byte to write
   * @param Length bytes to clear
   */
  (Destination: PVOID, Length: SIZE_T | bigint): void;
}

/** As RtlZeroMemory, for which it stands. */
export const RtlZeroBytes = routine<RtlZeroBytes>()(
  {
    name: 'RtlZeroBytes',
    header: 'wdm.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Fills a range with zeros.',
    modes: ['kernel'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'any level', source: 'ours' },
    parameters: [
      { name: 'Destination', type: 'void *', direction: 'out' },
      { name: 'Length', type: 'SIZE_T', direction: 'in' },
    ],
    returns: 'void',
    inline: true,
    seeAlso: ['RtlZeroMemory'],
    since: '0.1.0',
  },
  (services: CallerCode) => {
    const { memory, architecture } = services;
    return (Destination, Length) => {
      fill(memory, Destination, byteCount(architecture, Length, 'Length'), 0);
    };
  },
);

/** Fills a range with zeros, whatever the compiler thinks of it. */
export interface RtlSecureZeroMemory {
  /**
   * Fills a range with zeros; no compiler leaves it out because nobody reads the range again. Any IRQL, as
   * long as the memory is resident there.
   * @param ptr address of the first byte to write
   * @param cnt bytes to clear
   * @returns `ptr`
   */
  (ptr: PVOID, cnt: SIZE_T | bigint): PVOID;
}

/** An inline routine of the header. */
export const RtlSecureZeroMemory = routine<RtlSecureZeroMemory>()(
  {
    name: 'RtlSecureZeroMemory',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: null,
    dll: null,
    minClient: 'Windows Server 2003',
    page: 'wdm/nf-wdm-rtlsecurezeromemory',
    summary: 'Fills a range with zeros, whatever the compiler thinks of it.',
    modes: ['kernel', 'user'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level (See Remarks section)', source: 'page' },
    parameters: [
      { name: 'ptr', type: 'PVOID', direction: 'out' },
      { name: 'cnt', type: 'SIZE_T', direction: 'in' },
    ],
    returns: 'PVOID',
    inline: true,
    seeAlso: ['RtlZeroMemory'],
    since: '0.1.0',
  },
  (services: CallerCode) => {
    const { memory, architecture } = services;
    return (ptr, cnt) => {
      fill(memory, ptr, byteCount(architecture, cnt, 'cnt'), 0);
      return ptr;
    };
  },
);

/** Stores one byte throughout a range, past the cache. */
export interface RtlFillMemoryNonTemporal {
  /**
   * Stores one byte throughout a range, past the cache. Any IRQL, as long as the memory is resident there.
   * @param Destination address of the first byte to write
   * @param Length bytes to fill
   * @param Value byte to store
   */
  (Destination: PVOID, Length: SIZE_T | bigint, Value: UCHAR): void;
}

/** As RtlCopyMemoryNonTemporal: the accesses are those of the kernel (*ours*). */
export const RtlFillMemoryNonTemporal = routine<RtlFillMemoryNonTemporal>()(
  {
    name: 'RtlFillMemoryNonTemporal',
    header: 'wdm.h',
    library: null,
    dll: null,
    page: 'wdm/nf-wdm-rtlfillmemorynontemporal',
    summary: 'Stores one byte throughout a range, past the cache.',
    modes: ['kernel'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'any level', source: 'ours' },
    parameters: [
      { name: 'Destination', type: 'UNALIGNED void *', direction: 'out' },
      { name: 'Length', type: 'SIZE_T', direction: 'in' },
      { name: 'Value', type: 'const UCHAR', direction: 'in' },
    ],
    returns: 'void',
    seeAlso: ['RtlFillMemory'],
    since: '0.1.0',
  },
  (services: RtlMemoryServices) => {
    const { kernelMemory, architecture } = services;
    return (Destination, Length, Value) => {
      fill(kernelMemory, Destination, byteCount(architecture, Length, 'Length'), Value);
    };
  },
);
