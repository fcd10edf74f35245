/** HeapAlloc as a Visual Basic program declares and calls it (seed S5). */
import {
  boot,
  HEAP_GENERATE_EXCEPTIONS,
  HEAP_NO_SERIALIZE,
  HEAP_ZERO_MEMORY,
  STATUS_ACCESS_VIOLATION,
  STATUS_NO_MEMORY,
} from 'irqlab';
import { declare } from 'irqlab/vb';
import { describe, expect, it } from 'vitest';

// The declaration of the page, with what a program needs around it.
const SOURCE = `
  Private Declare Function HeapAlloc Lib "kernel32" (ByVal hHeap As Long, ByVal dwFlags As Long, ByVal dwBytes As Long) As Long
  Private Declare Function HeapCreate Lib "kernel32" (ByVal flOptions As Long, ByVal dwInitialSize As Long, ByVal dwMaximumSize As Long) As Long
  Private Declare Function HeapDestroy Lib "kernel32" (ByVal hHeap As Long) As Long
  Private Declare Function HeapFree Lib "kernel32" (ByVal hHeap As Long, ByVal dwFlags As Long, ByVal lpMem As Long) As Long
  Private Declare Function HeapSize Lib "kernel32" (ByVal hHeap As Long, ByVal dwFlags As Long, ByVal lpMem As Long) As Long
  Private Declare Function GetProcessHeap Lib "kernel32" () As Long
  Private Declare Function GetLastError Lib "kernel32" () As Long
  Private Declare Sub SetLastError Lib "kernel32" (ByVal dwErrCode As Long)
  Private Declare Sub FillMemory Lib "kernel32" Alias "RtlFillMemory" (ByVal Destination As Long, ByVal Length As Long, ByVal Fill As Byte)
`;
const GROWABLE = 0;
/** A maximum that is not 0 makes a heap that cannot grow. */
const MAXIMUM = 0x40_0000;

function started(profile: 'documented' | 'observed' = 'documented') {
  const nt = boot({ profile });
  const process = nt.startProcess({ arch: 'x86', terminateOnCorruption: false });
  const vb = declare(SOURCE).bind(process);
  const bytesOf = (address: number, count: number) => [...process.memory.readBytes(address, count)];
  const raised = (block: () => unknown) => {
    const outcome = process.outcome(block);
    return outcome.kind === 'raised' ? outcome.record.ExceptionCode : outcome;
  };
  return { nt, process, vb, bytesOf, raised };
}

describe('HeapAlloc, declared for Visual Basic', () => {
  it('S5-001, S5-012: gives the address of a block, which stays where it is', () => {
    const { process, vb, bytesOf } = started();
    const heap = vb.HeapCreate(0, 0, GROWABLE);
    const block = vb.HeapAlloc(heap, 0, 32);
    expect(block).not.toBe(0);
    process.memory.fill(block, 32, 0x5a);
    const others = Array.from({ length: 200 }, (_, index) => vb.HeapAlloc(heap, 0, index * 20));
    for (const other of others) vb.HeapFree(heap, 0, other);
    expect(bytesOf(block, 32)).toEqual(Array(32).fill(0x5a));
  });

  it('S5-002: takes three Longs by value and gives a Long, from kernel32', () => {
    const { declarations } = declare(SOURCE);
    const { parameters, returns, library } = declarations[0] ?? { parameters: [] };
    expect(parameters.map(({ byVal, type }) => [byVal, type])).toEqual(Array(3).fill([true, 'Long']));
    expect([returns, library]).toEqual(['Long', 'kernel32']);
    const { vb } = started();
    expect(Number.isInteger(vb.HeapAlloc(vb.GetProcessHeap(), 0, 8))).toBe(true);
  });

  it('S5-003: kernel32 of every modelled program has it', () => {
    for (const arch of ['x86', 'x64'] as const) {
      const exported = boot().startProcess({ arch }).exportsOf('KERNEL32.DLL')?.get('HeapAlloc');
      expect(exported?.contract).toMatchObject({ name: 'HeapAlloc', minClient: expect.any(String) });
    }
  });

  it('S5-004: the heap is one of HeapCreate or that of GetProcessHeap', () => {
    const { vb, raised } = started();
    const heap = vb.HeapCreate(0, 0, GROWABLE);
    for (const handle of [heap, vb.GetProcessHeap()]) expect(vb.HeapAlloc(handle, 0, 8)).not.toBe(0);
    expect(raised(() => vb.HeapAlloc(0x1234_5678, HEAP_GENERATE_EXCEPTIONS, 8))).toBe(
      STATUS_ACCESS_VIOLATION,
    );
  });

  it('S5-005: flags of the call are added to those of the heap, one or several', () => {
    const { vb, bytesOf, raised } = started();
    const heap = vb.HeapCreate(0, 0, MAXIMUM);
    expect(vb.HeapAlloc(heap, 0, 0x10_0000)).toBe(0);
    expect(raised(() => vb.HeapAlloc(heap, HEAP_GENERATE_EXCEPTIONS, 0x10_0000))).toBe(STATUS_NO_MEMORY);
    const both = HEAP_GENERATE_EXCEPTIONS | HEAP_ZERO_MEMORY | HEAP_NO_SERIALIZE;
    expect(bytesOf(vb.HeapAlloc(heap, both, 64), 64)).toEqual(Array(64).fill(0));
    expect(raised(() => vb.HeapAlloc(heap, both, 0x10_0000))).toBe(STATUS_NO_MEMORY);
  });

  it('S5-006, S5-013, S5-014, S5-015: without memory it gives NULL, or raises when asked to', () => {
    const { vb, raised } = started();
    const heap = vb.HeapCreate(0, 0, GROWABLE);
    expect(vb.HeapAlloc(heap, 0, 0x7fff_0000)).toBe(0);
    expect(raised(() => vb.HeapAlloc(heap, HEAP_GENERATE_EXCEPTIONS, 0x7fff_0000))).toBe(STATUS_NO_MEMORY);
  });

  it('S5-007: HEAP_NO_SERIALIZE does not wait for the thread that holds the lock; without it the call does', () => {
    const { nt, process, vb } = started();
    const heap = vb.HeapCreate(0, 0, GROWABLE);
    const log: string[] = [];
    process.startThread(function* () {
      yield* process.wait.RtlLockHeap(heap);
      for (let turn = 0; turn < 3; turn += 1) yield;
      log.push('unlocked');
      process.RtlUnlockHeap(heap);
    });
    for (const flags of [HEAP_NO_SERIALIZE, 0])
      process.startThread(() => {
        log.push(`${flags}: ${vb.HeapAlloc(heap, flags, 8) !== 0}`);
      });
    nt.runThreads();
    expect(log).toEqual([`${HEAP_NO_SERIALIZE}: true`, 'unlocked', '0: true']);
  });

  it('S5-008: HEAP_ZERO_MEMORY clears the block, also where another one was', () => {
    const { vb, bytesOf } = started();
    const heap = vb.HeapCreate(0, 0, GROWABLE);
    const block = vb.HeapAlloc(heap, 0, 256);
    vb.FillMemory(block, 256, 0xcc);
    vb.HeapFree(heap, 0, block);
    const again = vb.HeapAlloc(heap, HEAP_ZERO_MEMORY, 256);
    expect(again).toBe(block);
    expect(bytesOf(again, 256)).toEqual(Array(256).fill(0));
  });

  it.each([0, 1, 17, 4096, 0x7_fff7])('S5-009: dwBytes counts bytes: %i', (bytes) => {
    const { vb } = started();
    const heap = vb.HeapCreate(0, 0, GROWABLE);
    expect(vb.HeapSize(heap, 0, vb.HeapAlloc(heap, 0, bytes))).toBe(bytes);
  });

  it('S5-010, S5-011: a heap with a maximum gives less than 0x7FFF8 bytes at a time; one without gives more', () => {
    const { vb } = started();
    const fixed = vb.HeapCreate(0, 0, MAXIMUM);
    expect(vb.HeapAlloc(fixed, 0, 0x7fff8)).toBe(0);
    expect(vb.HeapAlloc(fixed, 0, 0x7fff0)).not.toBe(0); // on x86 the Size of a header counts no more
    expect(vb.HeapAlloc(vb.HeapCreate(0, 0, GROWABLE), 0, 0x7fff8)).not.toBe(0);
  });

  it('S5-016, S5-017: a damaged heap raises too, and which exception depends on the damage', () => {
    const { process, vb, raised } = started();
    const flags = HEAP_GENERATE_EXCEPTIONS;
    const damaged = vb.HeapCreate(0, 0, MAXIMUM);
    const block = vb.HeapAlloc(damaged, 0, 64);
    process.memory.fill(block + 64, 64, 0x41); // the free block behind it
    expect([STATUS_ACCESS_VIOLATION, STATUS_NO_MEMORY]).toContain(
      raised(() => vb.HeapAlloc(damaged, flags, 128)),
    );
    expect(raised(() => vb.HeapAlloc(block, flags, 8))).toBe(STATUS_ACCESS_VIOLATION);
  });

  it('S5-018, S5-019: a failure leaves the last error alone', () => {
    const { vb } = started();
    const heap = vb.HeapCreate(0, 0, MAXIMUM);
    for (const bytes of [0x10_0000, -1, 0x7fff_ffff]) {
      vb.SetLastError(4711);
      expect([vb.HeapAlloc(heap, 0, bytes), vb.GetLastError(), vb.Err.LastDllError]).toEqual([0, 4711, 4711]);
    }
  });
});
