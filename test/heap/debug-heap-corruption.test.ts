/** At which call each debug setting notices damage, and what it leads to (BEHAVIOUR-DECISIONS 10, decision 0012). */
import {
  HEAP_FREE_CHECKING_ENABLED,
  HEAP_GENERATE_EXCEPTIONS,
  HEAP_GROWABLE,
  HEAP_TAIL_CHECKING_ENABLED,
  HEAP_VALIDATE_ALL_ENABLED,
  HEAP_VALIDATE_PARAMETERS_ENABLED,
  STATUS_ACCESS_VIOLATION,
  STATUS_HEAP_CORRUPTION,
  STATUS_INVALID_PARAMETER,
} from 'irqlab';
import { describe, expect, it } from 'vitest';
import {
  architectures,
  type Caller,
  ended,
  pagesAt,
  recordOf,
  reserveFor,
  siteOf,
  userOf,
} from './fixture.ts';

const SIZE = 0x5b;

/** Blocks in a row: `freed` is free, between two that keep it from merging; `busy` is in use. */
function scene(caller: Caller, flags: number) {
  const heap = caller.RtlCreateHeap(HEAP_GROWABLE | flags, 0, 0, 0x4000, 0, 0);
  const blocks = [0, 1, 2, 3].map(() => caller.RtlAllocateHeap(heap, 0, SIZE));
  const [front = 0, freed = 0, busy = 0, back = 0] = blocks;
  caller.RtlFreeHeap(heap, 0, freed);
  return { caller, heap, front, freed, busy, back };
}
type Scene = ReturnType<typeof scene>;

const damages = {
  tail: { type: 0x6, at: ({ busy }: Scene) => busy + SIZE + 3 },
  free: { type: 0xb, at: ({ freed }: Scene) => freed + 0x29 },
} as const;

/** Calls in the order of `Call`; each leaves the damage where it is when it does not notice it. */
const calls = {
  'allocate another size': ({ caller, heap }: Scene) => caller.RtlAllocateHeap(heap, 0, 0x1000),
  'size of another block': ({ caller, heap, front }: Scene) => caller.RtlSizeHeap(heap, 0, front),
  'size of the block': ({ caller, heap, busy }: Scene) => caller.RtlSizeHeap(heap, 0, busy),
  'reuse of the free block': ({ caller, heap }: Scene) => caller.RtlAllocateHeap(heap, 0, SIZE),
  'free of a neighbour': ({ caller, heap, front }: Scene) => caller.RtlFreeHeap(heap, 0, front),
  'free of the block': ({ caller, heap, busy }: Scene) => caller.RtlFreeHeap(heap, 0, busy),
  destroy: ({ caller, heap }: Scene) => caller.RtlDestroyHeap(heap),
} as const;
type Call = keyof typeof calls;

const T = HEAP_TAIL_CHECKING_ENABLED;
const F = HEAP_FREE_CHECKING_ENABLED;
const every = Object.keys(calls) as Call[];

/** Which calls notice which damage. */
const rows: readonly {
  readonly what: string;
  readonly flags: number;
  readonly damage: keyof typeof damages;
  readonly noticed: readonly Call[];
}[] = [
  { what: 'no setting', flags: 0, damage: 'free', noticed: [] },
  {
    what: 'tail checking',
    flags: T,
    damage: 'tail',
    noticed: ['free of the block', 'destroy'],
  },
  { what: 'tail checking', flags: T, damage: 'free', noticed: [] },
  {
    what: 'free checking',
    flags: F,
    damage: 'free',
    noticed: ['reuse of the free block', 'free of a neighbour', 'free of the block', 'destroy'],
  },
  {
    what: 'parameter checking',
    flags: HEAP_VALIDATE_PARAMETERS_ENABLED,
    damage: 'tail',
    noticed: ['size of the block', 'free of the block', 'destroy'],
  },
  {
    what: 'parameter checking',
    flags: HEAP_VALIDATE_PARAMETERS_ENABLED,
    damage: 'free',
    noticed: ['reuse of the free block', 'free of a neighbour', 'free of the block', 'destroy'],
  },
  { what: 'validation of everything', flags: HEAP_VALIDATE_ALL_ENABLED, damage: 'tail', noticed: every },
  { what: 'validation of everything', flags: HEAP_VALIDATE_ALL_ENABLED, damage: 'free', noticed: every },
];

const spoil = (at: number, { caller }: Scene): void =>
  caller.memory.writeUint8(at, caller.memory.readUint8(at) ^ 0x40);

describe.each(architectures)('%s', (arch) => {
  describe.each(rows)('$what, a damaged $damage pattern', ({ flags, damage, noticed }) => {
    const { type, at } = damages[damage];

    it.each(every)('B-201, B-205: kernel mode, %s', (name) => {
      const { nt, caller } = siteOf(arch, 'kernel');
      const made = scene(caller, flags);
      spoil(at(made), made);
      const outcome = nt.outcome(() => calls[name](made));
      if (!noticed.includes(name)) expect(outcome.kind).toBe('returned');
      else
        expect(outcome).toMatchObject({
          kind: 'bugcheck',
          code: 0x13a,
          parameters: [type, made.heap, at(made), 0],
        });
    });

    it('a process ends with STATUS_HEAP_CORRUPTION, and no handler of it runs', () => {
      for (const name of noticed) {
        const { nt, process } = userOf(arch);
        const made = scene(process, flags);
        spoil(at(made), made);
        const ran: string[] = [];
        const call = () =>
          process.__try(
            () => calls[name](made),
            process.__finally(() => ran.push('finally')),
          );
        expect(nt.outcome(call), name).toMatchObject(ended(STATUS_HEAP_CORRUPTION));
        expect(ran).toEqual([]);
      }
    });

    it('with termination off the call fails, as it does for other damage', () => {
      for (const name of noticed) {
        const { process } = userOf(arch, false);
        const made = scene(process, flags);
        spoil(at(made), made);
        const result = calls[name](made);
        if (name === 'destroy') {
          expect(result).toBe(made.heap);
          spoil(at(made), made);
          expect(process.RtlDestroyHeap(made.heap)).toBe(0);
        } else if (name.startsWith('size')) {
          expect([result, process.lastStatus]).toEqual([-1, STATUS_INVALID_PARAMETER]);
        } else if (name.startsWith('free')) {
          expect([result, process.lastStatus]).toEqual([0, STATUS_INVALID_PARAMETER]);
        } else {
          expect([result, process.lastStatus]).toEqual([0, STATUS_ACCESS_VIOLATION]);
          const raising = () => process.RtlAllocateHeap(made.heap, HEAP_GENERATE_EXCEPTIONS, SIZE);
          expect(recordOf(process, raising).ExceptionCode).toBe(STATUS_ACCESS_VIOLATION);
        }
      }
    });
  });

  it('B-201: resizing a block with a damaged tail fails, in place or not, and nothing is changed', () => {
    for (const bytes of [SIZE - 1, SIZE + 1, 0x1000]) {
      const { process } = userOf(arch, false);
      const made = scene(process, T);
      spoil(made.busy + SIZE, made);
      expect(process.RtlReAllocateHeap(made.heap, 0, made.busy, bytes)).toBe(0);
      expect(process.lastStatus).toBe(STATUS_ACCESS_VIOLATION);
      expect(process.RtlSizeHeap(made.heap, 0, made.busy)).toBe(SIZE);
      spoil(made.busy + SIZE, made);
      expect(process.RtlReAllocateHeap(made.heap, 0, made.busy, bytes)).not.toBe(0);
    }
  });

  it('B-205: growing into a damaged free block fails', () => {
    const { process } = userOf(arch, false);
    const made = scene(process, F);
    spoil(made.freed + 0x20, made);
    expect(process.RtlReAllocateHeap(made.heap, 0, made.front, SIZE + 0x30)).toBe(0);
    spoil(made.freed + 0x20, made);
    expect(process.RtlReAllocateHeap(made.heap, 0, made.front, SIZE + 0x30)).toBe(made.front);
  });

  it('every call with HEAP_VALIDATE_ALL_ENABLED: also resizing', () => {
    const { nt, process } = userOf(arch);
    const made = scene(process, HEAP_VALIDATE_ALL_ENABLED);
    spoil(made.freed + 0x20, made);
    expect(nt.outcome(() => process.RtlReAllocateHeap(made.heap, 0, made.back, 1))).toMatchObject(
      ended(STATUS_HEAP_CORRUPTION),
    );
  });

  it('RtlValidateHeap tells and never ends the process, whatever the setting', () => {
    for (const flags of [T | F, HEAP_VALIDATE_ALL_ENABLED]) {
      const { process } = userOf(arch);
      const made = scene(process, flags);
      spoil(made.busy + SIZE, made);
      expect(process.RtlValidateHeap(made.heap, 0, 0)).toBe(0);
      expect(process.RtlValidateHeap(made.heap, 0, made.busy)).toBe(0);
      expect(process.RtlValidateHeap(made.heap, 0, made.front)).toBe(1);
    }
  });

  it('B-098: a block freed twice is recognised as that, merged or not', () => {
    for (const first of ['front', 'back'] as const) {
      const { nt, caller } = siteOf(arch, 'kernel');
      const made = scene(caller, F);
      caller.RtlFreeHeap(made.heap, 0, made[first]);
      for (const block of [made.freed, made[first]]) {
        const start = nt.snapshot();
        expect(nt.outcome(() => caller.RtlFreeHeap(made.heap, 0, block))).toMatchObject({
          kind: 'bugcheck',
          parameters: [0x8, made.heap, block, 0],
        });
        nt.restore(start);
      }
    }
  });

  it('B-209: destroying a debug heap validates it and clears its signature', () => {
    const { process } = userOf(arch, false);
    for (const flags of [T, F]) {
      const base = reserveFor(process, 0x20000, 0x4000);
      const heap = process.RtlCreateHeap(flags, base, 0x20000, 0x4000, 0, 0);
      const block = process.RtlAllocateHeap(heap, 0, 0x40);
      if (flags === F) process.RtlFreeHeap(heap, 0, block);
      const at = flags === F ? block + 0x20 : block + 0x40;
      const signature = heap + (arch === 'x64' ? 0x90 : 0x60);
      const byte = process.memory.readUint8(at);
      process.memory.writeUint8(at, 0);
      expect(process.RtlDestroyHeap(heap)).toBe(heap);
      expect(process.memory.readUint32(signature)).toBe(0xeeffeeff);
      process.memory.writeUint8(at, byte);
      expect(process.RtlDestroyHeap(heap)).toBe(0);
      expect(process.memory.readUint32(signature)).toBe(0);
    }
  });

  it('a page of a free block that cannot be read counts as damaged', () => {
    const { process, P } = userOf(arch, false);
    const heap = process.RtlCreateHeap(HEAP_GROWABLE | F, 0, 0x20000, 0x8000, 0, 0);
    const block = process.RtlAllocateHeap(heap, 0, 0x5000);
    process.RtlAllocateHeap(heap, 0, 8);
    process.RtlFreeHeap(heap, 0, block);
    expect(process.RtlValidateHeap(heap, 0, 0)).toBe(1);
    expect(pagesAt(process, P, heap).committed).toBeGreaterThan(0x6000);
    protectNone(process, heap + 0x3000);
    expect(process.RtlValidateHeap(heap, 0, 0)).toBe(0);
    expect(process.RtlAllocateHeap(heap, 0, 0x4f00)).toBe(0);
  });
});

function protectNone(process: ReturnType<typeof userOf>['process'], address: number): void {
  const base = { type: 'PVOID', value: address };
  const size = { type: 'SIZE_T', value: 0x1000 };
  const protect = process.NtProtectVirtualMemory as unknown as (...args: unknown[]) => number;
  expect(protect(-1, base, size, 1, { type: 'ULONG', value: 0 })).toBe(0);
}
