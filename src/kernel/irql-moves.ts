/**
 * Raising and lowering the current processor's IRQL, with the levels that the
 * current thread's raises saved. Every routine that changes the level goes
 * through here: table look-up, saved levels, then the new level.
 *
 * A raise/lower pair costs about 30 ns (`npm run bench:kernel`). That holds while
 * the two methods stay small enough to be inlined: what is rare is in a method of
 * its own, and nothing is allocated.
 */
import type { KIRQL } from '../contract/c-types.ts';
import { DISPATCH_LEVEL, highLevel } from '../contract/irql.ts';
import { irqlPolicy } from './irql-machine.ts';
import type { IrqlServices } from './irql-services.ts';
import {
  type IrqlTable,
  irqlTable,
  irqlTransition,
  LOWER,
  NO_SUCH_LEVEL,
  RAISE,
  RESTORE,
  ruleOfEntry,
} from './irql-table.ts';
import type { ViolationKey } from './violations.ts';

/** Largest number that a KIRQL, an unsigned 8-bit integer, can hold. */
const KIRQL_MAX = 0xff;

/** Reports a lower below DISPATCH_LEVEL while a spin lock is held (BEHAVIOUR-DECISIONS 6); its release would have done it. */
export function assertNoSpinLock(services: IrqlServices, to: number, routine: string): void {
  if (services.spinLocksHeld() > 0)
    services.violation({ rule: 'irql-lower-with-spin-lock', routine, values: [services.irql(), to] });
}

/** Raises and lowers for the routines of one machine. */
export class IrqlMoves {
  readonly #services: IrqlServices;
  /** Made at the first move, never at boot. */
  #table: IrqlTable | undefined;

  constructor(services: IrqlServices) {
    this.#services = services;
  }

  /**
   * Raises to a level and saves the one before for the thread.
   *
   * @param to level wanted, at or above the current one (D-010)
   * @param routine name for the report
   * @returns the level before
   * @throws RangeError or TypeError if `to` cannot be a KIRQL: misuse of the TypeScript API
   */
  raise(to: number, routine: string): KIRQL {
    const services = this.#services;
    const here = services.irql();
    let next = irqlTransition(this.#table ?? this.#load(), RAISE, here, to);
    if (next < 0) next = this.#reportRaise(next, here, to, routine);
    services.savedLevels().push(here);
    services.setIrql(next);
    return here;
  }

  /**
   * Lowers to a level: in the normal case the one that the thread saved last, which is then dropped.
   *
   * @param to level wanted: the one that the matching raise returned
   * @param routine name for the report
   * @throws RangeError or TypeError if `to` cannot be a KIRQL: misuse of the TypeScript API
   */
  lower(to: number, routine: string): void {
    const services = this.#services;
    const saved = services.savedLevels();
    if (saved.length === 0 || saved[saved.length - 1] !== to) {
      this.#lowerElsewhere(to, routine);
      return;
    }
    const here = services.irql();
    const next = irqlTransition(this.#table ?? this.#load(), RESTORE, here, to);
    if (next < 0) this.#reportLower(next, here, to, routine);
    saved.pop();
    services.setIrql(to);
  }

  /** A lower to a level that is not the one last saved. Drops every saved level that is not below the new one (*ours*). */
  #lowerElsewhere(to: number, routine: string): void {
    const services = this.#services;
    const here = services.irql();
    const next = irqlTransition(this.#table ?? this.#load(), LOWER, here, to);
    if (next === NO_SUCH_LEVEL) {
      this.#reportNoSuchLevel('irql-lower-no-such-level', here, to, routine);
      return;
    }
    if (next < 0) this.#reportLower(next, here, to, routine);
    const saved = services.savedLevels();
    while (saved.length > 0 && saved[saved.length - 1]! >= to) saved.pop();
    services.setIrql(to);
  }

  #load(): IrqlTable {
    const { architecture, profile, verifier } = this.#services;
    this.#table = irqlTable(architecture, irqlPolicy(profile, verifier));
    return this.#table;
  }

  /**
   * Reports a raise that is not allowed. When the machine goes on it does what a free build does: the level is
   * set (D-015), a number that is no level gives a lower one (D-014), here HIGH_LEVEL.
   *
   * @returns the new level
   */
  #reportRaise(entry: number, here: number, to: number, routine: string): number {
    if (entry === NO_SUCH_LEVEL) {
      this.#reportNoSuchLevel('irql-raise-no-such-level', here, to, routine);
      return highLevel(this.#services.architecture);
    }
    this.#services.violation({ rule: ruleOfEntry(entry), routine, values: [here, to] });
    return to;
  }

  /** The report of a lower also says whether a DPC routine wants to go below the level that it runs at (D-027). */
  #reportLower(entry: number, here: number, to: number, routine: string): void {
    const services = this.#services;
    const belowDpc = services.inDpc() && to < DISPATCH_LEVEL ? 1 : 0;
    services.violation({ rule: ruleOfEntry(entry), routine, values: [here, to, belowDpc] });
  }

  /** Refuses what is not a KIRQL at all, reports a KIRQL that is not a level of the architecture. */
  #reportNoSuchLevel(rule: ViolationKey, here: number, to: number, routine: string): void {
    if (typeof to !== 'number') throw new TypeError(`${routine}: NewIrql is not a number`);
    if (!Number.isInteger(to) || to < 0 || to > KIRQL_MAX) {
      throw new RangeError(`${routine}: NewIrql is ${to}; a KIRQL is a whole number from 0 to ${KIRQL_MAX}`);
    }
    this.#services.violation({ rule, routine, values: [here, to] });
  }
}
