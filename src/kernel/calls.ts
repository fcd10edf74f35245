/** Calls in progress: the routines that run, guest code that they call, and the addresses both have. */

import type { Contract } from '../contract/contract.ts';
import type { Callback } from '../contract/kernel-types.ts';
import { formatAddress } from '../machine/addresses.ts';
import type { FunctionSymbol } from '../machine/symbols.ts';
import { type CallPath, emptyPath } from './call-paths.ts';
import type { CodeEntry } from './code-entry.ts';
import { moduleOfProgram } from './code-modules.ts';
import { CodeStacks } from './code-stacks.ts';
import { moduleOf } from './door.ts';
import type { Gate } from './gate.ts';
import type { KernelHost } from './kernel-host.ts';
import type { Process } from './records.ts';
import type { ThreadWork } from './threads/thread-body.ts';

/** What calls need from the machine. */
export type CallsHost = Pick<
  KernelHost,
  | 'architecture'
  | 'symbols'
  | 'events'
  | 'processor'
  | 'process'
  | 'inKernelMode'
  | 'kernelMemory'
  | 'notModelled'
  | 'gate'
>;

/** Calls of one machine. */
export class Calls {
  /** C code that runs on the current thread, innermost last. Another thread's is in its record meanwhile (scheduler.ts). */
  readonly code: CodeEntry[] = [];
  /** Routines that run, innermost last, as `module!name`. Only those that came through the door's long way. */
  readonly stack: string[] = [];
  /** Addresses of calls in C programs whose results are thrown away although they have to be looked at. */
  readonly ignored = new Set<number>();
  readonly #host: CallsHost;
  /** Call stacks of C code by number, with their frames. */
  readonly stacks = new CodeStacks(this);
  /** Call stacks that were met. */
  readonly #paths = emptyPath();
  /** Depth of calls from routines back into guest code. */
  #callbacks = 0;
  /** Addresses of TypeScript functions that were passed as callbacks. */
  readonly #callbackAddresses = new WeakMap<object, number>();
  /** Functions that were given an address, for their names. */
  #functions = 0;

  constructor(host: CallsHost) {
    this.#host = host;
  }

  /** True while a routine runs or guest code that one called. */
  get any(): boolean {
    return this.stack.length > 0 || this.#callbacks > 0 || this.code.length > 0;
  }

  /**
   * Address of the routine that runs, or of the TypeScript program when none does.
   *
   * @param except routines that do not count when they are the innermost: what they raise comes from their caller,
   *   whether or not the door noted them
   */
  callerAddress(except?: ReadonlySet<string>): number {
    const { stack } = this;
    const { symbols, inKernelMode, process } = this.#host;
    const top = stack[stack.length - 1];
    const own = except !== undefined && top !== undefined && except.has(top.slice(top.indexOf('!') + 1));
    const innermost = own ? stack[stack.length - 2] : top;
    const code = this.code[this.code.length - 1];
    if (code !== undefined && code.depth >= stack.length - (own ? 1 : 0)) return code.address();
    const [module, name] = innermost?.split('!') ?? [];
    if (inKernelMode)
      return module !== undefined && name !== undefined
        ? symbols.define(module, name).address
        : symbols.define('driver', 'TypeScript').address;
    return this.symbol(module ?? 'program', name ?? 'main', process).address;
  }

  /** Address of the C code that runs; 0 when none does. */
  codeAddress(): number {
    // Asked by each acquire of a spin lock; reading an array at -1 would take V8 the long way.
    const { length } = this.code;
    return length === 0 ? 0 : (this.code[length - 1]?.address() ?? 0);
  }

  /** Number of the call stack of C code that calls a routine: the same for the same stack. 0 when no C code runs. */
  codePath(routine: string): number {
    const { code } = this;
    const { length } = code;
    if (length === 0) return 0;
    const innermost = code[length - 1] as CodeEntry;
    const path = innermost.path(this.#pathOutside(length - 1));
    return this.#named(path, innermost.depth, this.stack.length).named(routine).number;
  }

  /** The call stack that an entry was made from. Nothing of it moves before the entry is over, so it is walked once. */
  #pathOutside(index: number): CallPath {
    const entry = this.code[index] as CodeEntry;
    if (entry.outer !== null) return entry.outer;
    const before = this.code[index - 1];
    const path = before === undefined ? this.#paths : before.path(this.#pathOutside(index - 1));
    entry.outer = this.#named(path, before?.depth ?? 0, entry.depth);
    return entry.outer;
  }

  /** A call stack with the routines that run from one depth to another. */
  #named(outer: CallPath, from: number, to: number): CallPath {
    let path = outer;
    for (let at = from; at < to; at++) path = path.named(this.stack[at] as string);
    return path;
  }

  /** The call stack as reports show it, innermost first: routines, and the code of C programs that called them. */
  stackText(): readonly string[] {
    const { inKernelMode } = this.#host;
    const text: string[] = [];
    let rest = this.stack.length;
    for (const entry of [...this.code].reverse()) {
      const frames = entry.frames();
      text.push(...this.stack.slice(entry.depth, rest).reverse(), ...frames);
      rest = Math.min(rest, entry.depth);
      // The system has noted by name that it calls DriverEntry: C code says where it stands in that.
      if (rest > 0 && frames.at(-1)?.startsWith(`${this.stack[rest - 1]}+`) === true) rest -= 1;
    }
    text.push(...this.stack.slice(0, rest).reverse());
    if (this.code.length === 0) text.push(`driver!${inKernelMode ? 'TypeScript' : 'program'}`);
    return text;
  }

  /**
   * A function of a module.
   * @param process whose program has the module: for another architecture it has modules of its own; null for the kernel
   */
  symbol(module: string, name: string, process: Process | null, bytes?: number): FunctionSymbol {
    const { symbols } = this.#host;
    const key = process === null ? module : moduleOfProgram(symbols, module, process.architecture);
    return symbols.define(key, name, bytes);
  }

  /** The gate that the current thread's code comes through. */
  get #gate(): Gate {
    const { inKernelMode, process, gate } = this.#host;
    return inKernelMode ? gate : process.gate;
  }

  /** Address of the routine that was entered last: the kernel's accesses are made there. */
  kernelAddress(): number {
    const { routine } = this.#gate;
    return routine === null ? this.callerAddress() : this.addressOf(routine, 'kernel');
  }

  addressOf(contract: Contract, mode: 'kernel' | 'user'): number {
    const process = mode === 'user' ? this.#host.process : null;
    return this.symbol(moduleOf(contract, mode), contract.name, process).address;
  }

  traceCall(contract: Contract, args: readonly unknown[]): void {
    const { events, processor } = this.#host;
    if (!events.active) return;
    const from = this.code.length === 0 ? undefined : this.#host.symbols.describe(this.codeAddress());
    events.emit({
      kind: 'call',
      routine: contract.name,
      args: [...args],
      irql: processor.irql,
      ...(from === undefined ? {} : { from }),
    });
  }

  traceReturn(contract: Contract, value: unknown): void {
    const { events } = this.#host;
    if (events.active) events.emit({ kind: 'return', routine: contract.name, value });
  }

  /** Gives a TypeScript function an address in the driver, or in the program of the current process. */
  defineFunction(name: string, body: (...args: never[]) => unknown): number {
    this.#functions += 1;
    const { symbols, inKernelMode, process } = this.#host;
    const module = inKernelMode ? 'driver' : moduleOfProgram(symbols, 'program', process.architecture);
    return symbols.defineCallable(module, `${name}#${this.#functions}`, body).address;
  }

  /**
   * Address of a callback: the address itself, or that of a TypeScript function, which gets one the first time it
   * is passed and keeps it. So a structure in memory can point at it, and later calls go by address.
   */
  callbackAddress(callback: Callback): number {
    if (typeof callback === 'number') return callback;
    const known = this.#callbackAddresses.get(callback);
    if (known !== undefined) return known;
    const address = this.defineFunction(callback.name || 'callback', callback);
    this.#callbackAddresses.set(callback, address);
    return address;
  }

  callAddress(address: number, args: readonly unknown[]): unknown {
    const host = this.#host;
    const body = host.symbols.callable(address);
    if (body === undefined) {
      // A program that goes astray raises (B-034); kernel-mode code is stopped where the page may not be executed.
      (host.inKernelMode ? host.kernelMemory : host.process.memory).execute(address);
      return host.notModelled(`a call of ${formatAddress(host.architecture, address)}, which is no function`);
    }
    return this.asCallback(() => (body as (...all: readonly unknown[]) => unknown)(...args));
  }

  /**
   * As `callAddress`, for a caller that runs generators to their end: gives one where the code has that form.
   * A thread that does so has started, which keeps snapshots away.
   */
  callSteps(address: number, args: readonly unknown[]): unknown {
    const steps = this.#host.symbols.steps(address);
    return steps === undefined ? this.callAddress(address, args) : this.#run(steps, args);
  }

  *#run(steps: (...args: never[]) => unknown, args: readonly unknown[]): ThreadWork {
    const { routine } = this.#gate;
    const result = yield* (steps as (...all: readonly unknown[]) => ThreadWork)(...args);
    this.#gate.routine = routine;
    return result;
  }

  /** Runs guest code that a routine calls: no snapshot is legal in it. */
  asCallback<T>(block: () => T): T {
    this.#callbacks += 1;
    try {
      return this.interrupting(block);
    } finally {
      this.#callbacks -= 1;
    }
  }

  /**
   * Runs a block that reports a broken rule, with the routine's frame on the stack, and hands it the declaration. The
   * door's short way notes a routine in the gate only.
   *
   * @param name of the routine that runs
   * @param contract its declaration, where the caller knows it
   */
  asEntered<T>(
    name: string | undefined,
    contract: Contract | undefined,
    block: (contract?: Contract) => T,
  ): T {
    const { routine } = this.#gate;
    const entered = contract ?? (routine?.name === name ? routine : null);
    return this.#withFrame(entered, () => block(entered ?? undefined));
  }

  /** Runs a block that reports an access of the kernel, with the frame of the routine that was entered last. */
  asKernel<T>(block: () => T): T {
    return this.#withFrame(this.#gate.routine, block);
  }

  #withFrame<T>(contract: Contract | null, block: () => T): T {
    if (contract === null) return block();
    const { stack } = this;
    const frame = `${moduleOf(contract, this.#host.inKernelMode ? 'kernel' : 'user')}!${contract.name}`;
    if (stack[stack.length - 1] === frame) return block();
    stack.push(frame);
    try {
      return block();
    } finally {
      stack.pop();
    }
  }

  /** Runs what comes between two accesses of the routine that runs: guest code that calls others. */
  interrupting<T>(block: () => T): T {
    const gate = this.#gate;
    const { routine } = gate;
    const result = block();
    gate.routine = routine;
    return result;
  }
}
