import type { ULONG } from '../contract/c-types.ts';
import { routine } from '../contract/contract.ts';
import { type BugCheckServices, stopForDriver } from './ke-bug-check-ex.ts';

/** Type of `KeBugCheck`. */
export interface KeBugCheck {
  /**
   * Stops the machine with a bug check whose four parameters are 0. Does not return. Callable at any level.
   * @param BugCheckCode code, for example 0xE2 (MANUALLY_INITIATED_CRASH)
   */
  (BugCheckCode: ULONG): void;
}

/** Declaration of `KeBugCheck`. */
export const KeBugCheck = routine<KeBugCheck>()(
  {
    name: 'KeBugCheck',
    header: 'ntddk.h',
    includeHeader: 'Ntddk.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'ntddk/nf-ntddk-kebugcheck',
    summary: 'Stops the machine with a bug check without parameters.',
    modes: ['kernel'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'page' },
    parameters: [{ name: 'BugCheckCode', type: 'ULONG', direction: 'in' }],
    returns: 'void',
    remarks: ['KeBugCheckEx says more: its four parameters are what a dump is read by.'],
    seeAlso: ['KeBugCheckEx'],
    since: '0.1.0',
  },
  (ports: BugCheckServices) => (BugCheckCode) => stopForDriver(ports, 'KeBugCheck', BugCheckCode, []),
);
