/** The short way of allocate and free must never be seen: same results as the long way, whatever happens to heaps between calls. */
import {
  boot,
  HEAP_GROWABLE,
  HEAP_ZERO_MEMORY,
  type HeapPiece,
  NtCurrentProcess,
  out,
  PAGE_NOACCESS,
  PVOID,
  SIZE_T,
  STATUS_SUCCESS,
  ULONG,
  type UserProcess,
} from 'irqlab';
import { describe, expect, test } from 'vitest';

const small = { userBytes: 64 * 2 ** 20, kernelBytes: 2 ** 20, physicalMemory: 64 * 2 ** 20 };
const create = (process: UserProcess): number => process.RtlCreateHeap(HEAP_GROWABLE, 0, 0, 0, 0, 0);

/** Enough allocations of one size to activate its bucket (0x12), all freed again. As code of the process: calls from outside take the long way. */
function activate(process: UserProcess, heap: number, bytes: number): void {
  process.run(() => {
    for (let i = 0; i < 0x20; i++) process.RtlFreeHeap(heap, 0, process.RtlAllocateHeap(heap, 0, bytes));
  });
}

describe.each(['x64', 'x86'] as const)('the short way, %s', (arch) => {
  test('a listener, which forces the long way, sees the same addresses and sizes', () => {
    const trace = (listen: boolean): number[] => {
      const nt = boot({ arch, ...small });
      const process = nt.startProcess();
      const heap = create(process);
      if (listen) nt.events.on(() => {});
      const seen: number[] = [];
      const live: number[] = [];
      process.run(() => {
        for (let i = 0; i < 3000; i++) {
          if (i % 5 === 4 && live.length > 0) {
            const which = (i * 7907) % live.length;
            const at = live[which] as number;
            process.memory.writeUint32(at, i);
            live[which] = process.RtlReAllocateHeap(
              heap,
              0,
              at,
              [20, 24, 61, 130, 900, 9000][i % 6] as number,
            );
            seen.push(live[which], process.RtlSizeHeap(heap, 0, live[which]));
            seen.push(process.memory.readUint32(live[which]));
          } else if (i % 3 === 2 && live.length > 0) {
            const [at] = live.splice((i * 7919) % live.length, 1);
            seen.push(process.RtlFreeHeap(heap, 0, at as number));
          } else {
            const at = process.RtlAllocateHeap(heap, 0, [24, 100, 700, 1500][i % 4] as number);
            live.push(at);
            seen.push(at, process.RtlSizeHeap(heap, 0, at));
          }
        }
      });
      expect(nt.debug.heapFinding(process, heap)).toBeNull();
      return seen;
    };
    expect(trace(false)).toEqual(trace(true));
  });

  test('a heap that takes the place and the row of a destroyed one is not confused with it', () => {
    const nt = boot({ arch, ...small });
    const process = nt.startProcess();
    const [a, b] = [create(process), create(process)];
    activate(process, a, 40);
    activate(process, b, 40);
    expect(process.RtlDestroyHeap(a)).toBe(0);
    const c = create(process); // at the address of a, and in its row
    expect(c).toBe(a);
    expect(process.RtlDestroyHeap(b)).toBe(0);
    activate(process, c, 40);
    const d = create(process);
    activate(process, d, 40);
    const [inC, inD] = process.run(() => [
      process.RtlAllocateHeap(c, 0, 40),
      process.RtlAllocateHeap(d, 0, 40),
    ]) as [number, number];
    expect([nt.debug.heap(process, c).liveBlocks, nt.debug.heap(process, d).liveBlocks]).toEqual([1, 1]);
    expect([process.RtlSizeHeap(c, 0, inC), process.RtlSizeHeap(d, 0, inD)]).toEqual([40, 40]);
    expect([nt.debug.heapFinding(process, c), nt.debug.heapFinding(process, d)]).toEqual([null, null]);
  });

  test('the last heap of the short way is forgotten when its row goes to another heap and its place to a third', () => {
    const nt = boot({ arch, ...small });
    const process = nt.startProcess();
    const a = create(process);
    create(process); // keeps the place of a a gap
    activate(process, a, 40); // the short way remembers a and its row
    expect(process.RtlDestroyHeap(a)).toBe(0);
    const c = process.RtlCreateHeap(HEAP_GROWABLE, 0, 0x100000, 0, 0, 0); // too large for the gap, takes the row
    const d = create(process); // takes the gap, and another row
    expect(d).toBe(a);
    const silence = nt.events.on(() => {}); // the long way: what the short way remembers stays
    activate(process, c, 40);
    silence();
    process.run(() => process.RtlAllocateHeap(d, 0, 40));
    expect([nt.debug.heap(process, c).liveBlocks, nt.debug.heap(process, d).liveBlocks]).toEqual([0, 1]);
  });

  test('the last heap of the short way is forgotten when a snapshot is restored', () => {
    const nt = boot({ arch, ...small });
    const process = nt.startProcess();
    const a = create(process);
    create(process); // keeps the place of a a gap
    expect(process.RtlDestroyHeap(a)).toBe(0);
    const c = process.RtlCreateHeap(HEAP_GROWABLE, 0, 0x100000, 0, 0, 0); // the row of a
    const d = create(process); // the place of a
    activate(process, c, 40);
    activate(process, d, 40);
    const next = process.run(() => process.RtlAllocateHeap(c, 0, 40));
    process.run(() => process.RtlFreeHeap(c, 0, next));
    const snapshot = nt.snapshot();
    expect([process.RtlDestroyHeap(c), process.RtlDestroyHeap(d)]).toEqual([0, 0]);
    const again = create(process);
    expect([again, d]).toEqual([a, a]);
    activate(process, again, 40); // the short way remembers it and its row
    nt.restore(snapshot);
    process.memory.writeUint8(next, 1); // the short way needs pages that were written since
    process.run(() => process.RtlAllocateHeap(d, 0, 40));
    expect([nt.debug.heap(process, c).liveBlocks, nt.debug.heap(process, d).liveBlocks]).toEqual([0, 1]);
  });

  test('a copied header inside a slot does not make its place a block', () => {
    const nt = boot({ arch, ...small });
    const process = nt.startProcess();
    const heap = create(process);
    activate(process, heap, 200);
    const block = process.RtlAllocateHeap(heap, 0, 200);
    process.memory.copy(block + 16 - 8, block - 8, 8);
    expect(process.outcome(() => process.RtlFreeHeap(heap, 0, block + 16))).toMatchObject({
      kind: 'stopped',
      exitCode: 0xc0000374,
    });
  });

  test('HEAP_ZERO_MEMORY clears a slot that was used before', () => {
    const nt = boot({ arch, ...small });
    const process = nt.startProcess();
    const heap = create(process);
    activate(process, heap, 64);
    const first = process.RtlAllocateHeap(heap, 0, 64);
    process.memory.fill(first, 64, 0xee);
    const again = process.run(() => {
      process.RtlFreeHeap(heap, 0, first);
      return process.RtlAllocateHeap(heap, HEAP_ZERO_MEMORY, 64);
    });
    expect(again).toBe(first);
    expect(process.memory.readBytes(again, 64).every((byte) => byte === 0)).toBe(true);
  });

  test('HEAP_ZERO_MEMORY of the heap clears slots too', () => {
    const nt = boot({ arch, ...small });
    const process = nt.startProcess();
    const heap = process.RtlCreateHeap(HEAP_GROWABLE | HEAP_ZERO_MEMORY, 0, 0, 0, 0, 0);
    process.run(() => {
      for (let i = 0; i < 0x30; i++) {
        const block = process.RtlAllocateHeap(heap, 0, 64);
        expect(process.memory.readBytes(block, 64).every((byte) => byte === 0)).toBe(true);
        process.memory.fill(block, 64, 0xee);
        process.RtlFreeHeap(heap, 0, block);
      }
    });
  });

  test('a second free of a slot, and a free inside a slot, end the process', () => {
    for (const distance of [0, 16]) {
      const nt = boot({ arch, ...small });
      const process = nt.startProcess();
      const heap = create(process);
      activate(process, heap, 200);
      const block = process.RtlAllocateHeap(heap, 0, 200);
      if (distance === 0) process.run(() => process.RtlFreeHeap(heap, 0, block));
      const what = process.outcome(() => process.RtlFreeHeap(heap, 0, block + distance));
      expect(what).toMatchObject({ kind: 'stopped', reason: 'process-exit', exitCode: 0xc0000374 });
    }
  });

  test('a write to a freed slot that damages its header is found when the slot is taken', () => {
    const nt = boot({ arch, ...small });
    const process = nt.startProcess();
    const heap = create(process);
    activate(process, heap, 200);
    const block = process.RtlAllocateHeap(heap, 0, 200);
    process.run(() => process.RtlFreeHeap(heap, 0, block));
    process.memory.writeUint8(block - 8, process.memory.readUint8(block - 8) ^ 0x10);
    expect(process.outcome(() => process.RtlAllocateHeap(heap, 0, 200))).toMatchObject({
      exitCode: 0xc0000374,
    });
  });

  test('a copied header makes no slot of a place that is none, inside a subsegment or outside', () => {
    const nt = boot({ arch, ...small });
    const process = nt.startProcess({ terminateOnCorruption: false });
    const { memory } = process;
    const heap = create(process);
    const granule = arch === 'x64' ? 16 : 8;
    for (const bytes of [8, 24, 72, 200, 900]) {
      activate(process, heap, bytes);
      const block = process.run(() => process.RtlAllocateHeap(heap, 0, bytes));
      const pieces = [...nt.debug.heapBlocks(process, heap)];
      const slots = new Set(pieces.map(({ address, slot }) => (slot === true ? address : 0)));
      expect(slots.has(block)).toBe(true);
      const { address: end, totalBytes } = pieces
        .filter(({ state }) => state !== 'uncommitted')
        .at(-1) as HeapPiece;
      const header = memory.readBytes(block - 8, 8);
      for (let at = heap + 0x1000; at < end + totalBytes - 16; at += granule) {
        if (slots.has(at)) continue;
        const before = memory.readBytes(at - 8, 8);
        memory.writeBytes(at - 8, header);
        if (process.run(() => process.RtlReAllocateHeap(heap, 0, at, bytes)) !== 0)
          throw new Error(`resized ${at - block} behind a slot of ${bytes}`);
        if (process.run(() => process.RtlFreeHeap(heap, 0, at)) !== 0)
          throw new Error(`freed ${at - block} behind a slot of ${bytes}`);
        memory.writeBytes(at - 8, before);
      }
    }
    expect(nt.debug.heapFinding(process, heap)).toBeNull();
  });

  test('the header of a free slot of another size is found when the slot is taken', () => {
    const nt = boot({ arch, ...small });
    const process = nt.startProcess();
    const heap = create(process);
    activate(process, heap, 200);
    activate(process, heap, 400);
    const [one, other] = process.run(() => {
      const blocks = [process.RtlAllocateHeap(heap, 0, 200), process.RtlAllocateHeap(heap, 0, 400)];
      for (const block of blocks) process.RtlFreeHeap(heap, 0, block);
      return blocks as [number, number];
    });
    process.memory.copy(one - 4, other - 4, 4); // the second word only: the first is the same in each free slot of a size
    expect(process.outcome(() => process.RtlAllocateHeap(heap, 0, 200))).toMatchObject({
      exitCode: 0xc0000374,
    });
  });

  test('a process that has ended allocates nothing more', () => {
    const nt = boot({ arch, ...small });
    const process = nt.startProcess();
    const heap = create(process);
    activate(process, heap, 200);
    const end = process.outcome(() => process.RtlFreeHeap(heap, 0, heap + 16));
    expect(end).toMatchObject({ kind: 'stopped', exitCode: 0xc0000374 });
    expect(() => process.RtlAllocateHeap(heap, 0, 200)).toThrow();
  });

  test('a slot that is resized keeps its bytes: in place within its bucket, else in a slot of another', () => {
    const nt = boot({ arch, ...small });
    const process = nt.startProcess();
    const { memory } = process;
    const heap = create(process);
    for (const bytes of [24, 61, 299, 700, 990]) {
      for (let i = 0; i < 8; i++) activate(process, heap, bytes);
    }
    const content = Uint8Array.from({ length: 1000 }, (_, at) => 1 + (at % 251));
    process.run(() => {
      // One slot of each size stays busy: the last one of a subsegment is freed the long way.
      for (const bytes of [24, 61, 299, 700, 990]) process.RtlAllocateHeap(heap, 0, bytes);
      for (const from of [21, 61, 299, 700, 990]) {
        for (const to of [22, 60, 299, 298, 700, 989]) {
          const live = nt.debug.heap(process, heap).liveBlocks;
          const block = process.RtlAllocateHeap(heap, 0, from);
          memory.writeBytes(block, content.subarray(0, from));
          const now = process.RtlReAllocateHeap(heap, 0, block, to);
          const sameBucket = Math.abs(from - to) <= 1;
          expect([from, to, now === block]).toEqual([from, to, sameBucket]);
          expect(process.RtlSizeHeap(heap, 0, now)).toBe(to);
          const kept = Math.min(from, to);
          expect([...memory.readBytes(now, kept)]).toEqual([...content.subarray(0, kept)]);
          expect(nt.debug.heap(process, heap).liveBlocks).toBe(live + 1);
          process.RtlFreeHeap(heap, 0, now);
        }
      }
    });
    expect(nt.debug.heapFinding(process, heap)).toBeNull();
  });

  test('a freed slot, or a place inside a slot, is not resized', () => {
    const nt = boot({ arch, ...small });
    const process = nt.startProcess({ terminateOnCorruption: false });
    const heap = create(process);
    for (const bytes of [200, 400]) activate(process, heap, bytes);
    process.run(() => {
      const block = process.RtlAllocateHeap(heap, 0, 200);
      const other = process.RtlAllocateHeap(heap, 0, 200);
      process.memory.copy(other + 16 - 8, other - 8, 8);
      expect(process.RtlReAllocateHeap(heap, 0, other + 16, 400)).toBe(0);
      process.RtlFreeHeap(heap, 0, block);
      for (const bytes of [200, 400]) expect(process.RtlReAllocateHeap(heap, 0, block, bytes)).toBe(0);
    });
  });

  describe.each([
    ['the short way', false],
    ['the long way, for a listener', true],
  ])('a subsegment whose slots are all free (ours), %s', (_way, listen) => {
    /** One subsegment of 48 bytes that is full, one with one slot in use, and one of 300 bytes. */
    function twoSubsegments() {
      const nt = boot({ arch, ...small });
      const process = nt.startProcess();
      const heap = create(process);
      if (listen) nt.events.on(() => {});
      const slots = (): number => nt.debug.heapBlocks(process, heap).filter(({ slot }) => slot).length;
      activate(process, heap, 300);
      process.run(() => process.RtlAllocateHeap(heap, 0, 300));
      const others = slots();
      const allocate = (): number => process.run(() => process.RtlAllocateHeap(heap, 0, 48));
      let slot = 0;
      while (slots() === others) slot = allocate();
      const each = slots() - others;
      const first = [slot, ...Array.from({ length: each - 1 }, allocate)];
      const second = allocate();
      expect(slots()).toBe(others + 2 * each);
      const free = (at: number): number => process.run(() => process.RtlFreeHeap(heap, 0, at));
      return { nt, process, heap, slots, others, each, first, second, free };
    }

    test('goes back, but stays as the last of its size', () => {
      const { nt, process, heap, slots, others, each, first, second, free } = twoSubsegments();
      for (const at of first.slice(1)) expect(free(at)).toBe(1);
      expect(slots()).toBe(others + 2 * each);
      expect(free(first[0] as number)).toBe(1);
      expect(slots()).toBe(others + each);
      expect(free(second)).toBe(1);
      expect(slots()).toBe(others + each);
      expect(nt.debug.heapFinding(process, heap)).toBeNull();
    });

    test('goes back when its last slot moves elsewhere', () => {
      const { nt, process, heap, slots, others, each, first, free } = twoSubsegments();
      for (const at of first.slice(1)) expect(free(at)).toBe(1);
      const { liveBlocks } = nt.debug.heap(process, heap);
      const moved = process.run(() => process.RtlReAllocateHeap(heap, 0, first[0] as number, 299));
      expect(process.RtlSizeHeap(heap, 0, moved)).toBe(299);
      expect(nt.debug.heap(process, heap).liveBlocks).toBe(liveBlocks);
      expect(slots()).toBe(others + each);
      expect(nt.debug.heapFinding(process, heap)).toBeNull();
    });
  });

  test('a slot whose bytes cannot be read is not moved: the copy faults, as it does the long way', () => {
    const nt = boot({ arch, ...small });
    const process = nt.startProcess();
    const heap = create(process);
    for (let i = 0; i < 20; i++) process.RtlAllocateHeap(heap, 0, 400_000); // large sizes have slots on large heaps only
    for (let i = 0; i < 20; i++) for (const bytes of [12_000, 15_000]) activate(process, heap, bytes);
    const [block, bytes] = process.run(() => {
      process.RtlAllocateHeap(heap, 0, 12_000);
      process.RtlAllocateHeap(heap, 0, 15_000);
      const at = process.RtlAllocateHeap(heap, 0, 12_000);
      return [at, process.RtlSizeHeap(heap, 0, at)];
    }) as [number, number];
    expect(bytes).toBe(12_000);
    const page = Math.ceil(block / 0x1000) * 0x1000;
    expect(
      process.NtProtectVirtualMemory(
        NtCurrentProcess(),
        out(PVOID, page),
        out(SIZE_T, 0x1000),
        PAGE_NOACCESS,
        out(ULONG),
      ),
    ).toBe(STATUS_SUCCESS);
    expect(process.outcome(() => process.RtlReAllocateHeap(heap, 0, block, 15_000))).toMatchObject({
      kind: 'raised',
    });
  });

  test('a slot that grows beyond all buckets, or to a size without one, becomes a block: the long way sees the same', () => {
    const trace = (listen: boolean): unknown[] => {
      const nt = boot({ arch, ...small });
      const process = nt.startProcess();
      const heap = create(process);
      if (listen) nt.events.on(() => {});
      for (const bytes of [40, 300]) activate(process, heap, bytes);
      const content = Uint8Array.from({ length: 300 }, (_, at) => 1 + (at % 251));
      const seen: unknown[] = [];
      process.run(() => {
        process.RtlAllocateHeap(heap, 0, 300); // the last slot in use is freed the long way
        process.RtlFreeHeap(heap, 0, process.RtlAllocateHeap(heap, 0, 60_000));
        for (const to of [2000, 15_000, 16_383, 16_384, 40_000]) {
          for (let turn = 0; turn < 3; turn++) {
            const block = process.RtlAllocateHeap(heap, 0, 299);
            process.memory.writeBytes(block, content.subarray(0, 299));
            const now = process.RtlReAllocateHeap(heap, 0, block, to);
            expect(process.RtlSizeHeap(heap, 0, now)).toBe(to);
            expect([...process.memory.readBytes(now, 299)]).toEqual([...content.subarray(0, 299)]);
            seen.push(block, now);
            if (turn > 0) process.RtlFreeHeap(heap, 0, now);
          }
        }
      });
      expect(nt.debug.heapFinding(process, heap)).toBeNull();
      return [...seen, nt.debug.heapBlocks(process, heap)];
    };
    expect(trace(false)).toEqual(trace(true));
  });

  test('a slot is not moved into a block whose pages cannot be written: the copy faults, as it does the long way', () => {
    const trace = (listen: boolean): unknown => {
      const nt = boot({ arch, ...small });
      const process = nt.startProcess();
      const heap = create(process);
      for (let i = 0; i < 20; i++) process.RtlAllocateHeap(heap, 0, 400_000); // large sizes have slots on large heaps only
      for (let i = 0; i < 20; i++) activate(process, heap, 12_000);
      if (listen) nt.events.on(() => {});
      const [slot, place] = process.run(() => {
        process.RtlAllocateHeap(heap, 0, 12_000);
        const at = process.RtlAllocateHeap(heap, 0, 12_000);
        const free = process.RtlAllocateHeap(heap, 0, 30_000);
        process.RtlFreeHeap(heap, 0, free);
        return [at, free];
      });
      const page = out(PVOID, Math.ceil(place / 0x1000) * 0x1000);
      const [bytes, old] = [out(SIZE_T, 0x1000), out(ULONG)];
      expect(process.NtProtectVirtualMemory(NtCurrentProcess(), page, bytes, PAGE_NOACCESS, old)).toBe(
        STATUS_SUCCESS,
      );
      const outcome = process.run(() =>
        process.outcome(() => process.RtlReAllocateHeap(heap, 0, slot, 30_000)),
      );
      expect(outcome).toMatchObject({ kind: 'raised' });
      expect(process.RtlSizeHeap(heap, 0, slot)).toBe(12_000);
      return nt.debug.heapBlocks(process, heap);
    };
    expect(trace(false)).toEqual(trace(true));
  });

  test('a heap whose signature was overwritten is none', () => {
    const nt = boot({ arch, ...small });
    const process = nt.startProcess();
    const heap = create(process);
    activate(process, heap, 200);
    process.memory.writeUint32(heap + (arch === 'x64' ? 0x90 : 0x60), 0);
    expect(process.run(() => process.RtlAllocateHeap(heap, 0, 200))).toBe(0);
  });
});
