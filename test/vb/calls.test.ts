/** Calls of declared routines: what goes onto the stack, and what comes back. */
import { boot, HEAP_GENERATE_EXCEPTIONS, MiB, STATUS_ACCESS_VIOLATION, STATUS_NO_MEMORY } from 'irqlab';
import { declare, VB_ERRORS, VbError } from 'irqlab/vb';
import { describe, expect, it } from 'vitest';

const SOURCE = `
  Declare Function GetLastError Lib "kernel32" () As Long
  Declare Sub SetLastError Lib "kernel32" (ByVal dwErrCode As Long)
  Declare Sub CopyMemory Lib "kernel32" Alias "RtlMoveMemory" (Destination As Any, Source As Any, ByVal Length As Long)
  Declare Sub CopyTo Lib "kernel32" Alias "RtlMoveMemory" (ByVal Destination As Long, Source() As Integer, ByVal Length As Long)
  Declare Sub CopyText Lib "kernel32" Alias "RtlMoveMemory" (ByVal Destination As String, ByVal Source As String, ByVal Length As Long)
  Declare Sub FillMemory Lib "kernel32" Alias "RtlFillMemory" (Destination As Any, ByVal Length As Long, ByVal Fill As Byte)
  Declare Function RtlAllocateHeap Lib "ntdll" (ByVal Heap As Long, ByVal Flags As Long, ByVal Size As Long) As Long
  Declare Function RtlFreeHeap Lib "ntdll" (ByVal Heap As Long, Optional ByVal Flags As Long, Optional ByVal Address As Long) As Boolean
  Declare Function RtlSizeHeap Lib "ntdll" (ByVal Heap As Long, ByVal Flags As Long, ByVal Address As Long) As Long
`;

function started() {
  const nt = boot();
  const process = nt.startProcess({ arch: 'x86', terminateOnCorruption: false });
  const vb = declare(SOURCE).bind(process);
  return { nt, process, vb, heap: process.processHeap };
}

const numberOf = (block: () => unknown): number => {
  try {
    block();
  } catch (thrown) {
    if (thrown instanceof VbError) return thrown.number;
    throw thrown;
  }
  return 0;
};

describe('a declared routine', () => {
  it('is called with signed 32-bit numbers, and gives them', () => {
    const { vb, process } = started();
    vb.SetLastError(-1);
    expect(process.GetLastError()).toBe(0xffff_ffff);
    expect([vb.GetLastError(), vb.Err.LastDllError]).toEqual([-1, -1]);
    vb.SetLastError(0x7fff_ffff);
    expect([vb.GetLastError(), vb.Err.LastDllError]).toEqual([0x7fff_ffff, 0x7fff_ffff]);
  });

  it('is found by its name in any case', () => {
    const { vb } = started();
    vb.call('setlasterror', 5);
    expect(vb.call('GETLASTERROR')).toBe(5);
    expect(() => vb.call('Nothing')).toThrow(TypeError);
  });

  it('has heaps: a size that C reads as 4 GB is -1', () => {
    const { vb, process, heap } = started();
    const block = vb.RtlAllocateHeap(heap, 8, 16);
    expect(process.memory.readBytes(block, 16).every((byte) => byte === 0)).toBe(true);
    expect(vb.RtlSizeHeap(heap, 0, block)).toBe(16);
    expect(vb.RtlAllocateHeap(heap, 0, -1)).toBe(0);
    expect(vb.RtlSizeHeap(heap, 0, 0x10_0000)).toBe(-1);
  });

  it('has True as -1, and takes what is Optional as 0', () => {
    const { vb, heap } = started();
    expect(vb.RtlFreeHeap(heap)).toBe(-1);
    expect(vb.RtlFreeHeap(heap, 0, 0x10_0000)).toBe(0);
  });

  it('has a 64-bit result as a Currency, its ten-thousandth', () => {
    const { process } = started();
    const Add = 'Declare Function Add Lib "ntdll" Alias "Sum" (ByVal a@) As Currency';
    const { name, arch, memory } = process;
    const known = process.exportsOf('ntdll')?.get('NtQueryVirtualMemory');
    const sum = known && {
      contract: { ...known.contract, parameters: [{ name: 'a', type: 'LONG64', direction: 'in' } as const] },
      call: (a: unknown) => BigInt(a as bigint) + 5000n,
    };
    const vb = declare(Add).bind({
      name,
      arch,
      memory,
      exportsOf: () => new Map(sum === undefined ? [] : [['Sum', sum]]),
    });
    expect(vb.Add(-1_000_000.25)).toBe(-999_999.75);
  });

  it('raises as it does for a program in C, and leaves LastDllError as the thread has it', () => {
    const { vb, process, heap } = started();
    vb.SetLastError(77);
    const outcome = process.outcome(() => vb.RtlAllocateHeap(heap, HEAP_GENERATE_EXCEPTIONS, 0x7fff_0000));
    expect(outcome).toMatchObject({ kind: 'raised', record: { ExceptionCode: STATUS_NO_MEMORY } });
    expect(vb.Err.LastDllError).toBe(process.GetLastError());
  });
});

describe('Err.LastDllError', () => {
  const SETS =
    'Declare Function RtlFreeHeap Lib "ntdll" (ByVal h As Long, ByVal f As Long, ByVal p As Long) As Boolean';

  it('is asked for after a call that returned or raised, and not after one that ended the program', () => {
    const process = boot().startProcess({ arch: 'x86' });
    const asked: string[] = [];
    const exportsOf: typeof process.exportsOf = (module) => {
      const routines = new Map(process.exportsOf(module) ?? []);
      const known = routines.get('GetLastError');
      if (known !== undefined)
        routines.set('GetLastError', { ...known, call: () => [asked.push('asked'), known.call()][1] });
      return routines;
    };
    const { name, arch, memory, processHeap } = process;
    const vb = declare(SETS).bind({ name, arch, memory, exportsOf });
    const block = process.RtlAllocateHeap(processHeap, 0, 16);
    vb.RtlFreeHeap(processHeap, 0, block);
    expect(asked.length).toBe(1);
    expect(process.outcome(() => vb.RtlFreeHeap(8, 0, block)).kind).toBe('raised');
    expect(asked.length).toBe(2);
    expect(process.outcome(() => vb.RtlFreeHeap(processHeap, 0, block)).kind).toBe('stopped');
    expect(asked.length).toBe(2);
  });
});

describe('arguments', () => {
  it.each([
    ['too large a Long', 0x8000_0000, VB_ERRORS.overflow],
    ['too small a Long', -0x8000_0001, VB_ERRORS.overflow],
    ['a fraction', 1.5, VB_ERRORS.typeMismatch],
    ['no number', Number.NaN, VB_ERRORS.typeMismatch],
    ['infinity', Number.POSITIVE_INFINITY, VB_ERRORS.typeMismatch],
    ['a string', '1', VB_ERRORS.typeMismatch],
    ['nothing', null, VB_ERRORS.typeMismatch],
    ['a missing one', undefined, VB_ERRORS.wrongArguments],
  ])('%s is refused before the call', (_, argument, number) => {
    const { vb } = started();
    vb.SetLastError(3);
    expect(numberOf(() => vb.SetLastError(argument))).toBe(number);
    expect(vb.GetLastError()).toBe(3);
  });

  it('one too many is refused', () => {
    expect(numberOf(() => started().vb.GetLastError(1))).toBe(VB_ERRORS.wrongArguments);
  });

  it.each([
    [-1, VB_ERRORS.overflow],
    [256, VB_ERRORS.overflow],
    [255, 0],
    [true, VB_ERRORS.overflow],
  ])('a Byte takes 0 to 255: %s', (fill, number) => {
    const { vb } = started();
    const target = vb.variable('Long');
    expect(numberOf(() => vb.FillMemory(target, 1, fill))).toBe(number);
    expect(target.value).toBe(number === 0 ? 255 : 0);
  });

  it('ByRef passes the address of a variable, ByVal in the call its value', () => {
    const { vb, process, heap } = started();
    const block = vb.RtlAllocateHeap(heap, 8, 8);
    const [value, pointer] = [vb.variable('Long', 0x0102_0304), vb.variable('Long', block)];
    vb.CopyMemory(vb.byVal(pointer), value, 4);
    expect(process.memory.readUint32(block)).toBe(0x0102_0304);
    expect(pointer.value).toBe(block);
  });

  it('the classic mistake: As Any without ByVal copies over the variable that holds the pointer', () => {
    const { vb, process, heap } = started();
    const block = vb.RtlAllocateHeap(heap, 8, 8);
    const [value, pointer] = [vb.variable('Long', 0x0102_0304), vb.variable('Long', block)];
    vb.CopyMemory(pointer, value, 4);
    expect(pointer.value).toBe(0x0102_0304);
    expect(process.memory.readUint32(block)).toBe(0);
  });

  it('the other classic mistake: ByVal with what is no address is an access violation', () => {
    const { vb, process } = started();
    const outcome = process.outcome(() => vb.CopyMemory(vb.byVal(5), vb.variable('Long', 1), 4));
    expect(outcome).toMatchObject({ kind: 'raised', record: { ExceptionCode: STATUS_ACCESS_VIOLATION } });
  });

  it('a number that is passed ByRef lies in memory for the call, and what is stored there is lost', () => {
    const { vb } = started();
    const target = vb.variable('Long');
    vb.CopyMemory(target, 42, 4);
    expect(target.value).toBe(42);
    vb.CopyMemory(7, target, 4);
    expect(target.value).toBe(42);
  });

  it.each([
    ['Byte', 200, 1],
    ['Boolean', -1, 2],
    ['Integer', -300, 2],
    ['Long', -70_000, 4],
    ['Single', 1.5, 4],
    ['Double', -2.25, 8],
    ['Currency', 12.3456, 8],
  ] as const)('a variable As %s has its bytes in memory', (type, value, bytes) => {
    const { vb } = started();
    const [from, to] = [vb.variable(type, value), vb.variable(type)];
    vb.CopyMemory(to, from, bytes);
    expect([from.value, to.value]).toEqual([value, value]);
    vb.CopyMemory(to, vb.variable('Double'), bytes - 1);
    expect(to.value === value && bytes > 1).toBe(false);
  });

  it.each([
    ['Currency', 1e15],
    ['Currency', -1e300],
    ['Currency', Number.POSITIVE_INFINITY],
    ['Single', 1e39],
  ] as const)('a %s of %d overflows, and the variable stays', (type, value) => {
    const { vb } = started();
    const variable = vb.variable(type, 2);
    expect(numberOf(() => (variable.value = value))).toBe(VB_ERRORS.overflow);
    expect(variable.value).toBe(2);
  });

  it('an element passes its address: the routine finds the ones behind it', () => {
    const { vb } = started();
    const [from, to] = [vb.array('Integer', 5), vb.array('Integer', 5)];
    for (let index = 0; index < 5; index++) from.at(index).value = index * 100 - 200;
    vb.CopyMemory(to.at(1), from.at(2), 6);
    expect(Array.from({ length: 5 }, (_, index) => to.at(index).value)).toEqual([0, 0, 100, 200, 0]);
    expect(() => from.at(5)).toThrow(RangeError);
    expect(numberOf(() => vb.CopyMemory(to, from, 2))).toBe(VB_ERRORS.typeMismatch);
  });

  it('an array passes the address of the address of its SAFEARRAY', () => {
    const { vb, process } = started();
    const source = vb.array('Integer', 3);
    source.at(0).value = 0x1234;
    const target = vb.array('Long', 1);
    vb.CopyTo(target.address, source, 4);
    const descriptor = target.at(0).value;
    const { memory } = process;
    expect([memory.readUint16(descriptor), memory.readUint32(descriptor + 4)]).toEqual([1, 2]);
    expect([memory.readPointer(descriptor + 12), memory.readUint32(descriptor + 16)]).toEqual([
      source.address,
      3,
    ]);
    expect(numberOf(() => vb.CopyTo(target.address, target, 4))).toBe(VB_ERRORS.typeMismatch);
  });

  it('a String passes ANSI characters, and a string variable takes back what the routine stored', () => {
    const { vb } = started();
    const text = vb.string('-----');
    vb.CopyText(text, 'a€é\u4e2d', 4);
    expect(text.value).toBe('a€é?-');
    expect(numberOf(() => vb.CopyText(5, 'a', 1))).toBe(VB_ERRORS.typeMismatch);
  });

  it('vbNullString is NULL', () => {
    const { vb, process } = started();
    const outcome = process.outcome(() => vb.CopyText(vb.string('a'), null, 1));
    expect(outcome).toMatchObject({ kind: 'raised', record: { ExceptionCode: STATUS_ACCESS_VIOLATION } });
    expect(process.outcome(() => vb.CopyText(null, null, 0))).toMatchObject({ kind: 'returned' });
  });

  it.each([
    ['texts that share pages', 1000, 6000],
    ['texts larger than the pages that are there', 100_000, 60],
  ])('what calls took for their own time is given back: %s', (_, length, calls) => {
    const nt = boot({ userBytes: 2 * MiB });
    const vb = declare(SOURCE).bind(nt.startProcess({ arch: 'x86' }));
    const target = vb.variable('Long');
    const text = 'x'.repeat(length); // together more than twice the memory of the process
    for (let call = 0; call < calls; call++) vb.CopyMemory(target, vb.byVal(text), 4);
    expect(target.value).toBe(0x7878_7878);
  });

  it.each(['Double', 'Currency'] as const)(
    'a %s by value for As Any has other bytes than the routine takes',
    (type) => {
      const { vb } = started();
      const [from, to] = [vb.variable(type, 1.5), vb.variable(type, 0)];
      expect(numberOf(() => vb.CopyMemory(to, vb.byVal(from), 8))).toBe(VB_ERRORS.badCallingConvention);
      vb.CopyMemory(to, from, 8);
      expect(to.value).toBe(1.5);
    },
  );
});

describe('a snapshot', () => {
  it('leaves nothing of a module where, after it was restored, somebody else has memory', () => {
    const { nt, process, vb } = started();
    const saved = nt.snapshot();
    vb.CopyMemory(vb.variable('Long', 1), 'text', 4); // pages for variables, and pages for calls
    nt.restore(saved);
    const taken = Array.from({ length: 2 }, () => process.VirtualAlloc(0, 0x1_0000, 0x3000, 4));
    for (const base of taken) process.memory.fill(base, 0x1_0000, 0x55);
    const first = vb.variable('Long', 7);
    vb.CopyMemory(vb.variable('Long'), 'other text', 4);
    expect(first.value).toBe(7);
    for (const base of taken)
      expect(process.memory.readBytes(base, 0x1_0000).every((byte) => byte === 0x55)).toBe(true);
  });

  it('does not make variables and what calls take share memory', () => {
    const { nt, vb } = started();
    const saved = nt.snapshot();
    vb.CopyMemory(vb.variable('Long', 1), 'text', 4);
    nt.restore(saved);
    const text = vb.string('x'.repeat(100)); // the first pages after the restore are for a call
    vb.CopyText(text, 'y'.repeat(100), 100);
    const count = vb.variable('Long', 7);
    vb.CopyText(text, 'z'.repeat(100), 100);
    expect(count.value).toBe(7);
  });

  it('restores variables, and a variable made after it is made anew', () => {
    const { nt, vb } = started();
    const count = vb.variable('Long', 1);
    const saved = nt.snapshot();
    count.value = 2;
    vb.SetLastError(9);
    vb.array('Long', 100_000).at(99_999).value = 5;
    nt.restore(saved);
    expect([count.value, vb.GetLastError()]).toEqual([1, 0]);
    expect(vb.variable('Long', 7).value).toBe(7);
    const again = vb.array('Long', 100_000);
    again.at(99_999).value = 6;
    expect([again.at(99_999).value, count.value]).toEqual([6, 1]);
  });
});
