/** Processes: their own addresses, and programs for x86 on a machine for x64. */
import {
  boot,
  DISPATCH_LEVEL,
  EXCEPTION_CONTINUE_SEARCH,
  EXCEPTION_EXECUTE_HANDLER,
  HEAP_GENERATE_EXCEPTIONS,
  HEAP_GROWABLE,
  HEAP_SETTABLE_USER_VALUE,
  KIRQL,
  out,
  PVOID,
  SIZE_T,
  STATUS_ACCESS_VIOLATION,
  STATUS_NO_MEMORY,
} from 'irqlab';
import { describe, expect, it } from 'vitest';

const machines = [
  { arch: 'x64', program: 'x64' },
  { arch: 'x64', program: 'x86' },
  { arch: 'x86', program: 'x86' },
] as const;

const inRange = (address: number, program: 'x64' | 'x86') =>
  address > 0 && address < (program === 'x86' ? 2 ** 31 : 2 ** 47);

describe.each(machines)('a program for $program on a machine for $arch', ({ arch, program }) => {
  const started = () => {
    const nt = boot({ arch });
    return { nt, process: nt.startProcess({ arch: program }) };
  };

  it('has pointers of its width and addresses in its range', () => {
    const { nt, process } = started();
    expect(process.arch).toBe(program);
    const heap = process.RtlCreateHeap(HEAP_GROWABLE, 0, 0, 0, 0, 0);
    const block = process.RtlAllocateHeap(heap, 0, 64);
    expect([process.processHeap, heap, block].every((address) => inRange(address, program))).toBe(true);
    process.memory.fill(block, 64, 0xff);
    process.memory.writePointer(block, 0x1234_5678);
    expect([...process.memory.readBytes(block, 12)]).toEqual([
      ...[0x78, 0x56, 0x34, 0x12],
      ...Array(4).fill(program === 'x64' ? 0 : 0xff),
      ...Array(4).fill(0xff),
    ]);
    expect(process.memory.readPointer(block)).toBe(0x1234_5678);
    expect(nt.debug.memoryOf(process).readPointer(block)).toBe(0x1234_5678);
  });

  it('has blocks in the granules of its architecture', () => {
    const { process } = started();
    const heap = process.RtlCreateHeap(HEAP_GROWABLE, 0, 0, 0, 0, 0);
    const addresses = Array.from({ length: 10 }, () => process.RtlAllocateHeap(heap, 0, 1));
    const granule = program === 'x64' ? 16 : 8;
    expect(addresses.every((address) => address % granule === 0)).toBe(true);
    expect(addresses.some((address) => address % (2 * granule) !== 0)).toBe(true);
    expect(process.RtlValidateHeap(heap, 0, 0)).toBe(1);
  });

  it('keeps the user value of a block, which the system writes with its pointer width', () => {
    const { process } = started();
    const heap = process.RtlCreateHeap(HEAP_GROWABLE, 0, 0, 0, 0, 0);
    const block = process.RtlAllocateHeap(heap, HEAP_SETTABLE_USER_VALUE, 8);
    const around = process.RtlAllocateHeap(heap, 0, 16);
    process.memory.fill(around, 16, 0xee);
    expect(process.RtlSetUserValueHeap(heap, 0, block, 0x7654_3210)).toBe(1);
    const bytes = program === 'x64' ? 8 : 4;
    expect(process.RtlGetUserInfoHeap(heap, 0, block, around, 0)).toBe(1);
    expect(process.memory.readPointer(around)).toBe(0x7654_3210);
    expect([...process.memory.readBytes(around + bytes, 16 - bytes)]).toEqual(Array(16 - bytes).fill(0xee));
  });

  it('raises with addresses of its range, and reads its records and arguments from memory', () => {
    const { process } = started();
    const block = process.RtlAllocateHeap(process.processHeap, 0, 64);
    const width = program === 'x64' ? 8 : 4;
    process.memory.writePointer(block, 11);
    process.memory.writePointer(block + width, 22);
    const seen: unknown[] = [];
    process.__try(
      () => process.RaiseException(0xe000_0001, 0, 2, block),
      process.__except(
        () => {
          const { ExceptionRecord } = process.GetExceptionInformation();
          const { ExceptionAddress, ExceptionInformation } = ExceptionRecord;
          seen.push(inRange(ExceptionAddress, program), [...ExceptionInformation].slice(0, 2));
          return EXCEPTION_EXECUTE_HANDLER;
        },
        () => {},
      ),
    );
    expect(seen).toEqual([true, [11, 22]]);
    const at: boolean[] = [];
    const handler = process.AddVectoredExceptionHandler(
      1,
      (pointers: { ExceptionRecord: { ExceptionAddress: number } }) => {
        at.push(inRange(pointers.ExceptionRecord.ExceptionAddress, program));
        return EXCEPTION_CONTINUE_SEARCH;
      },
    );
    const outcome = process.outcome(() =>
      process.RtlAllocateHeap(process.processHeap, HEAP_GENERATE_EXCEPTIONS, 0x7fff_0000),
    );
    expect(outcome).toMatchObject({ kind: 'raised', record: { ExceptionCode: STATUS_NO_MEMORY } });
    expect(at).toEqual([true]);
    expect(process.RemoveVectoredExceptionHandler(handler)).toBe(1);
  });

  it('gets an access violation for what is not its memory', () => {
    const { nt, process } = started();
    const violation = (address: number) => ({
      kind: 'raised',
      record: { ExceptionCode: STATUS_ACCESS_VIOLATION, ExceptionInformation: [0, address] },
    });
    const kernelBlock = nt.variable(16);
    const elsewhere = program === 'x86' ? 0x9000_0000 : kernelBlock;
    for (const address of [0, 0x10, elsewhere])
      expect(process.outcome(() => process.memory.readUint8(address))).toMatchObject(violation(address));
  });

  it('has virtual memory in its range', () => {
    const { process } = started();
    const [base, size] = [out(PVOID), out(SIZE_T)];
    size.value = 0x1_0000;
    const MEM_RESERVE_COMMIT = 0x3000;
    expect(process.NtAllocateVirtualMemory(-1, base, 0, size, MEM_RESERVE_COMMIT, 4)).toBe(0);
    expect(inRange(base.value, program)).toBe(true);
    process.memory.writeUint32(base.value, 7);
    expect(process.memory.readUint32(base.value)).toBe(7);
  });

  it('is restored by a snapshot', () => {
    const { nt, process } = started();
    const block = process.RtlAllocateHeap(process.processHeap, 0, 16);
    process.memory.writePointer(block, 1);
    const before = nt.snapshot();
    process.memory.writePointer(block, 2);
    process.RtlFreeHeap(process.processHeap, 0, block);
    nt.restore(before);
    expect(process.memory.readPointer(block)).toBe(1);
    expect(process.RtlFreeHeap(process.processHeap, 0, block)).toBe(1);
  });

  it('cannot be entered at a raised level: 0x4A', () => {
    const { nt, process } = started();
    nt.KeRaiseIrql(DISPATCH_LEVEL, out(KIRQL));
    expect(nt.outcome(() => process.RtlAllocateHeap(process.processHeap, 0, 1))).toMatchObject({
      kind: 'bugcheck',
      code: 0x4a,
    });
  });
});

describe('two programs', () => {
  it('for x64 have no address in common: a handle or a pointer of one is nothing in the other', () => {
    const nt = boot();
    const [first, second] = [nt.startProcess(), nt.startProcess({ terminateOnCorruption: false })];
    const block = first.RtlAllocateHeap(first.processHeap, 0, 16);
    expect(first.processHeap).not.toBe(second.processHeap);
    const violation = { kind: 'raised', record: { ExceptionCode: STATUS_ACCESS_VIOLATION } };
    expect(second.outcome(() => second.memory.readUint8(block))).toMatchObject(violation);
    expect(second.outcome(() => second.RtlAllocateHeap(first.processHeap, 0, 16))).toMatchObject(violation);
    expect(second.RtlFreeHeap(second.processHeap, 0, block)).toBe(0);
    expect(first.RtlFreeHeap(first.processHeap, 0, block)).toBe(1);
  });

  it('for x86 and x64 run beside each other, and kernel-mode code sees the memory of both', () => {
    const nt = boot();
    const programs = [nt.startProcess({ arch: 'x86' }), nt.startProcess({ arch: 'x64' })];
    const blocks = programs.map((program, index) => {
      const block = program.RtlAllocateHeap(program.processHeap, 0, 16);
      program.memory.writePointer(block, index + 100);
      return block;
    });
    const values = programs.map((program, index) =>
      nt.debug.memoryOf(program).readPointer(blocks[index] as number),
    );
    expect(values).toEqual([100, 101]);
  });
});

describe('the addresses of a program', () => {
  const heapOf = (nt: ReturnType<typeof boot>) => nt.startProcess().processHeap;

  it('are the same when it is started again after a restore, whatever else was used before', () => {
    const nt = boot();
    const before = nt.snapshot();
    const first = heapOf(nt);
    nt.reserve({ bytes: 0x1_0000 }); // the range of the System process, used for the first time
    const second = heapOf(nt);
    nt.restore(before);
    expect([heapOf(nt), heapOf(nt)]).toEqual([first, second]);
    expect(second).not.toBe(first);
  });

  it('do not depend on when kernel-mode code first uses the range of the System process', () => {
    const [early, late] = [boot(), boot()];
    const reserved = early.reserve({ bytes: 0x1_0000 });
    expect(heapOf(late)).toBe(heapOf(early));
    expect(late.reserve({ bytes: 0x1_0000 })).toBe(reserved);
  });

  it('come back with a snapshot that holds it', () => {
    const nt = boot();
    const first = heapOf(nt);
    const held = nt.snapshot();
    const second = heapOf(nt);
    nt.restore(held);
    expect(heapOf(nt)).toBe(second);
    expect(new Set([first, second]).size).toBe(2);
  });
});

describe('startProcess({ arch })', () => {
  it('refuses a program for x64 on a machine for x86, and what is no architecture', () => {
    const nt = boot({ arch: 'x86' });
    expect(() => nt.startProcess({ arch: 'x64' })).toThrow(TypeError);
    // @ts-expect-error no such architecture
    expect(() => boot().startProcess({ arch: 'arm64' })).toThrow(TypeError);
  });
});
