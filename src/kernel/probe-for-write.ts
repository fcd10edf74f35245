import type { PVOID, SIZE_T, ULONG } from '../contract/c-types.ts';
import { routine } from '../contract/contract.ts';
import {
  checkedLength,
  type ProbeServices,
  raiseAccessViolation,
  raiseMisalignment,
} from './probe-services.ts';

/** Checks a pointer that came from a user-mode program and that the driver will write through. */
export interface ProbeForWrite {
  /**
   * Raises unless a buffer lies in the user range, is aligned, and can be written at this moment. IRQL <= APC_LEVEL.
   * It writes one byte of each page, with the value it has. A later write may fail all the same: write under `__try`.
   * @param Address first byte of the buffer
   * @param Length bytes of the buffer; 0 checks nothing
   * @param Alignment 1, 2, 4, 8 or 16: what Address must be a multiple of
   */
  (Address: PVOID, Length: SIZE_T | bigint, Alignment: ULONG): void;
}

const PAGE_BYTES = 4096;

/** E-108, E-109. A page that refuses the touch raises what any access to it raises. */
export const ProbeForWrite = routine<ProbeForWrite>()(
  {
    name: 'ProbeForWrite',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-probeforwrite',
    summary: 'Raises an exception unless a buffer lies in the user range, is aligned and can be written.',
    modes: ['kernel'],
    maxIrql: { level: 'APC_LEVEL', text: '<= APC_LEVEL', source: 'page' },
    parameters: [
      { name: 'Address', type: 'volatile void *', direction: 'inout' },
      { name: 'Length', type: 'SIZE_T', direction: 'in' },
      { name: 'Alignment', type: 'ULONG', direction: 'in' },
    ],
    returns: 'void',
    codes: [
      {
        code: 'STATUS_ACCESS_VIOLATION',
        when: 'Raised when a byte of the buffer lies outside of the user range, or a page of it cannot be written.',
        modelled: 'produced',
      },
      {
        code: 'STATUS_DATATYPE_MISALIGNMENT',
        when: 'Raised when Address is not a multiple of Alignment.',
        modelled: 'produced',
      },
    ],
    seeAlso: ['ProbeForRead', 'ExRaiseStatus'],
    since: '0.1.0',
  },
  (services: ProbeServices) => (Address, Length, Alignment) => {
    const { memory } = services;
    const end = Address + checkedLength(services, 'ProbeForWrite', Address, Length, Alignment);
    for (let at = Address; at < end; at = (Math.floor(at / PAGE_BYTES) + 1) * PAGE_BYTES) {
      memory.writeUint8(at, memory.readUint8(at));
    }
  },
  {
    possible: (_, [, length, alignment], failure) =>
      Number(length) > 0 && (failure !== 'STATUS_DATATYPE_MISALIGNMENT' || alignment > 1),
    failures: {
      STATUS_ACCESS_VIOLATION: raiseAccessViolation,
      STATUS_DATATYPE_MISALIGNMENT: raiseMisalignment,
    },
  },
);
