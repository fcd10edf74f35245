/** The switch of each recorder: what it finds when it is on, and that it is silent when it is off. */
import { describe, expect, it } from 'vitest';
import { compileC, sweepC } from '../../src/c-entry.ts';
import {
  type BootOptions,
  boot,
  HEAP_GROWABLE,
  HEAP_NO_SERIALIZE,
  type Nt,
  POOL_FLAG_NON_PAGED,
  POOL_FLAG_PAGED,
  type RecorderName,
  recorderNames,
  recorderSettings,
  sweep,
} from '../../src/index.ts';
import { recorderOf } from '../../src/kernel/recorders.ts';
import { violationKeys } from '../../src/kernel/violations.ts';

const TAG = 0x676e6952;

/** What a block on a machine comes to: keys of findings, and the code of a bug check. */
function ends(options: BootOptions, block: (nt: Nt) => void): readonly string[] {
  const nt = boot(options);
  const outcome = nt.outcome(() => block(nt));
  const halt = outcome.kind === 'bugcheck' ? [`0x${outcome.code.toString(16)}`] : [];
  return [...nt.findings.map(({ rule }) => rule), ...halt];
}

const accesses = (text: string) => (options: BootOptions) =>
  compileC({ name: 'a.c', text: `#include <stdlib.h>\nint main(void) { ${text} }` }, { checks: true })
    .run({ ...options, onViolation: 'report' })
    .findings.map(({ rule }) => rule);

const inOrders = (nt: Nt): void => {
  const a = nt.ExAllocatePool2(POOL_FLAG_NON_PAGED, 256, TAG);
  const b = a + 128;
  for (const lock of [a, b]) nt.ExInitializeFastMutex(lock);
  for (const [first, second] of [
    [a, b],
    [b, a],
  ] as const) {
    nt.ExAcquireFastMutex(first);
    nt.ExAcquireFastMutex(second);
    nt.ExReleaseFastMutex(second);
    nt.ExReleaseFastMutex(first);
  }
};

type Scenario = (options: BootOptions) => readonly string[];

/** One scenario for each recorder, and what it comes to when the recorder is on. */
const scenarios: Partial<Record<RecorderName, readonly [Scenario, readonly string[]]>> = {
  leaks: [
    (options) =>
      sweep((nt) => void nt.ExAllocatePool2(POOL_FLAG_NON_PAGED, 8, TAG), {
        boot: options,
        include: [],
      }).findings.map(({ left }) => left?.kind ?? ''),
    ['pool'],
  ],
  uninitialised: [accesses('int *p = malloc(4); return *p == 77;'), ['memory-uninitialised']],
  bounds: [accesses('char *p = malloc(4); p[4] = 1; return 0;'), ['memory-out-of-bounds']],
  frees: [
    (options) =>
      ends({ ...options, onViolation: 'report' }, (nt) => {
        const block = nt.ExAllocatePool2(POOL_FLAG_NON_PAGED, 64, TAG);
        nt.KeInitializeSpinLock(block);
        const old = { value: 0 };
        nt.KeAcquireSpinLock(block, old as never);
        nt.ExFreePoolWithTag(block, TAG);
      }),
    ['pool-free-with-held-lock'],
  ],
  balance: [
    (options) =>
      sweep((nt) => nt.KeEnterCriticalRegion(), { boot: options }).findings.map(
        ({ left }) => left?.kind ?? '',
      ),
    ['region'],
  ],
  lockOrder: [(options) => ends({ ...options, onViolation: 'report' }, inOrders), ['lock-order']],
  unserializedHeap: [
    (options) => {
      const nt = boot(options);
      const process = nt.startProcess();
      const heap = process.RtlCreateHeap(HEAP_GROWABLE | HEAP_NO_SERIALIZE, 0, 0, 0, 0, 0);
      for (let thread = 0; thread < 2; thread++)
        process.startThread(function* () {
          process.RtlAllocateHeap(heap, 0, 8);
          yield;
        });
      nt.runThreads();
      return nt.findings.map(({ rule }) => rule);
    },
    ['heap-unserialized-use'],
  ],
  pagedAccess: [
    (options) =>
      ends(options, (nt) => {
        const block = nt.ExAllocatePool2(POOL_FLAG_PAGED, 64, TAG);
        nt.KeRaiseIrqlToDpcLevel();
        nt.memory.writeUint8(block, 1);
      }),
    ['0xd1'],
  ],
};

describe('recorders', () => {
  it.each(Object.entries(scenarios))(
    '%s: tells when it is on, and nothing when it is off',
    (name, [run, found]) => {
      expect(run({ recorders: { [name]: true } })).toEqual(found);
      expect(run({ recorders: { [name]: false } })).toEqual([]);
    },
  );

  it('names and defaults', () => {
    expect(recorderNames.filter((name) => !recorderSettings()[name])).toEqual([
      'lockOrder',
      'userMemory',
      'ignoredResults',
      'lostExceptions',
    ]);
    expect(new Set(Object.values(recorderSettings(true)))).toEqual(new Set([true]));
    expect(new Set(Object.values(recorderSettings(false)))).toEqual(new Set([false]));
    expect(recorderSettings({ leaks: false }, 'on')).toEqual({ ...recorderSettings(true), leaks: false });
    expect(() => boot({ recorders: { locks: true } as never })).toThrow(TypeError);
  });

  it('every rule that a recorder tells of is in the table', () => {
    const own = violationKeys.filter((key) => recorderOf(key) !== undefined);
    expect(own).toContain('lock-order');
    expect(own.map(recorderOf).filter((name) => name === 'frees').length).toBeGreaterThan(15);
  });

  it('a driver that leaves pool behind is none with the recorder off', () => {
    const driver = compileC({
      name: 'd.c',
      text: `#include <ntddk.h>
        static VOID Unload(PDRIVER_OBJECT driver) { UNREFERENCED_PARAMETER(driver); }
        NTSTATUS DriverEntry(PDRIVER_OBJECT driver, PUNICODE_STRING path) {
          UNREFERENCED_PARAMETER(path);
          driver->DriverUnload = Unload;
          return ExAllocatePool2(POOL_FLAG_NON_PAGED, 8, 'abcd') == NULL ? STATUS_NO_MEMORY : STATUS_SUCCESS;
        }`,
    });
    expect(sweepC(driver).findings.map(({ kind }) => kind)).toEqual(['bugcheck']);
    expect(sweepC(driver, { recorders: { leaks: false } }).findings).toEqual([]);
  });
});
