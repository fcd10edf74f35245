import { describe, expect, it } from 'vitest';
import { type BugCheckInput, bugCheckPage, makeBugCheck } from '../../src/kernel/bug-check.ts';
import { resolveViolation } from '../../src/kernel/violations.ts';
import { PointerTable } from '../../src/machine/addresses.ts';
import { BugCheck, isStop } from '../../src/machine/stop.ts';

const site = {
  architecture: 'x64',
  irql: 2,
  processor: 0,
  thread: 8,
  process: { id: 4, name: 'System' },
  callStack: ['nt!RtlAllocateHeap', 'driver!DriverEntry+0x1c'],
} as const;

const made = (more: Partial<BugCheckInput> & Pick<BugCheckInput, 'code' | 'parameters'>) =>
  makeBugCheck({ ...site, rule: 'a rule', fix: 'Mend it.', ...more });

/** The day-one report: an allocation at DISPATCH_LEVEL. */
function allocationAtDispatch(): BugCheck {
  const resolved = resolveViolation(
    { rule: 'irql-too-high', routine: 'RtlAllocateHeap', values: [2, 1] },
    {
      architecture: 'x64',
      verifier: 'on',
      facts: {
        name: 'RtlAllocateHeap',
        page: 'ntifs/nf-ntifs-rtlallocateheap',
        maxIrql: { level: 'APC_LEVEL', text: '< DISPATCH_LEVEL', source: 'page' },
      },
    },
  );
  if (resolved === null) throw new Error('the verifier notices');
  return makeBugCheck({ ...site, ...resolved });
}

describe('makeBugCheck', () => {
  it('is typed data: code, name, parameters with meanings, rule, page, fix', () => {
    const bugCheck = allocationAtDispatch();
    expect(bugCheck).toBeInstanceOf(BugCheck);
    expect(isStop(bugCheck)).toBe(true);
    expect(bugCheck.data).toEqual({
      code: 0xc4,
      name: 'DRIVER_VERIFIER_DETECTED_VIOLATION',
      parameters: [0xe5, 2, 0, 0],
      meanings: ['violation subtype: kernel API called at wrong IRQL', 'current IRQL', 'zero', 'zero'],
      rule: 'RtlAllocateHeap: IRQL < DISPATCH_LEVEL',
      page: 'ntifs/nf-ntifs-rtlallocateheap',
      provenance: 'ours',
      fix: 'Make this call before the IRQL is raised (or a spin lock taken), or after it is lowered again.',
      irql: 2,
      processor: 0,
      thread: 8,
      process: { id: 4, name: 'System' },
      callStack: ['nt!RtlAllocateHeap', 'driver!DriverEntry+0x1c'],
      details: ['Without Driver Verifier nothing checks this: the call may appear to work.'],
    });
  });

  it('fills missing parameters with 0 and takes the page of the bug check', () => {
    const { data } = made({ code: 0xe2, parameters: [] });
    expect(data).toMatchObject({ parameters: [0, 0, 0, 0], provenance: 'documented' });
    expect(data.page).toBe('debugger/bug-check-0xe2--manually-initiated-crash');
  });

  it('a code that bugcodes.h does not have keeps its number', () => {
    const { data } = made({ code: 0xdead_beef, parameters: [1] });
    expect(data).toMatchObject({ code: 0xdead_beef, name: 'Unknown bugcheck code', page: null });
    expect(data.meanings).toEqual(['', '', '', '']);
  });

  it.each([
    ['x64', -1],
    ['x86', 0xffff_ffff],
  ] as const)('on %s a parameter of all ones is %d', (architecture, value) => {
    expect(made({ architecture, code: 0x1e, parameters: [-1] }).data.parameters[0]).toBe(value);
  });

  const meanings: [number, [number, number, number, number], number, string][] = [
    [0xc4, [0x30, 5, 2, 0], 0, 'violation subtype: KeRaiseIrql to lower or invalid level'],
    [0xc4, [0x30, 5, 2, 0], 2, 'requested IRQL'],
    [0xc4, [0x31, 2, 1, 1], 3, '0: bad value, 1: inside a DPC routine below DISPATCH_LEVEL'],
    [0xc4, [0x4952_4c01, 2, 0, 0], 0, 'violation subtype: irqlab: fixed heap without memory of its own'],
    [0xc4, [0xc5, 0, 0, 0], 1, 'depends on subtype'],
    [0xc2, [0x0a, -64, 1, 2], 2, 'tag of the allocation'],
    [0xc2, [0x4_1286, -64, 0, 0], 1, 'address'],
    [0xc2, [0x60, -64, 0, 0], 1, 'address'],
    [0xc2, [0x45, -64, 0, 0], 1, 'depends on subtype'],
    [0xc1, [-64, -65, 0, 0x23], 1, 'address of the changed byte'],
    [0xc1, [2, 1, 64, 0x30], 0, 'current IRQL'],
    [0xc1, [-64, 0, 0, 0x20], 3, 'violation subtype: free of unallocated address'],
    [0x19, [0x20, -64, -32, 1], 2, 'next pool header'],
    [0xc4, [0x11, 2, 1, -64], 3, 'address'],
    [0xc4, [0x4952_4c41, 1, 0, 0], 0, 'violation subtype: irqlab: pool tag with unprintable characters'],
    [0x50, [-4096, 0, 0, 4], 3, 'fault kind: address not canonical'],
    [0x13a, [8, 1, 2, 0], 0, 'corruption subtype: free block where busy one required'],
  ];
  it.each(meanings)('0x%x with %j: parameter index %i means "%s"', (code, parameters, index, meaning) => {
    expect(made({ code, parameters }).data.meanings[index]).toBe(meaning);
  });
});

describe('bugCheckPage', () => {
  it.each([
    [0xa, 'debugger/bug-check-0xa--irql-not-less-or-equal'],
    [0x13a, 'debugger/bug-check-0x13a--kernel-mode-heap-corruption'],
    [0xdead_beef, null],
  ])('0x%x: %s', (code, page) => {
    expect(bugCheckPage(code)).toBe(page);
  });
});

describe('the report', () => {
  it('prints like a blue screen followed by an analysis', () => {
    expect(allocationAtDispatch().message).toMatchInlineSnapshot(`
      "*** STOP: 0x000000C4 (0x00000000000000E5,0x0000000000000002,0x0000000000000000,0x0000000000000000)
      *** DRIVER_VERIFIER_DETECTED_VIOLATION

      *******************************************************************************
      *                              Bugcheck Analysis                              *
      *******************************************************************************

      DRIVER_VERIFIER_DETECTED_VIOLATION (c4)
      Arguments:
      Arg1: 00000000000000e5, violation subtype: kernel API called at wrong IRQL
      Arg2: 0000000000000002, current IRQL
      Arg3: 0000000000000000, zero
      Arg4: 0000000000000000, zero

      RULE: RtlAllocateHeap: IRQL < DISPATCH_LEVEL
      PAGE: https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-rtlallocateheap
      SOURCE: ours: code or parameters are a choice of irqlab (docs/decisions/0008-violations.md)

      CURRENT_IRQL: 2 (DISPATCH_LEVEL)
      PROCESSOR: 0
      PROCESS_NAME: System (id 4)
      THREAD: 8

      DETAILS:
        Without Driver Verifier nothing checks this: the call may appear to work.

      STACK_TEXT:
        nt!RtlAllocateHeap
        driver!DriverEntry+0x1c

      FIX: Make this call before the IRQL is raised (or a spin lock taken), or after it is lowered again."
    `);
  });

  it('has 8 digits on x86 and leaves out what there is not', () => {
    const bugCheck = made({
      architecture: 'x86',
      code: 0xd1,
      parameters: [0xf8a0_0010, 2, 1, 0x8234_abcd],
      callStack: [],
      page: null,
    });
    expect(bugCheck.message).toMatchInlineSnapshot(`
      "*** STOP: 0x000000D1 (0xF8A00010,0x00000002,0x00000001,0x8234ABCD)
      *** DRIVER_IRQL_NOT_LESS_OR_EQUAL

      *******************************************************************************
      *                              Bugcheck Analysis                              *
      *******************************************************************************

      DRIVER_IRQL_NOT_LESS_OR_EQUAL (d1)
      Arguments:
      Arg1: f8a00010, referenced address
      Arg2: 00000002, IRQL at reference
      Arg3: 00000001, access: 0 read, 1 write, 2/8 execute
      Arg4: 8234abcd, referencing instruction

      RULE: a rule
      SOURCE: documented

      CURRENT_IRQL: 2 (DISPATCH_LEVEL)
      PROCESSOR: 0
      PROCESS_NAME: System (id 4)
      THREAD: 8

      FIX: Mend it."
    `);
  });

  it('prints a non-canonical parameter exactly', () => {
    const pointers = new PointerTable();
    const parameters = [pointers.intern(0xdead_beef_cafe_f00dn)];
    const bugCheck = made({ code: 0xe2, parameters, pointers });
    expect(bugCheck.message.split('\n')[0]).toContain('(0xDEADBEEFCAFEF00D,0x0000000000000000,');
  });

  it.each([
    ['documented', 'SOURCE: documented'],
    ['observed', 'SOURCE: observed on Windows, not documented'],
    ['reimplemented', 'SOURCE: as in other implementations of NT, not documented'],
    ['ours', 'SOURCE: ours: code or parameters are a choice of irqlab (docs/decisions/0008-violations.md)'],
  ] as const)('says where code and parameters come from: %s', (provenance, line) => {
    expect(made({ code: 0xa, parameters: [], provenance }).message.split('\n')).toContain(line);
  });

  it('has no colour and no trailing space in it', () => {
    for (const line of allocationAtDispatch().message.split('\n')) {
      // biome-ignore lint/suspicious/noControlCharactersInRegex: an escape sequence is what must not be there
      expect(line).not.toMatch(/\s$|\u001b/);
    }
  });
});
