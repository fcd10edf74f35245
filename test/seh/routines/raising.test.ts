/** The raising routines on a whole machine: who the record says raised, whether or not somebody listens. */
import {
  boot,
  EXCEPTION_NONCONTINUABLE,
  type EXCEPTION_RECORD,
  type Outcome,
  STATUS_ACCESS_VIOLATION,
  STATUS_DATATYPE_MISALIGNMENT,
} from 'irqlab';
import { describe, expect, it } from 'vitest';

const recordOf = (outcome: Outcome<unknown>): EXCEPTION_RECORD => {
  if (outcome.kind !== 'raised') throw new Error(`${outcome.kind} instead of raised`);
  return outcome.record;
};

describe.each([
  { arch: 'x64', listening: false },
  { arch: 'x64', listening: true },
  { arch: 'x86', listening: false },
  { arch: 'x86', listening: true },
] as const)('on $arch, listening: $listening', ({ arch, listening }) => {
  const nt = boot({ arch });
  const process = nt.startProcess();
  if (listening) nt.events.on(() => {});

  it('E-019: RtlRaiseStatus: noncontinuable, not chained, no parameters, the return address', () => {
    const record = recordOf(process.outcome(() => process.RtlRaiseStatus(0xc0000123)));
    expect(record).toMatchObject({
      ExceptionCode: 0xc0000123,
      ExceptionFlags: EXCEPTION_NONCONTINUABLE,
      ExceptionRecord: null,
      ExceptionInformation: [],
    });
    expect(nt.debug.symbolOf(record.ExceptionAddress)).toBe('program!main');
  });

  it('E-019: it is user mode; drivers use ExRaiseStatus', () => {
    const driver = nt as unknown as Record<string, (status: number) => void>;
    expect(() => driver['RtlRaiseStatus']?.(1)).toThrow(/user-mode routine/);
    const record = recordOf(nt.outcome(() => nt.ExRaiseStatus(0xc0000123)));
    expect(nt.debug.symbolOf(record.ExceptionAddress)).toBe('driver!TypeScript');
  });

  it("E-020: RtlRaiseException: the caller's flags and parameters, the return address, and it returns", () => {
    const given = { ExceptionCode: 0xe0000001, ExceptionAddress: 5, ExceptionInformation: [1, 2] };
    const seen: EXCEPTION_RECORD[] = [];
    const result = nt.__try(
      () => {
        nt.RtlRaiseException(given);
        return 'returned';
      },
      nt.__except(
        () => {
          seen.push({ ...nt.GetExceptionInformation().ExceptionRecord });
          return -1;
        },
        () => 'handled',
      ),
    );
    expect(result).toBe('returned');
    expect(seen).toMatchObject([{ ExceptionFlags: 0, ExceptionInformation: [1, 2] }]);
    expect(nt.debug.symbolOf(seen[0]?.ExceptionAddress ?? 0)).toBe('driver!TypeScript');
  });

  it.each([
    ['E-027: ExRaiseAccessViolation', () => nt.ExRaiseAccessViolation(), STATUS_ACCESS_VIOLATION],
    [
      'E-027: ExRaiseDatatypeMisalignment',
      () => nt.ExRaiseDatatypeMisalignment(),
      STATUS_DATATYPE_MISALIGNMENT,
    ],
    ['E-029: an access violation', () => nt.ExRaiseStatus(0xc0000005), 0xc0000005],
    ['E-029: a guard page violation', () => nt.ExRaiseStatus(0x80000001), 0x80000001],
    ['E-029: a stack overflow', () => nt.ExRaiseStatus(0xc00000fd), 0xc00000fd],
  ])('%s arrives unchanged in GetExceptionCode', (_, raise, code) => {
    expect(
      nt.__try(
        raise,
        nt.__except(1, () => nt.GetExceptionCode()),
      ),
    ).toBe(code);
  });
});

describe('at a raised level', () => {
  it.each([
    ['E-027: ExRaiseStatus at APC_LEVEL', 1, 'ExRaiseStatus', 'raised'],
    ['E-027: ExRaiseStatus at DISPATCH_LEVEL', 2, 'ExRaiseStatus', 'bugcheck'],
    ['E-027: ExRaiseAccessViolation at APC_LEVEL', 1, 'ExRaiseAccessViolation', 'bugcheck'],
    ['E-027: ExRaiseDatatypeMisalignment at APC_LEVEL', 1, 'ExRaiseDatatypeMisalignment', 'bugcheck'],
  ] as const)('%s', (_, level, routine, kind) => {
    const nt = boot();
    nt.KfRaiseIrql(level);
    expect(nt.outcome(() => nt[routine](0xc0000001)).kind).toBe(kind);
  });
});
