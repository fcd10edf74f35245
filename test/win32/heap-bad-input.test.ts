/** Whatever is passed: a documented result, an exception of the program, or a TypeScript error; nothing else. */
import { MAXSIZE_T, MiB, out, STATUS_HEAP_CORRUPTION, TRUE, type UserProcess } from 'irqlab';
import { ERROR_INVALID_PARAMETER, ERROR_NOACCESS, HEAP_SUMMARY, PROCESS_HEAP_ENTRY } from 'irqlab/win32';
import { describe, expect, it } from 'vitest';
import { architectures, reserveFor, userOf } from '../heap/fixture.ts';

type Call = (
  process: UserProcess,
  handle: number | bigint,
  flags: number,
  address: number,
  size: number,
) => number;

const calls: Readonly<Record<string, Call>> = {
  HeapCreate: (process, _, flags, __, size) => process.HeapCreate(flags, size, size),
  HeapAlloc: (process, handle, flags, _, size) => process.HeapAlloc(handle, flags, size),
  HeapReAlloc: (process, handle, flags, address, size) => process.HeapReAlloc(handle, flags, address, size),
  HeapFree: (process, handle, flags, address) => process.HeapFree(handle, flags, address),
  HeapSize: (process, handle, flags, address) => process.HeapSize(handle, flags, address),
  HeapValidate: (process, handle, flags, address) => process.HeapValidate(handle, flags, address),
  HeapCompact: (process, handle, flags) => process.HeapCompact(handle, flags),
  HeapLock: (process, handle) => process.HeapLock(handle),
  HeapUnlock: (process, handle) => process.HeapUnlock(handle),
  HeapWalk: (process, handle, _, address) =>
    process.HeapWalk(handle, out(PROCESS_HEAP_ENTRY, { ...PROCESS_HEAP_ENTRY.initial, lpData: address })),
  HeapSummary: (process, handle, flags) => process.HeapSummary(handle, flags, out(HEAP_SUMMARY)),
  HeapSetInformation: (process, handle, flags, address, size) =>
    process.HeapSetInformation(handle, flags & 1, address, size),
  HeapQueryInformation: (process, handle, flags, address, size) =>
    process.HeapQueryInformation(handle, flags & 1, address, size, 0),
  GetProcessHeaps: (process, _, flags, address) => process.GetProcessHeaps(flags & 3, address),
  HeapDestroy: (process, handle) => process.HeapDestroy(handle),
};

/** Values of every sort; the names say which. */
const odd = [0, 1, -1, 7, 0x10000, 0x7fff_ffff, 0x8000_0000, 0xdead_be00, 0xffff_ffff, -(2 ** 31)] as const;
const noNumber = [0.5, Number.NaN, Number.POSITIVE_INFINITY, -1.5, 2 ** 70] as const;

function scene(arch: 'x64' | 'x86') {
  const { nt, process } = userOf(arch, false, { onViolation: 'report' });
  const heap = process.HeapCreate(0, 0, 0);
  const block = process.HeapAlloc(heap, 0, 100);
  const freed = process.HeapAlloc(heap, 0, 5000);
  process.HeapFree(heap, 0, freed);
  return { nt, process, heap, block, freed, buffer: reserveFor(process, 0x1000, 0x1000) };
}

describe.each(architectures)('bad input, %s', (arch) => {
  it.each(Object.keys(calls))('%s never does anything but answer, raise or refuse', (name) => {
    const call = calls[name] as Call;
    const places = scene(arch);
    const handles = [...odd, ...noNumber, places.buffer, places.block, 0n, -1n, 2n ** 80n];
    const addresses = [...odd, ...noNumber, places.freed, places.buffer + 8, places.block + 4];
    const flagsOf = [0, 1, 4, 0xff, 0x10000, -1, 0x8000_0000];
    let refused = 0;
    const attempt = (handle: number | bigint, flags: number, address: number, size: number) => {
      try {
        const { kind } = places.process.outcome(() => call(places.process, handle, flags, address, size));
        expect(['returned', 'raised']).toContain(kind);
      } catch (error) {
        expect(error instanceof RangeError || error instanceof TypeError).toBe(true);
        refused += 1;
      }
    };
    for (const handle of handles) attempt(handle, 0, places.block, 8);
    for (const address of addresses) attempt(places.heap, 0, address, 8);
    // A segment heap (0x100, 0x200) is not modelled, which stops the machine: heap-create.test.ts.
    for (const flags of flagsOf.filter((one) => name !== 'HeapCreate' || (one & 0x300) === 0))
      attempt(places.heap, flags, places.freed, 8);
    for (const size of [...odd, ...noNumber, MAXSIZE_T - 7, 2 ** 40])
      attempt(places.heap, 0, places.freed, size);
    expect(places.process.exitCode).toBeNull();
    expect(refused).toBeLessThan(30);
    expect(places.process.HeapAlloc(places.process.GetProcessHeap(), 0, 10)).not.toBe(0);
  });

  it('a size that cannot exist in C is a RangeError, and nothing happened', () => {
    const { process, heap, block } = scene(arch);
    for (const size of [0.5, Number.NaN, 2 ** 70, -(2 ** 70)]) {
      expect(() => process.HeapAlloc(heap, 0, size)).toThrow(RangeError);
      expect(() => process.HeapReAlloc(heap, 0, block, size)).toThrow(RangeError);
      expect(() => process.HeapCreate(0, size, 0)).toThrow(RangeError);
    }
    expect(process.HeapSize(heap, 0, block)).toBe(100);
    expect(process.HeapValidate(heap, 0, 0)).toBe(TRUE);
  });

  it('a handle may be a bigint', () => {
    const { process, heap } = scene(arch);
    const handle = BigInt(heap);
    const block = process.HeapAlloc(handle, 0, 40);
    expect(process.HeapSize(handle, 0, block)).toBe(40);
    const resized = process.HeapReAlloc(handle, 0, block, 50);
    expect(process.HeapValidate(handle, 0, resized)).toBe(TRUE);
    expect([process.HeapLock(handle), process.HeapUnlock(handle)]).toEqual([1, 1]);
    expect(process.HeapFree(handle, 0, resized)).toBe(TRUE);
    expect(process.HeapDestroy(handle)).toBe(TRUE);
    expect(() => process.HeapAlloc(2n ** 70n, 0, 1)).toThrow(RangeError);
  });

  it('an address in reserved pages has no memory: ERROR_NOACCESS in tests', () => {
    const { process } = userOf(arch, false, { profile: 'observed' });
    const heap = process.HeapCreate(0, 0, 0);
    const reserved = reserveFor(process, 0x1_0000, 0x1000) + 0x2000;
    expect(process.HeapFree(heap, 0, reserved)).toBe(0);
    expect(process.GetLastError()).toBe(ERROR_NOACCESS);
    expect(process.HeapFree(heap, 0, reserved - 0x1800)).toBe(0);
    expect(process.GetLastError()).toBe(ERROR_INVALID_PARAMETER);
  });

  it('a destroyed heap: as any address without memory', () => {
    const { process } = userOf(arch, false);
    const heap = process.HeapCreate(0, 0, 0);
    const block = process.HeapAlloc(heap, 0, 100);
    expect(process.HeapDestroy(heap)).toBe(TRUE);
    expect(process.outcome(() => process.HeapAlloc(heap, 0, 8)).kind).toBe('raised');
    expect(process.outcome(() => process.HeapFree(heap, 0, block)).kind).toBe('raised');
    expect([process.HeapLock(heap), process.HeapValidate(heap, 0, 0)]).toEqual([0, 0]);
  });

  it('garbage where damage ends the process: STATUS_HEAP_CORRUPTION, never more', () => {
    for (const address of [1, 0xdead_be00, MiB + 4]) {
      const { process } = userOf(arch, true);
      expect(process.outcome(() => process.HeapFree(process.GetProcessHeap(), 0, address))).toMatchObject({
        kind: 'stopped',
        reason: 'process-exit',
        exitCode: STATUS_HEAP_CORRUPTION,
      });
    }
  });
});
