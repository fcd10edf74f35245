/** The machine of the test that runs: matchers that run a function need one. */
import type { Nt } from '../index.ts';

/** A machine that the fixture made, and what the test has seen of its end. */
export interface TestMachine {
  readonly nt: Nt;
  /** Reports of bug checks and stops that the test looked at. */
  readonly seen: Set<string>;
}

/** By test: tests that run at the same time have machines of their own. */
const machines = new WeakMap<object, TestMachine>();

/** Notes the machine of a test. @param task the test as vitest knows it */
export const noteMachine = (task: object, machine: TestMachine): void => void machines.set(task, machine);

/** The machine of a test; undefined for one without the fixture. */
export const machineOfTest = (task: object | undefined): TestMachine | undefined =>
  task === undefined ? undefined : machines.get(task);
