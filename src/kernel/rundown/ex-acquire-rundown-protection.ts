/** References: they belong to no thread. */
import type { BOOLEAN, PVOID, ULONG } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import type { Rundowns } from './rundowns.ts';

/** Asks to use an object. */
export interface ExAcquireRundownProtection {
  /**
   * Takes a reference, while the run-down has not begun; never waits. IRQL <= DISPATCH_LEVEL.
   * @param RunRef address of the EX_RUNDOWN_REF, resident
   * @returns 1 (TRUE) when the object may be used, 0 (FALSE) when its run-down has begun
   */
  (RunRef: PVOID): BOOLEAN;
}

/** Declaration of `ExAcquireRundownProtection`. */
export const ExAcquireRundownProtection = routine<ExAcquireRundownProtection>()(
  {
    name: 'ExAcquireRundownProtection',
    header: 'wdm.h',
    includeHeader: 'Wdm.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows XP',
    page: 'wdm/nf-wdm-exacquirerundownprotection',
    summary: 'Asks to use an object.',
    modes: ['kernel'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: '<= DISPATCH_LEVEL (see Remarks)', source: 'page' },
    parameters: [{ name: 'RunRef', type: 'PEX_RUNDOWN_REF', direction: 'inout' }],
    returns: 'BOOLEAN',
    mustCheck: true,
    returnText: '1 (TRUE) when the object may be used, 0 (FALSE) when its run-down has begun.',
    codes: [
      {
        code: 'STATUS_DELETE_PENDING',
        when: 'the run-down has begun: the result is FALSE',
        modelled: 'produced',
      },
    ],
    seeAlso: ['ExReleaseRundownProtection'],
    since: '0.1.0',
  },
  (rundowns: Rundowns) => (RunRef) => rundowns.acquire(RunRef, 1),
  { failures: { STATUS_DELETE_PENDING: () => 0 } },
);

/** Asks to use an object several times. */
export interface ExAcquireRundownProtectionEx {
  /**
   * Takes several references at once, while the run-down has not begun; never waits. IRQL <= DISPATCH_LEVEL.
   * @param RunRef address of the EX_RUNDOWN_REF, resident
   * @param Count number of references
   * @returns 1 (TRUE) when the object may be used, 0 (FALSE) when its run-down has begun
   */
  (RunRef: PVOID, Count: ULONG): BOOLEAN;
}

/** Declaration of `ExAcquireRundownProtectionEx`. */
export const ExAcquireRundownProtectionEx = routine<ExAcquireRundownProtectionEx>()(
  {
    name: 'ExAcquireRundownProtectionEx',
    header: 'wdm.h',
    includeHeader: 'Wdm.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows Server 2003',
    page: 'wdm/nf-wdm-exacquirerundownprotectionex',
    summary: 'Asks to use an object several times.',
    modes: ['kernel'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: '<= DISPATCH_LEVEL (see Remarks)', source: 'page' },
    parameters: [
      { name: 'RunRef', type: 'PEX_RUNDOWN_REF', direction: 'inout' },
      { name: 'Count', type: 'ULONG', direction: 'in' },
    ],
    returns: 'BOOLEAN',
    mustCheck: true,
    returnText: '1 (TRUE) when the object may be used, 0 (FALSE) when its run-down has begun.',
    codes: [
      {
        code: 'STATUS_DELETE_PENDING',
        when: 'the run-down has begun: the result is FALSE',
        modelled: 'produced',
      },
    ],
    seeAlso: ['ExReleaseRundownProtectionEx'],
    since: '0.1.0',
  },
  (rundowns: Rundowns) => (RunRef, Count) => rundowns.acquire(RunRef, Count),
  { failures: { STATUS_DELETE_PENDING: () => 0 } },
);

/** Ends the use of an object. */
export interface ExReleaseRundownProtection {
  /**
   * Gives one reference back. IRQL <= DISPATCH_LEVEL.
   * @param RunRef address of the EX_RUNDOWN_REF, resident
   */
  (RunRef: PVOID): void;
}

/** Declaration of `ExReleaseRundownProtection`. */
export const ExReleaseRundownProtection = routine<ExReleaseRundownProtection>()(
  {
    name: 'ExReleaseRundownProtection',
    header: 'wdm.h',
    includeHeader: 'Wdm.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows XP',
    page: 'wdm/nf-wdm-exreleaserundownprotection',
    summary: 'Ends the use of an object.',
    modes: ['kernel'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: '<= DISPATCH_LEVEL (see Remarks)', source: 'page' },
    parameters: [{ name: 'RunRef', type: 'PEX_RUNDOWN_REF', direction: 'inout' }],
    returns: 'void',
    seeAlso: ['ExAcquireRundownProtection'],
    since: '0.1.0',
  },
  (rundowns: Rundowns) => (RunRef) => rundowns.release(RunRef, 1, 'ExReleaseRundownProtection'),
);

/** Ends several uses of an object. */
export interface ExReleaseRundownProtectionEx {
  /**
   * Gives several references back. IRQL <= DISPATCH_LEVEL.
   * @param RunRef address of the EX_RUNDOWN_REF, resident
   * @param Count number of references
   */
  (RunRef: PVOID, Count: ULONG): void;
}

/** Declaration of `ExReleaseRundownProtectionEx`. */
export const ExReleaseRundownProtectionEx = routine<ExReleaseRundownProtectionEx>()(
  {
    name: 'ExReleaseRundownProtectionEx',
    header: 'wdm.h',
    includeHeader: 'Wdm.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows Server 2003',
    page: 'wdm/nf-wdm-exreleaserundownprotectionex',
    summary: 'Ends several uses of an object.',
    modes: ['kernel'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: '<= DISPATCH_LEVEL (see Remarks)', source: 'page' },
    parameters: [
      { name: 'RunRef', type: 'PEX_RUNDOWN_REF', direction: 'inout' },
      { name: 'Count', type: 'ULONG', direction: 'in' },
    ],
    returns: 'void',
    seeAlso: ['ExAcquireRundownProtectionEx'],
    since: '0.1.0',
  },
  (rundowns: Rundowns) => (RunRef, Count) => rundowns.release(RunRef, Count, 'ExReleaseRundownProtectionEx'),
);
