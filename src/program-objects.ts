/** Events, mutexes, semaphores and timers of one process, over the dispatcher and the object table. */
import { EVENT_ALL_ACCESS, SYNCHRONIZE } from './contract/kernel-constants.generated.ts';
import type { ObjectType } from './kernel/dispatcher/objects.ts';
import { objectTypes } from './kernel/dispatcher/objects.ts';
import { initializeSemaphore, releaseSemaphore, semaphoreLimit } from './kernel/dispatcher/semaphores.ts';
import { isWaitable, waitForObjects } from './kernel/io/handle-waits.ts';
import { makeWaitable, openWaitable, type WaitableKind } from './kernel/io/waitable-objects.ts';
import type { Machine } from './kernel/machine.ts';
import type { Process } from './kernel/records.ts';
import { CURRENT_PROCESS, CURRENT_THREAD } from './kernel/threads/threads.ts';
import type { AlertableThreads } from './program-apcs.ts';
import {
  STATUS_ACCESS_DENIED,
  STATUS_ALERTED,
  STATUS_INVALID_HANDLE,
  STATUS_INVALID_PARAMETER,
  STATUS_MUTANT_NOT_OWNED,
  STATUS_OBJECT_TYPE_MISMATCH,
  STATUS_SEMAPHORE_LIMIT_EXCEEDED,
  STATUS_SUCCESS,
} from './status/common.ts';
import { relativeTime } from './win32/milliseconds.ts';
import type { NewObject, ObjectKind, ProgramObjects, TimerRequest } from './win32/program-objects.ts';

/** Right to change the state: EVENT_MODIFY_STATE and its kin are one number. */
const MODIFY_STATE = 2;
/** Access to everything: an object of a process or thread. */
const ALL_ACCESS = 0x1f_ffff;
/** Rights that stand for others: winnt.h. */
const GENERIC_RIGHTS: readonly (readonly [number, number])[] = [
  [0x8000_0000, 0x2_0001], // GENERIC_READ: READ_CONTROL and the right to query
  [0x4000_0000, 0x2_0000 | MODIFY_STATE], // GENERIC_WRITE
  [0x2000_0000, 0x2_0000 | SYNCHRONIZE], // GENERIC_EXECUTE
  [0x1000_0000, EVENT_ALL_ACCESS], // GENERIC_ALL
  [0x0200_0000, EVENT_ALL_ACCESS], // MAXIMUM_ALLOWED
];

const KINDS = {
  event: 'event',
  mutex: 'mutant',
  semaphore: 'semaphore',
  timer: 'timer',
} as const satisfies Record<ObjectKind, WaitableKind>;

/** Increments of the priority of those whom a signal releases: EVENT_INCREMENT and its kin. */
const INCREMENT = 1;

/** Access that a program gets for the one that it asks for. */
const granted = (asked: number): number =>
  GENERIC_RIGHTS.reduce((all, [right, means]) => ((asked & right) === 0 ? all : all | means), asked);

/**
 * The directory of a session and that of all sessions are one (*ours*, docs/decisions/0082-synchronisation-of-programs.md): a name may begin
 * with either.
 */
const pathOf = (name: string): string => `\\BaseNamedObjects\\${name.replace(/^(Global|Local)\\/, '')}`;

type Found = { readonly status: number; readonly object: number };

/** The objects of a process. */
export function programObjects(machine: Machine, process: Process, apcs: AlertableThreads): ProgramObjects {
  const { io, threads, dispatcher, timers, clock, scheduler } = machine.subsystems;
  const { objects } = threads;
  const found = (object: number): Found => ({ status: STATUS_SUCCESS, object });
  const missing = (status: number): Found => ({ status, object: 0 });

  const opened = (handle: number, owner = process): { object: number; access: number } | undefined => {
    if (handle === CURRENT_THREAD) return { object: threads.objectOf(), access: ALL_ACCESS };
    if (handle === CURRENT_PROCESS) return { object: threads.processObjectOf(), access: ALL_ACCESS };
    return objects.lookUp(handle, owner.id);
  };
  const named = (handle: number, kind: WaitableKind, access: number): Found => {
    const open = opened(handle);
    if (open === undefined) return missing(STATUS_INVALID_HANDLE);
    if (objects.kindOf(open.object) !== kind) return missing(STATUS_OBJECT_TYPE_MISMATCH);
    return (access & ~open.access) !== 0 ? missing(STATUS_ACCESS_DENIED) : found(open.object);
  };
  const waitable = (handle: number): Found => {
    const open = opened(handle);
    if (open === undefined) return missing(STATUS_INVALID_HANDLE);
    if (!isWaitable(io, open.object)) return missing(STATUS_OBJECT_TYPE_MISMATCH);
    return (open.access & SYNCHRONIZE) === 0 ? missing(STATUS_ACCESS_DENIED) : found(open.object);
  };
  const fill = (what: NewObject, object: number): void => {
    const { headers, mutants } = dispatcher;
    const resets = (type: 'event' | 'timer', manual: boolean): ObjectType =>
      type === 'event'
        ? objectTypes[manual ? 'notificationEvent' : 'synchronizationEvent']
        : objectTypes[manual ? 'notificationTimer' : 'synchronizationTimer'];
    switch (what.kind) {
      case 'event':
        headers.initialize(
          object,
          resets('event', what.manualReset),
          headers.size('KEVENT'),
          what.isSet ? 1 : 0,
        );
        return;
      case 'mutex':
        mutants.initialize(object, what.owned ? machine.thread : null, false);
        return;
      case 'semaphore':
        initializeSemaphore(dispatcher, object, what.count, what.limit);
        return;
      case 'timer':
        timers.initialize(object, resets('timer', what.manualReset), 'CreateWaitableTimer');
    }
  };
  const changeEvent = (event: number, change: 'set' | 'reset' | 'pulse'): void => {
    if (change !== 'reset') dispatcher.signal(event, 1, INCREMENT);
    if (change !== 'set') dispatcher.headers.setState(event, 0);
  };
  const releaseMutex = (mutex: number): number => {
    if (dispatcher.mutants.ownerOf(mutex) !== machine.thread) return STATUS_MUTANT_NOT_OWNED;
    if (dispatcher.mutants.release(mutex) === 0) dispatcher.release(mutex, INCREMENT);
    return STATUS_SUCCESS;
  };
  const addToSemaphore = (semaphore: number, count: number): { status: number; previous: number } => {
    const previous = dispatcher.headers.state(semaphore);
    if (previous + count > semaphoreLimit(dispatcher, semaphore))
      return { status: STATUS_SEMAPHORE_LIMIT_EXCEEDED, previous };
    return { status: STATUS_SUCCESS, previous: releaseSemaphore(dispatcher, semaphore, count, INCREMENT) };
  };
  /** A routine of a timer gets the time of its expiry, in the thread that has set it. */
  const onExpiry = (timer: number, { routine, argument }: TimerRequest): { expired?: () => void } => {
    if (routine === 0) return {};
    const { thread } = machine;
    return {
      expired: () => {
        const time = clock.systemTime;
        const args = [argument, Number(BigInt.asUintN(32, time)), Number(BigInt.asUintN(32, time >> 32n))];
        if (thread.state !== 'terminated') apcs.post(thread, { routine, args, timer });
      },
    };
  };
  const processAt = (handle: number): Process | undefined => {
    if (handle === CURRENT_PROCESS) return process;
    const object = objects.lookUp(handle, process.id)?.object;
    return machine.processes.find((one) => one.object === object && one.object !== 0);
  };

  return {
    create: (what, name, access) =>
      makeWaitable(
        io,
        {
          kind: KINDS[what.kind],
          path: name === null || name === '' ? null : pathOf(name),
          access: granted(access),
          process: process.id,
        },
        (object) => fill(what, object),
      ),
    // An empty name is that of the directory.
    open: (kind, name, access) =>
      name === ''
        ? { status: STATUS_OBJECT_TYPE_MISMATCH, handle: 0 }
        : openWaitable(io, {
            kind: KINDS[kind],
            path: pathOf(name),
            access: granted(access),
            process: process.id,
          }),
    changeEvent(handle, change) {
      const { status, object } = named(handle, 'event', MODIFY_STATE);
      if (object !== 0) changeEvent(object, change);
      return status;
    },
    releaseMutex(handle) {
      const { status, object } = named(handle, 'mutant', 0);
      return object === 0 ? status : releaseMutex(object);
    },
    releaseSemaphore(handle, count) {
      if (count <= 0) return { status: STATUS_INVALID_PARAMETER, previous: 0 };
      const { status, object } = named(handle, 'semaphore', MODIFY_STATE);
      return object === 0 ? { status, previous: 0 } : addToSemaphore(object, count);
    },
    setTimer(handle, request) {
      const { status, object } = named(handle, 'timer', MODIFY_STATE);
      if (object === 0) return status;
      apcs.forgetTimer(object);
      if (request === null) timers.cancel(object, 'CancelWaitableTimer');
      else {
        const { dueTime, period } = request;
        const expired = onExpiry(object, request);
        timers.set({ routine: 'SetWaitableTimer', timer: object, dueTime, period, dpc: 0, ...expired });
      }
      return status;
    },
    signal(handle) {
      const open = opened(handle);
      if (open === undefined) return STATUS_INVALID_HANDLE;
      const { object, access } = open;
      const kind = objects.kindOf(object);
      if (kind === 'mutant') return releaseMutex(object);
      if (kind !== 'event' && kind !== 'semaphore') return STATUS_OBJECT_TYPE_MISMATCH;
      if ((access & MODIFY_STATE) === 0) return STATUS_ACCESS_DENIED;
      if (kind === 'semaphore') return addToSemaphore(object, 1).status;
      changeEvent(object, 'set');
      return STATUS_SUCCESS;
    },
    finish: () => scheduler.preempt(),
    *wait({ routine, handles, all, milliseconds, alertable }) {
      const targets = handles.map(waitable);
      const bad = targets.find(({ object }) => object === 0);
      if (bad !== undefined) return bad.status;
      const meant = targets.map(({ object }) => object);
      if (all && new Set(meant).size < meant.length) return STATUS_INVALID_PARAMETER;
      const timeout = relativeTime(milliseconds);
      const end = timeout === null ? null : clock.dueOf(timeout);
      for (;;) {
        // A time that is up, as 0 from the start, is a look.
        const rest = end === null ? null : clock.now < end ? clock.now - end : 0n;
        const how = { routine, objects: meant, all, timeout: rest, alertable, userMode: true };
        const wait = () => waitForObjects(io, how);
        const status = yield* alertable ? apcs.during(wait) : wait();
        // An alert that is no APC does not end it.
        if (status !== STATUS_ALERTED) return status;
      }
    },
    duplicate({ sourceProcess, handle, targetProcess, access, closeSource, wanted }) {
      const source = processAt(sourceProcess);
      const target = processAt(targetProcess);
      if (source === undefined) return { status: STATUS_INVALID_HANDLE, handle: 0 };
      const open = opened(handle, source);
      if (open === undefined || (wanted && target === undefined))
        return { status: STATUS_INVALID_HANDLE, handle: 0 };
      const copy =
        wanted && target !== undefined
          ? objects.open(open.object, access === null ? open.access : granted(access), target.id)
          : 0;
      if (closeSource) objects.close(handle, source.id);
      return { status: STATUS_SUCCESS, handle: copy };
    },
  };
}
