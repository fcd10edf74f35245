/** The matchers with their types; importing this registers them. */
import { expect } from 'vitest';
import type { Inventory, LevelName } from '../index.ts';
import type { StatusLike } from './show.ts';
import type { RunOn, RunOnMachine } from './subject.ts';
import { toBeAtIrql } from './to-be-at-irql.ts';
import { type ParameterLike, toBugCheck } from './to-bug-check.ts';
import { type EventLike, toEmit } from './to-emit.ts';
import { toHaveValidHeap } from './to-have-valid-heap.ts';
import { toHoldNoLocks } from './to-hold-no-locks.ts';
import { toLeakNothing } from './to-leak-nothing.ts';
import { toRaise } from './to-raise.ts';
import { toReturnStatus } from './to-return-status.ts';
import { type FaultOptions, toSurviveFaults } from './to-survive-faults.ts';

/** What `expect` can do about machines. @typeParam T what it was given */
export interface IrqlabMatchers<T> {
  /**
   * An exception left the code: `expect(() => nt.ExRaiseStatus(status)).toRaise('STATUS_NO_MEMORY')`. The function runs
   * on the machine of the test, or on `on`; an outcome and the result of a program can be given too. Without a status
   * any exception will do.
   */
  toRaise(status?: StatusLike, options?: RunOn): void;
  /**
   * The machine halted: `expect(() => nt.ExFreePool(block)).toBugCheck(0xC4, [0x13])`. Code by number or name;
   * parameters signed or unsigned, statuses among them by name, undefined for any.
   */
  toBugCheck(code?: number | string, parameters?: readonly ParameterLike[]): void;
  /**
   * The status was returned: by a function, by a request (`device.ioctl(…)`), by a DriverEntry (the driver itself), or
   * it is the number given.
   */
  toReturnStatus(status: StatusLike, options?: RunOn): void;
  /** The current processor is at the level: `expect(nt).toBeAtIrql('DISPATCH_LEVEL')`. */
  toBeAtIrql(level: LevelName | number): void;
  /**
   * Everything was given back: by a function that is run, or by all that ran on a machine, or on one since an
   * inventory: `expect(nt).toLeakNothing({ since })`.
   */
  toLeakNothing(options?: RunOnMachine & { readonly since?: Inventory }): void;
  /** Neither a heap nor the pool is damaged: of a machine, or by a function that is run. */
  toHaveValidHeap(options?: RunOnMachine): void;
  /** No lock is held: on a machine, or by a function that is run and returns. */
  toHoldNoLocks(options?: RunOnMachine): void;
  /**
   * Events happen in this order, others between them: `expect(() => …).toEmit([{ kind: 'raise' }, { kind: 'finally',
   * abnormal: true }])`.
   */
  toEmit(events: readonly EventLike[] | EventLike, options?: RunOnMachine): void;
  /**
   * Every call that can fail does fail once, and each run comes back clean: of a scenario `(nt) => …`, or of what
   * `compileC` returned. Cost: a run for each.
   */
  toSurviveFaults(options?: FaultOptions<T>): void;
}

declare module 'vitest' {
  interface Matchers<T> extends IrqlabMatchers<T> {}
}

expect.extend({
  toRaise,
  toBugCheck,
  toReturnStatus,
  toBeAtIrql,
  toLeakNothing,
  toHaveValidHeap,
  toHoldNoLocks,
  toEmit,
  toSurviveFaults,
});
