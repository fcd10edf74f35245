/** Arguments and results that the routines for events, mutexes, semaphores and timers share. */
import type { HANDLE, PointerTo, PVOID } from '../contract/c-types.ts';
import { pointerSized } from '../machine/addresses.ts';
import { isOut } from '../machine/out.ts';
import {
  ERROR_ALREADY_EXISTS,
  ERROR_SUCCESS,
  STATUS_INVALID_PARAMETER,
  STATUS_OBJECT_NAME_EXISTS,
} from '../status/common.ts';
import { failWith } from './nt-failures.ts';
import type { ObjectKind, ObjectResult } from './program-objects.ts';
import type { Win32Services } from './win32-services.ts';

/** WAIT_FAILED of winbase.h. */
const WAIT_FAILED = 0xffff_ffff;
/** First status that is an error. */
const FIRST_ERROR = 0xc000_0000;

/** A handle argument as a signed number. */
export const handleOf = (services: Win32Services, handle: HANDLE | bigint, what: string): number =>
  pointerSized(services.architecture, handle, what);

/** A name argument; null for NULL. */
export function nameOf(services: Win32Services, name: PVOID | string, wide: boolean): string | null {
  if (name === 0) return null;
  return typeof name === 'string' ? name : services.files.text(name, wide);
}

/** Handle of an object that was made; the last error tells whether its name was there before. */
export function madeHandle(services: Win32Services, { status, handle }: ObjectResult): number {
  if (handle === 0) return failWith(services, status);
  services.thread.lastError = status === STATUS_OBJECT_NAME_EXISTS ? ERROR_ALREADY_EXISTS : ERROR_SUCCESS;
  return handle;
}

/** Opens an object by its name; its handle, or 0. */
export function openedHandle(
  services: Win32Services,
  kind: ObjectKind,
  name: string | null,
  access: number,
): number {
  if (name === null) return failWith(services, STATUS_INVALID_PARAMETER);
  const { status, handle } = services.objects.open(kind, name, access);
  return handle === 0 ? failWith(services, status) : handle;
}

/** What a wait gives: its status, or WAIT_FAILED with the last error of a failure. */
export function waitResult(services: Win32Services, status: number): number {
  if (status < FIRST_ERROR) return status;
  failWith(services, status);
  return WAIT_FAILED;
}

/** The failure of a wait, for fault injection. */
export const waitFailing =
  (status: number) =>
  (services: Win32Services): number =>
    waitResult(services, status);

/** Stores a handle where the program wants it. */
export function storePointer(services: Win32Services, target: PointerTo<number>, value: number): void {
  if (isOut(target)) target.value = value;
  else services.heap.memory.writePointer(target, value);
}
