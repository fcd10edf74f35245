/** Short forms of the calls that most tests of waits make. */
import { type BootOptions, boot, Executive, KernelMode } from 'irqlab';

/** A machine and short forms of its calls. */
export function dispatcherFixture(options: BootOptions = {}) {
  const nt = boot(options);
  return {
    nt,
    event(type: number, state = 0): number {
      const event = nt.variable('KEVENT');
      nt.KeInitializeEvent(event, type, state);
      return event;
    },
    mutex(): number {
      const mutex = nt.variable('KMUTEX');
      nt.KeInitializeMutex(mutex, 0);
      return mutex;
    },
    semaphore(count: number, limit: number): number {
      const semaphore = nt.variable('KSEMAPHORE');
      nt.KeInitializeSemaphore(semaphore, count, limit);
      return semaphore;
    },
    wait: (object: number, timeout: bigint | number = 0) =>
      nt.KeWaitForSingleObject(object, Executive, KernelMode, 0, timeout),
    waiting: (object: number, timeout: bigint | number = 0) =>
      nt.wait.KeWaitForSingleObject(object, Executive, KernelMode, 0, timeout),
    waitMany: (
      objects: readonly number[],
      type: number,
      timeout: bigint | number = 0,
      blocks = objects.length > 3 ? nt.variable(objects.length * 48) : 0,
    ) => {
      const width = options.arch === 'x86' ? 4 : 8;
      const array = nt.variable(Math.max(objects.length, 1) * width);
      for (const [at, object] of objects.entries()) nt.memory.writePointer(array + at * width, object);
      return nt.KeWaitForMultipleObjects(
        objects.length,
        array,
        type,
        Executive,
        KernelMode,
        0,
        timeout,
        blocks,
      );
    },
    /** Runs a body in a thread of its own, to its end or to its first wait. */
    inThread<T>(body: () => T): T | undefined {
      let result: T | undefined;
      nt.startThread(function* () {
        result = body();
        yield;
      });
      nt.runThreads();
      return result;
    },
  };
}
