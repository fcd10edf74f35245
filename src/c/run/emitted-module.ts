/** The text of a program once it runs: what it gives, what it can reach, and how a text becomes functions. */
import type { ThreadWork } from '../../kernel/threads/thread-body.ts';
import type { StackRegisters } from './entries.ts';
import { USED_BY_CALLS } from './marshal.ts';

/** A function of emitted code. Called by address it takes the stack pointer first. */
export type EmittedFunctionValue = (...args: unknown[]) => unknown;
/** Its generator form, for one that may stop. */
export type StepsValue = (...args: unknown[]) => ThreadWork;

/** What the emitted text gives. */
export interface EmittedModule extends StackRegisters {
  readonly functions: readonly EmittedFunctionValue[];
  /** Their generator forms; 0 for one that never stops. */
  readonly stopping: readonly (StepsValue | 0)[];
  /** Turns of loops left in the time slice. */
  steps: number;
  initialize(): void;
}

/** What the text of a program can reach: its environment (environment.ts), and what lies where. */
export interface ProgramScope extends Record<string, unknown> {
  readonly sections: readonly number[];
  /** Addresses of its functions, and of those from outside. */
  readonly A: readonly number[];
  readonly XA: readonly number[];
  readonly STK: number;
  readonly V: readonly number[];
}

/** Programs that were loaded, in all machines. */
let loads = 0;

/** Makes the module of a program of its text. */
export function emittedModule(text: string, scope: ProgramScope): EmittedModule {
  // A text of its own for each load: V8 keeps what it learns per text, and specialises only code that exists once.
  loads += 1;
  return compiledText<(scope: unknown) => EmittedModule>(['$'], `${text}\n// load ${loads}`)(scope);
}

/** A function of emitted code that calls a declared routine. */
export function routineFunction<F>(text: string, scope: Record<string, unknown>, door: unknown): F {
  const make = compiledText<(scope: unknown, door: unknown) => F>(
    ['$', 'door'],
    `'use strict'; ${USED_BY_CALLS} return ${text};`,
  );
  return make(scope, door);
}

/** A function of a text that the emitter wrote. Throws TypeError where the page forbids that. */
function compiledText<F>(parameters: readonly string[], text: string): F {
  try {
    return new Function(...parameters, text) as F;
  } catch (error) {
    if (error instanceof EvalError)
      throw new TypeError(
        "C programs become JavaScript, which this page's content security policy forbids: allow 'unsafe-eval' in script-src",
      );
    throw error;
  }
}
