/** The lock of a heap, between two threads: who waits, who is let in, what is reported (decision 0014). */
import {
  EXCEPTION_CONTINUE_EXECUTION,
  EXCEPTION_EXECUTE_HANDLER,
  HEAP_GENERATE_EXCEPTIONS,
  HEAP_GROWABLE,
  HEAP_NO_SERIALIZE,
  HEAP_ZERO_MEMORY,
  type MachineEvent,
  MEM_DECOMMIT,
  NtCurrentProcess,
  out,
  PVOID,
  type RTL_HEAP_COMMIT_ROUTINE,
  RTL_HEAP_TAG_INFO,
  RTL_HEAP_WALK_ENTRY,
  SIZE_T,
  STATUS_ACCESS_VIOLATION,
  STATUS_NO_MEMORY,
} from 'irqlab';
import { HEAP_SUMMARY, PROCESS_HEAP_ENTRY } from 'irqlab/win32';
import { describe, expect, it } from 'vitest';
import { architectures, commitFor, reserveFor, userOf } from './fixture.ts';
import { type TwoThreads, twoProcessors, twoUserThreads } from './two-threads.ts';

const RESERVE = 0x40000;

/** A heap whose commit routine runs `inside`, once, and commits. */
function heapWith(site: TwoThreads, flags: number, inside: (heap: number) => void): number {
  const { caller } = site;
  const base = reserveFor(caller, RESERVE, 0x1000);
  let ran = false;
  const CommitRoutine: RTL_HEAP_COMMIT_ROUTINE = (_base, address, bytes) => {
    if (!ran) {
      ran = true;
      inside(base);
    }
    return commitFor(caller, address.value, bytes.value);
  };
  return caller.RtlCreateHeap(flags, base, RESERVE, 0x1000, 0, { CommitRoutine });
}

const growable = ({ caller }: TwoThreads, flags = 0): number =>
  caller.RtlCreateHeap(HEAP_GROWABLE | flags, 0, 0, 0, 0, 0);

describe.each(architectures)('a second thread, %s', (arch) => {
  const places: readonly [string, () => TwoThreads][] = [
    ['on another processor', () => twoProcessors(arch)],
    ['of the same process', () => twoUserThreads(arch, true)],
  ];

  it.each(places)('%s waits for a call that runs its commit routine: an event, and a deadlock', (_, make) => {
    const site = make();
    const { caller, threads, debug } = site;
    const heap = heapWith(site, 0, (inside) => {
      expect(debug.heapLife(site.process, inside)).toEqual({
        lock: 'held',
        calls: 'inside',
        bytes: 'sound',
        owner: threads[0],
        depth: 1,
        damage: null,
      });
      site.onThread(1, () => caller.RtlAllocateHeap(inside, 0, 8));
    });
    let outcome: unknown;
    const events: MachineEvent[] = site.record(() => {
      outcome = site.outcome(() => caller.RtlAllocateHeap(heap, 0, 0x2000));
    });
    const routine = 'RtlAllocateHeap';
    expect(outcome).toMatchObject({
      kind: 'stopped',
      reason: 'deadlock',
      cycle: [{ thread: threads[1], routine, object: heap, owner: threads[0] }],
    });
    const waits = events.filter(({ kind }) => kind === 'wait');
    expect(waits).toEqual([
      { kind: 'wait', lock: 'heap', address: heap, thread: threads[1], owner: threads[0], depth: 1 },
    ]);
    expect(events.findIndex(({ kind }) => kind === 'wait')).toBeLessThan(
      events.findIndex(({ kind }) => kind === 'stop'),
    );
  });

  it('with RtlLockHeap held every serialized call waits, the routine is named, and the depth is told', () => {
    const routines = {
      RtlLockHeap: ({ process }: TwoThreads, heap: number) => process?.RtlLockHeap(heap),
      RtlAllocateHeap: ({ caller }: TwoThreads, heap: number) => caller.RtlAllocateHeap(heap, 0, 8),
      RtlFreeHeap: ({ caller }: TwoThreads, heap: number) => caller.RtlFreeHeap(heap, 0, heap + 0x1000),
      RtlSizeHeap: ({ caller }: TwoThreads, heap: number) => caller.RtlSizeHeap(heap, 0, heap + 0x1000),
      RtlReAllocateHeap: ({ process }: TwoThreads, heap: number) =>
        process?.RtlReAllocateHeap(heap, 0, heap + 0x1000, 8),
      RtlValidateHeap: ({ process }: TwoThreads, heap: number) => process?.RtlValidateHeap(heap, 0, 0),
      RtlWalkHeap: ({ process }: TwoThreads, heap: number) =>
        process?.RtlWalkHeap(heap, out(RTL_HEAP_WALK_ENTRY)),
      RtlCompactHeap: ({ process }: TwoThreads, heap: number) => process?.RtlCompactHeap(heap, 0),
      RtlZeroHeap: ({ caller }: TwoThreads, heap: number) => caller.RtlZeroHeap(heap, 0),
      RtlMultipleAllocateHeap: ({ process }: TwoThreads, heap: number) =>
        process?.RtlMultipleAllocateHeap(heap, 0, 8, 1, out(PVOID)),
      RtlCreateTagHeap: ({ process }: TwoThreads, heap: number) =>
        process?.RtlCreateTagHeap(heap, 0, 0, 'tag'),
      RtlQueryTagHeap: ({ process }: TwoThreads, heap: number) =>
        process?.RtlQueryTagHeap(heap, 0, 1, 0, out(RTL_HEAP_TAG_INFO)),
      RtlProtectHeap: ({ process }: TwoThreads, heap: number) => process?.RtlProtectHeap(heap, 1),
      RtlSetUserValueHeap: ({ process }: TwoThreads, heap: number) =>
        process?.RtlSetUserValueHeap(heap, 0, heap + 0x1000, 1),
      HeapWalk: ({ process }: TwoThreads, heap: number) => process?.HeapWalk(heap, out(PROCESS_HEAP_ENTRY)),
      HeapSummary: ({ process }: TwoThreads, heap: number) =>
        process?.HeapSummary(
          heap,
          0,
          out(HEAP_SUMMARY, { ...HEAP_SUMMARY.initial, cb: arch === 'x64' ? 40 : 20 }),
        ),
    };
    for (const [routine, call] of Object.entries(routines)) {
      const site = twoUserThreads(arch, true);
      const heap = growable(site);
      site.process?.RtlLockHeap(heap);
      site.process?.RtlLockHeap(heap);
      const outcome = site.outcome(() => site.onThread(1, () => call(site, heap)));
      const [thread, owner] = [site.threads[1], site.threads[0]];
      expect(outcome).toMatchObject({
        reason: 'deadlock',
        cycle: [{ thread, routine, object: heap, owner }],
      });
    }
  });

  it('B-164: with HEAP_NO_SERIALIZE it goes on at once beside a lock that is held, and nothing is reported', () => {
    const site = twoUserThreads(arch, true);
    const heap = growable(site);
    expect(site.process?.RtlLockHeap(heap)).toBe(1);
    const done = site.onThread(1, () => {
      const block = site.caller.RtlAllocateHeap(heap, HEAP_NO_SERIALIZE, 8);
      return site.caller.RtlFreeHeap(heap, HEAP_NO_SERIALIZE, block);
    });
    expect([done, site.process?.RtlUnlockHeap(heap), site.findings]).toEqual([1, 1, []]);
  });

  it('B-166: may not give back what another holds; its owner may lock again, and each lock needs its unlock', () => {
    const site = twoUserThreads(arch, true);
    const { process } = site;
    const heap = growable(site);
    expect([process?.RtlLockHeap(heap), process?.RtlLockHeap(heap)]).toEqual([1, 1]);
    expect(site.onThread(1, () => process?.RtlUnlockHeap(heap))).toBe(0);
    expect([process?.RtlUnlockHeap(heap), process?.RtlUnlockHeap(heap)]).toEqual([1, 1]);
    expect(site.onThread(1, () => [process?.RtlLockHeap(heap), process?.RtlUnlockHeap(heap)])).toEqual([
      1, 1,
    ]);
  });

  it.each([
    ['the heap asks for no serialization', HEAP_NO_SERIALIZE, 0],
    ['the second call asks for none', 0, HEAP_NO_SERIALIZE],
  ])('S4-025: two threads are inside and %s: both go on, and it is reported', (_, flags, flagsOfSecond) => {
    for (const make of [() => twoProcessors(arch), () => twoUserThreads(arch, true)]) {
      const site = make();
      const { caller, threads } = site;
      const seen: number[] = [];
      const heap = heapWith(site, flags, (inside) => {
        seen.push(caller.RtlAllocateHeap(inside, flagsOfSecond, 8)); // the thread that is inside may
        expect(site.findings).toEqual([]);
        seen.push(site.onThread(1, () => caller.RtlAllocateHeap(inside, flagsOfSecond, 8)));
      });
      seen.push(caller.RtlAllocateHeap(heap, 0, 0x2000));
      expect(seen).not.toContain(0);
      expect(site.findings).toMatchObject([
        { rule: 'heap-unserialized-use', routine: 'RtlAllocateHeap', values: [heap, ...threads] },
      ]);
      site.onThread(1, () => caller.RtlAllocateHeap(heap, flagsOfSecond, 8)); // nobody is inside any more
      expect(site.findings).toHaveLength(1);
    }
  });

  it('may use the heap while a filter looks at an exception that its call raised (ours)', () => {
    const site = twoProcessors(arch);
    const { caller } = site;
    const heap = heapWith(site, 0, () => {});
    const used: number[] = [];
    const filter = (): number => {
      expect(site.debug.heapLife(null, heap)).toMatchObject({ lock: 'free', calls: 'outside' });
      used.push(site.onThread(1, () => caller.RtlAllocateHeap(heap, 0, 8)));
      return EXCEPTION_EXECUTE_HANDLER;
    };
    for (const bytes of [0x60000, 0x7f001]) {
      caller.__try(
        () => caller.RtlAllocateHeap(heap, HEAP_GENERATE_EXCEPTIONS, bytes),
        caller.__except(filter, () => 0),
      );
    }
    expect(used).toHaveLength(2);
    expect([...used, ...site.findings]).not.toContain(0);
    expect(site.debug.heapLife(null, heap)).toMatchObject({ lock: 'free', depth: 0 });
  });
});

describe.each(architectures)('inside of a call, %s', (arch) => {
  it('a commit routine that gives the lock away takes nothing from the next call', () => {
    const site = twoUserThreads(arch, true);
    const { process } = site;
    const heap = heapWith(site, 0, (inside) => {
      expect([process?.RtlUnlockHeap(inside), process?.RtlUnlockHeap(inside)]).toEqual([1, 0]);
    });
    expect(site.caller.RtlAllocateHeap(heap, 0, 0x2000)).not.toBe(0);
    expect(site.debug.heapLife(process, heap)).toMatchObject({ lock: 'free', depth: 0 });
    expect([process?.RtlLockHeap(heap), process?.RtlUnlockHeap(heap), process?.RtlUnlockHeap(heap)]).toEqual([
      1, 1, 0,
    ]);
  });

  it('a lock that another thread takes meanwhile stays with that one', () => {
    const site = twoUserThreads(arch, true);
    const { process } = site;
    const heap = heapWith(site, 0, (inside) => {
      process?.RtlUnlockHeap(inside);
      site.onThread(1, () => process?.RtlLockHeap(inside));
    });
    expect(site.caller.RtlAllocateHeap(heap, 0, 0x2000)).not.toBe(0);
    expect(site.debug.heapLife(process, heap)).toMatchObject({ owner: site.threads[1], depth: 1 });
  });

  it('a heap is not destroyed: the call gives the handle, and it is reported', () => {
    const site = twoProcessors(arch);
    const { caller, threads } = site;
    const heap = heapWith(site, 0, (inside) => {
      expect(caller.RtlDestroyHeap(inside)).toBe(inside);
      expect(site.onThread(1, () => caller.RtlDestroyHeap(inside))).toBe(inside);
    });
    expect(caller.RtlAllocateHeap(heap, 0, 0x2000)).not.toBe(0);
    const [first, second] = threads;
    expect(site.findings).toMatchObject([
      { rule: 'heap-destroyed-inside', routine: 'RtlDestroyHeap', values: [heap, first, first] },
      { rule: 'heap-destroyed-inside', routine: 'RtlDestroyHeap', values: [heap, first, second] },
    ]);
    expect(caller.RtlDestroyHeap(heap)).toBe(0);
  });

  it('a heap that is destroyed while another thread holds its lock is gone, and it is reported', () => {
    const site = twoUserThreads(arch, true);
    const { process, caller, threads } = site;
    const heap = growable(site);
    process?.RtlLockHeap(heap);
    expect(site.onThread(1, () => caller.RtlDestroyHeap(heap))).toBe(0);
    expect(site.findings).toMatchObject([{ rule: 'heap-destroyed-locked', values: [heap, ...threads] }]);
    expect(process?.RtlUnlockHeap(heap)).toBe(0);
    const mine = growable(site);
    process?.RtlLockHeap(mine);
    expect(caller.RtlDestroyHeap(mine)).toBe(0);
    expect(site.findings).toHaveLength(1);
  });

  it('a filter for a page that a new block cannot be cleared on is inside, on the short way too', () => {
    for (const [heapFlags, flags] of [
      [0, 0],
      [0, HEAP_NO_SERIALIZE],
      [HEAP_NO_SERIALIZE, 0],
    ] as const) {
      const site = twoUserThreads(arch, true);
      const { process, caller, threads } = site;
      if (process === null) return;
      const heap = growable(site, heapFlags);
      const block = caller.RtlAllocateHeap(heap, 0, 0x3000);
      caller.RtlAllocateHeap(heap, 0, 0x40);
      caller.RtlFreeHeap(heap, 0, block);
      const page = Math.ceil((block + 16) / 0x1000) * 0x1000;
      const [base, bytes] = [out(PVOID, page), out(SIZE_T, 0x1000)];
      expect(process.NtFreeVirtualMemory(NtCurrentProcess(), base, bytes, MEM_DECOMMIT)).toBe(0);
      const filter = (): number => {
        site.onThread(1, () => caller.RtlAllocateHeap(heap, flags, 8));
        commitFor(caller, page, 0x1000);
        return EXCEPTION_CONTINUE_EXECUTION;
      };
      const outcome = site.outcome(() =>
        process.__try(
          () => caller.RtlAllocateHeap(heap, HEAP_ZERO_MEMORY, 0x3000),
          process.__except(filter, () => 0),
        ),
      );
      const waits = (heapFlags | flags) === 0;
      if (waits) expect(outcome).toMatchObject({ reason: 'deadlock', cycle: [{ owner: threads[0] }] });
      else expect(outcome).toEqual({ kind: 'returned', value: block });
      expect(site.findings.map(({ rule }) => rule)).toEqual(waits ? [] : ['heap-unserialized-use']);
    }
  });

  it('a block that is freed by the commit routine of its own resize is not freed again', () => {
    const site = twoUserThreads(arch, false);
    const { process, caller } = site;
    let block = 0;
    const heap = heapWith(site, 0, (inside) => expect(caller.RtlFreeHeap(inside, 0, block)).toBe(1));
    block = caller.RtlAllocateHeap(heap, 0, 0x40);
    caller.RtlAllocateHeap(heap, 0, 0x40); // keeps it from growing in place
    expect(process?.RtlReAllocateHeap(heap, 0, block, 0x2000)).toBe(0);
    expect(process?.lastStatus).toBe(STATUS_ACCESS_VIOLATION);
    expect(site.debug.heapFinding(process, heap)).toBeNull();
  });
});

describe.each(architectures)('damage in the life of a heap, %s', (arch) => {
  it('is told as an event with what was found and where, whatever becomes of it', () => {
    for (const terminate of [true, false]) {
      const { nt, process } = userOf(arch, terminate);
      const heap = process.RtlCreateHeap(HEAP_GROWABLE, 0, 0, 0, 0, 0);
      const block = process.RtlAllocateHeap(heap, 0, 0x40);
      process.RtlFreeHeap(heap, 0, block);
      const events = nt.events.record(() => process.outcome(() => process.RtlFreeHeap(heap, 0, block)));
      expect(events.filter(({ kind }) => kind === 'damage')).toEqual([
        { kind: 'damage', heap, address: block, finding: 'double-free' },
      ]);
    }
  });

  it('is remembered, the first of it; a wrong pointer is not damage; a snapshot brings the time before back', () => {
    const { nt, process } = userOf(arch, false);
    const heap = process.RtlCreateHeap(HEAP_GROWABLE, 0, 0, 0, 0, 0);
    const [first, second] = [1, 2, 3].map(() => process.RtlAllocateHeap(heap, 0, 0x40));
    const life = () => nt.debug.heapLife(process, heap);
    process.RtlFreeHeap(heap, 0, first! + 0x10);
    expect(life()).toMatchObject({ bytes: 'sound', damage: null });
    const start = nt.snapshot();
    for (const block of [first!, second!]) {
      process.memory.writeUint8(block - 8, process.memory.readUint8(block - 8) ^ 0x11);
      process.RtlFreeHeap(heap, 0, block);
    }
    expect(life()).toMatchObject({ bytes: 'damaged', damage: { finding: 'block-header', address: first } });
    nt.restore(start);
    expect(life()).toMatchObject({ bytes: 'sound', damage: null });
    expect(process.RtlFreeHeap(heap, 0, first!)).toBe(1);
  });

  it('a lock that is held is part of a snapshot', () => {
    const { nt, process } = userOf(arch);
    const heap = process.RtlCreateHeap(HEAP_GROWABLE, 0, 0, 0, 0, 0);
    process.RtlLockHeap(heap);
    const start = nt.snapshot();
    process.RtlUnlockHeap(heap);
    nt.restore(start);
    expect(nt.debug.heapLife(process, heap)).toMatchObject({ lock: 'held', depth: 1 });
    expect([process.RtlUnlockHeap(heap), process.RtlUnlockHeap(heap)]).toEqual([1, 0]);
  });

  it('a call that fails with an exception leaves the lock as it was: free, or held by its caller', () => {
    const { nt, process } = userOf(arch);
    const heap = process.RtlCreateHeap(HEAP_GROWABLE, 0, 0, 0, 0, 0);
    for (const depth of [0, 1]) {
      const call = () => process.RtlAllocateHeap(heap, HEAP_GENERATE_EXCEPTIONS, 2 ** 30);
      const record = { ExceptionCode: STATUS_NO_MEMORY };
      expect(process.outcome(call)).toMatchObject({ kind: 'raised', record });
      expect(nt.debug.heapLife(process, heap)).toMatchObject({ depth, calls: 'outside' });
      process.RtlLockHeap(heap);
    }
  });
});
