// Rounds, medians and tables, the same for every benchmark.

/** CPU time of this process in nanoseconds: user and system, all threads. */
export function cpuNanoseconds() {
  const { user, system } = process.cpuUsage();
  return (user + system) * 1000;
}

/** The value in the middle; the mean of the two in the middle. */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Geometric mean. */
export const geometricMean = (values) =>
  Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length);

/** CPU time that a contender may warm up for: V8 compiles in stages, and its compiler threads count as CPU time too. */
const WARM_UP_NANOSECONDS = 5e8;

/**
 * Collects what earlier samples left and waits until the collector's threads are done: their time is nobody's. It waits
 * awake, because a processor that slept starts slow and with cold caches.
 */
function settle() {
  globalThis.gc?.();
  const end = performance.now() + 20;
  while (performance.now() < end);
}

/** Another order in each round, the same in each run: who runs after a large program finds cold caches. */
function shuffle(order, round) {
  let seed = Math.imul(round + 1, 0x9e3779b1) >>> 0;
  for (let i = order.length - 1; i > 0; i--) {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    const j = Math.floor((seed / 2 ** 32) * (i + 1));
    [order[i], order[j]] = [order[j], order[i]];
  }
}

/**
 * Interleaved rounds: in every round each contender runs once, so that a slow moment of the machine hits all of them.
 * Before them each warms up. `sample()` gives nanoseconds per operation; the answer is the median of each.
 */
export function measureRounds(contestants, rounds) {
  for (const { sample } of contestants) {
    const start = cpuNanoseconds();
    // A contender in another process takes no CPU time of this one.
    const latest = performance.now() + 2000;
    do sample();
    while (cpuNanoseconds() - start < WARM_UP_NANOSECONDS && performance.now() < latest);
  }
  const samples = contestants.map(() => []);
  const order = contestants.map((_, index) => index);
  for (let round = 0; round < rounds; round++) {
    shuffle(order, round);
    for (const index of order) {
      settle();
      samples[index].push(contestants[index].sample());
    }
  }
  return samples.map(median);
}

/** A table of strings as aligned text; the first column is left-aligned. */
export function formatTable(head, rows) {
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => row[column].length)),
  );
  const line = (cells) =>
    cells
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[column]) : cell.padStart(widths[column])))
      .join('  ');
  return [line(head), widths.map((width) => '-'.repeat(width)).join('  '), ...rows.map(line)].join('\n');
}

/** A ratio with two decimals, or a dash. */
export const ratio = (a, b) => (Number.isFinite(a / b) ? (a / b).toFixed(2) : '-');

/** Nanoseconds without decimals, or a dash. */
export const nanoseconds = (value) => (Number.isFinite(value) ? Math.round(value).toLocaleString('en') : '-');
