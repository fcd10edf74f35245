/** The life of a run-down reference. */
import type { PVOID } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import type { Rundowns } from './rundowns.ts';

/** Makes a run-down reference. */
export interface ExInitializeRundownProtection {
  /**
   * Begins the protection of an object. IRQL <= APC_LEVEL.
   * @param RunRef memory of an EX_RUNDOWN_REF, resident
   */
  (RunRef: PVOID): void;
}

/** Declaration of `ExInitializeRundownProtection`. */
export const ExInitializeRundownProtection = routine<ExInitializeRundownProtection>()(
  {
    name: 'ExInitializeRundownProtection',
    header: 'wdm.h',
    includeHeader: 'Wdm.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows XP',
    page: 'wdm/nf-wdm-exinitializerundownprotection',
    summary: 'Makes a run-down reference.',
    modes: ['kernel'],
    maxIrql: { level: 'APC_LEVEL', text: '<= APC_LEVEL', source: 'page' },
    parameters: [{ name: 'RunRef', type: 'PEX_RUNDOWN_REF', direction: 'out' }],
    returns: 'void',
    seeAlso: ['ExAcquireRundownProtection', 'ExWaitForRundownProtectionRelease'],
    since: '0.1.0',
  },
  (rundowns: Rundowns) => (RunRef) => rundowns.initialize(RunRef),
);

/** Makes a run-down reference usable again. */
export interface ExReInitializeRundownProtection {
  /**
   * Begins the protection of another object, after the run-down of the one before. IRQL <= APC_LEVEL.
   * @param RunRef address of the EX_RUNDOWN_REF, resident
   */
  (RunRef: PVOID): void;
}

/** Declaration of `ExReInitializeRundownProtection`. */
export const ExReInitializeRundownProtection = routine<ExReInitializeRundownProtection>()(
  {
    name: 'ExReInitializeRundownProtection',
    header: 'wdm.h',
    includeHeader: 'Wdm.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows XP',
    page: 'wdm/nf-wdm-exreinitializerundownprotection',
    summary: 'Makes a run-down reference usable again.',
    modes: ['kernel'],
    maxIrql: { level: 'APC_LEVEL', text: '<= APC_LEVEL', source: 'page' },
    parameters: [{ name: 'RunRef', type: 'PEX_RUNDOWN_REF', direction: 'inout' }],
    returns: 'void',
    seeAlso: ['ExWaitForRundownProtectionRelease'],
    since: '0.1.0',
  },
  (rundowns: Rundowns) => (RunRef) => rundowns.reinitialize(RunRef, 'ExReInitializeRundownProtection'),
);

/** Marks a run-down as complete. */
export interface ExRundownCompleted {
  /**
   * Marks the run-down of an object as complete, so that nobody may use it. IRQL <= APC_LEVEL.
   * @param RunRef address of the EX_RUNDOWN_REF, resident
   */
  (RunRef: PVOID): void;
}

/** Declaration of `ExRundownCompleted`. */
export const ExRundownCompleted = routine<ExRundownCompleted>()(
  {
    name: 'ExRundownCompleted',
    header: 'wdm.h',
    includeHeader: 'Wdm.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows XP',
    page: 'wdm/nf-wdm-exrundowncompleted',
    summary: 'Marks a run-down as complete.',
    modes: ['kernel'],
    maxIrql: { level: 'APC_LEVEL', text: '<= APC_LEVEL', source: 'page' },
    parameters: [{ name: 'RunRef', type: 'PEX_RUNDOWN_REF', direction: 'out' }],
    returns: 'void',
    seeAlso: ['ExWaitForRundownProtectionRelease'],
    since: '0.1.0',
  },
  (rundowns: Rundowns) => (RunRef) => rundowns.complete(RunRef),
);
