/** DPCs and timers that interrupt threads of user-mode processes. */
import { boot, HEAP_GROWABLE } from 'irqlab';
import { describe, expect, it } from 'vitest';

describe('a thread of a process that is interrupted', () => {
  it('lends a timer’s DPC its context: kernel-mode code at DISPATCH_LEVEL, which may wake threads', () => {
    const nt = boot();
    const process = nt.startProcess();
    const heap = process.RtlCreateHeap(HEAP_GROWABLE, 0, 0, 0, 0, 0);
    const log: string[] = [];
    const [timer, dpc, event] = [nt.variable('KTIMER'), nt.variable('KDPC'), nt.variable('KEVENT')];
    nt.KeInitializeEvent(event, 1, 0);
    nt.KeInitializeTimer(timer);
    nt.KeInitializeDpc(
      dpc,
      () => {
        log.push(`dpc at ${nt.irql} in ${nt.thread.id}`);
        nt.KeSetEvent(event, 0, 0);
      },
      0,
    );
    process.RtlLockHeap(heap);
    const thread = process.startThread(function* () {
      yield* process.wait.RtlLockHeap(heap);
      log.push('locked');
    });
    nt.KeSetTimer(timer, -5n, dpc);
    expect(nt.KeWaitForSingleObject(event, 0, 0, 0, 0)).toBe(0);
    expect(log).toEqual([`dpc at 2 in ${thread.id}`]);
    process.RtlUnlockHeap(heap);
    nt.runThreads();
    expect(log).toEqual([`dpc at 2 in ${thread.id}`, 'locked']);
    expect(nt.irql).toBe(0);
  });

  it('a stalled driver lets timers interrupt, and the exception of a DPC ends the machine, not the process', () => {
    const nt = boot();
    const process = nt.startProcess();
    const heap = process.RtlCreateHeap(HEAP_GROWABLE, 0, 0, 0, 0, 0);
    const [timer, dpc] = [nt.variable('KTIMER'), nt.variable('KDPC')];
    nt.KeInitializeTimer(timer);
    nt.KeInitializeDpc(dpc, () => nt.trap('divide-by-zero'), 0);
    process.RtlLockHeap(heap);
    process.startThread(function* () {
      yield* process.wait.RtlLockHeap(heap);
    });
    nt.KeSetTimer(timer, -5n, dpc);
    expect(nt.outcome(() => nt.KeDelayExecutionThread(0, 0, -100n))).toMatchObject({
      kind: 'bugcheck',
      code: 0x1e,
    });
    expect(process.exitCode).toBeNull();
  });
});
