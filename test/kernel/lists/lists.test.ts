/** Doubly and singly linked lists: against arrays, and what a broken link leads to. */
import fc from 'fast-check';
import { boot, DISPATCH_LEVEL, KIRQL, type Nt, out, STATUS_ACCESS_VIOLATION } from 'irqlab';
import { describe, expect, it } from 'vitest';
import { same } from '../../same.ts';

const architectures = ['x64', 'x86'] as const;

/** A machine with some resident entries. */
function siteOf(arch: 'x64' | 'x86', options = {}) {
  const nt = boot({ arch, ...options });
  const P = arch === 'x64' ? 8 : 4;
  const base = nt.reserve({ bytes: 0x1000, commit: 0x1000 });
  const entry = (index: number) => base + 0x20 * index;
  const flink = (at: number) => nt.memory.readPointer(at);
  const blink = (at: number) => nt.memory.readPointer(at + P);
  /** The entries of a list as indices, forwards, with every link checked. */
  const entries = (head: number): number[] => {
    const found: number[] = [];
    for (let at = flink(head); at !== head; at = flink(at)) {
      same(flink(blink(at)), at);
      found.push((at - base) / 0x20);
    }
    same(blink(flink(head)), head);
    return found;
  };
  return { nt, P, base, entry, flink, blink, entries };
}

const HEAD = 100;

type Step = { readonly do: keyof typeof steps; readonly entry: number };

/** Each step on the machine and on two arrays, one for each list; says what it gave in both. */
const steps = {
  InsertHeadList(nt: Nt, model: number[], head: number, at: number, index: number): unknown[] {
    if (model.includes(index)) return [];
    nt.InsertHeadList(head, at);
    model.unshift(index);
    return [];
  },
  InsertTailList(nt: Nt, model: number[], head: number, at: number, index: number): unknown[] {
    if (model.includes(index)) return [];
    nt.InsertTailList(head, at);
    model.push(index);
    return [];
  },
  RemoveEntryList(nt: Nt, model: number[], _: number, at: number, index: number): unknown[] {
    if (!model.includes(index)) return [];
    model.splice(model.indexOf(index), 1);
    return [nt.RemoveEntryList(at), model.length === 0 ? 1 : 0];
  },
  RemoveHeadList(nt: Nt, model: number[], head: number, at: number, index: number): unknown[] {
    const expected = model.shift() ?? HEAD;
    return [nt.RemoveHeadList(head), at + 0x20 * (expected - index)];
  },
  RemoveTailList(nt: Nt, model: number[], head: number, at: number, index: number): unknown[] {
    const expected = model.pop() ?? HEAD;
    return [nt.RemoveTailList(head), at + 0x20 * (expected - index)];
  },
  IsListEmpty(nt: Nt, model: number[], head: number): unknown[] {
    return [nt.IsListEmpty(head), model.length === 0 ? 1 : 0];
  },
};

describe.each(architectures)('doubly linked lists on %s', (arch) => {
  it('do what an array does', () => {
    const step = fc.record({
      do: fc.constantFrom(...(Object.keys(steps) as (keyof typeof steps)[])),
      entry: fc.integer({ min: 0, max: 6 }),
    });
    const { nt, entry, entries } = siteOf(arch);
    fc.assert(
      fc.property(fc.array(step, { size: 'max', maxLength: 60 }), (program: Step[]) => {
        const model: number[] = [];
        nt.InitializeListHead(entry(HEAD));
        for (const { do: name, entry: index } of program) {
          const [given, expected] = steps[name](nt, model, entry(HEAD), entry(index), index);
          same(given, expected);
          expect(entries(entry(HEAD))).toEqual(model);
        }
      }),
      { seed: 5 },
    );
  });

  it('AppendTailList adds a ring of entries without a head', () => {
    const { nt, entry, entries } = siteOf(arch);
    const [head, other] = [entry(HEAD), entry(HEAD + 1)];
    nt.InitializeListHead(head);
    nt.InitializeListHead(other);
    for (const index of [1, 2]) nt.InsertTailList(head, entry(index));
    for (const index of [3, 4, 5]) nt.InsertTailList(other, entry(index));
    nt.RemoveEntryList(other);
    nt.AppendTailList(head, entry(3));
    expect(entries(head)).toEqual([1, 2, 3, 4, 5]);
  });
});

/** What breaks a list of three entries 1, 2, 3, and the routine that notices it. */
const damages: readonly {
  readonly why: string;
  readonly damage: (site: ReturnType<typeof siteOf>) => void;
  readonly call: (site: ReturnType<typeof siteOf>) => void;
}[] = [
  {
    why: 'an entry that is removed twice',
    damage: ({ nt, entry }) => nt.RemoveEntryList(entry(2)),
    call: ({ nt, entry }) => nt.RemoveEntryList(entry(2)),
  },
  {
    why: 'RemoveEntryList: Flink leads to an entry that does not point back',
    damage: ({ nt, entry }) => nt.memory.writePointer(entry(2), entry(1)),
    call: ({ nt, entry }) => nt.RemoveEntryList(entry(2)),
  },
  {
    why: 'RemoveEntryList: Blink leads to an entry that does not point back',
    damage: ({ nt, entry, P }) => nt.memory.writePointer(entry(2) + P, entry(3)),
    call: ({ nt, entry }) => nt.RemoveEntryList(entry(2)),
  },
  {
    why: 'RemoveHeadList: the first entry does not point back at the head',
    damage: ({ nt, entry, P }) => nt.memory.writePointer(entry(1) + P, entry(3)),
    call: ({ nt, entry }) => nt.RemoveHeadList(entry(HEAD)),
  },
  {
    why: 'RemoveHeadList: the second entry does not point back at the first',
    damage: ({ nt, entry, P }) => nt.memory.writePointer(entry(2) + P, entry(3)),
    call: ({ nt, entry }) => nt.RemoveHeadList(entry(HEAD)),
  },
  {
    why: 'RemoveTailList: the last entry does not point at the head',
    damage: ({ nt, entry }) => nt.memory.writePointer(entry(3), entry(1)),
    call: ({ nt, entry }) => nt.RemoveTailList(entry(HEAD)),
  },
  {
    why: 'RemoveTailList: the entry before the last does not point at it',
    damage: ({ nt, entry }) => nt.memory.writePointer(entry(2), entry(1)),
    call: ({ nt, entry }) => nt.RemoveTailList(entry(HEAD)),
  },
  {
    why: 'InsertHeadList: the first entry does not point back at the head',
    damage: ({ nt, entry, P }) => nt.memory.writePointer(entry(1) + P, entry(2)),
    call: ({ nt, entry }) => nt.InsertHeadList(entry(HEAD), entry(9)),
  },
  {
    why: 'InsertTailList: the last entry does not point at the head',
    damage: ({ nt, entry }) => nt.memory.writePointer(entry(3), entry(2)),
    call: ({ nt, entry }) => nt.InsertTailList(entry(HEAD), entry(9)),
  },
  {
    why: 'AppendTailList: the last entry of the list does not point at the head',
    damage: ({ nt, entry }) => nt.memory.writePointer(entry(3), entry(2)),
    call: ({ nt, entry }) => nt.AppendTailList(entry(HEAD), entry(9)),
  },
  {
    why: 'AppendTailList: the last of the new entries does not point at the first',
    damage: ({ nt, entry }) => nt.memory.writePointer(entry(9), entry(2)),
    call: ({ nt, entry }) => nt.AppendTailList(entry(HEAD), entry(9)),
  },
];

describe.each(architectures)('a broken link on %s', (arch) => {
  function broken(damage: (site: ReturnType<typeof siteOf>) => void, options = {}) {
    const site = siteOf(arch, options);
    site.nt.InitializeListHead(site.entry(HEAD));
    site.nt.InitializeListHead(site.entry(9));
    for (const index of [1, 2, 3]) site.nt.InsertTailList(site.entry(HEAD), site.entry(index));
    damage(site);
    return site;
  }

  describe.each(['on', 'off'] as const)('with the verifier %s', (verifier) => {
    it.each(damages)('E-017: $why: bug check 0x139 with 3', ({ damage, call }) => {
      const site = broken(damage, { verifier });
      const before = site.nt.memory.readBytes(site.base, 0x1000);
      const what = site.nt.outcome(() => call(site));
      expect(what).toMatchObject({ kind: 'bugcheck', code: 0x139, parameters: [3, 0, 0, 0] });
      // It is noticed before anything is stored.
      expect(site.nt.debug.memory.readBytes(site.base, 0x1000)).toEqual(before);
    });
  });

  it('a fast fail is no exception: no handler, no finally block', () => {
    const [{ damage, call } = damages[0]!] = damages;
    const site = broken(damage);
    const ran: string[] = [];
    const { nt } = site;
    const guarded = () =>
      nt.__try(
        () =>
          nt.__try(
            () => call(site),
            nt.__finally(() => void ran.push('finally')),
          ),
        nt.__except(
          () => ran.push('filter'),
          () => undefined,
        ),
      );
    expect(nt.outcome(guarded)).toMatchObject({ code: 0x139 });
    expect(ran).toEqual([]);
  });

  it('is only recorded with onViolation: report, and the routine goes on as without the check', () => {
    const { nt, entry, flink } = broken(({ nt: on, entry: at }) => on.RemoveEntryList(at(2)), {
      onViolation: 'report',
    });
    nt.RemoveEntryList(entry(2));
    expect(nt.findings.map(({ rule, routine }) => [rule, routine])).toEqual([
      ['list-entry-corrupt', 'RemoveEntryList'],
      ['list-entry-corrupt', 'RemoveEntryList'],
    ]);
    expect(flink(entry(1))).toBe(entry(3));
  });

  it('a head that was never initialised is a NULL pointer: caught at PASSIVE_LEVEL, 0xD1 at DISPATCH_LEVEL', () => {
    const { nt, entry, P } = siteOf(arch);
    const what = nt.outcome(() => nt.InsertHeadList(entry(HEAD), entry(1)));
    expect(what).toMatchObject({
      kind: 'raised',
      record: { ExceptionCode: STATUS_ACCESS_VIOLATION, ExceptionInformation: [0, P] },
    });
    const list = 0x1000;
    nt.KeRaiseIrql(DISPATCH_LEVEL, out(KIRQL));
    expect(nt.outcome(() => nt.IsListEmpty(list))).toMatchObject({
      kind: 'bugcheck',
      code: 0xd1,
      parameters: [list, 2, 0, expect.any(Number)],
    });
  });
});

describe.each(architectures)('singly linked lists on %s', (arch) => {
  it('do what a stack does', () => {
    const { nt, entry } = siteOf(arch);
    const step = fc.option(fc.integer({ min: 0, max: 40 }), { nil: 'pop' as const });
    fc.assert(
      fc.property(fc.array(step, { size: 'max', maxLength: 60 }), (program) => {
        const model: number[] = [];
        nt.memory.writePointer(entry(HEAD), 0);
        for (const what of program) {
          if (what === 'pop') {
            const top = model.pop();
            expect(nt.PopEntryList(entry(HEAD))).toBe(top === undefined ? 0 : entry(top));
          } else if (!model.includes(what)) {
            nt.PushEntryList(entry(HEAD), entry(what));
            model.push(what);
          }
          expect(chain(nt, entry(HEAD))).toEqual([...model].reverse().map(entry));
        }
      }),
      { seed: 5 },
    );
  });
});

function chain(nt: Nt, head: number): number[] {
  const found: number[] = [];
  for (let at = nt.memory.readPointer(head); at !== 0; at = nt.memory.readPointer(at)) found.push(at);
  return found;
}
