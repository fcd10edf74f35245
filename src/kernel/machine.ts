/**
 * One simulated machine: its parts put together. It implements the ports that
 * memory, SEH and heaps were given, and what the parts of the kernel need of
 * each other (kernel-host.ts). No rule stands here; each is in the part that
 * has its state.
 */
import type { EXCEPTION_RECORD } from '../contract/c-types.ts';
import type { Contract } from '../contract/contract.ts';
import type { Callback } from '../contract/kernel-types.ts';
import type { WaitRequest } from '../contract/wait-request.ts';
import { BlockOwners } from '../heap/block-owners.ts';
import { PointerTable } from '../machine/addresses.ts';
import { EventStream } from '../machine/events.ts';
import type { Fault, RaiseRequest, UseWitness, Violation } from '../machine/ports.ts';
import { type Snapshot, SnapshotParts } from '../machine/snapshot.ts';
import type { Stop, WaitingThread } from '../machine/stop.ts';
import { SymbolTable } from '../machine/symbols.ts';
import type { ExceptionWatcher } from '../seh/exception-watcher.ts';
import { Seh } from '../seh/seh.ts';
import type { ExceptionHandlers } from '../seh/vectored.ts';
import { formatNtStatus } from '../status/format-nt-status.ts';
import { Calls } from './calls.ts';
import { addCodeModules } from './code-modules.ts';
import { Counters } from './counters.ts';
import { Current } from './current.ts';
import type { DoorObserver, RoutineWatcher } from './door.ts';
import { Endings } from './endings.ts';
import { handleFault, raiseSoftware } from './faults.ts';
import { Gates } from './gates.ts';
import { endWaitablesOf } from './io/process-end.ts';
import type { BugCheckReason, Failure, KernelHost } from './kernel-host.ts';
import { MachineMemory } from './machine-memory.ts';
import { MachinePart } from './machine-part.ts';
import type { Settings } from './options.ts';
import { ProcessTable } from './processes.ts';
import { type Process, Processor, type ProcessStart, type Thread } from './records.ts';
import { RuleReports } from './rule-reports.ts';
import { makeSubsystems, type Subsystems } from './subsystems.ts';
import { UnhandledExceptions } from './unhandled-exceptions.ts';

/** A machine. */
export class Machine implements KernelHost {
  readonly settings: Settings;
  readonly architecture: Settings['arch'];
  readonly profile: Settings['profile'];
  readonly verifier: Settings['verifier'];

  readonly events = new EventStream();
  readonly symbols = new SymbolTable();
  readonly pointers = new PointerTable();
  readonly parts = new SnapshotParts();
  readonly counters: Counters;
  readonly memory: MachineMemory;
  readonly driverMemory: MachineMemory['driver'];
  readonly kernelMemory: MachineMemory['kernel'];
  readonly seh: Seh;
  readonly current: Current;
  readonly processTable: ProcessTable = new ProcessTable(this);
  readonly processes: Process[] = this.processTable.all;
  readonly system: Process;
  readonly calls = new Calls(this);
  readonly callStack = this.calls.stack;
  readonly codeStack = this.calls.code;
  readonly codeStacks = this.calls.stacks;
  readonly kernelBlockOwners: BlockOwners;
  readonly observers: DoorObserver[] = [];
  /** Whoever is not here before the routines are linked sees nothing. */
  readonly watchers: RoutineWatcher[] = [];
  readonly gates = new Gates(this);
  /** Gate of kernel-mode code. */
  readonly gate = this.gates.kernel;
  readonly reports = new RuleReports(this);
  readonly endings: Endings = new Endings(this);
  readonly subsystems: Subsystems;
  readonly #unhandled: UnhandledExceptions;
  lastFailure: Failure | null = null;
  useWitness: UseWitness | null = null;
  exceptionWatcher: ExceptionWatcher | null = null;

  constructor(settings: Settings) {
    this.settings = settings;
    this.architecture = settings.arch;
    this.profile = settings.profile;
    this.verifier = settings.verifier;
    this.counters = new Counters(settings.seed);
    this.kernelBlockOwners = new BlockOwners(this.codeStacks, settings.arch);
    addCodeModules(this.symbols, settings.arch);
    this.memory = new MachineMemory(this);
    this.driverMemory = this.memory.driver;
    this.kernelMemory = this.memory.kernel;
    this.system = this.processTable.startSystem(this.memory.systemSpace);
    this.current = new Current(this.#makeProcessors(), this);
    this.seh = this.#makeSeh();
    this.parts.register(new MachinePart(this));
    this.subsystems = makeSubsystems(this, this.current);
    this.#unhandled = new UnhandledExceptions(this, this.subsystems.contexts, this.endings);
    for (const subsystem of Object.values(this.subsystems)) this.parts.register(subsystem);
    this.endings.onExit.push((process) => endWaitablesOf(this.subsystems.io, process));
    this.events.onActiveChange = () => this.updateGates();
    this.updateGates();
  }

  /** One system thread for each processor. */
  #makeProcessors(): [Processor, ...Processor[]] {
    const boot = new Processor(0, this.system.mainThread);
    const others = Array.from(
      { length: this.settings.processors - 1 },
      (_, index) => new Processor(index + 1, this.newThread(this.system)),
    );
    return [boot, ...others];
  }

  #makeSeh(): Seh {
    const { current } = this;
    return new Seh({
      thread: () => current.processor.thread.seh,
      events: this.events,
      halted: () => this.halted(),
      unhandled: (record) => this.#unhandled.decide(record),
      firstChance: (record) => !this.inKernelMode && this.handlersOf(this.process).firstChance(record),
      watcher: () => this.exceptionWatcher,
      continued: (record) => {
        if (!this.inKernelMode) this.handlersOf(this.process).continued(record);
      },
      runaway: (record) =>
        this.endings.stopped(
          'fault-limit',
          'exceptions without end',
          `exception ${formatNtStatus(record.ExceptionCode)} raises exceptions without end`,
        ),
      dispatcherAddress: this.symbols.define('nt', 'RtlDispatchException').address,
    });
  }

  // --- processes and threads (processes.ts, counters.ts) -------------------

  /** Makes a user-mode process. */
  startProcess(start: ProcessStart): Process {
    this.assertRunning();
    return this.processTable.start(start, this.memory.newSpace(start.architecture));
  }

  get globalFlags(): number {
    return this.subsystems.globalFlags.value;
  }

  handlersOf(process: Process): ExceptionHandlers {
    return this.processTable.handlersOf(process);
  }

  newThread(process: Process, name = ''): Thread {
    return this.processTable.newThread(process, name);
  }

  newId(): number {
    return this.counters.newId();
  }

  wasId(id: number): boolean {
    return this.counters.wasGiven(id);
  }

  random(): number {
    return this.counters.random();
  }

  // --- who runs (current.ts, gates.ts) -------------------------------------

  get processors(): readonly Processor[] {
    return this.current.processors;
  }

  get processor(): Processor {
    return this.current.processor;
  }

  get thread(): Thread {
    return this.current.processor.thread;
  }

  get process(): Process {
    return this.current.process;
  }

  get inKernelMode(): boolean {
    const { thread } = this;
    return (
      thread.process.mode === 'kernel' || thread.kernelMode || this.subsystems.contexts.of(thread) !== null
    );
  }

  threadId(): number {
    return this.current.processor.thread.id;
  }

  irql(): number {
    return this.current.processor.irql;
  }

  setIrql(level: number): void {
    this.current.setIrql(level);
  }

  switchTo(thread: Thread): void {
    this.current.switchTo(thread);
  }

  runAs<T>(process: Process, block: () => T): T {
    return this.current.runAs(process, block, (thrown) => this.leavingThread(thrown));
  }

  leavingThread(thrown: unknown): unknown {
    return this.#unhandled.leavingThread(thrown);
  }

  wait(request: WaitRequest): void {
    this.subsystems.scheduler.blockNow(request);
  }

  woken(): void {
    this.subsystems.scheduler.preempt();
  }

  acquireResource(resource: number, routine: string): void {
    if (this.stop === null) this.subsystems.resources.enterAndAcquire(resource, routine);
  }

  releaseResource(resource: number, routine: string): void {
    if (this.stop === null) this.subsystems.resources.releaseAndLeave(resource, routine);
  }

  resourceWait(resource: number, routine: string): WaitRequest | null {
    return this.subsystems.resources.waitFor(resource, routine);
  }

  updateGates(): void {
    this.gates.update();
  }

  // --- ends (endings.ts) and broken rules (rule-reports.ts) -----------------

  get stop(): Stop | null {
    return this.endings.stop;
  }

  halted(): boolean {
    return this.endings.stop !== null || this.thread.process.exit !== null;
  }

  assertRunning(): void {
    if (this.endings.stop !== null) throw this.endings.stop;
  }

  bugCheck(code: number, parameters: readonly number[], about: BugCheckReason): never {
    this.endings.bugCheck(code, parameters, about);
  }

  runBugCheckCallbacks(): void {
    this.subsystems.bugCheckCallbacks.run();
  }

  notModelled(what: string, page?: string): never {
    this.endings.notModelled(what, page);
  }

  deadlock(what: string, details: readonly string[], cycle: readonly WaitingThread[] = []): never {
    this.endings.stopped('deadlock', what, [`deadlock: ${what}`, ...details].join('\n  '), cycle);
  }

  stepLimit(what: string, message: string): never {
    this.endings.stopped('step-limit', what, message);
  }

  tooManyFaults(what: string): never {
    const message = `1,000 equal exceptions in a row (${what}): a filter that answers EXCEPTION_CONTINUE_EXECUTION must mend the cause first`;
    this.endings.stopped('fault-limit', what, message);
  }

  terminateProcess(status: number, details: readonly string[]): never {
    this.endings.terminateProcess(status, details);
  }

  /** Ends the current process with an exception. Nobody is asked, no finally block runs. */
  lastChance(record: EXCEPTION_RECORD): never {
    throw this.endings.endProcess(record);
  }

  violation(violation: Violation, contract?: Contract): void {
    this.calls.asEntered(violation.routine, contract, (facts) => this.reports.violation(violation, facts));
  }

  finding(violation: Violation): boolean {
    return this.reports.finding(violation);
  }

  setLastStatus(status: number, routine: string): void {
    const { thread } = this;
    if (thread.process.mode === 'user') thread.lastStatus = status;
    this.lastFailure = { status, routine };
  }

  // --- faults, exceptions (faults.ts) and calls (calls.ts) ------------------

  raise(request: RaiseRequest): void {
    raiseSoftware(this, request);
  }

  fault(fault: Fault): void {
    handleFault(this, fault);
  }

  callerAddress(except?: ReadonlySet<string>): number {
    return this.calls.callerAddress(except);
  }

  kernelAddress(): number {
    return this.calls.kernelAddress();
  }

  addressOf(contract: Contract, mode: 'kernel' | 'user'): number {
    return this.calls.addressOf(contract, mode);
  }

  traceCall(contract: Contract, args: readonly unknown[]): void {
    this.calls.traceCall(contract, args);
  }

  traceReturn(contract: Contract, value: unknown): void {
    this.calls.traceReturn(contract, value);
  }

  codeAddress(): number {
    return this.calls.codeAddress();
  }

  stackText(): readonly string[] {
    return this.calls.stackText();
  }

  codePath(routine: string): number {
    return this.calls.codePath(routine);
  }

  callbackAddress(callback: Callback): number {
    return this.calls.callbackAddress(callback);
  }

  callAddress(address: number, args: readonly unknown[]): unknown {
    return this.calls.callAddress(address, args);
  }

  callSteps(address: number, args: readonly unknown[]): unknown {
    return this.calls.callSteps(address, args);
  }

  asCallback<T>(block: () => T): T {
    return this.calls.asCallback(block);
  }

  // --- snapshots (machine-part.ts) ------------------------------------------

  /** Saves the machine. Throws TypeError, which names the obstacle, where that is not possible. */
  snapshot(): Snapshot {
    const obstacle = this.parts.obstacle();
    if (obstacle !== null)
      throw new TypeError(`no snapshot here: ${obstacle}. Take it between calls, outside guarded bodies.`);
    return this.parts.save();
  }

  /** Restores what `snapshot` gave. A halted machine runs again. */
  restore(snapshot: Snapshot): void {
    this.parts.load(snapshot);
    this.endings.undo();
  }
}
