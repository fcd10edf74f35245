import {
  boot,
  EXCEPTION_NONCONTINUABLE,
  type EXCEPTION_RECORD,
  STATUS_NONCONTINUABLE_EXCEPTION,
} from 'irqlab';
import { describe, expect, it } from 'vitest';

const CODE = 0xe0000001;

describe.each([
  { arch: 'x64', width: 8 },
  { arch: 'x86', width: 4 },
] as const)('RaiseException on $arch', ({ arch, width }) => {
  const nt = boot({ arch });
  const process = nt.startProcess();

  const recordOf = (raise: () => void): EXCEPTION_RECORD => {
    const what = process.outcome(raise);
    if (what.kind !== 'raised') throw new Error(what.kind);
    return what.record;
  };

  it.each([
    ['E-030: clears bit 28', 0xf0000001, 0xe0000001],
    ['E-030: clears bit 28 of any code', 0xffffffff, 0xefffffff],
    ['E-030: leaves the other bits alone', 0x6abcdef1, 0x6abcdef1],
  ])('%s', (_, code, expected) => {
    expect(recordOf(() => process.RaiseException(code, 0, 0, 0)).ExceptionCode).toBe(expected);
  });

  it.each([
    ['E-030: noncontinuable if asked for', EXCEPTION_NONCONTINUABLE, EXCEPTION_NONCONTINUABLE],
    ['E-030: no other flag', 0xfffffffe, 0],
  ])('%s', (_, flags, expected) => {
    expect(recordOf(() => process.RaiseException(CODE, flags, 0, 0)).ExceptionFlags).toBe(expected);
  });

  it.each([0, 1, 15, 16, 1000])(
    'E-030: of %i arguments at most 15 arrive, from an array and from memory',
    (count) => {
      const values = Array.from({ length: count }, (_, index) => index + 1);
      const at = process.RtlAllocateHeap(process.processHeap, 8, 8 * 1024);
      values.forEach((value, index) => {
        process.memory.writePointer(at + index * width, value);
      });
      for (const given of [values, at]) {
        const record = recordOf(() => process.RaiseException(CODE, 0, count, given));
        expect(record.ExceptionInformation).toEqual(values.slice(0, 15));
      }
    },
  );

  it('without an array there are no arguments, and an array shorter than its count is a mistake', () => {
    expect(recordOf(() => process.RaiseException(CODE, 0, 3, 0)).ExceptionInformation).toEqual([]);
    expect(() => process.RaiseException(CODE, 0, 3, [1])).toThrow(RangeError);
  });

  it('takes pointer-sized values as the architecture shows them', () => {
    const all = arch === 'x64' ? -1 : 0xffffffff;
    expect(recordOf(() => process.RaiseException(CODE, 0, 1, [-1])).ExceptionInformation).toEqual([all]);
  });

  it('comes from RaiseException itself, is not chained, and returns when continued', () => {
    const record = recordOf(() => process.RaiseException(CODE, 0, 0, 0));
    expect(record.ExceptionRecord).toBeNull();
    expect(nt.debug.symbolOf(record.ExceptionAddress)).toBe('kernelbase!RaiseException');
    const result = process.__try(
      () => {
        process.RaiseException(CODE, 0, 0, 0);
        return 'returned';
      },
      process.__except(-1, () => 'handled'),
    );
    expect(result).toBe('returned');
  });

  it('noncontinuable and continued becomes STATUS_NONCONTINUABLE_EXCEPTION', () => {
    const answers = [-1, 1];
    const result = process.__try(
      () => process.RaiseException(CODE, EXCEPTION_NONCONTINUABLE, 0, 0),
      process.__except(
        () => answers.shift() ?? 1,
        () => process.GetExceptionCode(),
      ),
    );
    expect(result).toBe(STATUS_NONCONTINUABLE_EXCEPTION);
  });
});

it('is no routine for drivers', () => {
  const driver = boot() as unknown as Record<string, () => void>;
  expect(() => driver['RaiseException']?.()).toThrow(/user-mode routine/);
});
