/** The top-level filter, and how a process ends without one. */
import { boot, EXCEPTION_NONCONTINUABLE, STATUS_NONCONTINUABLE_EXCEPTION, type UserProcess } from 'irqlab';
import { beforeEach, describe, expect, it } from 'vitest';

const CODE = 0xe0000001;
const nt = boot();
let process: UserProcess;
let seen: string[];
beforeEach(() => {
  process = nt.startProcess();
  seen = [];
});

/** Notes a name and searches on. */
const note = (name: string) => {
  seen.push(name);
  return 0;
};

/** A program: an unguarded exception inside a finally region; notes what runs. */
const program = (raise = () => process.RaiseException(CODE, 0, 0, 0)) =>
  nt.outcome(() =>
    process.run(() => {
      process.__try(
        () => {
          raise();
          seen.push('continued');
        },
        process.__finally(() => seen.push(`finally ${process.AbnormalTermination()}`)),
      );
      return 'returned';
    }),
  );

const ended = { kind: 'stopped', reason: 'process-exit', exitCode: CODE, record: { ExceptionCode: CODE } };

describe('without a top-level filter', () => {
  it('E-041, E-112: an unhandled exception ends the process with its code, and no finally block runs', () => {
    expect(program()).toMatchObject(ended);
    expect(seen).toEqual([]);
    expect(process.exitCode).toBe(CODE);
    expect(() => process.run(() => 0)).toThrow(/ended/);
    expect(nt.outcome(() => nt.KeGetCurrentIrql())).toEqual({ kind: 'returned', value: 0 });
  });

  it('so does a single call from outside, a fault, and a guarded region that declines', () => {
    expect(nt.outcome(() => process.RtlRaiseStatus(CODE))).toMatchObject({ exitCode: CODE });
    process = nt.startProcess();
    expect(nt.outcome(() => process.memory.readUint8(0))).toMatchObject({ exitCode: 0xc0000005 });
    process = nt.startProcess();
    const declining = () =>
      process.__try(
        () => process.trap('divide-by-zero'),
        process.__except(0, () => {}),
      );
    expect(nt.outcome(declining)).toMatchObject({ exitCode: 0xc0000094 });
  });
});

describe('SetUnhandledExceptionFilter', () => {
  it('gives the filter before', () => {
    const first = () => 0;
    expect(process.SetUnhandledExceptionFilter(first)).toBe(0);
    expect(process.SetUnhandledExceptionFilter(0x1000)).toBe(first);
    expect(process.SetUnhandledExceptionFilter(0)).toBe(0x1000);
  });

  it('is asked last, with the exception', () => {
    process.AddVectoredExceptionHandler(1, () => note('vectored'));
    process.SetUnhandledExceptionFilter(({ ExceptionRecord }) => {
      seen.push(`top ${ExceptionRecord.ExceptionCode.toString(16)}`);
      return 0;
    });
    const raise = () =>
      process.__try(
        () => process.RaiseException(CODE, 0, 0, 0),
        process.__except(
          () => note('frame'),
          () => {},
        ),
      );
    program(raise);
    expect(seen).toEqual(['vectored', 'frame', 'top e0000001']);
  });

  it('execute: the thread is unwound, finally blocks run, then the process ends with the code', () => {
    process.SetUnhandledExceptionFilter(() => 1);
    expect(program()).toMatchObject(ended);
    expect(seen).toEqual(['finally 1']);
    expect(process.exitCode).toBe(CODE);
  });

  it('execute: a return out of a finally block cancels the end, as it cancels every unwind', () => {
    process.SetUnhandledExceptionFilter(() => 1);
    const what = nt.outcome(() =>
      process.run(() => {
        const region = process.__try(
          () =>
            process.__try(
              () => process.RaiseException(CODE, 0, 0, 0),
              process.__finally(() => process.__leave('swallowed')),
            ),
          process.__finally(() => seen.push('outer')),
        );
        return region;
      }),
    );
    expect(what).toEqual({ kind: 'returned', value: 'swallowed' });
    expect([seen, process.exitCode]).toEqual([['outer'], null]);
  });

  it('continue: the program goes on behind the raise', () => {
    process.SetUnhandledExceptionFilter(() => -1);
    expect(program()).toEqual({ kind: 'returned', value: 'returned' });
    expect(seen).toEqual(['continued', 'finally 0']);
    expect(process.exitCode).toBeNull();
  });

  it('continue of a noncontinuable exception asks again, for STATUS_NONCONTINUABLE_EXCEPTION', () => {
    process.SetUnhandledExceptionFilter(({ ExceptionRecord: { ExceptionCode, ExceptionRecord } }) => {
      seen.push(`${ExceptionCode.toString(16)} of ${ExceptionRecord?.ExceptionCode.toString(16)}`);
      return ExceptionCode === CODE ? -1 : 0;
    });
    const what = program(() => process.RaiseException(CODE, EXCEPTION_NONCONTINUABLE, 0, 0));
    expect(what).toMatchObject({ exitCode: STATUS_NONCONTINUABLE_EXCEPTION });
    expect(seen).toEqual(['e0000001 of undefined', 'c0000025 of e0000001']);
  });

  it('search: the process ends where it stands, as without a filter', () => {
    process.SetUnhandledExceptionFilter(() => 0);
    expect(program()).toMatchObject(ended);
    expect(seen).toEqual([]);
  });

  it('a filter that fails itself is not asked again: the process ends with the second code', () => {
    process.SetUnhandledExceptionFilter(() => {
      seen.push('filter');
      process.RaiseException(CODE + 1, 0, 0, 0);
      return 1;
    });
    expect(program()).toMatchObject({ reason: 'process-exit', exitCode: CODE + 1 });
    expect(seen).toEqual(['filter']);
  });

  it('takes the address of a function', () => {
    const { memory } = process;
    const filter = nt.functionAddress((pointers = 0) => {
      seen.push(memory.readUint32(memory.readPointer(pointers)).toString(16));
      return -1;
    });
    process.SetUnhandledExceptionFilter(filter);
    expect(program().kind).toBe('returned');
    expect(seen).toEqual(['e0000001', 'continued', 'finally 0']);
  });
});

describe('UnhandledExceptionFilter', () => {
  const asFilter = () =>
    process.__try(
      () => {
        process.RaiseException(CODE, 0, 0, 0);
        return 'continued';
      },
      process.__except(
        () => process.UnhandledExceptionFilter(process.GetExceptionInformation()),
        () => 'handled',
      ),
    );

  it.each([
    ['without a filter: executes the handler', undefined, 'handled'],
    ['execute', 1, 'handled'],
    ['continue', -1, 'continued'],
    ['search: as without a filter', 0, 'handled'],
  ])('%s', (_, answer, expected) => {
    if (answer !== undefined) process.SetUnhandledExceptionFilter(() => answer);
    expect(asFilter()).toBe(expected);
  });

  it('reads EXCEPTION_POINTERS of memory', () => {
    process.SetUnhandledExceptionFilter(({ ExceptionRecord }) => ExceptionRecord.ExceptionCode & 0xff);
    const pointers = process.RtlAllocateHeap(process.processHeap, 8, 512);
    process.memory.writePointer(pointers, pointers + 64);
    process.memory.writeUint32(pointers + 64, 0xe0000042);
    expect(process.UnhandledExceptionFilter(pointers)).toBe(0x42);
  });
});
