import {
  APC_LEVEL,
  DISPATCH_LEVEL,
  HEAP_GROWABLE,
  KIRQL,
  NonPagedPool,
  NonPagedPoolNx,
  type Nt,
  out,
  PagedPool,
  POOL_FLAG_NON_PAGED,
} from 'irqlab';
import { describe, expect, it, test } from 'vitest';
import { architectures, DERF, FRED, headerBytes, machine, stopOf } from './fixture.ts';

const frees: [string, (nt: Nt, block: number, tag: number) => void][] = [
  ['ExFreePoolWithTag', (nt, block, tag) => nt.ExFreePoolWithTag(block, tag)],
  ['ExFreePool2', (nt, block, tag) => nt.ExFreePool2(block, tag, 0, 0)],
];

describe.each(architectures)('freeing pool, %s', (arch) => {
  const off = (nt = machine(arch, { verifier: 'off' })) => nt;
  /** What a free of an address is, with and without the verifier, each on a machine that `make` prepares. */
  const both = (make: (nt: Nt) => number): { on: number[]; off: number[]; address: number } => {
    let address = 0;
    const [on, without] = (['on', 'off'] as const).map((verifier) => {
      const nt = machine(arch, { verifier });
      address = make(nt);
      return stopOf(nt.outcome(() => nt.ExFreePool(address)));
    });
    return { on: on!, off: without!, address };
  };

  test('program g: Fred is 46726564, zeroed and aligned; freed as derF, and freed twice', () => {
    const nt = machine(arch);
    const block = nt.ExAllocatePool2(POOL_FLAG_NON_PAGED, 100, FRED);
    expect(nt.debug.pool.block(block)?.tag.toString(16)).toBe('46726564');
    expect(nt.memory.readBytes(block, 100).every((byte) => byte === 0)).toBe(true);
    expect(Math.abs(block % headerBytes(arch))).toBe(0);
    expect(stopOf(nt.outcome(() => nt.ExFreePoolWithTag(block, DERF)))).toEqual([
      0xc2,
      0x0a,
      block,
      FRED,
      DERF,
    ]);
    const twice = (verifier: 'on' | 'off') => {
      const other = machine(arch, { verifier });
      const again = other.ExAllocatePool2(POOL_FLAG_NON_PAGED, 100, FRED);
      other.ExFreePoolWithTag(again, FRED);
      return stopOf(other.outcome(() => other.ExFreePoolWithTag(again, FRED))).slice(0, 2);
    };
    expect([twice('on'), twice('off')]).toEqual([
      [0xc4, 0x13],
      [0xc2, 0x07],
    ]);
  });

  it.each(frees)('F-034: %s compares the tag, unless it is 0', (_, free) => {
    for (const verifier of ['on', 'off'] as const) {
      for (const bytes of [60, 6000]) {
        const nt = machine(arch, { verifier });
        const blocks = [0, 1].map(() => nt.ExAllocatePoolWithTag(PagedPool, bytes, FRED));
        free(nt, blocks[0]!, 0);
        const outcome = nt.outcome(() => free(nt, blocks[1]!, DERF));
        expect(stopOf(outcome)).toEqual([0xc2, 0x0a, blocks[1], FRED, DERF]);
        expect(outcome).toMatchObject({ provenance: 'documented' });
      }
    }
    const nt = machine(arch, { onViolation: 'report' });
    free(nt, nt.ExAllocatePoolWithTag(PagedPool, 60, FRED), DERF);
    expect(nt.findings).toMatchObject([{ rule: 'pool-wrong-tag' }]);
    expect(nt.debug.pool.blocks()).toEqual([]);
  });

  it('F-034: ExFreePool compares no tag', () => {
    const nt = machine(arch);
    for (const bytes of [60, 6000]) nt.ExFreePool(nt.ExAllocatePoolWithTag(PagedPool, bytes, FRED));
    expect(nt.debug.pool.blocks()).toEqual([]);
  });

  it.each([
    ['alone in its page', 0, 100],
    ['between live neighbours', 1, 100],
    ['of whole pages', 1, 9000],
    ['whose page was given back', 2, 3000],
  ])('F-035, D-106: a second free of a block %s', (_, neighbours, bytes) => {
    for (const type of [NonPagedPoolNx, PagedPool]) {
      const {
        on,
        off: without,
        address,
      } = both((nt) => {
        const before = Array.from({ length: neighbours }, () => nt.ExAllocatePoolWithTag(type, bytes, FRED));
        const block = nt.ExAllocatePoolWithTag(type, bytes, FRED);
        const behind = nt.ExAllocatePoolWithTag(type, bytes, FRED);
        nt.ExFreePoolWithTag(block, FRED);
        if (neighbours !== 1) for (const other of [...before, behind]) nt.ExFreePool(other);
        return block;
      });
      expect(on.slice(0, 3)).toEqual([0xc4, 0x13, address]);
      expect(without).toEqual([0xc2, 0x07, 0, 0, address]);
    }
  });

  it('F-035: the report of a second free says who allocated and who freed', () => {
    const nt = machine(arch);
    const block = nt.ExAllocatePoolWithTag(PagedPool, 100, FRED);
    nt.ExFreePool(block);
    const outcome = nt.outcome(() => nt.ExFreePoolWithTag(block, FRED));
    if (outcome.kind !== 'bugcheck') throw new Error(outcome.kind);
    expect(outcome.details.join('\n')).toMatch(
      /allocated by nt!ExAllocatePoolWithTag.*\n.*freed before by nt!ExFreePool /s,
    );
    expect(outcome.callStack[0]).toBe('nt!ExFreePoolWithTag');
  });

  it('F-035: a block that was given out anew is no double free', () => {
    const nt = machine(arch);
    const keep = nt.ExAllocatePoolWithTag(PagedPool, 100, FRED);
    const first = nt.ExAllocatePoolWithTag(PagedPool, 100, FRED);
    nt.ExFreePool(first);
    expect(nt.ExAllocatePoolWithTag(PagedPool, 100, FRED)).toBe(first);
    nt.ExFreePool(first);
    nt.ExFreePool(keep);
    expect(nt.debug.pool.blocks()).toEqual([]);
  });

  it('F-035, D-106: the free block behind the last one, never given out, is 0xC2/0x06 and 0xC4/0x14', () => {
    const {
      on,
      off: without,
      address,
    } = both((nt) => {
      const block = nt.ExAllocatePoolWithTag(PagedPool, 32, FRED);
      return block + (nt.debug.pool.block(block)?.totalBytes ?? 0);
    });
    const header = address - headerBytes(arch);
    expect(on).toEqual([0xc4, 0x14, header, 0, 0]);
    expect(without).toEqual([0xc2, 0x06, 0, header, 0]);
  });

  describe('F-037: an address that is no block', () => {
    const small = (type: number) => (nt: Nt) => nt.ExAllocatePoolWithTag(type, 300, FRED);
    const big = (type: number) => (nt: Nt) => nt.ExAllocatePoolWithTag(type, 9000, FRED);
    const page = (address: number) => Math.floor(address / 4096) * 4096;
    /** A block of a pool is freed and another one made, so that a page of it has no memory or is free. */
    const freedPages = (type: number, bytes: number) => (nt: Nt) => {
      nt.ExAllocatePoolWithTag(type, bytes, FRED);
      const second = nt.ExAllocatePoolWithTag(type, bytes, FRED);
      nt.ExAllocatePoolWithTag(type, bytes, FRED);
      nt.ExFreePool(second);
      return second;
    };
    const variableAfter = (nt: Nt): number => {
      small(PagedPool)(nt);
      return nt.variable('KEVENT');
    };
    const rows: [string, number, number, (nt: Nt) => number][] = [
      ['NULL', 0x46, 0x16, () => 0],
      ['a user address', 0x40, 0x16, (nt) => nt.reserve({ bytes: 4096, commit: 4096 })],
      [
        'a block of an Rtl heap',
        0x40,
        0x16,
        (nt) => nt.RtlAllocateHeap(nt.RtlCreateHeap(HEAP_GROWABLE, 0, 0, 0, 0, 0), 0, 40),
      ],
      ['no memory at all', 0x42, 0x16, (nt) => small(PagedPool)(nt) + 0x80_0000],
      ['a variable of the driver', 0x43, 0x16, variableAfter],
      ['the first byte of a page of small blocks', 0x46, 0x10, (nt) => page(small(PagedPool)(nt))],
      ['the middle of a block', 0x99, 0x10, (nt) => small(PagedPool)(nt) + 64],
      ['an address that no block can have', 0x99, 0x10, (nt) => small(NonPagedPoolNx)(nt) + 3],
      ['pages inside of a nonpaged block', 0x44, 0x10, (nt) => big(NonPagedPoolNx)(nt) + 4096],
      ['the middle of its first page', 0x44, 0x10, (nt) => big(NonPagedPool)(nt) + 64],
      ['pages inside of a paged block', 0x4_1286, 0x10, (nt) => big(PagedPool)(nt) + 4096],
      ['free pages of nonpaged pool', 0x47, 0x10, (nt) => freedPages(NonPagedPoolNx, 9000)(nt) + 4096],
      ['nonpaged pool without memory', 0x41, 0x10, (nt) => page(small(NonPagedPool)(nt)) + 0x20_000],
      ['paged pool without memory', 0x48, 0x10, (nt) => page(small(PagedPool)(nt)) + 0x20_000],
    ];
    it.each(rows)('%s: 0xC2/%i, 0xC4/%i with the verifier', (_, subtype, verified, make) => {
      const { on, off: without, address } = both(make);
      expect(without).toEqual([0xc2, subtype, address, 0, 0]);
      expect(on).toEqual([0xc4, verified, address, 0, 0]);
    });

    it('paged pool without memory, not at a page boundary, with its offset in pages: 0xC2/0x50', () => {
      const { off: without, address } = both((nt) => page(small(PagedPool)(nt)) + 0x20_010);
      expect(without).toEqual([0xc2, 0x50, address, 0x20, 0]);
    });

    it('before anything was allocated it is no pool', () => {
      const nt = off();
      const address = nt.variable(64);
      expect(stopOf(nt.outcome(() => nt.ExFreePool(address))).slice(0, 2)).toEqual([0xc2, 0x42]);
    });

    it('a value that is no address', () => {
      if (arch === 'x86') return;
      const nt = off();
      nt.ExAllocatePoolWithTag(PagedPool, 40, FRED);
      const cell = nt.variable(8);
      nt.memory.writeBigUint64(cell, 0x1234_5678_9abc_def0n);
      const value = nt.memory.readPointer(cell);
      expect(stopOf(nt.outcome(() => nt.ExFreePool(value))).slice(0, 3)).toEqual([0xc2, 0x42, value]);
    });

    it('the report names the block that holds the address; a reported one leaves the pool as it was', () => {
      const nt = machine(arch);
      const block = nt.ExAllocatePoolWithTag(PagedPool, 300, FRED);
      const outcome = nt.outcome(() => nt.ExFreePool(block + 64));
      if (outcome.kind !== 'bugcheck') throw new Error(outcome.kind);
      expect(outcome.details.join('\n')).toContain('300 bytes of PagedPool');
      const other = machine(arch, { onViolation: 'report' });
      const kept = other.ExAllocatePoolWithTag(PagedPool, 300, FRED);
      for (const address of [0, kept + 64, kept + 3]) other.ExFreePool(address);
      expect(other.findings).toHaveLength(3);
      expect(other.debug.pool.blocks()).toHaveLength(1);
      expect(other.debug.pool.finding()).toBeNull();
    });
  });

  it.each([
    [PagedPool, DISPATCH_LEVEL, 0x11],
    [PagedPool, DISPATCH_LEVEL + 2, 0x11],
    [NonPagedPoolNx, DISPATCH_LEVEL + 1, 0x12],
    [NonPagedPool, DISPATCH_LEVEL + 1, 0x12],
  ])('D-106: freeing type %i at level %i', (type, level, subtype) => {
    for (const bytes of [50, 5000]) {
      const nt = machine(arch);
      const block = nt.ExAllocatePoolWithTag(type, bytes, FRED);
      nt.KeRaiseIrql(level, out(KIRQL));
      expect(stopOf(nt.outcome(() => nt.ExFreePool(block)))).toEqual([0xc4, subtype, level, type, block]);
      const without = off();
      const other = without.ExAllocatePoolWithTag(type, bytes, FRED);
      without.KeRaiseIrql(level, out(KIRQL));
      expect(stopOf(without.outcome(() => without.ExFreePoolWithTag(other, FRED)))).toEqual([
        0xc2,
        0x09,
        level,
        type,
        other,
      ]);
    }
  });

  it('nonpaged pool is freed at DISPATCH_LEVEL, paged pool at APC_LEVEL', () => {
    const nt = machine(arch);
    const [paged, nonpaged] = [PagedPool, NonPagedPoolNx].map((type) =>
      nt.ExAllocatePoolWithTag(type, 50, FRED),
    );
    nt.KeRaiseIrql(APC_LEVEL, out(KIRQL));
    nt.ExFreePool(paged!);
    nt.KeRaiseIrql(DISPATCH_LEVEL, out(KIRQL));
    nt.ExFreePool(nonpaged!);
    expect(nt.debug.pool.blocks()).toEqual([]);
  });

  it('D-076: paged pool touched at DISPATCH_LEVEL is a bug check every time, nonpaged pool is not', () => {
    for (const bytes of [100, 8192]) {
      const nt = machine(arch);
      const [paged, nonpaged] = [PagedPool, NonPagedPoolNx].map((type) =>
        nt.ExAllocatePoolWithTag(type, bytes, FRED),
      );
      nt.memory.fill(paged!, bytes, 1);
      nt.KeRaiseIrql(DISPATCH_LEVEL, out(KIRQL));
      nt.memory.fill(nonpaged!, bytes, 1);
      const start = nt.outcome(() => nt.memory.writeUint32(paged! + 8, 1));
      expect(stopOf(start).slice(0, 4)).toEqual([0xd1, paged! + 8, DISPATCH_LEVEL, 1]);
    }
  });

  it('E-105: a guarded body does not catch it', () => {
    const nt = machine(arch);
    const paged = nt.ExAllocatePoolWithTag(PagedPool, 100, FRED);
    nt.KeRaiseIrql(DISPATCH_LEVEL, out(KIRQL));
    const guarded = () =>
      nt.__try(
        () => nt.memory.readUint32(paged),
        nt.__except(
          () => 1,
          () => 0,
        ),
      );
    expect(stopOf(nt.outcome(guarded)).slice(0, 4)).toEqual([0xd1, paged, DISPATCH_LEVEL, 0]);
  });
});

describe('events', () => {
  it('a listener sees blocks and tags; the calls take the long way and do the same', () => {
    const nt = machine('x64');
    const seen = nt.events.record(() => {
      const block = nt.ExAllocatePoolWithTag(PagedPool, 100, FRED);
      nt.ExFreePool(block);
    });
    const address = seen.find(({ kind }) => kind === 'allocate');
    expect(seen.filter(({ kind }) => kind === 'allocate' || kind === 'free')).toMatchObject([
      { kind: 'allocate', heap: 0, bytes: 100, tag: FRED },
      { kind: 'free', heap: 0, address: (address as { address: number }).address },
    ]);
    expect(nt.debug.pool.blocks()).toEqual([]);
    expect(nt.debug.pool.finding()).toBeNull();
  });
});
