/**
 * Who allocated and who freed: call stacks by number, so that a block keeps
 * only a number. The same stack always has the same one.
 */
import { MOST_STACKS } from './block-table.ts';

/** A call of a pool routine. */
export interface AllocationStack {
  /** The pool routine first, then who called it, as `module!Function`. */
  readonly frames: readonly string[];
  /** Module that called: the first one that is not the kernel itself. */
  readonly driver: string;
}

/** What code calls that is in no routine: a driver in TypeScript. */
const PROGRAM = 'driver!TypeScript';
const NOBODY: AllocationStack = { frames: [], driver: '' };

/** A pool routine, with the stack that it was last called from: most calls in a row come from one place. */
export class PoolCaller {
  readonly routine: string;
  /** The routine as call stacks show it. */
  readonly frame: string;
  /** Number of the stack that holds nothing but the routine and its caller. */
  readonly plain: number;
  /** The calls that led to the routine last time, innermost last, and the number of that stack. */
  lastCalls: readonly string[] = [];
  lastNumber: number;

  constructor(routine: string, plain: number) {
    this.routine = routine;
    this.frame = `nt!${routine}`;
    this.plain = plain;
    this.lastNumber = plain;
  }
}

/** The stacks of one machine. */
export class AllocationStacks {
  readonly #all: AllocationStack[] = [NOBODY];
  readonly #byText = new Map<string, number>();
  /** Stacks of C code by the number of their path (call-paths.ts). */
  readonly #byPath = new Map<number, number>();
  readonly #callers = new Map<string, PoolCaller>();
  /** Stacks of calls that the kernel makes for itself, by routine. */
  readonly #kernel = new Map<string, number>();

  /** Names a routine that will call. */
  callerOf(routine: string): PoolCaller {
    const known = this.#callers.get(routine);
    if (known !== undefined) return known;
    const caller = new PoolCaller(routine, this.#intern([`nt!${routine}`, PROGRAM]));
    this.#callers.set(routine, caller);
    return caller;
  }

  /**
   * Number of the stack of C code that calls a routine.
   * @param path number of the call stack, which begins with the routine
   */
  ofCode({ frame }: PoolCaller, path: number, stack: () => readonly string[]): number {
    const known = this.#byPath.get(path);
    if (known !== undefined) return known;
    const frames = stack();
    const number = this.#intern(frames[0] === frame ? frames : [frame, ...frames]);
    this.#byPath.set(path, number);
    return number;
  }

  /** Number of a call that the kernel makes for itself. */
  kernel(routine: string): number {
    let number = this.#kernel.get(routine);
    if (number === undefined) {
      number = this.#intern([`nt!${routine}`]);
      this.#kernel.set(routine, number);
    }
    return number;
  }

  /**
   * Number of a call of a routine.
   *
   * @param calls routines that run, innermost last; the routine itself may be the last of them
   */
  capture(caller: PoolCaller, calls: readonly string[]): number {
    const { frame, lastCalls } = caller;
    const own = calls[calls.length - 1] === frame ? 1 : 0;
    const depth = calls.length - own;
    if (depth === lastCalls.length && isBegin(lastCalls, calls)) return caller.lastNumber;
    const outer = calls.slice(0, depth);
    caller.lastCalls = outer;
    caller.lastNumber = this.#intern([frame, ...[...outer].reverse(), PROGRAM]);
    return caller.lastNumber;
  }

  /** The stack of a number. */
  at(number: number): AllocationStack {
    return this.#all[number] ?? NOBODY;
  }

  /** 0, which stands for nobody, once there are more stacks than a block can name. */
  #intern(frames: readonly string[]): number {
    const text = frames.join('\n');
    const known = this.#byText.get(text);
    if (known !== undefined) return known;
    if (this.#all.length > MOST_STACKS) return 0;
    const number = this.#all.length;
    const driver = frames.find((frame) => !frame.startsWith('nt!'))?.split('!')[0] ?? 'nt';
    this.#all.push({ frames, driver });
    this.#byText.set(text, number);
    return number;
  }
}

function isBegin(some: readonly string[], all: readonly string[]): boolean {
  for (let at = 0; at < some.length; at++) if (some[at] !== all[at]) return false;
  return true;
}
