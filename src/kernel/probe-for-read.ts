import type { PVOID, SIZE_T, ULONG } from '../contract/c-types.ts';
import { routine } from '../contract/contract.ts';
import {
  checkedLength,
  type ProbeServices,
  raiseAccessViolation,
  raiseMisalignment,
} from './probe-services.ts';

/** Checks a pointer that came from a user-mode program. */
export interface ProbeForRead {
  /**
   * Raises unless a buffer lies in the user range and is aligned. IRQL <= APC_LEVEL.
   * It does not say that the buffer can be read: its pages may be missing, and may go away later. Read it under
   * `__try`, and read each byte once.
   * @param Address first byte of the buffer
   * @param Length bytes of the buffer; 0 checks nothing
   * @param Alignment 1, 2, 4, 8 or 16: what Address must be a multiple of
   */
  (Address: PVOID, Length: SIZE_T | bigint, Alignment: ULONG): void;
}

/** E-108. The records are those of ExRaiseAccessViolation and ExRaiseDatatypeMisalignment (*ours*). */
export const ProbeForRead = routine<ProbeForRead>()(
  {
    name: 'ProbeForRead',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-probeforread',
    summary: 'Raises an exception unless a buffer lies in the user range and is aligned.',
    modes: ['kernel'],
    maxIrql: { level: 'APC_LEVEL', text: '<= APC_LEVEL', source: 'page' },
    parameters: [
      { name: 'Address', type: 'volatile void *', direction: 'in' },
      { name: 'Length', type: 'SIZE_T', direction: 'in' },
      { name: 'Alignment', type: 'ULONG', direction: 'in' },
    ],
    returns: 'void',
    codes: [
      {
        code: 'STATUS_ACCESS_VIOLATION',
        when: 'Raised when a byte of the buffer lies outside of the user range.',
        modelled: 'produced',
      },
      {
        code: 'STATUS_DATATYPE_MISALIGNMENT',
        when: 'Raised when Address is not a multiple of Alignment.',
        modelled: 'produced',
      },
    ],
    seeAlso: ['ProbeForWrite', 'ExRaiseStatus'],
    since: '0.1.0',
  },
  (services: ProbeServices) => (Address, Length, Alignment) => {
    checkedLength(services, 'ProbeForRead', Address, Length, Alignment);
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
