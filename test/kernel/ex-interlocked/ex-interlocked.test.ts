/** Interlocked routines that take a spin lock of their caller. */
import fc from 'fast-check';
import { boot, DISPATCH_LEVEL, highLevel, KIRQL, type Nt, out, STATUS_ACCESS_VIOLATION, ULONG } from 'irqlab';
import { describe, expect, it } from 'vitest';

const architectures = ['x64', 'x86'] as const;

function siteOf(arch: 'x64' | 'x86', options = {}) {
  const nt = boot({ arch, ...options });
  const base = nt.variable(0x1000);
  const [head, lock] = [base + 0x800, base + 0x900];
  return { nt, base, head, lock, entry: (index: number) => base + 0x10 * index };
}

const lockBytes = (nt: Nt, lock: number) =>
  nt.debug.memory.readBytes(lock, nt.memory.architecture === 'x64' ? 8 : 4);

describe.each(architectures)('ExInterlocked lists on %s', (arch) => {
  it('doubly linked: do what an array does, and tell a first or last entry from none', () => {
    const { nt, head, lock, entry } = siteOf(arch);
    const step = fc.record({
      do: fc.constantFrom('head', 'tail', 'remove'),
      index: fc.integer({ min: 0, max: 40 }),
    });
    fc.assert(
      fc.property(fc.array(step, { size: 'max', maxLength: 50 }), (program) => {
        const model: number[] = [];
        const at = (index: number | undefined) => (index === undefined ? 0 : entry(index));
        nt.InitializeListHead(head);
        for (const { do: what, index } of program) {
          if (what === 'remove') {
            expect(nt.ExInterlockedRemoveHeadList(head, lock)).toBe(at(model.shift()));
          } else if (!model.includes(index)) {
            const insert = what === 'head' ? nt.ExInterlockedInsertHeadList : nt.ExInterlockedInsertTailList;
            expect(insert(head, entry(index), lock)).toBe(at(what === 'head' ? model.at(0) : model.at(-1)));
            if (what === 'head') model.unshift(index);
            else model.push(index);
          }
          expect(nt.IsListEmpty(head)).toBe(model.length === 0 ? 1 : 0);
        }
        expect(lockBytes(nt, lock)!.every((byte) => byte === 0)).toBe(true);
      }),
      { seed: 5 },
    );
  });

  it('singly linked: do what a stack does', () => {
    const { nt, head, lock, entry } = siteOf(arch);
    for (const [index, before] of [
      [1, 0],
      [2, entry(1)],
    ] as const)
      expect(nt.ExInterlockedPushEntryList(head, entry(index), lock)).toBe(before);
    expect([1, 2, 3].map(() => nt.ExInterlockedPopEntryList(head, lock))).toEqual([entry(2), entry(1), 0]);
  });

  it('E-017: check links as the inline routines do', () => {
    const calls: ((site: ReturnType<typeof siteOf>) => unknown)[] = [
      ({ nt, head, lock, entry }) => nt.ExInterlockedInsertHeadList(head, entry(9), lock),
      ({ nt, head, lock, entry }) => nt.ExInterlockedInsertTailList(head, entry(9), lock),
      ({ nt, head, lock }) => nt.ExInterlockedRemoveHeadList(head, lock),
    ];
    for (const call of calls) {
      const site = siteOf(arch);
      const { nt, head, entry } = site;
      nt.InitializeListHead(head);
      nt.InsertHeadList(head, entry(1));
      // Both links of the only entry lead to itself: neither of its neighbours is the head.
      nt.InitializeListHead(entry(1));
      expect(nt.outcome(() => call(site))).toMatchObject({ code: 0x139, parameters: [3, 0, 0, 0] });
    }
  });
});

describe.each(architectures)('ExInterlocked arithmetic on %s', (arch) => {
  it('ExInterlockedAddUlong gives the old value and wraps around', () => {
    const { nt, base, lock } = siteOf(arch);
    nt.memory.writeUint32(base, 0xffff_fffe);
    expect(nt.ExInterlockedAddUlong(base, 5, lock)).toBe(0xffff_fffe);
    expect(nt.memory.readUint32(base)).toBe(3);
    const cell = out(ULONG, 7);
    expect([nt.ExInterlockedAddUlong(cell, 0xffff_ffff, lock), cell.value]).toEqual([7, 6]);
  });

  it('ExInterlockedAddLargeInteger gives the old value and wraps around', () => {
    const { nt, base, lock } = siteOf(arch);
    nt.memory.writeBigInt64(base, 2n ** 63n - 1n);
    expect(nt.ExInterlockedAddLargeInteger(base, 2n, lock)).toBe(2n ** 63n - 1n);
    expect(nt.memory.readBigInt64(base)).toBe(-(2n ** 63n) + 1n);
    const cell = { type: 'LARGE_INTEGER', value: -1n };
    expect([nt.ExInterlockedAddLargeInteger(cell, -5n, lock), cell.value]).toEqual([-1n, -6n]);
    expect(() => nt.ExInterlockedAddLargeInteger(1n, 1n, lock)).toThrow(TypeError);
  });

  it('ExInterlockedAddLargeStatistic adds without a lock', () => {
    const { nt, base } = siteOf(arch);
    nt.memory.writeBigInt64(base, -1n);
    nt.ExInterlockedAddLargeStatistic(base, 0xffff_ffff);
    expect(nt.memory.readBigInt64(base)).toBe(0xffff_fffen);
    expect(nt.outcome(() => nt.ExInterlockedAddLargeStatistic(8, 1))).toMatchObject({
      kind: 'raised',
      record: { ExceptionCode: STATUS_ACCESS_VIOLATION, ExceptionInformation: [1, 8] },
    });
  });

  it('ExInterlockedCompareExchange64 compares and exchanges through pointers, and leaves the lock alone', () => {
    const { nt, base } = siteOf(arch);
    nt.memory.writeBigInt64(base, 5n);
    nt.memory.writeBigInt64(base + 8, 6n);
    const expected = { type: 'LONGLONG', value: 4n };
    expect(nt.ExInterlockedCompareExchange64(base, base + 8, expected, 3)).toBe(5n);
    expect(nt.memory.readBigInt64(base)).toBe(5n);
    expected.value = 5n;
    expect(nt.ExInterlockedCompareExchange64(base, base + 8, expected, 3)).toBe(5n);
    expect(nt.memory.readBigInt64(base)).toBe(6n);
  });
});

describe.each(architectures)('the lock of ExInterlocked routines on %s', (arch) => {
  const calls: readonly (readonly [string, (nt: Nt, variable: number, lock: number) => unknown])[] = [
    ['ExInterlockedAddUlong', (nt, variable, lock) => nt.ExInterlockedAddUlong(variable, 1, lock)],
    [
      'ExInterlockedAddLargeInteger',
      (nt, variable, lock) => nt.ExInterlockedAddLargeInteger(variable, 1n, lock),
    ],
    [
      'ExInterlockedInsertHeadList',
      (nt, variable, lock) => nt.ExInterlockedInsertHeadList(variable, variable + 0x20, lock),
    ],
    ['ExInterlockedRemoveHeadList', (nt, variable, lock) => nt.ExInterlockedRemoveHeadList(variable, lock)],
    [
      'ExInterlockedPushEntryList',
      (nt, variable, lock) => nt.ExInterlockedPushEntryList(variable, variable + 0x20, lock),
    ],
    ['ExInterlockedPopEntryList', (nt, variable, lock) => nt.ExInterlockedPopEntryList(variable, lock)],
  ];

  it.each(calls)('%s works at HIGH_LEVEL and leaves level and lock as they were', (_, call) => {
    const { nt, base, lock } = siteOf(arch);
    nt.InitializeListHead(base);
    nt.KeRaiseIrql(highLevel(arch), out(KIRQL));
    call(nt, base, lock);
    expect(nt.irql).toBe(highLevel(arch));
    expect(lockBytes(nt, lock)!.every((byte) => byte === 0)).toBe(true);
  });

  it.each(calls)(
    '%s on a lock whose bytes say held, though nobody holds it, never ends: a deadlock',
    (_, call) => {
      const { nt, base, lock } = siteOf(arch);
      nt.memory.writeUint32(lock, 1);
      expect(nt.outcome(() => call(nt, base, lock))).toMatchObject({ kind: 'stopped', reason: 'deadlock' });
    },
  );

  it.each(calls)('%s under its own lock: 0xF with the verifier, else a deadlock', (_, call) => {
    for (const verifier of ['on', 'off'] as const) {
      const { nt, base, lock } = siteOf(arch, { verifier });
      nt.KeAcquireSpinLock(lock, out(KIRQL));
      const expected =
        verifier === 'on'
          ? { kind: 'bugcheck', code: 0xf, parameters: [0, 0, 0, 0] }
          : { kind: 'stopped', reason: 'deadlock' };
      expect(nt.outcome(() => call(nt, base, lock))).toMatchObject(expected);
    }
  });

  it.each(calls)(
    'D-076: %s touches paged memory with interrupts disabled: 0xA with 0xFF at any level (ours)',
    (name, call) => {
      for (const which of ['variable', 'lock'] as const) {
        const { nt, base, lock } = siteOf(arch);
        const paged = nt.reserve({ bytes: 0x1000, commit: 0x1000 });
        nt.InitializeListHead(base);
        nt.InitializeListHead(paged);
        const what = nt.outcome(() =>
          call(nt, which === 'variable' ? paged : base, which === 'lock' ? paged + 0x80 : lock),
        );
        const touched = which === 'variable' ? paged : paged + 0x80;
        const write = which === 'lock' ? 1 : 0;
        expect(what).toMatchObject({ kind: 'bugcheck', code: 0xa });
        const parameters = what.kind === 'bugcheck' ? what.parameters : [];
        expect(parameters.slice(1, 3)).toEqual([0xff, write]);
        expect(Math.abs(parameters[0]! - touched)).toBeLessThan(16);
        expect(nt.debug.symbolOf(parameters[3]!)).toBe(`nt!${name}`);
      }
    },
  );

  it('paged memory may be touched again when the routine is over', () => {
    const { nt, base, lock } = siteOf(arch);
    const paged = nt.reserve({ bytes: 0x1000, commit: 0x1000 });
    nt.ExInterlockedAddUlong(base, 1, lock);
    nt.memory.writeUint8(paged, 1);
    nt.InitializeSListHead(paged);
    nt.KeRaiseIrql(DISPATCH_LEVEL, out(KIRQL));
    nt.ExInterlockedAddUlong(base, 1, lock);
    expect(nt.outcome(() => nt.memory.readUint8(paged))).toMatchObject({ code: 0xd1 });
  });
});
