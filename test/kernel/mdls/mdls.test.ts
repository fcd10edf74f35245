/** Memory descriptor lists: locked pages, mappings, and what Driver Verifier looks at. Rules: docs/decisions/0071-mdls.md. */
import {
  boot,
  EXCEPTION_EXECUTE_HANDLER,
  EXCEPTION_NONCONTINUABLE,
  IoReadAccess,
  IoWriteAccess,
  MDL_MAPPED_TO_SYSTEM_VA,
  MDL_PAGES_LOCKED,
  MDL_SOURCE_IS_NONPAGED_POOL,
  MiB,
  type Nt,
  NULL,
  POOL_FLAG_NON_PAGED,
  POOL_FLAG_PAGED,
  STATUS_ACCESS_VIOLATION,
  STATUS_INSUFFICIENT_RESOURCES,
  structure,
} from 'irqlab';
import { describe, expect, it } from 'vitest';

const NORMAL = 16;
const at = structure('x64', 'MDL').at;
const flagsOf = (nt: Nt, mdl: number): number => nt.memory.readUint16(mdl + at.MdlFlags);

/** An MDL of a buffer in the user range, locked. */
function locked(nt: Nt, bytes = 0x3000, offset = 0x10) {
  const buffer = nt.reserve({ bytes: 0x4000, commit: 0x4000 }) + offset;
  const mdl = nt.IoAllocateMdl(buffer, bytes, 0, 0, NULL);
  nt.MmProbeAndLockPages(mdl, 1, IoWriteAccess);
  return { mdl, buffer };
}

describe('an MDL', () => {
  it('says where its buffer is', () => {
    const nt = boot();
    const mdl = nt.IoAllocateMdl(0x1f0_0001_2345, 0x2000, 0, 0, NULL);
    expect(nt.MmGetMdlVirtualAddress(mdl)).toBe(0x1f0_0001_2345);
    expect(nt.MmGetMdlByteCount(mdl)).toBe(0x2000);
    expect(nt.MmGetMdlByteOffset(mdl)).toBe(0x345);
    expect(nt.MmSizeOfMdl(0x1f0_0001_2345, 0x2000)).toBe(48 + 3 * 8);
    nt.IoFreeMdl(mdl);
    expect(nt.debug.pool.blocks()).toEqual([]);
  });

  it('joins the list of an IRP, in front or at the end', () => {
    const nt = boot();
    const irpAt = structure('x64', 'IRP').at;
    const irp = nt.IoAllocateIrp(1, 0);
    const first = nt.IoAllocateMdl(0x1000, 1, 0, 0, irp);
    const second = nt.IoAllocateMdl(0x1000, 1, 1, 0, irp);
    expect(nt.memory.readPointer(irp + irpAt.MdlAddress)).toBe(first);
    expect(nt.memory.readPointer(first + at.Next)).toBe(second);
  });

  it('of nonpaged pool is mapped where it is', () => {
    const nt = boot();
    const buffer = nt.ExAllocatePool2(POOL_FLAG_NON_PAGED, 0x100, 0x41414141);
    const mdl = nt.IoAllocateMdl(buffer, 0x100, 0, 0, NULL);
    nt.MmBuildMdlForNonPagedPool(mdl);
    expect(flagsOf(nt, mdl) & MDL_SOURCE_IS_NONPAGED_POOL).not.toBe(0);
    expect(nt.MmGetSystemAddressForMdlSafe(mdl, NORMAL)).toBe(buffer);
  });
});

describe('locked pages', () => {
  it('have a second address, through which every store is seen, both ways', () => {
    const nt = boot();
    const { mdl, buffer } = locked(nt);
    nt.memory.writeUint32(buffer, 1);
    const system = nt.MmGetSystemAddressForMdlSafe(mdl, NORMAL);
    expect(system).not.toBe(buffer);
    expect(nt.MmGetSystemAddressForMdlSafe(mdl, NORMAL)).toBe(system);
    expect(nt.memory.readUint32(system)).toBe(1);
    nt.memory.writeUint32(system, 2);
    expect(nt.memory.readUint32(buffer)).toBe(2);
    nt.memory.writeBytes(
      buffer + 0xff0,
      Uint8Array.from({ length: 0x20 }, (_, index) => index),
    );
    expect(nt.memory.readUint8(system + 0x100f)).toBe(0x1f);
    expect(nt.debug.memory.readUint32(buffer)).toBe(2);
    nt.MmUnlockPages(mdl);
    expect(flagsOf(nt, mdl) & (MDL_PAGES_LOCKED | MDL_MAPPED_TO_SYSTEM_VA)).toBe(0);
    expect(nt.memory.readUint32(buffer)).toBe(2);
    expect(nt.outcome(() => nt.memory.readUint8(system))).toMatchObject({ kind: 'bugcheck', code: 0x50 });
  });

  it('stay when the program frees the memory', () => {
    const nt = boot();
    const process = nt.startProcess();
    const buffer = process.VirtualAlloc(NULL, 0x1000, 0x3000, 4);
    process.memory.writeUint32(buffer, 5);
    const mdl = nt.IoAllocateMdl(buffer, 0x1000, 0, 0, NULL);
    const system = process.run(() =>
      nt.runAs('system-call', () => {
        nt.MmProbeAndLockPages(mdl, 1, IoWriteAccess);
        return nt.MmGetSystemAddressForMdlSafe(mdl, NORMAL);
      }),
    );
    process.VirtualFree(buffer, 0, 0x8000);
    expect(nt.memory.readUint32(system)).toBe(5);
  });

  it('come back with a snapshot', () => {
    const nt = boot();
    const { mdl, buffer } = locked(nt);
    const system = nt.MmGetSystemAddressForMdlSafe(mdl, NORMAL);
    nt.memory.writeUint32(system, 7);
    const snapshot = nt.snapshot();
    nt.memory.writeUint32(buffer, 8);
    nt.MmUnlockPages(mdl);
    nt.restore(snapshot);
    expect(nt.memory.readUint32(buffer)).toBe(7);
    nt.memory.writeUint32(buffer, 9);
    expect(nt.memory.readUint32(system)).toBe(9);
  });

  it.each([
    ['a page that is not there', (nt: Nt) => nt.reserve({ bytes: 0x1000 }), 1],
    [
      'a system address for UserMode',
      (nt: Nt) => nt.reserve({ bytes: 0x1000, commit: 0x1000, space: 'system' }),
      1,
    ],
    ['a system address that is not there', () => -0x10_0000, 0],
  ] as const)('%s raises STATUS_ACCESS_VIOLATION', (_what, address, mode) => {
    const nt = boot();
    const mdl = nt.IoAllocateMdl(address(nt), 0x10, 0, 0, NULL);
    const code = nt.__try(
      () => nt.MmProbeAndLockPages(mdl, mode, IoReadAccess),
      nt.__except(
        () => EXCEPTION_EXECUTE_HANDLER,
        () => nt.GetExceptionCode(),
      ),
    );
    expect(code).toBe(STATUS_ACCESS_VIOLATION);
    nt.IoFreeMdl(mdl);
  });
});

describe('a mapping for a program', () => {
  const map = (nt: Nt, mdl: number) => nt.MmMapLockedPagesSpecifyCache(mdl, 1, 1, NULL, 0, NORMAL);
  /** An MDL of nonpaged pool. */
  const ofPool = (nt: Nt, bytes: number) => {
    const buffer = nt.ExAllocatePool2(POOL_FLAG_NON_PAGED, bytes, 0x41414141);
    const mdl = nt.IoAllocateMdl(buffer, bytes, 0, 0, NULL);
    nt.MmBuildMdlForNonPagedPool(mdl);
    return { mdl, buffer };
  };

  it.each([
    ['pages of the pool', (nt: Nt) => ofPool(nt, 0x2000)],
    ['locked pages', (nt: Nt) => locked(nt)],
  ] as const)('of %s shows them at an address of its process, until it ends', (_what, make) => {
    const nt = boot();
    const { mdl, buffer } = make(nt);
    nt.memory.writeUint32(buffer, 5);
    const flags = flagsOf(nt, mdl);
    const user = map(nt, mdl);
    expect([user > 0, user < 0x7fff_ffff_0000, user % 0x1000]).toEqual([true, true, buffer & 0xfff]);
    expect(nt.memory.readUint32(user)).toBe(5);
    nt.memory.writeUint32(user + 0x1000, 6);
    expect(nt.memory.readUint32(buffer + 0x1000)).toBe(6);
    expect(flagsOf(nt, mdl)).toBe(flags);
    const snapshot = nt.snapshot();
    nt.MmUnmapLockedPages(user, mdl);
    expect(nt.outcome(() => nt.memory.readUint8(user))).toMatchObject({ kind: 'raised' });
    expect(nt.memory.readUint32(buffer + 0x1000)).toBe(6);
    nt.restore(snapshot);
    nt.MmUnmapLockedPages(user, mdl);
    expect(nt.outcome(() => nt.MmUnmapLockedPages(user, mdl))).toMatchObject({
      kind: 'bugcheck',
      code: 0xc4,
    });
  });

  it('of a block that shares its page is not modelled', () => {
    const nt = boot();
    const { mdl } = ofPool(nt, 0x40);
    expect(nt.outcome(() => map(nt, mdl))).toMatchObject({ kind: 'stopped', reason: 'not-modelled' });
  });

  it('raises STATUS_INSUFFICIENT_RESOURCES where there is no room', () => {
    const nt = boot({ physicalMemory: 16 * MiB });
    const { mdl } = ofPool(nt, 0x4000);
    while (nt.ExAllocatePool2(POOL_FLAG_NON_PAGED, 0x1000, 0x41414141) !== 0);
    expect(nt.outcome(() => map(nt, mdl))).toMatchObject({
      kind: 'raised',
      record: { ExceptionCode: STATUS_INSUFFICIENT_RESOURCES, ExceptionFlags: EXCEPTION_NONCONTINUABLE },
    });
  });

  it('needs pages that are locked', () => {
    const nt = boot();
    const buffer = nt.reserve({ bytes: 0x1000, commit: 0x1000 });
    const mdl = nt.IoAllocateMdl(buffer, 0x1000, 0, 0, NULL);
    expect(nt.outcome(() => map(nt, mdl))).toMatchObject({ kind: 'bugcheck', code: 0xc4 });
  });

  it('ends with the MDL that it is of alone', () => {
    const nt = boot();
    const { mdl } = locked(nt);
    const other = locked(nt);
    map(nt, other.mdl);
    const user = map(nt, mdl);
    expect(nt.outcome(() => nt.MmUnmapLockedPages(user, other.mdl))).toMatchObject({
      kind: 'bugcheck',
      code: 0xc4,
    });
  });
});

describe('a partial MDL', () => {
  it('maps the same pages', () => {
    const nt = boot();
    const { mdl, buffer } = locked(nt);
    const part = nt.IoAllocateMdl(buffer, 0x2000, 0, 0, NULL);
    nt.IoBuildPartialMdl(mdl, part, buffer + 0x1000, 0x800);
    const system = nt.MmGetSystemAddressForMdlSafe(part, NORMAL);
    nt.memory.writeUint8(system, 9);
    expect(nt.memory.readUint8(buffer + 0x1000)).toBe(9);
    nt.MmPrepareMdlForReuse(part);
    nt.IoFreeMdl(part);
    nt.MmUnlockPages(mdl);
    nt.IoFreeMdl(mdl);
    expect(nt.debug.pool.blocks()).toEqual([]);
  });
});

describe('what Driver Verifier looks at', () => {
  const rows: readonly (readonly [string, (nt: Nt) => unknown, number])[] = [
    ['unlocks what is not locked', (nt) => nt.MmUnlockPages(nt.IoAllocateMdl(0x1000, 1, 0, 0, NULL)), 0x7c],
    [
      'unlocks nonpaged pool',
      (nt) => {
        const mdl = nt.IoAllocateMdl(nt.ExAllocatePool2(POOL_FLAG_NON_PAGED, 8, 0x41414141), 8, 0, 0, NULL);
        nt.MmBuildMdlForNonPagedPool(mdl);
        nt.MmUnlockPages(mdl);
      },
      0x7d,
    ],
    [
      'describes paged pool as nonpaged',
      (nt) => {
        const buffer = nt.ExAllocatePool2(POOL_FLAG_PAGED, 8, 0x41414141);
        nt.MmBuildMdlForNonPagedPool(nt.IoAllocateMdl(buffer, 8, 0, 0, NULL));
      },
      0x7f,
    ],
    ['locks twice', (nt) => nt.MmProbeAndLockPages(locked(nt).mdl, 1, IoWriteAccess), 0xb0],
    [
      'maps twice',
      (nt) => {
        const { mdl } = locked(nt);
        for (let times = 0; times < 2; times++) nt.MmMapLockedPagesSpecifyCache(mdl, 0, 1, NULL, 0, NORMAL);
      },
      0xb2,
    ],
    [
      'maps what is not locked',
      (nt) => nt.MmMapLockedPagesSpecifyCache(nt.IoAllocateMdl(0x1000, 1, 0, 0, NULL), 0, 1, NULL, 0, NORMAL),
      0xb3,
    ],
    ['unmaps what is not mapped', (nt) => nt.MmUnmapLockedPages(0x1000, locked(nt).mdl), 0xb6],
    [
      'frees a mapped one',
      (nt) => {
        const { mdl } = locked(nt);
        nt.MmGetSystemAddressForMdlSafe(mdl, NORMAL);
        nt.IoFreeMdl(mdl);
      },
      0xb8,
    ],
    ['maps in the old way', (nt) => nt.MmMapLockedPages(locked(nt).mdl, 0), 0x81],
  ];

  it.each(rows)('a driver that %s', (_what, act, subtype) => {
    const nt = boot();
    const outcome = nt.outcome(() => act(nt));
    expect(outcome).toMatchObject({ kind: 'bugcheck', code: 0xc4 });
    if (outcome.kind === 'bugcheck') expect(outcome.parameters[0]).toBe(subtype);
  });

  it('without it MmUnlockPages of unlocked pages is 0x76', () => {
    const nt = boot({ verifier: 'off' });
    const mdl = nt.IoAllocateMdl(0x1000, 1, 0, 0, NULL);
    expect(nt.outcome(() => nt.MmUnlockPages(mdl))).toMatchObject({ code: 0x76, parameters: [1, mdl, 0, 0] });
  });
});
