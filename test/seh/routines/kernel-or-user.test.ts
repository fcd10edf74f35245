/** Which exceptions a handler may see and which stop the machine, by mode, context and level. */
import { type Architecture, type BootOptions, boot, type Nt, STATUS_ACCESS_VIOLATION } from 'irqlab';
import { describe, expect, it } from 'vitest';

const DIVIDE = 0xc0000094;
const architectures = [{ arch: 'x64' }, { arch: 'x86' }] as const;
/** A status as a parameter of 0x1E and 0x7E: x64 extends its sign (BEHAVIOUR-DECISIONS 8). */
const extended = (arch: Architecture, status: number) => (arch === 'x64' ? status | 0 : status);

/** What becomes of a block on a fresh machine, with a guard inside that would accept and one outside. */
function outcome(options: BootOptions, block: (nt: Nt) => void, seen: string[] = []) {
  const nt = boot(options);
  const what = nt.outcome(() =>
    nt.__try(
      () => block(nt),
      nt.__finally(() => seen.push('finally')),
    ),
  );
  return { nt, what };
}

const guarded = (nt: Nt, block: () => void) =>
  nt.__try(
    block,
    nt.__except(1, () => {}),
  );

describe.each(architectures)('program f on $arch: one null write', ({ arch }) => {
  const write = (nt: Nt) => nt.memory.writeUint32(0, 1);

  it.each(['system-thread', 'system-call'] as const)('is caught in a %s when guarded', (context) => {
    const { what } = outcome({ arch }, (nt) => nt.runAs(context, () => guarded(nt, () => write(nt))));
    expect(what.kind).toBe('returned');
  });

  it('D-095: is 0x7E in a system thread, with code, address, record and context', () => {
    const { nt, what } = outcome({ arch }, (own) => own.runAs('system-thread', () => write(own)));
    if (what.kind !== 'bugcheck') throw new Error(what.kind);
    const [code, address, record, context] = what.parameters;
    expect([what.code, code]).toEqual([0x7e, extended(arch, STATUS_ACCESS_VIOLATION)]);
    expect(nt.debug.symbolOf(address)).toBe('driver!TypeScript');
    expect([record === 0, context === 0]).toEqual([false, false]);
  });

  it('is 0x3B in a system call on x64, 0x8E on x86', () => {
    const { what } = outcome({ arch }, (nt) => nt.runAs('system-call', () => write(nt)));
    expect(what).toMatchObject({ kind: 'bugcheck', code: arch === 'x64' ? 0x3b : 0x8e });
    expect(what).toMatchObject({
      parameters: [STATUS_ACCESS_VIOLATION, expect.any(Number), expect.any(Number), 0],
    });
  });

  it('E-105: is 0xD1 in a DPC, guarded or not', () => {
    const { what } = outcome({ arch }, (nt) => nt.runAs('dpc', () => guarded(nt, () => write(nt))));
    expect(what).toMatchObject({ kind: 'bugcheck', code: 0xd1, parameters: [0, 2, 1, expect.any(Number)] });
  });
});

describe.each(architectures)('nobody handles it, on $arch', ({ arch }) => {
  it('E-098: every frame is asked before the bug check, and no finally block runs', () => {
    const seen: string[] = [];
    const nt = boot({ arch });
    const what = nt.outcome(() =>
      nt.runAs('system-thread', () =>
        nt.__try(
          () =>
            nt.__try(
              () => nt.trap('divide-by-zero'),
              nt.__finally(() => seen.push('finally')),
            ),
          nt.__except(
            () => {
              seen.push('frame');
              return 0;
            },
            () => {},
          ),
        ),
      ),
    );
    expect(seen).toEqual(['frame']);
    expect(what).toMatchObject({ kind: 'bugcheck', code: 0x7e });
  });

  it('E-112: in the kernel it is a bug check, and no exit of the program', () => {
    const { nt, what } = outcome({ arch }, (own) =>
      own.runAs('system-thread', () => own.ExRaiseStatus(0xc0000001)),
    );
    expect(what.kind).toBe('bugcheck');
    expect(() => nt.KeGetCurrentIrql()).toThrow();
  });

  it('E-112: the same exception in a process ends that process alone', () => {
    const nt = boot({ arch });
    const process = nt.startProcess();
    const what = nt.outcome(() => process.run(() => process.RtlRaiseStatus(0xc0000001)));
    expect(what).toMatchObject({ kind: 'stopped', reason: 'process-exit', exitCode: 0xc0000001 });
    expect([process.exitCode, nt.KeGetCurrentIrql()]).toEqual([0xc0000001, 0]);
    expect(() => process.run(() => 0)).toThrow(/ended/);
  });

  it('D-093: in a DPC it is 0x1E with the first two parameters of the record', () => {
    const { what } = outcome({ arch, verifier: 'off' }, (nt) =>
      nt.runAs('dpc', () => nt.RtlRaiseException({ ExceptionCode: DIVIDE, ExceptionInformation: [5, 6, 7] })),
    );
    const expected = [extended(arch, DIVIDE), expect.any(Number), 5, 6];
    expect(what).toMatchObject({ kind: 'bugcheck', code: 0x1e, parameters: expected });
  });

  it('D-094: of the versions of 0x1E this is the one with information 0 and 1, not with a trap frame', () => {
    const { what } = outcome({ arch }, (nt) => nt.runAs('dpc', () => nt.trap('divide-by-zero')));
    expect(what).toMatchObject({
      code: 0x1e,
      parameters: [extended(arch, DIVIDE), expect.any(Number), 0, 0],
    });
  });

  it('a system call inside a process is kernel mode: it stops the machine', () => {
    const nt = boot({ arch });
    const process = nt.startProcess();
    const seen: string[] = [];
    process.AddVectoredExceptionHandler(1, () => seen.push('vectored'));
    process.SetUnhandledExceptionFilter(() => seen.push('filter'));
    const what = nt.outcome(() =>
      process.run(() => nt.runAs('system-call', () => nt.memory.writeUint8(0, 1))),
    );
    expect([what.kind, seen]).toEqual(['bugcheck', []]);
  });
});

describe.each(architectures)('what a handler in the kernel sees, on $arch', ({ arch }) => {
  const user = 0x10_0000;

  it.each<[string, (nt: Nt) => void]>([
    ['E-104: a read of an invalid user address', (nt) => nt.memory.readUint8(user)],
    ['E-104: a write to an invalid user address', (nt) => nt.memory.writeUint8(user, 1)],
    ['E-104: an ExRaise call', (nt) => nt.ExRaiseStatus(0xc0000001)],
    ['E-104: a divide by zero, which is no 0x7F', (nt) => nt.trap('divide-by-zero')],
    ['E-104: a breakpoint', (nt) => nt.DbgBreakPoint()],
    ['E-104: an alignment fault', (nt) => nt.trap('misalignment')],
    ['E-104: a failed assertion', (nt) => nt.trap('assertion')],
    ['E-104: a failed probe', (nt) => nt.ProbeForRead(-1, 1, 1)],
    [
      'E-104: an in-page error of user memory',
      (nt) => nt.trap('in-page-error', { access: 'read', address: user }),
    ],
  ])('%s', (_, fault) => {
    expect(outcome({ arch }, (nt) => guarded(nt, () => fault(nt))).what.kind).toBe('returned');
  });

  it.each<[string, number, (nt: Nt) => void]>([
    [
      'E-103: a read of an invalid system address',
      0x50,
      (nt) => nt.memory.readUint8(arch === 'x64' ? -4096 : 0xfffff000),
    ],
    [
      'E-105: a page fault at DISPATCH_LEVEL',
      0xd1,
      (nt) => nt.runAs('dpc', () => guarded(nt, () => nt.memory.readUint8(user))),
    ],
    [
      'E-105: an in-page error at DISPATCH_LEVEL',
      0xd1,
      (nt) =>
        nt.runAs('dpc', () => guarded(nt, () => nt.trap('in-page-error', { access: 'read', address: user }))),
    ],
    [
      'E-105: the end of the kernel stack',
      0x7f,
      (nt) => nt.trap('stack-overflow', { access: 'write', address: user }),
    ],
  ])('%s is not catchable', (_, code, fault) => {
    const seen: string[] = [];
    const { what } = outcome({ arch }, (nt) => guarded(nt, () => fault(nt)), seen);
    expect(what).toMatchObject({ kind: 'bugcheck', code });
    expect(seen).toEqual([]);
  });

  it('an in-page error of system memory is not modelled', () => {
    const address = arch === 'x64' ? -4096 : 0xfffff000;
    const { what } = outcome({ arch }, (nt) => nt.trap('in-page-error', { access: 'read', address }));
    expect(what).toMatchObject({ kind: 'stopped', reason: 'not-modelled' });
  });
});

describe.each(architectures)('the user sees as access violations, on $arch', ({ arch }) => {
  const nt = boot({ arch });
  const process = nt.startProcess();
  const high = arch === 'x64' ? 0xfffffffc : 0xfffffffc;

  it('E-013: a non-canonical address as a read of -1; on x86 every address is one, with its own fault', () => {
    const information = arch === 'x64' ? [0, -1] : [1, 8];
    const what = process.outcome(() => process.memory.writeUint8(2 ** 50 + 8, 1));
    expect(what).toMatchObject({ kind: 'raised', record: { ExceptionInformation: information } });
  });

  it('E-014: 0xFFFFFFFC with its address', () => {
    const read = process.outcome(() => process.memory.readUint32(high));
    const write = process.outcome(() => process.memory.writeUint32(high, 1));
    expect(read).toMatchObject({ kind: 'raised', record: { ExceptionInformation: [0, high] } });
    expect(write).toMatchObject({ kind: 'raised', record: { ExceptionInformation: [1, high] } });
  });
});

describe('ours: nt.runAs', () => {
  it('runs a DPC at DISPATCH_LEVEL and restores the level and the saved levels', () => {
    const nt = boot();
    const before = nt.KfRaiseIrql(1);
    expect(nt.runAs('dpc', () => nt.irql)).toBe(2);
    expect(nt.irql).toBe(1);
    nt.KfLowerIrql(before);
    expect(nt.irql).toBe(0);
  });

  it('hides the guarded regions outside, and brings them back', () => {
    const nt = boot();
    nt.__try(
      () => {
        expect(nt.runAs('dpc', () => nt.guardedRegions())).toEqual([]);
        expect(nt.guardedRegions()).toHaveLength(1);
      },
      nt.__except(1, () => {}),
    );
    expect(() => nt.runAs('system-call', () => nt.snapshot())).toThrow(/runAs/);
    expect(() => nt.snapshot()).not.toThrow();
  });

  it('begins where such code can begin', () => {
    const nt = boot();
    nt.KfRaiseIrql(2);
    expect(() => nt.runAs('dpc', () => 0)).toThrow(TypeError);
    expect(() => nt.runAs('system-call', () => 0)).toThrow(TypeError);
    expect(() => boot().runAs('isr' as 'dpc', () => 0)).toThrow(TypeError);
  });

  it('notices a level that was not lowered', () => {
    const { what } = outcome({}, (nt) =>
      nt.runAs('system-call', () => {
        nt.KfRaiseIrql(2);
      }),
    );
    expect(what).toMatchObject({ kind: 'bugcheck', code: 0x4a, parameters: [expect.any(Number), 2, 0, 0] });
    const { what: dpc } = outcome({}, (nt) => nt.runAs('dpc', () => nt.KfRaiseIrql(5)));
    expect(dpc).toMatchObject({ code: 0xc8, parameters: [0x5_0202, expect.any(Number), 0, 0] });
    const { what: thread } = outcome({}, (nt) => nt.runAs('system-thread', () => nt.KfRaiseIrql(5)));
    expect(thread).toMatchObject({ kind: 'stopped', reason: 'not-modelled' });
  });
});
