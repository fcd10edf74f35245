/** Arguments that no C program could pass, and addresses of the kernel that a program passes. */
import { boot, MiB, out, POOL_FLAG_NON_PAGED, PVOID, STATUS_ACCESS_VIOLATION } from 'irqlab';
import { HEAP_GENERATE_EXCEPTIONS } from 'irqlab/win32';
import { describe, expect, it } from 'vitest';
import { codeOf } from '../heap/fixture.ts';

/** A machine with the architecture of a place, and a program that damage does not end. */
function siteOf(place: string) {
  const nt = boot({
    arch: place === 'x86' ? 'x86' : 'x64',
    userBytes: 64 * MiB,
    kernelBytes: 4 * MiB,
    physicalMemory: 64 * MiB,
  });
  const process = nt.startProcess({ arch: place === 'x64' ? 'x64' : 'x86', terminateOnCorruption: false });
  return { nt, process, heap: process.HeapCreate(0, 0, 0) };
}

describe.each(['x64', 'x86', 'x86 on x64'])('impossible arguments, %s', (place) => {
  it.each([0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 32, -(2 ** 31) - 1])(
    'a flag of %d is no DWORD',
    (flags) => {
      const { process, heap } = siteOf(place);
      // The front end serves this size from here on, and with it the short way.
      const block = Array.from({ length: 40 }, () => process.HeapAlloc(heap, 0, 40)).at(-1) ?? 0;
      process.SetLastError(77);
      for (const call of [
        () => process.HeapAlloc(heap, flags, 40),
        () => process.HeapAlloc(heap, flags, 100_000),
        () => process.HeapReAlloc(heap, flags, block, 41),
        () => process.HeapFree(heap, flags, block),
        () => process.HeapSize(heap, flags, block),
        () => process.HeapValidate(heap, flags, block),
        () => process.HeapCompact(heap, flags),
        () => process.HeapCreate(flags, 0, 0),
        () => process.GetProcessHeaps(flags, 0),
        () => process.AddVectoredExceptionHandler(flags, () => 0),
        () => process.RaiseException(flags, 0, 0, 0),
      ])
        expect(call).toThrow(RangeError);
      expect(process.HeapSize(heap, 0, block)).toBe(40);
      expect(process.GetLastError()).toBe(77);
      expect(process.HeapAlloc(heap, HEAP_GENERATE_EXCEPTIONS, 40)).not.toBe(0);
    },
  );

  it.each([0.5, Number.NaN, Number.NEGATIVE_INFINITY, 1e300])(
    'an address or handle of %d is none',
    (address) => {
      const { process, heap } = siteOf(place);
      for (const call of [
        () => process.HeapSize(heap, 0, address),
        () => process.HeapValidate(heap, 0, address),
        () => process.HeapLock(address),
        () => process.HeapUnlock(address),
        () => process.HeapQueryInformation(address, 0, 0, 4, 0),
        () => process.SetUnhandledExceptionFilter(address),
        () => process.AddVectoredContinueHandler(0, address),
        () => process.VirtualQuery(0, address, 48),
        () => process.WsCreateHeap(1, 1, address, 0, out(PVOID), 0),
      ])
        expect(call).toThrow(RangeError);
    },
  );

  it('what is no number, cell or function is a TypeError that names the parameter', () => {
    const { process, heap } = siteOf(place);
    const nothing = undefined as unknown as number;
    for (const call of [
      () => process.HeapAlloc(heap, nothing, 8),
      () => process.HeapSize(heap, 0, nothing),
      () => process.HeapValidate(nothing, 0, 0),
      () => process.SetUnhandledExceptionFilter('x' as unknown as number),
      () => process.RaiseException(1, 0, 1, {} as unknown as number),
      () => process.UnhandledExceptionFilter({} as unknown as number),
      () => process.WsResetHeap(1n as unknown as number, 0),
      () => process.VirtualProtect(heap, 1, 4, [] as unknown as number),
      () => process.GetProcessHeaps(2, { value: 1 } as unknown as number),
      () => process.WsCreateError(0, 0, {} as unknown as number),
    ])
      expect(call).toThrow(TypeError);
  });

  it('what becomes a number only by conversion is no handle and no address, also where a slot would be served at once', () => {
    const { process, heap } = siteOf(place);
    const live = Array.from({ length: 100 }, () => process.HeapAlloc(heap, 0, 40)); // the front end has slots now
    const block = live[50] ?? 0;
    const disguises = [
      String,
      BigInt,
      (value: number) => [value],
      (value: number) => ({ valueOf: () => value }),
    ];
    process.run(() => {
      for (const disguise of disguises) {
        const address = disguise(block) as number;
        expect(() => process.HeapFree(heap, 0, address)).toThrow(TypeError);
        expect(() => process.HeapReAlloc(heap, 0, address, 39)).toThrow(TypeError);
        if (disguise === BigInt) continue; // a handle may be one
        const handle = disguise(heap) as number;
        expect(() => process.HeapAlloc(handle, 0, 40)).toThrow(TypeError);
        expect(() => process.HeapFree(handle, 0, block)).toThrow(TypeError);
        expect(() => process.HeapReAlloc(handle, 0, block, 39)).toThrow(TypeError);
      }
      const symbol = Symbol('no address') as unknown as number;
      expect(() => process.HeapAlloc(symbol, 0, 40)).toThrow(TypeError);
      expect(() => process.HeapFree(heap, 0, symbol)).toThrow(TypeError);
    });
    expect(live.every((one) => process.HeapSize(heap, 0, one) === 40)).toBe(true);
    expect(process.HeapValidate(heap, 0, 0)).toBe(1);
  });

  it('the kernel range is not readable for a program, whichever routine reads for it', () => {
    const { nt, process } = siteOf(place);
    const inKernel = nt.ExAllocatePool2(POOL_FLAG_NON_PAGED, 64, 0x31676154);
    for (const address of place === 'x86 on x64'
      ? [0xffff_0000]
      : [place === 'x64' ? -0x1_0000 : 0xffff_0000, inKernel])
      for (const call of [
        () => process.UnhandledExceptionFilter(address),
        () => process.RaiseException(0xe000_0001, 0, 1, address),
        () => process.RtlRaiseException(address),
      ])
        expect(codeOf(process, call)).toBe(STATUS_ACCESS_VIOLATION);
    expect(nt.KeGetCurrentIrql()).toBe(0);
  });

  it('a value as wide as a pointer may be a bigint', () => {
    const { process, heap } = siteOf(place);
    expect(process.HeapSize(BigInt(heap), 0, process.HeapAlloc(BigInt(heap), 0, 8n))).toBe(8);
    expect(process.GlobalSize(BigInt(process.GlobalAlloc(2, 8n)))).toBe(8);
    expect(process.MapUserPhysicalPages(0, 1n, 0)).toBe(0);
  });

  it('a HANDLE is a PVOID, so the handle of the process heap goes to RtlAllocateHeap', () => {
    const { process } = siteOf(place);
    const block = process.RtlAllocateHeap(process.GetProcessHeap(), 0, 8);
    expect(process.HeapSize(process.GetProcessHeap(), 0, block)).toBe(8);
  });
});
