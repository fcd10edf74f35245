/**
 * The stack trace database of a process: who allocated the blocks of heaps with
 * HEAP_CAPTURE_STACK_BACKTRACES (gflags `ust`). A block holds an index in its
 * extra record (extra-record.ts), as on Windows.
 *
 * What a trace holds is *ours*: the frames of the C program with their lines;
 * where no C code runs, the stack of the TypeScript program, as its JavaScript
 * engine prints it, without the frames of irqlab. It is for people and for
 * reports; simulated memory sees the index alone.
 */

/** An index is a u16 (RTL_HEAP_WALK_ENTRY, AllocatorBackTraceIndex), and 0 means none. */
const MOST = 0xffff;
/** Frames that the engine is asked for: irqlab's own stand on top. */
const DEPTH = 64;

/** Stack traces in the order in which they were first seen. */
export class StackTraces {
  readonly #all: (readonly string[])[] = [];
  readonly #byText = new Map<string, number>();
  readonly #codeFrames: () => readonly string[];

  /** @param codeFrames call stack of the C code that runs, innermost first; empty when none does */
  constructor(codeFrames: () => readonly string[]) {
    this.#codeFrames = codeFrames;
  }

  /** Index of the stack of the program that calls; 0 when the database is full. */
  capture(): number {
    const code = this.#codeFrames();
    const frames = code.length > 0 ? code : programFrames();
    const text = frames.join('\n');
    const known = this.#byText.get(text);
    if (known !== undefined) return known;
    if (this.#all.length >= MOST) return 0;
    this.#all.push(frames);
    this.#byText.set(text, this.#all.length);
    return this.#all.length;
  }

  /** Frames of a trace, innermost first; none for an index that is not in use. */
  at(index: number): readonly string[] {
    return this.#all[index - 1] ?? [];
  }

  /** State for snapshots: traces are only ever added. */
  save(): number {
    return this.#all.length;
  }

  /** Restores what `save` gave. */
  load(count: number): void {
    for (const frames of this.#all.splice(count)) this.#byText.delete(frames.join('\n'));
  }
}

/** The folder of irqlab's files in the frame of this one; none where everything is one file and nobody can tell. */
const OWN_FRAME = /([^\s(]*\/)heap\/stack-traces\.[jt]s\b/;

/** Frames of the JavaScript stack as `function (file:line:column)`, without those of irqlab. */
export function programFrames(): string[] {
  const engine = Error as unknown as { stackTraceLimit?: number | undefined };
  const before = engine.stackTraceLimit;
  engine.stackTraceLimit = DEPTH; // V8; others print the whole stack and do not look at it
  const { stack = '' } = new Error();
  engine.stackTraceLimit = before;
  const own = OWN_FRAME.exec(stack)?.[1];
  return stack
    .split('\n')
    .filter((line) => /:\d+:\d+\)?$/.test(line) && (own === undefined || !line.includes(own)))
    .map((line) => line.trim().replace(/^at /, ''));
}
