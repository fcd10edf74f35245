/** Special pool: which requests it takes, what its pages catch, what it finds when a block is freed. */
import {
  type Architecture,
  type BootOptions,
  boot,
  DISPATCH_LEVEL,
  HighPoolPrioritySpecialPoolOverrun,
  HighPoolPrioritySpecialPoolUnderrun,
  KIRQL,
  KiB,
  MiB,
  NonPagedPoolCacheAligned,
  NonPagedPoolNx,
  NotificationEvent,
  type Nt,
  out,
  PagedPool,
  POOL_FLAG_NON_PAGED,
  POOL_FLAG_PAGED,
  POOL_FLAG_SPECIAL_POOL,
  type SpecialPoolOptions,
} from 'irqlab';
import { describe, expect, it } from 'vitest';
import { specialPoolSettings } from '../../../src/kernel/special-pool/special-pool-option.ts';
import { architectures, DERF, FRED, headerBytes, machine, stopOf } from '../pool/fixture.ts';

const PAGE = 4096;
const special = (arch: Architecture, options: SpecialPoolOptions | true = true, more: BootOptions = {}): Nt =>
  machine(arch, { specialPool: options, ...more });
const inPage = (address: number): number => ((address % PAGE) + PAGE) % PAGE;
/** Whether a block has a page of its own: what special pool does, and what pool never does with a small block. */
const isSpecial = (nt: Nt, block: number): boolean => nt.debug.pool.block(block)?.totalBytes === PAGE;

describe.each(architectures)('special pool, %s', (arch) => {
  const granule = headerBytes(arch);

  describe('pages', () => {
    it('F-043: a block ends at the end of its page, and the next byte faults: 0xD6', () => {
      for (const type of [PagedPool, NonPagedPoolNx]) {
        const nt = special(arch);
        const block = nt.ExAllocatePoolWithTag(type, 64, FRED);
        expect(inPage(block)).toBe(PAGE - 64);
        nt.memory.fill(block, 64, 1);
        const write = stopOf(nt.outcome(() => nt.memory.writeUint8(block + 64, 1)));
        expect(write.slice(0, 3)).toEqual([0xd6, block + 64, 1]);
        expect(write[4]).toBe(0);
      }
    });

    it('F-043: with verify start it begins at the beginning, and the byte in front faults', () => {
      const nt = special(arch, { verify: 'start' });
      const block = nt.ExAllocatePoolWithTag(NonPagedPoolNx, 61, FRED);
      expect(inPage(block)).toBe(0);
      nt.memory.fill(block, 61, 1);
      const read = stopOf(nt.outcome(() => nt.memory.readUint8(block - 1)));
      expect(read.slice(0, 3)).toEqual([0xd6, block - 1, 0]);
    });

    it('F-043: among hundreds of live blocks each has no memory in front of its page and none behind it', () => {
      const nt = special(arch);
      for (let count = 0; count < 300; count++) {
        const block = nt.ExAllocatePoolWithTag(NonPagedPoolNx, 64, FRED);
        const page = block - inPage(block);
        const beside = [page - 1, page + PAGE].map((address) => nt.debug.memory.readUint8(address));
        expect(beside).toEqual([undefined, undefined]);
      }
      expect(nt.debug.pool.blocks().filter(({ totalBytes }) => totalBytes === PAGE)).toHaveLength(300);
    });

    it('F-006: a block is aligned as in the pools, so a size that does not fit leaves a few bytes behind it', () => {
      const nt = special(arch);
      for (let bytes = 1; bytes <= 40; bytes++) {
        const block = nt.ExAllocatePoolWithTag(PagedPool, bytes, FRED);
        expect(inPage(block) % granule).toBe(0);
        const behind = PAGE - inPage(block) - bytes;
        expect(behind).toBeGreaterThanOrEqual(0);
        expect(behind).toBeLessThan(granule);
      }
      expect(inPage(nt.ExAllocatePoolWithTag(NonPagedPoolCacheAligned, 40, FRED)) % 64).toBe(0);
    });

    it('D-103: the kernel that runs over the end for its caller is 0xCD', () => {
      const nt = special(arch);
      const block = nt.ExAllocatePoolWithTag(NonPagedPoolNx, 8, FRED);
      nt.memory.fill(block, 8, 0);
      const start = nt.outcome(() => nt.KeInitializeEvent(block, NotificationEvent, 0));
      const stop = stopOf(start);
      expect(stop[0]).toBe(0xcd);
      expect(inPage(stop[1]!)).toBe(0);
      expect(stop[2]).toBe(1);
    });

    it('D-103: a freed block is 0xD5 for a driver, 0xCC for the kernel; no handler catches it', () => {
      const scene = (): { nt: Nt; block: number } => {
        const nt = special(arch);
        const block = nt.ExAllocatePoolWithTag(NonPagedPoolNx, 64, FRED);
        nt.ExFreePoolWithTag(block, FRED);
        return { nt, block };
      };
      const first = scene();
      const guarded = () =>
        first.nt.__try(
          () => first.nt.memory.readUint32(first.block + 4),
          first.nt.__except(
            () => 1,
            () => 0,
          ),
        );
      expect(stopOf(first.nt.outcome(guarded)).slice(0, 3)).toEqual([0xd5, first.block + 4, 0]);
      const second = scene();
      const set = second.nt.outcome(() => second.nt.KeSetEvent(second.block, 0, 0));
      expect(stopOf(set)[0]).toBe(0xcc);
    });

    it('D-103: both hold at DISPATCH_LEVEL, where a page without memory is 0xD1 elsewhere', () => {
      const nt = special(arch);
      const block = nt.ExAllocatePoolWithTag(NonPagedPoolNx, 64, FRED);
      nt.KeRaiseIrql(DISPATCH_LEVEL, out(KIRQL));
      expect(stopOf(nt.outcome(() => nt.memory.readUint8(block + 64)))[0]).toBe(0xd6);
    });

    it('D-076: a live paged block at DISPATCH_LEVEL is 0xD1 all the same', () => {
      const nt = special(arch);
      const block = nt.ExAllocatePoolWithTag(PagedPool, 64, FRED);
      nt.KeRaiseIrql(DISPATCH_LEVEL, out(KIRQL));
      expect(stopOf(nt.outcome(() => nt.memory.readUint8(block)))[0]).toBe(0xd1);
    });

    it('the report names the block and who allocated and freed it', () => {
      const nt = special(arch);
      const block = nt.ExAllocatePoolWithTag(NonPagedPoolNx, 64, FRED);
      nt.ExFreePool(block);
      const outcome = nt.outcome(() => nt.memory.readUint8(block));
      expect(outcome).toMatchObject({
        kind: 'bugcheck',
        details: [expect.stringContaining('ExAllocatePoolWithTag'), expect.stringContaining('ExFreePool')],
      });
    });

    it('a page is not used again while 1,024 blocks were not freed after it', () => {
      const nt = special(arch, true, { kernelBytes: 32 * MiB });
      const first = nt.ExAllocatePoolWithTag(PagedPool, 64, FRED);
      nt.ExFreePool(first);
      const seen = new Set<number>();
      for (let time = 0; time < 1023; time++) {
        const block = nt.ExAllocatePoolWithTag(PagedPool, 64, FRED);
        seen.add(block);
        nt.ExFreePool(block);
      }
      expect([seen.size, seen.has(first)]).toEqual([1023, false]);
      expect(nt.ExAllocatePoolWithTag(PagedPool, 64, FRED)).toBe(first);
    });

    it('the pages of paged, nonpaged and executable blocks are memory of these kinds', () => {
      const nt = special(arch);
      const [paged, nonpaged] = [PagedPool, NonPagedPoolNx].map((type) =>
        nt.ExAllocatePoolWithTag(type, 64, FRED),
      );
      expect(nt.debug.pool.block(paged!)).toMatchObject({ type: 'PagedPool', tag: FRED, bytes: 64 });
      expect(nt.debug.pool.block(nonpaged!)).toMatchObject({ type: 'NonPagedPoolNx', tagText: 'derF' });
      nt.KeRaiseIrql(DISPATCH_LEVEL, out(KIRQL));
      nt.memory.writeUint32(nonpaged!, 1);
      expect(nt.memory.readUint32(nonpaged!)).toBe(1);
    });
  });

  describe('what it takes', () => {
    it('nothing unless it is asked for', () => {
      const nt = machine(arch);
      expect(isSpecial(nt, nt.ExAllocatePoolWithTag(PagedPool, 64, FRED))).toBe(false);
      expect(isSpecial(nt, nt.ExAllocatePool2(POOL_FLAG_PAGED, 64, FRED))).toBe(false);
    });

    it('F-009: POOL_FLAG_SPECIAL_POOL asks for it, as a number or a bigint', () => {
      const nt = machine(arch);
      const flags = POOL_FLAG_NON_PAGED + POOL_FLAG_SPECIAL_POOL;
      const blocks = [flags, BigInt(flags)].map((value) => nt.ExAllocatePool2(value, 64, FRED));
      for (const block of blocks) {
        expect(isSpecial(nt, block)).toBe(true);
        expect(nt.memory.readUint32(block)).toBe(0);
        nt.ExFreePool2(block, FRED, 0, 0);
      }
      expect(nt.debug.pool.blocks()).toEqual([]);
    });

    it('F-009: without a page for it the pools give the block', () => {
      const nt = machine(arch, { physicalMemory: MiB, kernelBytes: 4 * MiB });
      const small = nt.ExAllocatePoolWithTag(PagedPool, 64, FRED);
      const flags = POOL_FLAG_PAGED + POOL_FLAG_SPECIAL_POOL;
      let last = small;
      for (let count = 0; count < 300; count++) last = nt.ExAllocatePool2(flags, 64, FRED);
      expect(last).not.toBe(0);
      expect(isSpecial(nt, last)).toBe(false);
    });

    it('a priority asks for it, and says which end is verified', () => {
      const nt = machine(arch);
      const [over, under] = [HighPoolPrioritySpecialPoolOverrun, HighPoolPrioritySpecialPoolUnderrun].map(
        (priority) => nt.ExAllocatePoolWithTagPriority(NonPagedPoolNx, 64, FRED, priority),
      );
      expect([inPage(over!), inPage(under!)]).toEqual([PAGE - 64, 0]);
      expect([over, under].every((block) => isSpecial(nt, block!))).toBe(true);
    });

    it('an extended parameter asks for it too', () => {
      const nt = machine(arch);
      const parameter = nt.variable('POOL_EXTENDED_PARAMETER');
      nt.memory.writeUint8(parameter, 1); // PoolExtendedParameterPriority
      nt.memory.writeUint32(parameter + 8, HighPoolPrioritySpecialPoolUnderrun);
      const block = nt.ExAllocatePool3(POOL_FLAG_NON_PAGED, 64, FRED, parameter, 1);
      expect([isSpecial(nt, block), inPage(block)]).toEqual([true, 0]);
    });

    it('F-046: by tag, or all of them with *', () => {
      const nt = special(arch, { tag: FRED });
      expect(isSpecial(nt, nt.ExAllocatePoolWithTag(PagedPool, 64, FRED))).toBe(true);
      expect(isSpecial(nt, nt.ExAllocatePoolWithTag(PagedPool, 64, DERF))).toBe(false);
      const all = special(arch, { tag: '*' });
      expect(isSpecial(all, all.ExAllocatePoolWithTag(PagedPool, 64, DERF))).toBe(true);
    });

    // The rows that the page lists: a request's size, and the size to give.
    const sizes: [Architecture, number, number, number][] = [
      ['x86', 1, 8, 0x10],
      ['x86', 0xfe9, 0xff0, 0xff8],
      ['x64', 1, 16, 0x20],
      ['x64', 0xfd1, 0xfe0, 0xff0],
    ];
    it.each(sizes.filter(([which]) => which === arch))(
      'F-046: %s, %i to %i bytes are a block of %i bytes',
      (_, least, most, blockBytes) => {
        const nt = special(arch, { blockBytes });
        const taken = (bytes: number) => isSpecial(nt, nt.ExAllocatePoolWithTag(PagedPool, bytes, FRED));
        expect([taken(least), taken(most)]).toEqual([true, true]);
        // One byte more is a block of the next size, or behind the last row one of a whole page.
        if (least === 1) expect(taken(most + 1)).toBe(false);
        if (least > 1) expect(taken(least - 1)).toBe(false);
      },
    );

    it('a request of a page or more is left to the pools', () => {
      const nt = special(arch);
      const block = nt.ExAllocatePoolWithTag(PagedPool, 4 * KiB, FRED);
      expect(nt.debug.pool.block(block)?.bytes).toBe(4 * KiB);
      nt.memory.writeUint8(block + 4 * KiB - 1, 1);
      nt.ExFreePool(block);
      expect(nt.debug.pool.blocks()).toEqual([]);
    });
  });

  describe('when a block is freed', () => {
    // Verify, bytes, offset of the change, value; subtype. The pattern is 0x9e.
    const damages: ['end' | 'start', number, number, number, number, string][] = [
      ['end', 64, -1, 0x00, 0x23, 'D-104, F-047: the byte in front'],
      ['end', 64, 64 - PAGE, 0x00, 0x23, 'F-047: the first byte of the page'],
      ['end', 61, 61, 0x00, 0x24, 'D-104: a byte behind a block of an odd size'],
      ['start', 61, 61, 0x00, 0x23, 'F-047: a byte behind'],
      ['start', 64, PAGE - 1, 0x00, 0x23, 'F-047: the last byte of the page'],
      ['end', 64, -9, 0x9f, 0x32, 'D-104: a single bit'],
      ['end', 64, -9, 0x9d, 0x23, 'two bits are no single bit'],
    ];
    it.each(damages)('verify %s, %i bytes: a change at %i to %i is 0xC1/%i (%s)', (...row) => {
      const [verify, bytes, at, value, subtype] = row;
      const nt = special(arch, { verify });
      const block = nt.ExAllocatePoolWithTag(NonPagedPoolNx, bytes, FRED);
      nt.memory.writeUint8(block + at, value);
      const stop = stopOf(nt.outcome(() => nt.ExFreePoolWithTag(block, FRED)));
      expect(stop).toEqual([0xc1, block, block + at, 0, subtype]);
    });

    it('two single bits are near bytes', () => {
      const nt = special(arch);
      const block = nt.ExAllocatePoolWithTag(NonPagedPoolNx, 64, FRED);
      for (const at of [-9, -17]) nt.memory.writeUint8(block + at, 0x9f);
      expect(stopOf(nt.outcome(() => nt.ExFreePool(block)))).toEqual([0xc1, block, block - 17, 0, 0x23]);
    });

    it('F-047: every byte of an intact block may be written, and it is freed', () => {
      for (const verify of ['end', 'start'] as const) {
        for (const bytes of [1, 7, 16, 100, 0xfd0]) {
          const nt = special(arch, { verify });
          const block = nt.ExAllocatePoolWithTag(PagedPool, bytes, FRED);
          nt.memory.fill(block, bytes, 0);
          nt.ExFreePoolWithTag(block, FRED);
          expect(nt.debug.pool.blocks()).toEqual([]);
        }
      }
    });

    it('D-104: a second free is 0xC1/0x20, the inside of a block 0x21, the page behind it 0x22', () => {
      const cases: [(nt: Nt, block: number) => number, number, number][] = [
        [
          (nt, block) => {
            nt.ExFreePool(block);
            return block;
          },
          0x20,
          0,
        ],
        [(_, block) => block + granule, 0x21, 64],
        [(_, block) => block + 64, 0x22, 64],
      ];
      for (const [prepare, subtype, bytes] of cases) {
        const nt = special(arch);
        const block = nt.ExAllocatePoolWithTag(PagedPool, 64, FRED);
        const address = prepare(nt, block);
        const stop = stopOf(nt.outcome(() => nt.ExFreePool(address)));
        expect(stop).toEqual([0xc1, address, bytes, 0, subtype]);
      }
    });

    it('F-034: the tag must be that of the block', () => {
      const nt = special(arch);
      const block = nt.ExAllocatePoolWithTag(PagedPool, 64, FRED);
      expect(stopOf(nt.outcome(() => nt.ExFreePoolWithTag(block, DERF)))).toEqual([
        0xc2,
        0x0a,
        block,
        FRED,
        DERF,
      ]);
    });

    it('D-104: at a wrong level 0xC1/0x30 and 0x31 without the verifier, with it 0xC4', () => {
      const rows: ['on' | 'off', number[], number[]][] = [
        ['off', [0xc1, DISPATCH_LEVEL, 1, 64, 0x30], [0xc1, DISPATCH_LEVEL, 1, 0, 0x31]],
        ['on', [0xc4, 0x01, DISPATCH_LEVEL, 1, 64], [0xc4, 0x11, DISPATCH_LEVEL, 1, 0]],
      ];
      for (const [verifier, allocate, free] of rows) {
        const first = special(arch, true, { verifier });
        first.KeRaiseIrql(DISPATCH_LEVEL, out(KIRQL));
        expect(stopOf(first.outcome(() => first.ExAllocatePoolWithTag(PagedPool, 64, FRED)))).toEqual(
          allocate,
        );
        const second = special(arch, true, { verifier });
        const block = second.ExAllocatePoolWithTag(PagedPool, 64, FRED);
        second.KeRaiseIrql(DISPATCH_LEVEL, out(KIRQL));
        const wanted = free.map((value, at) => (value === 0 && at > 2 ? block : value));
        expect(stopOf(second.outcome(() => second.ExFreePool(block)))).toEqual(wanted);
      }
      const high = special(arch, true, { verifier: 'off' });
      high.KeRaiseIrql(DISPATCH_LEVEL + 1, out(KIRQL));
      const stop = stopOf(high.outcome(() => high.ExAllocatePoolWithTag(NonPagedPoolNx, 64, FRED)));
      expect(stop).toEqual([0xc1, DISPATCH_LEVEL + 1, 0x200, 64, 0x30]);
    });
  });

  it('where findings are collected, damage is reported and the block is freed', () => {
    const nt = special(arch, true, { onViolation: 'report' });
    const block = nt.ExAllocatePoolWithTag(PagedPool, 64, FRED);
    nt.memory.writeUint8(block - 1, 0);
    nt.ExFreePoolWithTag(block, DERF);
    nt.ExFreePool(block);
    expect(nt.findings.map(({ rule }) => rule)).toEqual([
      'special-pool-pattern',
      'pool-wrong-tag',
      'special-pool-free',
    ]);
    expect(nt.debug.pool.blocks()).toEqual([]);
  });

  it('a listener sees both calls, and ExQueryPoolBlockSize knows the block', () => {
    const nt = special(arch);
    let block = 0;
    const seen = nt.events.record(() => {
      block = nt.ExAllocatePoolWithTag(PagedPool, 61, FRED);
      nt.ExFreePool(block);
    });
    expect(seen.filter(({ kind }) => kind === 'allocate' || kind === 'free')).toMatchObject([
      { kind: 'allocate', address: block, bytes: 61, tag: FRED },
      { kind: 'free', address: block },
    ]);
    const charged = nt.variable(16);
    const other = nt.ExAllocatePoolWithTag(PagedPool, 61, FRED);
    expect(nt.ExQueryPoolBlockSize(other, charged)).toBe(64);
  });

  it('a snapshot brings blocks, freed pages and patterns back', () => {
    const nt = special(arch);
    const [kept, freed] = [64, 32].map((bytes) => nt.ExAllocatePoolWithTag(NonPagedPoolNx, bytes, FRED));
    nt.ExFreePool(freed!);
    const before = nt.debug.fingerprints();
    const blocks = nt.debug.pool.blocks();
    const snapshot = nt.snapshot();
    nt.ExFreePool(kept!);
    const next = nt.ExAllocatePoolWithTag(NonPagedPoolNx, 16, FRED);
    nt.restore(snapshot);
    expect(nt.debug.fingerprints()).toEqual(before);
    expect(nt.debug.pool.blocks()).toEqual(blocks);
    expect(nt.ExAllocatePoolWithTag(NonPagedPoolNx, 16, FRED)).toBe(next);
    nt.ExFreePool(kept!);
    expect(stopOf(nt.outcome(() => nt.memory.readUint8(freed!)))[0]).toBe(0xd5);
  });
});

describe('the boot option', () => {
  it('refuses what means nothing', () => {
    const bad: [SpecialPoolOptions, typeof TypeError | typeof RangeError][] = [
      [{ verify: 'middle' as 'end' }, TypeError],
      [{ tag: 1, blockBytes: 32 }, TypeError],
      [{ tag: 0 }, RangeError],
      [{ tag: 2 ** 32 }, RangeError],
      [{ blockBytes: 0 }, RangeError],
      [{ blockBytes: 1.5 }, RangeError],
    ];
    for (const [specialPool, error] of bad) expect(() => boot({ specialPool })).toThrow(error);
  });

  it('has its defaults', () => {
    expect(specialPoolSettings(true)).toEqual({ tag: null, blockBytes: null, verify: 'end', chosen: true });
    expect(specialPoolSettings(false).chosen).toBe(false);
    expect(specialPoolSettings({ tag: '*' })).toEqual(specialPoolSettings(true));
  });
});
