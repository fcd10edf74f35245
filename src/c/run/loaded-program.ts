/** A C program in a machine: its code is ready to be called, its data lies in simulated memory. */
import type { Machine } from '../../kernel/machine.ts';
import { kernelStackOverflow } from '../../kernel/processor-trap.ts';
import type { Process } from '../../kernel/records.ts';
import type { ThreadWork } from '../../kernel/threads/thread-body.ts';
import type { Memory } from '../../memory/memory.ts';
import type { Region } from '../../memory/region.ts';
import { stackOverflow } from '../../seh/exception-record.ts';
import type { EmittedProgram } from '../emit/program-text.ts';
import type { FunctionType } from '../tree/type.ts';
import { CheckedProgram } from './checked-program.ts';
import { CodeMap } from './code-map.ts';
import { type EmittedModule, emittedModule, type ProgramScope, type StepsValue } from './emitted-module.ts';
import { Entries, placesOf } from './entries.ts';
import { environment } from './environment.ts';
import { environmentHost } from './environment-host.ts';
import { ExternalFunctions } from './external-functions.ts';
import { FunctionsByAddress } from './functions-by-address.ts';
import { Image } from './image.ts';
import { incomingCall, type Target } from './incoming.ts';
import type { LoadOptions } from './load-options.ts';
import { fromC, passedArguments } from './marshal.ts';
import { NativeSpace } from './native-space.ts';
import { nativeText } from './native-text.ts';
import { type NotingHost, notedRoutines } from './noted-routines.ts';
import { programConsole } from './program-console.ts';
import { ProgramExceptions } from './program-exceptions.ts';
import { programPart } from './program-part.ts';
import { runtimeHost } from './runtime-host.ts';
import { Sections } from './sections.ts';
import { TimeSlices } from './time-slices.ts';

/** Bytes of a stack: BEHAVIOUR-DECISIONS 13; a program's is what the linker reserves by default. */
const STACK_BYTES = { user: 0x10_0000, kernel: { x64: 0x6000, x86: 0x3000 } } as const;
/** Threads that can be inside of one program at a time, where it starts threads and where it does not. */
const MANY_STACKS = 256;
const FEW_STACKS = 16;
/** What is left for filters and handlers after an overflow (*ours*, decision 0077). */
const RESERVE_BYTES = 0x8000;

/** A loaded program. */
export class LoadedProgram {
  readonly emitted: EmittedProgram;
  readonly code: CodeMap;
  readonly memory: Memory;
  readonly image: Image;
  readonly region: Region;
  readonly #entries: Entries;
  readonly #options: LoadOptions;
  readonly #module: EmittedModule;
  readonly #exceptions: ProgramExceptions;
  readonly #runtime: ReturnType<typeof runtimeHost>;
  readonly #functions: FunctionsByAddress;
  readonly #sections: Sections;
  readonly #slices: TimeSlices;
  /** Null for a program whose accesses are not checked. */
  readonly #checked: CheckedProgram | null;
  /** Null for a program that runs as JavaScript alone. */
  #native: NativeSpace | null;
  readonly #target: Target;

  constructor(emitted: EmittedProgram, given: LoadOptions) {
    const { machine, process, module } = given;
    this.emitted = emitted;
    this.#target = { architecture: emitted.architecture, pointers: machine.pointers };
    this.memory = process === null ? machine.driverMemory : process.memory;
    this.region = regionOf(machine, process);
    this.image = new Image(this.region);
    this.code = new CodeMap(emitted, machine.symbols, module);
    this.#slices = new TimeSlices(given, this.code);
    const stackBytes = process === null ? STACK_BYTES.kernel[emitted.architecture] : STACK_BYTES.user;
    const stacks = process === null || emitted.stops ? MANY_STACKS : FEW_STACKS;
    const places = placesOf(stackBytes * stacks);
    const isNative = given.webAssembly && emitted.native !== null;
    this.#native = isNative ? NativeSpace.take(this.region, places) : null;
    this.#entries = new Entries({
      machine,
      image: this.image,
      code: this.code,
      module,
      isPaged: process !== null,
      stackBytes,
      stacks,
      places: this.#native?.places ?? new Int32Array(places),
      reserveBytes: process === null ? 0 : RESERVE_BYTES,
      leaving: (thrown) => this.#exceptions.leaving(thrown),
      stackOverflow: (sp) => this.#stackOverflow(sp),
    });
    const options = process === null ? given : this.#noting(given, process);
    this.#options = options;
    this.#exceptions = new ProgramExceptions(this.#exceptionsHost());
    (process?.heaps.platform.owners ?? machine.kernelBlockOwners).on = true;
    this.#runtime = runtimeHost(this, options);
    const names = (name: string): boolean => emitted.externals.some((one) => one.name === name);
    if (process !== null) process.console = programConsole(this.#runtime, options, names('ReadFile'));
    this.#checked = this.#makeChecked();
    this.#functions = new FunctionsByAddress({
      machine,
      entries: this.#entries,
      target: this.#target,
      signatures: emitted.signatures,
    });
    this.#sections = new Sections({
      emitted,
      image: this.image,
      memory: this.memory,
      areSomePaged: process === null,
      checked: this.#checked,
    });
    const externals = this.#externals();
    const scope = this.#scope(externals);
    this.#module = emittedModule(this.#text(scope), scope);
    this.#entries.registers = this.#module;
    this.#module.steps = this.#slices.take();
    this.#defineFunctions();
    if (process !== null && names('GetProcAddress')) externals.exportLibrary(process);
    for (const site of emitted.ignoredSites) machine.calls.ignored.add(this.code.addressOf(site));
    if (process === null) this.#sections.declare(machine, module, this.code.addresses);
    this.#module.initialize();
    this.#sections.seal();
    machine.parts.register(
      programPart(module, {
        image: this.image,
        entries: this.#entries,
        slices: this.#slices,
        registers: this.#module,
      }),
    );
  }

  /** Where the frames end that are in use. */
  get sp(): number {
    return this.#entries.sp;
  }

  set sp(value: number) {
    this.#entries.sp = value;
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
    return this.#sections.address(found.section) + found.offset;
  }

  /** Calls a function from outside with TypeScript values; gives its result as TypeScript has it. */
  call(index: number, args: readonly unknown[]): unknown {
    const one = this.emitted.functions[index];
    const run = this.#module.functions[index];
    if (one === undefined || run === undefined) throw new RangeError(`the program has no function ${index}`);
    const { name, symbol } = one;
    const call = incomingCall(name, symbol.type, args, this.#target);
    return this.#entries.enter(
      run,
      (address) => {
        this.#checked?.setAside(address, call.stackBytes);
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
      this.#entries.enter(run, () => values),
      type.returns,
    );
  }

  /** As `callFreely`, on a thread that stops where the function does. */
  *#callSteps(run: StepsValue, type: FunctionType, args: readonly unknown[]): ThreadWork {
    return fromC(
      yield* this.#entries.enterSteps(run, passedArguments(type, args, this.#target)),
      type.returns,
    );
  }

  /** Calls the function at an address with C values. */
  callAt(address: number, args: readonly (number | bigint)[]): unknown {
    const known = this.#functions.at(address);
    if (known === undefined) return this.#options.machine.callAddress(address, args);
    const values = passedArguments(known.type, args, this.#target);
    return this.#entries.enter(known.run, () => values);
  }

  /** Ends the program as `exit(code)` does. */
  exit(code: number): never {
    const end = this.#options.runtime('exit')?.bind(this.#runtime) as ((code: number) => never) | undefined;
    if (end === undefined) return this.#runtime.exit(code);
    return end(code);
  }

  /** Takes the program out of the machine. Its code cannot be called any more. */
  unload(): void {
    const { subsystems, calls } = this.#options.machine;
    this.#functions.remove();
    for (const site of this.emitted.ignoredSites) calls.ignored.delete(this.code.addressOf(site));
    subsystems.driverSections.removeModule(this.module);
    this.#checked?.remove();
    this.#native?.release();
    this.#native = null;
    this.image.release();
  }

  /** What the program was given, but who allocates is noted. */
  #noting(given: LoadOptions, process: Process): LoadOptions {
    const noting: NotingHost = {
      module: given.module,
      entries: this.#entries,
      codeStack: given.machine.codeStack,
      registers: () => this.#native?.registers ?? null,
    };
    return { ...given, routine: notedRoutines(given.routine, process, noting) };
  }

  // --- what the text can reach -----------------------------------------------

  #externals(): ExternalFunctions {
    const options = this.#options;
    return new ExternalFunctions({
      emitted: this.emitted,
      options,
      runtime: this.#runtime,
      rules: this.#checked === null ? null : options.rules(),
      functions: this.#functions,
      entries: this.#entries,
      longjmp: (buffer, value) => this.#exceptions.longjmp(buffer, value),
    });
  }

  #scope(externals: ExternalFunctions): ProgramScope {
    const { emitted, memory, region, code } = this;
    const { machine, trap } = this.#options;
    const entries = this.#entries;
    const host = environmentHost({
      emitted,
      machine,
      memory,
      region,
      code,
      entries,
      exceptions: this.#exceptions,
      functions: this.#functions,
      slices: this.#slices,
      runtime: this.#runtime,
      trap,
      stackOverflow: (sp) => this.#stackOverflow(sp),
    });
    const scope = Object.assign(environment(host), this.#checked?.members());
    const external = externals.bind(scope);
    return Object.assign(scope, {
      sections: this.#sections.place(),
      externals: external.functions,
      waiting: external.waiting,
      A: code.addresses,
      XA: external.addresses,
      STK: entries.stackBase,
      CS: entries.places,
      V: emitted.foreignVariables.map((name) => this.#options.variable(name) ?? 0),
    });
  }

  /** Text of the program; with native functions where it has some and there is memory for them. */
  #text(scope: ProgramScope): string {
    const { emitted, region } = this;
    const space = this.#native;
    const text = space === null ? null : nativeText(emitted, this.#options, region, space, scope);
    if (text !== null) return text;
    space?.release();
    this.#native = null;
    return emitted.text;
  }

  #defineFunctions(): void {
    this.emitted.functions.forEach(({ symbol: { type } }, index) => {
      const run = this.#module.functions[index];
      if (run === undefined) return;
      const steps = this.#module.stopping[index] || null;
      this.#functions.define(
        this.addressOf(index),
        { run, steps, type },
        {
          run: (...args) => this.callFreely(index, args),
          steps: steps && ((...args) => this.#callSteps(steps, type, args)),
        },
      );
    });
  }

  #makeChecked(): CheckedProgram | null {
    const { emitted, memory, region } = this;
    const { checks } = emitted;
    if (checks === null) return null;
    const rules = this.#options.rules();
    rules.watch(this.#options.process);
    return new CheckedProgram({
      emitted,
      checks,
      rules,
      memory,
      region,
      stacks: this.#entries.range,
      begins: (site, sp) => this.#entries.begins(site, sp),
      ends: () => {
        this.#entries.site = -1;
      },
    });
  }

  #exceptionsHost(): ConstructorParameters<typeof ProgramExceptions>[0] {
    const { machine } = this.#options;
    const entries = this.#entries;
    return {
      architecture: this.emitted.architecture,
      memory: this.memory,
      seh: machine.seh,
      get site() {
        return entries.site;
      },
      set site(site) {
        entries.site = site;
      },
      get sp() {
        return entries.sp;
      },
      set sp(sp) {
        entries.sp = sp;
      },
      stackBase: entries.stackBase,
      raiseStackOverflow: () => this.#stackOverflow(this.sp),
      ended: () => machine.stop ?? machine.thread.process.exit,
      recovered: () => entries.takeReserve(),
      notModelled: (what) => machine.notModelled(what),
    };
  }

  /** The stack is used up: the reserve is given to whoever handles that. In kernel mode nobody does. */
  #stackOverflow(sp: number): void {
    const { machine, process } = this.#options;
    if (process === null) kernelStackOverflow(machine);
    if (this.#entries.reserveIsGiven)
      machine.stepLimit('stack overflow', 'the stack overflowed again while its overflow was handled');
    this.#entries.giveReserve();
    const address = this.#entries.stackBase + sp;
    machine.seh.raise(stackOverflow(machine.callerAddress(), 'write', address));
  }
}

/** Region that a program uses most. */
function regionOf(machine: Machine, process: Process | null): Region {
  if (process === null) return machine.memory.kernelRegion;
  const { user } = process.programSpace;
  if (user === null) throw new TypeError(`process ${process.name} has no user range`);
  return user;
}
