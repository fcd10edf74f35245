/**
 * What ends an alertable wait besides its objects: an alert, and a user APC
 * when the wait is one of user mode as well. An alert is used up by the wait
 * that it ends; a user APC stays until the thread goes back to user mode, where
 * its routine runs.
 */
import type { NTSTATUS } from '../../contract/c-types.ts';
import { STATUS_ALERTED, STATUS_USER_APC } from '../../status/common.ts';
import type { Thread } from '../records.ts';

/** How a routine waits. */
export interface Alertability {
  readonly alertable: boolean;
  readonly userMode: boolean;
}

/** A wait that may end so. */
export interface AlertableWait extends Alertability {
  readonly thread: Thread;
  /** Status that the wait ended with, or null while it lasts. */
  result: NTSTATUS | null;
}

/** What is pending, as a snapshot has it. */
export interface AlertsImage {
  readonly alerted: readonly Thread[];
  readonly userApcs: readonly Thread[];
}

/** How KeWaitXxx name the mode of a wait: KernelMode is 0, UserMode 1. */
export const alertability = (waitMode: number, alertable: number): Alertability => ({
  alertable: alertable !== 0,
  userMode: waitMode !== 0,
});

/** Alerts and user APCs of the threads of one machine. */
export class Alerts {
  readonly #alerted = new Set<Thread>();
  readonly #userApcs = new Set<Thread>();
  /** Waits in progress that may end so. */
  readonly #waits = new Map<Thread, AlertableWait>();

  /** Ends a wait that begins if something is pending for it; else it can be ended until `end`. */
  begin(wait: AlertableWait): void {
    if (!wait.alertable) return;
    wait.result = this.#take(wait);
    this.#waits.set(wait.thread, wait);
  }

  /** A wait is over. */
  end({ thread }: AlertableWait): void {
    this.#waits.delete(thread);
  }

  /** Alerts a thread, or gives it a user APC. True when that ends a wait now. */
  post(thread: Thread, what: 'alert' | 'user-apc'): boolean {
    (what === 'alert' ? this.#alerted : this.#userApcs).add(thread);
    const wait = this.#waits.get(thread);
    if (wait === undefined || wait.result !== null) return false;
    wait.result = this.#take(wait);
    return wait.result !== null;
  }

  /** A thread goes back to user mode: its user APCs run there. */
  reachUserMode(thread: Thread): void {
    this.#userApcs.delete(thread);
  }

  #take({ thread, userMode }: AlertableWait): NTSTATUS | null {
    if (this.#alerted.delete(thread)) return STATUS_ALERTED;
    return userMode && this.#userApcs.has(thread) ? STATUS_USER_APC : null;
  }

  save(): AlertsImage {
    return { alerted: [...this.#alerted], userApcs: [...this.#userApcs] };
  }

  load({ alerted, userApcs }: AlertsImage): void {
    this.#waits.clear();
    this.#alerted.clear();
    for (const thread of alerted) this.#alerted.add(thread);
    this.#userApcs.clear();
    for (const thread of userApcs) this.#userApcs.add(thread);
  }
}
