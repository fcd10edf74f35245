/** `boot()`: builds a whole machine and its TypeScript surface. The only place that does. */
import { controls, type MachineMembers } from './controls.ts';
import { type DriverMembers, driverMembers, objectTypeGetters } from './driver-members.ts';
import { type FaultMembers, faultMembers } from './fault-members.ts';
import { assertionServices } from './kernel/assertions/assertion-services.ts';
import { callerCode } from './kernel/caller-code.ts';
import { spinLockedServices } from './kernel/ex-interlocked/spin-locked.ts';
import { irqlServices } from './kernel/irql-services.ts';
import { Machine } from './kernel/machine.ts';
import { type BootOptions, settingsFrom } from './kernel/options.ts';
import { ProcessorQueries } from './kernel/processor-queries/processor-numbers.ts';
import { makeTrap } from './kernel/processor-trap.ts';
import { Strings } from './kernel/strings/strings.ts';
import { type Bindings, linkSets, linkWaitingForms, linkWaitingSets } from './link-sets.ts';
import { noteBehind, waitingMember } from './machine-access.ts';
import { kernelHeaps, virtualMemory } from './memory-members.ts';
import { systemRoutineAddresses } from './module-addresses.ts';
import {
  failuresByRoutine,
  type KernelRoutines,
  type KernelWaits,
  kernelContracts,
  kernelSets,
  routineContracts,
  userSets,
} from './routine-sets.ts';
import { makeTryMembers, type TryMembers } from './seh/try-members.ts';
import { sehServices, trapHost } from './seh-members.ts';
import { type ThreadMembers, threadMembers } from './thread-members.ts';
import { startRecorders } from './verifier/start-recorders.ts';

/** A simulated machine: its kernel-mode routines, exception handling and controls. */
export type Nt = KernelRoutines & TryMembers & MachineMembers & ThreadMembers & DriverMembers & FaultMembers;

/** Heap routines alone: their generator forms wait for the lock of a heap. */
const heapSets = { heap: kernelSets.heap };

/** Boots a machine: kernel mode, PASSIVE_LEVEL, the System process with one thread. */
export function boot(options: BootOptions = {}): Nt {
  const machine = new Machine(settingsFrom(options));
  startRecorders(machine);
  let routineAddress = (_name: string): number => 0;
  const bindings = kernelBindings(machine, (name) => routineAddress(name));
  const caller = { host: machine, gate: machine.gate, process: null };
  const nt = {};
  const routine = linkSets(nt, kernelSets, bindings, caller);
  routineAddress = systemRoutineAddresses(machine, kernelContracts, routine);
  const wait = {};
  linkWaitingForms(wait, heapSets, { heap: bindings.heap }, routine, (request) =>
    machine.subsystems.scheduler.block(request),
  );
  linkWaitingSets(wait, kernelSets, bindings, caller);
  const call: Nt['call'] = (name, ...args) => callByName(routine, name, args);
  Object.assign(
    nt,
    makeTryMembers(machine.seh),
    controls(machine, call),
    threadMembers(machine, wait as KernelWaits),
    driverMembers(machine),
    faultMembers(machine, (name) => failuresByRoutine.get(name)),
  );
  noteBehind(nt, {
    machine,
    process: null,
    routine: (name) => routine(name) as ((...args: never[]) => unknown) | undefined,
    waiting: waitingMember(wait),
  });
  return defineGetters(nt as unknown as Nt, machine);
}

/** What each set of kernel-mode routines needs of the machine. One line for each. */
function kernelBindings(
  machine: Machine,
  routineAddress: (name: string) => number,
): Bindings<typeof kernelSets> {
  const seh = sehServices(machine, null, Object.keys({ ...kernelSets.seh, ...kernelSets.probe }));
  const driver = callerCode(machine, 'kernel', machine.driverMemory);
  return {
    heap: kernelHeaps(machine),
    seh: { services: seh },
    probe: { services: seh },
    memory: virtualMemory(machine, null),
    irql: {
      services: irqlServices(machine, machine.current, heldSpinLocks(machine), machine.subsystems.contexts),
    },
    apcRegions: { services: machine.subsystems.apcs.regions },
    fastMutexes: { services: machine.subsystems.fastMutexes },
    resources: { services: machine.subsystems.resources },
    pushLocks: { services: machine.subsystems.pushLocks },
    rundown: { services: machine.subsystems.rundowns },
    removeLocks: { services: machine.subsystems.removeLocks },
    spinLocks: { services: machine.subsystems.spinLocks },
    sharedSpinLocks: { services: machine.subsystems.sharedSpinLocks },
    interrupts: { services: machine.subsystems.interrupts },
    dispatcher: { services: machine.subsystems.dispatcher },
    threads: { services: machine.subsystems.threads },
    workItems: { services: machine.subsystems.workItems },
    dpcs: { services: machine.subsystems.dpcs },
    timers: { services: machine.subsystems.timers },
    callbackObjects: { services: machine.subsystems.callbackObjects },
    exTimers: { services: machine.subsystems.exTimers },
    timeQueries: {
      services: {
        clock: machine.subsystems.clock,
        kernelMemory: machine.kernelMemory,
        callerMemory: machine.driverMemory,
        advance: (units) => machine.subsystems.scheduler.advance(units),
      },
    },
    processorQueries: { services: new ProcessorQueries(machine) },
    interlocked: { services: driver },
    exInterlocked: { services: spinLockedServices(machine) },
    lists: { services: driver },
    statusCodes: { services: {} },
    rtlMemory: { services: { ...driver, kernelMemory: machine.kernelMemory } },
    slists: { services: callerCode(machine, 'kernel', machine.kernelMemory) },
    bugCheckCallbacks: {
      services: {
        callbacks: machine.subsystems.bugCheckCallbacks,
        callbackAddress: (callback) => machine.callbackAddress(callback),
      },
    },
    assertions: { services: assertionServices(machine, makeTrap(trapHost(machine))) },
    pageableSections: { services: machine.subsystems.driverSections },
    contiguousMemory: { services: machine.subsystems.contiguousMemory },
    io: { services: machine.subsystems.io },
    registry: { services: machine.subsystems.registry },
    mdls: { services: machine.subsystems.mdls },
    debugPrint: { services: machine },
    floatingPoint: { services: machine },
    randomNumbers: { services: machine },
    systemVersion: { services: machine },
    bitmaps: { services: machine },
    splayLinks: { services: machine },
    genericTables: { services: machine },
    systemRoutines: {
      services: {
        architecture: machine.architecture,
        kernelMemory: machine.kernelMemory,
        routineAddress,
      },
    },
    strings: { services: new Strings(machine, machine.subsystems.pool, machine.subsystems.driverData) },
    pool: { services: machine.subsystems.pool },
    lookasideLists: { services: machine.subsystems.lookasideLists },
    bugCheck: { services: machine },
  };
}

/** Spin locks of both kinds: their release lowers the level, and nobody else below DISPATCH_LEVEL. */
const heldSpinLocks = ({ subsystems: { spinLocks, sharedSpinLocks } }: Machine) => ({
  get heldHere() {
    return spinLocks.heldHere + sharedSpinLocks.heldHere;
  },
});

function defineGetters(nt: Nt, machine: Machine): Nt {
  const readable = {
    irql: () => machine.irql(),
    globalFlags: () => machine.globalFlags,
    findings: () => machine.reports.findings,
    thread: () => {
      const { id, kernelApcDisable, specialApcDisable } = machine.thread;
      return { id, kernelApcDisable, specialApcDisable };
    },
    PsThreadType: () => machine.subsystems.threads.objects.typeVariable('thread'),
    schedule: () => machine.subsystems.scheduler.schedule,
    ...objectTypeGetters(machine),
  };
  for (const [name, get] of Object.entries(readable))
    Object.defineProperty(nt, name, { get, enumerable: true, configurable: true });
  userOnly ??= userOnlyMembers(nt);
  Object.defineProperties(nt, userOnly);
  return nt;
}

/** Members that refuse a call of a routine that only programs have. They are the same for every machine. */
let userOnly: PropertyDescriptorMap | undefined;

function userOnlyMembers(nt: Nt): PropertyDescriptorMap {
  const names = Object.values(userSets).flatMap((set) => Object.keys(set));
  const missing = names.filter((name) => !(name in nt));
  return Object.fromEntries(missing.map((name) => [name, { value: () => refuseUserOnly(name) }]));
}

function refuseUserOnly(name: string): never {
  throw new TypeError(
    `${name} is a user-mode routine: a driver cannot call it. Call it on a process: nt.startProcess().${name}(…)`,
  );
}

function callByName(routine: (name: string) => unknown, name: string, args: readonly unknown[]): unknown {
  const member = routine(name);
  if (typeof member === 'function') return (member as (...all: readonly unknown[]) => unknown)(...args);
  if (routineContracts.some((contract) => contract.name === name)) return refuseUserOnly(name);
  throw new TypeError(`${name} is not modelled by irqlab: docs/limits.md lists what is not`);
}
