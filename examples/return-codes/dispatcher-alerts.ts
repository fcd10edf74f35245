// Return codes of alerts: no routine of a driver alerts a thread, so these are in TypeScript. Each function gives the status that
// its name ends with, from a machine that is its own.
import { Executive, HANDLE, KernelMode, NotificationEvent, type Nt, out, UserMode, WaitAny } from 'irqlab';

function unsetEvent(nt: Nt): number {
  const event = nt.variable('KEVENT');
  nt.KeInitializeEvent(event, NotificationEvent, 0);
  return event;
}

function alertMyself(nt: Nt, what: 'alert' | 'user-apc'): void {
  nt.alertThread(nt.PsGetCurrentThreadId(), what);
}

export function KeDelayExecutionThread__STATUS_ALERTED(nt: Nt): number {
  alertMyself(nt, 'alert');
  return nt.KeDelayExecutionThread(KernelMode, 1, -10_000n);
}

export function KeDelayExecutionThread__STATUS_USER_APC(nt: Nt): number {
  alertMyself(nt, 'user-apc');
  return nt.KeDelayExecutionThread(UserMode, 1, -10_000n);
}

export function KeWaitForSingleObject__STATUS_ALERTED(nt: Nt): number {
  alertMyself(nt, 'alert');
  return nt.KeWaitForSingleObject(unsetEvent(nt), Executive, KernelMode, 1, 0);
}

export function KeWaitForSingleObject__STATUS_USER_APC(nt: Nt): number {
  alertMyself(nt, 'user-apc');
  return nt.KeWaitForSingleObject(unsetEvent(nt), Executive, UserMode, 1, 0);
}

export function KeWaitForMultipleObjects__STATUS_ALERTED(nt: Nt): number {
  const objects = nt.variable(8);
  nt.memory.writePointer(objects, unsetEvent(nt));
  alertMyself(nt, 'alert');
  return nt.KeWaitForMultipleObjects(1, objects, WaitAny, Executive, KernelMode, 1, 0, 0);
}

export function KeWaitForMultipleObjects__STATUS_USER_APC(nt: Nt): number {
  const objects = nt.variable(8);
  nt.memory.writePointer(objects, unsetEvent(nt));
  alertMyself(nt, 'user-apc');
  return nt.KeWaitForMultipleObjects(1, objects, WaitAny, Executive, UserMode, 1, 0, 0);
}

export function ZwWaitForSingleObject__STATUS_ALERTED(nt: Nt): number {
  const event = out(HANDLE);
  nt.ZwCreateEvent(event, 0x1f0003, 0, NotificationEvent, 0);
  alertMyself(nt, 'alert');
  return nt.ZwWaitForSingleObject(event.value, 1, 0);
}
