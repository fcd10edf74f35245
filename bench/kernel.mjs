// node --expose-gc bench/kernel.mjs [--rounds N --arch x64|x86 --json NAME…]
//
// Pairs of kernel calls beside the Rtl heap pair, in one run: interleaved rounds, medians, CPU time. A row has a limit
// as a multiple of the Rtl heap pair; exit code 1 when one is above it.
//
//   Rtl heap      RtlAllocateHeap and RtlFreeHeap of 64 bytes, in a process (W1 of bench/micro.mjs): the measure
//   Win32 heap    HeapAlloc and HeapFree of the same, in the same process
//   Rtl kernel    the same called by a driver
//   paged pool    ExAllocatePoolWithTag and ExFreePoolWithTag of 64 bytes, an empty pool before and after
//   paged among   the same between 1,000 live blocks
//   zeroed        ExAllocatePool2 and ExFreePool of 64 bytes of paged pool
//   nonpaged      ExAllocatePool2 and ExFreePool of 64 bytes of nonpaged pool
//   below         paged pool, called by a routine that a kernel routine called: the call stack is captured
//   spin lock     KeAcquireSpinLock and KeReleaseSpinLock
//   spin at DPC   KeAcquireSpinLockAtDpcLevel and KeReleaseSpinLockFromDpcLevel
//
// Below them, in tables of their own, KeRaiseIrql and KeLowerIrql beside one look-up in an Int8Array, with its limit,
// and milliseconds of a boot with its first call, alone and with a process: what a test pays for a fresh machine.

import { readOptions, refuse } from './options.mjs';

const options = readOptions();
const { cpuNanoseconds, formatTable, measureRounds, ratio } = await import('./measure.mjs');
const { boot, DISPATCH_LEVEL, HEAP_GROWABLE, KIRQL, out, PagedPool, POOL_FLAG_NON_PAGED, POOL_FLAG_PAGED } =
  await import('../dist/index.js');
const { Machine } = await import('../dist/kernel/machine.js');
const { settingsFrom } = await import('../dist/kernel/options.js');
const routines = await import('../dist/kernel/pool/routines.js');

const OPERATIONS = 1e6;
const TAG = 0x46726564;
/** At most so many times the Rtl heap pair. */
const LIMIT = 3;
/** The same for the pair of the Windows API, which does the same work. */
const WIN32_LIMIT = 1.3;
/** Raising and lowering the IRQL: at most so many times a look-up. */
const LEVEL_LIMIT = 15;

/** A loop of its own for each row, with a text of its own: V8 keeps type feedback per text. */
const loop = (parameters, body) => {
  texts += 1;
  return new Function(...parameters, 'count', `/* ${texts} */ for (let i = 0; i < count; i++) { ${body} }`);
};
let texts = 0;

function timed(run) {
  return () => {
    const start = cpuNanoseconds();
    run(OPERATIONS);
    return (cpuNanoseconds() - start) / OPERATIONS;
  };
}

/** A machine for each row of kernel calls, so that none meets what another left. */
function rows(arch) {
  const machine = () => boot({ arch });
  const program = machine().startProcess();
  const pool = ({ ExAllocatePoolWithTag: allocate, ExFreePoolWithTag: free }) => {
    const run = loop(['allocate', 'free', 'tag'], `free(allocate(${PagedPool}, 64, tag), tag);`);
    return timed((count) => run(allocate, free, TAG, count));
  };
  return [
    { name: 'Rtl heap', sample: userPair(program, 'RtlAllocateHeap', 'RtlFreeHeap') },
    { name: 'Win32 heap', limit: WIN32_LIMIT, sample: userPair(program, 'HeapAlloc', 'HeapFree') },
    { name: 'Rtl kernel', sample: kernelHeapPair(machine()) },
    {
      name: 'paged pool',
      limit: LIMIT,
      sample: pool(machine()),
    },
    {
      name: 'paged among',
      limit: LIMIT,
      sample: ((nt) => {
        for (let i = 0; i < 1000; i++) nt.ExAllocatePoolWithTag(PagedPool, 16 + ((i * 37) % 400), TAG);
        return pool(nt);
      })(machine()),
    },
    { name: 'zeroed', limit: LIMIT, sample: modern(machine(), POOL_FLAG_PAGED) },
    { name: 'nonpaged', limit: LIMIT, sample: modern(machine(), POOL_FLAG_NON_PAGED) },
    { name: 'below', sample: below(arch) },
    { name: 'spin lock', limit: LIMIT, sample: spinLock(machine()) },
    { name: 'spin at DPC', limit: LIMIT, sample: spinLockAtDpcLevel(machine()) },
  ];
}

function spinLock(nt) {
  const lock = nt.variable('KSPIN_LOCK');
  nt.KeInitializeSpinLock(lock);
  const run = loop(['acquire', 'release', 'lock', 'old'], 'acquire(lock, old); release(lock, old.value);');
  return timed((count) => run(nt.KeAcquireSpinLock, nt.KeReleaseSpinLock, lock, out(KIRQL), count));
}

function spinLockAtDpcLevel(nt) {
  const lock = nt.variable('KSPIN_LOCK');
  nt.KeInitializeSpinLock(lock);
  nt.KeRaiseIrql(DISPATCH_LEVEL, out(KIRQL));
  const run = loop(['acquire', 'release', 'lock'], 'acquire(lock); release(lock);');
  return timed((count) => run(nt.KeAcquireSpinLockAtDpcLevel, nt.KeReleaseSpinLockFromDpcLevel, lock, count));
}

/** One look-up in a table of levels, each at the place that the one before gave, so that none is optimised away. */
function lookUps() {
  const table = Int8Array.from({ length: 4096 }, (_, at) => (at * 7) & 15);
  const sink = { value: 0 };
  const run = loop(['table', 'sink'], 'sink.value = table[(sink.value + i) & 4095];');
  return timed((count) => run(table, sink, count));
}

function raiseAndLower(nt) {
  const run = loop(['raise', 'lower', 'level', 'old'], 'raise(level, old); lower(old.value);');
  return timed((count) => run(nt.KeRaiseIrql, nt.KeLowerIrql, DISPATCH_LEVEL, out(KIRQL), count));
}

const BOOTS = 20;

/** Nanoseconds per boot. Much of it is the collector's work for machines that nobody holds any more. */
function boots(use) {
  return () => {
    const start = cpuNanoseconds();
    for (let i = 0; i < BOOTS; i++) use(boot({ arch: options.arch }));
    return (cpuNanoseconds() - start) / BOOTS;
  };
}

/** A pair of heap calls of a program, made as code of its process. */
function userPair(user, allocate, free) {
  const run = loop(['allocate', 'free', 'heap'], 'free(heap, 0, allocate(heap, 0, 64));');
  const sample = timed((count) => run(user[allocate], user[free], user.processHeap, count));
  return () => {
    let spent = 0;
    user.run(() => (spent = sample()));
    return spent;
  };
}

function kernelHeapPair(nt) {
  const heap = nt.RtlCreateHeap(HEAP_GROWABLE, 0, 0, 0, 0, 0);
  const run = loop(['allocate', 'free', 'heap'], 'free(heap, 0, allocate(heap, 0, 64));');
  return timed((count) => run(nt.RtlAllocateHeap, nt.RtlFreeHeap, heap, count));
}

function modern(nt, flags) {
  const run = loop(['allocate', 'free', 'flags', 'tag'], 'free(allocate(flags, 64, tag));');
  return timed((count) => run(nt.ExAllocatePool2, nt.ExFreePool, flags, TAG, count));
}

/** The pair as a routine makes it that kernel routines call: they stand on the call stack, which no public call leaves there. */
function below(arch) {
  const machine = new Machine(settingsFrom({ arch }));
  machine.callStack.push('nt!KiRetireDpcList', 'driver!DpcRoutine');
  const { pool } = machine.subsystems;
  const shown = ({ bind, inFront }) => inFront(pool, bind(pool));
  const allocate = shown(routines.ExAllocatePoolWithTag);
  const free = shown(routines.ExFreePoolWithTag);
  const run = loop(['allocate', 'free', 'tag'], `free(allocate(${PagedPool}, 64, tag), tag);`);
  return timed((count) => run(allocate, free, TAG, count));
}

const wanted = ({ name }) =>
  options.names.length === 0 || options.names.some((part) => name.startsWith(part));
/** Rows measured beside the first one. */
function measure(all) {
  const chosen = all.filter((row, at) => at === 0 || wanted(row));
  if (chosen.length === 1) return [];
  const times = measureRounds(chosen, options.rounds);
  return chosen.map(({ name, limit }, at) => ({ name, limit, ns: times[at], ratio: times[at] / times[0] }));
}
const tables = [
  ['Rtl heap', measure(rows(options.arch))],
  [
    'look-up',
    measure([
      { name: 'look-up', sample: lookUps() },
      { name: 'raise and lower', limit: LEVEL_LIMIT, sample: raiseAndLower(boot({ arch: options.arch })) },
    ]),
  ],
  [
    'boot()',
    measure([
      { name: 'boot()', sample: boots((nt) => nt.KeGetCurrentIrql()) },
      {
        name: 'boot() and a process',
        sample: boots((nt) => {
          const process = nt.startProcess();
          process.RtlAllocateHeap(process.processHeap, 0, 64);
        }),
      },
    ]),
    'ms',
  ],
].filter(([, results]) => results.length > 0);
if (tables.length === 0) refuse(`no row is named ${options.names.join(', ')}`);
if (options.json) {
  const results = tables.flatMap(([beside, all]) => all.map((row) => ({ ...row, beside })));
  console.log(JSON.stringify({ arch: options.arch, rounds: options.rounds, results }));
} else {
  console.log(
    `irqlab ${options.arch}, every check on; nanoseconds of CPU time per pair, medians of ${options.rounds} rounds\n`,
  );
  const text = tables.map(([beside, results, unit = 'ns']) => {
    const cells = results.map(({ name, ns, limit }) => [
      name,
      (unit === 'ms' ? ns / 1e6 : ns).toFixed(1),
      ratio(ns, results[0].ns),
      limit === undefined ? '' : String(limit),
    ]);
    return formatTable(['pair', unit, `/ ${beside}`, 'limit'], cells);
  });
  console.log(text.join('\n\n'));
}
const isAbove = ({ ratio: measured, limit }) => measured > limit;
process.exitCode = tables.some(([, results]) => results.some(isAbove)) ? 1 : 0;
