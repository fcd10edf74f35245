/** Critical sections and slots, with several threads. */
import { boot } from 'irqlab';
import { describe, expect, it } from 'vitest';

const start = () => {
  const nt = boot();
  const process = nt.startProcess();
  return { nt, process, section: process.VirtualAlloc(0, 4096, 0x3000, 4) };
};

describe('a critical section', () => {
  it('makes another thread wait until its owner leaves it', () => {
    const { nt, process, section } = start();
    const order: string[] = [];
    process.InitializeCriticalSection(section);
    process.EnterCriticalSection(section);
    process.startThread(function* () {
      order.push(`tried ${process.TryEnterCriticalSection(section)}`);
      yield* process.wait.EnterCriticalSection(section);
      order.push('entered');
      process.LeaveCriticalSection(section);
    });
    process.Sleep(1);
    order.push('leaving');
    process.LeaveCriticalSection(section);
    nt.runThreads();
    expect(order).toEqual(['tried 0', 'leaving', 'entered']);
    expect(process.TryEnterCriticalSection(section)).toBe(1);
  });

  it('that nobody will leave is a deadlock, which names its owner', () => {
    const { process, section } = start();
    process.InitializeCriticalSection(section);
    const owner = process.startThread(function* () {
      process.EnterCriticalSection(section);
      yield* process.wait.Sleep(0xffff_ffff);
    });
    process.Sleep(1);
    expect(process.outcome(() => process.EnterCriticalSection(section))).toMatchObject({
      kind: 'stopped',
      reason: 'deadlock',
      cycle: [{ owner: owner.id }, {}],
    });
  });

  it.each([
    ['was never made', () => {}],
    [
      'was deleted',
      (process: ReturnType<typeof start>['process'], section: number) => {
        process.InitializeCriticalSection(section);
        process.DeleteCriticalSection(section);
      },
    ],
  ])('that %s cannot be entered', (_, before) => {
    const { process, section } = start();
    before(process, section);
    expect(process.TryEnterCriticalSection(section)).toBe(0);
    expect(process.outcome(() => process.EnterCriticalSection(section))).toMatchObject({
      reason: 'deadlock',
    });
  });

  it('whose memory goes away faults in those who wait for it', () => {
    const { nt, process, section } = start();
    process.InitializeCriticalSection(section);
    process.EnterCriticalSection(section);
    let code = 0;
    process.startThread(function* () {
      yield* process.guarded(
        function* () {
          yield* process.wait.EnterCriticalSection(section);
        },
        process.__except(
          () => {
            code = process.GetExceptionCode();
            return 1;
          },
          () => {},
        ),
      );
    });
    process.Sleep(1);
    process.VirtualFree(section, 0, 0x8000);
    nt.runThreads();
    expect(code).toBe(0xc000_0005);
  });
});

describe('slots', () => {
  it('are apart for each thread, and a freed one is empty for all', () => {
    const { nt, process } = start();
    const slot = process.TlsAlloc();
    const seen: number[] = [];
    process.TlsSetValue(slot, 7);
    process.startThread(() => {
      seen.push(process.TlsGetValue(slot));
      process.TlsSetValue(slot, 8);
      seen.push(process.TlsGetValue(slot));
    });
    nt.runThreads();
    expect([...seen, process.TlsGetValue(slot)]).toEqual([0, 8, 7]);
  });

  it('run out', () => {
    const { process } = start();
    const slots = Array.from({ length: 1088 }, () => process.TlsAlloc());
    expect(new Set(slots).size).toBe(1088);
    expect(process.TlsAlloc()).toBe(0xffff_ffff);
    expect(process.GetLastError()).toBe(8);
    expect(process.TlsFree(500)).toBe(1);
    expect(process.TlsAlloc()).toBe(500);
  });

  it('come back with a snapshot', () => {
    const { nt, process } = start();
    const slot = process.TlsAlloc();
    process.TlsSetValue(slot, 0x1234);
    const saved = nt.snapshot();
    process.TlsFree(slot);
    nt.restore(saved);
    expect(process.TlsGetValue(slot)).toBe(0x1234);
    expect(process.TlsAlloc()).not.toBe(slot);
  });
});
