/** The routines: pointer arguments, handles, what a user-mode caller's bad pointer gives. */
import { describe, expect, it } from 'vitest';
import type { Architecture, Out } from '../../src/contract/c-types.ts';
import { NotModelled } from '../../src/machine/stop.ts';
import {
  MEM_COMMIT,
  MEM_DECOMMIT,
  MEM_RELEASE,
  MEM_RESERVE,
  MEM_WRITE_WATCH,
  PAGE_READONLY,
  PAGE_READWRITE,
} from '../../src/memory/constants.ts';
import * as routines from '../../src/memory/routines.ts';
import type { VirtualMemoryServices } from '../../src/memory/virtual-memory-services.ts';
import {
  STATUS_ACCESS_VIOLATION,
  STATUS_CONFLICTING_ADDRESSES,
  STATUS_INFO_LENGTH_MISMATCH,
  STATUS_INVALID_HANDLE,
  STATUS_INVALID_INFO_CLASS,
  STATUS_INVALID_PARAMETER,
  STATUS_INVALID_PARAMETER_4,
  STATUS_SUCCESS,
} from '../../src/status/common.ts';
import { architectures, faultOf, makeMachine } from './machine.ts';

const PAGE = 0x1000;
const BOTH = MEM_RESERVE | MEM_COMMIT;
const current = -1;
const cell = (type: string, value = 0): Out<number> => ({ type, value });

function makeNt(architecture: Architecture, mode: 'user' | 'kernel' = 'kernel') {
  const machine = makeMachine(architecture);
  const services: VirtualMemoryServices = {
    architecture,
    mode,
    partialRelease: false,
    memoryOfCaller: machine.memory('kernel'),
    space: (handle) => (handle === current ? machine.space : STATUS_INVALID_HANDLE),
    notModelled: (what, page) => {
      throw new NotModelled(what, page);
    },
  };
  return {
    ...machine,
    NtAllocateVirtualMemory: routines.NtAllocateVirtualMemory.bind(services),
    NtFreeVirtualMemory: routines.NtFreeVirtualMemory.bind(services),
    NtProtectVirtualMemory: routines.NtProtectVirtualMemory.bind(services),
    NtQueryVirtualMemory: routines.NtQueryVirtualMemory.bind(services),
    ZwAllocateVirtualMemory: routines.ZwAllocateVirtualMemory.bind(services),
    ZwFreeVirtualMemory: routines.ZwFreeVirtualMemory.bind(services),
  };
}

describe.each(architectures)('NtAllocateVirtualMemory and NtFreeVirtualMemory on %s', (architecture) => {
  it('take cells', () => {
    const nt = makeNt(architecture);
    const base = cell('PVOID');
    const size = cell('SIZE_T', 5);
    expect(nt.NtAllocateVirtualMemory(current, base, 0, size, BOTH, PAGE_READWRITE)).toBe(STATUS_SUCCESS);
    expect([base.value, size.value]).toEqual([nt.user.base + 0x1_0000, PAGE]);
    nt.memory().writeUint32(base.value, 1);
    size.value = 0;
    expect(nt.NtFreeVirtualMemory(current, base, size, MEM_RELEASE)).toBe(STATUS_SUCCESS);
    expect([size.value, nt.physical.usedBytes]).toEqual([PAGE, 0]);
  });

  it('take addresses, and bigints for handles and ZeroBits', () => {
    const nt = makeNt(architecture);
    const variables = nt.committed(nt.user, PAGE);
    const memory = nt.memory();
    const sizeAt = variables + 8;
    memory.writePointer(sizeAt, 2 * PAGE);
    expect(nt.ZwAllocateVirtualMemory(-1n, variables, 0n, sizeAt, MEM_RESERVE, PAGE_READWRITE)).toBe(0);
    const base = memory.readPointer(variables);
    expect(nt.ZwAllocateVirtualMemory(-1, variables, 0, sizeAt, MEM_COMMIT, PAGE_READWRITE)).toBe(0);
    expect([memory.readPointer(variables), memory.readPointer(sizeAt)]).toEqual([base, 2 * PAGE]);
    expect(nt.ZwFreeVirtualMemory(-1, variables, sizeAt, MEM_DECOMMIT)).toBe(0);
    expect(nt.user.committedBytes).toBe(PAGE);
  });

  it('B-226: a NULL process handle is no handle; a size of 0 or -1 is the fourth parameter', () => {
    const nt = makeNt(architecture);
    const base = cell('PVOID');
    expect(nt.NtAllocateVirtualMemory(0, base, 0, cell('SIZE_T', 1), BOTH, PAGE_READWRITE)).toBe(
      STATUS_INVALID_HANDLE,
    );
    expect(nt.NtFreeVirtualMemory(0, base, cell('SIZE_T'), MEM_RELEASE)).toBe(STATUS_INVALID_HANDLE);
    for (const size of [0, -1]) {
      expect(nt.NtAllocateVirtualMemory(current, base, 0, cell('SIZE_T', size), BOTH, PAGE_READWRITE)).toBe(
        STATUS_INVALID_PARAMETER_4,
      );
    }
    const sizeAt = nt.committed(nt.user, PAGE);
    nt.memory().fill(sizeAt, 8, 0xff);
    expect(nt.NtAllocateVirtualMemory(current, base, 0, sizeAt, BOTH, PAGE_READWRITE)).toBe(
      STATUS_INVALID_PARAMETER_4,
    );
    expect(base.value).toBe(0);
  });

  it('B-226: an occupied base conflicts, and the arguments stay as they were', () => {
    const nt = makeNt(architecture);
    const taken = nt.user.reserve(PAGE, PAGE_READWRITE)!;
    const base = cell('PVOID', taken + 5);
    const size = cell('SIZE_T', 7);
    expect(nt.NtAllocateVirtualMemory(current, base, 0, size, MEM_RESERVE, PAGE_READWRITE)).toBe(
      STATUS_CONFLICTING_ADDRESSES,
    );
    expect([base.value, size.value]).toEqual([taken + 5, 7]);
  });

  it('stop where something is not modelled', () => {
    const nt = makeNt(architecture);
    const base = cell('PVOID', nt.user.base + 0x1_0000);
    expect(() =>
      nt.NtAllocateVirtualMemory(
        current,
        base,
        0,
        cell('SIZE_T', 1),
        MEM_RESERVE | MEM_WRITE_WATCH,
        PAGE_READWRITE,
      ),
    ).toThrow(NotModelled);
  });

  it('a bad pointer of a user-mode caller is a status, of a driver a fault', () => {
    const nt = makeNt(architecture, 'user');
    const readonly = nt.committed(nt.user, PAGE, PAGE_READONLY);
    const kernelAddress = nt.committed(nt.kernel, PAGE);
    const size = cell('SIZE_T', 1);
    for (const bad of [0, readonly, kernelAddress, nt.user.base + nt.user.bytes - 1]) {
      expect(nt.NtAllocateVirtualMemory(current, bad, 0, size, BOTH, PAGE_READWRITE)).toBe(
        STATUS_ACCESS_VIOLATION,
      );
      expect(nt.NtFreeVirtualMemory(current, cell('PVOID'), bad, MEM_RELEASE)).toBe(STATUS_ACCESS_VIOLATION);
    }
    expect(nt.faults).toEqual([]);
    const driver = makeNt(architecture);
    const fault = faultOf(() => driver.NtAllocateVirtualMemory(current, 0, 0, size, BOTH, PAGE_READWRITE));
    expect(fault).toMatchObject({ address: 0, access: 'read', accessor: 'kernel' });
  });
});

describe.each(architectures)('NtProtectVirtualMemory on %s', (architecture) => {
  it('rounds to pages and gives the old protection', () => {
    const nt = makeNt(architecture, 'user');
    const page = nt.committed(nt.user, PAGE);
    const [base, size, old] = [cell('PVOID', page + 9), cell('SIZE_T', 1), cell('ULONG')];
    expect(nt.NtProtectVirtualMemory(current, base, size, PAGE_READONLY, old)).toBe(STATUS_SUCCESS);
    expect([base.value, size.value, old.value]).toEqual([page, PAGE, PAGE_READWRITE]);
    expect(nt.memory().probe(page, 1, 'write')?.reason).toBe('read-only');
    expect(nt.NtProtectVirtualMemory(current, base, size, PAGE_READWRITE, page)).toBe(
      STATUS_ACCESS_VIOLATION,
    );
    const variables = nt.committed(nt.user, PAGE);
    expect(nt.NtProtectVirtualMemory(current, base, size, PAGE_READWRITE, variables)).toBe(STATUS_SUCCESS);
    expect(nt.memory().readUint32(variables)).toBe(PAGE_READONLY);
  });
});

describe.each(architectures)('NtQueryVirtualMemory on %s', (architecture) => {
  const bytes = architecture === 'x64' ? 48 : 28;

  it('stores a MEMORY_BASIC_INFORMATION', () => {
    const nt = makeNt(architecture);
    const memory = nt.memory();
    const buffer = nt.committed(nt.user, PAGE);
    const asked = nt.committed(nt.user, 3 * PAGE);
    nt.user.protect(asked + PAGE, 2 * PAGE, PAGE_READONLY);
    memory.fill(buffer, 64, 0xcc);
    const length = cell('SIZE_T');
    expect(nt.NtQueryVirtualMemory(current, asked + PAGE + 5, 0, buffer, bytes, length)).toBe(STATUS_SUCCESS);
    expect(length.value).toBe(bytes);
    const at = (offset64: number, offset32: number) =>
      buffer + (architecture === 'x64' ? offset64 : offset32);
    expect({
      BaseAddress: memory.readPointer(at(0, 0)),
      AllocationBase: memory.readPointer(at(8, 4)),
      AllocationProtect: memory.readUint32(at(16, 8)),
      RegionSize: memory.readPointer(at(24, 12)),
      State: memory.readUint32(at(32, 16)),
      Protect: memory.readUint32(at(36, 20)),
      Type: memory.readUint32(at(40, 24)),
      after: memory.readUint8(buffer + bytes),
    }).toEqual({
      BaseAddress: asked + PAGE,
      AllocationBase: asked,
      AllocationProtect: PAGE_READWRITE,
      RegionSize: 2 * PAGE,
      State: MEM_COMMIT,
      Protect: PAGE_READONLY,
      Type: 0x2_0000,
      after: 0xcc,
    });
  });

  it('refuses classes, lengths, addresses and handles', () => {
    const nt = makeNt(architecture, 'user');
    const buffer = nt.committed(nt.user, PAGE);
    expect(nt.NtQueryVirtualMemory(current, 0, 99, buffer, bytes, 0)).toBe(STATUS_INVALID_INFO_CLASS);
    expect(() => nt.NtQueryVirtualMemory(current, 0, 4, buffer, bytes, 0)).toThrow(NotModelled);
    expect(nt.NtQueryVirtualMemory(current, 0, 0, buffer, bytes - 1, 0)).toBe(STATUS_INFO_LENGTH_MISMATCH);
    expect(nt.NtQueryVirtualMemory(current, 0, 0, buffer + PAGE - 4, bytes, 0)).toBe(STATUS_ACCESS_VIOLATION);
    expect(nt.NtQueryVirtualMemory(current, 0, 0, buffer, bytes, buffer + PAGE)).toBe(
      STATUS_ACCESS_VIOLATION,
    );
    expect(nt.NtQueryVirtualMemory(current, nt.kernel.base, 0, buffer, bytes, 0)).toBe(
      STATUS_INVALID_PARAMETER,
    );
    expect(nt.NtQueryVirtualMemory(77, 0, 0, buffer, bytes, 0)).toBe(STATUS_INVALID_HANDLE);
    expect(nt.NtQueryVirtualMemory(current, 0, 0, buffer, bytes, 0)).toBe(STATUS_SUCCESS);
  });
});

describe('documented failures', () => {
  it.each(Object.values(routines))(
    '$contract.name: each listed failure returns its own code',
    ({ contract, failures }) => {
      const listed = (contract.codes ?? [])
        .map(({ code }) => code)
        .filter((code) => code !== 'STATUS_SUCCESS');
      expect(Object.keys(failures).sort()).toEqual(listed.sort());
    },
  );
});
