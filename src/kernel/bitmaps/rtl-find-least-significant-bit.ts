import type { ULONG, ULONG_PTR } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import { FIRST_INTERNED } from '../../machine/addresses.ts';
import type { BitmapServices } from './bitmaps.ts';

const MASK_64 = (1n << 64n) - 1n;

/** Number of the highest bit that is set; -1 for none. */
const highestBit = (bits: bigint): number => (bits === 0n ? -1 : bits.toString(2).length - 1);

/** Type of `RtlFindLeastSignificantBit`. */
export interface RtlFindLeastSignificantBit {
  /**
   * Finds the lowest bit that is set. Callable at any level.
   * @param Set the bits
   * @returns its number; -1 when none is set
   */
  // biome-ignore lint/suspicious/noShadowRestrictedNames: the name that the page has
  (Set: bigint): number;
}

/** Declaration of `RtlFindLeastSignificantBit`. */
export const RtlFindLeastSignificantBit = routine<RtlFindLeastSignificantBit>()(
  {
    name: 'RtlFindLeastSignificantBit',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-rtlfindleastsignificantbit',
    summary: 'Finds the lowest bit that is set in a number.',
    modes: ['kernel'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'page' },
    parameters: [{ name: 'Set', type: 'ULONGLONG', direction: 'in' }],
    returns: 'CCHAR',
    mustCheck: true,
    seeAlso: ['RtlFindMostSignificantBit'],
    since: '0.1.0',
  },
  () => (value) => {
    const bits = value & MASK_64;
    return highestBit(bits & -bits);
  },
);

/** Type of `RtlFindMostSignificantBit`. */
export interface RtlFindMostSignificantBit {
  /**
   * Finds the highest bit that is set. Callable at any level.
   * @param Set the bits
   * @returns its number; -1 when none is set
   */
  // biome-ignore lint/suspicious/noShadowRestrictedNames: the name that the page has
  (Set: bigint): number;
}

/** Declaration of `RtlFindMostSignificantBit`. */
export const RtlFindMostSignificantBit = routine<RtlFindMostSignificantBit>()(
  {
    name: 'RtlFindMostSignificantBit',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-rtlfindmostsignificantbit',
    summary: 'Finds the highest bit that is set in a number.',
    modes: ['kernel'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'page' },
    parameters: [{ name: 'Set', type: 'ULONGLONG', direction: 'in' }],
    returns: 'CCHAR',
    mustCheck: true,
    seeAlso: ['RtlFindLeastSignificantBit'],
    since: '0.1.0',
  },
  () => (value) => highestBit(value & MASK_64),
);

/** Type of `RtlNumberOfSetBitsUlongPtr`. */
export interface RtlNumberOfSetBitsUlongPtr {
  /**
   * Counts the bits that are set in a number as wide as a pointer. Callable at any level.
   * @param Target the bits
   * @returns how many
   */
  (Target: ULONG_PTR | bigint): ULONG;
}

/** Declaration of `RtlNumberOfSetBitsUlongPtr`. */
export const RtlNumberOfSetBitsUlongPtr = routine<RtlNumberOfSetBitsUlongPtr>()(
  {
    name: 'RtlNumberOfSetBitsUlongPtr',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows Vista',
    page: 'wdm/nf-wdm-rtlnumberofsetbitsulongptr',
    summary: 'Counts the bits that are set in a number.',
    modes: ['kernel'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any IRQL', source: 'page' },
    parameters: [{ name: 'Target', type: 'ULONG_PTR', direction: 'in' }],
    returns: 'ULONG',
    seeAlso: ['RtlNumberOfSetBits'],
    since: '0.1.0',
  },
  ({ architecture, pointers }: BitmapServices) =>
    (Target) => {
      const isInterned = typeof Target === 'number' && Target >= FIRST_INTERNED;
      const bits = isInterned ? pointers.exact(Target) : BigInt(Target);
      const text = BigInt.asUintN(architecture === 'x64' ? 64 : 32, bits).toString(2);
      return text.replaceAll('0', '').length;
    },
);
