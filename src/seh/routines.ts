/** Every declared routine of this folder, for the composition root. */
export { ExRaiseAccessViolation } from './ex-raise-access-violation.ts';
export { ExRaiseDatatypeMisalignment } from './ex-raise-datatype-misalignment.ts';
export { ExRaiseStatus } from './ex-raise-status.ts';
export { RtlRaiseException } from './rtl-raise-exception.ts';
export { RtlRaiseStatus } from './rtl-raise-status.ts';
