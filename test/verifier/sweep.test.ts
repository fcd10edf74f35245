/** Sweeps of scenarios in TypeScript: every point, every failure, from the same state, and what they find. */
import { describe, expect, it } from 'vitest';
import { boot, type Nt, POOL_FLAG_NON_PAGED, type SweepResult, sweep } from '../../src/index.ts';

const TAG = 0x74736554;

const allocate = (nt: Nt, bytes = 32): number => nt.ExAllocatePool2(POOL_FLAG_NON_PAGED, bytes, TAG);

/** Two blocks; what is left of the first when there is no second depends on the program. */
const two = (forgets: boolean) => (nt: Nt) => {
  const first = allocate(nt);
  if (first === 0) return;
  const second = allocate(nt, 64);
  if (second === 0) {
    if (!forgets) nt.ExFreePool(first);
    return;
  }
  nt.ExFreePool(second);
  nt.ExFreePool(first);
};

const kinds = ({ findings }: SweepResult): string[] => findings.map(({ kind }) => kind);

describe('a sweep', () => {
  it('runs once for each call that can fail, and all is well', () => {
    const result = sweep(two(false));
    expect(result).toMatchObject({ ok: true, runs: 2, findings: [] });
    expect(result.points).toMatchObject([
      { number: 1, routine: 'ExAllocatePool2', failures: ['STATUS_INSUFFICIENT_RESOURCES'] },
      { number: 2, routine: 'ExAllocatePool2' },
    ]);
  });

  it('finds the block that is forgotten on an error path, who asked for it, and how to see it again', () => {
    const result = sweep(two(true));
    expect(kinds(result)).toEqual(['left']);
    const [finding] = result.findings;
    expect(finding).toMatchObject({
      left: { kind: 'pool' },
      faults: [{ fault: { point: 2, routine: 'ExAllocatePool2', failure: 'STATUS_INSUFFICIENT_RESOURCES' } }],
      replay: '2:ExAllocatePool2:STATUS_INSUFFICIENT_RESOURCES',
    });
    expect(finding?.stack.join()).toContain('ExAllocatePool2');
    expect(finding?.faults[0]?.stack.join()).toContain('sweep.test');
    const again = sweep(two(true), { replay: finding?.replay ?? '' });
    expect(again.runs).toBe(1);
    expect(kinds(again)).toEqual(['left']);
  });

  it('tells the events since the fault', () => {
    const [finding] = sweep((nt) => {
      const block = allocate(nt);
      nt.KeRaiseIrqlToDpcLevel();
      if (block !== 0) {
        nt.ExFreePool(block);
        nt.KeLowerIrql(0);
      }
    }).findings;
    expect(finding).toMatchObject({ kind: 'left', left: { kind: 'irql' } });
    expect(finding?.events.map(({ kind }) => kind)).toContain('irql');
    expect(finding?.events.some((event) => event.kind === 'allocate')).toBe(false);
  });

  it.each([
    [
      'an access through NULL',
      'raised',
      (nt: Nt) => {
        const block = allocate(nt);
        nt.memory.writeUint8(block, 1);
        nt.ExFreePool(block);
      },
    ],
    [
      'a second free',
      'bugcheck',
      (nt: Nt) => {
        const first = allocate(nt);
        if (first === 0) return;
        const second = allocate(nt);
        if (second === 0) nt.ExFreePool(first);
        else nt.ExFreePool(second);
        nt.ExFreePool(first);
      },
    ],
    [
      'an error of the scenario',
      'threw',
      (nt: Nt) => {
        const block = allocate(nt);
        if (block === 0) throw new Error('I did not think of that');
        nt.ExFreePool(block);
      },
    ],
    [
      'a spin lock that is kept',
      'left',
      (nt: Nt) => {
        const lock = nt.variable('KSPIN_LOCK');
        nt.KeInitializeSpinLock(lock);
        const level = nt.KeAcquireSpinLockRaiseToDpc(lock);
        const block = allocate(nt);
        if (block === 0) return;
        nt.ExFreePool(block);
        nt.KeReleaseSpinLock(lock, level);
      },
    ],
  ] as const)('finds %s', (_, kind, scenario) => {
    const result = sweep(scenario);
    expect(result.ok).toBe(false);
    expect(kinds(result)).toContain(kind);
    expect(result.findings.every(({ faults }) => faults.length === 1)).toBe(true);
  });

  it('tells once of what goes wrong without any fault', () => {
    const result = sweep((nt) => {
      allocate(nt, 16);
      const second = allocate(nt, 48);
      if (second !== 0) nt.ExFreePool(second);
    });
    expect(result.findings).toMatchObject([{ kind: 'left', faults: [], replay: '' }]);
  });

  it('runs the checks of the scenario', () => {
    const seen: number[] = [];
    const result = sweep<{ count: number }>(
      (nt, counter) => {
        counter.count += 1;
        two(false)(nt);
      },
      {
        prepare: () => ({ count: 0 }),
        check: (_, counter, faults) => {
          seen.push(faults.length);
          if (faults[0]?.point === 2) throw new Error(`no good after ${counter.count} runs`);
        },
      },
    );
    expect(seen).toEqual([0, 1, 1, 1]);
    expect(kinds(result)).toEqual(['threw']);
  });

  it('starts every run from the state that prepare made', () => {
    const kept: number[] = [];
    sweep<number>(
      (nt, block) => {
        kept.push(nt.memory.readUint8(block));
        nt.memory.writeUint8(block, 99);
        two(false)(nt);
      },
      {
        prepare: (nt) => {
          const block = allocate(nt);
          nt.memory.writeUint8(block, 7);
          return block;
        },
      },
    );
    expect(kept).toEqual([7, 7, 7]);
  });

  it('finds more with pairs of faults, as many as are allowed', () => {
    const scenario = (nt: Nt): void => {
      const block = allocate(nt);
      if (block !== 0) {
        nt.ExFreePool(block);
        return;
      }
      const spare = allocate(nt, 16);
      if (spare === 0) allocate(nt, 8);
      else nt.ExFreePool(spare);
    };
    expect(sweep(scenario)).toMatchObject({ ok: true, runs: 1 });
    const paired = sweep(scenario, { pairs: 10 });
    expect(paired.runs).toBe(2);
    expect(paired.findings).toMatchObject([
      {
        kind: 'left',
        replay:
          '1:ExAllocatePool2:STATUS_INSUFFICIENT_RESOURCES+2:ExAllocatePool2:STATUS_INSUFFICIENT_RESOURCES',
      },
    ]);
  });

  it('takes only new call stacks, only some routines, only the first finding', () => {
    const loop = (nt: Nt): void => {
      for (let n = 0; n < 5; n++) {
        const block = allocate(nt);
        if (block !== 0) nt.ExFreePool(block);
      }
      const mdl = nt.IoAllocateMdl(nt.variable(64), 64, 0, 0, 0);
      if (mdl !== 0) nt.IoFreeMdl(mdl);
    };
    expect(sweep(loop).runs).toBe(6);
    expect(sweep(loop, { stacks: 'new' }).runs).toBe(2);
    expect(sweep(loop, { include: ['IoAllocateMdl'] }).runs).toBe(1);
    expect(sweep(loop, { exclude: /^Io/ }).runs).toBe(5);
    const leaky = (nt: Nt): void => {
      loop(nt);
      two(true)(nt);
      two(true)(nt);
    };
    expect(sweep(leaky).findings).toHaveLength(2);
    expect(sweep(leaky, { stopAtFirst: true }).findings).toHaveLength(1);
  });

  it('numbers calls alike whatever it leaves out, so that a replay needs no filter', () => {
    const scenario = (nt: Nt): void => {
      const mdl = nt.IoAllocateMdl(nt.variable(64), 64, 0, 0, 0);
      two(true)(nt);
      if (mdl !== 0) nt.IoFreeMdl(mdl);
    };
    const [finding] = sweep(scenario, { include: ['ExAllocatePool2'] }).findings;
    expect(finding?.replay).toBe('3:ExAllocatePool2:STATUS_INSUFFICIENT_RESOURCES');
    expect(kinds(sweep(scenario, { replay: finding?.replay ?? '' }))).toEqual(['left']);
    expect(kinds(sweep(scenario, { replay: finding?.replay ?? '', include: ['IoAllocateMdl'] }))).toEqual([
      'left',
    ]);
  });

  it('stops and says so when the run without a fault stops the machine', () => {
    const result = sweep((nt) => {
      const block = allocate(nt);
      nt.ExFreePool(block);
      nt.ExFreePool(block);
    });
    expect(result).toMatchObject({ runs: 0, findings: [{ kind: 'bugcheck', faults: [] }] });
    expect(result.text).toContain('without a fault');
  });

  it('split into parts finds what the whole finds', () => {
    const scenario = (nt: Nt): void => {
      for (let n = 0; n < 7; n++) two(n % 3 === 0)(nt);
    };
    const whole = sweep(scenario);
    const parts = [1, 2, 3].map((index) => sweep(scenario, { shard: { index, count: 3 } }));
    const replays = (results: readonly SweepResult[]) =>
      results.flatMap(({ findings }) => findings.map(({ replay }) => replay)).sort();
    expect(replays(parts)).toEqual(replays([whole]));
    const cases = (results: readonly SweepResult[]) => results.flatMap((one) => one.cases).sort();
    expect(cases(parts)).toEqual(cases([whole]));
    // Parts for which nothing is left make no run.
    const most = whole.runs + 2;
    const small = Array.from({ length: most }, (_, at) =>
      sweep(scenario, { shard: { index: at + 1, count: most } }),
    );
    expect(cases(small)).toEqual(cases([whole]));
    expect(() => sweep(scenario, { shard: { index: 4, count: 3 } })).toThrow('4/3');
  });

  it('notices a scenario that is not the same each time', () => {
    let turn = 0;
    const result = sweep((nt) => {
      turn += 1;
      if (turn % 2 === 0) return;
      const block = allocate(nt);
      if (block !== 0) nt.ExFreePool(block);
    });
    expect(kinds(result)).toEqual(['strayed']);
  });

  it('is the same each time', () => {
    const [one, other] = [1, 2].map(() => sweep(two(true)).text);
    expect(one).toBe(other);
  });

  it('makes the machine anew where no snapshot can be taken', () => {
    let machines = 0;
    const result = sweep(two(true), {
      prepare: (nt) => {
        machines += 1;
        nt.startThread(function* () {
          yield* nt.wait.KeDelayExecutionThread(0, 0, -1_000_000n);
        });
        nt.runThreads();
        expect(() => nt.snapshot()).toThrow('started');
      },
    });
    expect(kinds(result)).toEqual(['left']);
    // One for each run, and one more to explain the finding.
    expect(machines).toBe(4);
  });

  it.each(['1', 'x:y:z', '1:ExAllocatePool2', '1:a:b+'])('refuses the replay %s', (replay) => {
    expect(() => sweep(two(true), { replay })).toThrow(replay);
  });

  it('tells how far it is', () => {
    const told: (readonly number[])[] = [];
    sweep(two(true), { onProgress: (...numbers) => told.push(numbers) });
    expect(told).toEqual([
      [1, 2, 0],
      [2, 2, 1],
    ]);
  });
});

describe('nt.leftSince', () => {
  it('names everything that is kept, and nothing that was given back', () => {
    const nt = boot();
    const before = nt.inventory();
    const block = allocate(nt);
    const heap = nt.RtlCreateHeap(0x2, 0, 0, 0, 0, 0);
    const inside = nt.RtlAllocateHeap(heap, 0, 40);
    const mdl = nt.IoAllocateMdl(block, 32, 0, 0, 0);
    nt.KeEnterCriticalRegion();
    expect(
      nt
        .leftSince(before)
        .map(({ kind }) => kind)
        .sort(),
    ).toEqual(['heap', 'heap block', 'mdl', 'pool', 'region']);
    nt.KeLeaveCriticalRegion();
    nt.IoFreeMdl(mdl);
    nt.RtlFreeHeap(heap, 0, inside);
    nt.RtlDestroyHeap(heap);
    nt.ExFreePool(block);
    expect(nt.leftSince(before)).toEqual([]);
  });

  it('knows that a process keeps the heap that it started with, and no other', () => {
    const nt = boot();
    const before = nt.inventory();
    const process = nt.startProcess();
    nt.openDevice('\\\\.\\Nothing');
    expect(nt.leftSince(before)).toEqual([]);
    process.RtlAllocateHeap(process.processHeap, 0, 24);
    process.RtlCreateHeap(0x2, 0, 0, 0, 0, 0);
    expect(
      nt
        .leftSince(before)
        .map(({ kind }) => kind)
        .sort(),
    ).toEqual(['heap', 'heap block']);
  });

  it('has the call stacks that a watch noted, until it ends', () => {
    const nt = boot();
    const before = nt.inventory();
    const watch = nt.watchOrigins();
    allocate(nt);
    watch.end();
    watch.end();
    allocate(nt, 48);
    const stacks = nt.leftSince(before).map((left) => watch.withOrigin(left).stack.join());
    expect(stacks[0]).toContain('sweep.test');
    expect(stacks[1]).not.toContain('sweep.test');
  });
});
