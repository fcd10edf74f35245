/** Functions that a program calls and does not define: intrinsics, the C library, declared routines. */
import type { Process } from '../../kernel/records.ts';
import type { AccessRules } from '../../verifier/access-rules.ts';
import type { EmittedProgram } from '../emit/program-text.ts';
import type { RuntimeHost } from '../runtime/runtime-host.ts';
import type { FunctionType } from '../tree/type.ts';
import { type EmittedFunctionValue, routineFunction, type StepsValue } from './emitted-module.ts';
import type { Entries } from './entries.ts';
import type { FunctionsByAddress } from './functions-by-address.ts';
import { type IntrinsicsHost, intrinsic } from './intrinsics.ts';
import { libraryExports } from './library-exports.ts';
import type { LoadOptions } from './load-options.ts';
import { narrowed, routineText, sized, stepsRoutineText } from './marshal.ts';

/** What they need of the program. */
export interface ExternalsHost {
  readonly emitted: EmittedProgram;
  readonly options: LoadOptions;
  readonly runtime: RuntimeHost;
  /** Null for a program whose accesses are not checked. */
  readonly rules: AccessRules | null;
  readonly functions: FunctionsByAddress;
  readonly entries: Entries;
  readonly longjmp: IntrinsicsHost['longjmp'];
}

/** What the emitted text calls, by the number of the function from outside. */
interface BoundExternals {
  readonly functions: readonly EmittedFunctionValue[];
  /** Their generator forms; null for one that never waits. */
  readonly waiting: readonly (StepsValue | null)[];
  /** Their addresses; 0 for one whose address the program does not use. */
  readonly addresses: readonly number[];
}

/** The functions from outside of one loaded program. */
export class ExternalFunctions {
  readonly #host: ExternalsHost;

  constructor(host: ExternalsHost) {
    this.#host = host;
  }

  /**
   * Binds all that the program names.
   * @param scope what the text can reach; gets what calls of routines use
   */
  bind(scope: Record<string, unknown>): BoundExternals {
    Object.assign(scope, { sized, narrowed });
    const functions: EmittedFunctionValue[] = [];
    const waiting: (StepsValue | null)[] = [];
    const addresses: number[] = [];
    for (const { name, symbol, waits, addressUsed } of this.#host.emitted.externals) {
      const run = this.#plain(name, symbol.type, scope);
      const steps = waits ? this.#waiting(name, symbol.type, scope) : null;
      functions.push(run);
      waiting.push(steps);
      addresses.push(addressUsed ? this.#define(name, symbol.type, run, steps) : 0);
    }
    return { functions, waiting, addresses };
  }

  /** GetProcAddress finds the functions of the library as well. */
  exportLibrary(process: Process): void {
    const { emitted, options, runtime, functions, entries } = this.#host;
    const exported = libraryExports(options.library, emitted.architecture, ({ name, bind }) =>
      this.#libraryFunction(name, bind(runtime) as EmittedFunctionValue),
    );
    process.libraryRoutine = (module, name) => {
      const found = exported(module, name);
      if (found === null) return null;
      const { address } = options.machine.calls.symbol(module, name, process);
      const run: EmittedFunctionValue = (sp, ...args) => {
        entries.sp = sp as number;
        return found.run(...args);
      };
      functions.define(address, { run, steps: null, type: found.type }, { run: found.run, steps: null });
      return address;
    };
  }

  /** The generator form of a routine that may wait. */
  #waiting(name: string, type: FunctionType, scope: Record<string, unknown>): StepsValue | null {
    const { emitted, options } = this.#host;
    const contract = options.contract(name);
    const door = options.waiting(name);
    if (contract === undefined || door === undefined) return null;
    return routineFunction(
      stepsRoutineText('routine', 'door', type, contract, emitted.architecture),
      scope,
      door,
    );
  }

  #plain(name: string, type: FunctionType, scope: Record<string, unknown>): EmittedFunctionValue {
    const { emitted, options, runtime, longjmp } = this.#host;
    const own = intrinsic(name);
    if (own !== undefined) return own({ trap: options.trap, longjmp }) as EmittedFunctionValue;
    const ofLibrary = options.runtime(name);
    if (ofLibrary !== undefined)
      return this.#libraryFunction(name, ofLibrary.bind(runtime) as EmittedFunctionValue);
    const contract = options.contract(name);
    const door = options.routine(name);
    if (contract === undefined || door === undefined) return () => options.machine.notModelled(name);
    return routineFunction(routineText('routine', 'door', type, contract, emitted.architecture), scope, door);
  }

  /** A function of the C library; with checks it says that it runs. */
  #libraryFunction(name: string, run: EmittedFunctionValue): EmittedFunctionValue {
    const { rules } = this.#host;
    return rules === null ? run : (...args) => rules.library(name, () => run(...args));
  }

  /** Gives a function from outside an address, because the program uses it. */
  #define(name: string, type: FunctionType, run: EmittedFunctionValue, steps: StepsValue | null): number {
    const { options, functions, entries } = this.#host;
    const { address } = options.machine.symbols.define(options.module, `__imp_${name}`);
    // Called by address it gets the stack pointer first, as the program's own functions do.
    const called: EmittedFunctionValue = (sp, ...args) => {
      entries.sp = sp as number;
      return run(...args);
    };
    const stopping: StepsValue | null =
      steps &&
      ((sp, ...args) => {
        entries.sp = sp as number;
        return steps(...args);
      });
    functions.define(address, { run: called, steps: stopping, type }, { run, steps: null });
    return address;
  }
}
