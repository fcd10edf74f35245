// npm run bench:seh [rounds, default 21]: what structured exceptions cost, as ratios within one run.
//
//   body    a guarded body that raises nothing, against a call of a closure that cannot be inlined inside a
//           JavaScript try/finally; both increment a cell of a typed array
//   raise   an exception raised and handled at depth 1, against throwing and catching an Error without a stack trace
//   depth   the same through 10 and 100 guarded regions: must grow linearly
//
// CPU time, medians of interleaved rounds. Without --expose-gc: a forced collection between rounds makes V8 drop
// optimised code, and then the compiler is measured. The limits are those of issue 3; a ratio above its limit is exit code 1.

import { boot } from 'irqlab';
import { cpuNanoseconds, formatTable, measureRounds, nanoseconds, ratio } from './measure.mjs';

const rounds = Number(process.argv[2] ?? 21);
if (!Number.isInteger(rounds) || rounds < 1) {
  console.error('bench/seh: rounds must be a whole number of 1 or more');
  process.exit(2);
}

const CODE = 0xe0000001;
const DEPTHS = [1, 10, 100];
const LIMITS = { body: 15, raise: 3, linear: 1.5 };
/** CPU time is told in steps of up to a millisecond: a sample must be long against that. */
const SAMPLE_NANOSECONDS = 40e6;

const nt = boot();
const { __try, __except, __finally, RtlRaiseException } = nt;
const cell = new Int32Array(1);

/** A contender: `loop(n)` runs it n times. Each has a loop of its own, so that call sites see one target. */
function contender(name, loop) {
  let count = 1;
  for (let spent = 0; spent < SAMPLE_NANOSECONDS; ) {
    const before = cpuNanoseconds();
    loop(count);
    spent = cpuNanoseconds() - before;
    if (spent < SAMPLE_NANOSECONDS)
      count = Math.ceil(count * Math.min(10, (1.2 * SAMPLE_NANOSECONDS) / (spent || 1)));
  }
  const sample = () => {
    const before = cpuNanoseconds();
    loop(count);
    return (cpuNanoseconds() - before) / count;
  };
  return { name, sample };
}

// A closure that V8 does not inline: the dead branch makes it longer than 460 bytes of bytecode, V8's limit.
const deadBranch = 'cell[0] = cell[0] * 3 + cell[0] % 7;'.repeat(40);
const notInlinable = new Function(
  'cell',
  `return function increment() { if (cell[0] < -1e9) { ${deadBranch} } cell[0]++; }`,
)(cell);

function tryFinally(n) {
  for (let i = 0; i < n; i++) {
    try {
      notInlinable();
    } finally {
      cell[0] |= 0;
    }
  }
}

/** As people write it: the clause and both closures are made at each call. */
function guardedExcept(n) {
  for (let i = 0; i < n; i++) {
    __try(
      () => {
        cell[0]++;
      },
      __except(1, () => {}),
    );
  }
}

function guardedFinally(n) {
  for (let i = 0; i < n; i++) {
    __try(
      () => {
        cell[0]++;
      },
      __finally(() => {
        cell[0] |= 0;
      }),
    );
  }
}

function throwCatch(n) {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  for (let i = 0; i < n; i++) {
    try {
      throw new Error('x');
    } catch {
      cell[0]++;
    }
  }
  Error.stackTraceLimit = stackTraceLimit;
}

const record = { ExceptionCode: CODE };
const raise = () => RtlRaiseException(record);
const handled = () => {
  cell[0]++;
};

/** Raises below `depth` regions: the innermost ones decline, the outermost accepts. */
function raiseAtDepth(depth) {
  const declining = __except(0, () => {});
  let body = raise;
  for (let level = 1; level < depth; level++) {
    const inner = body;
    body = () => __try(inner, declining);
  }
  return (n) => {
    for (let i = 0; i < n; i++) __try(body, __except(1, handled));
  };
}

const contenders = [
  contender('closure in try/finally', tryFinally),
  contender('__try/__except, no exception', guardedExcept),
  contender('__try/__finally, no exception', guardedFinally),
  contender('throw and catch an Error', throwCatch),
  ...DEPTHS.map((depth) => contender(`raise and handle, depth ${depth}`, raiseAtDepth(depth))),
];
const medians = measureRounds(contenders, rounds);
const [closure, except, last, error, ...depths] = medians;
const [first, , deepest] = depths;
const perRegion = depths.slice(1).map((time, index) => (time - first) / (DEPTHS[index + 1] - 1));

const rows = contenders.map(({ name }, index) => {
  const base = index < 3 ? closure : error;
  return [name, nanoseconds(medians[index]), ratio(medians[index], base)];
});
console.log(`node ${process.version}, ${rounds} rounds, CPU time, medians\n`);
console.log(formatTable(['', 'ns', 'ratio'], rows));
console.log(
  `\nper further region: ${perRegion.map((time) => nanoseconds(time)).join(' and ')} ns up to depth 10 and 100\n`,
);

const checks = [
  ['__try/__except without an exception', except / closure, LIMITS.body],
  ['__try/__finally without an exception', last / closure, LIMITS.body],
  ['raise and handle at depth 1', first / error, LIMITS.raise],
  ['a region at depth 100, against one at depth 10', perRegion[1] / perRegion[0], LIMITS.linear],
];
for (const [name, value, limit] of checks) {
  console.log(`${value <= limit ? 'ok  ' : 'FAIL'} ${name}: ${value.toFixed(2)}, at most ${limit}`);
}
if (!Number.isFinite(deepest) || checks.some(([, value, limit]) => !(value <= limit))) process.exitCode = 1;
