/** User APCs of one process: queued to its threads, and called in their alertable waits. */
import type { Waiting } from './contract/blocking.ts';
import type { Machine } from './kernel/machine.ts';
import type { Process, Thread } from './kernel/records.ts';
import { isGenerator, type ThreadWork } from './kernel/threads/thread-body.ts';
import { CURRENT_THREAD } from './kernel/threads/threads.ts';
import {
  STATUS_INVALID_HANDLE,
  STATUS_OBJECT_TYPE_MISMATCH,
  STATUS_SUCCESS,
  STATUS_TIMEOUT,
  STATUS_UNSUCCESSFUL,
  STATUS_USER_APC,
} from './status/common.ts';
import { type ProgramApcs, type UserApc, UserApcs } from './win32/user-apcs.ts';

/** The user APCs of a process. */
export interface AlertableThreads extends ProgramApcs {
  /** Queues one to a thread. */
  post(thread: Thread, apc: UserApc): void;
  /** Takes those of a timer back. */
  forgetTimer(timer: number): void;
  /** Runs an alertable wait, and what the thread is to call when that ends it. */
  during(wait: () => Waiting<number>): Waiting<number>;
  /** Calls what a thread is to call before its own code. */
  before(run: () => unknown): unknown;
}

/** Makes them. */
export function alertableThreads(machine: Machine, process: Process): AlertableThreads {
  const { dispatcher, threads } = machine.subsystems;
  const queued = new UserApcs(`user APCs of ${process.name} ${process.id}`);
  machine.parts.register(queued);
  const threadOf = (handle: number): Thread | number => {
    if (handle === CURRENT_THREAD) return machine.thread;
    const object = threads.objects.lookUp(handle, process.id)?.object;
    if (object === undefined) return STATUS_INVALID_HANDLE;
    const thread = process.threads.find((one) => one.object === object && object !== 0);
    return thread ?? STATUS_OBJECT_TYPE_MISMATCH;
  };
  const post = (thread: Thread, apc: UserApc): void => {
    queued.add(thread.id, apc);
    dispatcher.alert(thread, 'user-apc');
  };
  function* callAll(): Waiting<void> {
    const { thread } = machine;
    for (let apc = queued.take(thread.id); apc !== undefined; apc = queued.take(thread.id)) {
      const result = machine.callSteps(apc.routine, apc.args);
      if (isGenerator(result)) yield* result as Waiting<unknown>;
    }
    // What they queued to their own thread was called as well: nothing is left for its next wait.
    dispatcher.alerts.reachUserMode(thread);
  }
  function* callFirst(run: () => unknown): ThreadWork {
    yield* callAll();
    const result = run();
    return isGenerator(result) ? yield* result : result;
  }
  return {
    post,
    queue(handle, routine, args) {
      const thread = threadOf(handle);
      if (typeof thread === 'number') return thread;
      if (thread.state === 'terminated') return STATUS_UNSUCCESSFUL;
      post(thread, { routine, args, timer: 0 });
      return STATUS_SUCCESS;
    },
    forgetTimer(timer) {
      const marked = process.threads.filter(({ id }) => queued.has(id));
      queued.forgetTimer(timer);
      for (const thread of marked) if (!queued.has(thread.id)) dispatcher.alerts.reachUserMode(thread);
    },
    *during(wait) {
      const { thread } = machine;
      // A system call that ended meanwhile has taken the mark of the thread, not what it is to call.
      if (queued.has(thread.id)) dispatcher.alerts.post(thread, 'user-apc');
      const status = yield* wait();
      // A look that found nothing is a wait too.
      if (status !== STATUS_USER_APC && !(status === STATUS_TIMEOUT && queued.has(thread.id))) return status;
      // The wait is over: back in user mode the APCs of the thread run.
      yield* callAll();
      return STATUS_USER_APC;
    },
    before: (run) => (queued.has(machine.thread.id) ? callFirst(run) : run()),
  };
}
