/** Exceptions of the processor: their records, and that continuing runs the same instruction again. */
import {
  boot,
  type EXCEPTION_RECORD,
  formatNtStatus,
  type Nt,
  PAGE_GUARD,
  PAGE_READWRITE,
  STATUS_ACCESS_VIOLATION,
  STATUS_GUARD_PAGE_VIOLATION,
} from 'irqlab';
import { describe, expect, it } from 'vitest';
import { type InstructionException, instructionExceptions } from '../../../src/seh/processor-exceptions.ts';

/** Runs a block and gives the record its first exception had in a filter. */
function recordOf(code: Pick<Nt, '__try' | '__except' | 'GetExceptionInformation'>, block: () => void) {
  const seen: EXCEPTION_RECORD[] = [];
  code.__try(
    block,
    code.__except(
      () => {
        seen.push({ ...code.GetExceptionInformation().ExceptionRecord });
        return 1;
      },
      () => {},
    ),
  );
  return seen[0];
}

const codes: readonly (readonly [InstructionException, number])[] = [
  ['divide-by-zero', 0xc0000094],
  ['integer-overflow', 0xc0000095],
  ['privileged-instruction', 0xc0000096],
  ['illegal-instruction', 0xc000001d],
  ['breakpoint', 0x80000003],
  ['single-step', 0x80000004],
  ['misalignment', 0x80000002],
  ['array-bounds', 0xc000008c],
  ['assertion', 0xc0000420],
];

describe.each([{ arch: 'x64' }, { arch: 'x86' }] as const)('on $arch', ({ arch }) => {
  const nt = boot({ arch });
  const process = nt.startProcess();

  it.each(codes)('E-009, E-104: %s is caught in kernel mode and in a process', (kind, code) => {
    for (const side of [nt, process]) {
      const record = recordOf(side, () => side.trap(kind));
      expect(record).toMatchObject({ ExceptionCode: code, ExceptionFlags: 0, ExceptionInformation: [] });
    }
  });

  it('knows every kind that has a code', () => {
    expect(codes.map(([kind]) => kind)).toEqual(instructionExceptions);
    expect(() => nt.trap('no such kind' as InstructionException)).toThrow(TypeError);
  });

  it('E-007: an in-page error has the access, the address and the cause', () => {
    const address = nt.reserve({ bytes: 4096, commit: 4096 });
    const access = { access: 'write', address, status: 0xc000009c } as const;
    expect(recordOf(nt, () => nt.trap('in-page-error', access))).toMatchObject({
      ExceptionCode: 0xc0000006,
      ExceptionInformation: [1, address, 0xc000009c],
    });
  });

  it('E-008: a stack overflow of a process has the access and the address', () => {
    const record = recordOf(process, () =>
      process.trap('stack-overflow', { access: 'write', address: 0x20000 }),
    );
    expect(record).toMatchObject({ ExceptionCode: 0xc00000fd, ExceptionInformation: [1, 0x20000] });
  });

  it('E-008: the first touch of a guard page, real or asked for, has the access and the address', () => {
    const base = { value: 0, type: 'PVOID' };
    const size = { value: 4096, type: 'SIZE_T' };
    process.NtAllocateVirtualMemory(-1, base, 0, size, 0x3000, PAGE_READWRITE | PAGE_GUARD);
    const touch = () => process.memory.readUint32(base.value);
    const expected = { ExceptionCode: STATUS_GUARD_PAGE_VIOLATION, ExceptionInformation: [0, base.value] };
    expect(recordOf(process, touch)).toMatchObject(expected);
    expect(recordOf(process, touch)).toBeUndefined();
    const asked = () => process.trap('guard-page', { access: 'read', address: base.value });
    expect(recordOf(process, asked)).toMatchObject(expected);
  });

  it('E-015: a breakpoint lies at the address of the int3, and hits again when continued', () => {
    const seen: (string | undefined)[] = [];
    const answers = [-1, -1, 1];
    nt.__try(
      () => nt.DbgBreakPoint(),
      nt.__except(
        () => {
          seen.push(nt.debug.symbolOf(nt.GetExceptionInformation().ExceptionRecord.ExceptionAddress));
          return answers[seen.length - 1] ?? 1;
        },
        () => seen.push(formatNtStatus(nt.GetExceptionCode())),
      ),
    );
    const place = 'nt!DbgBreakPoint';
    expect(seen).toEqual([place, place, place, 'STATUS_BREAKPOINT (0x80000003)']);
    const record = recordOf(process, () => process.DbgBreakPoint());
    expect(nt.debug.symbolOf(record?.ExceptionAddress ?? 0)).toBe('ntdll!DbgBreakPoint');
  });

  it('a fault that a filter mended is over; a single step and a guard page are not repeated', () => {
    let divisor = 0;
    let asked = 0;
    const continued = nt.__except(
      () => {
        asked += 1;
        divisor = 2;
        return -1;
      },
      () => {},
    );
    nt.__try(() => nt.trap('divide-by-zero', { again: () => divisor === 0 }), continued);
    nt.__try(() => nt.trap('single-step'), continued);
    nt.__try(() => nt.trap('guard-page', { access: 'read', address: 0x10000 }), continued);
    expect(asked).toBe(3);
  });

  it('E-018: a misaligned access does not fault; near NULL it is an access violation', () => {
    const address = nt.reserve({ bytes: 4096, commit: 4096 });
    nt.memory.writeUint32(address + 1, 0x12345678);
    expect(nt.memory.readUint32(address + 1)).toBe(0x12345678);
    expect(recordOf(nt, () => nt.memory.readUint32(1))).toMatchObject({
      ExceptionCode: STATUS_ACCESS_VIOLATION,
      ExceptionInformation: [0, 1],
    });
  });
});

it('a fault that is continued without end stops the machine', () => {
  const nt = boot();
  let asked = 0;
  const endless = nt.__except(
    () => {
      asked += 1;
      return -1;
    },
    () => {},
  );
  expect(nt.outcome(() => nt.__try(() => nt.trap('illegal-instruction'), endless))).toMatchObject({
    kind: 'stopped',
    reason: 'fault-limit',
  });
  expect(asked).toBe(1000);
});
