// npm run bench [-- --rounds N --arch x64|x86 --thing-operations N --json NAME…]
//
// Replays the traces of traces/ through irqlab, dlmalloc in WebAssembly, @thi.ng/malloc and, where a C compiler is
// present, native malloc, in one run: interleaved rounds, medians, CPU time. docs/performance.md explains the columns.

import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { readOptions, refuse } from './options.mjs';

const root = new URL('../', import.meta.url);
const ALLOCATE = 0;
const FREE = 2;
/** Operations of one sample at least: a short trace is replayed several times for one sample. */
const SAMPLE_OPERATIONS = 200_000;
/** Memory of each contender: more than four times the peak of every trace. */
const MEMORY_BYTES = 256 * 1024 * 1024;

const options = readOptions({ 'thing-operations': { type: 'string', default: '20000' } });
const { compile, dlmalloc, irqlab, thing } = await import('./contenders.mjs');
const { cpuNanoseconds, formatTable, geometricMean, measureRounds, nanoseconds, ratio } = await import(
  './measure.mjs'
);
const { nativeProgram } = await import('./native-malloc.mjs');
const { readTraceFile } = await import(new URL('dist/cli/read-trace-file.js', root).href);

/** The loop that every contender runs, with its own calls in it. */
const replayText = ({ allocate, reallocate, free }) => `
  for (let i = 0; i < count; i++) {
    const id = ids[i];
    const operation = operations[i];
    if (operation === ${ALLOCATE}) {
      addresses[id] = ${allocate('sizes[i]')};
    } else if (operation === ${FREE}) {
      ${free('addresses[id]')};
      addresses[id] = 0;
    } else {
      addresses[id] = ${reallocate('addresses[id]', 'sizes[i]')};
    }
  }`;
const replayParameters = ['heap', 'operations', 'ids', 'sizes', 'addresses', 'count'];

/** What the replay of a trace needs of one contender: a timed sample, and the memory it takes. */
function contestant(contender, trace, count) {
  const replay = compile(contender, replayParameters, replayText);
  // Whole 32-bit numbers, as a compiler of C or Rust for WebAssembly or V8's own would hold them.
  const sizes = Int32Array.from(trace.sizes, (size) => Math.max(size, contender.smallestBytes));
  const addresses = new Float64Array(trace.allocations);
  const once = (heap, first, last) => {
    const [operations, ids] = [trace.operations.subarray(first, last), trace.ids.subarray(first, last)];
    replay(heap, operations, ids, sizes.subarray(first, last), addresses, last - first);
  };
  const inHeap = (block) => {
    let answer;
    contender.run(() => {
      addresses.fill(0);
      const heap = contender.open();
      answer = block(heap);
      contender.close(heap, addresses);
    });
    return answer;
  };
  const repeats = Math.max(1, Math.round(SAMPLE_OPERATIONS / count));
  return {
    name: contender.name,
    sample() {
      let spent = 0;
      for (let i = 0; i < repeats; i++) {
        spent += inHeap((heap) => {
          const start = cpuNanoseconds();
          once(heap, 0, count);
          return cpuNanoseconds() - start;
        });
      }
      return spent / repeats / count;
    },
    /** Most bytes behind the heap, looked at after every operation; refuses a contender that ran out of memory. */
    peakBytes: () =>
      inHeap((heap) => {
        let peak = 0;
        for (let i = 0; i < count; i++) {
          once(heap, i, i + 1);
          const address = addresses[trace.ids[i]];
          if (trace.operations[i] === FREE) continue;
          if (!(address !== 0))
            throw new Error(`${contender.name} failed at operation ${i} of ${trace.name}`);
          if (contender.committedBytes) peak = Math.max(peak, contender.committedBytes(heap));
          else if (contender.extentBytes) peak = Math.max(peak, contender.extentBytes(address + sizes[i]));
        }
        return peak;
      }),
  };
}

function measureTrace(trace, { ours: machine, wasm, lists, native }, resident, { rounds, thingOperations }) {
  const count = trace.operations.length;
  const prefix = Math.min(count, thingOperations);
  const ours = contestant(machine, trace, count);
  const theirs = contestant(wasm, trace, count);
  const contestants = [ours, theirs];
  // thi.ng is compared with dlmalloc on the same first operations.
  if (prefix > 0) {
    contestants.push(contestant(lists, trace, prefix), contestant(wasm, trace, prefix));
  }
  if (native !== null) {
    const { operations, ids, sizes, allocations } = trace;
    const counts = Float64Array.of(count, allocations);
    const file = native.write(trace.name, [counts, sizes, ids, operations]);
    const repeats = Math.max(1, Math.round(SAMPLE_OPERATIONS / count));
    contestants.push({ sample: () => native.run(file, repeats) });
  }
  const fresh = contestant(dlmalloc({ memoryBytes: MEMORY_BYTES }), trace, count);
  machine.reset();
  const peaks = [ours.peakBytes(), fresh.peakBytes()];
  machine.reset();
  const times = measureRounds(contestants, rounds);
  return {
    name: trace.name,
    operations: count,
    irqlab: times[0],
    dlmalloc: times[1],
    thing: prefix > 0 ? times[2] : Number.NaN,
    thingToDlmalloc: prefix > 0 ? times[2] / times[3] : Number.NaN,
    thingOperations: prefix,
    native: native === null ? Number.NaN : times.at(-1),
    irqlabPeak: peaks[0] / trace.peakLiveBytes,
    dlmallocPeak: peaks[1] / trace.peakLiveBytes,
    resident,
  };
}

/** Resident bytes that a machine and its replay may take. */
const residentLimit = ({ committed }) => 1.3 * committed + 20 * 1024 * 1024;
const megabytes = (bytes) => (bytes / 1024 / 1024).toFixed(0);

function print(results, { rounds, arch, thingOperations }) {
  const head = ['trace', 'operations', 'irqlab', 'dlmalloc', 'native', 'thi.ng*'];
  const ratios = [
    'irqlab/dlmalloc',
    'irqlab/native',
    'thi.ng*/dlmalloc',
    'memory',
    'dlmalloc memory',
    'resident',
  ];
  const rows = results.map((r) => [
    r.name,
    r.operations.toLocaleString('en'),
    ...[r.irqlab, r.dlmalloc, r.native, r.thing].map(nanoseconds),
    ...[ratio(r.irqlab, r.dlmalloc), ratio(r.irqlab, r.native), ratio(r.thingToDlmalloc, 1)],
    ...[r.irqlabPeak.toFixed(2), r.dlmallocPeak.toFixed(2)],
    `${megabytes(r.resident.grown)} of ${megabytes(residentLimit(r.resident))}`,
  ]);
  const mean = (of) => geometricMean(results.map(of)).toFixed(2);
  rows.push([
    'geometric mean',
    ...['', '', '', '', ''],
    mean((r) => r.irqlab / r.dlmalloc),
    Number.isNaN(results[0].native) ? '-' : mean((r) => r.irqlab / r.native),
    Number.isNaN(results[0].thing) ? '-' : mean((r) => r.thingToDlmalloc),
    mean((r) => r.irqlabPeak),
    mean((r) => r.dlmallocPeak),
    '',
  ]);
  console.log(
    `irqlab ${arch}, every check on; nanoseconds of CPU time per operation, medians of ${rounds} rounds`,
  );
  console.log(`Node ${process.version}, ${process.platform} ${process.arch}\n`);
  console.log(formatTable([...head, ...ratios], rows));
  console.log('\nmemory: peak committed bytes / peak live bytes.');
  console.log(
    'resident: MB by which this process grows for machine and replay, of 1.3 times the committed bytes and 20 MB.',
  );
  console.log(
    `* thi.ng searches lists: only the first ${thingOperations.toLocaleString('en')} operations of each trace, as dlmalloc beside it.`,
  );
  if (Number.isNaN(results[0].native)) console.log('native: no C compiler found (cc, gcc, clang).');
}

const settings = {
  rounds: options.rounds,
  arch: options.arch,
  thingOperations: Number(options['thing-operations']),
};
if (!(settings.thingOperations >= 0))
  refuse(`--thing-operations ${options['thing-operations']}: expected a number`);
const folder = fileURLToPath(new URL('traces', root));
const wanted = (name) => options.names.length === 0 || options.names.some((part) => name.includes(part));
const files = readdirSync(folder)
  .filter((name) => name.endsWith('.trace.gz') && wanted(name))
  .sort();
if (files.length === 0)
  refuse(`no trace in ${folder} has one of these in its name: ${options.names.join(', ')}`);
// Other processes are started while this one is small (native-malloc.mjs).
const resident = new Map(
  files.map((file) => [
    file,
    JSON.parse(
      execFileSync(process.execPath, [
        '--expose-gc',
        fileURLToPath(new URL('resident.mjs', import.meta.url)),
        `${folder}/${file}`,
        settings.arch,
      ]),
    ),
  ]),
);
const native = nativeProgram('native-malloc.c');
const allocators = {
  ours: irqlab({ arch: settings.arch, memoryBytes: MEMORY_BYTES }),
  wasm: dlmalloc({ memoryBytes: MEMORY_BYTES }),
  lists: thing({ memoryBytes: MEMORY_BYTES }),
  native,
};
try {
  const results = [];
  for (const file of files) {
    const read = readTraceFile(`${folder}/${file}`);
    if (!read.ok) throw new Error(read.message);
    if (process.stderr.isTTY) process.stderr.write(`\r\x1b[2K${read.trace.name} …`);
    results.push(measureTrace(read.trace, allocators, resident.get(file), settings));
  }
  if (process.stderr.isTTY) process.stderr.write('\r\x1b[2K');
  if (options.json) console.log(JSON.stringify({ ...settings, node: process.version, results }));
  else print(results, settings);
} finally {
  native?.dispose();
}
