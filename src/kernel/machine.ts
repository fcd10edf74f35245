/**
 * One simulated machine: the place where the layers meet. It implements the
 * ports that memory, SEH and heaps were given, and decides what becomes of
 * faults, violations and exceptions that nobody handles.
 */
import type { Architecture, EXCEPTION_RECORD } from '../contract/c-types.ts';
import type { Contract } from '../contract/contract.ts';
import { DISPATCH_LEVEL } from '../contract/irql.ts';
import { formatAddress, PointerTable } from '../machine/addresses.ts';
import { EventStream } from '../machine/events.ts';
import type { Fault, MachinePorts, Profile, RaiseRequest, Violation } from '../machine/ports.ts';
import { SnapshotParts } from '../machine/snapshot.ts';
import { type BugCheckParameters, NotModelled, type Stop, Stopped } from '../machine/stop.ts';
import { SymbolTable } from '../machine/symbols.ts';
import { AddressSpace, createKernelRegion, createUserRegion } from '../memory/address-space.ts';
import { Memory } from '../memory/memory.ts';
import { MemoryPart } from '../memory/memory-part.ts';
import { PhysicalMemory } from '../memory/physical-memory.ts';
import type { Region } from '../memory/region.ts';
import { softwareException } from '../seh/exception-record.ts';
import { Frame } from '../seh/frames.ts';
import { Seh } from '../seh/seh.ts';
import { Unwind } from '../seh/unwind.ts';
import { ExceptionHandlers } from '../seh/vectored.ts';
import { formatNtStatus } from '../status/format-nt-status.ts';
import { makeBugCheck } from './bug-check.ts';
import { classifyFault } from './bug-check-trap.ts';
import { unhandledBugCheck } from './bug-check-unhandled.ts';
import { type DoorHost, type DoorObserver, moduleOf } from './door.ts';
import { callExceptionHandler } from './exception-callback.ts';
import { ATTENTION, type Gate } from './gate.ts';
import { KernelContexts } from './kernel-contexts.ts';
import type { Settings } from './options.ts';
import { makeProcess } from './processes.ts';
import { type Process, Processor, Thread } from './records.ts';
import { type RoutineFacts, resolveViolation } from './violations.ts';

/** Where the code of the modules lies. *Ours*: docs/decisions/0009-machine.md. */
const CODE_BASES = {
  x64: {
    nt: -0x07fe_f000_0000,
    driver: -0x07fe_dcbb_0000,
    ntdll: 0x7ff9_1234_0000,
    kernel32: 0x7ff9_10e8_0000,
    kernelbase: 0x7ff9_0f2c_0000,
    program: 0x7ff6_4321_0000,
  },
  x86: {
    nt: 0x8280_0000,
    driver: 0x8f20_0000,
    ntdll: 0x77a0_0000,
    kernel32: 0x7660_0000,
    kernelbase: 0x7580_0000,
    program: 0x0040_0000,
  },
} as const satisfies Record<Architecture, Record<string, number>>;

/** Why the last call failed, for tests (*ours*, BEHAVIOUR-DECISIONS 5). */
export interface Failure {
  /** Documented status. */
  readonly status: number;
  /** Routine that failed. */
  readonly routine: string;
}

/** A machine. */
export class Machine implements MachinePorts, DoorHost {
  readonly settings: Settings;
  readonly architecture: Architecture;
  readonly profile: Profile;
  readonly verifier: 'on' | 'off';
  readonly events = new EventStream();
  readonly symbols = new SymbolTable();
  readonly pointers = new PointerTable();
  readonly parts = new SnapshotParts();
  readonly physical: PhysicalMemory;
  readonly kernelRegion: Region;
  readonly seh: Seh;
  readonly processors: Processor[] = [];
  readonly processes: Process[] = [];
  /** The System process: kernel-mode code runs in it unless another is current. */
  readonly system: Process;
  /** Memory as driver code sees it, and as the kernel does for its caller. */
  readonly driverMemory: Memory;
  readonly kernelMemory: Memory;
  /** Gate of kernel-mode code. */
  readonly gate: Gate = { level: 0 };
  readonly observers: DoorObserver[] = [];
  readonly callStack: string[] = [];
  /** Broken rules that were recorded and not stopped for. */
  readonly findings: { readonly rule: string; readonly routine: string; readonly text: string }[] = [];
  lastFailure: Failure | null = null;
  /** How the machine halted, or null while it runs. */
  stop: Stop | null = null;
  /** Processor whose code runs now. */
  processor: Processor;
  /** Depth of calls from routines back into guest code: no snapshot is legal there. */
  callbacks = 0;
  /** Functions that were given an address, for their names. */
  functions = 0;
  readonly memoryPart: MemoryPart;
  /** Kernel-mode code in another context than the one a machine boots with. */
  readonly contexts = new KernelContexts();
  readonly #handlers = new WeakMap<Process, ExceptionHandlers>();
  /** Frames that stand for the start of a thread, below its program: their handler ends the process. */
  readonly #threadStarts = new WeakSet<Frame>();
  #nextId = 0;
  #random: number;
  /** False while something asks every call to take the long way. */
  #calm = true;

  constructor(settings: Settings) {
    this.settings = settings;
    this.architecture = settings.arch;
    this.profile = settings.profile;
    this.verifier = settings.verifier;
    this.#random = settings.seed >>> 0;
    for (const [module, base] of Object.entries(CODE_BASES[settings.arch]))
      this.symbols.addModule(module, base);
    this.physical = new PhysicalMemory(settings.physicalMemory);
    this.kernelRegion = createKernelRegion(settings.arch, this.physical, settings.kernelBytes);
    this.memoryPart = new MemoryPart(this.physical, [this.kernelRegion]);
    this.parts.register(this.memoryPart);
    this.system = makeProcess(this, 'System', 'kernel', this.#newSpace(settings.arch), false);
    this.processor = new Processor(0, this.system.mainThread);
    this.processors.push(this.processor);
    for (let number = 1; number < settings.processors; number++) {
      this.processors.push(new Processor(number, this.newThread(this.system)));
    }
    const fault = (what: Fault): void => this.fault(what);
    const common = { architecture: settings.arch, space: this.system.space, fault, pointers: this.pointers };
    this.driverMemory = new Memory({ ...common, accessor: 'driver' });
    this.kernelMemory = new Memory({ ...common, accessor: 'kernel' });
    this.seh = new Seh({
      thread: () => this.processor.thread.seh,
      events: this.events,
      halted: () => this.halted(),
      unhandled: (record) => this.unhandled(record),
      firstChance: (record) => !this.inKernelMode && this.handlersOf(this.process).firstChance(record),
      continued: (record) => {
        if (!this.inKernelMode) this.handlersOf(this.process).continued(record);
      },
      runaway: (record) =>
        this.#halt(
          this.#stopped(
            'fault-limit',
            'exceptions without end',
            `exception ${formatNtStatus(record.ExceptionCode)} raises exceptions without end`,
          ),
        ),
      dispatcherAddress: this.symbols.define('nt', 'RtlDispatchException').address,
    });
    this.events.onActiveChange = () => this.updateGates();
    this.updateGates();
  }

  #newSpace(architecture: Architecture): AddressSpace {
    const user = createUserRegion(architecture, this.physical, this.settings.userBytes);
    this.memoryPart.add(user);
    return new AddressSpace(architecture, user, this.kernelRegion);
  }

  /** Makes a user-mode process. */
  startProcess(name: string, terminateOnCorruption: boolean): Process {
    this.assertRunning();
    const space = this.#newSpace(this.architecture);
    const process = makeProcess(this, name, 'user', space, terminateOnCorruption);
    this.parts.register(this.handlersOf(process));
    return process;
  }

  /** Vectored handlers and top-level filter of a process. */
  handlersOf(process: Process): ExceptionHandlers {
    const known = this.#handlers.get(process);
    if (known !== undefined) return known;
    const made = new ExceptionHandlers(`exception handlers of ${process.name} ${process.id}`, {
      thread: () => this.processor.thread.seh,
      callAt: (handler, record) => callExceptionHandler(this, handler, record),
    });
    this.#handlers.set(process, made);
    return made;
  }

  /** A fresh identifier: a multiple of 4. */
  newId(): number {
    this.#nextId += 4;
    return this.#nextId;
  }

  /** Adds a thread to a process. */
  newThread(process: Process): Thread {
    const thread = new Thread(this.newId(), process);
    process.threads.push(thread);
    return thread;
  }

  // --- who runs ---------------------------------------------------------

  get thread(): Thread {
    return this.processor.thread;
  }

  /** Process of the current thread. */
  get process(): Process {
    return this.processor.thread.process;
  }

  /** True while the current thread runs kernel-mode code. */
  get inKernelMode(): boolean {
    return this.process.mode === 'kernel' || this.contexts.of(this.processor.thread) !== null;
  }

  threadId(): number {
    return this.processor.thread.id;
  }

  irql(): number {
    return this.processor.irql;
  }

  /** Sets the level of the current processor and what depends on it. The move was allowed before. */
  setIrql(level: number): void {
    const { processor } = this;
    const from = processor.irql;
    processor.irql = level;
    if (this.#calm) {
      this.gate.level = level;
      const { process } = processor.thread;
      if (process.mode === 'user') process.gate.level = level;
    }
    if (from < DISPATCH_LEVEL !== level < DISPATCH_LEVEL) this.#setPagedForbidden(level >= DISPATCH_LEVEL);
    if (this.events.active) this.events.emit({ kind: 'irql', processor: processor.number, from, to: level });
  }

  #setPagedForbidden(forbidden: boolean): void {
    this.driverMemory.setPagedForbidden(forbidden);
    this.kernelMemory.setPagedForbidden(forbidden);
  }

  /** Makes another thread the one that runs on the current processor. */
  switchTo(thread: Thread): void {
    if (thread === this.processor.thread) return;
    this.processor.thread = thread;
    this.#followProcess();
    if (this.events.active)
      this.events.emit({ kind: 'switch', process: thread.process.id, thread: thread.id });
  }

  /** Makes another processor the one whose code runs. */
  selectProcessor(number: number): void {
    const processor = this.processors[number];
    if (processor === undefined)
      throw new RangeError(`there is no processor ${number}: this machine has ${this.processors.length}`);
    this.processor = processor;
    this.#setPagedForbidden(processor.irql >= DISPATCH_LEVEL);
    this.#followProcess();
  }

  #followProcess(): void {
    const { space } = this.process;
    this.driverMemory.space = space;
    this.kernelMemory.space = space;
    this.updateGates();
  }

  runAs<T>(process: Process, block: () => T): T {
    if (this.process === process) return block();
    const before = this.processor.thread;
    this.switchTo(process.mainThread);
    try {
      return block();
    } catch (thrown) {
      throw this.#leavingThread(thrown);
    } finally {
      this.switchTo(before);
    }
  }

  /** An exception that the top-level filter accepted has unwound the whole thread: its handler ends the process. */
  #leavingThread(thrown: unknown): unknown {
    const ends = thrown instanceof Unwind && this.#threadStarts.has(thrown.target);
    return ends ? this.#endProcess(thrown.record) : thrown;
  }

  /** Recomputes every gate: after a halt, a switch, a listener or an observer. */
  updateGates(): void {
    this.#calm = this.stop === null && !this.events.active && this.observers.length === 0;
    this.gate.level = this.#calm ? this.processor.irql : ATTENTION;
    for (const process of this.processes) {
      const current = this.#calm && process === this.process && process.exit === null;
      process.gate.level = current ? this.processor.irql : ATTENTION;
      if (process.mode === 'user') process.heaps.quiet = !this.events.active;
      process.kernelHeaps.quiet = !this.events.active;
    }
  }

  // --- outcomes ----------------------------------------------------------

  halted(): boolean {
    return this.stop !== null || this.process.exit !== null;
  }

  assertRunning(): void {
    if (this.stop !== null) throw this.stop;
  }

  #halt(stop: Stop): never {
    this.stop = stop;
    this.updateGates();
    if (this.events.active) this.events.emit({ kind: 'stop', stop });
    throw stop;
  }

  #stopped(reason: Stopped['reason'], what: string, message: string): Stopped {
    return new Stopped(reason, what, message);
  }

  bugCheck(
    code: number,
    parameters: readonly number[],
    about: {
      rule: string;
      page?: string | null;
      fix: string;
      details?: readonly string[];
      provenance?: Contract['maxIrql']['source'] | 'documented' | 'observed' | 'reimplemented' | 'ours';
    },
  ): never {
    const { processor } = this;
    const provenance =
      about.provenance === 'ours' || about.provenance === 'observed' || about.provenance === 'reimplemented'
        ? about.provenance
        : 'documented';
    const four: BugCheckParameters = [
      parameters[0] ?? 0,
      parameters[1] ?? 0,
      parameters[2] ?? 0,
      parameters[3] ?? 0,
    ];
    this.#halt(
      makeBugCheck({
        architecture: this.architecture,
        code,
        parameters: four,
        rule: about.rule,
        ...(about.page === undefined ? {} : { page: about.page }),
        provenance,
        fix: about.fix,
        irql: processor.irql,
        processor: processor.number,
        thread: processor.thread.id,
        process: { id: this.process.id, name: this.process.name },
        callStack: [...this.callStack]
          .reverse()
          .concat(`driver!${this.inKernelMode ? 'TypeScript' : 'program'}`),
        ...(about.details === undefined ? {} : { details: about.details }),
        pointers: this.pointers,
      }),
    );
  }

  violation(violation: Violation, contract?: Contract): void {
    const facts: RoutineFacts | undefined = contract;
    const resolved = resolveViolation(violation, {
      architecture: this.architecture,
      verifier: this.verifier,
      facts,
    });
    if (resolved === null) return;
    if (this.settings.onViolation === 'report') {
      this.findings.push({ rule: violation.rule, routine: violation.routine ?? '', text: resolved.rule });
      return;
    }
    this.bugCheck(resolved.code, resolved.parameters, resolved);
  }

  finding(violation: Violation): boolean {
    const resolved = resolveViolation(violation, { architecture: this.architecture, verifier: 'on' });
    this.findings.push({
      rule: violation.rule,
      routine: violation.routine ?? '',
      text: resolved?.rule ?? violation.rule,
    });
    return this.settings.onViolation === 'report';
  }

  notModelled(what: string, page?: string): never {
    this.#halt(new NotModelled(what, page ?? null));
  }

  deadlock(what: string, details: readonly string[]): never {
    this.#halt(this.#stopped('deadlock', what, [`deadlock: ${what}`, ...details].join('\n  ')));
  }

  terminateProcess(status: number, details: readonly string[]): never {
    const { process } = this;
    const text = `process ${process.name} (${process.id}) ended with ${formatNtStatus(status)}`;
    process.exit = new Stopped('process-exit', process.name, [text, ...details].join('\n  '), {
      exitCode: status,
    });
    this.updateGates();
    if (this.events.active) this.events.emit({ kind: 'stop', stop: process.exit });
    throw process.exit;
  }

  /**
   * Nobody accepted an exception. Kernel mode: a bug check. User mode: the top-level filter decides; returns when
   * it continues the execution.
   */
  unhandled(record: EXCEPTION_RECORD): void {
    if (this.inKernelMode) this.#unhandledInKernel(record);
    const answer = this.handlersOf(this.process).askFilter(record);
    if (answer < 0) return;
    // No filter, or one that searches on: error reporting ends the process where it stands, and no finally block runs.
    if (answer === 0) this.lastChance(record);
    const start = new Frame(this.thread.seh, 'boundary', null, 0, 0);
    this.#threadStarts.add(start);
    throw new Unwind(start, record);
  }

  /** Ends the current process with an exception. Nobody is asked, no finally block runs. */
  lastChance(record: EXCEPTION_RECORD): never {
    throw this.#endProcess(record);
  }

  #endProcess(record: EXCEPTION_RECORD): Stopped {
    const { process } = this;
    const where = formatAddress(this.architecture, record.ExceptionAddress);
    const text = `process ${process.name} (${process.id}) ended with ${formatNtStatus(record.ExceptionCode)}: nobody handled the exception at ${where}`;
    process.exit = new Stopped('process-exit', process.name, text, {
      exitCode: record.ExceptionCode,
      record,
    });
    this.updateGates();
    if (this.events.active) this.events.emit({ kind: 'stop', stop: process.exit });
    return process.exit;
  }

  #unhandledInKernel(record: EXCEPTION_RECORD): never {
    const where = formatAddress(this.architecture, record.ExceptionAddress);
    const stack = this.symbols.define('nt', 'KiExceptionStack').address;
    const { code, parameters, rule, page, fix } = unhandledBugCheck(
      this.contexts.of(this.thread) ?? 'system-thread',
      this.architecture,
      record,
      { record: stack, context: stack + 0x98, trapFrame: 0 },
    );
    this.bugCheck(code, parameters, {
      rule,
      page,
      fix,
      details: [`exception ${formatNtStatus(record.ExceptionCode)} at ${where}`],
    });
  }

  /** Stops the machine: an instruction fails again each time a filter continues it. */
  tooManyFaults(what: string): never {
    const message = `1,000 equal exceptions in a row (${what}): a filter that answers EXCEPTION_CONTINUE_EXECUTION must mend the cause first`;
    this.#halt(this.#stopped('fault-limit', what, message));
  }

  raise(request: RaiseRequest): void {
    const address = request.address ?? this.callerAddress();
    this.seh.raise(softwareException(request.code, address, request.flags ?? 0, request.information ?? []));
  }

  /** Decides about a fault: an exception that a filter may answer, or a bug check. */
  fault(fault: Fault): void {
    if (this.events.active) this.events.emit({ kind: 'fault', address: fault.address, access: fault.access });
    this.assertRunning();
    const outcome = classifyFault(fault, {
      architecture: this.architecture,
      profile: this.profile,
      irql: this.processor.irql,
      instruction: this.callerAddress(),
    });
    if (outcome.kind === 'exception') this.raise({ code: outcome.code, information: outcome.information });
    else this.bugCheck(outcome.code, outcome.parameters, outcome);
  }

  /**
   * Address of the routine that runs, or of the TypeScript program when none does.
   *
   * @param except routines that do not count when they are the innermost: what they raise comes from their caller,
   *   whether or not the door noted them
   */
  callerAddress(except?: ReadonlySet<string>): number {
    const { callStack } = this;
    const top = callStack[callStack.length - 1];
    const own = except !== undefined && top !== undefined && except.has(top.slice(top.indexOf('!') + 1));
    const innermost = own ? callStack[callStack.length - 2] : top;
    const [module, name] = innermost?.split('!') ?? [];
    if (module !== undefined && name !== undefined) return this.symbols.define(module, name).address;
    return this.inKernelMode
      ? this.symbols.define('driver', 'TypeScript').address
      : this.symbols.define('program', 'main').address;
  }

  addressOf(contract: Contract, mode: 'kernel' | 'user'): number {
    return this.symbols.define(moduleOf(contract, mode), contract.name).address;
  }

  traceCall(contract: Contract, args: readonly unknown[]): void {
    if (this.events.active)
      this.events.emit({ kind: 'call', routine: contract.name, args: [...args], irql: this.processor.irql });
  }

  traceReturn(contract: Contract, value: unknown): void {
    if (this.events.active) this.events.emit({ kind: 'return', routine: contract.name, value });
  }

  setLastStatus(status: number, routine: string): void {
    if (this.process.mode === 'user') this.processor.thread.lastStatus = status;
    this.lastFailure = { status, routine };
  }

  callAddress(address: number, args: readonly number[]): unknown {
    const body = this.symbols.callable(address);
    if (body === undefined) {
      this.kernelMemory.execute(address);
      this.notModelled(`a call of ${formatAddress(this.architecture, address)}, which is no function`);
    }
    return this.asCallback(() => body(...args));
  }

  /** Runs guest code that a routine calls: no snapshot is legal in it. */
  asCallback<T>(block: () => T): T {
    this.callbacks += 1;
    try {
      return block();
    } finally {
      this.callbacks -= 1;
    }
  }

  /** Next 32 bits (mulberry32): small, well mixed, and a snapshot is one number. */
  random(): number {
    this.#random = (this.#random + 0x6d2b_79f5) >>> 0;
    let mixed = Math.imul(this.#random ^ (this.#random >>> 15), 1 | this.#random);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return (mixed ^ (mixed >>> 14)) >>> 0;
  }

  /** State of the generator and of identifiers, for snapshots. */
  get counters(): readonly [number, number] {
    return [this.#random, this.#nextId];
  }

  set counters([random, nextId]: readonly [number, number]) {
    this.#random = random;
    this.#nextId = nextId;
  }
}
