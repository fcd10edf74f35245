/** Events, mutexes, semaphores and timers of programs, and waits for what handles stand for. */
import type { Waiting } from '../contract/blocking.ts';
import type { NTSTATUS } from '../contract/c-types.ts';

/** Kinds of such objects. */
export type ObjectKind = 'event' | 'mutex' | 'semaphore' | 'timer';

/** How one begins. */
export type NewObject =
  | { readonly kind: 'event'; readonly manualReset: boolean; readonly isSet: boolean }
  | { readonly kind: 'mutex'; readonly owned: boolean }
  | { readonly kind: 'semaphore'; readonly count: number; readonly limit: number }
  | { readonly kind: 'timer'; readonly manualReset: boolean };

/** A handle, or 0 with the status of the failure. */
export interface ObjectResult {
  readonly status: NTSTATUS;
  readonly handle: number;
}

/** A wait for what handles stand for. */
export interface HandleWait {
  readonly routine: string;
  readonly handles: readonly number[];
  /** True to wait until all are signalled at once. */
  readonly all: boolean;
  /** INFINITE for no limit. */
  readonly milliseconds: number;
  /** True when a user APC ends it. */
  readonly alertable: boolean;
}

/** A handle that is wanted a second time. */
export interface DuplicateRequest {
  readonly sourceProcess: number;
  readonly handle: number;
  readonly targetProcess: number;
  /** Access of the new one; null for that of the old one. */
  readonly access: number | null;
  readonly closeSource: boolean;
  /** False when only the old one is to be closed. */
  readonly wanted: boolean;
}

/** When a timer is to expire. */
export interface TimerRequest {
  /** In 100 ns units: below 0 from now on, else a date. */
  readonly dueTime: bigint;
  /** Milliseconds; 0 for once. */
  readonly period: number;
  /** Address of a function that the calling thread is to call each time, with an argument; 0 for none. */
  readonly routine: number;
  readonly argument: number;
}

/** What the routines of the Windows API do with objects of the calling process. */
export interface ProgramObjects {
  /** Makes one, or opens the one of that name: STATUS_OBJECT_NAME_EXISTS. */
  create(what: NewObject, name: string | null, access: number): ObjectResult;
  /** Opens the one of that name. */
  open(kind: ObjectKind, name: string, access: number): ObjectResult;
  /** Changes the state of an event. */
  changeEvent(handle: number, change: 'set' | 'reset' | 'pulse'): NTSTATUS;
  /** Gives a mutex back once. */
  releaseMutex(handle: number): NTSTATUS;
  /** Adds to the count of a semaphore; tells what it was. */
  releaseSemaphore(handle: number, count: number): { readonly status: NTSTATUS; readonly previous: number };
  /** Sets a timer, or with null takes it out of the clock. */
  setTimer(handle: number, request: TimerRequest | null): NTSTATUS;
  /** Sets an event, gives a mutex back, or adds 1 to a semaphore. Nobody runs before the next wait. */
  signal(handle: number): NTSTATUS;
  /** Lets a thread run that was released and is to run first. */
  finish(): void;
  wait(request: HandleWait): Waiting<NTSTATUS>;
  duplicate(request: DuplicateRequest): ObjectResult;
}
