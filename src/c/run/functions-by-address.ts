/** The functions that code of a program can call by address, and what a call through a pointer runs. */
import type { Machine } from '../../kernel/machine.ts';
import { isGenerator, type ThreadWork } from '../../kernel/threads/thread-body.ts';
import { signatureKey } from '../emit/program-text.ts';
import type { FunctionType } from '../tree/type.ts';
import type { EmittedFunctionValue, StepsValue } from './emitted-module.ts';
import type { Entries } from './entries.ts';
import type { Target } from './incoming.ts';
import { passedArguments, toC } from './marshal.ts';

/** A function that code can call by address. */
export interface Callable {
  /** Takes the stack pointer first. */
  readonly run: EmittedFunctionValue;
  /** Its generator form, for one that may stop. */
  readonly steps: StepsValue | null;
  readonly type: FunctionType;
}

/** The same in the table. */
interface Known extends Callable {
  /** Number of its signature in this program; -1 for one that no call has. */
  readonly signature: number;
}

/** What others than this program's code call at the address. */
export interface OutsideCallable {
  run(...args: never[]): unknown;
  /** Its generator form; null for one that never stops. */
  readonly steps: ((...args: never[]) => unknown) | null;
}

/** What it needs of the program. */
export interface FunctionsHost {
  readonly machine: Machine;
  readonly entries: Entries;
  readonly target: Target;
  /** Types of the calls through pointers, by their number. */
  readonly signatures: readonly FunctionType[];
}

/** A call through a pointer: of what, as what, and where. */
type PointerCall = Readonly<Record<'pointer' | 'signature' | 'site' | 'sp', number>>;

/** The functions of one loaded program. */
export class FunctionsByAddress {
  readonly #host: FunctionsHost;
  readonly #known = new Map<number, Known>();

  constructor(host: FunctionsHost) {
    this.#host = host;
  }

  /** The function at an address, or undefined. */
  at(address: number): Callable | undefined {
    return this.#known.get(address);
  }

  /** Puts a function at an address, for this program's code and for the machine's. */
  define(address: number, callable: Callable, outside: OutsideCallable): void {
    const { machine, signatures } = this.#host;
    const key = signatureKey(callable.type);
    const signature = signatures.findIndex((one) => signatureKey(one) === key);
    const { run, steps, type } = callable;
    this.#known.set(address, { run, steps, type, signature });
    machine.symbols.setCallable(address, outside.run, outside.steps);
  }

  /** Nobody can call them any more. */
  remove(): void {
    for (const address of this.#known.keys()) this.#host.machine.symbols.setCallable(address, null);
  }

  /** What a call through a pointer calls: takes the stack pointer first. */
  functionAt(pointer: number, signature: number, site: number, sp: number): EmittedFunctionValue {
    const known = this.#known.get(pointer);
    if (known !== undefined && known.signature === signature) return known.run;
    const { machine, entries, signatures, target } = this.#host;
    const type = signatures[signature];
    return (_, ...args) => {
      const given = args as (number | bigint)[];
      if (known !== undefined && type !== undefined) {
        const values = passedArguments(known.type, given, target);
        return toC(known.run(sp, ...values), type.returns, target);
      }
      entries.begins(site, sp);
      const result = machine.callAddress(pointer, given);
      entries.site = -1;
      return this.#result(result, type);
    };
  }

  /** What a call through a pointer calls in code that can stop. */
  stepsAt(pointer: number, signature: number, site: number, sp: number): StepsValue {
    const known = this.#known.get(pointer);
    if (known !== undefined && known.signature === signature && known.steps !== null) return known.steps;
    if (known !== undefined && known.steps === null) {
      const plain = this.functionAt(pointer, signature, site, sp);
      return function* run(...args) {
        yield* [];
        return plain(...args);
      };
    }
    return (_, ...args) => this.#otherSteps(known, { pointer, signature, site, sp }, args);
  }

  /** A call of a function of another type, or of another program. */
  *#otherSteps(
    known: Callable | undefined,
    { pointer, signature, site, sp }: PointerCall,
    args: readonly unknown[],
  ): ThreadWork {
    const { machine, entries, signatures, target } = this.#host;
    let result: unknown;
    if (known?.steps != null) {
      result = yield* known.steps(sp, ...passedArguments(known.type, args, target));
    } else {
      entries.begins(site, sp);
      const work = machine.callSteps(pointer, args);
      result = isGenerator(work) ? yield* work : work;
      entries.site = -1;
    }
    return this.#result(result, signatures[signature]);
  }

  /** What a call of a type gets of what was returned. */
  #result(result: unknown, type: FunctionType | undefined): unknown {
    return type === undefined || type.returns.kind === 'void'
      ? undefined
      : toC(result, type.returns, this.#host.target);
  }
}
