/**
 * Condition variables: who waits for which is kept here, by address, and nothing is in their bytes (*ours*,
 * docs/decisions/0082-synchronisation-of-programs.md). Who came first is woken first.
 */

/** A thread that sleeps on one. */
export interface Sleeper {
  isWoken: boolean;
}

/** The condition variables of a process. Where a snapshot is legal nobody waits, so they are no part of one. */
export class ConditionVariables {
  readonly #sleepers = new Map<number, readonly Sleeper[]>();

  /** Lets the calling thread wait for a wake. */
  begin(variable: number): Sleeper {
    const sleeper = { isWoken: false };
    this.#sleepers.set(variable, [...(this.#sleepers.get(variable) ?? []), sleeper]);
    return sleeper;
  }

  /** A wait is over, woken or not. */
  end(variable: number, sleeper: Sleeper): void {
    const rest = (this.#sleepers.get(variable) ?? []).filter((one) => one !== sleeper);
    if (rest.length > 0) this.#sleepers.set(variable, rest);
    else this.#sleepers.delete(variable);
  }

  /** Wakes those who came first. */
  wake(variable: number, most: number): void {
    for (const sleeper of (this.#sleepers.get(variable) ?? []).slice(0, most)) {
      sleeper.isWoken = true;
      this.end(variable, sleeper);
    }
  }
}
