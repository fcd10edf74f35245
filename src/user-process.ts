/** A user-mode process as TypeScript sees it. */
import type { Architecture } from './contract/c-types.ts';
import type { ModuleExports } from './contract/exports.ts';
import { fileServices } from './file-members.ts';
import { createProcessHeap } from './heap/create-program-heap.ts';
import { type GlobalFlags, type PageHeapKind, pageHeapFlags } from './heap/global-flags.ts';
import { assertionServices } from './kernel/assertions/assertion-services.ts';
import { callerCode } from './kernel/caller-code.ts';
import {
  describeNotification,
  tellOfFirstThread,
  tellOfImages,
  tellOfNewProcess,
} from './kernel/io/notifications.ts';
import type { Machine } from './kernel/machine.ts';
import { makeTrap, type Trap } from './kernel/processor-trap.ts';
import type { Process, ProcessStart, Thread } from './kernel/records.ts';
import {
  type Bindings,
  linkSets,
  linkWaitingForms,
  linkWaitingSets,
  type WaitingForms,
} from './link-sets.ts';
import { noteBehind, waitingMember } from './machine-access.ts';
import type { Memory } from './memory/memory.ts';
import { userHeaps, virtualMemory } from './memory-members.ts';
import { moduleExports } from './module-exports.ts';
import { type Outcome, outcomeOf } from './outcome.ts';
import { type UserRoutines, userContracts, userSets } from './routine-sets.ts';
import { type Guarded, makeGuarded } from './seh/guarded.ts';
import { type GuardedRegion, guardedRegions } from './seh/rtl-unwind-regions.ts';
import { type FinallyClause, makeTryMembers, type TryMembers } from './seh/try-members.ts';
import { regionAddresses, sehServices, trapHost } from './seh-members.ts';
import { formatNtStatus } from './status/format-nt-status.ts';
import { systemFacts } from './system-members.ts';
import {
  startThread,
  type ThreadControl,
  type ThreadFunction,
  type ThreadOptions,
} from './thread-members.ts';
import { WebServices } from './webservices/web-services.ts';
import { MoveableTable } from './win32/moveable-table.ts';

/** What `nt.startProcess` takes. */
export interface ProcessOptions {
  /** Image name; `program.exe` when left out. */
  readonly name?: string;
  /** Architecture of the program: that of the machine when left out; a machine for x64 also runs programs for x86. */
  readonly arch?: Architecture;
  /** Whether a damaged heap ends the process; true when left out (BEHAVIOUR-DECISIONS 10). */
  readonly terminateOnCorruption?: boolean;
  /**
   * Global flags of the image (`gflags /i`): their sum or gflags abbreviations, as `['htc', 'hfc', 'hpc']`. Those of
   * the machine when left out. Heaps of the process get their debug flags from them.
   */
  readonly globalFlags?: GlobalFlags;
  /** Turns page heap on, as `gflags /p /enable` does (`full`: with `/full`). The flag `hpa` alone asks for the full one. */
  readonly pageHeap?: PageHeapKind;
  /** Whether the program holds SeLockMemoryPrivilege, without which AllocateUserPhysicalPages fails; false when left out. */
  readonly lockMemory?: boolean;
}

/** Members of a process beside its routines. */
export interface ProcessMembers extends ModuleExports {
  /** Identifier of the process. */
  readonly id: number;
  /** Image name. */
  readonly name: string;
  /** Architecture of the program. */
  readonly arch: Architecture;
  /** Simulated memory as the program sees it. */
  readonly memory: Memory;
  /** Handle of the heap that the process started with. */
  readonly processHeap: number;
  /** Global flags that the process was started with. */
  readonly globalFlags: number;
  /** Last status of the current thread of the process, else of its first: RtlGetLastNtStatus. */
  readonly lastStatus: number;
  /** Exit code when the process has ended, else null. */
  readonly exitCode: number | null;
  /** Runs an instruction that fails, as C code would: `process.trap('divide-by-zero')`. */
  trap: Trap;
  /** The guarded regions that are open on the thread of the process, innermost first, as RtlUnwind names them. */
  guardedRegions(): readonly GuardedRegion[];
  /**
   * Starts another thread of the process. It runs when the scheduler chooses it: while a thread that the program
   * runs on waits, and in nt.runThreads.
   */
  startThread(body: ThreadFunction, options?: ThreadOptions): ThreadControl;
  /**
   * The routines for threads that are generator functions: `yield* process.wait.RtlLockHeap(heap)` waits while another
   * thread holds the lock. What need not wait just runs.
   */
  readonly wait: WaitingForms<UserRoutines>;
  /** `__try` for threads that are generator functions: `yield* process.guarded(function* () {…}, …)`. */
  readonly guarded: Guarded;
  /** Runs a block as code of the process: calls inside take the short way. */
  run<T>(block: () => T): T;
  /** Runs a block as code of the process and gives what became of it, as data. */
  outcome<T>(block: () => T): Outcome<T>;
}

/** A user-mode process: routines of ntdll, exception handling, memory. Members can be taken apart. */
export type UserProcess = UserRoutines & TryMembers & ProcessMembers;

/** Starts a process and makes its surface. */
export function makeUserProcess(machine: Machine, options: ProcessOptions): UserProcess {
  const process = machine.startProcess(startOf(machine, options));
  machine.subsystems.scheduler.onEnd.push((thread) => {
    if (thread.process === process) process.heaps.noteEnd(thread.id, process.mainThread.id);
  });
  makeProcessHeap(process);
  let exports: ModuleExports['exportsOf'] = () => undefined;
  const bindings = userBindings(machine, process, (module) => exports(module));
  const wait = {};
  const members = {};
  const caller = { host: machine, gate: process.gate, process };
  const routine = linkSets(members, userSets, bindings, caller);
  linkWaitingForms(wait, userSets, bindings, routine, (request) => {
    if (machine.thread.process !== process)
      throw new TypeError(`${request.routine}: the generator form is for threads of ${process.name}`);
    return machine.subsystems.scheduler.block(request);
  });
  // Routines that are generators themselves have that form instead.
  linkWaitingSets(wait, userSets, bindings, caller);
  const exportsOf = moduleExports(userContracts, process.architecture, routine);
  exports = exportsOf;
  Object.assign(members, tryMembers(machine, process), controls(machine, process), { wait, exportsOf });
  noteBehind(members, {
    machine,
    process,
    routine: (name) => routine(name) as ((...args: never[]) => unknown) | undefined,
    waiting: waitingMember(wait),
  });
  begin(machine, process);
  return Object.defineProperties(members, {
    lastStatus: { get: () => currentThread(machine, process).lastStatus, enumerable: true },
    exitCode: { get: () => process.exit?.exitCode ?? null, enumerable: true },
  }) as unknown as UserProcess;
}

/** What each set of user-mode routines needs of the machine. One line for each. */
function userBindings(
  machine: Machine,
  process: Process,
  exportsOf: ModuleExports['exportsOf'],
): Bindings<typeof userSets> {
  const seh = sehServices(machine, process, Object.keys(userSets.seh));
  const program = callerCode(machine, 'user', process.memory);
  const webServices = new WebServices(process);
  machine.parts.register(webServices);
  const raiseAddress = machine.calls.symbol('kernelbase', 'RaiseException', process).address;
  return {
    heap: userHeaps(process),
    seh: { services: seh },
    win32: {
      checksArguments: true,
      services: {
        ...seh,
        handlers: machine.handlersOf(process),
        raiseAddress,
        get thread() {
          return machine.thread;
        },
        heap: userHeaps(process).services,
        virtual: virtualMemory(machine, process).services,
        windows: process.windows,
        mayLockMemory: process.start.lockMemory,
        moveable: moveableTable(machine, process),
        files: fileServices(machine, process),
        ...systemFacts(machine, process, exportsOf),
      },
    },
    webservices: { checksArguments: true, services: webServices },
    memory: virtualMemory(machine, process),
    assertions: { services: assertionServices(machine, makeTrap(trapHost(machine))) },
    interlocked: { services: program },
    statusCodes: { services: {} },
    rtlMemory: { services: { ...program, kernelMemory: process.memory } },
    slists: { services: program },
  };
}

/** Handles of moveable blocks, restored with the process. */
function moveableTable(machine: Machine, { name, id, space, memory }: Process): MoveableTable {
  const table = new MoveableTable(`moveable blocks of ${name} ${id}`, space, memory);
  machine.parts.register(table);
  return table;
}

/** Members besides the routines and the two that are read anew each time. */
function controls(
  machine: Machine,
  process: Process,
): Omit<ProcessMembers, 'lastStatus' | 'exitCode' | 'wait' | 'exportsOf'> {
  const trap = makeTrap(trapHost(machine));
  const run = <T>(block: () => T): T => {
    assertAlive(machine, process);
    return machine.runAs(process, block);
  };
  return {
    id: process.id,
    name: process.name,
    arch: process.architecture,
    memory: process.memory,
    processHeap: process.heaps.processHeap,
    globalFlags: process.start.globalFlags,
    trap: ((...args: Parameters<Trap>): void => run(() => trap(...args))) as Trap,
    guardedRegions: () =>
      machine.runAs(process, () => guardedRegions(machine.thread.seh, regionAddresses(machine))),
    startThread(body, options = {}) {
      assertAlive(machine, process);
      return startThread(machine, process, body, options);
    },
    guarded: makeGuarded(machine.seh),
    run,
    outcome: <T>(block: () => T): Outcome<T> => machine.runAs(process, () => outcomeOf(machine.seh, block)),
  };
}

/** Tells drivers of a new process. One that a driver refuses has ended before its first instruction. */
function begin(machine: Machine, process: Process): void {
  const { io } = machine.subsystems;
  const refusal = tellOfNewProcess(io, process);
  if (refusal !== null) {
    const status = formatNtStatus(refusal.status);
    const details = [`a driver refused it with ${status}: ${describeNotification(io, refusal.by)}`];
    try {
      machine.runAs(process, () => machine.terminateProcess(refusal.status, details));
    } catch (thrown) {
      if (thrown !== process.exit) throw thrown;
    }
    return;
  }
  tellOfFirstThread(io, process);
  tellOfImages(io, process);
}

/** What the options say, with everything that was left out. */
function startOf(machine: Machine, options: ProcessOptions): ProcessStart {
  machine.assertRunning();
  const { globalFlags } = machine.subsystems;
  const flags =
    options.globalFlags === undefined ? globalFlags.value : globalFlags.modelled(options.globalFlags);
  return {
    name: options.name ?? 'program.exe',
    mode: 'user',
    architecture: architectureOf(machine, options.arch),
    terminateOnCorruption: options.terminateOnCorruption ?? true,
    globalFlags: pageHeapFlags(flags, options.pageHeap),
    pageHeap: options.pageHeap ?? 'full',
    lockMemory: options.lockMemory ?? false,
  };
}

function architectureOf(machine: Machine, arch: ProcessOptions['arch'] = machine.architecture): Architecture {
  if (arch !== 'x64' && arch !== 'x86')
    throw new TypeError(`startProcess: arch is '${String(arch)}'; it can be 'x64' or 'x86'`);
  if (arch === 'x64' && machine.architecture === 'x86')
    throw new TypeError("startProcess: an x86 machine runs no x64 program; boot({ arch: 'x64' }) runs both");
  return arch;
}

function makeProcessHeap({ heaps }: Process): void {
  const heap = createProcessHeap(heaps);
  if (heap === null)
    throw new RangeError(
      'physical memory is too small for the heap of a process; see the boot option physicalMemory',
    );
  heaps.processHeap = heap.handle;
}

function tryMembers(machine: Machine, process: Process): TryMembers {
  const members = makeTryMembers(machine.seh);
  return {
    ...members,
    __try: ((body: () => unknown, clause: FinallyClause) => {
      assertAlive(machine, process);
      return machine.runAs(process, () => members.__try(body, clause));
    }) as TryMembers['__try'],
  };
}

/** The thread that the members of a process speak of. */
const currentThread = (machine: Machine, process: Process): Thread =>
  machine.thread.process === process ? machine.thread : process.mainThread;

function assertAlive(machine: Machine, process: Process): void {
  machine.assertRunning();
  if (process.exit !== null) throw process.exit;
}
