/** Sequenced singly linked lists: against an array, their header in memory, and what they access. */
import fc from 'fast-check';
import {
  type Architecture,
  boot,
  DISPATCH_LEVEL,
  highLevel,
  KIRQL,
  type Nt,
  out,
  STATUS_DATATYPE_MISALIGNMENT,
  structure,
  type UserProcess,
} from 'irqlab';
import { describe, expect, it } from 'vitest';
import { same } from '../../same.ts';

const architectures = ['x64', 'x86'] as const;

/** The header's fields, from the offsets of structs.json. */
function headerOf(who: Nt | UserProcess, arch: Architecture, header: number) {
  const { memory } = who;
  if (arch === 'x86') {
    const { at } = structure('x86', 'SLIST_HEADER');
    return {
      next: memory.readUint32(header + at.Next),
      depth: memory.readUint16(header + at.Depth),
      sequence: BigInt(memory.readUint16(header + at.CpuId)),
    };
  }
  const low = memory.readBigUint64(header);
  return { next: memory.readPointer(header + 8), depth: Number(low & 0xffffn), sequence: low >> 16n };
}

const families = {
  driver: {
    clear: (nt: Nt, head: number) => nt.ExInitializeSListHead(head),
    push: (nt: Nt, head: number, entry: number) => nt.ExInterlockedPushEntrySList(head, entry, 0),
    pop: (nt: Nt, head: number) => nt.ExInterlockedPopEntrySList(head, 0),
    flush: (nt: Nt, head: number) => nt.ExInterlockedFlushSList(head),
    depth: (nt: Nt, head: number) => nt.ExQueryDepthSList(head),
    first: (nt: Nt, head: number) => nt.FirstEntrySList(head),
    pushAll: (nt: Nt, head: number, first: number, last: number, count: number) =>
      nt.InterlockedPushListSList(head, first, last, count),
  },
  'driver, new names': {
    clear: (nt: Nt, head: number) => nt.InitializeSListHead(head),
    push: (nt: Nt, head: number, entry: number) => nt.InterlockedPushEntrySList(head, entry),
    pop: (nt: Nt, head: number) => nt.InterlockedPopEntrySList(head),
    flush: (nt: Nt, head: number) => nt.InterlockedFlushSList(head),
    depth: (nt: Nt, head: number) => nt.QueryDepthSList(head),
    first: (nt: Nt, head: number) => nt.FirstEntrySList(head),
    pushAll: (nt: Nt, head: number, first: number, last: number, count: number) =>
      nt.InterlockedPushListSList(head, first, last, count),
  },
  program: {
    clear: (on: UserProcess, head: number) => on.InitializeSListHead(head),
    push: (on: UserProcess, head: number, entry: number) => on.InterlockedPushEntrySList(head, entry),
    pop: (on: UserProcess, head: number) => on.InterlockedPopEntrySList(head),
    flush: (on: UserProcess, head: number) => on.InterlockedFlushSList(head),
    depth: (on: UserProcess, head: number) => on.QueryDepthSList(head),
    first: (on: UserProcess, head: number) =>
      on.memory.readPointer(head + (on.memory.architecture === 'x64' ? 8 : 0)),
    pushAll: (on: UserProcess, head: number, first: number, last: number, count: number) =>
      on.InterlockedPushListSListEx(head, first, last, count),
  },
};

/** A machine, who calls, and memory for a header and entries. */
function siteOf(arch: Architecture, family: keyof typeof families) {
  const nt = boot({ arch });
  if (family !== 'program') {
    return {
      who: nt,
      base: nt.variable(0x1000),
      list: families[family],
    };
  }
  const process = nt.startProcess();
  const block = process.RtlAllocateHeap(process.processHeap, 0, 0x1010);
  return { who: process, base: Math.ceil(block / 16) * 16, list: families.program };
}

describe.each(architectures)('sequenced lists on %s', (arch) => {
  describe.each(['driver', 'driver, new names', 'program'] as const)('of a %s', (family) => {
    it('do what a stack does, and count their entries', () => {
      const { who, base, list } = siteOf(arch, family);
      const on = who as never;
      const entry = (index: number) => base + 0x20 + 16 * index;
      const step = fc.oneof(
        { weight: 6, arbitrary: fc.integer({ min: 0, max: 40 }) },
        { weight: 4, arbitrary: fc.constant('pop' as const) },
        { weight: 1, arbitrary: fc.constant('flush' as const) },
      );
      fc.assert(
        fc.property(fc.array(step, { size: 'max', maxLength: 60 }), (program) => {
          const model: number[] = [];
          let pushes = 0n;
          list.clear(on, base);
          for (const what of program) {
            const top = model.length === 0 ? 0 : entry(model.at(-1)!);
            if (what === 'pop') {
              same(list.pop(on, base), top);
              model.pop();
            } else if (what === 'flush') {
              same(list.flush(on, base), top);
              model.length = 0;
            } else if (!model.includes(what)) {
              same(list.push(on, base, entry(what)), top);
              model.push(what);
              pushes += 1n;
            }
            same(list.depth(on, base), model.length);
            const next = model.length === 0 ? 0 : entry(model.at(-1)!);
            same(list.first(on, base), next);
            const header = headerOf(who, arch, base);
            same(header.next, next);
            same(header.depth, model.length);
            same(header.sequence, pushes);
          }
        }),
        { seed: 5 },
      );
    });

    it('a chain is pushed at once', () => {
      const { who, base, list } = siteOf(arch, family);
      const on = who as never;
      const [a, b, c] = [base + 0x20, base + 0x30, base + 0x40];
      list.clear(on, base);
      list.push(on, base, c);
      who.memory.writePointer(a, b);
      expect(list.pushAll(on, base, a, b, 2)).toBe(c);
      expect(list.depth(on, base)).toBe(3);
      expect([1, 2, 3, 4].map(() => list.pop(on, base))).toEqual([a, b, c, 0]);
    });

    it('the depth has 16 bits', () => {
      const { who, base, list } = siteOf(arch, family);
      const on = who as never;
      list.clear(on, base);
      list.pushAll(on, base, base + 0x20, base + 0x20, 0x1_0002);
      expect(list.depth(on, base)).toBe(2);
    });
  });
});

describe('alignment', () => {
  it.each(['header', 'entry'] as const)(
    'x64: a misaligned %s raises STATUS_DATATYPE_MISALIGNMENT (ours)',
    (which) => {
      const nt = boot({ arch: 'x64' });
      const base = nt.reserve({ bytes: 0x1000, commit: 0x1000 });
      nt.InitializeSListHead(base);
      nt.InitializeSListHead(base + 0x40);
      const [header, entry] = which === 'header' ? [base + 8, base + 0x80] : [base, base + 0x88];
      const before = nt.memory.readBytes(base, 0x100);
      const calls = [
        () => nt.ExInterlockedPushEntrySList(header, entry, 0),
        ...(which === 'entry'
          ? []
          : [
              () => nt.InitializeSListHead(header),
              () => nt.ExInterlockedPopEntrySList(header, 0),
              () => nt.ExInterlockedFlushSList(header),
            ]),
      ];
      for (const call of calls)
        expect(nt.outcome(call)).toMatchObject({
          kind: 'raised',
          record: { ExceptionCode: STATUS_DATATYPE_MISALIGNMENT, ExceptionFlags: 1 },
        });
      expect(nt.memory.readBytes(base, 0x100)).toEqual(before);
    },
  );

  it('x64: the four lowest bits beside NextEntry are no part of the address', () => {
    const nt = boot({ arch: 'x64' });
    const base = nt.variable(0x1000);
    nt.InitializeSListHead(base);
    nt.ExInterlockedPushEntrySList(base, base + 0x20, 0);
    nt.memory.writeUint8(base + 8, nt.memory.readUint8(base + 8) | 0xb);
    expect(nt.FirstEntrySList(base)).toBe(base + 0x20);
    expect(nt.ExInterlockedPopEntrySList(base, 0)).toBe(base + 0x20);
  });

  it('x86: 4 bytes are enough', () => {
    const nt = boot({ arch: 'x86' });
    const base = nt.reserve({ bytes: 0x1000, commit: 0x1000 });
    nt.InitializeSListHead(base + 4);
    nt.ExInterlockedPushEntrySList(base + 4, base + 0x24, 0);
    expect(nt.ExInterlockedPopEntrySList(base + 4, 0)).toBe(base + 0x24);
  });
});

describe.each(architectures)('what sequenced lists access, on %s', (arch) => {
  it('work at HIGH_LEVEL on resident memory; the lock is not touched', () => {
    const nt = boot({ arch });
    const base = nt.variable(0x1000);
    nt.KeRaiseIrql(highLevel(arch), out(KIRQL));
    nt.InitializeSListHead(base);
    nt.ExInterlockedPushEntrySList(base, base + 0x20, 0x3);
    expect(nt.ExInterlockedPopEntrySList(base, 0x3)).toBe(base + 0x20);
  });

  it('paged memory at DISPATCH_LEVEL is 0xA, made by the routine', () => {
    const nt = boot({ arch });
    const base = nt.reserve({ bytes: 0x1000, commit: 0x1000 });
    nt.InitializeSListHead(base);
    nt.KeRaiseIrql(DISPATCH_LEVEL, out(KIRQL));
    const what = nt.outcome(() => nt.ExInterlockedPopEntrySList(base, 0));
    const first = arch === 'x64' ? base + 8 : base;
    expect(what).toMatchObject({
      kind: 'bugcheck',
      code: 0xa,
      parameters: [first, 2, 0, expect.any(Number)],
    });
    const at = what.kind === 'bugcheck' ? what.parameters[3] : 0;
    expect(nt.debug.symbolOf(at)).toBe('nt!ExInterlockedPopEntrySList');
  });

  it('… also when a filter continued an earlier fault of the routine and called others', () => {
    const nt = boot({ arch });
    const calls = () => nt.ExInterlockedPopEntrySList(0x10000, 0);
    const filter = () => {
      nt.KeRaiseIrql(DISPATCH_LEVEL, out(KIRQL));
      return -1;
    };
    const what = nt.outcome(() =>
      nt.__try(
        calls,
        nt.__except(filter, () => 0),
      ),
    );
    expect(what).toMatchObject({ kind: 'bugcheck', code: 0xa });
    const at = what.kind === 'bugcheck' ? what.parameters[3] : 0;
    expect(nt.debug.symbolOf(at)).toBe('nt!ExInterlockedPopEntrySList');
  });

  it('asking for the depth is limited to DISPATCH_LEVEL', () => {
    const nt = boot({ arch });
    const base = nt.variable(0x1000);
    nt.InitializeSListHead(base);
    nt.KeRaiseIrql(DISPATCH_LEVEL, out(KIRQL));
    expect(nt.ExQueryDepthSList(base)).toBe(0);
    nt.KeRaiseIrql(DISPATCH_LEVEL + 1, out(KIRQL));
    expect(nt.outcome(() => nt.ExQueryDepthSList(base))).toMatchObject({
      code: 0xc4,
      parameters: [0xe5, 3, 0, 0],
    });
  });
});
