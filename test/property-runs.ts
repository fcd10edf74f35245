/**
 * How many runs a property gets: as many as a commit needs here, and four times that in `.ci/run`, which sets
 * IRQLAB_PROPERTY_RUNS. `npm test` has three minutes.
 */
const FACTOR = Number(process.env['IRQLAB_PROPERTY_RUNS'] ?? 1);

/** Runs of one property. */
export const propertyRuns = (runs: number): number => Math.max(1, Math.round(runs * FACTOR));
