/** Threads that a program starts itself: CreateThread and kin over the scheduler and the object table. */
import { tellOfNewThread } from './kernel/io/notifications.ts';
import type { Machine } from './kernel/machine.ts';
import type { Process, Thread } from './kernel/records.ts';
import { isGenerator, type ThreadWork } from './kernel/threads/thread-body.ts';
import { CURRENT_THREAD } from './kernel/threads/threads.ts';
import { ThreadExit } from './machine/stop.ts';
import type { AlertableThreads } from './program-apcs.ts';
import type { ProgramThreads } from './win32/program-threads.ts';

/** THREAD_ALL_ACCESS of winnt.h. */
const ALL_ACCESS = 0x1f_ffff;
/** Exit code of a thread that has not ended. */
const STILL_ACTIVE = 259;

const ended = (result: unknown): never => {
  throw new ThreadExit(Number(result ?? 0) >>> 0);
};

/** The code of a thread: what its function returns is its exit code. */
function codeOfThread(result: unknown): ThreadWork {
  return isGenerator(result) ? steps(result) : ended(result);
}

function* steps(work: ThreadWork): ThreadWork {
  return ended(yield* work);
}

/** The threads of a process. */
export function programThreads(machine: Machine, process: Process, apcs: AlertableThreads): ProgramThreads {
  const { scheduler, threads } = machine.subsystems;
  /** Threads that wait before their first instruction, as they were made. */
  const suspended = new Set<Thread>();
  const suspensions = (thread: Thread): number => thread.suspendCount + (suspended.has(thread) ? 1 : 0);
  const threadOf = (handle: number): Thread | undefined => {
    if (handle === CURRENT_THREAD) return machine.thread;
    const object = threads.objects.lookUp(handle, process.id)?.object;
    return process.threads.find((thread) => thread.object === object && thread.object !== 0);
  };
  function* whenResumed(thread: () => Thread, run: () => unknown): ThreadWork {
    yield* scheduler.block({
      routine: 'CreateThread',
      object: 0,
      what: 'ResumeThread',
      owner: () => null,
      ready: () => !suspended.has(thread()),
    });
    return yield* codeOfThread(run());
  }
  return {
    create(start, parameter, isSuspended) {
      const object = scheduler.newObject();
      if (object === null) return null;
      const run = (): unknown => apcs.before(() => machine.callSteps(start, [parameter]));
      const thread: Thread = scheduler.start({
        process,
        address: start,
        object,
        start: () => (isSuspended ? whenResumed(() => thread, run) : codeOfThread(run())),
      });
      if (isSuspended) suspended.add(thread);
      process.heaps.noteStart(machine.thread.id, thread.id);
      tellOfNewThread(machine.subsystems.io, thread);
      return {
        handle: threads.objects.open(threads.objectOf(thread), ALL_ACCESS, process.id),
        id: thread.id,
      };
    },
    resume(handle) {
      const thread = threadOf(handle);
      if (thread === undefined) return null;
      const count = suspensions(thread);
      if (thread.suspendCount > 0) thread.suspendCount -= 1;
      else suspended.delete(thread);
      return count;
    },
    suspend(handle, most) {
      const thread = threadOf(handle);
      if (thread === undefined) return null;
      const count = suspensions(thread);
      if (count < most) thread.suspendCount += 1;
      return count;
    },
    *whileSuspended() {
      const { thread } = machine;
      if (thread.suspendCount === 0) return;
      yield* scheduler.block({
        routine: 'SuspendThread',
        object: 0,
        what: 'ResumeThread',
        owner: () => null,
        ready: () => thread.suspendCount === 0,
      });
    },
    id: (handle) => threadOf(handle)?.id ?? null,
    priority: (handle) => threadOf(handle)?.basePriority ?? null,
    setPriority(handle, priority) {
      const thread = threadOf(handle);
      if (thread === undefined) return false;
      thread.basePriority = priority;
      thread.priority = priority;
      return true;
    },
    exit(code) {
      const { thread } = machine;
      if (scheduler.isStarted(thread)) threads.terminate(code);
      return machine.terminateProcess(scheduler.endFirst(thread, code), []);
    },
    exitCode(handle) {
      const thread = threadOf(handle);
      if (thread === undefined) return null;
      return thread.state === 'terminated' ? thread.exitStatus : STILL_ACTIVE;
    },
  };
}
