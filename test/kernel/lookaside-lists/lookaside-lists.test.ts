/** Lookaside lists: what is kept, what memory says of it, who makes and takes blocks, what the verifier notices. */
import {
  type Architecture,
  type BootOptions,
  DISPATCH_LEVEL,
  EX_LOOKASIDE_LIST_EX_FLAGS_FAIL_NO_RAISE,
  EX_LOOKASIDE_LIST_EX_FLAGS_RAISE_ON_FAIL,
  KIRQL,
  NonPagedPool,
  NonPagedPoolNx,
  type Nt,
  out,
  PagedPool,
  POOL_NX_ALLOCATION,
} from 'irqlab';
import { describe, expect, it } from 'vitest';
import { architectures, FRED, machine, raisedBy, stopOf } from '../pool/fixture.ts';

/** Fields of a GENERAL_LOOKASIDE in memory. Offsets are those of structs.json, written down again. */
const offsets = {
  x64: {
    depth: 16,
    maximum: 18,
    allocates: 20,
    allocateMisses: 24,
    frees: 28,
    freeMisses: 32,
    type: 36,
    tag: 40,
    size: 44,
  },
  x86: {
    depth: 8,
    maximum: 10,
    allocates: 12,
    allocateMisses: 16,
    frees: 20,
    freeMisses: 24,
    type: 28,
    tag: 32,
    size: 36,
  },
} as const;

function fields(nt: Nt, arch: Architecture, list: number) {
  const at = offsets[arch];
  const word = (offset: number): number => nt.debug.memory.readUint32(list + offset) ?? Number.NaN;
  return {
    kept: word(arch === 'x64' ? 0 : 4) & 0xffff,
    depth: word(at.depth) & 0xffff,
    maximum: word(at.depth) >>> 16,
    allocates: word(at.allocates),
    allocateMisses: word(at.allocateMisses),
    frees: word(at.frees),
    freeMisses: word(at.freeMisses),
    type: word(at.type),
    tag: word(at.tag),
    size: word(at.size),
  };
}

/** The three families, as one shape. */
const families = ['NPaged', 'Paged', 'Ex'] as const;
type Family = (typeof families)[number];
const structures = {
  NPaged: 'NPAGED_LOOKASIDE_LIST',
  Paged: 'PAGED_LOOKASIDE_LIST',
  Ex: 'LOOKASIDE_LIST_EX',
} as const;
const poolTypes = { NPaged: NonPagedPool, Paged: PagedPool, Ex: NonPagedPoolNx } as const;

interface Callbacks {
  readonly allocate?: ((...args: number[]) => number) | number;
  readonly free?: ((...args: number[]) => void) | number;
}

function members(nt: Nt, family: Family) {
  const initialize = (list: number, size: number, { allocate = 0, free = 0 }: Callbacks = {}): number => {
    if (family === 'Ex')
      return nt.ExInitializeLookasideListEx(list, allocate, free, NonPagedPoolNx, 0, size, FRED, 0);
    if (family === 'Paged') nt.ExInitializePagedLookasideList(list, allocate, free, 0, size, FRED, 0);
    else nt.ExInitializeNPagedLookasideList(list, allocate, free, 0, size, FRED, 0);
    return 0;
  };
  return {
    initialize,
    allocate: {
      NPaged: nt.ExAllocateFromNPagedLookasideList,
      Paged: nt.ExAllocateFromPagedLookasideList,
      Ex: nt.ExAllocateFromLookasideListEx,
    }[family],
    free: {
      NPaged: nt.ExFreeToNPagedLookasideList,
      Paged: nt.ExFreeToPagedLookasideList,
      Ex: nt.ExFreeToLookasideListEx,
    }[family],
    delete: {
      NPaged: nt.ExDeleteNPagedLookasideList,
      Paged: nt.ExDeletePagedLookasideList,
      Ex: nt.ExDeleteLookasideListEx,
    }[family],
  };
}

function scene(
  arch: Architecture,
  family: Family,
  options: BootOptions = {},
  size = 64,
  callbacks: Callbacks = {},
) {
  const nt = machine(arch, options);
  const list = nt.variable(structures[family]);
  const routines = members(nt, family);
  routines.initialize(list, size, callbacks);
  return { nt, list, ...routines, now: () => fields(nt, arch, list) };
}

describe.each(architectures)('lookaside lists, %s', (arch) => {
  describe.each(families)('%s', (family) => {
    it('an initialised list is empty, and says what its blocks are', () => {
      const { now } = scene(arch, family);
      expect(now()).toEqual({
        kept: 0,
        depth: 4,
        maximum: 256,
        allocates: 0,
        allocateMisses: 0,
        frees: 0,
        freeMisses: 0,
        type: poolTypes[family],
        tag: FRED,
        size: 64,
      });
    });

    it('a freed block is kept, and the next request gets it: last in, first out', () => {
      const { nt, list, allocate, free, now } = scene(arch, family);
      const [first, second] = [allocate(list), allocate(list)];
      expect(nt.debug.pool.block(first)).toMatchObject({ bytes: 64, tag: FRED });
      free(list, first);
      free(list, second);
      expect(now()).toMatchObject({ kept: 2, allocates: 2, allocateMisses: 2, frees: 2, freeMisses: 0 });
      expect(nt.debug.pool.blocks()).toHaveLength(2);
      expect([allocate(list), allocate(list)]).toEqual([second, first]);
      expect(now()).toMatchObject({ kept: 0, allocates: 4, allocateMisses: 2 });
    });

    it('four blocks are kept, further ones go back to pool', () => {
      const { nt, list, allocate, free, now } = scene(arch, family);
      const blocks = Array.from({ length: 6 }, () => allocate(list));
      for (const block of blocks) free(list, block);
      expect(now()).toMatchObject({ kept: 4, frees: 6, freeMisses: 2 });
      expect(
        nt.debug.pool
          .blocks()
          .map(({ address }) => address)
          .sort(),
      ).toEqual(blocks.slice(0, 4).sort());
    });

    it('the depth in memory counts', () => {
      const { nt, list, allocate, free, now } = scene(arch, family);
      nt.memory.writeUint16(list + offsets[arch].depth, 1);
      for (const block of [allocate(list), allocate(list)]) free(list, block);
      expect(now()).toMatchObject({ kept: 1, freeMisses: 1 });
    });

    it('deleting a list frees what it kept', () => {
      const { nt, list, allocate, free, delete: end, now } = scene(arch, family);
      for (const block of [allocate(list), allocate(list), allocate(list)]) free(list, block);
      end(list);
      expect(now().kept).toBe(0);
      expect(nt.debug.pool.blocks()).toEqual([]);
    });

    it('the driver’s own routines are called for blocks that the list has not, or does not keep', () => {
      const calls: (readonly [string, ...number[]])[] = [];
      const nt = machine(arch);
      const list = nt.variable(structures[family]);
      const own = members(nt, family);
      const arena = nt.variable(4096);
      let given = 0;
      own.initialize(list, 48, {
        allocate: (...args) => {
          calls.push(['allocate', ...args]);
          given += 64;
          return arena + given - 64;
        },
        free: (...args) => {
          calls.push(['free', ...args]);
        },
      });
      const blocks = Array.from({ length: 5 }, () => own.allocate(list));
      for (const block of blocks) own.free(list, block);
      own.delete(list);
      const extra = family === 'Ex' ? [list] : [];
      const asked = ['allocate', poolTypes[family], 48, FRED, ...extra];
      const kept = blocks.slice(0, 4).reverse();
      expect(calls).toEqual([
        ...blocks.map(() => asked),
        ['free', blocks[4], ...extra],
        ...kept.map((block) => ['free', block, ...extra]),
      ]);
    });

    it('a routine that is no function is executed as an address', () => {
      const { nt, list, allocate } = scene(arch, family, {}, 64, { allocate: 0x1000 });
      expect(nt.outcome(() => allocate(list)).kind).not.toBe('returned');
    });

    it('the list lies in memory: one that is paged faults at DISPATCH_LEVEL as the kernel’s access', () => {
      const nt = machine(arch);
      const list = nt.ExAllocatePoolWithTag(PagedPool, 128, FRED);
      const own = members(nt, family);
      own.initialize(list, 64);
      nt.KeRaiseIrql(DISPATCH_LEVEL, out(KIRQL));
      const stop = stopOf(nt.outcome(() => own.allocate(list)));
      if (family === 'Paged') expect(stop.slice(0, 3)).toEqual([0xc4, 0xe5, DISPATCH_LEVEL]);
      else expect(stop.slice(0, 4)).toEqual([0xa, list + offsets[arch].allocates, DISPATCH_LEVEL, 0]);
    });

    it('initialising twice is 0xC4/0xCA, deleting what is no list 0xC4/0xCB', () => {
      const first = scene(arch, family);
      expect(stopOf(first.nt.outcome(() => first.initialize(first.list, 64)))).toEqual([
        0xc4,
        0xca,
        first.list,
        0,
        0,
      ]);
      const second = scene(arch, family);
      second.delete(second.list);
      expect(stopOf(second.nt.outcome(() => second.delete(second.list)))).toEqual([
        0xc4,
        0xcb,
        second.list,
        0,
        0,
      ]);
      const third = scene(arch, family);
      third.delete(third.list);
      third.initialize(third.list, 64);
      expect(third.allocate(third.list)).not.toBe(0);
    });

    it('blocks without room for a link are 0xC4/0xCD', () => {
      const least = arch === 'x64' ? 8 : 4;
      const nt = machine(arch);
      const list = nt.variable(structures[family]);
      const own = members(nt, family);
      own.initialize(list, least);
      own.delete(list);
      expect(stopOf(nt.outcome(() => own.initialize(list, least - 1)))).toEqual([
        0xc4,
        0xcd,
        list,
        least - 1,
        least,
      ]);
    });

    it('freeing the memory of a live list is 0xC4/0xCC', () => {
      for (const bytes of [256, 8192]) {
        const nt = machine(arch);
        const own = members(nt, family);
        const before = nt.ExAllocatePoolWithTag(NonPagedPoolNx, 64, FRED);
        const block = nt.ExAllocatePoolWithTag(NonPagedPoolNx, bytes, FRED);
        const behind = nt.ExAllocatePoolWithTag(NonPagedPoolNx, 64, FRED);
        const list = block;
        own.initialize(list, 64);
        nt.ExFreePool(before);
        nt.ExFreePool(behind);
        const stop = stopOf(nt.outcome(() => nt.ExFreePool(block)));
        expect(stop).toEqual([0xc4, 0xcc, list, block, bytes]);
      }
    });

    it('the memory of a deleted list is freed, and pool is not watched any more', () => {
      const nt = machine(arch);
      const own = members(nt, family);
      const block = nt.ExAllocatePoolWithTag(NonPagedPoolNx, 256, FRED);
      own.initialize(block, 64);
      own.delete(block);
      nt.ExFreePool(block);
      expect(nt.debug.pool.blocks()).toEqual([]);
    });

    it('without the verifier nobody notices any of it', () => {
      const {
        nt,
        list,
        allocate,
        free,
        delete: end,
        initialize,
      } = scene(arch, family, { verifier: 'off' }, 2);
      initialize(list, 64);
      free(list, allocate(list));
      end(list);
      end(list);
      const block = nt.ExAllocatePoolWithTag(NonPagedPoolNx, 256, FRED);
      initialize(block, 64);
      nt.ExFreePool(block);
      expect(nt.debug.pool.blocks()).toEqual([]);
    });

    it('where findings are collected every call goes on', () => {
      const { nt, list, initialize, delete: end } = scene(arch, family, { onViolation: 'report' }, 2);
      initialize(list, 64);
      end(list);
      end(list);
      const block = nt.ExAllocatePoolWithTag(NonPagedPoolNx, 256, FRED);
      initialize(block, 64);
      nt.ExFreePool(block);
      initialize(block, 64);
      expect(nt.findings.map(({ rule }) => rule)).toEqual([
        'lookaside-size',
        'lookaside-initialised-twice',
        'lookaside-not-initialised',
        'lookaside-freed',
      ]);
    });

    it('links that run in a circle end with the second free of a block', () => {
      const { nt, list, allocate, free, delete: end } = scene(arch, family);
      const [first, second] = [allocate(list), allocate(list)];
      free(list, first);
      free(list, second);
      nt.memory.writePointer(first, second);
      expect(stopOf(nt.outcome(() => end(list))).slice(0, 2)).toEqual([0xc4, 0x13]);
    });

    it('a list whose routine never runs out of blocks ends at the step limit', () => {
      const {
        nt,
        list,
        allocate,
        free,
        delete: end,
      } = scene(arch, family, {}, 64, { free: () => undefined });
      const block = allocate(list);
      free(list, block);
      nt.memory.writePointer(block, block);
      expect(nt.outcome(() => end(list))).toMatchObject({ kind: 'stopped', reason: 'step-limit' });
    });

    it('a snapshot knows which lists there are', () => {
      const { nt, list, allocate, free, delete: end } = scene(arch, family);
      free(list, allocate(list));
      const before = nt.debug.fingerprints();
      const snapshot = nt.snapshot();
      end(list);
      nt.restore(snapshot);
      expect(nt.debug.fingerprints()).toEqual(before);
      end(list);
      expect(nt.debug.pool.blocks()).toEqual([]);
    });
  });

  it('Flags of the older routines are bits of the pool type', () => {
    const nt = machine(arch);
    const list = nt.variable('NPAGED_LOOKASIDE_LIST');
    nt.ExInitializeNPagedLookasideList(list, 0, 0, POOL_NX_ALLOCATION, 64, FRED, 0);
    expect(fields(nt, arch, list).type).toBe(NonPagedPoolNx);
    expect(nt.debug.pool.block(nt.ExAllocateFromNPagedLookasideList(list))?.type).toBe('NonPagedPoolNx');
  });

  it('ExInitializeLookasideListEx refuses a pool type or flags that are not valid', () => {
    const nt = machine(arch);
    const list = nt.variable('LOOKASIDE_LIST_EX');
    const make = (type: number, flags: number) =>
      nt.ExInitializeLookasideListEx(list, 0, 0, type, flags, 64, FRED, 0);
    expect(make(2, 0)).toBe(0xc000_00f2);
    expect([make(PagedPool, 3), make(PagedPool, 4)]).toEqual([0xc000_00f3, 0xc000_00f3]);
    expect(make(PagedPool, 0)).toBe(0);
  });

  it('a failure is NULL, an exception with RAISE_ON_FAIL, and NULL with FAIL_NO_RAISE, which charges quota', () => {
    const nt = machine(arch, { physicalMemory: 1024 * 1024 });
    const lists = [0, EX_LOOKASIDE_LIST_EX_FLAGS_RAISE_ON_FAIL, EX_LOOKASIDE_LIST_EX_FLAGS_FAIL_NO_RAISE].map(
      (flags) => {
        const list = nt.variable('LOOKASIDE_LIST_EX');
        expect(nt.ExInitializeLookasideListEx(list, 0, 0, PagedPool, flags, 0x100_0000, FRED, 0)).toBe(0);
        return list;
      },
    );
    const [plain, raising, quota] = lists.map((list) =>
      nt.outcome(() => nt.ExAllocateFromLookasideListEx(list)),
    );
    expect(plain).toMatchObject({ kind: 'returned', value: 0 });
    expect(raisedBy(raising!)).toBe(0xc000_009a);
    expect(quota).toMatchObject({ kind: 'returned', value: 0 });
    const charged = machine(arch);
    const list = charged.variable('LOOKASIDE_LIST_EX');
    charged.ExInitializeLookasideListEx(
      list,
      0,
      0,
      PagedPool,
      EX_LOOKASIDE_LIST_EX_FLAGS_FAIL_NO_RAISE,
      64,
      FRED,
      0,
    );
    const process = charged.startProcess();
    const block = process.run(() =>
      charged.runAs('system-call', () => charged.ExAllocateFromLookasideListEx(list)),
    );
    expect(charged.debug.pool.block(block)?.quota).toBe(true);
  });

  it('F-018: a list of paged pool that has no block asks pool for one, at pool’s level', () => {
    const nt = machine(arch);
    const list = nt.variable('LOOKASIDE_LIST_EX');
    nt.ExInitializeLookasideListEx(list, 0, 0, PagedPool, 0, 64, FRED, 0);
    const block = nt.ExAllocateFromLookasideListEx(list);
    nt.ExFreeToLookasideListEx(list, block);
    nt.memory.writeUint16(list + offsets[arch].depth, 0);
    const empty = nt.variable('LOOKASIDE_LIST_EX');
    nt.ExInitializeLookasideListEx(empty, 0, 0, PagedPool, 0, 64, FRED, 0);
    const other = nt.ExAllocatePoolWithTag(PagedPool, 64, FRED);
    const snapshot = nt.snapshot();
    const cases: [() => unknown, number[]][] = [
      [() => nt.ExAllocateFromLookasideListEx(empty), [0xc4, 0x01, DISPATCH_LEVEL, PagedPool, 64]],
      [() => nt.ExFreeToLookasideListEx(list, other), [0xc4, 0x11, DISPATCH_LEVEL, PagedPool, other]],
      [() => nt.ExAllocateFromLookasideListEx(list), [0xa, block, DISPATCH_LEVEL, 0]],
    ];
    for (const [call, wanted] of cases) {
      nt.KeRaiseIrql(DISPATCH_LEVEL, out(KIRQL));
      expect(stopOf(nt.outcome(call)).slice(0, wanted.length)).toEqual(wanted);
      nt.restore(snapshot);
    }
  });

  it('ExFlushLookasideListEx frees what is kept, and the list lives on', () => {
    const { nt, list, allocate, free, now } = scene(arch, 'Ex');
    for (const block of [allocate(list), allocate(list)]) free(list, block);
    nt.ExFlushLookasideListEx(list);
    expect(now()).toMatchObject({ kept: 0, frees: 2, freeMisses: 0 });
    expect(nt.debug.pool.blocks()).toEqual([]);
    expect(allocate(list)).not.toBe(0);
  });

  it('a list in nonpaged memory works at DISPATCH_LEVEL', () => {
    const { nt, list, allocate, free, delete: end } = scene(arch, 'NPaged');
    nt.KeRaiseIrql(DISPATCH_LEVEL, out(KIRQL));
    free(list, allocate(list));
    end(list);
    expect(nt.debug.pool.blocks()).toEqual([]);
  });

  it('a block is written by the list: its first bytes are the link', () => {
    const { nt, list, allocate, free } = scene(arch, 'NPaged');
    const [first, second] = [allocate(list), allocate(list)];
    free(list, first);
    free(list, second);
    expect(nt.memory.readPointer(second)).toBe(first);
  });
});
