/** HeapQueryInformation, HeapSetInformation, HeapSize, HeapValidate and HeapCompact. */
import {
  FLG_HEAP_DISABLE_COALESCING,
  KiB,
  MAXSIZE_T,
  MiB,
  out,
  SIZE_T,
  STATUS_HEAP_CORRUPTION,
  TRUE,
} from 'irqlab';
import {
  ERROR_GEN_FAILURE,
  ERROR_INSUFFICIENT_BUFFER,
  ERROR_INVALID_HANDLE,
  ERROR_INVALID_PARAMETER,
  ERROR_NOACCESS,
  ERROR_SUCCESS,
  HEAP_OPTIMIZE_RESOURCES_CURRENT_VERSION,
  HeapCompatibilityInformation,
  HeapEnableTerminationOnCorruption,
  HeapOptimizeResources,
} from 'irqlab/win32';
import { describe, expect, it } from 'vitest';
import { architectures, ended, reserveFor, userOf } from '../heap/fixture.ts';

const MARK = 0xdead_beef;

function program(arch: 'x64' | 'x86') {
  const site = userOf(arch, false);
  const { process } = site;
  const value = reserveFor(process, 0x1000, 0x1000);
  const heap = process.HeapCreate(0, 0, 0);
  const query = (handle = heap, length = 4) => {
    process.memory.fill(value, 16, 0xee);
    const returned = out(SIZE_T, 99);
    process.SetLastError(MARK);
    const result = process.HeapQueryInformation(
      handle,
      HeapCompatibilityInformation,
      value,
      length,
      returned,
    );
    return [result, process.GetLastError(), returned.value, process.memory.readUint32(value)];
  };
  const set = (mode: number, handle = heap, length = 4) => {
    process.memory.writeUint32(value, mode);
    process.SetLastError(MARK);
    return [
      process.HeapSetInformation(handle, HeapCompatibilityInformation, value, length),
      process.GetLastError(),
    ];
  };
  return { ...site, value, heap, query, set };
}

describe.each(architectures)('information about a heap, %s', (arch) => {
  it('B-168: NULL as the heap: FALSE, ERROR_NOACCESS, and the length untouched', () => {
    const { query } = program(arch);
    expect(query(0)).toEqual([0, ERROR_NOACCESS, 99, 0xeeee_eeee]);
  });

  it('B-170: a buffer that is a byte too long is accepted; a fresh heap says 0', () => {
    const { query } = program(arch);
    expect(query()).toEqual([1, MARK, 4, 0]);
    expect(query(undefined, 5)).toEqual([1, MARK, 4, 0]);
  });

  it('one that is too short is not, and the length says what is wanted', () => {
    const { query } = program(arch);
    expect(query(undefined, 3)).toEqual([0, ERROR_INSUFFICIENT_BUFFER, 4, 0xeeee_eeee]);
  });

  it('B-171: the low-fragmentation heap is asked for with 2', () => {
    const { set, query } = program(arch);
    expect(set(2)).toEqual([TRUE, MARK]);
    expect(query()).toEqual([1, MARK, 4, 2]);
    expect(set(2)).toEqual([TRUE, MARK]);
  });

  it('B-172: there is no way back: 0 and 1 are ERROR_GEN_FAILURE', () => {
    const { set, query } = program(arch);
    set(2);
    for (const mode of [0, 1]) {
      expect(set(mode)).toEqual([0, ERROR_GEN_FAILURE]);
      expect(query()).toEqual([1, MARK, 4, 2]);
    }
  });

  it('a heap that cannot have it refuses, and so does a wrong length or handle', () => {
    const { process, set, value } = program(arch);
    expect(set(2, process.HeapCreate(0, 0, MiB))).toEqual([0, ERROR_GEN_FAILURE]);
    expect(set(2, process.HeapCreate(1, 0, 0))).toEqual([0, ERROR_GEN_FAILURE]);
    expect(set(2, undefined, 5)).toEqual([0, ERROR_INSUFFICIENT_BUFFER]);
    expect(set(2, value)).toEqual([0, ERROR_INVALID_HANDLE]);
  });

  it('termination on corruption can be switched on, and not off again', () => {
    const { nt, process, value } = program(arch);
    const query = () => {
      process.HeapQueryInformation(0, HeapEnableTerminationOnCorruption, value, 4, 0);
      return process.memory.readUint32(value);
    };
    expect(query()).toBe(0);
    expect(process.HeapSetInformation(0, HeapEnableTerminationOnCorruption, 0, 0)).toBe(TRUE);
    expect(query()).toBe(1);
    process.memory.writeUint32(value, 0);
    expect(process.HeapSetInformation(0, HeapEnableTerminationOnCorruption, value, 4)).toBe(TRUE);
    expect(query()).toBe(1);
    const block = process.HeapAlloc(process.GetProcessHeap(), 0, 50);
    process.HeapFree(process.GetProcessHeap(), 0, block);
    const twice = nt.outcome(() => process.HeapFree(process.GetProcessHeap(), 0, block));
    expect(twice).toMatchObject(ended(STATUS_HEAP_CORRUPTION));
  });

  it('B-181: HeapOptimizeResources gives back what front ends keep; NULL stands for all heaps', () => {
    const { nt, process, value, heap } = program(arch);
    const cached = () => nt.debug.heapBlocks(process, heap).filter(({ slot }) => slot === true).length;
    const keep = () => {
      const blocks = Array.from({ length: 400 }, () => process.HeapAlloc(heap, 0, 100));
      for (const block of blocks) process.HeapFree(heap, 0, block);
    };
    process.memory.writeUint32(value, HEAP_OPTIMIZE_RESOURCES_CURRENT_VERSION);
    process.memory.writeUint32(value + 4, 0);
    for (const handle of [heap, 0]) {
      keep();
      expect(cached()).toBeGreaterThan(0);
      expect(process.HeapSetInformation(handle, HeapOptimizeResources, value, 8)).toBe(TRUE);
      expect(cached()).toBe(0);
    }
    process.memory.writeUint32(value, 2);
    expect(process.HeapSetInformation(heap, HeapOptimizeResources, value, 8)).toBe(0);
    expect(process.GetLastError()).toBe(ERROR_INVALID_PARAMETER);
    expect(process.HeapQueryInformation(heap, HeapOptimizeResources, value, 8, 0)).toBe(0);
    expect(process.GetLastError()).toBe(ERROR_INVALID_PARAMETER);
  });

  it('a class that is none: ERROR_INVALID_PARAMETER; one that exists elsewhere is not modelled', () => {
    const { process, heap, value } = program(arch);
    expect(process.HeapSetInformation(heap, 99, value, 4)).toBe(0);
    expect(process.GetLastError()).toBe(ERROR_INVALID_PARAMETER);
    expect(process.outcome(() => process.HeapSetInformation(heap, 7, value, 4))).toMatchObject({
      kind: 'stopped',
      reason: 'not-modelled',
    });
  });
});

describe.each(architectures)('HeapSize and HeapValidate, %s', (arch) => {
  it('B-129: a failure of HeapSize is (SIZE_T)-1 and leaves the last error alone', () => {
    const { process, heap } = program(arch);
    const block = process.HeapAlloc(heap, 0, 100);
    process.HeapFree(heap, 0, block);
    process.SetLastError(MARK);
    for (const address of [block, 0, 1, heap, 0x10000])
      expect(process.HeapSize(heap, 0, address)).toBe(MAXSIZE_T);
    expect(process.HeapSize(0, 0, block)).toBe(MAXSIZE_T);
    expect(process.GetLastError()).toBe(MARK);
  });

  it('B-136: one block, which must be busy, or the whole heap', () => {
    const { process, heap } = program(arch);
    const [block = 0, freed = 0, next = 0] = [1, 2, 3].map(() => process.HeapAlloc(heap, 0, 5000));
    process.HeapFree(heap, 0, freed);
    process.SetLastError(MARK);
    expect([0, block, next].map((address) => process.HeapValidate(heap, 0, address))).toEqual([1, 1, 1]);
    expect(process.HeapValidate(heap, 0, freed)).toBe(0);
    process.memory.fill(next - 8, 8, 0x41);
    expect([0, block, next].map((address) => process.HeapValidate(heap, 0, address))).toEqual([0, 1, 0]);
    expect(process.HeapValidate(0, 0, 0)).toBe(0);
    expect(process.GetLastError()).toBe(MARK);
  });

  it('B-136: it finds damage and ends no process', () => {
    const { process } = userOf(arch, true);
    const heap = process.GetProcessHeap();
    const block = process.HeapAlloc(heap, 0, 5000);
    process.memory.fill(block + 5000, 16, 0x41);
    expect(process.HeapValidate(heap, 0, 0)).toBe(0);
    expect(process.exitCode).toBeNull();
  });
});

describe.each(architectures)('HeapCompact, %s', (arch) => {
  it('B-138: the size of the largest committed free block, which can then be allocated', () => {
    const { process } = program(arch);
    const heap = process.HeapCreate(0, 100 * KiB, 100 * KiB);
    const bytes = process.HeapCompact(heap, 0);
    expect(bytes).toBeGreaterThan(90 * KiB);
    expect(process.HeapAlloc(heap, 0, bytes)).not.toBe(0);
  });

  it('B-138: 0 with NO_ERROR when nothing is free, with another one when it failed', () => {
    const { process, value } = program(arch);
    const heap = process.HeapCreate(0, 16 * KiB, 16 * KiB);
    process.HeapAlloc(heap, 0, process.HeapCompact(heap, 0));
    process.SetLastError(MARK);
    expect(process.HeapCompact(heap, 0)).toBe(0);
    expect(process.GetLastError()).toBe(ERROR_SUCCESS);
    expect(process.HeapCompact(value, 0)).toBe(0);
    expect(process.GetLastError()).toBe(ERROR_INVALID_HANDLE);
    process.memory.fill(process.HeapAlloc(process.GetProcessHeap(), 0, 5000) + 5000, 16, 0x41);
    expect(process.HeapCompact(process.GetProcessHeap(), 0)).toBe(0);
    expect(process.GetLastError()).toBe(ERROR_INVALID_PARAMETER);
  });

  it('B-138: adjacent free blocks merge, which shows only where freeing does not do it', () => {
    const { process } = userOf(arch, false, {}, { globalFlags: FLG_HEAP_DISABLE_COALESCING });
    const heap = process.HeapCreate(0, 64 * KiB, 64 * KiB);
    const blocks = Array.from({ length: 12 }, () => process.HeapAlloc(heap, 0, 4000));
    const rest = process.HeapAlloc(heap, 0, process.HeapCompact(heap, 0));
    expect(rest).not.toBe(0);
    for (const block of blocks) process.HeapFree(heap, 0, block);
    expect(process.HeapAlloc(heap, 0, 8000)).toBe(0);
    expect(process.HeapCompact(heap, 0)).toBeGreaterThan(12 * 4000);
    expect(process.HeapAlloc(heap, 0, 8000)).not.toBe(0);
  });
});
