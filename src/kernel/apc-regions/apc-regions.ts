/**
 * Critical and guarded regions: two counters of the thread, both 0 outside and
 * below 0 inside. A critical region disables normal kernel APCs, a guarded one
 * all of them. KMUTEXes count as critical regions, guarded mutexes as guarded
 * ones, so the counters say nothing about who entered.
 */
import { APC_LEVEL } from '../../contract/irql.ts';
import type { KernelHost } from '../kernel-host.ts';
import type { Thread } from '../records.ts';

/** What regions need from the machine. */
export type ApcRegionsHost = Pick<KernelHost, 'thread' | 'irql' | 'violation'>;

/** The regions of the current thread. All state is the thread's. */
export class ApcRegions {
  readonly #host: ApcRegionsHost;
  readonly #left: () => void;

  /** @param left called at the end of each leave: what was disabled may run now */
  constructor(host: ApcRegionsHost, left: () => void) {
    this.#host = host;
    this.#left = left;
  }

  /** True in a region. The level does not count; a counter above 0 does (D-058, D-059). */
  get disabled(): 0 | 1 {
    const { kernelApcDisable, specialApcDisable } = this.#host.thread;
    return kernelApcDisable !== 0 || specialApcDisable !== 0 ? 1 : 0;
  }

  /** True in a guarded region, and at APC_LEVEL or above (D-057, D-058). */
  get allDisabled(): 0 | 1 {
    return this.#host.thread.specialApcDisable !== 0 || this.#host.irql() >= APC_LEVEL ? 1 : 0;
  }

  enterCritical(): void {
    this.#host.thread.kernelApcDisable -= 1;
  }

  /** Leaving what was never entered makes the counter +1, which counts as disabled (D-059). */
  leaveCritical(routine: string): void {
    const { thread } = this.#host;
    if (thread.kernelApcDisable >= 0)
      this.#host.violation({ rule: 'critical-region-not-entered', routine, values: [] });
    thread.kernelApcDisable += 1;
    this.#left();
  }

  enterGuarded(): void {
    this.#host.thread.specialApcDisable -= 1;
  }

  /** As `leaveCritical`; that its counter behaves in the same way is *ours*. */
  leaveGuarded(routine: string): void {
    const { thread } = this.#host;
    if (thread.specialApcDisable >= 0)
      this.#host.violation({ rule: 'guarded-region-not-entered', routine, values: [] });
    thread.specialApcDisable += 1;
    this.#left();
  }
}

/** The counter of a thread that disables APCs, for bug check 0x20 (D-061); 0 when neither does. */
export const apcDisableCount = ({ kernelApcDisable, specialApcDisable }: Thread): number =>
  kernelApcDisable === 0 ? specialApcDisable : kernelApcDisable;

/** Both counters of a thread as bug check 0x1 shows them (D-060): the one of guarded regions in the upper half (*ours*). */
export const combinedApcDisable = ({ kernelApcDisable, specialApcDisable }: Thread): number =>
  (((specialApcDisable & 0xffff) << 16) | (kernelApcDisable & 0xffff)) >>> 0;
