import { describe, expect, it } from 'vitest';
import { ARCHITECTURES, bugCheckOf, runDriver } from './running.ts';

const HEAD = `
  #include <ntddk.h>
  static NTSTATUS last;
  static PVOID start(PKSTART_ROUTINE routine) {
    HANDLE handle; PVOID thread;
    last = PsCreateSystemThread(&handle, THREAD_ALL_ACCESS, NULL, NULL, NULL, routine, NULL);
    if (!NT_SUCCESS(last)) return NULL;
    ObReferenceObjectByHandle(handle, THREAD_ALL_ACCESS, *PsThreadType, KernelMode, &thread, NULL);
    ZwClose(handle);
    return thread;
  }
  static void join(PVOID thread) { KeWaitForSingleObject(thread, Executive, KernelMode, FALSE, NULL); ObDereferenceObject(thread); }
  static void nap(int milliseconds) { LARGE_INTEGER due; due.QuadPart = -10000LL * milliseconds; KeDelayExecutionThread(KernelMode, FALSE, &due); }
`;

const PING_PONG = `
  static KEVENT ping, pong; static int stop; static PVOID thread;
  static void work(PVOID context) {
    for (;;) {
      KeWaitForSingleObject(&ping, Executive, KernelMode, FALSE, NULL);
      if (stop) break;
      DbgPrint("pong ");
      KeSetEvent(&pong, 0, FALSE);
    }
    DbgPrint("end");
    PsTerminateSystemThread(STATUS_SUCCESS);
  }
  static void unload(PDRIVER_OBJECT driver) {
    stop = 1;
    KeSetEvent(&ping, 0, FALSE);
    join(thread);
  }
  NTSTATUS DriverEntry(PDRIVER_OBJECT driver, PUNICODE_STRING path) {
    int i;
    driver->DriverUnload = unload;
    KeInitializeEvent(&ping, SynchronizationEvent, FALSE);
    KeInitializeEvent(&pong, SynchronizationEvent, FALSE);
    thread = start(work);
    for (i = 0; i < 3; i++) {
      DbgPrint("ping ");
      KeSetEvent(&ping, 0, FALSE);
      KeWaitForSingleObject(&pong, Executive, KernelMode, FALSE, NULL);
    }
    return STATUS_SUCCESS;
  }`;

/** A queue with a lock and a semaphore, two consumers, and a thread that asks a flag which a DPC sets. */
const QUEUE = `
  typedef struct { LIST_ENTRY link; int value; } ITEM;
  static volatile LONG flag, ticks; static KTIMER timer; static KDPC dpc;
  static KSEMAPHORE items; static KSPIN_LOCK lock; static LIST_ENTRY queue;
  static void tick(PKDPC d, PVOID c, PVOID a, PVOID b) { if (++ticks == 3) flag = 1; }
  static void poller(PVOID context) {
    int n = 0;
    while (!flag) { nap(10); n++; }
    DbgPrint("polled %d ", n > 1);
  }
  static void consumer(PVOID context) {
    int sum = 0;
    for (;;) {
      ITEM *item; int value; KIRQL irql;
      KeWaitForSingleObject(&items, Executive, KernelMode, FALSE, NULL);
      KeAcquireSpinLock(&lock, &irql);
      item = CONTAINING_RECORD(RemoveHeadList(&queue), ITEM, link);
      KeReleaseSpinLock(&lock, irql);
      value = item->value;
      ExFreePoolWithTag(item, 'meti');
      if (value < 0) break;
      sum += value;
      nap(value);
    }
    DbgPrint("sum %d ", sum);
    PsTerminateSystemThread(STATUS_SUCCESS);
  }
  static void put(int value) {
    ITEM *item = ExAllocatePoolWithTag(NonPagedPool, sizeof(ITEM), 'meti');
    item->value = value;
    ExInterlockedInsertTailList(&queue, &item->link, &lock);
    KeReleaseSemaphore(&items, 0, 1, FALSE);
  }
  static void unload(PDRIVER_OBJECT d) { KeCancelTimer(&timer); }
  NTSTATUS DriverEntry(PDRIVER_OBJECT driver, PUNICODE_STRING path) {
    LARGE_INTEGER due; PVOID a, b, c; int i;
    driver->DriverUnload = unload;
    KeInitializeTimer(&timer); KeInitializeDpc(&dpc, tick, NULL);
    KeInitializeSemaphore(&items, 0, 1000); KeInitializeSpinLock(&lock); InitializeListHead(&queue);
    due.QuadPart = -50000; KeSetTimerEx(&timer, due, 10, &dpc);
    a = start(poller); b = start(consumer); c = start(consumer);
    for (i = 1; i <= 5; i++) put(i);
    put(-1); put(-1);
    join(b); join(c); join(a);
    while (ticks < 8) ;
    DbgPrint("ticks %d", ticks);
    return STATUS_SUCCESS;
  }`;

/** A DPC that runs on the stack of a thread that waits, and writes all over its own frame. */
const DPC_ON_STACK = `
  static KTIMER timer; static KDPC dpc; static int sum;
  static void fill(volatile int *cells, int value) { int i; for (i = 0; i < 64; i++) cells[i] = value; }
  static void tick(PKDPC d, PVOID c, PVOID a, PVOID b) { volatile int own[64]; fill(own, -1); sum += own[63]; }
  static void work(PVOID context) {
    volatile int own[64]; LARGE_INTEGER due; int i;
    fill(own, 1);
    due.QuadPart = -10000; KeSetTimer(&timer, due, &dpc);
    nap(5);
    for (i = 0; i < 64; i++) sum += own[i];
    DbgPrint("%d", sum);
  }
  static void unload(PDRIVER_OBJECT d) { }
  NTSTATUS DriverEntry(PDRIVER_OBJECT driver, PUNICODE_STRING path) {
    driver->DriverUnload = unload;
    KeInitializeTimer(&timer); KeInitializeDpc(&dpc, tick, NULL);
    join(start(work));
    return STATUS_SUCCESS;
  }`;

const FAILS_TO_START = `
  static void work(PVOID context) { DbgPrint("never"); }
  static void unload(PDRIVER_OBJECT d) { }
  NTSTATUS DriverEntry(PDRIVER_OBJECT driver, PUNICODE_STRING path) {
    HANDLE handle;
    driver->DriverUnload = unload;
    last = PsCreateSystemThread(&handle, THREAD_ALL_ACCESS, NULL, (HANDLE)0x5554, NULL, work, NULL);
    DbgPrint("%x", last);
    return STATUS_SUCCESS;
  }`;

/** Three threads of one priority, which write their numbers between waits. */
const THREE = `
  static KEVENT never; static KMUTEX mutex;
  static void say(int who) {
    int i;
    for (i = 0; i < 3; i++) {
      KeWaitForSingleObject(&mutex, Executive, KernelMode, FALSE, NULL);
      DbgPrint("%d", who);
      KeReleaseMutex(&mutex, FALSE);
    }
  }
  static void one(PVOID c) { say(1); }
  static void two(PVOID c) { say(2); }
  static void three(PVOID c) { say(3); }
  static void unload(PDRIVER_OBJECT d) { }
  NTSTATUS DriverEntry(PDRIVER_OBJECT driver, PUNICODE_STRING path) {
    PVOID a, b, c;
    driver->DriverUnload = unload;
    KeInitializeMutex(&mutex, 0);
    a = start(one); b = start(two); c = start(three);
    join(a); join(b); join(c);
    return STATUS_SUCCESS;
  }`;

/** A thread whose code in `work` breaks a rule of waits. */
const waitsWrongly = (work: string): string => `
  static KSPIN_LOCK lock; static KEVENT event; static KTIMER timer; static KDPC dpc;
  static void wait(PKDPC d, PVOID c, PVOID a, PVOID b) { KeWaitForSingleObject(&event, Executive, KernelMode, FALSE, NULL); }
  static void work(PVOID context) { KIRQL irql; LARGE_INTEGER due; ${work} }
  NTSTATUS DriverEntry(PDRIVER_OBJECT driver, PUNICODE_STRING path) {
    KeInitializeEvent(&event, NotificationEvent, FALSE); KeInitializeSpinLock(&lock);
    KeInitializeTimer(&timer); KeInitializeDpc(&dpc, wait, NULL);
    join(start(work));
    return STATUS_SUCCESS;
  }`;

describe.each(ARCHITECTURES)('threads of a driver on %s', (arch) => {
  it.each([
    [
      'play ping-pong with DriverEntry, and stop when DriverUnload says so',
      PING_PONG,
      'ping pong ping pong ping pong end',
    ],
    ['produce and consume, poll, and meet DPCs', QUEUE, 'sum 6 sum 9 polled 1 ticks 8'],
    ['keep their frames while a DPC runs on their stack', DPC_ON_STACK, '63'],
    ['do not run when they cannot start', FAILS_TO_START, 'c0000008'],
  ])('%s', (_, code, prints) => {
    const run = runDriver(HEAD + code, { arch });
    expect(run.outcome).toMatchObject({ kind: 'returned', value: 0 });
    expect(run.prints).toBe(prints);
  });

  it('D-008: a wait with a spin lock held is a bug check where the thread stands', () => {
    const code = waitsWrongly('KeAcquireSpinLock(&lock, &irql); wait(NULL, NULL, NULL, NULL);');
    const on = bugCheckOf(runDriver(HEAD + code, { arch }));
    expect(on).toMatchObject({ code: 0xc4, parameters: [0x3b, 2, expect.any(Number), 0] });
    const off = bugCheckOf(runDriver(HEAD + code, { arch, verifier: 'off' }));
    expect(off.code).toBe(0xb8);
    for (const { callStack } of [on, off])
      expect(callStack.map((frame) => frame.replace(/\+.*/, ''))).toEqual([
        'nt!KeWaitForSingleObject',
        'driver!wait',
        'driver!work',
      ]);
  });

  it('D-055: a wait in a DPC that interrupts the thread is a bug check, with both on the stack', () => {
    const code = waitsWrongly('due.QuadPart = -10; KeSetTimer(&timer, due, &dpc); nap(1);');
    const { callStack } = bugCheckOf(runDriver(HEAD + code, { arch, verifier: 'off' }));
    expect(callStack.map((frame) => frame.replace(/\+.*/, ''))).toEqual([
      'nt!KeWaitForSingleObject',
      'driver!wait',
      'nt!KeDelayExecutionThread',
      'driver!nap',
      'driver!work',
    ]);
  });

  it.each([
    ['waits', 'KeWaitForSingleObject(&never, Executive, KernelMode, FALSE, NULL);', 'nap(1);'],
    ['has not run yet', ';', ';'],
  ])('0xCE: a driver is gone while its thread %s', (_, work, entry) => {
    const code = `static KEVENT never;
      static void work(PVOID context) { ${work} }
      static void unload(PDRIVER_OBJECT d) { }
      NTSTATUS DriverEntry(PDRIVER_OBJECT d, PUNICODE_STRING path) {
        d->DriverUnload = unload; KeInitializeEvent(&never, NotificationEvent, FALSE);
        ObDereferenceObject(start(work)); ${entry} return STATUS_SUCCESS;
      }`;
    for (const verifier of ['on', 'off'] as const) {
      const { code: found, parameters, details } = bugCheckOf(runDriver(HEAD + code, { arch, verifier }));
      expect(found).toBe(0xce);
      expect(parameters).toEqual([expect.any(Number), 0, parameters[0], 0]);
      expect(details[0]).toContain('driver!work');
    }
  });

  it('a seed changes who goes first, and the printed schedule repeats it', () => {
    const first = runDriver(HEAD + THREE, { arch });
    expect(first.prints).toBe('111222333');
    const seeded = [1, 2, 3, 4].map((schedule) => runDriver(HEAD + THREE, { arch, schedule }));
    expect(new Set(seeded.map(({ prints }) => prints)).size).toBeGreaterThan(2);
    for (const { prints, schedule } of seeded) {
      expect([...prints].sort().join('')).toBe('111222333');
      expect(runDriver(HEAD + THREE, { arch, schedule }).prints).toBe(prints);
    }
  });
});
