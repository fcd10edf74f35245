/** Every declared routine of this folder, for the composition root. */
export { DbgBreakPoint } from './dbg-break-point.ts';
export { ExRaiseAccessViolation } from './ex-raise-access-violation.ts';
export { ExRaiseDatatypeMisalignment } from './ex-raise-datatype-misalignment.ts';
export { ExRaiseStatus } from './ex-raise-status.ts';
export { NtContinue } from './nt-continue.ts';
export { NtRaiseException } from './nt-raise-exception.ts';
export { RtlRaiseException } from './rtl-raise-exception.ts';
export { RtlRaiseStatus } from './rtl-raise-status.ts';
export { RtlUnwind } from './rtl-unwind.ts';
export { RtlUnwindEx } from './rtl-unwind-ex.ts';
