/** Fast fails, assertions and PAGED_CODE. */
import {
  APC_LEVEL,
  boot,
  DISPATCH_LEVEL,
  FAST_FAIL_CORRUPT_LIST_ENTRY,
  FAST_FAIL_FATAL_APP_EXIT,
  KIRQL,
  type Nt,
  out,
  STATUS_ASSERTION_FAILURE,
  STATUS_BREAKPOINT,
  STATUS_STACK_BUFFER_OVERRUN,
} from 'irqlab';
import { describe, expect, it } from 'vitest';

const architectures = ['x64', 'x86'] as const;

describe.each(architectures)('a fast fail on %s', (arch) => {
  it.each(['RtlFailFast', '__fastfail'] as const)(
    'E-017: %s in kernel mode is bug check 0x139 with its code; no handler and no finally block runs',
    (name) => {
      for (const onViolation of ['stop', 'report'] as const) {
        const nt = boot({ arch, onViolation });
        const ran: string[] = [];
        const guarded = () =>
          nt.__try(
            () =>
              nt.__try(
                () => nt[name](FAST_FAIL_FATAL_APP_EXIT),
                nt.__finally(() => void ran.push('finally')),
              ),
            nt.__except(
              () => ran.push('filter'),
              () => undefined,
            ),
          );
        expect(nt.outcome(guarded)).toMatchObject({
          kind: 'bugcheck',
          code: 0x139,
          parameters: [FAST_FAIL_FATAL_APP_EXIT, 0, 0, 0],
          provenance: 'documented',
        });
        expect(ran).toEqual([]);
      }
    },
  );

  it('E-017: in user mode the process ends with STATUS_STACK_BUFFER_OVERRUN, noncontinuable; it has no say in it', () => {
    const nt = boot({ arch });
    const process = nt.startProcess();
    const ran: string[] = [];
    process.AddVectoredExceptionHandler(1, () => ran.push('vectored'));
    process.SetUnhandledExceptionFilter(() => ran.push('top level'));
    const guarded = () =>
      process.__try(
        () =>
          process.__try(
            () => process.__fastfail(FAST_FAIL_CORRUPT_LIST_ENTRY),
            process.__finally(() => void ran.push('finally')),
          ),
        process.__except(
          () => ran.push('filter'),
          () => undefined,
        ),
      );
    expect(nt.outcome(() => process.run(guarded))).toMatchObject({
      kind: 'stopped',
      reason: 'process-exit',
      exitCode: STATUS_STACK_BUFFER_OVERRUN,
      record: {
        ExceptionCode: STATUS_STACK_BUFFER_OVERRUN,
        ExceptionFlags: 1,
        ExceptionInformation: [FAST_FAIL_CORRUPT_LIST_ENTRY],
      },
    });
    expect(ran).toEqual([]);
    expect(process.exitCode).toBe(STATUS_STACK_BUFFER_OVERRUN);
    expect(nt.outcome(() => nt.KeGetCurrentIrql())).toEqual({ kind: 'returned', value: 0 });
  });
});

describe.each(architectures)('assertions on %s', (arch) => {
  const raised = (code: number) => ({
    kind: 'raised',
    record: { ExceptionCode: code, ExceptionFlags: 0, ExceptionInformation: [] },
  });
  const rows: readonly (readonly [string, number, (nt: Nt, value: boolean | number | bigint) => void])[] = [
    ['NT_ASSERT', STATUS_ASSERTION_FAILURE, (nt, value) => nt.NT_ASSERT(value)],
    ['ASSERT', STATUS_BREAKPOINT, (nt, value) => nt.ASSERT(value)],
  ];

  it.each(rows)('%s of what is false raises in a checked build', (_, code, call) => {
    for (const value of [false, 0, 0n]) {
      const nt = boot({ arch });
      expect(nt.outcome(() => call(nt, value))).toMatchObject(raised(code));
    }
  });

  it.each(rows)('%s of what is true, or in a free build, does nothing', (_, __, call) => {
    for (const value of [true, 1, -1n]) call(boot({ arch }), value);
    call(boot({ arch, driverBuild: 'free' }), false);
  });

  it('a failed assertion fails again each time it is continued', () => {
    const nt = boot({ arch });
    const what = nt.outcome(() =>
      nt.__try(
        () => nt.NT_ASSERT(false),
        nt.__except(
          () => -1,
          () => 0,
        ),
      ),
    );
    expect(what).toMatchObject({ kind: 'stopped', reason: 'fault-limit' });
  });

  it.each([
    ['system-thread', 0x7e],
    ['dpc', 0x1e],
  ] as const)('one that nobody handles in a %s is bug check 0x%s', (context, code) => {
    const nt = boot({ arch });
    const what = nt.outcome(() => nt.runAs(context, () => nt.NT_ASSERT(false)));
    expect(what).toMatchObject({ kind: 'bugcheck', code });
  });
});

describe.each(architectures)('PAGED_CODE on %s', (arch) => {
  it.each([
    [0, 'checked', 'returned'],
    [APC_LEVEL, 'checked', 'returned'],
    [DISPATCH_LEVEL, 'checked', 'raised'],
    [DISPATCH_LEVEL, 'free', 'returned'],
  ] as const)('D-077: at level %i in a %s build: %s', (level, driverBuild, kind) => {
    const nt = boot({ arch, driverBuild });
    nt.KeRaiseIrql(level, out(KIRQL));
    const what = nt.outcome(() => nt.PAGED_CODE());
    expect(what.kind).toBe(kind);
    if (what.kind === 'raised') expect(what.record.ExceptionCode).toBe(STATUS_ASSERTION_FAILURE);
  });

  it('D-077: it looks at the level only where it stands: a later raise is not noticed', () => {
    const nt = boot({ arch });
    nt.PAGED_CODE();
    nt.KeRaiseIrql(DISPATCH_LEVEL, out(KIRQL));
    expect(nt.KeGetCurrentIrql()).toBe(DISPATCH_LEVEL);
  });

  it('is independent of Driver Verifier', () => {
    const nt = boot({ arch, verifier: 'off' });
    nt.KeRaiseIrql(DISPATCH_LEVEL, out(KIRQL));
    expect(nt.outcome(() => nt.PAGED_CODE()).kind).toBe('raised');
  });
});
