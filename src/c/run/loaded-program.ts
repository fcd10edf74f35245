/** A C program in a machine: its code is ready to be called, its data lies in simulated memory. */
import { type BlockNotes, blockNotes, type NotingProgram } from '../../heap/block-notes.ts';
import type { Machine } from '../../kernel/machine.ts';
import { kernelStackOverflow } from '../../kernel/processor-trap.ts';
import type { Process } from '../../kernel/records.ts';
import { isGenerator, type ThreadWork } from '../../kernel/threads/thread-body.ts';
import type { Part } from '../../machine/snapshot.ts';
import type { Memory } from '../../memory/memory.ts';
import type { Region } from '../../memory/region.ts';
import { stackOverflow } from '../../seh/exception-record.ts';
import { type EmittedProgram, signatureKey } from '../emit/program-text.ts';
import { type FloatEnvironment, floatEnvironment } from '../runtime/float-control.ts';
import type { FunctionType } from '../tree/type.ts';
import { CheckedProgram } from './checked-program.ts';
import { CodeMap } from './code-map.ts';
import { Entries, placesOf, type StackImage, type StackRegisters } from './entries.ts';
import { environment } from './environment.ts';
import { Image, type ImageState } from './image.ts';
import { incomingCall, type Target } from './incoming.ts';
import { intrinsic } from './intrinsics.ts';
import { libraryExports } from './library-exports.ts';
import type { LoadOptions } from './load-options.ts';
import {
  fromC,
  narrowed,
  passedArguments,
  routineText,
  sized,
  stepsRoutineText,
  takesNumber,
  toC,
  USED_BY_CALLS,
} from './marshal.ts';
import { NativeSpace } from './native-space.ts';
import { notedRoutines } from './noted-routines.ts';
import { programConsole } from './program-console.ts';
import { ProgramExceptions } from './program-exceptions.ts';
import { runtimeHost } from './runtime-host.ts';

/** What the emitted text gives. */
interface EmittedModule extends StackRegisters {
  readonly functions: readonly EmittedFunctionValue[];
  /** Their generator forms; 0 for one that never stops. */
  readonly stopping: readonly (StepsValue | 0)[];
  /** Turns of loops left in the time slice. */
  steps: number;
  initialize(): void;
}

type EmittedFunctionValue = (...args: unknown[]) => unknown;
type StepsValue = (...args: unknown[]) => ThreadWork;

/** A function that code can call by address. */
interface Callable {
  readonly run: EmittedFunctionValue;
  /** Its generator form, for one that may stop. */
  readonly steps: StepsValue | null;
  readonly type: FunctionType;
  /** Number of its signature in this program; -1 for one that no call has. */
  readonly signature: number;
}

/** Bytes of a stack: BEHAVIOUR-DECISIONS 13; a program's is what the linker reserves by default. */
const STACK_BYTES = { user: 0x10_0000, kernel: { x64: 0x6000, x86: 0x3000 } } as const;
/** Threads that can be inside of one program at a time, where it starts threads and where it does not. */
const MANY_STACKS = 256;
const FEW_STACKS = 16;
/** What is left for filters and handlers after an overflow (*ours*, decision 0077). */
const RESERVE_BYTES = 0x8000;
/** Turns of loops in a time slice: then others may run, and the limits are looked at (*ours*, decision 0081). */
const SLICE = 50_000;

/** Programs that were loaded, in all machines. */
let loads = 0;

/** What the text of a program can reach. */
interface ProgramScope extends Record<string, unknown> {
  readonly sections: readonly number[];
  /** Addresses of its functions, and of those from outside. */
  readonly A: readonly number[];
  readonly XA: readonly number[];
  readonly STK: number;
  readonly V: readonly number[];
}

/** Functions of the C library that take a size as a number as well (runtime/sizes.ts). */
const TAKE_NUMBERS: ReadonlySet<string> = new Set([
  'malloc',
  'calloc',
  'realloc',
  'memcpy',
  'memmove',
  'memset',
]);

/** State of a program, for snapshots. */
interface SavedProgram {
  readonly image: ImageState;
  readonly stacks: readonly StackImage[];
  /** Turns of loops that are left of the time slice. */
  readonly slice: number;
  readonly stepsLeft: number;
}

/** A loaded program. */
export class LoadedProgram {
  readonly emitted: EmittedProgram;
  readonly code: CodeMap;
  readonly memory: Memory;
  readonly image: Image;
  readonly region: Region;
  readonly #entries: Entries;
  readonly #options: LoadOptions;
  /** Routines as the program calls them: who allocates is noted. */
  readonly #routine: LoadOptions['routine'];
  readonly #module: EmittedModule;
  readonly #exceptions: ProgramExceptions;
  readonly #runtime: ReturnType<typeof runtimeHost>;
  /** Null for a program whose accesses are not checked. */
  readonly #checked: CheckedProgram | null;
  #floatWords: FloatEnvironment | null = null;
  /** Null for a program that runs as JavaScript alone. */
  #native: NativeSpace | null;
  readonly #target: Target;
  readonly #callables = new Map<number, Callable>();
  readonly #sectionAddresses = new Map<string, number>();
  #stepsLeft: number;

  constructor(emitted: EmittedProgram, options: LoadOptions) {
    this.emitted = emitted;
    this.#options = options;
    this.#stepsLeft = options.maxSteps;
    const { machine, process } = options;
    this.#target = { architecture: emitted.architecture, pointers: machine.pointers };
    this.memory = process === null ? machine.driverMemory : process.memory;
    this.region = regionOf(machine, process);
    this.image = new Image(this.region);
    this.code = new CodeMap(emitted, machine.symbols, options.module);
    const stackBytes = process === null ? STACK_BYTES.kernel[emitted.architecture] : STACK_BYTES.user;
    const stacks = process === null || emitted.stops ? MANY_STACKS : FEW_STACKS;
    const places = placesOf(stackBytes * stacks);
    const isNative = options.webAssembly && emitted.native !== null;
    this.#native = isNative ? NativeSpace.take(this.region, places) : null;
    this.#entries = new Entries({
      machine,
      image: this.image,
      code: this.code,
      module: options.module,
      isPaged: process !== null,
      stackBytes,
      stacks,
      places: this.#native?.places ?? new Int32Array(places),
      reserveBytes: process === null ? 0 : RESERVE_BYTES,
      leaving: (thrown) => this.#exceptions.leaving(thrown),
      stackOverflow: (sp) => this.#stackOverflow(sp),
    });
    this.#exceptions = new ProgramExceptions(this.#exceptionsHost());
    this.#routine =
      process === null
        ? options.routine
        : notedRoutines(options.routine, process, (region) => this.#notes(process, region));
    (process?.heaps.platform.owners ?? machine.kernelBlockOwners).on = true;
    this.#runtime = runtimeHost(this, { ...options, routine: this.#routine });
    if (process !== null)
      process.console = programConsole(
        this.#runtime,
        options,
        emitted.externals.some(({ name }) => name === 'ReadFile'),
      );
    this.#checked = this.#makeChecked();
    const scope = this.#scope();
    // A text of its own for each load: V8 keeps what it learns per text, and specialises only code that exists once.
    loads += 1;
    const text = `${this.#nativeText(scope) ?? emitted.text}\n// load ${loads}`;
    this.#module = compiledText<(scope: unknown) => EmittedModule>(['$'], text)(scope);
    this.#entries.registers = this.#module;
    this.#module.steps = this.#takeSlice();
    this.#defineFunctions();
    if (process !== null && emitted.externals.some(({ name }) => name === 'GetProcAddress'))
      this.#exportLibrary(process);
    for (const site of emitted.ignoredSites) machine.calls.ignored.add(this.code.addressOf(site));
    if (options.process === null) this.#declareSections();
    this.#module.initialize();
    for (const { name, bytes, writable } of emitted.sections)
      if (!writable) this.image.seal(this.#sectionAddresses.get(name) ?? 0, bytes);
    machine.parts.register(this.#part());
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
    return (this.#sectionAddresses.get(found.section) ?? 0) + found.offset;
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
    const known = this.#callables.get(address);
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
    const { symbols, subsystems, calls } = this.#options.machine;
    for (const address of this.#callables.keys()) symbols.setCallable(address, null);
    for (const site of this.emitted.ignoredSites) calls.ignored.delete(this.code.addressOf(site));
    subsystems.driverSections.removeModule(this.module);
    this.#checked?.remove();
    this.#native?.release();
    this.#native = null;
    this.image.release();
  }

  /** What a snapshot keeps of the program besides its memory. Where one is taken none of its code runs. */
  #part(): Part {
    const save = (): SavedProgram => ({
      image: this.image.save(),
      stacks: this.#entries.save(),
      slice: this.#module.steps,
      stepsLeft: this.#stepsLeft,
    });
    return {
      name: `program ${this.module}`,
      save,
      load: (saved) => {
        const { image, stacks, slice, stepsLeft } = saved as SavedProgram;
        this.image.load(image);
        this.#entries.load(stacks);
        this.#module.steps = slice;
        this.#stepsLeft = stepsLeft;
      },
      fingerprint: () => {
        const { image, stacks, slice, stepsLeft } = save();
        return JSON.stringify([
          image,
          stacks.map(({ thread: { id }, committed }) => [id, committed]),
          slice,
          stepsLeft,
        ]);
      },
    };
  }

  /** Notes who allocates; asked for when the program calls for the first time. */
  #notes({ heaps }: Process, region: Region): BlockNotes {
    const { module } = this.#options;
    const { codeStack } = this.#options.machine;
    const entries = this.#entries;
    const program: NotingProgram = {
      alone: () => {
        const [entry] = codeStack;
        return codeStack.length === 1 && entry?.depth === 0 && entry.module === module ? entry : null;
      },
      last: entries.stacks,
      spWord: () => this.#native?.registers ?? null,
      get sp() {
        return entries.sp;
      },
    };
    return blockNotes(program, codeStack, heaps.platform.owners, region);
  }

  // --- what the text can reach -----------------------------------------------

  #scope(): ProgramScope {
    const { emitted } = this;
    const scope = Object.assign(environment(this.#environmentHost()), this.#checked?.members());
    const external = this.#externals(scope);
    return Object.assign(scope, {
      sections: emitted.sections.map((section) => this.#placeSection(section)),
      externals: external.functions,
      waiting: external.waiting,
      A: this.code.addresses,
      XA: external.addresses,
      STK: this.#entries.stackBase,
      CS: this.#entries.places,
      V: emitted.foreignVariables.map((name) => this.#options.variable(name) ?? 0),
    });
  }

  /** Text of the program with its native functions, for which the scope gets what they need; null when it has none. */
  #nativeText(scope: ProgramScope): string | null {
    const space = this.#native;
    if (space === null) return null;
    const { contract, runtime } = this.#options;
    const form = this.emitted.native?.({
      base: this.region.base,
      accessAt: this.region.bytes,
      registersAt: space.registersAt,
      placesAt: space.placesAt,
      memoryPages: space.memoryPages,
      memoryShared: space.memoryShared,
      stackBase: scope.STK,
      sections: scope.sections,
      functions: scope.A,
      externals: scope.XA,
      foreignVariables: scope.V,
      takesNumber: (name, index) => {
        if (runtime(name) !== undefined) return TAKE_NUMBERS.has(name);
        const type = contract(name)?.parameters[index]?.type;
        return type !== undefined && takesNumber(type);
      },
    });
    if (form == null) {
      space.release();
      this.#native = null;
      return null;
    }
    scope['RG'] = space.registers;
    scope['native'] = (imports: Readonly<Record<string, unknown>>) => space.instance(form.code, imports);
    return form.text;
  }

  #placeSection({ name, bytes }: { readonly name: string; readonly bytes: number }): number {
    const address = this.image.reserve(bytes, this.#options.process === null && name.startsWith('PAGE'));
    this.#sectionAddresses.set(name, address);
    this.#checked?.section(name, address, bytes);
    if (name === '.rdata')
      for (const { units, offset } of this.emitted.literals)
        this.memory.writeBytes(
          address + offset,
          new Uint8Array(units.buffer, units.byteOffset, units.byteLength),
        );
    for (const { section, offset, bytes: initial } of this.emitted.initialBytes)
      if (section === name) this.memory.writeBytes(address + offset, initial);
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
      const { type } = one.symbol;
      const steps = this.#module.stopping[index] || null;
      this.#callables.set(address, { run, steps, type, signature: this.#signatureOf(type) });
      machine.symbols.setCallable(
        address,
        (...args: never[]) => this.callFreely(index, args),
        steps === null ? null : (...args: never[]) => this.#callSteps(steps, type, args),
      );
    });
  }

  #signatureOf(type: FunctionType): number {
    const key = signatureKey(type);
    return this.emitted.signatures.findIndex((one) => signatureKey(one) === key);
  }

  #externals(scope: Record<string, unknown>): {
    readonly functions: readonly unknown[];
    readonly waiting: readonly unknown[];
    readonly addresses: readonly number[];
  } {
    Object.assign(scope, { sized, narrowed });
    const functions: unknown[] = [];
    const waiting: unknown[] = [];
    const addresses: number[] = [];
    const host = this.#runtime;
    for (const { name, symbol, waits, addressUsed } of this.emitted.externals) {
      const run = this.#external(name, symbol.type, scope, host);
      const steps = waits ? this.#waiting(name, symbol.type, scope) : null;
      functions.push(run);
      waiting.push(steps);
      addresses.push(addressUsed ? this.#defineExternal(name, symbol.type, run, steps) : 0);
    }
    return { functions, waiting, addresses };
  }

  /** The generator form of a routine that may wait. */
  #waiting(name: string, type: FunctionType, scope: Record<string, unknown>): StepsValue | null {
    const contract = this.#options.contract(name);
    const door = this.#options.waiting(name);
    if (contract === undefined || door === undefined) return null;
    return routineFunction(
      stepsRoutineText('routine', 'door', type, contract, this.emitted.architecture),
      scope,
      door,
    );
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
    if (runtime !== undefined) return this.#libraryFunction(name, runtime.bind(host) as EmittedFunctionValue);
    const contract = this.#options.contract(name);
    const door = this.#routine(name);
    if (contract === undefined || door === undefined) return () => machine.notModelled(name);
    return routineFunction(
      routineText('routine', 'door', type, contract, this.emitted.architecture),
      scope,
      door,
    );
  }

  /** A function of the C library; with checks it says that it runs. */
  #libraryFunction(name: string, run: EmittedFunctionValue): EmittedFunctionValue {
    if (this.#checked === null) return run;
    const rules = this.#options.rules();
    return (...args) => rules.library(name, () => run(...args));
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

  /** GetProcAddress finds the functions of the library as well. */
  #exportLibrary(process: Process): void {
    const { calls, symbols } = this.#options.machine;
    const exported = libraryExports(this.#options.library, this.emitted.architecture, ({ name, bind }) =>
      this.#libraryFunction(name, bind(this.#runtime) as EmittedFunctionValue),
    );
    process.libraryRoutine = (module, name) => {
      const found = exported(module, name);
      if (found === null) return null;
      const { address } = calls.symbol(module, name, process);
      this.#callables.set(address, {
        run: (sp, ...args) => {
          this.sp = sp as number;
          return found.run(...args);
        },
        steps: null,
        type: found.type,
        signature: this.#signatureOf(found.type),
      });
      symbols.setCallable(address, found.run as (...args: never[]) => unknown);
      return address;
    };
  }

  /** Gives a function from outside an address, because the program uses it. */
  #defineExternal(
    name: string,
    type: FunctionType,
    run: EmittedFunctionValue,
    steps: StepsValue | null,
  ): number {
    const { machine, module } = this.#options;
    const { address } = machine.symbols.define(module, `__imp_${name}`);
    // Called by address it gets the stack pointer first, as the program's own functions do.
    const called: EmittedFunctionValue = (sp, ...args) => {
      this.sp = sp as number;
      return run(...args);
    };
    const stopping: StepsValue | null =
      steps &&
      ((sp, ...args) => {
        this.sp = sp as number;
        return steps(...args);
      });
    const signature = this.#signatureOf(type);
    this.#callables.set(address, { run: called, steps: stopping, type, signature });
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
      this.#entries.begins(site, sp);
      const result = this.#options.machine.callAddress(pointer, given);
      this.#entries.site = -1;
      return type === undefined || type.returns.kind === 'void'
        ? undefined
        : toC(result, type.returns, this.#target);
    };
  }

  /** What a call through a pointer calls in code that can stop. */
  #stepsAt(pointer: number, signature: number, site: number, sp: number): StepsValue {
    const known = this.#callables.get(pointer);
    if (known !== undefined && known.signature === signature && known.steps !== null) return known.steps;
    if (known !== undefined && known.steps === null) {
      const plain = this.#functionAt(pointer, signature, site, sp);
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
    { pointer, signature, site, sp }: Readonly<Record<'pointer' | 'signature' | 'site' | 'sp', number>>,
    args: readonly unknown[],
  ): ThreadWork {
    const type = this.emitted.signatures[signature];
    let result: unknown;
    if (known?.steps != null) {
      result = yield* known.steps(sp, ...passedArguments(known.type, args, this.#target));
    } else {
      this.#entries.begins(site, sp);
      const work = this.#options.machine.callSteps(pointer, args);
      result = isGenerator(work) ? yield* work : work;
      this.#entries.site = -1;
    }
    return type === undefined || type.returns.kind === 'void'
      ? undefined
      : toC(result, type.returns, this.#target);
  }

  #environmentHost(): Parameters<typeof environment>[0] {
    const { machine } = this.#options;
    const program = this;
    const entries = this.#entries;
    const { scheduler } = machine.subsystems;
    const at = (site: number, sp: number, run: () => void): void => {
      entries.begins(site, sp);
      run();
      entries.site = -1;
    };
    return {
      memory: this.memory,
      region: this.region,
      seh: machine.seh,
      begins: (site, sp) => entries.begins(site, sp),
      ends: () => {
        entries.site = -1;
      },
      pointer: (exact) => machine.pointers.intern(exact),
      exact: (pointer) => machine.pointers.exact(pointer),
      exceptions: this.#exceptions.members(),
      functionAt: (pointer, signature, site, sp) => this.#functionAt(pointer, signature, site, sp),
      stepsAt: (pointer, signature, site, sp) => this.#stepsAt(pointer, signature, site, sp),
      moreSteps: (site, sp) => {
        const steps = this.#moreSteps(site);
        at(site, sp, () => scheduler.endSliceHere());
        return steps;
      },
      *nextSlice(site, sp) {
        const steps = program.#moreSteps(site);
        entries.begins(site, sp);
        if (scheduler.endSlice()) yield undefined;
        entries.site = -1;
        return steps;
      },
      stackOverflow: (sp, site) => {
        const frame = this.emitted.functions[this.code.functionOf(site)]?.frameBytes ?? 0;
        if (!entries.grow(sp - frame)) at(site, sp, () => this.#stackOverflow(sp));
      },
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

  #moreSteps(site: number): number {
    const { machine, timeIsUp, maxSteps } = this.#options;
    const where = (): string => this.code.describe(site);
    if (this.#stepsLeft <= 0)
      machine.stepLimit(
        `more than ${maxSteps} turns of loops`,
        `the program took more than ${maxSteps} turns of loops (in ${where()}): it may never end. --max-steps raises the limit.`,
      );
    if (timeIsUp?.() === true)
      machine.stepLimit('running time', `the program ran for too long (in ${where()}): it may never end.`);
    return this.#takeSlice();
  }

  #takeSlice(): number {
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

/** A function of emitted code that calls a declared routine. */
function routineFunction<F>(text: string, scope: Record<string, unknown>, door: unknown): F {
  const make = compiledText<(scope: unknown, door: unknown) => F>(
    ['$', 'door'],
    `'use strict'; ${USED_BY_CALLS} return ${text};`,
  );
  return make(scope, door);
}

/** Region that a program uses most. */
function regionOf(machine: Machine, process: Process | null): Region {
  if (process === null) return machine.memory.kernelRegion;
  const { user } = process.programSpace;
  if (user === null) throw new TypeError(`process ${process.name} has no user range`);
  return user;
}
