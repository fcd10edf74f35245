/** Faults at the door: which calls fail, how, and that they fail as they do on their own. */
import { describe, expect, it } from 'vitest';
import {
  boot,
  DISPATCH_LEVEL,
  type FaultRule,
  HEAP_GENERATE_EXCEPTIONS,
  KIRQL,
  type Nt,
  out,
  POOL_FLAG_NON_PAGED,
  POOL_FLAG_PAGED,
  POOL_FLAG_RAISE_ON_FAILURE,
} from '../../src/index.ts';
import { STATUS_INSUFFICIENT_RESOURCES, STATUS_NO_MEMORY } from '../../src/status/common.ts';

const FRED = 0x46726564;
const BILL = 0x42696c6c;

/** Which of six calls fail: sizes 16 to 96, tags in turn. */
function failing(nt: Nt, rule: FaultRule): number[] {
  const fault = nt.injectFault({ routine: 'ExAllocatePool2', ...rule });
  const blocks = [1, 2, 3, 4, 5, 6].map((n) =>
    nt.ExAllocatePool2(
      n % 3 === 0 ? POOL_FLAG_PAGED : POOL_FLAG_NON_PAGED,
      16 * n,
      n % 2 === 0 ? BILL : FRED,
    ),
  );
  fault.remove();
  return blocks.flatMap((block, index) => (block === 0 ? [index + 1] : []));
}

describe('an injected fault', () => {
  const cases: readonly (readonly [what: string, rule: FaultRule, calls: readonly number[]])[] = [
    ['every call', {}, [1, 2, 3, 4, 5, 6]],
    ['one of them', { call: 2 }, [2]],
    ['some of them', { call: [1, 4] }, [1, 4]],
    ['the first two', { times: 2 }, [1, 2]],
    ['a tag as a number', { tag: FRED }, [1, 3, 5]],
    ['a tag as its characters', { tag: 'Bill' }, [2, 4, 6]],
    ['the second of a tag', { tag: 'Bill', call: 2 }, [4]],
    ['a size', { size: 48 }, [3]],
    ['sizes from', { size: { min: 64 } }, [4, 5, 6]],
    ['sizes to', { size: { max: 32 } }, [1, 2]],
    ['a level', { irql: 'PASSIVE_LEVEL' }, [1, 2, 3, 4, 5, 6]],
    ['another level', { irql: 2 }, []],
    ['kernel-mode code', { process: 'kernel' }, [1, 2, 3, 4, 5, 6]],
    ['another routine', { routine: ['IoAllocateMdl', 'IoAllocateIrp'] }, []],
    ['a pattern of routines', { routine: /^ExAllocate/, call: 6 }, [6]],
    ['this file as the caller', { caller: 'fault-injection.test' }, [1, 2, 3, 4, 5, 6]],
    ['another caller', { caller: /nowhere/ }, []],
    ['certainly', { probability: 1 }, [1, 2, 3, 4, 5, 6]],
    ['never', { probability: 0 }, []],
  ];
  it.each(cases)('comes to %s', (_, rule, calls) => {
    expect(failing(boot(), rule)).toEqual(calls);
  });

  it('comes by luck to the same calls with the same seed, and to others with another', () => {
    const by = (seed: number) => failing(boot(), { probability: 0.5, seed });
    expect(by(7)).toEqual(by(7));
    expect(new Set([1, 2, 3, 4, 5].map((seed) => by(seed).join())).size).toBeGreaterThan(1);
  });

  it('counts what matched, and tells where it failed', () => {
    const nt = boot();
    const fault = nt.injectFault({ routine: 'ExAllocatePool2', call: 2 });
    for (let n = 0; n < 3; n++) nt.ExAllocatePool2(POOL_FLAG_NON_PAGED, 16, FRED);
    expect(fault.matched).toBe(3);
    expect(fault.injected).toMatchObject([
      { routine: 'ExAllocatePool2', failure: 'STATUS_INSUFFICIENT_RESOURCES' },
    ]);
    expect(fault.injected[0]?.stack.join()).toContain('fault-injection.test');
  });

  it('is over when it is removed, and calls take the short way again', () => {
    const nt = boot();
    const fault = nt.injectFault({ routine: 'ExAllocatePool2' });
    fault.remove();
    fault.remove();
    expect(nt.ExAllocatePool2(POOL_FLAG_NON_PAGED, 16, FRED)).not.toBe(0);
  });

  it('outlives a restore of the machine: it is the test’s', () => {
    const nt = boot();
    const snapshot = nt.snapshot();
    const fault = nt.injectFault({ routine: 'ExAllocatePool2', call: 2 });
    expect(nt.ExAllocatePool2(POOL_FLAG_NON_PAGED, 16, FRED)).not.toBe(0);
    nt.restore(snapshot);
    expect(nt.ExAllocatePool2(POOL_FLAG_NON_PAGED, 16, FRED)).toBe(0);
    expect(fault.matched).toBe(2);
  });
});

describe('an injected failure is the real one', () => {
  it('raises where the caller asked for that', () => {
    const nt = boot();
    nt.injectFault({ routine: 'ExAllocatePool2' });
    const outcome = nt.outcome(() =>
      nt.ExAllocatePool2(POOL_FLAG_NON_PAGED | POOL_FLAG_RAISE_ON_FAILURE, 16, FRED),
    );
    expect(outcome).toMatchObject({
      kind: 'raised',
      record: { ExceptionCode: STATUS_INSUFFICIENT_RESOURCES },
    });
  });

  it('S4-016: a heap raises STATUS_NO_MEMORY with HEAP_GENERATE_EXCEPTIONS, and else gives NULL', () => {
    const nt = boot();
    const heap = nt.RtlCreateHeap(0x2, 0, 0, 0, 0, 0);
    nt.injectFault({ routine: 'RtlAllocateHeap', failure: 'STATUS_NO_MEMORY' });
    expect(nt.RtlAllocateHeap(heap, 0, 16)).toBe(0);
    expect(nt.outcome(() => nt.RtlAllocateHeap(heap, HEAP_GENERATE_EXCEPTIONS, 16))).toMatchObject({
      kind: 'raised',
      record: { ExceptionCode: STATUS_NO_MEMORY },
    });
  });

  it('sets the last error of a program, of the process that is named', () => {
    const nt = boot();
    const [one, other] = [nt.startProcess(), nt.startProcess()];
    nt.injectFault({ routine: 'HeapAlloc', process: one });
    one.SetLastError(0);
    expect(one.HeapAlloc(one.GetProcessHeap(), 0, 16)).toBe(0);
    expect(other.HeapAlloc(other.GetProcessHeap(), 0, 16)).not.toBe(0);
  });

  it('never hides a broken rule: the level is checked first', () => {
    const nt = boot();
    nt.injectFault({ routine: 'ExAllocatePool2' });
    nt.KeRaiseIrql(DISPATCH_LEVEL, out(KIRQL));
    expect(nt.outcome(() => nt.ExAllocatePool2(POOL_FLAG_PAGED, 16, FRED))).toMatchObject({
      kind: 'bugcheck',
    });
  });
});

describe('a rule that can never mean anything is refused', () => {
  const wrong: readonly (readonly [string, FaultRule, string])[] = [
    ['no such routine', { routine: 'ExAllocatePool9' }, 'ExAllocatePool9'],
    ['no failure', { routine: 'KeGetCurrentIrql' }, 'KeGetCurrentIrql'],
    ['another failure', { routine: 'IoAllocateMdl', failure: 'STATUS_TIMEOUT' }, 'STATUS_INSUFFICIENT'],
    ['a long tag', { tag: 'Freddy' }, 'Freddy'],
    ['no tag', { tag: '' }, '""'],
    ['a probability', { probability: 1.5 }, '1.5'],
    ['no probability', { probability: Number.NaN }, 'NaN'],
    ['call 0', { call: 0 }, '0'],
    ['half a call', { call: [1, 1.5] }, '1.5'],
    ['no times', { times: 0 }, '0'],
  ];
  it.each(wrong)('%s', (_, rule, value) => {
    expect(() => boot().injectFault(rule)).toThrow(value);
  });
});
