import * as irqlab from 'irqlab';
import {
  DISPATCH_LEVEL,
  EXCEPTION_EXECUTE_HANDLER,
  KIRQL,
  NormalPoolPriority,
  out,
  PagedPool,
  POOL_FLAG_CACHE_ALIGNED,
  POOL_FLAG_NON_PAGED,
  POOL_FLAG_NON_PAGED_EXECUTE,
  POOL_FLAG_PAGED,
  POOL_FLAG_RAISE_ON_FAILURE,
  POOL_FLAG_RESERVED1,
  POOL_FLAG_RESERVED2,
  POOL_FLAG_RESERVED3,
  POOL_FLAG_SESSION,
  POOL_FLAG_SPECIAL_POOL,
  POOL_FLAG_UNINITIALIZED,
  POOL_FLAG_USE_QUOTA,
  routineContracts,
} from 'irqlab';
import { describe, expect, it, test } from 'vitest';
import { architectures, DERF, FRED, headerBytes, headerOf, machine, raisedBy, stopOf } from './fixture.ts';

const pools = [POOL_FLAG_NON_PAGED, POOL_FLAG_NON_PAGED_EXECUTE, POOL_FLAG_PAGED] as const;
const INSUFFICIENT = 0xc000_009a;
const INVALID = 0xc000_000d;

describe.each(architectures)('ExAllocatePool2, %s', (arch) => {
  it.each(pools)('F-001: the memory is zero unless POOL_FLAG_UNINITIALIZED is given, flags %i', (flags) => {
    for (const bytes of [1, 24, 300, 4000, 4096, 9000]) {
      const nt = machine(arch);
      const first = nt.ExAllocatePool2(flags | POOL_FLAG_UNINITIALIZED, bytes, FRED);
      nt.memory.fill(first, bytes, 0xee);
      nt.ExFreePool(first);
      const second = nt.ExAllocatePool2(flags, bytes, FRED);
      expect(second).toBe(first);
      expect(nt.memory.readBytes(second, bytes).every((byte) => byte === 0)).toBe(true);
    }
  });

  it('F-001: with POOL_FLAG_UNINITIALIZED it is what the last owner left, and no zeroes where there was none', () => {
    const nt = machine(arch);
    const neighbours = [0, 1, 2].map(() =>
      nt.ExAllocatePool2(POOL_FLAG_NON_PAGED | POOL_FLAG_UNINITIALIZED, 200, FRED),
    );
    expect(nt.memory.readBytes(neighbours[1]!, 200)).toEqual(new Uint8Array(200).fill(0xcd));
    nt.memory.fill(neighbours[1]!, 200, 0x5a);
    nt.ExFreePool(neighbours[1]!);
    const again = nt.ExAllocatePool2(POOL_FLAG_NON_PAGED | POOL_FLAG_UNINITIALIZED, 200, FRED);
    expect(again).toBe(neighbours[1]);
    // The first bytes held the links of a free list in between.
    expect(nt.memory.readBytes(again + 16, 184)).toEqual(new Uint8Array(184).fill(0x5a));
    const pages = nt.ExAllocatePool2(POOL_FLAG_PAGED | POOL_FLAG_UNINITIALIZED, 5000, FRED);
    expect(nt.memory.readUint32(pages + 4996)).toBe(0xcdcd_cdcd);
  });

  it('F-002, F-014: too little memory is NULL, or an exception with POOL_FLAG_RAISE_ON_FAILURE', () => {
    const nt = machine(arch, { physicalMemory: 2 ** 20 });
    expect(nt.ExAllocatePool2(POOL_FLAG_PAGED, 2 ** 20, FRED)).toBe(0);
    expect(nt.debug.lastFailure).toEqual({ status: INSUFFICIENT, routine: 'ExAllocatePool2' });
    const flags = POOL_FLAG_PAGED | POOL_FLAG_RAISE_ON_FAILURE;
    expect(raisedBy(nt.outcome(() => nt.ExAllocatePool2(flags, 2 ** 20, FRED)))).toBe(INSUFFICIENT);
    const code = nt.__try(
      () => nt.ExAllocatePool2(flags, -1, FRED),
      nt.__except(EXCEPTION_EXECUTE_HANDLER, () => nt.GetExceptionCode()),
    );
    expect(code).toBe(INSUFFICIENT);
    expect(nt.ExAllocatePool2(POOL_FLAG_PAGED | POOL_FLAG_USE_QUOTA, 2 ** 20, FRED)).toBe(0);
    expect(nt.debug.pool.finding()).toBeNull();
  });

  it('F-005: the tag stands in memory lowest byte first, so a dump shows derF', () => {
    const nt = machine(arch);
    const block = nt.ExAllocatePool2(POOL_FLAG_NON_PAGED, 32, FRED);
    expect(headerOf(nt, arch, block).tag).toBe(FRED);
    const bytes = nt.debug.memory.readBytes(block - headerBytes(arch) + 4, 4) ?? [];
    expect(String.fromCharCode(...bytes)).toBe('derF');
    expect(nt.debug.pool.block(block)).toMatchObject({ tag: FRED, tagText: 'derF' });
  });

  it.each([0x61, 0x6162, 0x616263, 0x7e7e7e7e, 0x20202020])('F-005: %i is a tag', (tag) => {
    const nt = machine(arch);
    expect(nt.ExAllocatePool2(POOL_FLAG_NON_PAGED, 32, tag)).not.toBe(0);
    expect(nt.findings).toEqual([]);
  });

  it.each([0x1f626364, 0x617f6263, 0x61006263, 0x61626380])(
    'F-005: %i is none: NULL and a finding (ours)',
    (tag) => {
      const nt = machine(arch);
      expect(nt.ExAllocatePool2(POOL_FLAG_NON_PAGED, 32, tag)).toBe(0);
      expect(nt.findings).toMatchObject([{ rule: 'pool-tag-characters', routine: 'ExAllocatePool2' }]);
      for (const options of [{ profile: 'observed' }, { onViolation: 'report' }] as const) {
        const other = machine(arch, options);
        expect(other.ExAllocatePool2(POOL_FLAG_NON_PAGED, 32, tag)).not.toBe(0);
        expect(other.findings).toHaveLength(1);
      }
    },
  );

  it('F-006: below a page aligned to the granule and within one page; a page or more at a page boundary', () => {
    const nt = machine(arch);
    const alignment = arch === 'x64' ? 16 : 8;
    for (let bytes = 1; bytes < 4200; bytes += bytes < 3900 ? 61 : 1) {
      const block = nt.ExAllocatePool2(POOL_FLAG_PAGED, bytes, FRED);
      const inPage = ((block % 4096) + 4096) % 4096;
      expect(inPage % alignment, `${bytes}`).toBe(0);
      if (bytes >= 4096) expect(inPage, `${bytes}`).toBe(0);
      else expect(inPage + bytes, `${bytes}`).toBeLessThanOrEqual(4096);
    }
    expect(nt.debug.pool.finding()).toBeNull();
  });

  it('F-009: each flag has its value, the ones above 32 bits may be passed over', () => {
    expect(
      [
        POOL_FLAG_USE_QUOTA,
        POOL_FLAG_UNINITIALIZED,
        POOL_FLAG_SESSION,
        POOL_FLAG_CACHE_ALIGNED,
        POOL_FLAG_RESERVED1,
        POOL_FLAG_RAISE_ON_FAILURE,
        POOL_FLAG_NON_PAGED,
        POOL_FLAG_NON_PAGED_EXECUTE,
        POOL_FLAG_PAGED,
        POOL_FLAG_SPECIAL_POOL,
      ].map(Number),
    ).toEqual([1, 2, 4, 8, 0x10, 0x20, 0x40, 0x80, 0x100, 0x1_0000_0000]);
    const nt = machine(arch);
    expect(nt.ExAllocatePool2(POOL_FLAG_NON_PAGED + POOL_FLAG_SPECIAL_POOL, 64, FRED)).not.toBe(0);
    expect(nt.ExAllocatePool2((1n << 63n) | BigInt(POOL_FLAG_PAGED), 64n, FRED)).not.toBe(0);
    expect(
      nt.debug.pool
        .blocks()
        .map(({ type }) => type)
        .sort(),
    ).toEqual(['NonPagedPoolNx', 'PagedPool']);
  });

  it('F-009: POOL_FLAG_CACHE_ALIGNED begins a block at a cache line', () => {
    const nt = machine(arch);
    for (const bytes of [1, 20, 64, 100, 3000, 4000, 4040]) {
      for (const flags of pools) {
        const block = nt.ExAllocatePool2(flags | POOL_FLAG_CACHE_ALIGNED, bytes, FRED);
        expect(Math.abs(block % 64), `${bytes}`).toBe(0);
        nt.ExAllocatePool2(flags, 24, FRED);
      }
    }
    expect(nt.debug.pool.finding()).toBeNull();
  });

  it.each([
    ['a tag of 0', POOL_FLAG_PAGED, 0],
    ['no pool', 0, FRED],
    ['two pools', POOL_FLAG_PAGED | POOL_FLAG_NON_PAGED, FRED],
    ['a reserved flag', POOL_FLAG_PAGED | POOL_FLAG_RESERVED1, FRED],
    ['another', POOL_FLAG_PAGED | POOL_FLAG_RESERVED2, FRED],
    ['a third', POOL_FLAG_PAGED | POOL_FLAG_RESERVED3, FRED],
    ['an unused required bit', POOL_FLAG_PAGED | 0x4000_0000, FRED],
  ])('BEHAVIOUR 11: %s is NULL, or an exception where one is asked for', (_, flags, tag) => {
    const nt = machine(arch);
    expect(nt.ExAllocatePool2(flags, 64, tag)).toBe(0);
    expect(nt.debug.lastFailure).toEqual({ status: INVALID, routine: 'ExAllocatePool2' });
    const raising = flags | POOL_FLAG_RAISE_ON_FAILURE;
    expect(raisedBy(nt.outcome(() => nt.ExAllocatePool2(raising, 64, tag)))).toBe(INVALID);
    expect(nt.debug.pool.blocks()).toEqual([]);
  });

  it('BEHAVIOUR 11: a size of 0 is NULL and a finding', () => {
    const nt = machine(arch);
    expect(nt.ExAllocatePool2(POOL_FLAG_PAGED, 0, FRED)).toBe(0);
    expect(nt.findings).toMatchObject([{ rule: 'pool-no-bytes', routine: 'ExAllocatePool2' }]);
    const going = machine(arch, { onViolation: 'report' });
    const block = going.ExAllocatePool2(POOL_FLAG_PAGED, 0, FRED);
    expect(going.debug.pool.block(block)).toMatchObject({ bytes: 0 });
  });

  it('F-010: NON_PAGED memory cannot be executed, NON_PAGED_EXECUTE can, PAGED only on x86', () => {
    const executes = (flags: number): boolean[] =>
      [64, 8192].map((bytes) => {
        const nt = machine(arch);
        const block = nt.ExAllocatePool2(flags, bytes, FRED);
        const outcome = nt.outcome(() => nt.memory.execute(block));
        if (outcome.kind !== 'returned') expect(stopOf(outcome)[0]).toBe(0xfc);
        return outcome.kind === 'returned';
      });
    const paged = arch === 'x86';
    expect(pools.map(executes)).toEqual([
      [false, false],
      [true, true],
      [paged, paged],
    ]);
  });

  it('the session flag is not modelled', () => {
    const nt = machine(arch);
    const flags = POOL_FLAG_PAGED | POOL_FLAG_SESSION;
    expect(nt.outcome(() => nt.ExAllocatePool2(flags, 64, FRED))).toMatchObject({
      kind: 'stopped',
      reason: 'not-modelled',
    });
  });

  it.each([
    [POOL_FLAG_PAGED, 0x01, PagedPool],
    [POOL_FLAG_NON_PAGED, 0x02, 0x200],
  ])('D-106: too high a level is the verifier’s, flags %i', (flags, subtype, type) => {
    const nt = machine(arch);
    const high = flags === POOL_FLAG_PAGED ? DISPATCH_LEVEL : DISPATCH_LEVEL + 1;
    nt.KeRaiseIrql(high, out(KIRQL));
    expect(stopOf(nt.outcome(() => nt.ExAllocatePool2(flags, 48, FRED)))).toEqual([
      0xc4,
      subtype,
      high,
      type,
      48,
    ]);
  });
});

describe('declarations', () => {
  const contractOf = (name: string) => routineContracts.find((contract) => contract.name === name);

  it('F-008: ExAllocatePool2 and 3 begin with Windows 10, version 2004', () => {
    for (const name of ['ExAllocatePool2', 'ExAllocatePool3'])
      expect(contractOf(name)?.minClient).toBe('Windows 10, version 2004');
  });

  it('F-013: the flag is called POOL_FLAG_NON_PAGED_EXECUTE; the page’s other name is none', () => {
    expect(irqlab).toHaveProperty('POOL_FLAG_NON_PAGED_EXECUTE', 0x80);
    expect(irqlab).not.toHaveProperty('POOL_FLAG_NON_PAGED_EXECUTABLE');
    expect(contractOf('ExAllocatePool2')?.remarks?.join(' ')).toContain('POOL_FLAG_NON_PAGED_EXECUTABLE');
  });

  it('F-024: the older routines say that they are deprecated', () => {
    expect(contractOf('ExAllocatePoolWithTag')?.remarks?.join(' ')).toContain(
      'Deprecated since Windows 10, version 2004',
    );
  });
});

describe.each(architectures)('ExAllocatePool3, %s', (arch) => {
  /** Writes parameters; type, whether it may be passed over, value. */
  const parametersOf = (nt: ReturnType<typeof machine>, ...all: [number, boolean, number][]): number => {
    const at = nt.variable(16 * Math.max(all.length, 1));
    all.forEach(([type, optional, value], index) => {
      nt.memory.writeUint8(at + 16 * index, type);
      nt.memory.writeUint8(at + 16 * index + 1, optional ? 1 : 0);
      nt.memory.writeUint32(at + 16 * index + 8, value);
    });
    return at;
  };

  it('F-008: without parameters it is ExAllocatePool2', () => {
    const nt = machine(arch);
    const block = nt.ExAllocatePool3(POOL_FLAG_NON_PAGED, 100, FRED, 0, 0);
    expect(nt.debug.pool.block(block)).toMatchObject({ bytes: 100, tag: FRED, type: 'NonPagedPoolNx' });
    expect(nt.ExAllocatePool3(POOL_FLAG_NON_PAGED, 100, 0, 0, 0)).toBe(0);
  });

  it('F-008: a priority refuses while memory is short; a preferred node changes nothing', () => {
    const nt = machine(arch, { physicalMemory: 2 ** 20 });
    const low = parametersOf(nt, [1, false, 0], [3, false, 0]);
    const normal = parametersOf(nt, [1, false, NormalPoolPriority]);
    const filler = nt.ExAllocatePool2(
      POOL_FLAG_NON_PAGED,
      2 ** 20 - 60_000 - nt.debug.physicalMemory.usedBytes,
      FRED,
    );
    expect(filler).not.toBe(0);
    expect(nt.ExAllocatePool3(POOL_FLAG_PAGED, 100, FRED, normal, 1)).not.toBe(0);
    expect(nt.ExAllocatePool3(POOL_FLAG_PAGED, 100, FRED, low, 2)).toBe(0);
    expect(nt.debug.lastFailure).toEqual({ status: INSUFFICIENT, routine: 'ExAllocatePool3' });
    nt.ExFreePool(filler);
    expect(nt.ExAllocatePool3(POOL_FLAG_PAGED, 100, FRED, low, 2)).not.toBe(0);
  });

  it.each([
    ['an unknown type', 7, 0],
    ['type 0', 0, 0],
    ['a priority that is none', 1, 3],
  ])('a parameter with %s fails unless it is optional (ours)', (_, type, value) => {
    const nt = machine(arch);
    expect(nt.ExAllocatePool3(POOL_FLAG_PAGED, 100, FRED, parametersOf(nt, [type, false, value]), 1)).toBe(0);
    expect(nt.debug.lastFailure?.status).toBe(INVALID);
    expect(nt.ExAllocatePool3(POOL_FLAG_PAGED, 100, FRED, parametersOf(nt, [type, true, value]), 1)).not.toBe(
      0,
    );
  });

  it('secure pool is not modelled, for ExFreePool2 neither', () => {
    for (const call of ['ExAllocatePool3', 'ExFreePool2'] as const) {
      const nt = machine(arch);
      const block = nt.ExAllocatePool2(POOL_FLAG_PAGED, 100, FRED);
      const secure = parametersOf(nt, [2, false, 0]);
      const run = () =>
        call === 'ExFreePool2'
          ? nt.ExFreePool2(block, FRED, secure, 1)
          : nt.ExAllocatePool3(POOL_FLAG_PAGED, 100, FRED, secure, 1);
      expect(nt.outcome(run)).toMatchObject({ kind: 'stopped', reason: 'not-modelled' });
    }
  });

  test('parameters that lie nowhere fault as the kernel’s access', () => {
    const nt = machine(arch);
    expect(raisedBy(nt.outcome(() => nt.ExAllocatePool3(POOL_FLAG_PAGED, 100, FRED, 0, 1)))).toBe(
      0xc000_0005,
    );
    const block = nt.ExAllocatePool2(POOL_FLAG_PAGED, 100, DERF);
    nt.ExFreePool2(block, DERF, 0, 0);
    expect(nt.debug.pool.blocks()).toEqual([]);
  });
});
