/** The machine as TypeScript sees it, beside the routines: `nt.memory`, `nt.processor()`, `nt.snapshot()` and so on. */
import type { StructureName } from './contract/structure.ts';
import { Debug } from './debug.ts';
import type { GlobalFlags } from './heap/global-flags.ts';
import type { UnhandledContext } from './kernel/bug-check-unhandled.ts';
import type { VariableOptions } from './kernel/driver-data.ts';
import type { Machine } from './kernel/machine.ts';
import { makeTrap, type Trap } from './kernel/processor-trap.ts';
import type { Finding } from './kernel/rule-reports.ts';
import type { EventStream } from './machine/events.ts';
import type { Snapshot } from './machine/snapshot.ts';
import { PAGE_READWRITE } from './memory/constants.ts';
import type { Memory } from './memory/memory.ts';
import { type Outcome, outcomeOf } from './outcome.ts';
import { type GuardedRegion, guardedRegions } from './seh/rtl-unwind-regions.ts';
import { regionAddresses, trapHost } from './seh-members.ts';
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
  readonly findings: readonly Finding[];
  /** The current thread, with the counters of its critical and guarded regions: 0 outside, below 0 inside. */
  readonly thread: {
    readonly id: number;
    readonly kernelApcDisable: number;
    readonly specialApcDisable: number;
  };
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
  /**
   * A variable of the driver with static storage, zeroed: `nt.variable('KSPIN_LOCK')`, or a number of bytes.
   * Resident unless `paged` is given. Throws RangeError for a name without a known layout.
   */
  variable(type: StructureName | number, options?: VariableOptions): number;
  /**
   * Puts a function into a pageable section of the driver: calling it at DISPATCH_LEVEL or above is bug check 0xD3
   * unless the section is locked. The result is the function to call, to pass as a callback, and to give to
   * `nt.functionAddress`.
   * @typeParam F type of the function
   */
  pagedFunction<F extends (...args: never[]) => unknown>(body: F, section?: string): F;
  /** Runs a block and gives what became of it, as data. */
  outcome<T>(block: () => T): Outcome<T>;
  /** Calls a routine by name. Throws TypeError for a name that is not modelled or not for drivers. */
  call(name: string, ...args: unknown[]): unknown;
  /** Global flags of the machine. */
  readonly globalFlags: number;
  /**
   * Sets the global flags of the machine (`gflags /k`). They count for heaps that kernel-mode code makes from now on
   * and for processes that are started from now on without flags of their own, not for those that run (B-214).
   */
  setGlobalFlags(flags: GlobalFlags): void;
  /** Starts a user-mode process; its routines are members of the result. */
  startProcess(options?: ProcessOptions): UserProcess;
  /**
   * Gives a TypeScript function an address, so that simulated structures can point at it. Without a name the same
   * function has the same address each time.
   */
  functionAddress(body: (...args: number[]) => unknown, name?: string): number;
  /** Saves the machine. Only at a quiescent point; elsewhere a TypeError names the obstacle. JavaScript variables are not part of it. */
  snapshot(): Snapshot;
  /** Restores what `snapshot` of this machine gave; any number of times, in any order. */
  restore(snapshot: Snapshot): void;
}

/** Makes them, besides the ones that are read anew each time (boot.ts). */
export function controls(
  machine: Machine,
  call: MachineMembers['call'],
): Omit<MachineMembers, 'irql' | 'globalFlags' | 'findings' | 'thread'> {
  return {
    memory: machine.driverMemory,
    debug: new Debug(machine),
    events: machine.events,
    processor(number) {
      const { irql, thread } = machine.current.processorAt(number);
      return { number, irql, thread: thread.id };
    },
    onProcessor(number, block) {
      const before = machine.processor.number;
      const target = machine.current.processorAt(number);
      if (number !== before && machine.subsystems.scheduler.isStarted(target.thread)) {
        machine.subsystems.scheduler.clear(target);
        if (machine.subsystems.scheduler.isStarted(target.thread))
          throw new TypeError(
            `processor ${number} keeps thread ${target.thread.id}, which is at level ${target.irql}`,
          );
      }
      machine.current.selectProcessor(number);
      try {
        return block();
      } finally {
        machine.current.selectProcessor(before);
      }
    },
    runAs: (context, block) => machine.subsystems.contexts.run(context, block),
    trap: makeTrap(trapHost(machine)),
    guardedRegions: () => guardedRegions(machine.thread.seh, regionAddresses(machine)),
    reserve: (request) => reserve(machine, request),
    variable: (type, options) => machine.subsystems.driverData.variable(type, options),
    pagedFunction: (body, section = 'PAGE') => pagedFunction(machine, body, section),
    outcome: (block) => outcomeOf(machine.seh, block),
    call,
    setGlobalFlags(flags) {
      machine.assertRunning();
      machine.subsystems.globalFlags.set(flags);
    },
    startProcess: (options = {}) => makeUserProcess(machine, options),
    functionAddress: (body, name) =>
      name === undefined ? machine.callbackAddress(body) : machine.calls.defineFunction(name, body),
    snapshot: () => machine.snapshot(),
    restore: (snapshot) => machine.restore(snapshot),
  };
}

function pagedFunction<F extends (...args: never[]) => unknown>(
  machine: Machine,
  body: F,
  section: string,
): F {
  const { driverSections } = machine.subsystems;
  const inSection = ((...args: never[]) => {
    driverSections.enter(address, section);
    return body(...args);
  }) as F;
  Object.defineProperty(inSection, 'name', { value: body.name });
  const address = machine.callbackAddress(inSection);
  driverSections.place(address, section);
  return inSection;
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
  const user = space === 'user' ? machine.process.space.user : null;
  const region = user ?? machine.memory.kernelRegion;
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
