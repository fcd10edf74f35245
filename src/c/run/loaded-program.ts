/** A C program in a machine: its code is ready to be called, its data lies in simulated memory. */
import type { CodeEntry } from '../../kernel/code-entry.ts';
import type { Machine } from '../../kernel/machine.ts';
import { kernelStackOverflow } from '../../kernel/processor-trap.ts';
import type { Process, Thread } from '../../kernel/records.ts';
import type { Memory } from '../../memory/memory.ts';
import type { Region } from '../../memory/region.ts';
import { stackOverflow } from '../../seh/exception-record.ts';
import { type EmittedProgram, signatureKey } from '../emit/program-text.ts';
import { type FloatEnvironment, floatEnvironment } from '../runtime/float-control.ts';
import type { FunctionType } from '../tree/type.ts';
import { CodeMap, type StackPosition } from './code-map.ts';
import { environment } from './environment.ts';
import { Image } from './image.ts';
import { incomingCall, type Target } from './incoming.ts';
import { intrinsic } from './intrinsics.ts';
import type { LoadOptions } from './load-options.ts';
import { fromC, narrowed, passedArguments, routineText, sized, toC } from './marshal.ts';
import { ProgramExceptions } from './program-exceptions.ts';
import { runtimeHost } from './runtime-host.ts';

/** What the emitted text gives. */
interface EmittedModule {
  readonly functions: readonly EmittedFunctionValue[];
  initialize(): void;
  /** Where the frames end that are in use, noted by each call that leaves the program. */
  top: number;
  /** Where the stack of the current thread ends; below only the handling of an overflow may go. */
  low: number;
  steps: number;
}

type EmittedFunctionValue = (...args: unknown[]) => unknown;

/** A function that code can call by address. */
interface Callable {
  readonly run: EmittedFunctionValue;
  readonly type: FunctionType;
  /** Number of its signature in this program; -1 for one that no call has. */
  readonly signature: number;
}

/** Bytes of a stack: BEHAVIOUR-DECISIONS 13; a program's is what the linker reserves by default. */
const STACK_BYTES = { user: 0x10_0000, kernel: { x64: 0x6000, x86: 0x3000 } } as const;
/** Threads that can be inside of one program at a time. */
const MOST_STACKS = 64;
/** What is left for filters and handlers after an overflow (*ours*, decision 0077). */
const RESERVE_BYTES = 0x8000;
/** Turns of loops between two looks at the limits. */
const SLICE = 50_000;

/** Programs that were loaded, in all machines. */
let loads = 0;

/** A loaded program. */
export class LoadedProgram {
  readonly emitted: EmittedProgram;
  readonly code: CodeMap;
  readonly memory: Memory;
  readonly image: Image;
  readonly region: Region;
  /** Place that an access or a trap is made at; -1 when none is. */
  site = -1;
  readonly #options: LoadOptions;
  readonly #module: EmittedModule;
  readonly #exceptions: ProgramExceptions;
  readonly #runtime: ReturnType<typeof runtimeHost>;
  #floatWords: FloatEnvironment | null = null;
  /** Threads by the number of their stack. */
  readonly #stacks: Thread[] = [];
  readonly #stackBytes: number;
  readonly #stackBase: number;
  /** By frame (offset / 16), the place of the call that it is in. */
  readonly #places: Int32Array;
  /** Thread whose stack is in use; null outside of the program. */
  #thread: Thread | null = null;
  readonly #target: Target;
  readonly #callables = new Map<number, Callable>();
  readonly #sectionAddresses = new Map<string, number>();
  #stepsLeft: number;
  /** Where each entry that another one interrupts stands. */
  readonly #entries: { position: StackPosition | null }[] = [];

  constructor(emitted: EmittedProgram, options: LoadOptions) {
    this.emitted = emitted;
    this.#options = options;
    this.#stepsLeft = options.maxSteps;
    const { machine, process } = options;
    this.#target = { architecture: emitted.architecture, pointers: machine.pointers };
    this.memory = process === null ? machine.driverMemory : process.memory;
    this.region = regionOf(machine, process);
    this.image = new Image(this.region);
    this.#stackBytes = process === null ? STACK_BYTES.kernel[emitted.architecture] : STACK_BYTES.user;
    this.#stackBase = this.image.reserveOnly(this.#stackBytes * MOST_STACKS);
    this.#places = new Int32Array((this.#stackBytes * MOST_STACKS) / 16 + 1);
    this.code = new CodeMap(emitted, machine.symbols, options.module);
    this.#exceptions = new ProgramExceptions(this.#exceptionsHost());
    this.#runtime = runtimeHost(this, options);
    const scope = this.#scope();
    // A text of its own for each load: V8 keeps what it learns per text, and specialises only code that exists once.
    loads += 1;
    const text = `${emitted.text}\n// load ${loads}`;
    this.#module = compiledText<(scope: unknown) => EmittedModule>(['$'], text)(scope);
    this.#defineFunctions();
    if (options.process === null) this.#declareSections();
    this.#module.initialize();
    for (const { name, bytes, writable } of emitted.sections)
      if (!writable) this.image.seal(this.#sectionAddresses.get(name) ?? 0, bytes);
  }

  /** Where the frames end that are in use. */
  get sp(): number {
    return this.#module.top;
  }

  set sp(value: number) {
    this.#module.top = value;
  }

  /** Name of its module in the symbol table. */
  get module(): string {
    return this.#options.module;
  }

  /** Its name as symbols show it: another load of the program may have the same one. */
  get shownModule(): string {
    return this.#options.machine.symbols.shownName(this.#options.module);
  }

  /** Number of a function among those of the program; -1 when it defines none of the name. */
  find(name: string): number {
    return this.emitted.functions.findIndex((one) => one.name === name);
  }

  /** Address of a function by its number. */
  addressOf(index: number): number {
    return this.code.addresses[index] ?? 0;
  }

  /** Address of a variable with static storage and external linkage, or null. */
  variable(name: string): number | null {
    const found = this.emitted.variables.find((one) => one.variable.name === name);
    if (found === undefined) return null;
    return (this.#sectionAddresses.get(found.section) ?? 0) + found.offset;
  }

  /** Calls a function from outside with TypeScript values; gives its result as TypeScript has it. */
  call(index: number, args: readonly unknown[]): unknown {
    const one = this.emitted.functions[index];
    const run = this.#module.functions[index];
    if (one === undefined || run === undefined) throw new RangeError(`the program has no function ${index}`);
    const { name, symbol } = one;
    const call = incomingCall(name, symbol.type, args, this.#target);
    return this.#enter(
      run,
      (address) => {
        for (const { offset, bytes } of call.copies) this.memory.writeBytes(address + offset, bytes);
        return call.values(address);
      },
      call.stackBytes,
      (result) =>
        call.resultBytes === null
          ? fromC(result, symbol.type.returns)
          : this.memory.readBytes(result as number, call.resultBytes),
    );
  }

  /** Calls a function as code calls an address: what is not passed is 0, what is passed too much is lost. */
  callFreely(index: number, args: readonly unknown[]): unknown {
    const one = this.emitted.functions[index];
    const run = this.#module.functions[index];
    if (one === undefined || run === undefined) throw new RangeError(`the program has no function ${index}`);
    const { type } = one.symbol;
    const values = passedArguments(type, args, this.#target);
    return fromC(
      this.#enter(run, () => values),
      type.returns,
    );
  }

  /** Calls the function at an address with C values. */
  callAt(address: number, args: readonly (number | bigint)[]): unknown {
    const known = this.#callables.get(address);
    if (known === undefined) return this.#options.machine.callAddress(address, args);
    const values = passedArguments(known.type, args, this.#target);
    return this.#enter(known.run, () => values);
  }

  /** Ends the program as `exit(code)` does. */
  exit(code: number): never {
    const end = this.#options.runtime('exit')?.bind(this.#runtime) as ((code: number) => never) | undefined;
    if (end === undefined) return this.#runtime.exit(code);
    return end(code);
  }

  /** Takes the program out of the machine. Its code cannot be called any more. */
  unload(): void {
    const { symbols, subsystems } = this.#options.machine;
    for (const address of this.#callables.keys()) symbols.setCallable(address, null);
    subsystems.driverSections.removeModule(this.module);
    this.image.release();
  }

  // --- entering --------------------------------------------------------------

  /**
   * Runs a function of the program on the stack of the current thread.
   * @param valuesFor its arguments, from the address of bytes of the stack that are set aside for the call
   * @param resultOf makes what the caller gets from what the function returned, while those bytes are still there
   */
  #enter(
    run: EmittedFunctionValue,
    valuesFor: (address: number) => readonly unknown[],
    stackBytes = 0,
    resultOf: (result: unknown) => unknown = (result) => result,
  ): unknown {
    const { machine } = this.#options;
    const module = this.#module;
    const outer = this.#entries[this.#entries.length - 1];
    if (outer !== undefined) outer.position = this.#position();
    const before = { thread: this.#thread, top: module.top, low: module.low, site: this.site };
    const sp = this.#stackFor(machine.thread) - stackBytes;
    module.top = sp;
    this.site = -1;
    const entry = { position: null as StackPosition | null, top: sp };
    this.#entries.push(entry);
    machine.calls.code.push(this.#codeEntry(entry, machine.calls.stack.length));
    try {
      if (sp < module.low) this.#stackOverflow(sp);
      return resultOf(run(sp, ...valuesFor(this.#stackBase + sp)));
    } catch (thrown) {
      throw this.#exceptions.leaving(thrown);
    } finally {
      machine.calls.code.pop();
      this.#entries.pop();
      this.#thread = before.thread;
      module.top = before.top;
      module.low = before.low;
      this.site = before.site;
      if (outer !== undefined) outer.position = null;
    }
  }

  #codeEntry(entry: { position: StackPosition | null; readonly top: number }, depth: number): CodeEntry {
    const position = (): StackPosition => ({ ...(entry.position ?? this.#position()), top: entry.top });
    return {
      depth,
      address: () => this.code.addressOf(this.code.current(position())),
      frames: () => this.code.frames(position()).map((site) => this.code.describe(site)),
      key: () => `${this.#options.module}:${this.code.frames(position()).join('.')}`,
    };
  }

  #position(): StackPosition {
    return { sp: this.#module.top, site: this.site, top: Number.POSITIVE_INFINITY, places: this.#places };
  }

  /** Makes the stack of a thread the one that code runs on; gives where the frames of this entry begin. */
  #stackFor(thread: Thread): number {
    const module = this.#module;
    if (thread === this.#thread) return module.top;
    let index = this.#stacks.indexOf(thread);
    if (index < 0) index = this.#newStack(thread);
    const low = index * this.#stackBytes;
    this.#thread = thread;
    module.low = low + this.#reserveBytes;
    module.top = low + this.#stackBytes;
    return module.top;
  }

  get #reserveBytes(): number {
    return this.#options.process === null ? 0 : RESERVE_BYTES;
  }

  #newStack(thread: Thread): number {
    const ended = this.#stacks.findIndex(({ state }) => state === 'terminated');
    const index = ended >= 0 ? ended : this.#stacks.length;
    if (index >= MOST_STACKS)
      return this.#options.machine.notModelled(`more than ${MOST_STACKS} threads inside of one C program`);
    this.#stacks[index] = thread;
    if (ended < 0) this.image.commit(this.#stackBase + index * this.#stackBytes, this.#stackBytes);
    return index;
  }

  // --- what the text can reach -----------------------------------------------

  #scope(): Record<string, unknown> {
    const { emitted } = this;
    const scope = environment(this.#environmentHost());
    const external = this.#externals(scope);
    return Object.assign(scope, {
      sections: emitted.sections.map((section) => this.#placeSection(section)),
      externals: external.functions,
      A: this.code.addresses,
      XA: external.addresses,
      STK: this.#stackBase,
      CS: this.#places,
      V: emitted.foreignVariables.map((name) => this.#options.variable(name) ?? 0),
    });
  }

  #placeSection({ name, bytes }: { readonly name: string; readonly bytes: number }): number {
    const address = this.image.reserve(bytes, this.#options.process === null && name.startsWith('PAGE'));
    this.#sectionAddresses.set(name, address);
    if (name === '.rdata')
      for (const { units, offset } of this.emitted.literals)
        this.memory.writeBytes(
          address + offset,
          new Uint8Array(units.buffer, units.byteOffset, units.byteLength),
        );
    return address;
  }

  /** The kernel learns what lies in which section: MmLockPagableCodeSection and bug checks ask. */
  #declareSections(): void {
    const { machine, module } = this.#options;
    const { functions, sections } = this.emitted;
    machine.subsystems.driverSections.addModule(
      module,
      functions.map(({ symbol }, index) => ({
        address: this.addressOf(index),
        section: symbol.section ?? '.text',
      })),
      sections.map(({ name, bytes }) => ({
        address: this.#sectionAddresses.get(name) ?? 0,
        bytes,
        section: name,
      })),
    );
  }

  #defineFunctions(): void {
    const { machine } = this.#options;
    this.emitted.functions.forEach((one, index) => {
      const run = this.#module.functions[index];
      const address = this.addressOf(index);
      if (run === undefined) return;
      this.#callables.set(address, {
        run,
        type: one.symbol.type,
        signature: this.#signatureOf(one.symbol.type),
      });
      const body = (...args: never[]): unknown => this.callFreely(index, args);
      machine.symbols.setCallable(address, body);
    });
  }

  #signatureOf(type: FunctionType): number {
    const key = signatureKey(type);
    return this.emitted.signatures.findIndex((one) => signatureKey(one) === key);
  }

  #externals(scope: Record<string, unknown>): {
    readonly functions: readonly unknown[];
    readonly addresses: readonly number[];
  } {
    Object.assign(scope, { sized, narrowed });
    const functions: unknown[] = [];
    const addresses: number[] = [];
    const host = this.#runtime;
    for (const external of this.emitted.externals) {
      const run = this.#external(external.name, external.symbol.type, scope, host);
      functions.push(run);
      addresses.push(
        external.addressUsed ? this.#defineExternal(external.name, external.symbol.type, run) : 0,
      );
    }
    return { functions, addresses };
  }

  #external(
    name: string,
    type: FunctionType,
    scope: Record<string, unknown>,
    host: ReturnType<typeof runtimeHost>,
  ): EmittedFunctionValue {
    const { machine } = this.#options;
    const own = intrinsic(name);
    if (own !== undefined)
      return own({
        trap: this.#options.trap,
        longjmp: (buffer, value) => this.#exceptions.longjmp(buffer, value),
      }) as EmittedFunctionValue;
    const runtime = this.#options.runtime(name);
    if (runtime !== undefined) return runtime.bind(host) as EmittedFunctionValue;
    const contract = this.#options.contract(name);
    const door = this.#options.routine(name);
    if (contract === undefined || door === undefined) return () => machine.notModelled(name);
    const text = routineText('routine', 'door', type, contract, this.emitted.architecture);
    const make = compiledText<(scope: unknown, door: unknown) => EmittedFunctionValue>(
      ['$', 'door'],
      `'use strict'; return ${text};`,
    );
    return make(scope, door);
  }

  /** Gives a function from outside an address, because the program uses it. */
  #defineExternal(name: string, type: FunctionType, run: EmittedFunctionValue): number {
    const { machine, module } = this.#options;
    const { address } = machine.symbols.define(module, `__imp_${name}`);
    // Called by address it gets the stack pointer first, as the program's own functions do.
    const called: EmittedFunctionValue = (sp, ...args) => {
      this.sp = sp as number;
      return run(...args);
    };
    this.#callables.set(address, { run: called, type, signature: this.#signatureOf(type) });
    machine.symbols.setCallable(address, (...args: never[]) =>
      (run as (...all: never[]) => unknown)(...args),
    );
    return address;
  }

  /** What a call through a pointer calls: takes the stack pointer first. */
  #functionAt(pointer: number, signature: number, site: number, sp: number): EmittedFunctionValue {
    const known = this.#callables.get(pointer);
    if (known !== undefined && known.signature === signature) return known.run;
    const type = this.emitted.signatures[signature];
    return (_, ...args) => {
      const given = args as (number | bigint)[];
      if (known !== undefined && type !== undefined) {
        const values = passedArguments(known.type, given, this.#target);
        return toC(known.run(sp, ...values), type.returns, this.#target);
      }
      this.#begins(site, sp);
      const result = this.#options.machine.callAddress(pointer, given);
      this.site = -1;
      return type === undefined || type.returns.kind === 'void'
        ? undefined
        : toC(result, type.returns, this.#target);
    };
  }

  #environmentHost(): Parameters<typeof environment>[0] {
    const { machine } = this.#options;
    const at = (site: number, sp: number, run: () => void): void => {
      this.#begins(site, sp);
      run();
      this.site = -1;
    };
    return {
      memory: this.memory,
      region: this.region,
      seh: machine.seh,
      begins: (site, sp) => this.#begins(site, sp),
      ends: () => {
        this.site = -1;
      },
      pointer: (exact) => machine.pointers.intern(exact),
      exact: (pointer) => machine.pointers.exact(pointer),
      exceptions: this.#exceptions.members(),
      functionAt: (pointer, signature, site, sp) => this.#functionAt(pointer, signature, site, sp),
      moreSteps: (site) => this.#moreSteps(site),
      stackOverflow: (sp, site) => at(site, sp, () => this.#stackOverflow(sp)),
      enterSection: (address) => machine.subsystems.driverSections.enterAt(address),
      float: {
        architecture: this.emitted.architecture,
        control: () => this.#float().control(),
        happened: (bits) => this.#float().happened(bits),
        raise: (code, information, site, sp) => at(site, sp, () => machine.raise({ code, information })),
        tooManyFaults: () => machine.tooManyFaults('a floating-point operation'),
      },
      divideByZero: (site, sp) => at(site, sp, () => this.#options.trap('divide-by-zero')),
      integerOverflow: (site, sp) => at(site, sp, () => this.#options.trap('integer-overflow')),
    };
  }

  /** The floating-point words of the program, which the C library keeps. */
  #float(): FloatEnvironment {
    this.#floatWords ??= floatEnvironment(this.#runtime);
    return this.#floatWords;
  }

  #exceptionsHost(): ConstructorParameters<typeof ProgramExceptions>[0] {
    const program = this;
    const { machine } = this.#options;
    return {
      architecture: this.emitted.architecture,
      memory: this.memory,
      seh: machine.seh,
      get site() {
        return program.site;
      },
      set site(site) {
        program.site = site;
      },
      get sp() {
        return program.sp;
      },
      set sp(sp) {
        program.sp = sp;
      },
      get stackBase() {
        return program.#stackBase;
      },
      raiseStackOverflow: () => this.#stackOverflow(this.sp),
      recovered: () => {
        this.#module.low = this.#lowest + this.#reserveBytes;
      },
      notModelled: (what) => machine.notModelled(what),
    };
  }

  #begins(site: number, sp: number): void {
    this.site = site;
    this.#module.top = sp;
  }

  /** Where the stack of the current thread begins. */
  get #lowest(): number {
    return this.#thread === null ? 0 : this.#stacks.indexOf(this.#thread) * this.#stackBytes;
  }

  /** The stack is used up: the reserve is given to whoever handles that. In kernel mode nobody does. */
  #stackOverflow(sp: number): void {
    const { machine, process } = this.#options;
    if (process === null) kernelStackOverflow(machine);
    if (this.#module.low === this.#lowest)
      machine.stepLimit('stack overflow', 'the stack overflowed again while its overflow was handled');
    this.#module.low = this.#lowest;
    const address = this.#stackBase + sp;
    machine.seh.raise(stackOverflow(machine.callerAddress(), 'write', address));
  }

  #moreSteps(site: number): number {
    const { machine, timeIsUp, maxSteps } = this.#options;
    const where = this.code.describe(site);
    if (this.#stepsLeft <= 0)
      machine.stepLimit(
        `more than ${maxSteps} turns of loops`,
        `the program took more than ${maxSteps} turns of loops (in ${where}): it may never end. --max-steps raises the limit.`,
      );
    if (timeIsUp?.() === true)
      machine.stepLimit('running time', `the program ran for too long (in ${where}): it may never end.`);
    const slice = Math.min(SLICE, this.#stepsLeft);
    this.#stepsLeft -= slice;
    return slice;
  }
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

/** Region that a program uses most. */
function regionOf(machine: Machine, process: Process | null): Region {
  if (process === null) return machine.memory.kernelRegion;
  const { user } = process.programSpace;
  if (user === null) throw new TypeError(`process ${process.name} has no user range`);
  return user;
}
