/**
 * How many runs a property gets: as many as a commit needs here, and four times that in `.ci/run`, which sets
 * IRQLAB_PROPERTY_RUNS. `npm test` has three minutes.
 */
const FACTOR = Number(process.env['IRQLAB_PROPERTY_RUNS'] ?? 1);

/** True in `.ci/run`, which has time for what a commit here has not. */
export const hasTime = FACTOR > 1;

/** Runs of one property. */
export const propertyRuns = (runs: number): number => Math.max(1, Math.round(runs * FACTOR));

/** The rows of a large table that this run takes: all in `.ci/run`; otherwise those for which it is the column's turn. */
export const inTurn = <T>(rows: readonly T[], column: number, columns = 2): readonly T[] =>
  hasTime ? rows : rows.filter((_, row) => row % columns === column);
