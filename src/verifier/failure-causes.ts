/**
 * Why a documented failure comes: because of the world around the caller, or because of what the caller passed.
 *
 * A sweep injects the first kind. The second cannot come to a caller that passes what it should: STATUS_INVALID_HANDLE
 * for a handle that is open says nothing about the code that gets it. The division is *ours*
 * (docs/decisions/0083-faults.md).
 */
import type { Contract } from '../contract/contract.ts';

/** Whose doing a failure is. */
export type FailureCause = 'environment' | 'caller';

/** Codes that say what the machine lacks, what others do, or what a name leads to. */
const ENVIRONMENT: ReadonlySet<string> = new Set([
  'STATUS_NO_MEMORY',
  'STATUS_INSUFFICIENT_RESOURCES',
  'STATUS_COMMITMENT_LIMIT',
  'STATUS_QUOTA_EXCEEDED',
  'STATUS_TIMEOUT',
  'STATUS_ALERTED',
  'STATUS_USER_APC',
  'STATUS_DELETE_PENDING',
  'STATUS_OBJECT_NAME_COLLISION',
  'STATUS_OBJECT_NAME_NOT_FOUND',
  'STATUS_ACCESS_DENIED',
  'STATUS_PRIVILEGE_NOT_HELD',
  'STATUS_DLL_NOT_FOUND',
  'STATUS_PROCEDURE_NOT_FOUND',
  'STATUS_LOCK_NOT_GRANTED',
  'E_OUTOFMEMORY',
  'WS_E_QUOTA_EXCEEDED',
]);

/** Routines that look at what another program passed: their failures are that program's doing. */
const PROBES = /^(ProbeForRead|ProbeForWrite|MmProbeAndLock\w+)$/;

/** Routines that undo something: what they name is there, when the caller made it. */
const UNDOING = /^(\w*Delete\w*|\w*Free\w*|\w*Close\w*|\w*Destroy\w*|\w*Release\w*)$/;

/** Routines that use a handle: what it may do was decided when it was opened. */
const USING_HANDLE =
  /^(Wait|SignalObject|SetEvent|ResetEvent|PulseEvent|SetWaitable|CancelWaitable|Duplicate)/;

/** Whose doing a failure of a routine is. */
export function causeOf({ name }: Pick<Contract, 'name'>, failure: string): FailureCause {
  if (PROBES.test(name)) return 'environment';
  if (UNDOING.test(name)) return 'caller';
  if (failure === 'STATUS_ACCESS_DENIED' && USING_HANDLE.test(name)) return 'caller';
  return ENVIRONMENT.has(failure) ? 'environment' : 'caller';
}
