/** Events, mutexes, semaphores and timers of programs: several threads, several processes, drivers. */
import { boot, FALSE, out, PVOID, STATUS_SUCCESS, TRUE, type UserProcess } from 'irqlab';
import { describe, expect, it } from 'vitest';

const INFINITE = 0xffff_ffff;
const WAIT_TIMEOUT = 0x102;
const WAIT_ABANDONED = 0x80;
const WAIT_IO_COMPLETION = 0xc0;
const WAIT_FAILED = 0xffff_ffff;
const SYNCHRONIZE = 0x10_0000;
const EVENT_MODIFY_STATE = 2;
const errors = { notFound: 2, accessDenied: 5, invalidHandle: 6, alreadyExists: 183, notOwner: 288 } as const;

const start = (arch: 'x64' | 'x86' = 'x64') => {
  const nt = boot({ arch });
  const process = nt.startProcess();
  const log: string[] = [];
  /** An array of handles in the memory of the process. */
  const array = (...handles: number[]): number => {
    const at = process.VirtualAlloc(0, 4096, 0x3000, 4);
    for (const [index, handle] of handles.entries())
      process.memory.writePointer(at + index * (arch === 'x64' ? 8 : 4), handle);
    return at;
  };
  return { nt, process, log, array };
};

const event = (process: UserProcess, manual = 0, set = 0, name: string | 0 = 0) =>
  process.CreateEventW(0, manual, set, name);

describe.each(['x64', 'x86'] as const)('threads of a program on %s', (arch) => {
  it('two of them take turns by two events', () => {
    const { nt, process, log } = start(arch);
    const [ping, pong] = [event(process), event(process)];
    const player = (name: string, mine: number, other: number) =>
      process.startThread(function* () {
        for (let turn = 0; turn < 3; turn++) {
          yield* process.wait.WaitForSingleObject(mine, INFINITE);
          log.push(`${name}${turn}`);
          process.SetEvent(other);
        }
      });
    player('ping', ping, pong);
    player('pong', pong, ping);
    process.SetEvent(ping);
    nt.runThreads();
    expect(log.join(' ')).toBe('ping0 pong0 ping1 pong1 ping2 pong2');
    expect(process.WaitForSingleObject(ping, 0)).toBe(0);
  });

  it('an event of manual reset releases all that wait, one of automatic reset the first; a pulse leaves none set', () => {
    const { nt, process, log } = start(arch);
    const change = (manual: number, act: (handle: number) => number): string => {
      const handle = event(process, manual);
      log.length = 0;
      for (const name of ['a', 'b'])
        process.startThread(function* () {
          const result = yield* process.wait.WaitForSingleObject(handle, 5);
          if (result === 0) log.push(name);
        });
      nt.runThreads();
      expect(act(handle)).toBe(TRUE);
      nt.runThreads();
      process.Sleep(10);
      return `${log.join('')} ${process.WaitForSingleObject(handle, 0) === 0 ? 'set' : 'not set'}`;
    };
    expect(change(1, process.SetEvent)).toBe('ab set');
    expect(change(0, process.SetEvent)).toBe('a not set');
    expect(change(1, process.PulseEvent)).toBe('ab not set');
    expect(change(0, process.PulseEvent)).toBe('a not set');
  });

  it('a wait for all takes nothing before all are signalled at one moment', () => {
    const { nt, process, log, array } = start(arch);
    const [first, second] = [event(process), process.CreateSemaphoreW(0, 0, 1, 0)];
    const both = array(first, second);
    process.startThread(function* () {
      log.push(`all ${yield* process.wait.WaitForMultipleObjects(2, both, TRUE, INFINITE)}`);
    });
    nt.runThreads();
    process.SetEvent(first);
    nt.runThreads();
    expect(process.WaitForSingleObject(first, 0)).toBe(0);
    process.ReleaseSemaphore(second, 1, 0);
    nt.runThreads();
    expect(log).toEqual([]);
    process.SetEvent(first);
    nt.runThreads();
    expect(log).toEqual(['all 0']);
    expect(process.WaitForMultipleObjects(2, both, FALSE, 0)).toBe(WAIT_TIMEOUT);
  });

  it('a mutex is abandoned when its owner ends, and who gets it learns of it', () => {
    const { nt, process, array } = start(arch);
    const mutex = process.CreateMutexW(0, FALSE, 0);
    process.startThread(function* () {
      yield* process.wait.WaitForSingleObject(mutex, INFINITE);
    });
    nt.runThreads();
    const handles = array(event(process), mutex);
    expect(process.WaitForMultipleObjects(2, handles, FALSE, INFINITE)).toBe(WAIT_ABANDONED + 1);
    expect(process.WaitForSingleObject(mutex, 0)).toBe(0);
    expect([process.ReleaseMutex(mutex), process.ReleaseMutex(mutex), process.ReleaseMutex(mutex)]).toEqual([
      1, 1, 0,
    ]);
    expect(process.GetLastError()).toBe(errors.notOwner);
  });

  it('two that own a mutex each and want the other one are a deadlock, which names both', () => {
    const { nt, process } = start(arch);
    const [a, b] = [process.CreateMutexW(0, TRUE, 0), process.CreateMutexW(0, FALSE, 0)];
    process.startThread(function* () {
      yield* process.wait.WaitForSingleObject(b, INFINITE);
      yield* process.wait.WaitForSingleObject(a, INFINITE);
    });
    nt.runThreads();
    expect(process.outcome(() => process.WaitForSingleObject(b, INFINITE))).toMatchObject({
      kind: 'stopped',
      reason: 'deadlock',
      cycle: [{ routine: 'WaitForSingleObject' }, { routine: 'WaitForSingleObject' }],
    });
  });

  it('SignalObjectAndWait lets nobody run between the signal and the wait', () => {
    const { nt, process, log } = start(arch);
    const [go, done] = [event(process), event(process)];
    process.startThread(function* () {
      yield* process.wait.WaitForSingleObject(go, INFINITE);
      // Only a thread that waits already is released by a pulse.
      process.PulseEvent(done);
      log.push('pulsed');
    });
    nt.runThreads();
    expect(process.SignalObjectAndWait(go, done, INFINITE, FALSE)).toBe(0);
    expect(log).toEqual(['pulsed']);
    expect(process.SignalObjectAndWait(process.GetCurrentThread(), done, 0, FALSE)).toBe(WAIT_FAILED);
    expect(process.GetLastError()).toBe(errors.invalidHandle);
  });

  it('a user APC ends an alertable wait, an alert does not; a wait that is not alertable goes on', () => {
    const { nt, process, log } = start(arch);
    const handle = event(process);
    for (const alertable of [TRUE, FALSE]) {
      const { id } = process.startThread(function* () {
        log.push(`${yield* process.wait.WaitForSingleObjectEx(handle, 50, alertable)}`);
      });
      nt.runThreads();
      nt.alertThread(id, 'alert');
      nt.runThreads();
      expect(log).toHaveLength(alertable ? 0 : 1);
      nt.alertThread(id, 'user-apc');
      nt.runThreads();
      process.Sleep(100);
    }
    expect(log).toEqual([`${WAIT_IO_COMPLETION}`, `${WAIT_TIMEOUT}`]);
  });

  it('SwitchToThread lets others run that are ready, and says whether there were any', () => {
    const { process, log } = start(arch);
    process.startThread(function* () {
      log.push('other');
      yield;
    });
    expect([process.SwitchToThread(), log.join()]).toEqual([1, 'other']);
    process.Sleep(1);
    expect(process.SwitchToThread()).toBe(0);
  });
});

describe('slim locks', () => {
  it('several threads share one, and a writer waits for all of them', () => {
    const { nt, process, log } = start();
    const lock = process.VirtualAlloc(0, 4096, 0x3000, 4);
    const gate = event(process, 1);
    for (const name of ['r1', 'r2'])
      process.startThread(function* () {
        yield* process.wait.AcquireSRWLockShared(lock);
        log.push(name);
        yield* process.wait.WaitForSingleObject(gate, INFINITE);
        process.ReleaseSRWLockShared(lock);
      });
    process.startThread(function* () {
      yield* process.wait.AcquireSRWLockExclusive(lock);
      log.push('w');
      process.ReleaseSRWLockExclusive(lock);
    });
    nt.runThreads();
    expect(log).toEqual(['r1', 'r2']);
    process.SetEvent(gate);
    nt.runThreads();
    expect([...log, process.memory.readPointer(lock)]).toEqual(['r1', 'r2', 'w', 0]);
  });

  it('a thread that takes one twice waits for itself: a deadlock', () => {
    const { process } = start();
    const lock = process.VirtualAlloc(0, 4096, 0x3000, 4);
    process.AcquireSRWLockExclusive(lock);
    const self = process.GetCurrentThreadId();
    expect(process.outcome(() => process.AcquireSRWLockExclusive(lock))).toMatchObject({
      reason: 'deadlock',
      cycle: [{ thread: self, owner: self }],
    });
  });

  it('WakeConditionVariable wakes who has waited longest, WakeAllConditionVariable the others', () => {
    const { nt, process, log } = start();
    const lock = process.VirtualAlloc(0, 4096, 0x3000, 4);
    const variable = lock + 64;
    for (const name of ['a', 'b', 'c'])
      process.startThread(function* () {
        yield* process.wait.AcquireSRWLockExclusive(lock);
        yield* process.wait.SleepConditionVariableSRW(variable, lock, INFINITE, 0);
        log.push(name);
        process.ReleaseSRWLockExclusive(lock);
      });
    nt.runThreads();
    process.WakeConditionVariable(variable);
    nt.runThreads();
    expect(log).toEqual(['a']);
    process.WakeAllConditionVariable(variable);
    nt.runThreads();
    expect(log).toEqual(['a', 'b', 'c']);
  });

  it('a second thread waits for a one-time initialization that the first is at', () => {
    const { nt, process, log } = start();
    const once = process.VirtualAlloc(0, 4096, 0x3000, 4);
    const place = once + 64;
    const fill = process.run(() =>
      nt.functionAddress((_once: number, parameter: number, context: number) => {
        log.push('filled');
        process.memory.writePointer(context, parameter);
        return 1;
      }),
    );
    expect(process.InitOnceBeginInitialize(once, 0, place, 0)).toBe(TRUE);
    process.startThread(function* () {
      log.push(`done ${yield* process.wait.InitOnceExecuteOnce(once, fill, 0x40, place)}`);
      log.push(`${process.memory.readPointer(place)}`);
    });
    nt.runThreads();
    expect(log).toEqual([]);
    expect(process.InitOnceComplete(once, 4, 0)).toBe(TRUE);
    nt.runThreads();
    expect(log).toEqual(['filled', 'done 1', '64']);
  });
});

describe('names and handles', () => {
  it('processes share objects by name; upper and lower case are told apart; the last handle ends one', () => {
    const { nt, process } = start();
    const other = nt.startProcess({ name: 'other.exe' });
    const mine = event(process, 1, 0, 'Ready');
    const theirs = event(other, 0, 1, 'Ready');
    expect(other.GetLastError()).toBe(errors.alreadyExists);
    process.SetEvent(mine);
    expect(other.WaitForSingleObject(theirs, 0)).toBe(0);
    expect([other.OpenEventW(SYNCHRONIZE, FALSE, 'ready'), other.GetLastError()]).toEqual([
      0,
      errors.notFound,
    ]);
    const lower = event(other, 0, 0, 'ready');
    expect([lower !== 0, other.GetLastError()]).toEqual([true, 0]);
    expect(other.WaitForSingleObject(lower, 0)).toBe(WAIT_TIMEOUT);
    expect(process.SetEvent(theirs)).toBe(FALSE); // a handle means something in its process only
    expect([process.CloseHandle(mine), other.CloseHandle(theirs)]).toEqual([1, 1]);
    expect(process.OpenEventW(SYNCHRONIZE, FALSE, 'Ready')).toBe(0);
    expect(process.OpenEventW(SYNCHRONIZE, FALSE, 'ready')).not.toBe(0);
  });

  it('a process that ends abandons its mutexes and closes its handles, and none of its threads takes a signal', () => {
    const { nt, process } = start();
    const other = nt.startProcess({ name: 'other.exe' });
    const mutex = process.CreateMutexW(0, FALSE, 'shared');
    const shared = event(process, 0, 0, 'event');
    expect(other.WaitForSingleObject(other.CreateMutexW(0, FALSE, 'shared'), 0)).toBe(0);
    event(other, 0, 0, 'alone');
    other.startThread(function* () {
      yield* other.wait.WaitForSingleObject(event(other, 0, 0, 'event'), INFINITE);
    });
    nt.runThreads();
    other.outcome(() => other.ExitProcess(0));
    process.SetEvent(shared);
    expect(process.WaitForSingleObject(shared, 0)).toBe(0);
    expect(process.WaitForSingleObject(mutex, 0)).toBe(WAIT_ABANDONED);
    expect([process.OpenEventW(SYNCHRONIZE, FALSE, 'alone'), process.GetLastError()]).toEqual([
      0,
      errors.notFound,
    ]);
  });

  it('a handle allows what it was opened for', () => {
    const { process } = start();
    event(process, 1, 0, 'Ready');
    const toSet = process.OpenEventW(EVENT_MODIFY_STATE, FALSE, 'Ready');
    const toWait = process.OpenEventA(SYNCHRONIZE, FALSE, 'Ready');
    expect([process.SetEvent(toWait), process.GetLastError()]).toEqual([FALSE, errors.accessDenied]);
    expect(process.WaitForSingleObject(toWait, 0)).toBe(WAIT_TIMEOUT);
    expect([process.WaitForSingleObject(toSet, 0), process.GetLastError()]).toEqual([
      WAIT_FAILED,
      errors.accessDenied,
    ]);
    expect([process.SetEvent(toSet), process.WaitForSingleObject(toWait, 0)]).toEqual([TRUE, 0]);
    const copy = out(PVOID);
    const self = process.GetCurrentProcess();
    expect(process.DuplicateHandle(self, toWait, self, copy, EVENT_MODIFY_STATE, FALSE, 1)).toBe(TRUE);
    expect(process.ResetEvent(copy.value)).toBe(TRUE);
    expect(process.CloseHandle(toWait)).toBe(FALSE); // DUPLICATE_CLOSE_SOURCE
  });

  it('a wait keeps its object when the last handle is closed meanwhile', () => {
    const { nt, process, log } = start();
    const handle = event(process);
    const copy = out(PVOID);
    const self = process.GetCurrentProcess();
    process.DuplicateHandle(self, handle, self, copy, 0, FALSE, 2);
    process.startThread(function* () {
      log.push(`${yield* process.wait.WaitForSingleObject(copy.value, 100)}`);
    });
    nt.runThreads();
    expect([process.CloseHandle(handle), process.CloseHandle(copy.value)]).toEqual([TRUE, TRUE]);
    process.Sleep(200);
    expect(log).toEqual([`${WAIT_TIMEOUT}`]);
    expect(nt.findings).toEqual([]);
  });

  it('a driver reaches the event of a program by its handle, and by the name it gave itself', () => {
    const { nt, process } = start();
    const handle = event(process, 1);
    const object = out(PVOID);
    const type = nt.memory.readPointer(nt.ExEventObjectType);
    const status = process.run(() =>
      nt.runAs('system-call', () =>
        nt.ObReferenceObjectByHandle(handle, EVENT_MODIFY_STATE, type, 1, object, 0),
      ),
    );
    expect(status).toBe(STATUS_SUCCESS);
    nt.KeSetEvent(object.value, 0, 0);
    nt.ObDereferenceObject(object.value);
    expect(process.WaitForSingleObject(handle, 0)).toBe(0);
    const text = '\\BaseNamedObjects\\Done';
    const name = nt.variable('UNICODE_STRING');
    const characters = nt.variable(64);
    nt.memory.writeUtf16String(characters, text);
    nt.RtlInitUnicodeString(name, characters);
    const driver = nt.IoCreateNotificationEvent(name, out(PVOID));
    const mine = process.OpenEventW(SYNCHRONIZE, FALSE, 'done');
    expect(process.WaitForSingleObject(mine, 0)).toBe(0);
    nt.KeClearEvent(driver);
    expect(process.WaitForSingleObject(mine, 0)).toBe(WAIT_TIMEOUT);
  });

  it('states and owners come back with a snapshot', () => {
    const { nt, process } = start();
    const mutex = process.CreateMutexW(0, TRUE, 'm');
    const timer = process.CreateWaitableTimerW(0, FALSE, 0);
    process.SetWaitableTimer(timer, -10_000n, 0, 0, 0, 0);
    const before = nt.snapshot();
    process.ReleaseMutex(mutex);
    process.CloseHandle(mutex);
    process.CloseHandle(timer);
    nt.restore(before);
    expect(process.ReleaseMutex(mutex)).toBe(TRUE);
    expect(process.WaitForSingleObject(timer, INFINITE)).toBe(0);
    expect(process.OpenMutexW(SYNCHRONIZE, FALSE, 'm')).not.toBe(0);
  });
});
