/** RtlUnwind and RtlUnwindEx: to a region, with a return value, collided, and what is refused. */
import {
  boot,
  EXCEPTION_COLLIDED_UNWIND,
  EXCEPTION_NONCONTINUABLE,
  type EXCEPTION_RECORD,
  EXCEPTION_UNWINDING,
  type ExceptionRecordInput,
  type Nt,
  STATUS_INVALID_UNWIND_TARGET,
  STATUS_UNWIND,
} from 'irqlab';
import { describe, expect, it } from 'vitest';
import { RtlUnwind } from '../../../src/seh/rtl-unwind.ts';
import { guardedRegions } from '../../../src/seh/rtl-unwind-regions.ts';
import { RequestedUnwind } from '../../../src/seh/rtl-unwind-request.ts';
import { FakeMachine } from '../fake-host.ts';

const architectures = [{ arch: 'x64' }, { arch: 'x86' }] as const;

/** The region `levels` outwards, 0 for the innermost. */
function region(nt: Pick<Nt, 'guardedRegions'>, levels: number) {
  const found = nt.guardedRegions()[levels];
  if (found === undefined) throw new Error(`fewer than ${levels + 1} regions are open`);
  return found;
}

/** Unwinds to the region `levels` outwards with a return value. */
function unwind(nt: Nt, levels: number, ReturnValue = 0, record: number | ExceptionRecordInput = 0): void {
  const { TargetFrame, TargetIp } = region(nt, levels);
  nt.RtlUnwind(TargetFrame, TargetIp, record, ReturnValue);
}

describe.each(architectures)('RtlUnwind on $arch', ({ arch }) => {
  const nt = boot({ arch });

  it('E-026: to the topmost frame calls no termination handler', () => {
    const seen: string[] = [];
    nt.__try(
      () =>
        nt.__try(
          () => {
            unwind(nt, 0, 7);
            seen.push('never');
          },
          nt.__except(0, () => seen.push(`handler ${nt.GetExceptionCode()}`)),
        ),
      nt.__finally(() => seen.push(`outside ${nt.AbnormalTermination()}`)),
    );
    expect(seen).toEqual(['handler 7', 'outside 0']);
  });

  it('E-026: to an outer frame calls the inner ones, and the return value arrives in the result register', () => {
    const seen: string[] = [];
    const last = (name: string) => nt.__finally(() => seen.push(`${name} ${nt.AbnormalTermination()}`));
    const result = nt.__try(
      () =>
        nt.__try(
          () =>
            nt.__try(
              () => nt.__try(() => unwind(nt, 3, 0xabcd), last('innermost')),
              nt.__except(
                () => seen.push('no filter is asked'),
                () => seen.push('nor does this handler run'),
              ),
            ),
          last('next'),
        ),
      nt.__except(
        () => seen.push('no filter is asked'),
        () => nt.GetExceptionCode(),
      ),
    );
    expect(seen).toEqual(['innermost 1', 'next 1']);
    expect(result).toBe(0xabcd);
    expect(nt.guardedRegions()).toEqual([]);
  });

  it('E-026: marks the record of the caller as unwinding, an object and one in memory', () => {
    const record: ExceptionRecordInput = {
      ExceptionCode: 0xe0000001,
      ExceptionFlags: EXCEPTION_NONCONTINUABLE,
    };
    nt.__try(
      () => unwind(nt, 0, 1, record),
      nt.__except(0, () => {}),
    );
    expect(record.ExceptionFlags).toBe(EXCEPTION_NONCONTINUABLE | EXCEPTION_UNWINDING);

    const at = nt.reserve({ bytes: 4096, commit: 4096 });
    nt.memory.writeUint32(at, 0xe0000001);
    nt.__try(
      () => unwind(nt, 0, 1, at),
      nt.__except(0, () => {}),
    );
    expect(nt.memory.readUint32(at + 4)).toBe(EXCEPTION_UNWINDING);
  });

  it('replaces an unwind that is in progress: collided', () => {
    const seen: string[] = [];
    const record: ExceptionRecordInput = { ExceptionCode: 0xe0000002 };
    nt.__try(
      () =>
        nt.__try(
          () =>
            nt.__try(
              () => nt.ExRaiseStatus(0xc0000001),
              nt.__finally(() => unwind(nt, 1, 5, record)),
            ),
          nt.__except(1, () => seen.push('the handler that accepted')),
        ),
      nt.__except(0, () => seen.push(`the new target ${nt.GetExceptionCode()}`)),
    );
    expect(seen).toEqual(['the new target 5']);
    expect(record.ExceptionFlags).toBe(EXCEPTION_UNWINDING | EXCEPTION_COLLIDED_UNWIND);
  });

  it('ends a filter that is being asked', () => {
    const seen: string[] = [];
    nt.__try(
      () =>
        nt.__try(
          () =>
            nt.__try(
              () => nt.ExRaiseStatus(0xc0000001),
              nt.__finally(() => seen.push('raising stack')),
            ),
          nt.__except(
            () => {
              unwind(nt, 2, 9);
              return 0;
            },
            () => seen.push('never'),
          ),
        ),
      nt.__except(0, () => seen.push(`${nt.GetExceptionCode()}`)),
    );
    expect(seen).toEqual(['raising stack', '9']);
  });

  it('raises STATUS_INVALID_UNWIND_TARGET for a frame that is not open', () => {
    let closed = { TargetFrame: 0, TargetIp: 0 };
    nt.__try(
      () => {
        closed = region(nt, 0);
      },
      nt.__except(0, () => {}),
    );
    const what = nt.outcome(() => nt.RtlUnwind(closed.TargetFrame, closed.TargetIp, 0, 0));
    expect(what).toMatchObject({
      kind: 'raised',
      record: { ExceptionCode: STATUS_INVALID_UNWIND_TARGET, ExceptionFlags: EXCEPTION_NONCONTINUABLE },
    });
  });

  it.each([
    ['an exit unwind', (own: Nt) => own.RtlUnwind(0, 0, 0, 0)],
    [
      'another address than the handler',
      (own: Nt) => own.RtlUnwind(region(own, 0).TargetFrame, 0x1000, 0, 0),
    ],
    [
      'a finally region',
      (own: Nt) =>
        own.__try(
          () => unwind(own, 0),
          own.__finally(() => {}),
        ),
    ],
  ])('is not modelled for %s', (_, run) => {
    const own = boot({ arch });
    const what = own.outcome(() =>
      own.__try(
        () => run(own),
        own.__except(1, () => {}),
      ),
    );
    expect(what).toMatchObject({ kind: 'stopped', reason: 'not-modelled' });
  });
});

describe('the record of an unwind without one', () => {
  it('E-026: the frames on the way are left with STATUS_UNWIND and EXCEPTION_UNWINDING', () => {
    const machine = new FakeMachine();
    const { seh } = machine;
    const addresses = { architecture: 'x64', mode: 'kernel', handlers: 0x5000 } as const;
    const unwind = RtlUnwind.bind({
      seh,
      memory: { readUint32: () => 0, readPointer: () => 0, writeUint32: () => {} },
      architecture: 'x64',
      callerAddress: () => 0x4444,
      thread: () => machine.current,
      addresses: () => addresses,
      notModelled: (what) => {
        throw new Error(what);
      },
    });
    const passed: EXCEPTION_RECORD[] = [];
    // The text of docs/decisions/0005: a finally region inside of an except region.
    const outer = seh.pushExcept(0);
    try {
      const inner = seh.pushFinally();
      try {
        const target = guardedRegions(machine.current, addresses)[1];
        unwind(target?.TargetFrame ?? 0, target?.TargetIp ?? 0, 0, 3);
      } catch (thrown) {
        if (thrown instanceof RequestedUnwind) passed.push(thrown.unwinding);
        throw seh.passing(inner, thrown);
      } finally {
        if (seh.enterFinally(inner)) seh.pop(inner);
      }
    } catch (thrown) {
      seh.accept(outer, thrown);
      expect(seh.exceptionCode()).toBe(3);
    } finally {
      seh.pop(outer);
    }
    expect(passed).toEqual([
      {
        ExceptionCode: STATUS_UNWIND,
        ExceptionFlags: EXCEPTION_UNWINDING,
        ExceptionRecord: null,
        ExceptionAddress: 0x4444,
        ExceptionInformation: [],
      },
    ]);
  });
});

describe('the regions of a thread', () => {
  it('have addresses of their own, inner frames below outer ones, on each thread', () => {
    const nt = boot();
    const user = nt.startProcess();
    nt.__try(
      () =>
        nt.__try(
          () => {
            const [inner, outer] = nt.guardedRegions();
            expect([inner?.kind, outer?.kind]).toEqual(['finally', 'except']);
            expect(inner?.TargetFrame).toBeLessThan(outer?.TargetFrame ?? 0);
            expect(inner?.TargetIp).toBe(0);
            expect(nt.debug.symbolOf(outer?.TargetIp ?? 0)).toMatch(/^driver!__except\+/);
            expect(user.guardedRegions()).toEqual([]);
          },
          nt.__finally(() => {}),
        ),
      nt.__except(0, () => {}),
    );
    user.__try(
      () => {
        expect(user.guardedRegions()).toHaveLength(1);
        expect(user.guardedRegions()[0]?.TargetFrame).toBeGreaterThan(0);
        expect(nt.debug.symbolOf(user.guardedRegions()[0]?.TargetIp ?? 0)).toMatch(/^program!__except\+/);
      },
      user.__except(0, () => {}),
    );
  });
});

describe('RtlUnwindEx', () => {
  it('E-026: is RtlUnwind on x64, in kernel mode and in a process', () => {
    const nt = boot();
    const process = nt.startProcess();
    for (const code of [nt, process]) {
      const result = code.__try(
        () => {
          const [inner] = code.guardedRegions();
          code.RtlUnwindEx(inner?.TargetFrame ?? 0, inner?.TargetIp ?? 0, 0, 42, 0, 0);
        },
        code.__except(0, () => code.GetExceptionCode()),
      );
      expect(result).toBe(42);
    }
  });

  it('does not exist on x86', () => {
    expect(() => boot({ arch: 'x86' }).RtlUnwindEx(1, 1, 0, 0, 0, 0)).toThrow(TypeError);
  });
});
