import type { PVOID, SIZE_T } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import type { Mdls } from './mdls.ts';

/** Type of `MmSizeOfMdl`. */
export interface MmSizeOfMdl {
  /**
   * Gives the bytes of an MDL for a buffer. Callable at any level.
   * @param Base first byte of the buffer
   * @param Length bytes of the buffer
   * @returns bytes of the MDL
   */
  (Base: PVOID, Length: SIZE_T | bigint): SIZE_T;
}

/** Declaration of `MmSizeOfMdl`. */
export const MmSizeOfMdl = routine<MmSizeOfMdl>()(
  {
    name: 'MmSizeOfMdl',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-mmsizeofmdl',
    summary: 'Gives the bytes of an MDL.',
    modes: ['kernel'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'page' },
    parameters: [
      { name: 'Base', type: 'PVOID', direction: 'in' },
      { name: 'Length', type: 'SIZE_T', direction: 'in' },
    ],
    returns: 'SIZE_T',
    seeAlso: ['MmInitializeMdl'],
    since: '0.1.0',
  },
  (mdls: Mdls) => (Base, Length) => mdls.sizeFor(Base, Number(Length)),
);
