/** Small routines of the Windows API as TypeScript calls them: what C programs cannot show, and bad arguments. */
import { boot, out } from 'irqlab';
import { describe, expect, it } from 'vitest';

const LARGE_INTEGER = { name: 'LARGE_INTEGER', initial: 0n };

const start = () => {
  const nt = boot();
  return { nt, process: nt.startProcess({ name: 'Own.exe' }) };
};

describe('text for a debugger', () => {
  it('is an event, of either width; NULL is none', () => {
    const { nt, process } = start();
    const seen = nt.events.record(() => {
      process.OutputDebugStringA('narrow');
      process.OutputDebugStringW('wide');
      process.OutputDebugStringA(0);
    });
    expect(seen.filter(({ kind }) => kind === 'debug-print')).toMatchObject([
      { text: 'narrow' },
      { text: 'wide' },
    ]);
  });
});

describe('a sleep', () => {
  it('lets other threads run until its time is up, and one of 0 lets them run too', () => {
    const { nt, process } = start();
    const order: string[] = [];
    process.startThread(function* () {
      order.push('one');
      yield* process.wait.Sleep(20);
      order.push('two');
    });
    process.Sleep(0);
    expect(order).toEqual(['one']);
    const before = nt.time.now;
    process.Sleep(30);
    expect(order).toEqual(['one', 'two']);
    expect(nt.time.now - before).toBe(300_000n);
  });

  it('ends with a user APC only when it is alertable', () => {
    const { nt, process } = start();
    const results: number[] = [];
    const thread = process.startThread(function* () {
      yield* process.wait.Sleep(10);
      results.push(yield* process.wait.SleepEx(10, 1));
      results.push(yield* process.wait.SleepEx(10, 1));
    });
    nt.runThreads();
    nt.alertThread(thread.id, 'user-apc');
    process.Sleep(50);
    expect(results).toEqual([0xc0, 0]);
  });

  it('that an alert meets goes on for the rest of its time', () => {
    const { nt, process } = start();
    let woke = 0n;
    const begin = nt.time.now;
    const thread = process.startThread(function* () {
      yield* process.wait.SleepEx(20, 1);
      woke = nt.time.now;
    });
    nt.runThreads();
    nt.alertThread(thread.id);
    process.Sleep(50);
    expect(woke - begin).toBe(200_000n);
  });

  it('without an end, and nobody else there, is a deadlock', () => {
    const { process } = start();
    expect(process.outcome(() => process.Sleep(0xffff_ffff))).toMatchObject({
      kind: 'stopped',
      reason: 'deadlock',
    });
  });
});

describe('modules', () => {
  it.each(['kernel32', 'KERNEL32.DLL', 'C:\\Windows\\System32\\kernel32.dll'])('are found as %s', (name) => {
    const { process } = start();
    expect(process.GetModuleHandleA(name)).toBe(process.GetModuleHandleW('kernel32.dll'));
    expect(process.GetModuleHandleA(name)).toBeGreaterThan(0);
  });

  it('are found by NULL and by its name where they are the program', () => {
    const { process } = start();
    expect(process.GetModuleHandleA('own.EXE')).toBe(process.GetModuleHandleA(0));
  });

  it.each([
    ['a module that is not there', 'user99.dll', 126],
    ['no name', '', 126],
  ])('give NULL and a last error for %s', (_, name, error) => {
    const { process } = start();
    expect(process.GetModuleHandleA(name)).toBe(0);
    expect(process.GetLastError()).toBe(error);
  });

  it('export what their declarations say, and nothing else', () => {
    const { process } = start();
    const kernel = process.GetModuleHandleA('kernel32');
    const ntdll = process.GetModuleHandleA('ntdll');
    expect(process.GetProcAddress(ntdll, 'RtlAllocateHeap')).not.toBe(0);
    expect(process.GetProcAddress(kernel, 'RtlAllocateHeap')).toBe(0);
    expect(process.GetLastError()).toBe(127);
    expect(process.GetProcAddress(0, 'main')).toBe(0);
    expect(process.GetProcAddress(kernel + 1, 'HeapAlloc')).toBe(0);
    expect(process.GetLastError()).toBe(126);
  });

  it('have no numbers of exports', () => {
    const { process } = start();
    const module = process.GetModuleHandleA('kernel32');
    expect(process.outcome(() => process.GetProcAddress(module, 7))).toMatchObject({
      kind: 'stopped',
      reason: 'not-modelled',
    });
  });
});

describe('what only a process keeps', () => {
  it('comes back with a snapshot: the error mode', () => {
    const { nt, process } = start();
    process.SetErrorMode(3);
    const saved = nt.snapshot();
    process.SetErrorMode(1);
    nt.restore(saved);
    expect(process.SetErrorMode(0)).toBe(3);
  });

  it('has a processor count that is that of the machine', () => {
    const nt = boot({ processors: 4 });
    const process = nt.startProcess();
    const info = process.VirtualAlloc(0, 4096, 0x3000, 4);
    process.GetSystemInfo(info);
    expect([process.memory.readUint32(info + 32), process.memory.readUint32(info + 24)]).toEqual([4, 15]);
  });
});

describe('addresses that cannot be written', () => {
  it.each([
    ['GetSystemInfo', (p: ReturnType<typeof start>['process']) => p.GetSystemInfo(8)],
    ['GetSystemTimeAsFileTime', (p: ReturnType<typeof start>['process']) => p.GetSystemTimeAsFileTime(8)],
    ['QueryPerformanceCounter', (p: ReturnType<typeof start>['process']) => p.QueryPerformanceCounter(8)],
    ['QueryPerformanceFrequency', (p: ReturnType<typeof start>['process']) => p.QueryPerformanceFrequency(0)],
  ])('fault in %s', (_, call) => {
    const { process } = start();
    expect(process.outcome(() => call(process))).toMatchObject({ record: { ExceptionCode: 0xc000_0005 } });
  });

  it('a cell receives the counter', () => {
    const { nt, process } = start();
    const counter = out(LARGE_INTEGER);
    nt.time.advance(5);
    expect(process.QueryPerformanceCounter(counter)).toBe(1);
    expect(counter.value).toBe(nt.time.now);
  });
});
