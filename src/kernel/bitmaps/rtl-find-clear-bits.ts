import type { PVOID, ULONG } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import { Bitmap, type BitmapServices, NO_BITS } from './bitmaps.ts';

/** Type of `RtlFindClearBits`. */
export interface RtlFindClearBits {
  /**
   * Finds clear bits in a row, from a bit on, then from the beginning. IRQL <= APC_LEVEL.
   * @param BitMapHeader address of the RTL_BITMAP
   * @param NumberToFind how many in a row
   * @param HintIndex where to begin
   * @returns number of the first bit, or 0xFFFFFFFF
   */
  (BitMapHeader: PVOID, NumberToFind: ULONG, HintIndex: ULONG): ULONG;
}

/** Declaration of `RtlFindClearBits`. */
export const RtlFindClearBits = routine<RtlFindClearBits>()(
  {
    name: 'RtlFindClearBits',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    page: 'wdm/nf-wdm-rtlfindclearbits',
    summary: 'Finds clear bits of a bitmap.',
    modes: ['kernel'],
    maxIrql: { level: 'APC_LEVEL', text: 'IRQL <= APC_LEVEL (See Remarks section)', source: 'page' },
    parameters: [
      { name: 'BitMapHeader', type: 'PRTL_BITMAP', direction: 'in' },
      { name: 'NumberToFind', type: 'ULONG', direction: 'in' },
      { name: 'HintIndex', type: 'ULONG', direction: 'in' },
    ],
    returns: 'ULONG',
    mustCheck: true,
    seeAlso: ['RtlFindClearBitsAndSet', 'RtlFindSetBits'],
    since: '0.1.0',
  },
  (services: BitmapServices) => (BitMapHeader, NumberToFind, HintIndex) =>
    new Bitmap(services, BitMapHeader).find(NumberToFind, HintIndex, false),
);

/** Type of `RtlFindSetBits`. */
export interface RtlFindSetBits {
  /**
   * Finds set bits in a row, from a bit on, then from the beginning. IRQL <= APC_LEVEL.
   * @param BitMapHeader address of the RTL_BITMAP
   * @param NumberToFind how many in a row
   * @param HintIndex where to begin
   * @returns number of the first bit, or 0xFFFFFFFF
   */
  (BitMapHeader: PVOID, NumberToFind: ULONG, HintIndex: ULONG): ULONG;
}

/** Declaration of `RtlFindSetBits`. */
export const RtlFindSetBits = routine<RtlFindSetBits>()(
  {
    name: 'RtlFindSetBits',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-rtlfindsetbits',
    summary: 'Finds set bits of a bitmap.',
    modes: ['kernel'],
    maxIrql: { level: 'APC_LEVEL', text: '<= APC_LEVEL (See Remarks section)', source: 'page' },
    parameters: [
      { name: 'BitMapHeader', type: 'PRTL_BITMAP', direction: 'in' },
      { name: 'NumberToFind', type: 'ULONG', direction: 'in' },
      { name: 'HintIndex', type: 'ULONG', direction: 'in' },
    ],
    returns: 'ULONG',
    mustCheck: true,
    seeAlso: ['RtlFindClearBits'],
    since: '0.1.0',
  },
  (services: BitmapServices) => (BitMapHeader, NumberToFind, HintIndex) =>
    new Bitmap(services, BitMapHeader).find(NumberToFind, HintIndex, true),
);

/** Type of `RtlFindClearBitsAndSet`. */
export interface RtlFindClearBitsAndSet {
  /**
   * Finds clear bits in a row, and sets them. IRQL <= APC_LEVEL.
   * @param BitMapHeader address of the RTL_BITMAP
   * @param NumberToFind how many in a row
   * @param HintIndex where to begin
   * @returns number of the first bit, or 0xFFFFFFFF
   */
  (BitMapHeader: PVOID, NumberToFind: ULONG, HintIndex: ULONG): ULONG;
}

/** Declaration of `RtlFindClearBitsAndSet`. */
export const RtlFindClearBitsAndSet = routine<RtlFindClearBitsAndSet>()(
  {
    name: 'RtlFindClearBitsAndSet',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-rtlfindclearbitsandset',
    summary: 'Finds clear bits of a bitmap and sets them.',
    modes: ['kernel'],
    maxIrql: { level: 'APC_LEVEL', text: '<= APC_LEVEL (See Remarks section)', source: 'page' },
    parameters: [
      { name: 'BitMapHeader', type: 'PRTL_BITMAP', direction: 'in' },
      { name: 'NumberToFind', type: 'ULONG', direction: 'in' },
      { name: 'HintIndex', type: 'ULONG', direction: 'in' },
    ],
    returns: 'ULONG',
    seeAlso: ['RtlFindClearBits', 'RtlClearBits'],
    since: '0.1.0',
  },
  (services: BitmapServices) => (BitMapHeader, NumberToFind, HintIndex) => {
    const bitmap = new Bitmap(services, BitMapHeader);
    const found = bitmap.find(NumberToFind, HintIndex, false);
    if (found !== NO_BITS) bitmap.fill(found, NumberToFind, true);
    return found;
  },
);

/** Type of `RtlFindSetBitsAndClear`. */
export interface RtlFindSetBitsAndClear {
  /**
   * Finds set bits in a row, and clears them. IRQL <= APC_LEVEL.
   * @param BitMapHeader address of the RTL_BITMAP
   * @param NumberToFind how many in a row
   * @param HintIndex where to begin
   * @returns number of the first bit, or 0xFFFFFFFF
   */
  (BitMapHeader: PVOID, NumberToFind: ULONG, HintIndex: ULONG): ULONG;
}

/** Declaration of `RtlFindSetBitsAndClear`. */
export const RtlFindSetBitsAndClear = routine<RtlFindSetBitsAndClear>()(
  {
    name: 'RtlFindSetBitsAndClear',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-rtlfindsetbitsandclear',
    summary: 'Finds set bits of a bitmap and clears them.',
    modes: ['kernel'],
    maxIrql: { level: 'APC_LEVEL', text: '<= APC_LEVEL (See Remarks section)', source: 'page' },
    parameters: [
      { name: 'BitMapHeader', type: 'PRTL_BITMAP', direction: 'in' },
      { name: 'NumberToFind', type: 'ULONG', direction: 'in' },
      { name: 'HintIndex', type: 'ULONG', direction: 'in' },
    ],
    returns: 'ULONG',
    seeAlso: ['RtlFindSetBits', 'RtlSetBits'],
    since: '0.1.0',
  },
  (services: BitmapServices) => (BitMapHeader, NumberToFind, HintIndex) => {
    const bitmap = new Bitmap(services, BitMapHeader);
    const found = bitmap.find(NumberToFind, HintIndex, true);
    if (found !== NO_BITS) bitmap.fill(found, NumberToFind, false);
    return found;
  },
);
