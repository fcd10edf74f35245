/** Lock order inversions: two orders of the same locks are told of, although nobody waited. */
import { describe, expect, it } from 'vitest';
import { type CProgram, compileC } from '../../src/c-entry.ts';
import {
  type BootOptions,
  boot,
  type Finding,
  POOL_FLAG_NON_PAGED,
  routineContracts,
} from '../../src/index.ts';
import { behind } from '../../src/machine-access.ts';
import { lockCalls } from '../../src/verifier/lock-calls.ts';

const TAG = 0x676e6952;
const machine = (options: BootOptions = {}) =>
  boot({ recorders: { lockOrder: true }, onViolation: 'report', ...options });
type Nt = ReturnType<typeof boot>;

const block = (nt: Nt, bytes = 512): number => nt.ExAllocatePool2(POOL_FLAG_NON_PAGED, bytes, TAG);
const rules = (nt: Nt): readonly string[] => nt.findings.map(({ rule }) => rule);

/** Fast mutexes in one block. */
function mutexes(nt: Nt, count: number): readonly number[] {
  const at = block(nt, count * 128);
  const locks = Array.from({ length: count }, (_, index) => at + index * 128);
  for (const lock of locks) nt.ExInitializeFastMutex(lock);
  return locks;
}

/** Acquires in order, and releases in the other. */
function inOrder(nt: Nt, locks: readonly number[]): void {
  for (const lock of locks) nt.ExAcquireFastMutex(lock);
  for (const lock of [...locks].reverse()) nt.ExReleaseFastMutex(lock);
}

describe('lock order', () => {
  it('two orders of two locks are one finding, with both locks', () => {
    const nt = machine();
    const [a = 0, b = 0] = mutexes(nt, 2);
    inOrder(nt, [a, b]);
    expect(nt.findings).toEqual([]);
    inOrder(nt, [b, a]);
    inOrder(nt, [b, a]);
    inOrder(nt, [a, b]);
    expect(nt.findings).toHaveLength(1);
    expect(nt.findings[0]).toMatchObject({
      rule: 'lock-order',
      routine: 'ExAcquireFastMutex',
      values: [a, b],
    });
  });

  it('is bug check 0xC4 (0x1001) where broken rules stop the machine', () => {
    const nt = machine({ onViolation: 'stop' });
    const [a = 0, b = 0] = mutexes(nt, 2);
    inOrder(nt, [a, b]);
    expect(nt.outcome(() => inOrder(nt, [b, a]))).toMatchObject({
      kind: 'bugcheck',
      code: 0xc4,
      parameters: [0x1001, a, b, 0],
    });
  });

  it('is nothing without its recorder, or without the verifier', () => {
    for (const options of [{ recorders: {} }, { recorders: true, verifier: 'off' as const }]) {
      const nt = machine(options);
      const [a = 0, b = 0] = mutexes(nt, 2);
      inOrder(nt, [a, b]);
      inOrder(nt, [b, a]);
      expect(nt.findings).toEqual([]);
    }
  });

  it('three locks in a circle', () => {
    const nt = machine();
    const [a = 0, b = 0, c = 0] = mutexes(nt, 3);
    inOrder(nt, [a, b]);
    inOrder(nt, [b, c]);
    inOrder(nt, [c, a]);
    expect(nt.findings).toHaveLength(1);
    expect(nt.findings[0]?.details?.filter((line) => / then /.test(line))).toHaveLength(3);
  });

  it('a lock that is held on every path keeps the threads apart', () => {
    const nt = machine();
    const [guard = 0, a = 0, b = 0] = mutexes(nt, 3);
    inOrder(nt, [guard, a, b]);
    inOrder(nt, [guard, b, a]);
    expect(nt.findings).toEqual([]);
    inOrder(nt, [a, b]);
    expect(rules(nt)).toEqual(['lock-order']);
  });

  it('a circle that was told of is not told of again when one of its orders needs fewer guards', () => {
    const nt = machine();
    const [guard = 0, a = 0, b = 0] = mutexes(nt, 3);
    inOrder(nt, [a, b]);
    inOrder(nt, [guard, b, a]);
    inOrder(nt, [b, a]);
    expect(rules(nt)).toEqual(['lock-order']);
  });

  it('an acquire that does not wait adds no order into its lock, but one out of it', () => {
    const nt = machine();
    const [a = 0, b = 0] = mutexes(nt, 2);
    inOrder(nt, [a, b]);
    nt.ExAcquireFastMutex(b);
    expect(nt.ExTryToAcquireFastMutex(a)).toBe(1);
    nt.ExReleaseFastMutex(a);
    nt.ExReleaseFastMutex(b);
    expect(nt.findings).toEqual([]);

    const other = machine();
    const [c = 0, d = 0] = mutexes(other, 2);
    inOrder(other, [d, c]);
    expect(other.ExTryToAcquireFastMutex(c)).toBe(1);
    other.ExAcquireFastMutex(d);
    expect(rules(other)).toEqual(['lock-order']);
  });

  it('an acquire that fails is not held', () => {
    const nt = machine();
    const [a = 0, b = 0] = mutexes(nt, 2);
    inOrder(nt, [a, b]);
    nt.ExAcquireFastMutex(b);
    expect(nt.ExTryToAcquireFastMutex(b)).toBe(0);
    nt.ExReleaseFastMutex(b);
    nt.ExAcquireFastMutex(a);
    expect(nt.findings).toEqual([]);
  });

  it('a lock that is initialised anew, or whose memory is freed, is another one', () => {
    const nt = machine();
    const [a = 0, b = 0] = mutexes(nt, 2);
    inOrder(nt, [a, b]);
    nt.ExInitializeFastMutex(b);
    inOrder(nt, [b, a]);
    expect(nt.findings).toEqual([]);

    nt.ExFreePoolWithTag(a, TAG);
    const [c = 0, d = 0] = mutexes(nt, 2);
    expect([c, d]).toEqual([a, b]);
    inOrder(nt, [a, b]);
    expect(nt.findings).toEqual([]);
  });

  it('a snapshot has the order of its time', () => {
    const nt = machine();
    const [a = 0, b = 0] = mutexes(nt, 2);
    const before = nt.snapshot();
    inOrder(nt, [a, b]);
    const after = nt.snapshot();
    nt.restore(before);
    inOrder(nt, [b, a]);
    expect(nt.findings).toEqual([]);
    nt.restore(after);
    inOrder(nt, [b, a]);
    expect(rules(nt)).toEqual(['lock-order']);
    nt.restore(after);
    inOrder(nt, [b, a]);
    expect(rules(nt)).toEqual(['lock-order']);
  });

  it('spin locks, queued ones by their handle, and a lock that a routine takes inside', () => {
    const nt = machine();
    const at = block(nt);
    const [a, b, handle, list, entry] = [at, at + 16, at + 64, at + 128, at + 160];
    nt.KeInitializeSpinLock(a);
    nt.KeInitializeSpinLock(b);
    nt.InitializeListHead(list);
    nt.KeAcquireInStackQueuedSpinLock(a, handle);
    nt.ExInterlockedInsertHeadList(list, entry, b);
    nt.KeReleaseInStackQueuedSpinLock(handle);
    const old = { value: 0 };
    nt.KeAcquireSpinLock(b, old as never);
    nt.KeReleaseSpinLock(b, old.value);
    expect(nt.findings).toEqual([]);
    nt.KeAcquireSpinLock(b, old as never);
    nt.KeAcquireInStackQueuedSpinLockAtDpcLevel(a, handle);
    nt.KeReleaseInStackQueuedSpinLockFromDpcLevel(handle);
    nt.KeReleaseSpinLock(b, old.value);
    expect(nt.findings.map(({ rule, values }) => [rule, values])).toEqual([['lock-order', [a, b]]]);
  });

  it('resources: a second acquire of its owner is no wait, one without Wait neither', () => {
    const nt = machine();
    const at = block(nt);
    const [a, b] = [at, at + 256];
    nt.ExInitializeResourceLite(a);
    nt.ExInitializeResourceLite(b);
    nt.KeEnterCriticalRegion();
    nt.ExAcquireResourceExclusiveLite(a, 1);
    nt.ExAcquireResourceExclusiveLite(b, 1);
    nt.ExAcquireResourceExclusiveLite(a, 1);
    nt.ExReleaseResourceLite(a);
    nt.ExReleaseResourceLite(a);
    nt.ExAcquireResourceExclusiveLite(a, 0);
    nt.ExReleaseResourceLite(a);
    expect(nt.findings).toEqual([]);
    nt.ExAcquireResourceSharedLite(a, 1);
    expect(rules(nt)).toEqual(['lock-order']);
  });

  it('a mutex, by a wait for it', () => {
    const nt = machine();
    const [lock = 0] = mutexes(nt, 1);
    const mutex = block(nt);
    nt.KeInitializeMutex(mutex, 0);
    const wait = () => nt.KeWaitForSingleObject(mutex, 0, 0, 0, 0);
    wait();
    nt.ExAcquireFastMutex(lock);
    nt.ExReleaseFastMutex(lock);
    nt.KeReleaseMutex(mutex, 0);
    nt.KeEnterCriticalRegion();
    nt.ExAcquireFastMutexUnsafe(lock);
    wait();
    nt.KeReleaseMutex(mutex, 0);
    expect(nt.findings.filter(({ rule }) => rule === 'lock-order').map(({ values }) => values)).toEqual([
      [mutex, lock],
    ]);
  });

  it('every routine of a lock is known', () => {
    const names = routineContracts
      .map(({ name }) => name)
      .filter((name) =>
        /^(Ke|Ex|Io)(Try)?(To)?Acquire|^(Ke|Ex|Io)Release|CriticalSection|SRWLock|^Ex\w*AndAcquire|^ExInterlocked\w*(List|Integer|Ulong)$/.test(
          name,
        ),
      );
    expect(names.length).toBeGreaterThan(60);
    // Counts, for which no acquire waits; mutexes, by their waits; lists without a lock.
    const others = /Rundown|RemoveLock|Semaphore|^KeReleaseMutex$|SList/;
    expect(names.filter((name) => !lockCalls.has(name) && !others.test(name))).toEqual([]);
    const known = new Set(routineContracts.map(({ name }) => name));
    expect([...lockCalls.keys()].filter((name) => !known.has(name))).toEqual([]);
  });
});

const program = (text: string): CProgram =>
  compileC({ name: 'locks.c', text: `#include <windows.h>\n${text}` });

function findingsOf(text: string): readonly Finding[] {
  const { outcome, findings } = program(text).run({ recorders: true, schedule: 3 });
  expect(outcome).toMatchObject({ kind: 'returned' });
  return findings;
}

describe('lock order of programs', () => {
  it('is a finding with the lines of all four acquires, from two threads that did not meet', () => {
    const [found, ...more] = findingsOf(`
      static CRITICAL_SECTION a;
      static SRWLOCK b = SRWLOCK_INIT;
      static DWORD WINAPI other(void *context) {
        (void)context;
        AcquireSRWLockShared(&b);
        EnterCriticalSection(&a);
        LeaveCriticalSection(&a);
        ReleaseSRWLockShared(&b);
        return 0;
      }
      int main(void) {
        HANDLE thread;
        InitializeCriticalSection(&a);
        EnterCriticalSection(&a);
        AcquireSRWLockExclusive(&b);
        ReleaseSRWLockExclusive(&b);
        LeaveCriticalSection(&a);
        thread = CreateThread(NULL, 0, other, NULL, 0, NULL);
        WaitForSingleObject(thread, INFINITE);
        CloseHandle(thread);
        DeleteCriticalSection(&a);
        return 0;
      }`);
    expect(more).toEqual([]);
    expect(found).toMatchObject({ rule: 'lock-order', routine: 'EnterCriticalSection' });
    const lines = [...(found?.details?.join('\n') ?? '').matchAll(/locks\.c @ (\d+)/g)].map(
      ([, line]) => line,
    );
    expect([...new Set(lines)]).toEqual(['7', '8', '16', '17']);
  });

  it('memory of a heap that is freed takes its locks along', () => {
    const text = (between: string) => `
      static CRITICAL_SECTION a;
      int main(void) {
        SRWLOCK *b = calloc(1, sizeof *b), *c;
        InitializeCriticalSection(&a);
        EnterCriticalSection(&a);
        AcquireSRWLockExclusive(b);
        ReleaseSRWLockExclusive(b);
        LeaveCriticalSection(&a);
        ${between}
        c = b;
        AcquireSRWLockExclusive(c);
        EnterCriticalSection(&a);
        LeaveCriticalSection(&a);
        ReleaseSRWLockExclusive(c);
        return 0;
      }`;
    const include = '#include <stdlib.h>\n';
    expect(findingsOf(include + text('')).map(({ rule }) => rule)).toEqual(['lock-order']);
    const again = 'free(b); c = calloc(1, sizeof *c); if (c != b) return 2;';
    expect(findingsOf(include + text(again))).toEqual([]);
  });
});

it('calls that concern no lock stay as they are, until a lock of a program is acquired under another one', () => {
  const { machine: plain } = behind(boot());
  expect([plain.observers, plain.watchers]).toEqual([[], []]);
  const nt = machine();
  const { machine: watching } = behind(nt);
  expect([watching.observers.length, watching.watchers.length]).toEqual([0, 1]);
  const process = nt.startProcess();
  const at = process.HeapAlloc(process.processHeap, 0, 64);
  const [a, b] = [at, at + 16];
  const inBoth = (): void => {
    process.AcquireSRWLockExclusive(a);
    process.AcquireSRWLockExclusive(b);
    process.ReleaseSRWLockExclusive(b);
    process.ReleaseSRWLockExclusive(a);
  };
  process.InitializeSRWLock(a);
  process.InitializeSRWLock(b);
  inBoth();
  expect(watching.observers).toHaveLength(1);
  process.HeapFree(process.processHeap, 0, at);
  expect(watching.observers).toEqual([]);
});
