/** HeapFree and HeapReAlloc: what they give, and what they leave as the last error. */
import {
  MAXSIZE_T,
  MiB,
  STATUS_ACCESS_VIOLATION,
  STATUS_HEAP_CORRUPTION,
  STATUS_NO_MEMORY,
  TRUE,
} from 'irqlab';
import {
  ERROR_INVALID_PARAMETER,
  ERROR_NOACCESS,
  ERROR_NOT_ENOUGH_MEMORY,
  ERROR_SUCCESS,
  HEAP_GENERATE_EXCEPTIONS,
  HEAP_NO_SERIALIZE,
  HEAP_REALLOC_IN_PLACE_ONLY,
  HEAP_ZERO_MEMORY,
} from 'irqlab/win32';
import { describe, expect, it } from 'vitest';
import { architectures, codeOf, ended, reserveFor, userOf } from '../heap/fixture.ts';

const MARK = 0xdead_beef;
const UNMAPPED = 0xdeadbe00;
const profiles = ['documented', 'observed'] as const;
const places = architectures.flatMap((arch) => profiles.map((profile) => ({ arch, profile })));

function program(arch: 'x64' | 'x86', profile: 'documented' | 'observed' = 'documented', maximum = 0) {
  const site = userOf(arch, false, { profile });
  return { ...site, A: 0x8000 * site.P, heap: site.process.HeapCreate(0, 0, maximum) };
}

describe.each(places)('HeapFree, $arch, $profile', ({ arch, profile }) => {
  it('B-095: NULL is TRUE', () => {
    const { process, heap } = program(arch, profile);
    for (const flags of [0, HEAP_NO_SERIALIZE]) expect(process.HeapFree(heap, flags, 0)).toBe(TRUE);
  });

  it('B-101: an address without memory: ERROR_NOACCESS in tests, ERROR_INVALID_PARAMETER else', () => {
    const { process, heap } = program(arch, profile);
    process.SetLastError(MARK);
    expect(process.HeapFree(heap, 0, UNMAPPED)).toBe(0);
    expect(process.GetLastError()).toBe(profile === 'observed' ? ERROR_NOACCESS : ERROR_INVALID_PARAMETER);
  });

  it('freed twice, inside of a block, of another heap, no block at all: FALSE and ERROR_INVALID_PARAMETER', () => {
    const { process, heap } = program(arch, profile);
    const [block = 0, freed = 0] = [1, 2].map(() => process.HeapAlloc(heap, 0, 100));
    process.HeapFree(heap, 0, freed);
    const foreign = process.HeapAlloc(process.GetProcessHeap(), 0, 100);
    const elsewhere = reserveFor(process, 0x1000, 0x1000) + 0x100;
    for (const address of [freed, block + 16, block + 1, foreign, elsewhere]) {
      process.SetLastError(MARK);
      expect(process.HeapFree(heap, 0, address)).toBe(0);
      expect(process.GetLastError()).toBe(ERROR_INVALID_PARAMETER);
    }
    process.SetLastError(MARK);
    expect(process.HeapFree(heap, 0, block)).toBe(TRUE);
    expect(process.GetLastError()).toBe(MARK);
  });

  it('freed twice where damage ends the process: STATUS_HEAP_CORRUPTION, and no handler runs', () => {
    const { process } = userOf(arch, true, { profile });
    const heap = process.GetProcessHeap();
    const block = process.HeapAlloc(heap, 0, 100);
    process.HeapFree(heap, 0, block);
    const ran: string[] = [];
    const what = process.outcome(() =>
      process.__try(
        () => process.HeapFree(heap, 0, block),
        process.__finally(() => ran.push('finally')),
      ),
    );
    expect(what).toMatchObject(ended(STATUS_HEAP_CORRUPTION));
    expect(ran).toEqual([]);
  });
});

describe.each(places)('HeapReAlloc, $arch, $profile', ({ arch, profile }) => {
  const observed = profile === 'observed';

  it('B-110: NULL gives NULL; the last error becomes 0 in tests', () => {
    const { process, heap } = program(arch, profile);
    process.SetLastError(MARK);
    expect(process.HeapReAlloc(heap, 0, 0, 1)).toBe(0);
    expect(process.GetLastError()).toBe(observed ? ERROR_SUCCESS : MARK);
  });

  it('B-112, B-120: impossible sizes are NULL; the block stays valid', () => {
    const { process, heap } = program(arch, profile);
    const block = process.HeapAlloc(heap, 0, 0);
    for (const bytes of [MAXSIZE_T - 7, MAXSIZE_T]) {
      process.SetLastError(MARK);
      expect(process.HeapReAlloc(heap, 0, block, bytes)).toBe(0);
      expect(process.GetLastError()).toBe(observed ? ERROR_NOT_ENOUGH_MEMORY : MARK);
      expect(process.HeapValidate(heap, 0, block)).toBe(1);
      expect(process.HeapSize(heap, 0, block)).toBe(0);
    }
    expect(process.HeapFree(heap, 0, block)).toBe(TRUE);
  });

  it('B-120: with HEAP_GENERATE_EXCEPTIONS it is STATUS_NO_MEMORY, and the block stays valid too', () => {
    const { process, heap } = program(arch, profile, MiB);
    const block = process.HeapAlloc(heap, HEAP_ZERO_MEMORY, 100);
    const grow = () => process.HeapReAlloc(heap, HEAP_GENERATE_EXCEPTIONS, block, 2 * MiB);
    expect(codeOf(process, grow)).toBe(STATUS_NO_MEMORY);
    expect(process.HeapSize(heap, 0, block)).toBe(100);
  });

  it('B-113: to no bytes: the block does not move, and can be freed by its old address', () => {
    const { process, heap } = program(arch, profile);
    const block = process.HeapAlloc(heap, 0, 1);
    expect(process.HeapReAlloc(heap, 0, block, 0)).toBe(block);
    expect(process.HeapSize(heap, 0, block)).toBe(0);
    expect(process.HeapFree(heap, 0, block)).toBe(TRUE);
  });

  it('B-115: HEAP_ZERO_MEMORY: all that is added is zero', () => {
    const { process, heap, A } = program(arch, profile);
    const isZero = (address: number, bytes: number) =>
      process.memory.readBytes(address, bytes).every((byte) => byte === 0);
    let block = process.HeapAlloc(heap, HEAP_ZERO_MEMORY, A);
    for (const bytes of [3 * A, 1, 1 << 20]) {
      block = process.HeapReAlloc(heap, HEAP_ZERO_MEMORY, block, bytes);
      expect(process.HeapSize(heap, 0, block)).toBe(bytes);
      expect(isZero(block, bytes)).toBe(true);
    }
  });

  it('B-118: a large block shrinks in place and does not grow back into the pages it gave up', () => {
    const { process, heap, A } = program(arch, profile);
    const block = process.HeapAlloc(heap, 0, 1 << 20);
    const resize = (bytes: number) => process.HeapReAlloc(heap, HEAP_REALLOC_IN_PLACE_ONLY, block, bytes);
    expect(resize(1.5 * A)).toBe(block);
    process.SetLastError(MARK);
    expect(resize(2 * A)).toBe(0);
    expect(process.GetLastError()).toBe(observed ? ERROR_NOT_ENOUGH_MEMORY : MARK);
    expect(process.HeapSize(heap, 0, block)).toBe(1.5 * A);
  });

  it('B-122: on a heap with a maximum size the new size is below the limit', () => {
    const { process, heap } = program(arch, profile, 4 * MiB);
    const largest = observed ? { x86: 0x7f000, x64: 0xfe000 }[arch] : { x86: 0x7fff0, x64: 0x7fff7 }[arch];
    const limit = observed ? largest + 1 : 0x7fff8;
    const block = process.HeapAlloc(heap, 0, 100);
    process.memory.fill(block, 100, 0x33);
    const moved = process.HeapReAlloc(heap, 0, block, largest);
    expect(process.HeapSize(heap, 0, moved)).toBe(largest);
    expect(process.memory.readBytes(moved, 100).every((byte) => byte === 0x33)).toBe(true);
    expect(process.HeapReAlloc(heap, 0, moved, limit)).toBe(0);
    expect(process.HeapSize(heap, 0, moved)).toBe(largest);
  });

  it('B-126: an address without memory, and one that is no block: NULL; ERROR_NOACCESS in tests, or nothing', () => {
    const { process, heap } = program(arch, profile);
    const buffer = reserveFor(process, 0x1000, 0x1000) + 0x80;
    for (const [address, error] of [
      [UNMAPPED, observed ? ERROR_NOACCESS : MARK],
      [buffer, MARK],
    ] as const) {
      process.SetLastError(MARK);
      expect(process.HeapReAlloc(heap, 0, address, 10)).toBe(0);
      expect(process.GetLastError()).toBe(error);
    }
  });

  it('ours: a wrong pointer is STATUS_ACCESS_VIOLATION where exceptions are asked for', () => {
    const { process, heap } = program(arch, profile);
    const buffer = reserveFor(process, 0x1000, 0x1000) + 0x80;
    const resize = () => process.HeapReAlloc(heap, HEAP_GENERATE_EXCEPTIONS, buffer, 10);
    expect(codeOf(process, resize)).toBe(STATUS_ACCESS_VIOLATION);
  });
});

describe.each(architectures)('HEAP_NO_SERIALIZE and the heap of the process, %s', (arch) => {
  const calls = {
    HeapAlloc: (process, heap) => process.HeapAlloc(heap, HEAP_NO_SERIALIZE, 64),
    HeapReAlloc: (process, heap) =>
      process.HeapReAlloc(heap, HEAP_NO_SERIALIZE, process.HeapAlloc(heap, 0, 64), 60),
    HeapFree: (process, heap) => process.HeapFree(heap, HEAP_NO_SERIALIZE, process.HeapAlloc(heap, 0, 64)),
  } satisfies Record<string, (process: ReturnType<typeof program>['process'], heap: number) => number>;

  it.each([
    ['S2-012', 'HeapAlloc'],
    ['ours', 'HeapReAlloc'],
    ['B-109', 'HeapFree'],
  ] as const)(
    '%s: %s with the flag is a finding on it, and on no other heap; the call goes on',
    (_, routine) => {
      const { nt, process, heap } = program(arch);
      for (let n = 0; n < 0x20; n++) process.HeapFree(heap, 0, process.HeapAlloc(heap, 0, 64)); // slots: the short way
      expect(process.run(() => calls[routine](process, heap))).not.toBe(0);
      expect(nt.findings).toEqual([]);
      const own = process.GetProcessHeap();
      for (let n = 0; n < 0x20; n++) process.HeapFree(own, 0, process.HeapAlloc(own, 0, 64));
      expect(process.run(() => calls[routine](process, own))).not.toBe(0);
      expect(nt.findings).toMatchObject([
        { rule: 'heap-process-unserialized', routine, values: [own, HEAP_NO_SERIALIZE] },
      ]);
    },
  );
});
