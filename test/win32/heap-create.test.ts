/** HeapCreate and HeapDestroy: handles, sizes, limits, options. */
import {
  HEAP_FREE_CHECKING_ENABLED,
  HEAP_GROWABLE,
  HEAP_TAIL_CHECKING_ENABLED,
  KiB,
  MiB,
  STATUS_ACCESS_VIOLATION,
  STATUS_NO_MEMORY,
  TRUE,
} from 'irqlab';
import {
  ERROR_INVALID_HANDLE,
  ERROR_NOT_ENOUGH_MEMORY,
  HEAP_CREATE_ENABLE_EXECUTE,
  HEAP_GENERATE_EXCEPTIONS,
  HEAP_NO_SERIALIZE,
} from 'irqlab/win32';
import { describe, expect, it } from 'vitest';
import { architectures, codeOf, pagesAt, userOf } from '../heap/fixture.ts';

const MARK = 0xdead_beef;
const profiles = ['documented', 'observed'] as const;
const places = architectures.flatMap((arch) => profiles.map((profile) => ({ arch, profile })));

/** A process, and A of the facts: 0x8000 pointers. */
function program(arch: 'x64' | 'x86', profile: 'documented' | 'observed' = 'documented') {
  const site = userOf(arch, false, { profile });
  return { ...site, A: 0x8000 * site.P };
}

describe.each(places)('HeapCreate, $arch, $profile', ({ arch, profile }) => {
  it('B-035: handles are multiples of 64 KB, growable or not', () => {
    const { process, A } = program(arch, profile);
    const sizes = [0, 0, A, 5 * A] as const;
    const handles = sizes.map((maximum) => process.HeapCreate(0, 0, maximum));
    expect(new Set(handles).size).toBe(4);
    for (const handle of handles) expect([handle > 0, handle % 0x1_0000]).toEqual([true, 0]);
  });

  it('B-040: a block close to the size of the heap can be had, and HeapSize is exact', () => {
    const { process, P, A } = program(arch, profile);
    const heap = process.HeapCreate(0, A, A);
    const bytes = A - (0x400 + 0x100 * P);
    const block = process.HeapAlloc(heap, 0, bytes);
    expect(block).not.toBe(0);
    expect(process.HeapSize(heap, 0, block)).toBe(bytes);
    process.memory.fill(block, bytes, 0xcc);
    expect(process.HeapValidate(heap, 0, 0)).toBe(1);
  });

  it('B-041: a somewhat larger one cannot; the last error is 8 in tests, and untouched by the page', () => {
    const { process, P, A } = program(arch, profile);
    const heap = process.HeapCreate(0, A, A);
    process.SetLastError(MARK);
    expect(process.HeapAlloc(heap, 0, A - (0x200 + 0x80 * P))).toBe(0);
    expect(process.GetLastError()).toBe(profile === 'observed' ? ERROR_NOT_ENOUGH_MEMORY : MARK);
  });

  it('B-042: a block of no bytes has an address and the size 0', () => {
    const { process, A } = program(arch, profile);
    const heap = process.HeapCreate(0, 2 * A, 5 * A);
    const block = process.HeapAlloc(heap, 0, 0);
    expect(block).not.toBe(0);
    expect(process.HeapSize(heap, 0, block)).toBe(0);
  });

  it('B-043: three fifths of the heap: refused in tests, with last error 8; by the page the limit alone decides', () => {
    const { process, A } = program(arch, profile);
    const heap = process.HeapCreate(0, 2 * A, 5 * A);
    process.SetLastError(MARK);
    const given = process.HeapAlloc(heap, 0, 3 * A) !== 0;
    expect(given).toBe(profile === 'documented' && arch === 'x86'); // 0x60000 is below 0x7FFF8, 0xC0000 is not
    expect(process.GetLastError()).toBe(profile === 'observed' ? ERROR_NOT_ENOUGH_MEMORY : MARK);
    expect(process.HeapAlloc(heap, 0, A)).not.toBe(0);
  });

  it('B-032: however large the maximum, no block has 512 KB on x86, or 1 MB on x64 in tests', () => {
    const { process } = program(arch, profile);
    const heap = process.HeapCreate(0, 0, 8 * MiB);
    let [least, most] = [0, 8 * MiB];
    while (most - least > 1) {
      const bytes = (least + most) >>> 1;
      const block = process.HeapAlloc(heap, 0, bytes);
      if (block === 0) most = bytes;
      else least = bytes;
      process.HeapFree(heap, 0, block);
    }
    const limits = { documented: { x86: 0x7fff0, x64: 0x7fff7 }, observed: { x86: 0x7f000, x64: 0xfe000 } };
    expect(least).toBe(limits[profile][arch]);
    expect(codeOf(process, () => process.HeapAlloc(heap, HEAP_GENERATE_EXCEPTIONS, most))).toBe(
      STATUS_NO_MEMORY,
    );
    expect(process.HeapValidate(heap, 0, 0)).toBe(1);
  });

  it('a heap with a maximum size gives all of it, and no more', () => {
    const { process } = program(arch, profile);
    const heap = process.HeapCreate(0, 0, MiB);
    const blocks: number[] = [];
    for (let block = process.HeapAlloc(heap, 0, 1000); block !== 0; ) {
      blocks.push(block);
      block = process.HeapAlloc(heap, 0, 1000);
    }
    expect(blocks.length * 1000).toBeGreaterThan(0.95 * MiB);
    for (const block of blocks) expect(block > heap && block + 1000 <= heap + MiB).toBe(true);
    for (const block of blocks) expect(process.HeapFree(heap, 0, block)).toBe(TRUE);
    expect(process.HeapAlloc(heap, 0, 400 * KiB)).not.toBe(0);
  });
});

describe.each(architectures)('sizes and options of HeapCreate, %s', (arch) => {
  it.each([
    ['nothing said: 64 pages and one committed', 0, 0, 0x40000, 0x1000],
    ['a maximum: one page committed', 0, 0x12345, 0x13000, 0x1000],
    ['both: in pages', 0x1001, 0x12345, 0x13000, 0x2000],
    ['an initial size as the maximum', 0x13000, 0x13000, 0x13000, 0x13000],
    ['ours: an initial size above the maximum counts as the maximum', 0x20000, 0x3000, 0x3000, 0x3000],
    ['an initial size alone: reserved in 16 pages', 0x10001, 0, 0x20000, 0x11000],
  ])('%s', (_, initial, maximum, reserved, committed) => {
    const { process, P } = program(arch);
    const heap = process.HeapCreate(0, initial, maximum);
    expect(pagesAt(process, P, heap)).toEqual({ reserved, committed });
  });

  it('B-033: a failure is NULL, and the last error says why', () => {
    const { process } = program(arch);
    const impossible = [
      [0, 0x7000_0000],
      [0, -4096],
      [-4096, 0],
      [0x7000_0000, 0],
    ] as const;
    for (const [initial, maximum] of impossible) {
      process.SetLastError(MARK);
      expect(process.HeapCreate(0, initial, maximum)).toBe(0);
      expect(process.GetLastError()).toBe(ERROR_NOT_ENOUGH_MEMORY);
    }
    process.SetLastError(MARK);
    expect(process.HeapCreate(HEAP_GENERATE_EXCEPTIONS, 0, -4096)).toBe(0);
    expect(process.HeapCreate(0, 0, 0)).not.toBe(0);
    expect(process.GetLastError()).toBe(ERROR_NOT_ENOUGH_MEMORY);
  });

  it('B-034: code runs from blocks of a heap with HEAP_CREATE_ENABLE_EXECUTE only', () => {
    for (const maximum of [0, MiB]) {
      const { process } = program(arch);
      for (const options of [0, HEAP_CREATE_ENABLE_EXECUTE]) {
        const heap = process.HeapCreate(options, 0, maximum);
        const fault = process.memory.probe(process.HeapAlloc(heap, 0, 0x40000), 1, 'execute');
        expect(fault?.reason ?? null).toBe(options === 0 ? 'no-execute' : null);
      }
    }
  });

  it('B-034: without it execution is STATUS_ACCESS_VIOLATION', () => {
    const { process } = program(arch);
    const block = process.HeapAlloc(process.HeapCreate(0, 0, 0), 0, 64);
    process.SetUnhandledExceptionFilter(block);
    const code = codeOf(process, () =>
      process.UnhandledExceptionFilter({
        ExceptionRecord: {
          ExceptionCode: 1,
          ExceptionFlags: 0,
          ExceptionRecord: null,
          ExceptionAddress: 0,
          ExceptionInformation: [],
        },
        ContextRecord: null,
      }),
    );
    expect(code).toBe(STATUS_ACCESS_VIOLATION);
  });

  it('B-197: flags of debug heaps are dropped, and so is every other that no page names', () => {
    const { nt, process } = program(arch);
    const dropped = [
      HEAP_TAIL_CHECKING_ENABLED,
      HEAP_FREE_CHECKING_ENABLED,
      0x0400_0000, // HEAP_SHARED
      0x80, // HEAP_DISABLE_COALESCE_ON_FREE
      HEAP_GROWABLE,
      0x4000_0000,
      0xf000,
    ];
    const flagsOf = (heap: number) => process.memory.readUint32(heap + (arch === 'x64' ? 0x70 : 0x40));
    for (const flag of dropped) {
      const heap = process.HeapCreate(flag, 0, 64 * KiB);
      expect(flagsOf(heap)).toBe(0);
      const block = process.HeapAlloc(heap, 0, 37);
      expect(process.memory.readUint8(block + 37)).not.toBe(0xab);
      process.HeapFree(heap, 0, block);
      expect(process.HeapAlloc(heap, 0, MiB)).toBe(0);
      expect(nt.debug.heapFinding(process, heap)).toBeNull();
    }
    expect(flagsOf(process.HeapCreate(0, 0, 0))).toBe(HEAP_GROWABLE);
    const kept = HEAP_GENERATE_EXCEPTIONS | HEAP_NO_SERIALIZE | HEAP_CREATE_ENABLE_EXECUTE;
    expect(flagsOf(process.HeapCreate((0xff & ~0x100) | kept, 0, 64 * KiB))).toBe(kept);
  });

  it.each([0x100, 0x200])('a segment heap (0x%s) is not modelled, and says so', (flag) => {
    const { process } = program(arch);
    expect(process.outcome(() => process.HeapCreate(flag, 0, 0))).toMatchObject({
      kind: 'stopped',
      reason: 'not-modelled',
    });
  });
});

describe.each(architectures)('HeapDestroy, %s', (arch) => {
  it('B-143: TRUE; blocks and handle are worthless then, and the memory is back', () => {
    const { nt, process } = program(arch);
    const used = nt.debug.physicalMemory.usedBytes;
    const heap = process.HeapCreate(0, 0, 0);
    const blocks = [100, 5000, 2 * MiB].map((bytes) => process.HeapAlloc(heap, 0, bytes));
    expect(process.HeapDestroy(heap)).toBe(TRUE);
    expect(nt.debug.physicalMemory.usedBytes).toBe(used);
    for (const block of blocks)
      expect(codeOf(process, () => process.memory.readUint8(block))).toBe(STATUS_ACCESS_VIOLATION);
    expect(codeOf(process, () => process.HeapAlloc(heap, 0, 8))).toBe(STATUS_ACCESS_VIOLATION);
    expect(process.HeapLock(heap)).toBe(0);
  });

  it('B-143: never the heap of the process', () => {
    const { process } = program(arch);
    expect(process.HeapDestroy(process.GetProcessHeap())).toBe(0);
    expect(process.GetLastError()).toBe(ERROR_INVALID_HANDLE);
    expect(process.HeapAlloc(process.GetProcessHeap(), 0, 8)).not.toBe(0);
  });
});

describe.each(architectures)('GetProcessHeaps, %s', (arch) => {
  it('B-037: the heap of the process, then the others in order of their creation', () => {
    const { process, P } = program(arch);
    const made = [0, MiB, 0].map((maximum) => process.HeapCreate(0, 0, maximum));
    const array = process.HeapAlloc(process.GetProcessHeap(), 0, 8 * P);
    expect(process.GetProcessHeaps(8, array)).toBe(4);
    const read = (index: number) => process.memory.readPointer(array + index * P);
    expect([0, 1, 2, 3].map(read)).toEqual([process.GetProcessHeap(), ...made]);
    expect(process.GetProcessHeaps(0, 0)).toBe(4);
    process.memory.fill(array, 8 * P, 0);
    expect(process.GetProcessHeaps(2, array)).toBe(4);
    expect([0, 1, 2].map(read)).toEqual([process.GetProcessHeap(), made[0], 0]);
  });
});
