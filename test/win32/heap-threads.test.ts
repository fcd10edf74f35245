/** Two threads and one heap, by the statements of HeapAlloc's page: S2-010, S2-011, S2-039 to S2-047. */
import { boot, STATUS_HEAP_CORRUPTION, TRUE, type UserProcess } from 'irqlab';
import { ERROR_NOT_OWNER, HEAP_NO_SERIALIZE } from 'irqlab/win32';
import { describe, expect, it } from 'vitest';

const architectures = ['x64', 'x86'] as const;
const LARGE = 20_000; // no slot of the front end serves it without the lock (B-165)

function program(arch: 'x64' | 'x86', options = 0) {
  const nt = boot({ arch });
  const process = nt.startProcess();
  const log: string[] = [];
  const findings = () => nt.findings.map(({ rule }) => rule);
  return { nt, process, heap: process.HeapCreate(options, 0, 0), log, findings };
}

const use = (process: UserProcess, heap: number, flags = 0) =>
  process.HeapFree(heap, flags, process.HeapAlloc(heap, flags, LARGE));

/** Two threads that each use the heap, one after the other at the least. */
function useTwice(
  { nt, process, heap }: ReturnType<typeof program>,
  turn: () => Generator<unknown, void, unknown>,
): void {
  process.startThread(turn);
  process.startThread(turn);
  nt.runThreads();
  expect(process.HeapValidate(heap, 0, 0)).toBe(TRUE);
}

describe.each(architectures)('serialization, %s', (arch) => {
  it('S2-039, S2-041, S5-007: a call waits while another thread holds the heap; the call that asks for none does not', () => {
    const { nt, process, heap, log } = program(arch);
    process.startThread(function* () {
      yield* process.wait.HeapLock(heap);
      for (let turn = 0; turn < 4; turn += 1) yield;
      log.push('unlock');
      process.HeapUnlock(heap);
    });
    process.startThread(function* () {
      const block = yield* process.wait.HeapAlloc(heap, 0, LARGE);
      log.push('allocated');
      yield* process.wait.HeapFree(heap, 0, block);
    });
    process.startThread(function* () {
      yield* process.wait.HeapAlloc(heap, HEAP_NO_SERIALIZE, LARGE);
      log.push('allocated without');
    });
    nt.runThreads();
    expect(log).toEqual(['allocated without', 'unlock', 'allocated']);
  });

  it('S2-039: every routine of the family waits that looks at a heap or changes it', () => {
    const { nt, process, heap, log } = program(arch);
    const block = process.HeapAlloc(heap, 0, LARGE);
    const place = process.HeapAlloc(process.GetProcessHeap(), 0, 0x100);
    const { wait } = process;
    process.memory.fill(place, 0x100, 0);
    const calls = {
      HeapAlloc: () => wait.HeapAlloc(heap, 0, LARGE),
      HeapReAlloc: () => wait.HeapReAlloc(heap, 0, block, LARGE - 1),
      HeapSize: () => wait.HeapSize(heap, 0, block),
      HeapValidate: () => wait.HeapValidate(heap, 0, 0),
      HeapCompact: () => wait.HeapCompact(heap, 0),
      HeapWalk: () => wait.HeapWalk(heap, place),
      HeapSummary: () => wait.HeapSummary(heap, 0, place),
      HeapSetInformation: () => wait.HeapSetInformation(heap, 0, place, 4),
      HeapFree: () => wait.HeapFree(heap, 0, block),
    } satisfies Partial<Record<keyof UserProcess['wait'], () => unknown>>;
    process.startThread(function* () {
      yield* wait.HeapLock(heap);
      for (let turn = 0; turn < 3; turn += 1) yield;
      log.push('unlock');
      process.HeapUnlock(heap);
    });
    for (const [name, call] of Object.entries(calls)) {
      process.startThread(function* () {
        yield* call();
        log.push(name);
      });
    }
    nt.runThreads();
    expect(log).toEqual(['unlock', ...Object.keys(calls)]);
  });

  it('S2-041: with it two threads may use a heap', () => {
    const all = program(arch);
    useTwice(all, function* () {
      use(all.process, all.heap);
      yield;
      use(all.process, all.heap);
    });
    expect(all.findings()).toEqual([]);
  });

  it('S2-011, S2-042, S2-043: given to HeapCreate, HEAP_NO_SERIALIZE excludes nobody from any call: a finding', () => {
    const all = program(arch, HEAP_NO_SERIALIZE);
    expect(all.process.HeapLock(all.heap)).toBe(TRUE);
    useTwice(all, function* () {
      use(all.process, all.heap);
      yield;
      use(all.process, all.heap);
    });
    expect(new Set(all.findings())).toEqual(new Set(['heap-unserialized-use']));
  });

  it('S2-010, S2-042, S2-043: given to a call, it excludes nobody from that call', () => {
    const { nt, process, heap, findings } = program(arch);
    process.startThread(function* () {
      yield* process.wait.HeapLock(heap);
      use(process, heap);
      yield;
      use(process, heap);
      process.HeapUnlock(heap);
    });
    process.startThread(function* () {
      use(process, heap, HEAP_NO_SERIALIZE);
      yield;
    });
    nt.runThreads();
    expect(findings()).toContain('heap-unserialized-use');
  });

  it('S2-044: safe with one thread', () => {
    const { process, heap, findings } = program(arch, HEAP_NO_SERIALIZE);
    for (let n = 0; n < 100; n += 1) use(process, heap, HEAP_NO_SERIALIZE);
    expect(findings()).toEqual([]);
    expect(process.HeapValidate(heap, 0, 0)).toBe(TRUE);
  });

  it('S2-045: safe when one of several threads alone uses the heap', () => {
    const { nt, process, heap, findings } = program(arch, HEAP_NO_SERIALIZE);
    process.startThread(function* () {
      for (let n = 0; n < 5; n += 1) {
        use(process, heap);
        yield;
      }
    });
    process.startThread(function* () {
      for (let n = 0; n < 5; n += 1) {
        use(process, process.GetProcessHeap());
        yield;
      }
    });
    nt.runThreads();
    expect(findings()).toEqual([]);
  });

  it('S2-046: safe under a lock of the program’s own', () => {
    const all = program(arch, HEAP_NO_SERIALIZE);
    const own = all.process.HeapCreate(0, 0, 0); // its lock is the program's
    useTwice(all, function* () {
      for (let n = 0; n < 3; n += 1) {
        yield* all.process.wait.HeapLock(own);
        use(all.process, all.heap);
        yield;
        use(all.process, all.heap);
        all.process.HeapUnlock(own);
      }
    });
    expect(all.findings()).toEqual([]);
  });

  it.each([
    ['no lock at all', function* () {}],
    [
      'a lock that only one of them takes',
      function* ({ process, heap }: ReturnType<typeof program>, index: number) {
        if (index === 0) yield* process.wait.HeapLock(process.GetProcessHeap());
        use(process, heap);
        yield;
        if (index === 0) process.HeapUnlock(process.GetProcessHeap());
      },
    ],
    [
      'a lock of each its own',
      function* ({ process, heap }: ReturnType<typeof program>) {
        const mine = process.HeapCreate(0, 0, 0);
        yield* process.wait.HeapLock(mine);
        use(process, heap);
        yield;
        process.HeapUnlock(mine);
      },
    ],
  ] as const)('S2-047: nothing else is safe: %s', (_, before) => {
    const all = program(arch, HEAP_NO_SERIALIZE);
    let index = 0;
    useTwice(all, function* () {
      const mine = index;
      index += 1;
      yield* before(all, mine);
      use(all.process, all.heap);
      yield;
    });
    expect(all.findings()).toContain('heap-unserialized-use');
  });

  it('HeapUnlock of a lock that the thread does not hold: FALSE and ERROR_NOT_OWNER', () => {
    const { nt, process, heap } = program(arch);
    const seen: number[] = [];
    expect(process.HeapUnlock(heap)).toBe(0);
    expect(process.GetLastError()).toBe(ERROR_NOT_OWNER);
    process.HeapLock(heap);
    process.startThread(function* () {
      seen.push(process.HeapUnlock(heap), process.GetLastError());
      yield;
    });
    nt.runThreads();
    expect(seen).toEqual([0, ERROR_NOT_OWNER]);
    expect([process.HeapLock(heap), process.HeapUnlock(heap), process.HeapUnlock(heap)]).toEqual([1, 1, 1]);
    expect(process.HeapUnlock(heap)).toBe(0);
  });

  it('two threads keep a last error each: one fails, the other does not see it', () => {
    const { nt, process, heap } = program(arch);
    const seen: number[] = [];
    process.startThread(function* () {
      process.HeapUnlock(heap);
      yield;
      seen.push(process.GetLastError());
    });
    process.startThread(function* () {
      yield;
      seen.push(process.GetLastError());
    });
    nt.runThreads();
    expect(seen).toEqual([ERROR_NOT_OWNER, 0]);
  });

  it('a heap of another process is worthless', () => {
    const { nt, process, heap } = program(arch);
    const other = nt.startProcess({ name: 'other.exe' });
    const block = process.HeapAlloc(heap, 0, 64);
    const handle = process.HeapCreate(0, 0, 0x30_0000);
    expect(other.outcome(() => other.HeapAlloc(handle, 0, 8)).kind).toBe('raised');
    expect(other.HeapLock(handle)).toBe(0);
    expect(other.outcome(() => other.HeapFree(other.GetProcessHeap(), 0, block))).toMatchObject({
      kind: 'stopped',
      exitCode: STATUS_HEAP_CORRUPTION,
    });
    expect(process.HeapFree(heap, 0, block)).toBe(TRUE);
  });
});
