// npm run bench:c: C programs in irqlab beside the same programs compiled by gcc, in one run.
//
// Both keep their process: the program is compiled once and its main called again and again, so that neither pays for
// its start. A round measures every contender once; the number is the least of its rounds, because what disturbs a
// program on a shared machine only ever adds. Every check is on: page attributes at each access, stack limits, steps.

import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compileC } from '../dist/c-entry.js';
import { boot } from '../dist/index.js';
import { geometricMean } from './measure.mjs';

const folder = join(dirname(fileURLToPath(import.meta.url)), 'c');
const rounds = Number(process.argv[process.argv.indexOf('--rounds') + 1] || 0) || 15;
/** Programs that gcc compiles as well; the others need structured exceptions. */
const shared = ['fib', 'sieve', 'list', 'matrix'];
const own = ['guarded', 'raised'];

const scratch = mkdtempSync(join(tmpdir(), 'irqlab-bench-'));
process.on('exit', () => rmSync(scratch, { recursive: true, force: true }));

/** Milliseconds of one call of main, of an architecture of irqlab. */
function irqlab(name, arch) {
  const file = join(folder, `${name}.c`);
  const program = compileC({ name: `${name}.c`, text: readFileSync(file, 'utf8') }, { arch });
  if (!program.ok) throw new Error(program.diagnosticText());
  const nt = boot();
  const process = nt.startProcess({ name: `${name}.exe`, arch });
  const loaded = program.load(nt, { process }, { maxSteps: 1e15 });
  return () => {
    const start = performance.now();
    loaded.fn.main();
    return performance.now() - start;
  };
}

/** Milliseconds of one call of main, of gcc's code. */
function gcc(name, level) {
  const binary = join(scratch, `${name}${level}`);
  const object = `${binary}.o`;
  const run = (...args) => {
    const { status } = spawnSync('gcc', args, { stdio: 'inherit' });
    if (status !== 0) throw new Error('gcc failed, or there is none');
  };
  run(level, '-std=c11', '-Dmain=program_main', '-c', join(folder, `${name}.c`), '-o', object);
  run('-O1', join(folder, 'native-loop.c'), object, '-o', binary);
  return () => {
    // The answer comes as a file: reading a pipe detaches an ArrayBuffer, and V8 then slows every typed array down.
    const answer = openSync(`${binary}.txt`, 'w');
    spawnSync(binary, ['5'], { stdio: ['ignore', 'ignore', answer] });
    closeSync(answer);
    return Math.min(...readFileSync(`${binary}.txt`, 'utf8').trim().split('\n').map(Number)) / 1e6;
  };
}

function measure(contenders) {
  const least = contenders.map(() => Number.POSITIVE_INFINITY);
  for (let round = 0; round < rounds + 3; round++)
    contenders.forEach((sample, index) => {
      const time = sample();
      if (round >= 3) least[index] = Math.min(least[index], time);
    });
  return least;
}

const cell = (value) => value.toFixed(value < 10 ? 2 : 1).padStart(8);
console.log(`milliseconds, least of ${rounds} rounds`);
console.log('program     gcc -O0  gcc -O2      x64      x86   x64/-O0  x86/-O0');
const ratios = { x64: [], x86: [] };
for (const name of shared) {
  const [o0, o2, x64, x86] = measure([
    gcc(name, '-O0'),
    gcc(name, '-O2'),
    irqlab(name, 'x64'),
    irqlab(name, 'x86'),
  ]);
  ratios.x64.push(x64 / o0);
  ratios.x86.push(x86 / o0);
  console.log(
    `${name.padEnd(10)}${cell(o0)} ${cell(o2)} ${cell(x64)} ${cell(x86)}  ${cell(x64 / o0)} ${cell(x86 / o0)}`,
  );
}
console.log(
  `geometric mean${' '.repeat(32)}${cell(geometricMean(ratios.x64))} ${cell(geometricMean(ratios.x86))}`,
);
for (const name of own) {
  const [x64, x86] = measure([irqlab(name, 'x64'), irqlab(name, 'x86')]);
  console.log(`${name.padEnd(10)}${' '.repeat(18)}${cell(x64)} ${cell(x86)}`);
}
