/** Real damage by guest writes, and where it is noticed. */
import { type Architecture, NonPagedPool, NonPagedPoolNx, type Nt, type Outcome, PagedPool } from 'irqlab';
import { describe, expect, it, test } from 'vitest';
import { architectures, FRED, headerBytes, headerOf, headerWord, machine, stopOf } from './fixture.ts';

const types = [
  ['nonpaged', NonPagedPoolNx],
  ['executable', NonPagedPool],
  ['paged', PagedPool],
] as const;

/** Bytes of the payload of each block. */
const BYTES = 64;

/** Blocks in a row, of which one is to be damaged; each knows the next header behind it. */
function row(nt: Nt, type: number, count = 5): number[] {
  const blocks = Array.from({ length: count }, () => nt.ExAllocatePoolWithTag(type, BYTES, FRED));
  const step = blocks[1]! - blocks[0]!;
  expect(blocks.map((block) => block - blocks[0]!)).toEqual(blocks.map((_, at) => at * step));
  return blocks;
}

type Fields = ReturnType<typeof headerOf>;

/** Writes a header anew with some fields changed. */
function spoil(nt: Nt, arch: Architecture, block: number, change: Partial<Fields>): void {
  const fields = { ...headerOf(nt, arch, block), ...change };
  nt.memory.writeUint32(fields.at, headerWord(arch, fields));
}

const code = (outcome: Outcome<unknown>): number[] => stopOf(outcome).slice(0, 2);

describe.each(architectures)('%s', (arch) => {
  describe.each(types)('%s pool', (_, type) => {
    const scene = (options = {}) => {
      const nt = machine(arch, options);
      return { nt, blocks: row(nt, type) };
    };

    it.each(['on', 'off'] as const)(
      'F-038: an overrun is noticed when the block is freed, verifier %s',
      (verifier) => {
        const { nt, blocks } = scene({ verifier });
        const [, victim, next] = blocks;
        nt.memory.fill(victim!, BYTES + 4, 0x41);
        const header = headerBytes(arch);
        const outcome = nt.outcome(() => nt.ExFreePool(victim!));
        expect(stopOf(outcome).slice(0, 4)).toEqual([0x19, 0x20, victim! - header, next! - header]);
        if (outcome.kind !== 'bugcheck') throw new Error();
        expect(outcome.details.join('\n')).toMatch(
          /the block: .*64 bytes .*allocated by nt!ExAllocatePoolWithTag/,
        );
        expect(outcome.details.join('\n')).toMatch(/behind: /);
      },
    );

    it('F-038: it is noticed as well when the neighbour is freed', () => {
      const { nt, blocks } = scene();
      nt.memory.fill(blocks[1]!, BYTES + 4, 0x41);
      expect(code(nt.outcome(() => nt.ExFreePool(blocks[2]!)))[0]).toBe(0x19);
    });

    it('F-038: an underrun damages the block’s own header', () => {
      const { nt, blocks } = scene();
      nt.memory.writeUint32(blocks[1]! - headerBytes(arch), 0);
      expect(code(nt.outcome(() => nt.ExFreePool(blocks[1]!)))).toEqual([0x19, 0x08]);
    });

    const own: [string, Partial<Fields>, number, number][] = [
      ['BlockSize 0', { blockSize: 0 }, 0x19, 0x08],
      ['BlockSize beyond the page', { blockSize: arch === 'x64' ? 255 : 511 }, 0x19, 0x09],
      ['another BlockSize', { blockSize: 3 }, 0x19, 0x07],
      ['PreviousSize beyond the page', { previousSize: 200 }, 0x19, 0x06],
      ['another PreviousSize', { previousSize: 1 }, 0x19, 0x05],
      ['PreviousSize 0 in the middle', { previousSize: 0 }, 0x19, 0x05],
      ['PoolType free', { poolType: 0 }, 0xc2, 0x01],
      ['another PoolType', { poolType: 0x33 }, 0xc2, 0x02],
      ['a quota bit that is not ours', { poolType: 8 | (type === PagedPool ? 2 : 1) }, 0xc2, 0x02],
      ['another PoolIndex', { poolIndex: 0x5 }, 0xc2, 0x04],
    ];
    it.each(own)('F-038: %s of a live block is seen at its free', (_name, change, bugCheck, subtype) => {
      const { nt, blocks } = scene();
      spoil(nt, arch, blocks[1]!, change);
      expect(code(nt.outcome(() => nt.ExFreePoolWithTag(blocks[1]!, FRED)))).toEqual([bugCheck, subtype]);
    });

    const freed: [string, Partial<Fields>, number, number][] = [
      ['PreviousSize', { previousSize: 1 }, 0x0d, 0x20],
      ['BlockSize', { blockSize: 3 }, 0x0e, 0x24],
      ['PoolType', { poolType: 1 }, 0x0f, 0x25],
      ['PoolIndex', { poolIndex: 0x6 }, 0x0f, 0x25],
    ];
    it.each(freed)(
      'F-038: %s of a free block, changed after the free',
      (_name, change, atAllocate, atMerge) => {
        const allocating = scene();
        allocating.nt.ExFreePool(allocating.blocks[1]!);
        spoil(allocating.nt, arch, allocating.blocks[1]!, change);
        const again = allocating.nt.outcome(() => allocating.nt.ExAllocatePoolWithTag(type, BYTES, FRED));
        expect(code(again)).toEqual([0x19, atAllocate]);
        // The block in front is freed and would be merged with it.
        const merging = scene();
        merging.nt.ExFreePool(merging.blocks[2]!);
        spoil(merging.nt, arch, merging.blocks[2]!, change);
        expect(code(merging.nt.outcome(() => merging.nt.ExFreePool(merging.blocks[1]!)))).toEqual([
          0x19,
          atMerge,
        ]);
      },
    );

    it('F-038: PreviousSize of a free block in front is 0x23 when the block behind it is freed', () => {
      const { nt, blocks } = scene();
      nt.ExFreePool(blocks[1]!);
      spoil(nt, arch, blocks[1]!, { previousSize: 1 });
      expect(code(nt.outcome(() => nt.ExFreePool(blocks[2]!)))).toEqual([0x19, 0x23]);
    });

    it('F-038: links of a free block that contradict their neighbours are 0x03', () => {
      const pointer = arch === 'x64' ? 8 : 4;
      for (const at of [0, pointer]) {
        for (const call of ['allocate', 'free'] as const) {
          const { nt, blocks } = scene();
          nt.ExFreePool(blocks[1]!);
          nt.memory.writePointer(blocks[1]! + at, blocks[3]!);
          const outcome = nt.outcome(() =>
            call === 'allocate' ? nt.ExAllocatePoolWithTag(type, BYTES, FRED) : nt.ExFreePool(blocks[2]!),
          );
          expect(stopOf(outcome).slice(0, 3)).toEqual([0x19, 0x03, blocks[1]]);
        }
      }
    });

    it('F-038: a list whose first entry was damaged is seen when another block is put in front', () => {
      const { nt, blocks } = scene();
      nt.ExFreePool(blocks[1]!);
      nt.memory.writePointer(blocks[1]! + (arch === 'x64' ? 8 : 4), blocks[3]!);
      expect(code(nt.outcome(() => nt.ExFreePool(blocks[3]!)))).toEqual([0x19, 0x03]);
    });

    it('D-105: a link that points at no memory is 0xC5, with the address, the level and a read', () => {
      const pointer = arch === 'x64' ? 8 : 4;
      const wild = arch === 'x64' ? -0x5fff_0000_0000 : 0x8ff0_0000;
      for (const [at, read] of [
        [0, wild + pointer],
        [pointer, wild],
      ] as const) {
        const { nt, blocks } = scene();
        nt.ExFreePool(blocks[1]!);
        nt.memory.writePointer(blocks[1]! + at, wild);
        const outcome = nt.outcome(() => nt.ExAllocatePoolWithTag(type, BYTES, FRED));
        expect(stopOf(outcome).slice(0, 4)).toEqual([0xc5, read, 2, 0]);
        expect(nt.debug.symbolOf(stopOf(outcome)[4]!)).toBe('nt!ExAllocatePoolWithTag');
      }
    });

    test('the tag in a header is the one that counts', () => {
      const { nt, blocks } = scene();
      nt.memory.writeUint32(blocks[1]! - headerBytes(arch) + 4, 0x58585858);
      expect(stopOf(nt.outcome(() => nt.ExFreePoolWithTag(blocks[1]!, FRED)))).toEqual([
        0xc2,
        0x0a,
        blocks[1],
        0x58585858,
        FRED,
      ]);
    });

    it('where findings are collected the pool mends itself and goes on', () => {
      const { nt, blocks } = scene({ onViolation: 'report' });
      const pointer = arch === 'x64' ? 8 : 4;
      nt.ExFreePool(blocks[3]!);
      nt.memory.writePointer(blocks[3]! + pointer, 0x1234);
      nt.memory.fill(blocks[0]!, BYTES + 4, 0x41);
      nt.ExFreePool(blocks[1]!);
      expect(nt.findings.map(({ rule }) => rule)).toContain('pool-header');
      expect(nt.debug.pool.finding()).toBeNull();
      for (const block of [blocks[0]!, blocks[2]!, blocks[4]!]) nt.ExFreePool(block);
      expect(nt.debug.pool.blocks()).toEqual([]);
      expect(nt.debug.pool.finding()).toBeNull();
      expect(new Set(nt.findings.map(({ rule }) => rule))).toEqual(new Set(['pool-header']));
    });

    it('F-038: bytes behind a block of whole pages are 0x21', () => {
      const nt = machine(arch);
      const bytes = 5000;
      const block = nt.ExAllocatePoolWithTag(type, bytes, FRED);
      nt.memory.writeUint8(block + bytes + 3, 0x41);
      expect(stopOf(nt.outcome(() => nt.ExFreePool(block)))).toEqual([0x19, 0x21, block, bytes, 0x41]);
      const exact = machine(arch);
      const page = exact.ExAllocatePoolWithTag(type, 4096, FRED);
      exact.memory.fill(page, 4096, 0x41);
      exact.ExFreePool(page);
      const near = machine(arch);
      const tight = near.ExAllocatePoolWithTag(type, 4095, FRED);
      near.memory.fill(tight, 4096, 0x41);
      expect(stopOf(near.outcome(() => near.ExFreePool(tight)))).toEqual([0x19, 0x21, tight, 4095, 0x41]);
    });
  });

  describe('free pages of nonpaged pool', () => {
    const scene = (options = {}) => {
      const nt = machine(arch, options);
      const [, first, , second] = [0, 1, 2, 3, 4].map(() =>
        nt.ExAllocatePoolWithTag(NonPagedPoolNx, 8192, FRED),
      );
      for (const block of [first!, second!]) nt.ExFreePool(block);
      return { nt, first: first!, second: second! };
    };
    const pointer = arch === 'x64' ? 8 : 4;

    it('D-105: a write to a freed block that hits the links in its pages is 0xD0', () => {
      const wild = arch === 'x64' ? -0x5fff_0000_0000 : 0x8ff0_0000;
      for (const [at, read] of [
        [0, wild + pointer],
        [pointer, wild],
      ] as const) {
        const { nt, first } = scene();
        nt.memory.writePointer(first + at, wild);
        const outcome = nt.outcome(() => nt.ExAllocatePoolWithTag(NonPagedPoolNx, 8192, FRED));
        expect(stopOf(outcome).slice(0, 4)).toEqual([0xd0, read, 2, 0]);
      }
    });

    it.each([0, 1, 2])('F-038: a description that contradicts is 0x19/0x03, word %i', (word) => {
      const { nt, first } = scene();
      nt.memory.writePointer(first + word * pointer, first + 64);
      const outcome = nt.outcome(() => nt.ExAllocatePoolWithTag(NonPagedPoolNx, 8192, FRED));
      expect(code(outcome)).toEqual([0x19, 0x03]);
    });

    it('F-038: the description of a neighbour is looked at when pages beside it are freed', () => {
      const nt = machine(arch);
      const blocks = [0, 1, 2, 3].map(() => nt.ExAllocatePoolWithTag(NonPagedPoolNx, 8192, FRED));
      nt.ExFreePool(blocks[2]!);
      nt.memory.fill(blocks[2]!, 32, 0x11);
      expect([0x19, 0xd0]).toContain(code(nt.outcome(() => nt.ExFreePool(blocks[1]!)))[0]);
    });

    it('where findings are collected the descriptions are written anew', () => {
      const { nt, first, second } = scene({ onViolation: 'report' });
      nt.memory.fill(first, 32, 0x11);
      nt.memory.fill(second, 32, 0x22);
      const taken = [0, 1].map(() => nt.ExAllocatePoolWithTag(NonPagedPoolNx, 8192, FRED));
      expect(taken).toEqual([first, second]);
      expect(nt.findings.length).toBeGreaterThan(0);
      expect(nt.debug.pool.finding()).toBeNull();
    });
  });
});
