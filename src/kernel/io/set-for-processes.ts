/** PsSetCreateProcessNotifyRoutine and its extended form. */
import type { NTSTATUS } from '../../contract/c-types.ts';
import type { Callback } from '../../contract/kernel-types.ts';
import { STATUS_INVALID_PARAMETER, STATUS_SUCCESS } from '../../status/common.ts';
import type { Io } from './io.ts';
import { isFull, register, registered, unregister } from './notifications.ts';

/** A call of one of them. */
export interface ProcessNotifyRequest {
  readonly kind: 'process' | 'process-ex';
  readonly routine: Callback;
  readonly remove: boolean;
  /** Name of the routine that was called. */
  readonly name: string;
}

/** Registers a routine for processes, or removes it. A status. */
export function setForProcesses(io: Io, { kind, routine, remove, name }: ProcessNotifyRequest): NTSTATUS {
  const known = registered(io, kind, routine);
  if (remove) {
    if (known === undefined) return STATUS_INVALID_PARAMETER;
    unregister(io, known);
    return STATUS_SUCCESS;
  }
  if (known !== undefined || isFull(io, kind)) return STATUS_INVALID_PARAMETER;
  register(io, kind, routine, name);
  return STATUS_SUCCESS;
}
