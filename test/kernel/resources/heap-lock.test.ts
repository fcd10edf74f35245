/** The `Lock` of RtlCreateHeap: a real ERESOURCE. Fact B-016; what is ours stands in decision 0035. */
import { type BootOptions, boot, HEAP_GENERATE_EXCEPTIONS, HEAP_GROWABLE, HEAP_NO_SERIALIZE } from 'irqlab';
import { describe, expect, it } from 'vitest';

function booted(options: BootOptions = {}) {
  const nt = boot(options);
  const lock = nt.variable('ERESOURCE');
  nt.ExInitializeResourceLite(lock);
  const heap = nt.RtlCreateHeap(HEAP_GROWABLE, 0, 0, 0, lock, 0);
  expect(heap).not.toBe(0);
  /** A thread that holds the resource until it gets the next turn. */
  const holder = (log: string[]) => {
    const thread = nt.startThread(function* () {
      nt.ExEnterCriticalRegionAndAcquireResourceShared(lock);
      log.push('held');
      yield;
      log.push('released');
      nt.ExReleaseResourceAndLeaveCriticalRegion(lock);
    });
    return thread;
  };
  return { nt, lock, heap, holder };
}

describe('B-016: a heap with a Lock', () => {
  it('holds the resource during each call and not between them', () => {
    const { nt, lock, heap } = booted();
    const block = nt.RtlAllocateHeap(heap, 0, 64);
    expect(block).not.toBe(0);
    expect([nt.ExIsResourceAcquiredLite(lock), nt.thread.kernelApcDisable]).toEqual([0, 0]);
    expect(nt.RtlSizeHeap(heap, 0, block)).toBe(64);
    expect(nt.RtlFreeHeap(heap, 0, block)).not.toBe(0);
    expect([nt.ExIsResourceAcquiredLite(lock), nt.thread.kernelApcDisable]).toEqual([0, 0]);
  });

  it('waits for who holds the resource, shared or not', () => {
    const { nt, heap, holder } = booted();
    const log: string[] = [];
    holder(log);
    nt.startThread(function* () {
      const block = yield* nt.wait.RtlAllocateHeap(heap, 0, 64);
      log.push(`allocated ${block !== 0}`);
      yield* nt.wait.RtlFreeHeap(heap, 0, block);
      log.push('freed');
    });
    nt.runThreads();
    expect(log).toEqual(['held', 'released', 'allocated true', 'freed']);
  });

  it('the plain call waits too: other threads run meanwhile', () => {
    const { nt, heap, lock } = booted();
    const log: string[] = [];
    const event = nt.variable('KEVENT');
    nt.KeInitializeEvent(event, 0, 0);
    nt.startThread(function* () {
      nt.ExEnterCriticalRegionAndAcquireResourceExclusive(lock);
      yield* nt.wait.KeWaitForSingleObject(event, 0, 0, 0, 0);
      log.push('released');
      nt.ExReleaseResourceAndLeaveCriticalRegion(lock);
    });
    nt.runThreads();
    nt.startThread(function* () {
      nt.KeSetEvent(event, 0, 0);
      yield;
    });
    log.push(`allocated ${nt.RtlAllocateHeap(heap, 0, 8) !== 0}`);
    expect(log).toEqual(['released', 'allocated true']);
  });

  it('the caller may hold the resource himself over several calls', () => {
    const { nt, heap, lock } = booted();
    nt.ExEnterCriticalRegionAndAcquireResourceExclusive(lock);
    const block = nt.RtlAllocateHeap(heap, 0, 8);
    expect(nt.ExIsResourceAcquiredLite(lock)).toBe(1);
    nt.RtlFreeHeap(heap, 0, block);
    nt.ExReleaseResourceAndLeaveCriticalRegion(lock);
    expect(nt.ExIsResourceAcquiredLite(lock)).toBe(0);
  });

  it('a call without serialization leaves the resource alone', () => {
    const { nt, heap, lock } = booted();
    const seen: boolean[] = [];
    nt.startThread(function* () {
      nt.ExEnterCriticalRegionAndAcquireResourceExclusive(lock);
      yield;
      nt.ExReleaseResourceAndLeaveCriticalRegion(lock);
    });
    nt.startThread(function* () {
      seen.push(nt.RtlAllocateHeap(heap, HEAP_NO_SERIALIZE, 8) !== 0);
      yield;
    });
    nt.runThreads();
    expect(seen).toEqual([true]);
  });

  it('who only shares the resource waits for himself: 0x1000, or a deadlock', () => {
    for (const verifier of ['on', 'off'] as const) {
      const { nt, heap, lock } = booted({ verifier });
      const me = nt.KeGetCurrentThread();
      nt.ExEnterCriticalRegionAndAcquireResourceShared(lock);
      expect(nt.outcome(() => nt.RtlAllocateHeap(heap, 0, 8))).toMatchObject(
        verifier === 'on' ? { code: 0xc4, parameters: [0x1000, lock, me, 0] } : { reason: 'deadlock' },
      );
    }
  });

  it('a resource that was never initialised is found at the first call', () => {
    const nt = boot();
    const zeroed = nt.variable('ERESOURCE');
    const heap = nt.RtlCreateHeap(HEAP_GROWABLE, 0, 0, 0, zeroed, 0);
    expect(nt.outcome(() => nt.RtlAllocateHeap(heap, 0, 8))).toMatchObject({
      code: 0xc4,
      parameters: [0x1002, zeroed, 0, 0],
    });
  });

  it('while a filter runs for a call that failed, the resource is free', () => {
    const nt = boot();
    const lock = nt.variable('ERESOURCE');
    nt.ExInitializeResourceLite(lock);
    const base = nt.reserve({ bytes: 0x1_0000, commit: 0x1_0000 });
    const heap = nt.RtlCreateHeap(HEAP_GENERATE_EXCEPTIONS, base, 0x1_0000, 0x1_0000, lock, 0);
    const seen: number[] = [];
    nt.__try(
      () => nt.RtlAllocateHeap(heap, HEAP_GENERATE_EXCEPTIONS, 0x2_0000),
      nt.__except(
        () => {
          seen.push(nt.ExIsResourceAcquiredLite(lock), nt.thread.kernelApcDisable);
          return 1;
        },
        () => 0,
      ),
    );
    expect(seen).toEqual([0, 0]);
    expect([nt.ExIsResourceAcquiredLite(lock), nt.thread.kernelApcDisable]).toEqual([0, 0]);
  });

  it('RtlDestroyHeap leaves the resource to its owner', () => {
    const { nt, heap, lock } = booted();
    expect(nt.RtlDestroyHeap(heap)).toBe(0);
    expect(nt.ExDeleteResourceLite(lock)).toBe(0);
  });
});
