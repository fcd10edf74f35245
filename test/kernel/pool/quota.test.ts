/** Quota: who is charged, what the block carries, what becomes of it. */
import {
  BOOLEAN,
  GiB,
  KIRQL,
  NonPagedPoolNx,
  type Nt,
  out,
  PagedPool,
  POOL_FLAG_PAGED,
  POOL_FLAG_RAISE_ON_FAILURE,
  POOL_FLAG_USE_QUOTA,
  POOL_QUOTA_FAIL_INSTEAD_OF_RAISE,
  type UserProcess,
} from 'irqlab';
import { describe, expect, it } from 'vitest';
import { architectures, FRED, headerBytes, headerOf, machine, raisedBy, stopOf } from './fixture.ts';

const INSUFFICIENT = 0xc000_009a;
const NOTHING = { pagedBytes: 0, nonpagedBytes: 0, references: 0 };

/** Runs a block as a driver that a program called. */
const inProcess = <T>(nt: Nt, process: UserProcess, block: () => T): T =>
  process.run(() => nt.runAs('system-call', block));

describe.each(architectures)('quota, %s', (arch) => {
  const scene = () => {
    const nt = machine(arch);
    return { nt, process: nt.startProcess() };
  };
  /** Where the block has the pointer to its process. */
  const ownerAt = (nt: Nt, block: number): number => {
    const { at, blockSize } = headerOf(nt, arch, block);
    return arch === 'x64' ? block - 8 : at + blockSize * headerBytes(arch) - 4;
  };

  it('F-019: the process that is current is charged for the whole block, and gets it back', () => {
    const { nt, process } = scene();
    const blocks = inProcess(nt, process, () => [
      nt.ExAllocatePoolWithQuotaTag(PagedPool, 100, FRED),
      nt.ExAllocatePoolWithQuota(NonPagedPoolNx, 50),
      nt.ExAllocatePoolQuotaZero(NonPagedPoolNx, 50, FRED),
      nt.ExAllocatePoolQuotaUninitialized(PagedPool, 20, FRED),
      nt.ExAllocatePool2(POOL_FLAG_PAGED | POOL_FLAG_USE_QUOTA, 30, FRED),
    ]);
    const total = (at: readonly number[]) =>
      at.reduce((sum, index) => sum + (nt.debug.pool.block(blocks[index]!)?.totalBytes ?? 0), 0);
    expect(nt.debug.pool.charge(process)).toEqual({
      pagedBytes: total([0, 3, 4]),
      nonpagedBytes: total([1, 2]),
      references: 5,
    });
    nt.ExFreePoolWithTag(blocks[0]!, FRED);
    expect(nt.debug.pool.charge(process).pagedBytes).toBe(total([3, 4]));
    for (const block of blocks.slice(1)) nt.ExFreePool(block);
    expect(nt.debug.pool.charge(process)).toEqual(NOTHING);
    expect(nt.debug.pool.finding()).toBeNull();
  });

  it('F-019, F-031: a failure raises STATUS_INSUFFICIENT_RESOURCES, or is NULL where the type asks for that', () => {
    const { nt, process } = scene();
    const huge = 0x7fff_ffff;
    const raising = () => nt.ExAllocatePoolWithQuotaTag(PagedPool, huge, FRED);
    expect(raisedBy(inProcess(nt, process, () => nt.outcome(raising)))).toBe(INSUFFICIENT);
    const failing = PagedPool | POOL_QUOTA_FAIL_INSTEAD_OF_RAISE;
    for (const allocate of [
      () => nt.ExAllocatePoolWithQuotaTag(failing, huge, FRED),
      () => nt.ExAllocatePoolWithQuota(failing, huge),
      () => nt.ExAllocatePoolQuotaZero(failing, huge, FRED),
      () => nt.ExAllocatePoolQuotaUninitialized(failing, huge, FRED),
      () => nt.ExAllocatePool2(POOL_FLAG_PAGED | POOL_FLAG_USE_QUOTA, huge, FRED),
    ])
      expect(inProcess(nt, process, allocate)).toBe(0);
    const modern = POOL_FLAG_PAGED | POOL_FLAG_USE_QUOTA | POOL_FLAG_RAISE_ON_FAILURE;
    expect(raisedBy(nt.outcome(() => nt.ExAllocatePool2(modern, huge, FRED)))).toBe(INSUFFICIENT);
    expect(nt.debug.pool.charge(process)).toEqual(NOTHING);
  });

  it('F-020: the System process is never charged', () => {
    const { nt } = scene();
    const block = nt.ExAllocatePoolWithQuotaTag(PagedPool, 100, FRED);
    const charged = out(BOOLEAN, 1);
    nt.ExQueryPoolBlockSize(block, charged);
    expect(charged.value).toBe(0);
    expect(headerOf(nt, arch, block).poolType).toBe(2);
    expect(nt.debug.pool.charge({ id: 4 })).toEqual(NOTHING);
    expect(nt.debug.pool.block(block)?.quota).toBe(false);
  });

  it('F-029: a charged block holds a reference and has bit 8 in its type; whole pages are not charged', () => {
    const { nt, process } = scene();
    const [small, other, big] = inProcess(nt, process, () => [
      nt.ExAllocatePoolWithQuotaTag(PagedPool, 100, FRED),
      nt.ExAllocatePoolWithQuotaTag(NonPagedPoolNx, 100, FRED),
      nt.ExAllocatePoolWithQuotaTag(PagedPool, 8192, FRED),
    ]);
    expect(headerOf(nt, arch, small!).poolType).toBe(2 | 8);
    expect(headerOf(nt, arch, other!).poolType).toBe(1 | 8);
    expect(nt.debug.pool.charge(process).references).toBe(2);
    const [first, second] = [small!, other!].map((block) => nt.debug.memory.readPointer(ownerAt(nt, block)));
    expect(first).toBe(second);
    expect(nt.debug.pool.block(first!)).toMatchObject({ tagText: 'Proc', driver: 'nt' });
    nt.ExFreePool(big!);
    nt.ExFreePool(small!);
    expect(nt.debug.pool.charge(process).references).toBe(1);
  });

  it('the bytes that were asked for do not hold the pointer', () => {
    const { nt, process } = scene();
    for (let bytes = 1; bytes < 70; bytes += 3) {
      const block = inProcess(nt, process, () => nt.ExAllocatePoolWithQuotaTag(PagedPool, bytes, FRED));
      nt.memory.fill(block, bytes, 0xff);
      nt.ExFreePool(block);
    }
    expect(nt.debug.pool.charge(process)).toEqual(NOTHING);
  });

  it('F-032: ExQueryPoolBlockSize gives the room of a block, and whether it is charged', () => {
    const { nt, process } = scene();
    const charged = out(BOOLEAN);
    for (const bytes of [1, 16, 17, 100, 3000]) {
      const plain = nt.ExAllocatePoolWithTag(PagedPool, bytes, FRED);
      expect(nt.ExQueryPoolBlockSize(plain, charged)).toBeGreaterThanOrEqual(bytes);
      expect(charged.value).toBe(0);
      const quota = inProcess(nt, process, () => nt.ExAllocatePoolWithQuotaTag(PagedPool, bytes, FRED));
      expect(nt.ExQueryPoolBlockSize(quota, charged)).toBeGreaterThanOrEqual(bytes);
      expect(charged.value).toBe(1);
    }
    const page = nt.ExAllocatePoolWithTag(PagedPool, 4096, FRED);
    expect(Math.abs(page % 4096)).toBe(0);
    expect(nt.ExQueryPoolBlockSize(page, charged)).toBe(4096);
    expect(nt.ExQueryPoolBlockSize(nt.ExAllocatePoolWithTag(PagedPool, 4097, FRED), charged)).toBe(8192);
    const cell = nt.variable(16);
    nt.memory.writeUint32(cell, 0xffff_ffff);
    nt.ExQueryPoolBlockSize(page, cell);
    expect(nt.memory.readUint32(cell)).toBe(0xffff_ff00);
  });

  it('ExQueryPoolBlockSize reads the header: paged pool at DISPATCH_LEVEL and a wild address fault as the kernel’s access', () => {
    const nt = machine(arch);
    const [paged, nonpaged] = [PagedPool, NonPagedPoolNx].map((type) =>
      nt.ExAllocatePoolWithTag(type, 64, FRED),
    );
    const old = out(KIRQL);
    nt.KeRaiseIrql(2, old);
    expect(nt.ExQueryPoolBlockSize(nonpaged!, out(BOOLEAN))).toBe(64);
    const header = paged! - headerBytes(arch);
    expect(stopOf(nt.outcome(() => nt.ExQueryPoolBlockSize(paged!, out(BOOLEAN)))).slice(0, 4)).toEqual([
      0xa,
      header,
      2,
      0,
    ]);
    const other = machine(arch);
    expect(raisedBy(other.outcome(() => other.ExQueryPoolBlockSize(0x5000, out(BOOLEAN))))).toBe(0xc000_0005);
    const inside = other.ExAllocatePoolWithTag(PagedPool, 64, FRED);
    other.memory.fill(inside, 64, 0);
    expect(other.ExQueryPoolBlockSize(inside + headerBytes(arch), out(BOOLEAN))).toBe(0);
  });

  it.each([
    ['no kernel address', 0x0b, () => 0x1000],
    ['no memory', 0x0c, (nt: Nt) => nt.reserve({ bytes: 4096, space: 'system' })],
    ['no process', 0x0d, (nt: Nt) => nt.variable(64)],
  ])('F-037: a process pointer that is %s: 0xC2/%i', (_, subtype, pointerOf) => {
    const { nt, process } = scene();
    const block = inProcess(nt, process, () => nt.ExAllocatePoolWithQuotaTag(PagedPool, 100, FRED));
    const pointer = pointerOf(nt);
    nt.memory.writePointer(ownerAt(nt, block), pointer);
    expect(stopOf(nt.outcome(() => nt.ExFreePool(block)))).toEqual([0xc2, subtype, block, FRED, pointer]);
  });

  it('F-037: where findings are collected, the right process gets its charge back', () => {
    const nt = machine(arch, { onViolation: 'report' });
    const process = nt.startProcess();
    const block = inProcess(nt, process, () => nt.ExAllocatePoolWithQuotaTag(PagedPool, 100, FRED));
    nt.memory.writePointer(ownerAt(nt, block), 0);
    nt.ExFreePool(block);
    expect(nt.findings).toMatchObject([{ rule: 'pool-quota-process' }]);
    expect(nt.debug.pool.charge(process)).toEqual(NOTHING);
  });
});

describe('quota on a large machine', () => {
  it('F-031: 0x7FFFFFFF bytes are had on a machine that has them', () => {
    const nt = machine('x64', { kernelBytes: 4 * GiB, physicalMemory: 3 * GiB });
    const block = nt.ExAllocatePoolWithQuotaTag(PagedPool, 0x7fff_ffff, FRED);
    expect(nt.debug.pool.block(block)).toMatchObject({ bytes: 0x7fff_ffff, totalBytes: 2 * GiB });
    // Small blocks behind it lie above 2 GiB.
    const small = Array.from({ length: 40 }, () => nt.ExAllocatePoolWithTag(PagedPool, 400, FRED));
    expect(nt.debug.pool.finding()).toBeNull();
    for (const other of small.filter((_, at) => at % 2 === 0)) nt.ExFreePool(other);
    nt.ExFreePool(block);
    expect(nt.debug.pool.finding()).toBeNull();
    expect(nt.debug.pool.blocks()).toHaveLength(20);
  });
});
