/** A progress bar of one line on a terminal. */

const BAR_CELLS = 30;
const LEAST_MILLISECONDS = 50;
/** Goes to the beginning of the line and removes it. */
export const ERASE_LINE = '\r\x1b[2K';

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

/** A bar for a sweep, whose end moves; nothing at all where nobody looks. */
export function sweepBar(
  write: ((text: string) => void) | null,
  now: () => number,
): (done: number, total: number, findings: number) => void {
  let drawnAt = Number.NEGATIVE_INFINITY;
  return (done, total, findings) => {
    const time = now();
    if (write === null || (time - drawnAt < LEAST_MILLISECONDS && done < total)) return;
    drawnAt = time;
    const full = total === 0 ? BAR_CELLS : Math.round((done / total) * BAR_CELLS);
    const bar = `${'#'.repeat(full)}${'-'.repeat(BAR_CELLS - full)}`;
    write(`${ERASE_LINE}sweep [${bar}] ${done}/${total}, ${findings} findings`);
  };
}
