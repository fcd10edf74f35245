/** `boot()`: builds a whole machine and its TypeScript surface. The only place that does. */
import type { PointerTo } from './contract/c-types.ts';
import type { Contract, Members, Routine } from './contract/contract.ts';
import { Debug } from './debug.ts';
import { allocate } from './heap/allocate.ts';
import { free } from './heap/free.ts';
import type { HeapServices } from './heap/heap-services.ts';
import type { UnhandledContext } from './kernel/bug-check-unhandled.ts';
import { type DoorContext, link } from './kernel/door.ts';
import type { IrqlServices } from './kernel/irql-services.ts';
import { Machine } from './kernel/machine.ts';
import { MachinePart } from './kernel/machine-part.ts';
import { type BootOptions, settingsFrom } from './kernel/options.ts';
import type { ProbeServices } from './kernel/probe-services.ts';
import { makeTrap, type Trap } from './kernel/processor-trap.ts';
import type { Process } from './kernel/records.ts';
import type { EventStream } from './machine/events.ts';
import { isOut } from './machine/out.ts';
import type { Snapshot } from './machine/snapshot.ts';
import { PAGE_READWRITE } from './memory/constants.ts';
import type { Memory } from './memory/memory.ts';
import type { VirtualMemoryServices } from './memory/virtual-memory-services.ts';
import { type Outcome, outcomeOf } from './outcome.ts';
import * as sets from './routine-sets.ts';
import { isQuiescent } from './seh/frames.ts';
import { type GuardedRegion, guardedRegions } from './seh/rtl-unwind-regions.ts';
import { makeTryMembers, type TryMembers } from './seh/try-members.ts';
import { regionAddresses, sehServices, trapHost } from './seh-members.ts';
import { STATUS_INVALID_HANDLE } from './status/common.ts';
import { makeUserProcess, type ProcessOptions, type UserProcess } from './user-process.ts';

/** What `nt.reserve` takes. */
export interface ReserveRequest {
  /** Bytes to reserve, rounded up to whole pages. */
  readonly bytes: number;
  /** Bytes to commit from the start; none when left out. */
  readonly commit?: number;
  /** `user` (default) for the user range of the current process, `system` for the kernel range. */
  readonly space?: 'user' | 'system';
}

/** The machine as TypeScript sees it, beside the routines. Members can be taken apart. */
export interface MachineMembers {
  /** Simulated memory as driver code sees it: a bad access faults, the IRQL matters. */
  readonly memory: Memory;
  /** A look into the machine without side effects. */
  readonly debug: Debug;
  /** The one event stream. */
  readonly events: EventStream;
  /** Level of the current processor. */
  readonly irql: number;
  /** Rules that were broken without stopping the machine. */
  readonly findings: readonly { readonly rule: string; readonly routine: string; readonly text: string }[];
  /** The current thread. */
  readonly thread: { readonly id: number };
  /** The processors. */
  processor(number: number): { readonly number: number; readonly irql: number; readonly thread: number };
  /** Runs a block on another processor: its level and its thread count there. */
  onProcessor<T>(number: number, block: () => T): T;
  /**
   * Runs a block as kernel-mode code of another context: a system call, a DPC (at DISPATCH_LEVEL) or a system
   * thread of its own. The context decides which bug check an exception leads to that nobody inside handles;
   * guarded regions outside are not asked.
   */
  runAs<T>(context: UnhandledContext, block: () => T): T;
  /** Runs an instruction that fails, as C code would: `nt.trap('divide-by-zero')`. */
  trap: Trap;
  /** The guarded regions that are open on the current thread, innermost first, as RtlUnwind names them. */
  guardedRegions(): readonly GuardedRegion[];
  /** Reserves memory for a driver's own use, and commits its beginning. Throws RangeError when there is none. */
  reserve(request: ReserveRequest): number;
  /** Runs a block and gives what became of it, as data. */
  outcome<T>(block: () => T): Outcome<T>;
  /** Calls a routine by name. Throws TypeError for a name that is not modelled or not for drivers. */
  call(name: string, ...args: unknown[]): unknown;
  /** Starts a user-mode process; its routines are members of the result. */
  startProcess(options?: ProcessOptions): UserProcess;
  /** Gives a TypeScript function an address, so that simulated structures can point at it. */
  functionAddress(body: (...args: number[]) => unknown, name?: string): number;
  /** Saves the machine. Only at a quiescent point; elsewhere a TypeError names the obstacle. JavaScript variables are not part of it. */
  snapshot(): Snapshot;
  /** Restores what `snapshot` of this machine gave; any number of times, in any order. */
  restore(snapshot: Snapshot): void;
}

/** A simulated machine: its kernel-mode routines, exception handling and controls. */
export type Nt = sets.KernelRoutines & TryMembers & MachineMembers;

type RoutineSet = Readonly<Record<string, Routine<never, (...args: never[]) => unknown>>>;

/** Links every routine of a set; the result's members are the callables. */
export function linkAll<S, M extends RoutineSet>(routines: M, context: DoorContext<S>): Members<M> {
  const entries = Object.entries(routines).map(([name, routine]) => [
    name,
    link(routine as unknown as Routine<S, (...args: never[]) => unknown>, context),
  ]);
  return Object.fromEntries(entries) as Members<M>;
}

/** Boots a machine: kernel mode, PASSIVE_LEVEL, the System process with one thread. */
export function boot(options: BootOptions = {}): Nt {
  const machine = new Machine(settingsFrom(options));
  machine.parts.register(new MachinePart(machine));
  const routines = kernelMembers(machine);
  const members = { ...routines, ...makeTryMembers(machine.seh), ...controls(machine, routines) };
  const nt = Object.create(Object.prototype, Object.getOwnPropertyDescriptors(members)) as Nt;
  return defineGetters(nt, machine);
}

function kernelMembers(machine: Machine): sets.KernelRoutines {
  const common = { host: machine, gate: machine.gate, process: null };
  const heap: HeapServices = {
    get heaps() {
      return machine.process.kernelHeaps;
    },
    calls: {
      allocate: (handle, flags, size) => allocate(machine.process.kernelHeaps, handle, flags, size),
      free: (handle, flags, address) => free(machine.process.kernelHeaps, handle, flags, address),
    },
    memory: machine.kernelMemory,
  };
  const seh = sehServices(
    machine,
    'kernel',
    Object.keys({ ...sets.kernelSehRoutines, ...sets.probeRoutines }),
  );
  return {
    ...linkAll(sets.kernelHeapRoutines, {
      ...common,
      services: heap,
      raised: (contract, args) => touchHeap(machine, contract, args),
    }),
    ...linkAll(sets.kernelSehRoutines, { ...common, services: seh }),
    ...linkAll(sets.probeRoutines, { ...common, services: seh satisfies ProbeServices }),
    ...linkAll(sets.kernelMemoryRoutines, {
      ...common,
      services: memoryServices(machine, 'kernel', machine.kernelMemory),
    }),
    ...linkAll(sets.irqlRoutines, { ...common, services: irqlServices(machine) }),
    ...linkAll(sets.bugCheckRoutines, { ...common, services: machine }),
  };
}

/** Without the verifier nothing checks the level, but a heap is paged memory: its first touch is noticed (BEHAVIOUR-DECISIONS 1). */
function touchHeap(machine: Machine, contract: Contract, args: readonly unknown[]): void {
  const handle = args[0];
  if (
    contract.name !== 'RtlCreateHeap' &&
    typeof handle === 'number' &&
    machine.settings.onViolation !== 'report'
  ) {
    machine.kernelMemory.readUint8(handle);
  }
}

/** Services of the virtual memory routines. */
export function memoryServices(
  machine: Machine,
  mode: 'kernel' | 'user',
  memoryOfCaller: Memory,
): VirtualMemoryServices {
  return {
    architecture: machine.architecture,
    mode,
    partialRelease: machine.profile === 'observed',
    memoryOfCaller,
    space: (handle) => (handle === -1 ? machine.process.space : STATUS_INVALID_HANDLE),
    notModelled: (what, page) => machine.notModelled(what, page),
  };
}

function irqlServices(machine: Machine): IrqlServices {
  return {
    architecture: machine.architecture,
    profile: machine.profile,
    verifier: machine.verifier,
    irql: () => machine.irql(),
    setIrql: (level) => machine.setIrql(level),
    savedLevels: () => machine.processor.thread.savedLevels,
    violation: (violation) => machine.violation(violation),
    storeIrql(target: PointerTo<number>, value) {
      if (isOut(target)) target.value = value;
      else machine.driverMemory.writeUint8(target, value);
    },
  };
}

function controls(
  machine: Machine,
  routines: Readonly<Record<string, unknown>>,
): Omit<MachineMembers, 'irql' | 'findings' | 'thread'> {
  return {
    memory: machine.driverMemory,
    debug: new Debug(machine),
    events: machine.events,
    processor(number) {
      const found = machine.processors[number];
      if (found === undefined)
        throw new RangeError(
          `there is no processor ${number}: this machine has ${machine.processors.length}`,
        );
      return { number, irql: found.irql, thread: found.thread.id };
    },
    onProcessor(number, block) {
      const before = machine.processor.number;
      machine.selectProcessor(number);
      try {
        return block();
      } finally {
        machine.selectProcessor(before);
      }
    },
    runAs: (context, block) => machine.contexts.run(machine, context, block),
    trap: makeTrap(trapHost(machine)),
    guardedRegions: () => guardedRegions(machine.thread.seh, regionAddresses(machine)),
    reserve: (request) => reserve(machine, request),
    outcome: (block) => outcomeOf(machine.seh, block),
    call: (name, ...args) => callByName(routines, name, args),
    startProcess: (options = {}) => makeUserProcess(machine, options, linkAll, memoryServices),
    functionAddress: (body, name = body.name || 'callback') => defineFunction(machine, name, body),
    snapshot() {
      assertQuiescent(machine);
      return machine.parts.save();
    },
    restore(snapshot) {
      machine.parts.load(snapshot);
      machine.stop = null;
      machine.updateGates();
    },
  };
}

function defineGetters(nt: Nt, machine: Machine): Nt {
  const readable = {
    irql: () => machine.irql(),
    findings: () => machine.findings,
    thread: () => ({ id: machine.threadId() }),
  };
  for (const [name, get] of Object.entries(readable))
    Object.defineProperty(nt, name, { get, enumerable: true });
  for (const name of Object.keys({
    ...sets.userHeapRoutines,
    ...sets.userSehRoutines,
    ...sets.userWin32Routines,
    ...sets.userMemoryRoutines,
  })) {
    if (name in nt) continue;
    Object.defineProperty(nt, name, { enumerable: false, value: () => refuseUserOnly(name) });
  }
  return nt;
}

function refuseUserOnly(name: string): never {
  throw new TypeError(
    `${name} is a user-mode routine: a driver cannot call it. Call it on a process: nt.startProcess().${name}(…)`,
  );
}

function callByName(
  routines: Readonly<Record<string, unknown>>,
  name: string,
  args: readonly unknown[],
): unknown {
  const member = Object.hasOwn(routines, name) ? routines[name] : undefined;
  if (typeof member === 'function') return (member as (...all: readonly unknown[]) => unknown)(...args);
  if (sets.routineContracts.some((contract) => contract.name === name)) return refuseUserOnly(name);
  throw new TypeError(`${name} is not modelled by irqlab: docs/limits.md lists what is not`);
}

function reserve(machine: Machine, request: ReserveRequest): number {
  const { bytes, commit = 0, space = 'user' } = request;
  if (!Number.isInteger(bytes) || bytes <= 0)
    throw new RangeError(`reserve: bytes is ${bytes}; it must be a whole number above 0`);
  if (!Number.isInteger(commit) || commit < 0 || commit > bytes) {
    throw new RangeError(
      `reserve: commit is ${commit}; it must be a whole number from 0 to bytes (${bytes})`,
    );
  }
  const user = machine.process.space.user;
  const region = space === 'user' && user !== null ? user : machine.kernelRegion;
  const address = region.reserve(bytes, PAGE_READWRITE);
  if (address === null) throw new RangeError(`reserve: no ${bytes} bytes of ${space} addresses are left`);
  if (commit > 0 && region.commit(address, commit, PAGE_READWRITE) !== 0) {
    region.release(address);
    throw new RangeError(
      `reserve: physical memory is too small to commit ${commit} bytes; see the boot option physicalMemory`,
    );
  }
  return address;
}

function defineFunction(machine: Machine, name: string, body: (...args: number[]) => unknown): number {
  machine.functions += 1;
  return machine.symbols.defineCallable('driver', `${name}#${machine.functions}`, body).address;
}

function assertQuiescent(machine: Machine): void {
  const obstacle = obstacleTo(machine);
  if (obstacle !== null)
    throw new TypeError(`no snapshot here: ${obstacle}. Take it between calls, outside guarded bodies.`);
}

function obstacleTo(machine: Machine): string | null {
  if (machine.stop !== null) return 'the machine has halted';
  if (machine.contexts.any) return 'a block of nt.runAs is running';
  if (machine.callStack.length > 0 || machine.callbacks > 0) return 'a routine is running';
  const open = machine.processes
    .flatMap((process: Process) => process.threads)
    .find((thread) => !isQuiescent(thread.seh));
  return open === undefined ? null : `thread ${open.id} is inside a guarded body`;
}
