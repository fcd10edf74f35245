/** The fixture: a machine for each test, and nothing left on it afterwards. */
import { test as base, type TestAPI } from 'vitest';
import { type CompileOptions, loadDriver, type RunningDriver, type RunOptions } from '../c-entry.ts';
import { type BootOptions, boot, type Finding, type Nt, type Outcome, recorderSettings } from '../index.ts';
import { assertNothingLeft, type EndChecks } from './end-of-test.ts';
import { noteMachine } from './machine-of-test.ts';
import { haltOf } from './subject.ts';

/** Compiles a driver in C and starts it on the machine of the test; it is unloaded after the test if it still runs. */
export type LoadDriver = (
  source: Parameters<typeof loadDriver>[0],
  options?: CompileOptions & Pick<RunOptions, 'name' | 'maxSteps' | 'onOutput' | 'timeIsUp'>,
) => RunningDriver;

/** What a test of `irqlabTest` is given. */
export interface IrqlabFixtures {
  /** Options of the machine, with every recorder on that they do not switch off. For some of the tests: `test.override({ bootOptions: { arch: 'x86' } })`. */
  bootOptions: BootOptions;
  /** What is looked at after each test; all when left out. */
  endChecks: EndChecks;
  /** A machine of the test's own. After the test nothing may be left on it. */
  nt: Nt;
  /** Loads drivers in C. */
  loadDriver: LoadDriver;
}

/**
 * A `test` whose tests have a machine of their own: `const test = irqlabTest({ arch: 'x86' })`. A test that leaves
 * something behind fails: memory, handles, devices, locks, a raised level, damage, broken rules that it did not look at
 * (`nt.findings`), a halt that it did not expect.
 */
export function irqlabTest(
  bootOptions: BootOptions = {},
  endChecks: EndChecks = {},
): TestAPI<IrqlabFixtures> {
  return base.extend<IrqlabFixtures>({
    bootOptions,
    endChecks,
    nt: async ({ bootOptions: options, endChecks: checks, task, onTestFinished }, use) => {
      const nt = boot({ ...options, recorders: recorderSettings(options.recorders, 'on') });
      const { outcome } = nt;
      const seen = new Set<string>();
      const looked = noteLooks(nt, seen);
      noteMachine(task, { nt, seen });
      const before = nt.inventory();
      const watch = checks.origins === false ? null : nt.watchOrigins();
      // After the fixtures that stand on the machine have ended. What a fixture throws itself is reported twice.
      onTestFinished(() => {
        watch?.end();
        // What a test leaves that failed half-way is no news.
        if (task.result?.state === 'fail') return;
        const halted = haltOn(nt, outcome);
        assertNothingLeft({ nt, before, watch, seen, halted, findings: looked() }, checks);
      });
      await use(nt);
    },
    loadDriver: async ({ nt, task }, use) => {
      const { outcome } = nt;
      const running = new Map<RunningDriver, () => number>();
      await use((source, options) => {
        const driver = loadDriver(source, { ...options, arch: nt.memory.architecture, nt });
        const { unload } = driver;
        if (driver.object !== 0) running.set(driver, unload);
        return Object.assign(driver, {
          unload: () => {
            running.delete(driver);
            return unload();
          },
        });
      });
      if (task.result?.state === 'fail' || haltOn(nt, outcome) !== null) return;
      for (const unload of [...running.values()].reverse()) unload();
    },
  });
}

/** How the machine halted, or null. @param outcome the machine's own, which notes nothing */
function haltOn(nt: Nt, outcome: Nt['outcome']): Outcome<unknown> | null {
  const end = outcome(() => nt.KeGetCurrentIrql());
  return haltOf(end) === null ? null : end;
}

/**
 * Notes which halts the test sees as outcomes, and up to which the broken rules that it reads.
 * @returns gives the broken rules that it did not look at
 */
function noteLooks(nt: Nt, seen: Set<string>): () => readonly Finding[] {
  const see = <T extends Pick<Nt, 'outcome'>>(surface: T): T => {
    const { outcome } = surface;
    const noting: Nt['outcome'] = (block) => {
      const result = outcome(block);
      const halt = haltOf(result);
      if (halt !== null) seen.add(halt);
      return result;
    };
    return Object.assign(surface, { outcome: noting });
  };
  see(nt);
  const { startProcess } = nt;
  Object.assign(nt, {
    startProcess: (...args: Parameters<Nt['startProcess']>) => see(startProcess(...args)),
  });
  const findings = Object.getOwnPropertyDescriptor(nt, 'findings')?.get;
  const all = (): readonly Finding[] => findings?.call(nt) ?? [];
  let read = 0;
  Object.defineProperty(nt, 'findings', {
    get() {
      read = all().length;
      return all();
    },
    enumerable: true,
    configurable: true,
  });
  return () => all().slice(read);
}

/** `irqlabTest` with the defaults of `boot()`. */
export const test: TestAPI<IrqlabFixtures> = irqlabTest();
