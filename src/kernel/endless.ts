/** Routines of the driver that ask to be called again each time they run: nothing else would ever run. */
import type { KernelHost } from './kernel-host.ts';

/** Calls in a row after which the machine stops (ENGINEERING-DECISIONS 19). The number is *ours*. */
const MOST_IN_A_ROW = 100_000;

/**
 * Stops the machine when there is no end.
 *
 * @param calls how many were made in a row
 * @param what what was called, in the plural
 */
export function checkEndless(host: Pick<KernelHost, 'stepLimit'>, calls: number, what: string): void {
  if (calls < MOST_IN_A_ROW) return;
  host.stepLimit(
    what,
    `${MOST_IN_A_ROW} ${what} in a row, and more are waiting: one of them asks for itself each time it runs`,
  );
}
