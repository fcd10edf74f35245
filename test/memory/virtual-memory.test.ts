/** The virtual memory services without the routines around them: which status, in which order, for which range. */
import { describe, expect, it } from 'vitest';
import type { Architecture } from '../../src/contract/c-types.ts';
import { type AllocateRequest, allocateVirtualMemory } from '../../src/memory/allocate-virtual-memory.ts';
import {
  MEM_COMMIT,
  MEM_DECOMMIT,
  MEM_FREE,
  MEM_LARGE_PAGES,
  MEM_PHYSICAL,
  MEM_RELEASE,
  MEM_RESERVE,
  MEM_RESET,
  MEM_RESET_UNDO,
  MEM_TOP_DOWN,
  MEM_WRITE_WATCH,
  PAGE_EXECUTE_WRITECOPY,
  PAGE_GUARD,
  PAGE_NOACCESS,
  PAGE_NOCACHE,
  PAGE_READONLY,
  PAGE_READWRITE,
  PAGE_WRITECOMBINE,
  PAGE_WRITECOPY,
} from '../../src/memory/constants.ts';
import { freeVirtualMemory } from '../../src/memory/free-virtual-memory.ts';
import { protectVirtualMemory } from '../../src/memory/protect-virtual-memory.ts';
import { queryVirtualMemory } from '../../src/memory/query-virtual-memory.ts';
import {
  STATUS_COMMITMENT_LIMIT,
  STATUS_CONFLICTING_ADDRESSES,
  STATUS_FREE_VM_NOT_AT_BASE,
  STATUS_INVALID_HANDLE,
  STATUS_INVALID_PAGE_PROTECTION,
  STATUS_INVALID_PARAMETER,
  STATUS_INVALID_PARAMETER_2,
  STATUS_INVALID_PARAMETER_3,
  STATUS_INVALID_PARAMETER_4,
  STATUS_INVALID_PARAMETER_5,
  STATUS_MEMORY_NOT_ALLOCATED,
  STATUS_NO_MEMORY,
  STATUS_NOT_COMMITTED,
  STATUS_SUCCESS,
  STATUS_UNABLE_TO_FREE_VM,
} from '../../src/status/common.ts';
import { architectures, MB, makeMachine } from './machine.ts';

const PAGE = 0x1000;
const KB64 = 0x1_0000;
const BOTH = MEM_RESERVE | MEM_COMMIT;
const anywhere: AllocateRequest = { base: 0, zeroBits: 0, size: PAGE, type: BOTH, protect: PAGE_READWRITE };

function services(architecture: Architecture, sizes = {}) {
  const machine = makeMachine(architecture, sizes);
  const { space } = machine;
  return {
    machine,
    allocate: (request: Partial<AllocateRequest>) =>
      allocateVirtualMemory(architecture, space, { ...anywhere, ...request }),
    free: (base: number, size: number, type: number, partialRelease = false) =>
      freeVirtualMemory(architecture, space, { base, size, type, partialRelease }),
    protect: (base: number, size: number, protect: number) =>
      protectVirtualMemory(architecture, space, { base, size, protect }),
    query: (address: number) => queryVirtualMemory(architecture, space, address),
  };
}

describe.each(architectures)('allocateVirtualMemory on %s', (architecture) => {
  it('B-223: a wanted base is rounded down to 64 KB, the end up to a page', () => {
    const { allocate, machine } = services(architecture);
    const base = machine.user.base + 5 * KB64;
    expect(allocate({ base: base + 0x1234, size: PAGE, type: MEM_RESERVE })).toEqual({
      status: STATUS_SUCCESS,
      base,
      size: 3 * PAGE,
    });
    expect(allocate({ base: base + 2 * KB64 + 0xfff, size: 1, type: BOTH })).toMatchObject({
      base: base + 2 * KB64,
      size: PAGE,
    });
  });

  it('finds a place itself, from either end, and commits at once when asked', () => {
    const { allocate, machine } = services(architecture);
    const { user } = machine;
    expect(allocate({ size: 1, type: MEM_RESERVE })).toMatchObject({ base: user.base + KB64, size: PAGE });
    expect(user.committedBytes).toBe(0);
    expect(allocate({ type: MEM_COMMIT })).toMatchObject({ base: user.base + 2 * KB64 });
    expect(user.committedBytes).toBe(PAGE);
    expect(allocate({ type: BOTH | MEM_TOP_DOWN })).toMatchObject({ base: user.base + user.bytes - KB64 });
  });

  it('commits pages of a reservation', () => {
    const { allocate, machine } = services(architecture);
    const base = machine.user.reserve(4 * PAGE, PAGE_READWRITE)!;
    expect(allocate({ base: base + PAGE + 1, size: PAGE, type: MEM_COMMIT })).toEqual({
      status: STATUS_SUCCESS,
      base: base + PAGE,
      size: 2 * PAGE,
    });
    for (const bad of [
      { base: base + 3 * PAGE, size: PAGE + 1 },
      { base: base - 1 },
      { base: base + KB64 },
    ]) {
      expect(allocate({ ...bad, type: MEM_COMMIT })).toMatchObject({ status: STATUS_CONFLICTING_ADDRESSES });
    }
  });

  it('B-226: which argument is wrong', () => {
    const { allocate, machine } = services(architecture);
    const taken = machine.user.reserve(PAGE, PAGE_READWRITE)!;
    const rows: [Partial<AllocateRequest>, number][] = [
      [{ base: taken, type: MEM_RESERVE }, STATUS_CONFLICTING_ADDRESSES],
      [{ base: taken + PAGE, type: BOTH }, STATUS_CONFLICTING_ADDRESSES],
      [{ size: 0 }, STATUS_INVALID_PARAMETER_4],
      [{ size: -1 }, STATUS_INVALID_PARAMETER_4],
      [{ base: taken + KB64, size: 0 }, STATUS_INVALID_PARAMETER_4],
      [{ type: 0 }, STATUS_INVALID_PARAMETER_5],
      [{ type: MEM_TOP_DOWN }, STATUS_INVALID_PARAMETER_5],
      [{ type: MEM_RELEASE }, STATUS_INVALID_PARAMETER_5],
      [{ type: 0xffff_ffff }, STATUS_INVALID_PARAMETER_5],
      [{ type: MEM_RESET | MEM_COMMIT }, STATUS_INVALID_PARAMETER_5],
      [{ type: MEM_COMMIT | MEM_WRITE_WATCH }, STATUS_INVALID_PARAMETER_5],
      [{ type: MEM_RESERVE | MEM_LARGE_PAGES }, STATUS_INVALID_PARAMETER_5],
      [{ protect: 0 }, STATUS_INVALID_PAGE_PROTECTION],
      [{ protect: PAGE_READONLY | PAGE_READWRITE }, STATUS_INVALID_PAGE_PROTECTION],
      [{ protect: PAGE_GUARD }, STATUS_INVALID_PAGE_PROTECTION],
      [{ protect: PAGE_NOACCESS | PAGE_GUARD }, STATUS_INVALID_PAGE_PROTECTION],
      [{ protect: PAGE_READWRITE | PAGE_NOCACHE | PAGE_WRITECOMBINE }, STATUS_INVALID_PAGE_PROTECTION],
      [{ protect: PAGE_WRITECOPY }, STATUS_INVALID_PAGE_PROTECTION],
      [{ protect: PAGE_EXECUTE_WRITECOPY }, STATUS_INVALID_PAGE_PROTECTION],
      [{ protect: 0x1000 | PAGE_READWRITE }, STATUS_INVALID_PAGE_PROTECTION],
      [{ base: machine.kernel.base, type: MEM_RESERVE }, STATUS_INVALID_PARAMETER_2],
      [{ base: 0x8000, type: MEM_RESERVE }, STATUS_INVALID_PARAMETER_2],
    ];
    for (const [request, status] of rows) expect(allocate(request)).toEqual({ status, base: 0, size: 0 });
  });

  it('B-226: arguments are looked at before the process handle, the range after it', () => {
    const noProcess = (request: Partial<AllocateRequest>) =>
      allocateVirtualMemory(architecture, STATUS_INVALID_HANDLE, { ...anywhere, ...request });
    expect(noProcess({})).toMatchObject({ status: STATUS_INVALID_HANDLE });
    expect(noProcess({ type: MEM_RESET })).toMatchObject({ status: STATUS_INVALID_HANDLE });
    expect(noProcess({ size: 0 })).toMatchObject({ status: STATUS_INVALID_PARAMETER_4 });
    expect(noProcess({ zeroBits: 22, size: 0 })).toMatchObject({ status: STATUS_INVALID_PARAMETER_3 });
    expect(noProcess({ type: 0, protect: 0 })).toMatchObject({ status: STATUS_INVALID_PARAMETER_5 });
  });

  it('B-227: ZeroBits 21 leaves no address, 22 is not valid', () => {
    const { allocate } = services(architecture);
    expect(allocate({ zeroBits: 21 })).toMatchObject({ status: STATUS_NO_MEMORY });
    expect(allocate({ zeroBits: 22 })).toMatchObject({ status: STATUS_INVALID_PARAMETER_3 });
    expect(allocate({ zeroBits: 0 })).toMatchObject({ status: STATUS_SUCCESS });
  });

  it('tells "no address" from "no memory", and leaves nothing behind', () => {
    const { allocate, machine } = services(architecture, { physical: 4 * PAGE, user: MB });
    expect(allocate({ size: 2 * MB })).toMatchObject({ status: STATUS_NO_MEMORY });
    expect(allocate({ size: 5 * PAGE })).toMatchObject({ status: STATUS_COMMITMENT_LIMIT });
    expect(machine.user.allocations.all).toEqual([]);
    expect(allocate({ size: 5 * PAGE, type: MEM_RESERVE })).toMatchObject({ status: STATUS_SUCCESS });
  });

  it.each([MEM_RESET, MEM_RESET_UNDO])('type 0x%x leaves committed pages as they are', (type) => {
    const { allocate, machine } = services(architecture);
    const base = machine.committed(machine.user, 3 * PAGE);
    const memory = machine.memory('user');
    memory.writeUint32(base, 7);
    expect(allocate({ base: base + 5, size: PAGE, type })).toEqual({
      status: STATUS_SUCCESS,
      base,
      size: 2 * PAGE,
    });
    expect(memory.readUint32(base)).toBe(7);
    expect(allocate({ base, size: 3 * PAGE + 1, type })).toMatchObject({
      status: STATUS_CONFLICTING_ADDRESSES,
    });
    machine.user.decommit(base + 2 * PAGE, PAGE);
    expect(allocate({ base, size: 2 * PAGE, type })).toMatchObject({ status: STATUS_SUCCESS });
    expect(allocate({ base, size: 2 * PAGE + 1, type })).toMatchObject({ status: STATUS_NOT_COMMITTED });
    machine.user.release(base);
    for (const at of [0, base, machine.user.base + machine.user.bytes]) {
      expect(allocate({ base: at, size: PAGE, type })).toMatchObject({
        status: STATUS_CONFLICTING_ADDRESSES,
      });
    }
  });

  it('says what is not modelled', () => {
    const { allocate, machine } = services(architecture);
    const outside = machine.user.base + machine.user.bytes;
    const rows = [
      { type: BOTH | MEM_LARGE_PAGES },
      { type: MEM_RESERVE | MEM_PHYSICAL },
      { type: MEM_RESERVE | MEM_WRITE_WATCH },
      { type: MEM_RESERVE, base: outside },
    ];
    for (const row of rows) expect(allocate(row)).toHaveProperty('notModelled');
  });
});

describe('ZeroBits', () => {
  it('x86: leaves the low addresses', () => {
    const { allocate } = services('x86', { user: 64 * MB });
    expect(allocate({ zeroBits: 7, size: 32 * MB - KB64 })).toMatchObject({ base: KB64 });
    expect(allocate({ zeroBits: 7, type: MEM_RESERVE, size: PAGE })).toMatchObject({
      status: STATUS_NO_MEMORY,
    });
    expect(allocate({ zeroBits: 6, type: MEM_RESERVE | MEM_TOP_DOWN })).toMatchObject({
      base: 64 * MB - KB64,
    });
  });

  it('x64: above 32 it is a mask of the bits an address may have', () => {
    const { allocate } = services('x64');
    expect(allocate({ zeroBits: 0x1ff_ffff_ffff })).toMatchObject({ status: STATUS_SUCCESS });
    expect(allocate({ zeroBits: 0xff_ffff_ffff })).toMatchObject({ status: STATUS_NO_MEMORY });
    expect(allocate({ zeroBits: 1 })).toMatchObject({ status: STATUS_NO_MEMORY });
  });
});

describe.each(architectures)('freeVirtualMemory on %s', (architecture) => {
  it('B-228: memory that was never allocated', () => {
    const { free, machine } = services(architecture);
    const { user } = machine;
    for (const base of [0x1000, user.base + KB64, user.base + user.bytes + PAGE]) {
      expect(free(base, 0, MEM_RELEASE)).toMatchObject({ status: STATUS_MEMORY_NOT_ALLOCATED });
      expect(free(base, PAGE, MEM_DECOMMIT)).toMatchObject({ status: STATUS_MEMORY_NOT_ALLOCATED });
    }
  });

  it('releases a whole reservation from its base', () => {
    const { free, machine } = services(architecture);
    const base = machine.committed(machine.user, 5 * PAGE);
    expect(free(base + PAGE, 0, MEM_RELEASE)).toMatchObject({ status: STATUS_FREE_VM_NOT_AT_BASE });
    expect(free(base + 5, 0, MEM_RELEASE)).toEqual({ status: STATUS_SUCCESS, base, size: 5 * PAGE });
    expect(machine.physical.usedBytes).toBe(0);
    expect(free(base, 0, MEM_RELEASE)).toMatchObject({ status: STATUS_MEMORY_NOT_ALLOCATED });
  });

  it('MEM_RELEASE takes no size, but in the observed profile releases a part', () => {
    const { free, machine } = services(architecture);
    const base = machine.committed(machine.user, 5 * PAGE);
    expect(free(base, 5 * PAGE, MEM_RELEASE)).toMatchObject({ status: STATUS_INVALID_PARAMETER_3 });
    expect(free(base + PAGE + 1, PAGE, MEM_RELEASE, true)).toEqual({
      status: STATUS_SUCCESS,
      base: base + PAGE,
      size: 2 * PAGE,
    });
    expect(free(base, 2 * PAGE, MEM_RELEASE, true)).toMatchObject({ status: STATUS_UNABLE_TO_FREE_VM });
    expect(machine.user.allocations.all.map(({ pages }) => pages)).toEqual([1, 2]);
  });

  it('decommits pages, committed or not, or all of them', () => {
    const { free, machine } = services(architecture);
    const base = machine.committed(machine.user, 5 * PAGE);
    expect(free(base + 2 * PAGE - 1, 2, MEM_DECOMMIT)).toEqual({
      status: STATUS_SUCCESS,
      base: base + PAGE,
      size: 2 * PAGE,
    });
    expect(free(base + PAGE, 5 * PAGE, MEM_DECOMMIT)).toMatchObject({ status: STATUS_UNABLE_TO_FREE_VM });
    expect(free(base + PAGE, 0, MEM_DECOMMIT)).toMatchObject({ status: STATUS_FREE_VM_NOT_AT_BASE });
    expect(free(base, 0, MEM_DECOMMIT)).toMatchObject({ status: STATUS_SUCCESS, size: 5 * PAGE });
    expect(machine.physical.usedBytes).toBe(0);
  });

  it('which argument is wrong, and the handle after the arguments', () => {
    const { free, machine } = services(architecture);
    for (const type of [0, MEM_COMMIT, MEM_DECOMMIT | MEM_RELEASE, MEM_FREE]) {
      expect(free(0, 0, type)).toMatchObject({ status: STATUS_INVALID_PARAMETER_4 });
    }
    expect(free(machine.kernel.base, 0, MEM_RELEASE)).toMatchObject({ status: STATUS_INVALID_PARAMETER_2 });
    expect(free(0, -1, MEM_RELEASE)).toMatchObject({ status: STATUS_INVALID_PARAMETER_3 });
    const request = { base: 0, size: 0, type: MEM_RELEASE, partialRelease: false };
    expect(freeVirtualMemory(architecture, STATUS_INVALID_HANDLE, request).status).toBe(
      STATUS_INVALID_HANDLE,
    );
  });
});

describe.each(architectures)('protectVirtualMemory on %s', (architecture) => {
  it('changes whole pages and tells what the first one had', () => {
    const { protect, machine } = services(architecture);
    const base = machine.committed(machine.user, 3 * PAGE);
    expect(protect(base + PAGE + 1, PAGE, PAGE_READONLY)).toEqual({
      status: STATUS_SUCCESS,
      base: base + PAGE,
      size: 2 * PAGE,
      old: PAGE_READWRITE,
    });
    expect(protect(base, 3 * PAGE, PAGE_READWRITE | PAGE_GUARD)).toMatchObject({ old: PAGE_READWRITE });
    expect(protect(base + PAGE, 1, PAGE_NOACCESS)).toMatchObject({ old: PAGE_READWRITE | PAGE_GUARD });
  });

  it('refuses pages that are not committed, and changes none', () => {
    const { protect, query, machine } = services(architecture);
    const base = machine.committed(machine.user, 3 * PAGE);
    machine.user.decommit(base + PAGE, PAGE);
    expect(protect(base, 2 * PAGE, PAGE_READONLY)).toMatchObject({ status: STATUS_NOT_COMMITTED, old: 0 });
    expect(query(base).range?.Protect).toBe(PAGE_READWRITE);
  });

  it('which argument is wrong, in order', () => {
    const { protect, machine } = services(architecture);
    const base = machine.committed(machine.user, PAGE);
    expect(protect(base, 0, PAGE_WRITECOPY).status).toBe(STATUS_INVALID_PAGE_PROTECTION);
    expect(protect(machine.kernel.base, 0, PAGE_READONLY).status).toBe(STATUS_INVALID_PARAMETER_2);
    expect(protect(base, 0, PAGE_READONLY).status).toBe(STATUS_INVALID_PARAMETER_3);
    expect(protect(base, -1, PAGE_READONLY).status).toBe(STATUS_INVALID_PARAMETER_3);
    expect(protect(base, PAGE + 1, PAGE_READONLY).status).toBe(STATUS_CONFLICTING_ADDRESSES);
    expect(protect(base - 1, 1, PAGE_READONLY).status).toBe(STATUS_CONFLICTING_ADDRESSES);
    expect(protect(0x1000, 1, PAGE_READONLY).status).toBe(STATUS_CONFLICTING_ADDRESSES);
    const request = { base, size: 1, protect: PAGE_READONLY };
    expect(protectVirtualMemory(architecture, STATUS_INVALID_HANDLE, request).status).toBe(
      STATUS_INVALID_HANDLE,
    );
  });
});

describe.each(architectures)('queryVirtualMemory on %s', (architecture) => {
  const end = architecture === 'x64' ? 0x7fff_ffff_0000 : 0x7fff_0000;

  it('covers the whole user range without a gap', () => {
    const { query, machine } = services(architecture);
    const { user } = machine;
    const first = machine.committed(user, PAGE);
    machine.committed(user, 2 * PAGE);
    const seen: [number, number][] = [];
    let at = 0;
    while (at < end) {
      const { range } = query(at);
      seen.push([range!.BaseAddress, range!.State]);
      at = range!.BaseAddress + range!.RegionSize;
    }
    expect(at).toBe(end);
    expect(seen).toEqual([
      [0, MEM_FREE],
      [first, MEM_COMMIT],
      [first + PAGE, MEM_FREE],
      [first + KB64, MEM_COMMIT],
      [first + KB64 + 2 * PAGE, MEM_FREE],
    ]);
    expect(query(user.base + user.bytes + 5).range).toMatchObject({
      BaseAddress: user.base + user.bytes,
      RegionSize: end - user.base - user.bytes,
    });
  });

  it('refuses addresses above the user range, and a bad handle', () => {
    const { query, machine } = services(architecture);
    expect(query(end).status).toBe(STATUS_INVALID_PARAMETER);
    expect(query(machine.kernel.base).status).toBe(STATUS_INVALID_PARAMETER);
    expect(queryVirtualMemory(architecture, STATUS_INVALID_HANDLE, 0)).toEqual({
      status: STATUS_INVALID_HANDLE,
      range: null,
    });
  });
});
