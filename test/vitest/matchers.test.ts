/** Every matcher: what it takes, what it says when it fails, with and without `.not`. */
import { boot, DISPATCH_LEVEL, KIRQL, type Nt, out, POOL_FLAG_NON_PAGED } from 'irqlab';
import { compileC, loadDriver } from 'irqlab/c';
import { irqlabTest } from 'irqlab/vitest';
import { describe, expect } from 'vitest';
import { ADDRESSES } from './child-project.ts';

// What these tests leave is what the matchers see.
const test = irqlabTest({}, { leaks: false, irql: false, locks: false, heaps: false });

const TAG = 0x74736554;
const allocate = (nt: Nt, bytes = 32): number => nt.ExAllocatePool2(POOL_FLAG_NON_PAGED, bytes, TAG);

/** What a failed assertion says; of frames of TypeScript only the names of functions, because lines move. */
function failure(assertion: () => void): string {
  try {
    assertion();
  } catch (thrown) {
    if (thrown instanceof TypeError) throw thrown;
    return (thrown as Error).message
      .replaceAll(/\(?[^\s(]*\/([\w.-]+):\d+:\d+\)?$/gm, '($1)')
      .replaceAll(ADDRESSES, 'ADDRESS');
  }
  throw new Error('it did not fail');
}

describe('the machine of a test', () => {
  test('has every recorder on', ({ nt }) => {
    const a = allocate(nt, 256);
    const b = a + 128;
    for (const lock of [a, b]) nt.ExInitializeFastMutex(lock);
    const take = (first: number, second: number): void => {
      nt.ExAcquireFastMutex(first);
      nt.ExAcquireFastMutex(second);
      nt.ExReleaseFastMutex(second);
      nt.ExReleaseFastMutex(first);
    };
    take(a, b);
    expect(() => take(b, a)).toBugCheck(0xc4, [0x1001]);
  });

  const reporting = irqlabTest({ onViolation: 'report' });
  reporting('may break rules when the test reads of it', ({ nt }) => {
    const block = allocate(nt);
    nt.ExFreePoolWithTag(block, 0x21212121);
    expect(nt.findings.map(({ rule }) => rule)).toEqual(['pool-wrong-tag']);
  });

  const printed: string[] = [];
  const says = (name: string) => ({
    name: `${name}.c`,
    text: `#include <ntddk.h>
static VOID Unload(PDRIVER_OBJECT driver) { UNREFERENCED_PARAMETER(driver); DbgPrint("${name} "); }
NTSTATUS DriverEntry(PDRIVER_OBJECT driver, PUNICODE_STRING path) {
  UNREFERENCED_PARAMETER(path); driver->DriverUnload = Unload; return STATUS_SUCCESS; }`,
  });
  test('unloads what runs at the end, the last one first', ({ nt, loadDriver: load }) => {
    nt.events.on((event) => {
      if (event.kind === 'debug-print') printed.push(event.text.trim());
    });
    load(says('one'), { name: 'one' });
    load(says('two'), { name: 'two' }).unload();
    load(says('three'), { name: 'three' });
  });
  test('and each of them once', () => expect(printed).toEqual(['two', 'three', 'one']));
});

describe('toRaise', () => {
  test('takes functions, outcomes, results of programs, statuses by name and number', ({ nt }) => {
    const raises = (): void => nt.ExRaiseStatus(0xc0000017 | 0);
    expect(raises).toRaise('STATUS_NO_MEMORY');
    expect(raises).toRaise(0xc0000017);
    expect(raises).toRaise(0xc0000017 | 0);
    expect(raises).toRaise();
    expect(nt.outcome(raises)).toRaise('STATUS_NO_MEMORY');
    expect(raises).not.toRaise('STATUS_ACCESS_VIOLATION');
    expect(() => nt.KeGetCurrentIrql()).not.toRaise();
    const other = boot();
    expect(() => other.ExRaiseAccessViolation()).toRaise('STATUS_ACCESS_VIOLATION', { on: other });
    const program = compileC({
      name: 'null.c',
      text: 'int main(void) { *(volatile int *)0 = 1; return 0; }',
    });
    expect(program.run()).toRaise('STATUS_ACCESS_VIOLATION');
  });

  test('says what happened instead', ({ nt }) => {
    const raises = (): void => nt.ExRaiseStatus(0xc0000017 | 0);
    expect(failure(() => expect(() => 5).toRaise('STATUS_NO_MEMORY'))).toMatchSnapshot();
    expect(failure(() => expect(raises).toRaise('STATUS_ACCESS_VIOLATION'))).toMatchSnapshot();
    expect(failure(() => expect(() => undefined).toRaise())).toMatchSnapshot();
    expect(failure(() => expect(raises).not.toRaise('STATUS_NO_MEMORY'))).toMatchSnapshot();
    expect(failure(() => expect(() => nt.memory.readUint8(16)).not.toRaise())).toMatchSnapshot();
  });
});

describe('toBugCheck', () => {
  test('takes code and parameters in every form', ({ nt }) => {
    nt.KeRaiseIrql(DISPATCH_LEVEL, out(KIRQL));
    const breaks = (): number => nt.RtlAllocateHeap(0, 0, 64);
    expect(breaks).toBugCheck(0xc4, [0xe5, 2, 0n]);
    expect(breaks).toBugCheck('DRIVER_VERIFIER_DETECTED_VIOLATION', [undefined, 2]);
    expect(breaks).toBugCheck();
    expect(nt.outcome(breaks)).toBugCheck(0xc4);
    expect(breaks).not.toBugCheck(0xc4, [0xe6]);
    expect(breaks).not.toBugCheck(0xa);
    expect(() => 1).not.toBugCheck();
  });

  test('looks at every parameter, and leaves errors of JavaScript alone', ({ nt }) => {
    nt.KeRaiseIrql(DISPATCH_LEVEL, out(KIRQL));
    const breaks = (): number => nt.RtlAllocateHeap(0, 0, 64);
    const outcome = nt.outcome(breaks);
    expect(outcome).toBugCheck(0xc4, [0xe5, 2]);
    expect(outcome).not.toBugCheck(0xc4, [0xe5, 3]);
    const throws = (): never => {
      throw new RangeError('its own');
    };
    expect(() => expect(throws).toBugCheck()).toThrow(RangeError);
  });

  test('makes of an exception what Windows makes of it', ({ nt }) => {
    const raises = (): void => nt.ExRaiseStatus(0xc0000017 | 0);
    expect(raises).toBugCheck(0x7e, ['STATUS_NO_MEMORY']);
    expect(raises).toBugCheck(0x7e, [0xffff_ffff_c000_0017n]);
    expect(raises).not.toBugCheck(0x7e, ['STATUS_ACCESS_VIOLATION']);
  });

  test('shows code, parameters, rule and fix', ({ nt }) => {
    nt.KeRaiseIrql(DISPATCH_LEVEL, out(KIRQL));
    const breaks = (): number => nt.RtlAllocateHeap(0, 0, 64);
    expect(failure(() => expect(() => 5).toBugCheck(0xc4, [0xe5, undefined, 0]))).toMatchSnapshot();
    expect(failure(() => expect(() => 5).toBugCheck())).toMatchSnapshot();
    expect(failure(() => expect(breaks).toBugCheck('IRQL_NOT_LESS_OR_EQUAL'))).toMatchSnapshot();
    expect(failure(() => expect(breaks).not.toBugCheck(0xc4))).toMatchSnapshot();
    expect(failure(() => expect(breaks).not.toBugCheck())).toMatchSnapshot();
  });

  test('shows the lines of C', () => {
    const source = `#include <wdm.h>
NTSTATUS DriverEntry(PDRIVER_OBJECT Driver, PUNICODE_STRING Path) {
  PVOID block = ExAllocatePool2(POOL_FLAG_NON_PAGED, 32, 'derF');
  ExFreePoolWithTag(block, 'derF');
  ExFreePoolWithTag(block, 'derF');
  return STATUS_SUCCESS;
}`;
    const nt = boot();
    const load = (): unknown => loadDriver(source, { nt });
    expect(failure(() => expect(load).not.toBugCheck())).toContain('driver.c @ 5');
    expect(load).toBugCheck(0xc4, [0x13]);
  });
});

describe('toReturnStatus', () => {
  test('takes a status, a function, an outcome, a driver, a request', ({ nt, loadDriver: load }) => {
    expect(0).toReturnStatus('STATUS_SUCCESS');
    expect(0xc000000d | 0).toReturnStatus('STATUS_INVALID_PARAMETER');
    expect(() => 0xc000000d).toReturnStatus('STATUS_INVALID_PARAMETER');
    expect(nt.outcome(() => 0xc000000d)).toReturnStatus('STATUS_INVALID_PARAMETER');
    const driver = load(
      '#include <wdm.h>\nNTSTATUS DriverEntry(PDRIVER_OBJECT d, PUNICODE_STRING p) { return STATUS_NO_MEMORY; }',
    );
    expect(driver).toReturnStatus('STATUS_NO_MEMORY');
    const device = nt.openDevice('\\\\.\\Nothing');
    expect(device).toReturnStatus('STATUS_OBJECT_NAME_NOT_FOUND');
    expect(device.ioctl(0x222000)).not.toReturnStatus('STATUS_SUCCESS');
  });

  test('shows names and numbers', ({ nt }) => {
    expect(failure(() => expect(0).toReturnStatus('STATUS_NO_MEMORY'))).toMatchSnapshot();
    expect(failure(() => expect(() => nt.ExRaiseStatus(0xc0000017 | 0)).toReturnStatus(0))).toMatchSnapshot();
    expect(failure(() => expect(0).not.toReturnStatus('STATUS_SUCCESS'))).toMatchSnapshot();
  });
});

describe('toBeAtIrql', () => {
  test('takes machines and drivers, levels by name and number', ({ nt, loadDriver: load }) => {
    expect(nt).toBeAtIrql('PASSIVE_LEVEL');
    nt.KeRaiseIrqlToDpcLevel();
    expect(nt).toBeAtIrql(2);
    expect(nt).not.toBeAtIrql('APC_LEVEL');
    const x86 = boot({ arch: 'x86' });
    x86.KfRaiseIrql(31);
    expect({ nt: x86 }).toBeAtIrql('HIGH_LEVEL');
    nt.KeLowerIrql(0);
    expect(
      load('#include <wdm.h>\nNTSTATUS DriverEntry(PDRIVER_OBJECT d, PUNICODE_STRING p) { return 0; }'),
    ).toBeAtIrql(0);
  });

  test('names the levels', ({ nt }) => {
    expect(failure(() => expect(nt).toBeAtIrql('DISPATCH_LEVEL'))).toMatchSnapshot();
    expect(failure(() => expect(nt).not.toBeAtIrql(0))).toMatchSnapshot();
  });
});

describe('toLeakNothing', () => {
  test('takes functions and machines', ({ nt }) => {
    expect(() => nt.ExFreePool(allocate(nt))).toLeakNothing();
    expect(() => allocate(nt)).not.toLeakNothing();
    expect(nt).not.toLeakNothing();
    const since = nt.inventory();
    expect(nt).toLeakNothing({ since });
    expect({ nt }).toLeakNothing({ since });
    const other = boot();
    expect(() => allocate(other)).not.toLeakNothing({ on: other });
    // A level is no leak.
    expect(() => nt.KeRaiseIrqlToDpcLevel()).toLeakNothing();
  });

  test('says who asked for it', ({ nt }) => {
    expect(failure(() => expect(() => allocate(nt)).toLeakNothing())).toMatchSnapshot();
    expect(failure(() => expect(() => 0).not.toLeakNothing())).toMatchSnapshot();
  });
});

describe('toHoldNoLocks', () => {
  test('takes functions and machines', ({ nt }) => {
    const lock = nt.variable('KSPIN_LOCK');
    nt.KeInitializeSpinLock(lock);
    expect(() => nt.KeReleaseSpinLock(lock, nt.KeAcquireSpinLockRaiseToDpc(lock))).toHoldNoLocks();
    expect(() => nt.KeAcquireSpinLockRaiseToDpc(lock)).not.toHoldNoLocks();
    expect(nt).not.toHoldNoLocks();
    // It was held before.
    expect(() => undefined).toHoldNoLocks();
    expect(boot()).toHoldNoLocks();
  });

  test('says which and since when', ({ nt }) => {
    const mutex = nt.variable('FAST_MUTEX');
    nt.ExInitializeFastMutex(mutex);
    expect(failure(() => expect(() => nt.ExAcquireFastMutex(mutex)).toHoldNoLocks())).toMatchSnapshot();
    expect(failure(() => expect(() => 0).not.toHoldNoLocks())).toMatchSnapshot();
  });
});

describe('toHaveValidHeap', () => {
  test('takes machines and functions, and sees heaps and pool', ({ nt }) => {
    expect(nt).toHaveValidHeap();
    const heap = nt.RtlCreateHeap(2, 0, 0, 0, 0, 0);
    const block = nt.RtlAllocateHeap(heap, 0, 32);
    expect(() => nt.memory.writeUint8(block, 1)).toHaveValidHeap();
    const overrun = (): void => {
      for (let at = 0; at < 64; at++) nt.debug.memory.writeBytes(block + at, [0xaa]);
    };
    expect(overrun).not.toHaveValidHeap();
    expect(nt).not.toHaveValidHeap();
    const other = boot();
    const pool = allocate(other, 40);
    for (let at = 0; at < 64; at++) other.debug.memory.writeBytes(pool + at, [0xaa]);
    expect(other).not.toHaveValidHeap();
  });

  test('names the damage', ({ nt }) => {
    const pool = allocate(nt, 40);
    expect(failure(() => expect(nt).not.toHaveValidHeap())).toMatchSnapshot();
    for (let at = 0; at < 64; at++) nt.debug.memory.writeBytes(pool + at, [0xaa]);
    expect(failure(() => expect(nt).toHaveValidHeap())).toMatchSnapshot();
  });
});

describe('toEmit', () => {
  const events = (nt: Nt) => (): void => {
    nt.__try(
      () =>
        nt.__try(
          () => nt.ExRaiseStatus(0xc0000017 | 0),
          nt.__finally(() => {}),
        ),
      nt.__except(
        () => 1,
        () => {},
      ),
    );
  };

  test('finds events in order, with others between them', ({ nt }) => {
    const run = events(nt);
    expect(run).toEmit([
      { kind: 'raise' },
      { kind: 'filter', answer: 1 },
      { kind: 'finally', abnormal: true },
      { kind: 'handler' },
    ]);
    expect(run).toEmit({ kind: 'raise', record: { ExceptionCode: 0xc0000017 } });
    expect(run).toEmit({ kind: 'filter', code: expect.any(Number) });
    expect(run).not.toEmit([{ kind: 'handler' }, { kind: 'raise' }]);
    expect(run).not.toEmit([{ kind: 'raise' }, { kind: 'raise' }]);
    expect(nt.events.record(run)).toEmit({ kind: 'handler' });
    expect(nt.events.record(() => {})).not.toEmit({ kind: 'handler' });
  });

  test('shows what is missing and what there was', ({ nt }) => {
    const run = events(nt);
    expect(
      failure(() => expect(run).toEmit([{ kind: 'raise' }, { kind: 'allocate', bytes: 64 }])),
    ).toMatchSnapshot();
    expect(failure(() => expect(() => 0).toEmit({ kind: 'raise' }))).toMatchSnapshot();
    expect(
      failure(() => expect(run).not.toEmit([{ kind: 'raise' }, { kind: 'handler', code: 0xc0000017 }])),
    ).toMatchSnapshot();
  });
});

describe('toSurviveFaults', () => {
  const two = (forgets: boolean) => (nt: Nt) => {
    const first = allocate(nt);
    if (first === 0) return;
    const second = allocate(nt, 64);
    if (second !== 0) nt.ExFreePool(second);
    if (second !== 0 || !forgets) nt.ExFreePool(first);
  };
  const driver = (text: string) =>
    compileC({
      name: 'driver.c',
      text: `#include <wdm.h>
PVOID kept;
VOID Unload(PDRIVER_OBJECT Driver) { if (kept) ExFreePoolWithTag(kept, 'derF'); }
NTSTATUS DriverEntry(PDRIVER_OBJECT Driver, PUNICODE_STRING Path) {
  Driver->DriverUnload = Unload;
  kept = ExAllocatePool2(POOL_FLAG_NON_PAGED, 32, 'derF');
  if (!kept) return STATUS_NO_MEMORY;
  ${text}
  return STATUS_SUCCESS;
}`,
    });
  const leaky = driver(`PVOID more = ExAllocatePool2(POOL_FLAG_NON_PAGED, 48, 'derF');
  if (!more) return STATUS_NO_MEMORY;
  ExFreePoolWithTag(more, 'derF');`);

  test('takes scenarios and C, with the options of their sweeps', () => {
    expect(two(false)).toSurviveFaults();
    expect(two(true)).not.toSurviveFaults();
    expect(two(true)).toSurviveFaults({ replay: '1:ExAllocatePool2:STATUS_INSUFFICIENT_RESOURCES' });
    expect((nt: Nt, bytes: number) =>
      nt.ExFreePool(allocate(nt, bytes) || allocate(nt, 8)),
    ).not.toSurviveFaults({
      prepare: () => 16,
      pairs: 3,
    });
    expect(driver('')).toSurviveFaults();
    expect(leaky).not.toSurviveFaults({ name: 'fred' });
  });

  test('is no test where no call can fail', () => {
    expect(() => expect(two(true)).toSurviveFaults({ include: ['IoAllocateMdl'] })).toThrow(TypeError);
    expect(() => expect(two(true)).not.toSurviveFaults({ include: ['IoAllocateMdl'] })).toThrow(TypeError);
  });

  test('shows each finding with its fault and how to see it again', () => {
    expect(failure(() => expect(two(true)).toSurviveFaults())).toMatchSnapshot();
    expect(failure(() => expect(leaky).toSurviveFaults())).toMatchSnapshot();
    expect(failure(() => expect(two(false)).not.toSurviveFaults())).toMatchSnapshot();
  });
});

describe('a wrong subject', () => {
  const cases: readonly (readonly [string, () => void, string])[] = [
    ['toRaise', () => expect(5).toRaise(), 'a function'],
    ['toRaise', () => expect(() => Promise.resolve()).toRaise(), 'promise'],
    ['toRaise', () => expect(() => 0).toRaise('STATUS_OF_MY_OWN'), 'STATUS_OF_MY_OWN'],
    ['toRaise', () => expect(() => 0).toRaise(2 ** 40), 'NTSTATUS'],
    ['toBugCheck', () => expect(null).toBugCheck(), 'null'],
    ['toBugCheck', () => expect(() => 0).toBugCheck('BAD_DAY'), 'BAD_DAY'],
    ['toBugCheck', () => expect(() => 0).toBugCheck(1, [1.5]), 'parameter 1'],
    ['toBugCheck', () => expect(() => 0).toBugCheck(1, [1, 2, 3, 4, 5]), 'parameter 5'],
    ['toReturnStatus', () => expect('text').toReturnStatus(0), 'a status'],
    ['toReturnStatus', () => expect(0).toReturnStatus(Number.NaN), 'NTSTATUS'],
    ['toBeAtIrql', () => expect({}).toBeAtIrql(0), 'a machine'],
    ['toBeAtIrql', () => expect(boot()).toBeAtIrql('HIGH' as 'HIGH_LEVEL'), 'HIGH'],
    ['toLeakNothing', () => expect({}).toLeakNothing(), 'a machine'],
    ['toHoldNoLocks', () => expect(7).toHoldNoLocks(), 'a machine'],
    ['toHaveValidHeap', () => expect([]).toHaveValidHeap(), 'a machine'],
    ['toEmit', () => expect({}).toEmit({ kind: 'raise' }), 'a function'],
    ['toEmit', () => expect(() => 0).toEmit([]), 'at least one'],
    ['toSurviveFaults', () => expect({}).toSurviveFaults(), 'a function'],
  ];
  for (const [matcher, assertion, says] of cases)
    test(`of ${matcher}: ${says}`, ({ nt }) => {
      expect(nt.irql).toBe(0);
      expect(assertion).toThrow(TypeError);
      expect(assertion).toThrow(matcher);
      expect(assertion).toThrow(says);
    });

  test('without a machine is told how to name one', () => {
    for (const assertion of [
      () => expect(() => 0).toRaise(),
      () => expect(() => 0).toReturnStatus(0),
      () => expect(() => 0).toLeakNothing(),
      () => expect(() => 0).toEmit({ kind: 'raise' }),
    ])
      expect(assertion).toThrow('{ on: nt }');
  });
});
