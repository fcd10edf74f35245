import type { PVOID, ULONG } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import { Bitmap, type BitmapServices } from './bitmaps.ts';

/** Type of `RtlSetBits`. */
export interface RtlSetBits {
  /**
   * Sets bits in a row. IRQL <= APC_LEVEL.
   * @param BitMapHeader address of the RTL_BITMAP
   * @param StartingIndex first bit
   * @param NumberToSet how many
   */
  (BitMapHeader: PVOID, StartingIndex: ULONG, NumberToSet: ULONG): void;
}

/** Declaration of `RtlSetBits`. */
export const RtlSetBits = routine<RtlSetBits>()(
  {
    name: 'RtlSetBits',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe (kernel mode); Ntdll.dll (user mode)',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-rtlsetbits',
    summary: 'Sets bits of a bitmap.',
    modes: ['kernel'],
    maxIrql: { level: 'APC_LEVEL', text: '<= APC_LEVEL (See Remarks section)', source: 'page' },
    parameters: [
      { name: 'BitMapHeader', type: 'PRTL_BITMAP', direction: 'in' },
      { name: 'StartingIndex', type: 'ULONG', direction: 'in' },
      { name: 'NumberToSet', type: 'ULONG', direction: 'in' },
    ],
    returns: 'void',
    seeAlso: ['RtlClearBits', 'RtlAreBitsSet'],
    since: '0.1.0',
  },
  (services: BitmapServices) => (BitMapHeader, StartingIndex, NumberToSet) =>
    new Bitmap(services, BitMapHeader).fill(StartingIndex, NumberToSet, true),
);

/** Type of `RtlClearBits`. */
export interface RtlClearBits {
  /**
   * Clears bits in a row. IRQL <= APC_LEVEL.
   * @param BitMapHeader address of the RTL_BITMAP
   * @param StartingIndex first bit
   * @param NumberToClear how many
   */
  (BitMapHeader: PVOID, StartingIndex: ULONG, NumberToClear: ULONG): void;
}

/** Declaration of `RtlClearBits`. */
export const RtlClearBits = routine<RtlClearBits>()(
  {
    name: 'RtlClearBits',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-rtlclearbits',
    summary: 'Clears bits of a bitmap.',
    modes: ['kernel'],
    maxIrql: { level: 'APC_LEVEL', text: '<= APC_LEVEL (See Remarks section.)', source: 'page' },
    parameters: [
      { name: 'BitMapHeader', type: 'PRTL_BITMAP', direction: 'in' },
      { name: 'StartingIndex', type: 'ULONG', direction: 'in' },
      { name: 'NumberToClear', type: 'ULONG', direction: 'in' },
    ],
    returns: 'void',
    seeAlso: ['RtlSetBits', 'RtlAreBitsClear'],
    since: '0.1.0',
  },
  (services: BitmapServices) => (BitMapHeader, StartingIndex, NumberToClear) =>
    new Bitmap(services, BitMapHeader).fill(StartingIndex, NumberToClear, false),
);

/** Type of `RtlSetBit`. */
export interface RtlSetBit {
  /**
   * Sets a bit. IRQL <= APC_LEVEL.
   * @param BitMapHeader address of the RTL_BITMAP
   * @param BitNumber the bit
   */
  (BitMapHeader: PVOID, BitNumber: ULONG): void;
}

/** Declaration of `RtlSetBit`. */
export const RtlSetBit = routine<RtlSetBit>()(
  {
    name: 'RtlSetBit',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows XP',
    page: 'wdm/nf-wdm-rtlsetbit',
    summary: 'Sets a bit of a bitmap.',
    modes: ['kernel'],
    maxIrql: { level: 'APC_LEVEL', text: '<= APC_LEVEL (See Remarks section)', source: 'page' },
    parameters: [
      { name: 'BitMapHeader', type: 'PRTL_BITMAP', direction: 'in' },
      { name: 'BitNumber', type: 'ULONG', direction: 'in' },
    ],
    returns: 'void',
    seeAlso: ['RtlClearBit', 'RtlTestBit'],
    since: '0.1.0',
  },
  (services: BitmapServices) => (BitMapHeader, BitNumber) =>
    new Bitmap(services, BitMapHeader).fill(BitNumber, 1, true),
);

/** Type of `RtlClearBit`. */
export interface RtlClearBit {
  /**
   * Clears a bit. IRQL <= APC_LEVEL.
   * @param BitMapHeader address of the RTL_BITMAP
   * @param BitNumber the bit
   */
  (BitMapHeader: PVOID, BitNumber: ULONG): void;
}

/** Declaration of `RtlClearBit`. */
export const RtlClearBit = routine<RtlClearBit>()(
  {
    name: 'RtlClearBit',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows XP',
    page: 'wdm/nf-wdm-rtlclearbit',
    summary: 'Clears a bit of a bitmap.',
    modes: ['kernel'],
    maxIrql: { level: 'APC_LEVEL', text: '<= APC_LEVEL (See Remarks section)', source: 'page' },
    parameters: [
      { name: 'BitMapHeader', type: 'PRTL_BITMAP', direction: 'in' },
      { name: 'BitNumber', type: 'ULONG', direction: 'in' },
    ],
    returns: 'void',
    seeAlso: ['RtlSetBit', 'RtlTestBit'],
    since: '0.1.0',
  },
  (services: BitmapServices) => (BitMapHeader, BitNumber) =>
    new Bitmap(services, BitMapHeader).fill(BitNumber, 1, false),
);

/** Type of `RtlSetAllBits`. */
export interface RtlSetAllBits {
  /**
   * Sets every bit. IRQL <= APC_LEVEL.
   * @param BitMapHeader address of the RTL_BITMAP
   */
  (BitMapHeader: PVOID): void;
}

/** Declaration of `RtlSetAllBits`. */
export const RtlSetAllBits = routine<RtlSetAllBits>()(
  {
    name: 'RtlSetAllBits',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-rtlsetallbits',
    summary: 'Sets every bit of a bitmap.',
    modes: ['kernel'],
    maxIrql: { level: 'APC_LEVEL', text: '<= APC_LEVEL (See Remarks section)', source: 'page' },
    parameters: [{ name: 'BitMapHeader', type: 'PRTL_BITMAP', direction: 'in' }],
    returns: 'void',
    seeAlso: ['RtlClearAllBits', 'RtlSetBits'],
    since: '0.1.0',
  },
  (services: BitmapServices) => (BitMapHeader) => {
    const bitmap = new Bitmap(services, BitMapHeader);
    bitmap.fill(0, bitmap.size, true);
  },
);

/** Type of `RtlClearAllBits`. */
export interface RtlClearAllBits {
  /**
   * Clears every bit. IRQL <= APC_LEVEL.
   * @param BitMapHeader address of the RTL_BITMAP
   */
  (BitMapHeader: PVOID): void;
}

/** Declaration of `RtlClearAllBits`. */
export const RtlClearAllBits = routine<RtlClearAllBits>()(
  {
    name: 'RtlClearAllBits',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe (kernel mode); Ntdll.dll (user mode)',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-rtlclearallbits',
    summary: 'Clears every bit of a bitmap.',
    modes: ['kernel'],
    maxIrql: { level: 'APC_LEVEL', text: '<= APC_LEVEL (See Remarks section)', source: 'page' },
    parameters: [{ name: 'BitMapHeader', type: 'PRTL_BITMAP', direction: 'in' }],
    returns: 'void',
    seeAlso: ['RtlSetAllBits', 'RtlClearBits'],
    since: '0.1.0',
  },
  (services: BitmapServices) => (BitMapHeader) => {
    const bitmap = new Bitmap(services, BitMapHeader);
    bitmap.fill(0, bitmap.size, false);
  },
);
