/** User APCs of programs: QueueUserAPC, and what alertable waits do with them. */
import { boot, FALSE, TRUE } from 'irqlab';
import { describe, expect, it } from 'vitest';

const INFINITE = 0xffff_ffff;
const WAIT_IO_COMPLETION = 0xc0;

const start = () => {
  const nt = boot();
  const process = nt.startProcess();
  const log: number[] = [];
  const note = process.run(() => nt.functionAddress((data: number) => log.push(data)));
  return { nt, process, log, note };
};

describe('a user APC', () => {
  it('ends the alertable wait of another thread, which calls it; one that is not alertable goes on', () => {
    const { nt, process, log, note } = start();
    const event = process.CreateEventW(0, TRUE, FALSE, 0);
    const results: number[] = [];
    const threads = [TRUE, FALSE].map((alertable) =>
      process.startThread(function* () {
        results.push(yield* process.wait.WaitForSingleObjectEx(event, INFINITE, alertable));
      }),
    );
    nt.runThreads();
    for (const { id } of threads) nt.alertThread(id, 'user-apc');
    nt.runThreads();
    expect(results).toEqual([WAIT_IO_COMPLETION]);
    process.QueueUserAPC(note, process.GetCurrentThread(), 7);
    process.SetEvent(event);
    nt.runThreads();
    expect([results, log]).toEqual([[WAIT_IO_COMPLETION, 0], []]);
    expect(process.SleepEx(INFINITE, TRUE)).toBe(WAIT_IO_COMPLETION);
    expect(log).toEqual([7]);
  });

  it('stays queued through system calls, and comes back with a snapshot', () => {
    const { nt, process, log, note } = start();
    process.QueueUserAPC(note, process.GetCurrentThread(), 1);
    process.CloseHandle(process.CreateEventW(0, TRUE, FALSE, 0));
    const before = nt.snapshot();
    expect(process.SleepEx(1, TRUE)).toBe(WAIT_IO_COMPLETION);
    expect(process.SleepEx(1, TRUE)).toBe(0);
    nt.restore(before);
    expect(process.SleepEx(1, TRUE)).toBe(WAIT_IO_COMPLETION);
    expect(log).toEqual([1, 1]);
  });

  it('goes to a thread of the own process only', () => {
    const { nt, process, note } = start();
    const other = nt.startProcess();
    const handle = process.CreateEventW(0, TRUE, FALSE, 0);
    expect([process.QueueUserAPC(note, handle, 1), process.GetLastError()]).toEqual([0, 6]);
    expect([other.QueueUserAPC(note, handle, 1), other.GetLastError()]).toEqual([0, 6]);
  });
});
