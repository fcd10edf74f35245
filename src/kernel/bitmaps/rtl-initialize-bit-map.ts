import type { PointerTo, PVOID, ULONG } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import { structure } from '../../contract/structure.ts';
import { isOut } from '../../machine/out.ts';
import type { BitmapServices } from './bitmaps.ts';

/** Type of `RtlInitializeBitMap`. */
export interface RtlInitializeBitMap {
  /**
   * Fills in the header of a bitmap; its bits stay as they are. IRQL any level with a bitmap that is resident.
   * @param BitMapHeader address of the RTL_BITMAP
   * @param BitMapBuffer its bits, whole ULONGs
   * @param SizeOfBitMap number of bits
   */
  (BitMapHeader: PVOID, BitMapBuffer: PointerTo<ULONG>, SizeOfBitMap: ULONG): void;
}

/** Declaration of `RtlInitializeBitMap`. */
export const RtlInitializeBitMap = routine<RtlInitializeBitMap>()(
  {
    name: 'RtlInitializeBitMap',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe (kernel mode); Ntdll.dll (user mode)',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-rtlinitializebitmap',
    summary: 'Fills in the header of a bitmap.',
    modes: ['kernel'],
    maxIrql: {
      level: 'HIGH_LEVEL',
      text: 'bitmap resident: any; bitmap pageable or Windows <= 7: <= APC_LEVEL',
      source: 'ours',
    },
    parameters: [
      { name: 'BitMapHeader', type: 'PRTL_BITMAP', direction: 'out' },
      { name: 'BitMapBuffer', type: 'PULONG', direction: 'in' },
      { name: 'SizeOfBitMap', type: 'ULONG', direction: 'in' },
    ],
    returns: 'void',
    seeAlso: ['RtlClearAllBits', 'RtlFindClearBitsAndSet'],
    since: '0.1.0',
  },
  ({ kernelMemory: memory, architecture }: BitmapServices) =>
    (BitMapHeader, BitMapBuffer, SizeOfBitMap) => {
      const { at } = structure(architecture, 'RTL_BITMAP');
      memory.writeUint32(BitMapHeader + at.SizeOfBitMap, SizeOfBitMap);
      memory.writePointer(BitMapHeader + at.Buffer, isOut(BitMapBuffer) ? 0 : BitMapBuffer);
    },
);
