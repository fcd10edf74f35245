/** `irqlab demo heap`: real heap traffic, then one broken rule. */
import { fileURLToPath } from 'node:url';
import { boot, DISPATCH_LEVEL, HEAP_GROWABLE, KIRQL, NULL, type Outcome, out } from '../index.ts';
import { exitCode, type Io } from './io.ts';
import { readTraceFile } from './read-trace-file.ts';
import { pictureStyle, replayWithProgress } from './replay-command.ts';
import { replaySummary } from './summary.ts';

/** The trace that the package carries; two folders up in the sources and in the package alike. */
const PACKAGED_TRACE = new URL('../../traces/win-setupapi.trace.gz', import.meta.url);

/** The lines of `allocateAtDispatchLevel`, as the demo prints them. A test compares them. */
export const shownSource = `const nt = boot({ arch: 'x64' });
const heap = nt.RtlCreateHeap(HEAP_GROWABLE, NULL, 0, 0, NULL, NULL);

const old = out(KIRQL);
nt.KeRaiseIrql(DISPATCH_LEVEL, old);
const what = nt.outcome(() => nt.RtlAllocateHeap(heap, 0, 64));`;

/** A driver that allocates from a heap at DISPATCH_LEVEL; the page of RtlAllocateHeap allows levels below. */
export function allocateAtDispatchLevel(): Outcome<number> {
  // shown from here
  const nt = boot({ arch: 'x64' });
  const heap = nt.RtlCreateHeap(HEAP_GROWABLE, NULL, 0, 0, NULL, NULL);

  const old = out(KIRQL);
  nt.KeRaiseIrql(DISPATCH_LEVEL, old);
  const what = nt.outcome(() => nt.RtlAllocateHeap(heap, 0, 64));
  // shown to here
  return what;
}

/** Runs the demo. The answer is the exit code. */
export function heapDemo(io: Io): number {
  const read = readTraceFile(fileURLToPath(PACKAGED_TRACE));
  if (!read.ok) {
    io.stderr.write(`${read.message}\n`);
    return exitCode.badInput;
  }
  const { trace } = read;
  const settings = { arch: 'x64', profile: 'documented', verifier: 'on', json: false } as const;
  const result = replayWithProgress(trace, settings, io);
  const what = allocateAtDispatchLevel();
  const lines = [
    '1. A recorded Windows program (rundll32 installs an INF) on the simulated heap',
    '',
    replaySummary(trace, settings, result, pictureStyle(settings.arch, io)),
    '',
    '2. What a broken rule looks like: a driver allocates at DISPATCH_LEVEL',
    '',
    ...shownSource.split('\n').map((line) => (line === '' ? '' : `    ${line}`)),
    '',
    `    what.kind is '${what.kind}'; what.report:`,
    '',
    what.kind === 'bugcheck' ? what.report : 'no bug check: this is a bug of irqlab, please report it',
    '',
    'Next: irqlab replay --help, and README.md for a program of your own.',
  ];
  io.stdout.write(`${lines.join('\n')}\n`);
  return result.valid && what.kind === 'bugcheck' ? exitCode.fine : exitCode.findings;
}
