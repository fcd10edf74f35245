/** Snapshot and restore of a whole machine (ENGINEERING-DECISIONS 10). */
import {
  APC_LEVEL,
  boot,
  DISPATCH_LEVEL,
  HEAP_GROWABLE,
  KIRQL,
  type Nt,
  out,
  type UserProcess,
} from 'irqlab';
import { describe, expect, it } from 'vitest';
import { architectures, siteOf, userOf } from '../heap/fixture.ts';

interface Actors {
  readonly nt: Nt;
  readonly processes: readonly UserProcess[];
  readonly heaps: readonly { readonly who: Nt | UserProcess; readonly heap: number; live: number[] }[];
}

function actors(arch: 'x64' | 'x86'): Actors {
  const { nt, process } = userOf(arch, false, { processors: 2 });
  const other = nt.startProcess({ name: 'other.exe' });
  const heaps = [nt, process, process, other].map((who) => ({
    who,
    heap: who.RtlCreateHeap(HEAP_GROWABLE, 0, 0, 0, 0, 0),
    live: [],
  }));
  return { nt, processes: [process, other], heaps };
}

/** Deterministic traffic on every heap; gives all addresses and some contents. */
function traffic({ nt, heaps }: Actors, seed: number, steps: number): unknown[] {
  const log: unknown[] = [];
  let state = seed;
  const next = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state >>> 8;
  };
  for (let n = 0; n < steps; n++) {
    const mine = heaps[next() % heaps.length]!;
    if (mine.live.length > 0 && next() % 3 === 0) {
      const block = mine.live.splice(next() % mine.live.length, 1)[0]!;
      log.push(mine.who.memory.readUint32(block), mine.who.RtlFreeHeap(mine.heap, 0, block));
    } else {
      const bytes = 4 + (next() % 40 === 0 ? 0x80000 + (next() % 5000) : next() % 3000);
      const block = mine.who.RtlAllocateHeap(mine.heap, 0, bytes);
      mine.who.memory.writeUint32(block, next());
      mine.live.push(block);
      log.push(block);
    }
  }
  const extra = nt.RtlCreateHeap(HEAP_GROWABLE, 0, 0, 0, 0, 0);
  log.push(extra, nt.RtlAllocateHeap(extra, 0, 100));
  if (next() % 2 === 0) log.push(nt.RtlDestroyHeap(extra));
  return log;
}

const liveOf = ({ heaps }: Actors) => heaps.map(({ live }) => [...live]);
const setLive = ({ heaps }: Actors, saved: readonly (readonly number[])[]) =>
  heaps.forEach((mine, n) => {
    mine.live = [...saved[n]!];
  });

describe.each(architectures)('a snapshot, %s', (arch) => {
  it('brings every part back, whatever happened since, and the same future follows', () => {
    const all = actors(arch);
    const { nt } = all;
    traffic(all, 1, 300);
    const live = liveOf(all);
    const before = nt.debug.fingerprints();
    const start = nt.snapshot();
    const first = traffic(all, 2, 300);
    const after = nt.debug.fingerprints();
    expect(after).not.toEqual(before);
    for (let round = 0; round < 3; round++) {
      for (const { who, heap } of all.heaps.slice(round)) who.RtlDestroyHeap(heap);
      nt.KeRaiseIrql(DISPATCH_LEVEL, out(KIRQL));
      nt.onProcessor(1, () => nt.KeRaiseIrql(APC_LEVEL, out(KIRQL)));
      nt.restore(start);
      setLive(all, live);
      expect(nt.debug.fingerprints()).toEqual(before);
      expect([nt.irql, nt.processor(1).irql]).toEqual([0, 0]);
      expect(traffic(all, 2, 300)).toEqual(first);
      expect(nt.debug.fingerprints()).toEqual(after);
    }
  });

  it('taken before the user range of System was used: there it is unused again, and later ones have it', () => {
    const nt = boot({ arch });
    const unused = nt.debug.fingerprints();
    const start = nt.snapshot();
    const at = nt.reserve({ bytes: 0x2_0000, commit: 0x1000 });
    nt.memory.writeUint32(at, 7);
    const used = nt.snapshot();
    const usedLook = nt.debug.fingerprints();
    for (let round = 0; round < 2; round++) {
      nt.restore(start);
      expect(nt.debug.fingerprints()).toEqual(unused);
      expect(nt.debug.memory.isCommitted(at, 1)).toBe(false);
      expect(nt.reserve({ bytes: 0x1000, commit: 0x1000 })).toBe(at);
      expect(nt.memory.readUint32(at)).toBe(0);
      nt.restore(used);
      expect(nt.debug.fingerprints()).toEqual(usedLook);
      expect(nt.memory.readUint32(at)).toBe(7);
    }
  });

  it('keeps levels and what each thread saved', () => {
    const { nt } = siteOf(arch, 'kernel');
    const old = out(KIRQL);
    nt.KeRaiseIrql(APC_LEVEL, old);
    const start = nt.snapshot();
    nt.KeRaiseIrql(DISPATCH_LEVEL, out(KIRQL));
    nt.KeLowerIrql(APC_LEVEL);
    nt.KeLowerIrql(0);
    nt.restore(start);
    expect(nt.irql).toBe(APC_LEVEL);
    expect(nt.outcome(() => nt.KeLowerIrql(old.value)).kind).toBe('returned');
  });

  it('brings a halted machine and an ended process back to life', () => {
    const { nt, process } = userOf(arch);
    const heap = nt.RtlCreateHeap(HEAP_GROWABLE, 0, 0, 0, 0, 0);
    const start = nt.snapshot();
    process.outcome(() => process.RtlFreeHeap(process.processHeap, 0, 4));
    expect(process.exitCode).toBe(0xc000_0374);
    nt.outcome(() => nt.RtlFreeHeap(heap, 0, 4));
    expect(nt.outcome(() => nt.KeGetCurrentIrql()).kind).toBe('bugcheck');
    nt.restore(start);
    expect(process.exitCode).toBeNull();
    expect(process.RtlAllocateHeap(process.processHeap, 0, 8)).not.toBe(0);
    expect(nt.RtlAllocateHeap(heap, 0, 8)).not.toBe(0);
  });

  it('a heap destroyed since is a heap again', () => {
    const { nt } = siteOf(arch, 'kernel');
    const heap = nt.RtlCreateHeap(HEAP_GROWABLE, 0, 0, 0, 0, 0);
    const block = nt.RtlAllocateHeap(heap, 0, 0x100);
    const start = nt.snapshot();
    nt.RtlDestroyHeap(heap);
    nt.restore(start);
    expect(nt.debug.heapFinding(null, heap)).toBeNull();
    expect(nt.RtlFreeHeap(heap, 0, block)).toBe(1);
  });

  it('no write of the heap reaches what a snapshot kept: a header merged away, on a page of its own', () => {
    for (const listening of [false, true]) {
      const { nt } = siteOf(arch, 'kernel');
      if (listening) nt.events.on(() => {});
      const heap = nt.RtlCreateHeap(HEAP_GROWABLE, 0, 0x10000, 0x10000, 0, 0);
      const blocks = Array.from({ length: 6 }, () => nt.RtlAllocateHeap(heap, 0, 0x1000));
      nt.RtlFreeHeap(heap, 0, blocks[1]!);
      const before = nt.debug.memory.readBytes(heap, 0x10000);
      const start = nt.snapshot();
      nt.RtlFreeHeap(heap, 0, blocks[2]!);
      nt.restore(start);
      expect(Buffer.compare(before!, nt.debug.memory.readBytes(heap, 0x10000)!)).toBe(0);
      expect(nt.debug.heapFinding(null, heap)).toBeNull();
      expect(nt.RtlFreeHeap(heap, 0, blocks[2]!)).toBe(1);
    }
  });
});

describe('cost of a snapshot', () => {
  it('2,000 of them copy only what was written in between', () => {
    const { nt, process } = userOf('x64');
    const heap = process.RtlCreateHeap(HEAP_GROWABLE, 0, 0, 0x100000, 0, 0);
    const blocks = Array.from({ length: 200 }, (_, n) => process.RtlAllocateHeap(heap, 0, 0x1000 + n));
    for (const block of blocks) process.memory.fill(block, 0x1000, 1);
    const saved = new Set<unknown>();
    const chunks = (): unknown[] => {
      const memory = nt.snapshot().parts.find(({ part }) => part.name === 'memory')!.saved as {
        regions: readonly { image: Record<string, unknown> }[];
      };
      return memory.regions
        .flatMap(({ image }) => Object.values(image).flat())
        .filter((one) => typeof one === 'object');
    };
    for (const chunk of chunks()) saved.add(chunk);
    const first = saved.size;
    for (let n = 0; n < 2000; n++) {
      process.memory.writeUint8(blocks[n % 4]!, n & 0xff);
      for (const chunk of chunks()) saved.add(chunk);
    }
    expect(saved.size - first).toBeLessThan(2000 * 8);
  });
});
