import type { BOOLEAN, PVOID, ULONG } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import { Bitmap, type BitmapServices } from './bitmaps.ts';

/** Type of `RtlTestBit`. */
export interface RtlTestBit {
  /**
   * Says whether a bit is set. IRQL <= APC_LEVEL.
   * @param BitMapHeader address of the RTL_BITMAP
   * @param BitNumber the bit
   * @returns 1 or 0
   */
  (BitMapHeader: PVOID, BitNumber: ULONG): BOOLEAN;
}

/** Declaration of `RtlTestBit`. */
export const RtlTestBit = routine<RtlTestBit>()(
  {
    name: 'RtlTestBit',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows XP',
    page: 'wdm/nf-wdm-rtltestbit',
    summary: 'Says whether a bit of a bitmap is set.',
    modes: ['kernel'],
    maxIrql: { level: 'APC_LEVEL', text: '<= APC_LEVEL (see Remarks section)', source: 'page' },
    parameters: [
      { name: 'BitMapHeader', type: 'PRTL_BITMAP', direction: 'in' },
      { name: 'BitNumber', type: 'ULONG', direction: 'in' },
    ],
    returns: 'BOOLEAN',
    mustCheck: true,
    seeAlso: ['RtlCheckBit', 'RtlSetBit'],
    since: '0.1.0',
  },
  (services: BitmapServices) => (BitMapHeader, BitNumber) =>
    Number(new Bitmap(services, BitMapHeader).test(BitNumber)),
);

/** Type of `RtlCheckBit`. */
export interface RtlCheckBit {
  /**
   * Says whether a bit is set. IRQL <= APC_LEVEL.
   * @param BitMapHeader address of the RTL_BITMAP
   * @param BitPosition the bit
   * @returns 1 or 0
   */
  (BitMapHeader: PVOID, BitPosition: ULONG): BOOLEAN;
}

/** Declaration of `RtlCheckBit`. */
export const RtlCheckBit = routine<RtlCheckBit>()(
  {
    name: 'RtlCheckBit',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: null,
    dll: null,
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-rtlcheckbit',
    summary: 'Says whether a bit of a bitmap is set.',
    modes: ['kernel'],
    maxIrql: { level: 'APC_LEVEL', text: '<= APC_LEVEL (see Remarks section)', source: 'page' },
    parameters: [
      { name: 'BitMapHeader', type: 'PRTL_BITMAP', direction: 'in' },
      { name: 'BitPosition', type: 'ULONG', direction: 'in' },
    ],
    returns: 'BOOLEAN',
    mustCheck: true,
    inline: true,
    seeAlso: ['RtlTestBit'],
    since: '0.1.0',
  },
  (services: BitmapServices) => (BitMapHeader, BitPosition) =>
    Number(new Bitmap(services, BitMapHeader).test(BitPosition)),
);

/** Type of `RtlAreBitsSet`. */
export interface RtlAreBitsSet {
  /**
   * Says whether bits in a row are all set. IRQL <= APC_LEVEL.
   * @param BitMapHeader address of the RTL_BITMAP
   * @param StartingIndex first bit
   * @param Length how many
   * @returns TRUE, or FALSE; that also for no bit and for bits behind the end
   */
  (BitMapHeader: PVOID, StartingIndex: ULONG, Length: ULONG): BOOLEAN;
}

/** Declaration of `RtlAreBitsSet`. */
export const RtlAreBitsSet = routine<RtlAreBitsSet>()(
  {
    name: 'RtlAreBitsSet',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-rtlarebitsset',
    summary: 'Says whether bits of a bitmap are all set.',
    modes: ['kernel'],
    maxIrql: { level: 'APC_LEVEL', text: '<= APC_LEVEL (See Remarks section)', source: 'page' },
    parameters: [
      { name: 'BitMapHeader', type: 'PRTL_BITMAP', direction: 'in' },
      { name: 'StartingIndex', type: 'ULONG', direction: 'in' },
      { name: 'Length', type: 'ULONG', direction: 'in' },
    ],
    returns: 'BOOLEAN',
    mustCheck: true,
    seeAlso: ['RtlAreBitsClear', 'RtlSetBits'],
    since: '0.1.0',
  },
  (services: BitmapServices) => (BitMapHeader, StartingIndex, Length) =>
    Number(new Bitmap(services, BitMapHeader).are(StartingIndex, Length, true)),
);

/** Type of `RtlAreBitsClear`. */
export interface RtlAreBitsClear {
  /**
   * Says whether bits in a row are all clear. IRQL <= APC_LEVEL.
   * @param BitMapHeader address of the RTL_BITMAP
   * @param StartingIndex first bit
   * @param Length how many
   * @returns TRUE, or FALSE; that also for no bit and for bits behind the end
   */
  (BitMapHeader: PVOID, StartingIndex: ULONG, Length: ULONG): BOOLEAN;
}

/** Declaration of `RtlAreBitsClear`. */
export const RtlAreBitsClear = routine<RtlAreBitsClear>()(
  {
    name: 'RtlAreBitsClear',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-rtlarebitsclear',
    summary: 'Says whether bits of a bitmap are all clear.',
    modes: ['kernel'],
    maxIrql: { level: 'APC_LEVEL', text: '<= APC_LEVEL (See Remarks section)', source: 'page' },
    parameters: [
      { name: 'BitMapHeader', type: 'PRTL_BITMAP', direction: 'in' },
      { name: 'StartingIndex', type: 'ULONG', direction: 'in' },
      { name: 'Length', type: 'ULONG', direction: 'in' },
    ],
    returns: 'BOOLEAN',
    mustCheck: true,
    seeAlso: ['RtlAreBitsSet', 'RtlClearBits'],
    since: '0.1.0',
  },
  (services: BitmapServices) => (BitMapHeader, StartingIndex, Length) =>
    Number(new Bitmap(services, BitMapHeader).are(StartingIndex, Length, false)),
);

/** Type of `RtlNumberOfSetBits`. */
export interface RtlNumberOfSetBits {
  /**
   * Counts the bits that are set. IRQL <= APC_LEVEL.
   * @param BitMapHeader address of the RTL_BITMAP
   * @returns how many
   */
  (BitMapHeader: PVOID): ULONG;
}

/** Declaration of `RtlNumberOfSetBits`. */
export const RtlNumberOfSetBits = routine<RtlNumberOfSetBits>()(
  {
    name: 'RtlNumberOfSetBits',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe (kernel mode); Ntdll.dll (user mode)',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-rtlnumberofsetbits',
    summary: 'Counts the bits of a bitmap that are set.',
    modes: ['kernel'],
    maxIrql: { level: 'APC_LEVEL', text: '<= APC_LEVEL (See Remarks section)', source: 'page' },
    parameters: [{ name: 'BitMapHeader', type: 'PRTL_BITMAP', direction: 'in' }],
    returns: 'ULONG',
    seeAlso: ['RtlNumberOfClearBits'],
    since: '0.1.0',
  },
  (services: BitmapServices) => (BitMapHeader) => new Bitmap(services, BitMapHeader).count(),
);

/** Type of `RtlNumberOfClearBits`. */
export interface RtlNumberOfClearBits {
  /**
   * Counts the bits that are clear. IRQL <= APC_LEVEL.
   * @param BitMapHeader address of the RTL_BITMAP
   * @returns how many
   */
  (BitMapHeader: PVOID): ULONG;
}

/** Declaration of `RtlNumberOfClearBits`. */
export const RtlNumberOfClearBits = routine<RtlNumberOfClearBits>()(
  {
    name: 'RtlNumberOfClearBits',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-rtlnumberofclearbits',
    summary: 'Counts the bits of a bitmap that are clear.',
    modes: ['kernel'],
    maxIrql: { level: 'APC_LEVEL', text: '<= APC_LEVEL (See Remarks section)', source: 'page' },
    parameters: [{ name: 'BitMapHeader', type: 'PRTL_BITMAP', direction: 'in' }],
    returns: 'ULONG',
    seeAlso: ['RtlNumberOfSetBits'],
    since: '0.1.0',
  },
  (services: BitmapServices) => (BitMapHeader) => {
    const bitmap = new Bitmap(services, BitMapHeader);
    return bitmap.size - bitmap.count();
  },
);
