// node --expose-gc bench/micro.mjs [--rounds N --arch x64|x86 --json NAME…]
//
// Small loops with one habit each, on the same allocators as bench/replay.mjs: interleaved rounds, medians, CPU time.
//
//   W1       allocate and free a block of 64 bytes
//   W2       10,000 live blocks of 16 to 1,024 bytes, one at random replaced
//   W3       the same with 1,000, 10,000 (W2 again), 100,000 and 1,000,000 live blocks
//   W4       200 live blocks of 16 bytes to 512 KB (every magnitude alike), one at random replaced
//   W5       10,000 live blocks, one at random grown by half, from 16 to 4,096 bytes, then replaced by a small one
//
// Blocks and sizes follow a sequence of 2^20 steps that is made before (xorshift), so nothing random is timed.

import { readOptions, refuse } from './options.mjs';

const LENGTH = 1 << 20;
const MASK = LENGTH - 1;
const MIB = 1024 * 1024;
/** thi.ng takes up to milliseconds for one operation, in proportion to the live blocks. */
const thingOperations = (live) => Math.min(1000, Math.max(2, Math.round(2e6 / live)));

const options = readOptions({ 'no-thing': { type: 'boolean', default: false } });
const { compile, dlmalloc, irqlab, thing } = await import('./contenders.mjs');
const { cpuNanoseconds, formatTable, measureRounds, nanoseconds, ratio } = await import('./measure.mjs');
const { nativeProgram } = await import('./native-malloc.mjs');

/** A generator of 32-bit numbers, the same in every run. */
function xorshift(seed) {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
}

const linear = (from, to) => (random) => from + (random() % (to - from + 1));
const magnitudes = (from, to) => (random) => Math.floor(from * (to / from) ** (random() / 2 ** 32));

const workloads = [
  { name: 'W1', kind: 'pair', live: 1, size: () => 64, operations: 2e6 },
  { name: 'W2', kind: 'replace', live: 10_000, size: linear(16, 1024), operations: 1e6 },
  { name: 'W3 1k', kind: 'replace', live: 1000, size: linear(16, 1024), operations: 1e6 },
  { name: 'W3 10k', kind: 'replace', live: 10_000, size: linear(16, 1024), operations: 1e6 },
  { name: 'W3 100k', kind: 'replace', live: 100_000, size: linear(16, 1024), operations: 1e6 },
  {
    name: 'W3 1M',
    kind: 'replace',
    live: 1_000_000,
    size: linear(16, 1024),
    operations: 1e6,
    memoryBytes: 960 * MIB,
  },
  { name: 'W4', kind: 'replace', live: 200, size: magnitudes(16, 512 * 1024), operations: 5e5 },
  { name: 'W5', kind: 'grow', live: 10_000, size: () => 16, operations: 5e5 },
];

/** Which block each step works on, and how large it is to be. A size of 16 in `grow` starts anew. */
function sequence({ kind, live, size }) {
  const random = xorshift(0x9e3779b9);
  const slots = Int32Array.from({ length: LENGTH }, () => random() % live);
  if (kind !== 'grow') return { slots, sizes: Int32Array.from({ length: LENGTH }, () => size(random)) };
  const now = new Int32Array(live).fill(16);
  const sizes = slots.map((slot) => {
    now[slot] = now[slot] >= 4096 ? 16 : Math.min(4096, Math.ceil(now[slot] * 1.5));
    return now[slot];
  });
  return { slots, sizes };
}

const loops = {
  pair: ({ allocate, free }) => `
    for (let i = 0; i < count; i++) {
      const address = ${allocate('64')};
      ${free('address')};
    }`,
  replace: ({ allocate, free }) => `
    for (let i = first; i < first + count; i++) {
      const slot = slots[i & ${MASK}];
      ${free('addresses[slot]')};
      addresses[slot] = ${allocate(`sizes[i & ${MASK}]`)};
    }`,
  grow: ({ allocate, reallocate, free }) => `
    for (let i = first; i < first + count; i++) {
      const slot = slots[i & ${MASK}];
      const size = sizes[i & ${MASK}];
      if (size === 16) {
        ${free('addresses[slot]')};
        addresses[slot] = ${allocate('16')};
      } else {
        addresses[slot] = ${reallocate('addresses[slot]', 'size')};
      }
    }`,
};

function contestant(contender, workload, { slots, sizes }, operations) {
  const parameters = ['heap', 'slots', 'sizes', 'addresses', 'first', 'count'];
  const fill = compile(
    contender,
    parameters,
    ({ allocate }) => `
    for (let i = 0; i < count; i++) addresses[i] = ${allocate(`sizes[i & ${MASK}]`)};`,
  );
  const loop = compile(contender, parameters, loops[workload.kind]);
  const addresses = new Float64Array(workload.live);
  let heap = 0;
  let first = 0;
  contender.run(() => {
    contender.reset?.();
    heap = contender.open();
    fill(heap, slots, sizes, addresses, 0, workload.live);
  });
  if (addresses.includes(0)) throw new Error(`${contender.name} has not enough memory for ${workload.name}`);
  return {
    name: contender.name,
    sample() {
      let spent = 0;
      contender.run(() => {
        const start = cpuNanoseconds();
        loop(heap, slots, sizes, addresses, first, operations);
        spent = cpuNanoseconds() - start;
      });
      first = (first + operations) & MASK;
      return spent / operations;
    },
    finish() {
      if (addresses.includes(0)) throw new Error(`${contender.name} failed in ${workload.name}`);
    },
  };
}

function measureWorkload(workload, native, { rounds, arch, thing: withThing }) {
  const steps = sequence(workload);
  const { operations, memoryBytes = 256 * MIB } = workload;
  const contestants = [
    contestant(irqlab({ arch, memoryBytes }), workload, steps, operations),
    contestant(dlmalloc({ memoryBytes }), workload, steps, operations),
  ];
  if (withThing)
    contestants.push(contestant(thing({ memoryBytes }), workload, steps, thingOperations(workload.live)));
  if (native !== null) {
    const file = native.write(workload.name, [steps.slots, steps.sizes]);
    contestants.push({
      sample: () => native.run(workload.kind, workload.live, operations, 1, file),
      finish() {},
    });
  }
  const times = measureRounds(contestants, rounds);
  for (const { finish } of contestants) finish();
  return {
    name: workload.name,
    irqlab: times[0],
    dlmalloc: times[1],
    thing: withThing ? times[2] : Number.NaN,
    native: native === null ? Number.NaN : times.at(-1),
  };
}

function print(results, { rounds, arch }) {
  const head = ['workload', 'irqlab', 'dlmalloc', 'native', 'thi.ng', 'irqlab/dlmalloc', 'irqlab/native'];
  const rows = results.map((r) => [
    r.name,
    ...[r.irqlab, r.dlmalloc, r.native, r.thing].map(nanoseconds),
    ...[ratio(r.irqlab, r.dlmalloc), ratio(r.irqlab, r.native)],
  ]);
  console.log(
    `irqlab ${arch}, every check on; nanoseconds of CPU time per pair, replacement or reallocation,`,
  );
  console.log(`medians of ${rounds} rounds; Node ${process.version}, ${process.platform} ${process.arch}\n`);
  console.log(formatTable(head, rows));
  const of = (name) => results.find((r) => r.name === name);
  const [few, many] = [of('W3 1k'), of('W3 1M')];
  if (few !== undefined && many !== undefined) {
    const growth = ['irqlab', 'dlmalloc', 'native'].map((who) => `${who} ${ratio(many[who], few[who])}`);
    console.log(`\ncost at 1,000,000 live blocks / at 1,000: ${growth.join(', ')}`);
  }
}

const settings = { rounds: options.rounds, arch: options.arch, thing: !options['no-thing'] };
const wanted = (name) => options.names.length === 0 || options.names.some((part) => name.startsWith(part));
const chosen = workloads.filter(({ name }) => wanted(name));
if (chosen.length === 0) refuse(`no loop is named ${options.names.join(', ')}`);
const native = nativeProgram('native-micro.c');
try {
  const results = chosen.map((workload) => {
    if (process.stderr.isTTY) process.stderr.write(`\r\x1b[2K${workload.name} …`);
    return measureWorkload(workload, native, settings);
  });
  if (process.stderr.isTTY) process.stderr.write('\r\x1b[2K');
  if (options.json) console.log(JSON.stringify({ ...settings, node: process.version, results }));
  else print(results, settings);
} finally {
  native?.dispose();
}
