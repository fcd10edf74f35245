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
import { setFlagsFromString } from 'node:v8';
import { compileC } from '../dist/c-entry.js';
import { boot } from '../dist/index.js';
import { geometricMean } from './measure.mjs';

// As the command does (src/cli/main.ts); with --no-hints programs run as they do in a test or a page.
const hints = !process.argv.includes('--no-hints');
if (hints && /^11\.3\./.test(process.versions.v8)) setFlagsFromString('--experimental-wasm-branch-hinting');

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
console.log(`milliseconds, least of ${rounds} rounds${hints ? '' : ', without branch hints'}`);
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

// Interpreters of C in JavaScript, where they are installed: npm install --no-save JSCPP picoc-js
const interpreters = [
  ['JSCPP', (module, text, write) => module.default.run(text, '', { stdio: { write } })],
  ['picoc-js', (module, text, write) => module.runC(text, write)],
];

/** Calls of fib that fib(n) makes. */
const callsOf = (n) => (n < 2 ? 1 : 1 + callsOf(n - 1) + callsOf(n - 2));

/** Milliseconds that an interpreter takes for fib(n) less those for fib(1), which is its start; null when the answer is wrong. */
function interpreted(run, module, n, expected) {
  const source = readFileSync(join(folder, 'fib.c'), 'utf8').replace('(void)', '()');
  const timed = (argument) => {
    let output = '';
    const start = performance.now();
    run(module, source.replace('27', `${argument}`), (text) => {
      output += text;
    });
    return { time: performance.now() - start, output };
  };
  timed(1);
  const [short, long] = [timed(1), timed(n)];
  return long.output.includes(`${expected}`) ? long.time - short.time : null;
}

const [nativeFib] = measure([gcc('fib', '-O0')]);
for (const [name, run] of interpreters) {
  const module = await import(name).catch(() => null);
  if (module === null) console.log(`${name.padEnd(10)} is not installed`);
  else {
    const time = interpreted(run, module, 12, 144);
    const ratio = time === null ? null : time / callsOf(12) / (nativeFib / callsOf(27));
    console.log(
      `${name.padEnd(10)}${ratio === null ? ' does not run fib' : ` fib: ${Math.round(ratio)} times gcc -O0`}`,
    );
  }
}
