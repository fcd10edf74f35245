/** A progress bar of one line on a terminal. */

const BAR_CELLS = 30;
const LEAST_MILLISECONDS = 50;
const ERASE_LINE = '\r\x1b[2K';

/** A bar that is drawn over itself. */
export interface ProgressBar {
  /** Shows how much is done. Cheap: draws at most every 50 ms. */
  update(done: number): void;
  /** Removes the bar. */
  clear(): void;
}

/** A bar for a terminal; nothing at all elsewhere. */
export function progressBar(
  write: ((text: string) => void) | null,
  label: string,
  total: number,
  now: () => number = () => performance.now(),
): ProgressBar {
  if (write === null) return { update: () => {}, clear: () => {} };
  let drawnAt = Number.NEGATIVE_INFINITY;
  return {
    update(done) {
      const time = now();
      if (time - drawnAt < LEAST_MILLISECONDS && done < total) return;
      drawnAt = time;
      const part = total === 0 ? 1 : done / total;
      const full = Math.round(part * BAR_CELLS);
      const bar = `${'#'.repeat(full)}${'-'.repeat(BAR_CELLS - full)}`;
      write(`${ERASE_LINE}${label} [${bar}] ${Math.floor(part * 100)}%`);
    },
    clear: () => write(ERASE_LINE),
  };
}
