/**
 * The subsystems of the kernel: state that a family of routines shares. One
 * line each, in the order in which their state is saved and loaded; one that
 * uses another gets it as an argument. CONTRIBUTING has the whole way.
 */
import type { Part } from '../machine/snapshot.ts';
import { Apcs } from './apcs/apcs.ts';
import { BugCheckCallbacks } from './bug-check-callbacks/bug-check-callbacks.ts';
import { CallbackObjects } from './callback-objects/callback-objects.ts';
import { Clock } from './clock/clock.ts';
import { ContiguousMemory } from './contiguous-memory/contiguous-memory.ts';
import type { Current } from './current.ts';
import { Dispatcher } from './dispatcher/dispatcher.ts';
import { Dpcs } from './dpcs/dpcs.ts';
import { DriverData } from './driver-data.ts';
import { ExTimers } from './ex-timers/ex-timers.ts';
import { FastMutexes } from './fast-mutexes/fast-mutexes.ts';
import { GlobalFlagsSetting } from './global-flags-setting.ts';
import { Interrupts } from './interrupts/interrupts.ts';
import { Io } from './io/io.ts';
import { tellOfNewThread, tellOfThreadEnd } from './io/notifications.ts';
import { watchObjectEnds } from './io/object-ends.ts';
import { KernelContexts } from './kernel-contexts.ts';
import type { KernelHost } from './kernel-host.ts';
import { LookasideLists } from './lookaside-lists/lookaside-lists.ts';
import { Mdls } from './mdls/mdls.ts';
import { DriverSections } from './pageable-sections/driver-sections.ts';
import { Pool } from './pool/pool.ts';
import { PushLocks } from './push-locks/push-locks.ts';
import { Registry } from './registry/registry.ts';
import { RemoveLocks } from './remove-locks/remove-locks.ts';
import { Resources } from './resources/resources.ts';
import { Rundowns } from './rundown/rundowns.ts';
import { SharedSpinLocks } from './shared-spin-locks/shared-spin-locks.ts';
import { SpecialPool } from './special-pool/special-pool.ts';
import { SpinLocks } from './spin-locks/spin-locks.ts';
import { Scheduler } from './threads/scheduler.ts';
import { ThreadObjects } from './threads/thread-objects.ts';
import { Threads } from './threads/threads.ts';
import { Timers } from './timers/timers.ts';
import { WorkItems } from './work-items/work-items.ts';

/** Makes the subsystems of a machine, when everything else of it is made. */
export const makeSubsystems = (host: KernelHost, current: Current) => {
  const pool = new Pool(host);
  const clock = new Clock();
  const kernelData = new DriverData('kernel data', host.architecture, host.memory.kernelRegion);
  const threadObjects = new ThreadObjects(kernelData);
  const scheduler = new Scheduler(host, current, clock, threadObjects);
  const dispatcher = new Dispatcher(host, scheduler, clock, threadObjects, pool);
  const contexts = new KernelContexts(host, current);
  const apcs = new Apcs(host, { scheduler, contexts, current, dispatcher });
  const dpcs = new Dpcs(host, { scheduler, contexts, current, pool });
  // Before the threads, so that a lock left behind is found before the level or the region that it left behind.
  const { regions } = apcs;
  const fastMutexes = new FastMutexes(host, current, { scheduler, pool, regions });
  const driverData = new DriverData('driver data', host.architecture, host.memory.kernelRegion);
  const resources = new Resources(host, { scheduler, pool, regions });
  const spinLocks = new SpinLocks(host, current, pool);
  const pushLocks = new PushLocks(host, { scheduler, pool, regions });
  const threads = new Threads(host, { scheduler, contexts, current, kernelData });
  const mdls = new Mdls(host, pool);
  const driverSections = new DriverSections(host, driverData, kernelData);
  const timers = new Timers(host, { clock, dispatcher, dpcs, pool });
  const registry = new Registry(host, { threads, pool, clock, driverData });
  const io = new Io(host, {
    registry,
    threads,
    contexts,
    dispatcher,
    apcs,
    spinLocks,
    fastMutexes,
    kernelData,
    pool,
    mdls,
    driverSections,
    timers,
    dpcs,
  });
  watchObjectEnds(io);
  threads.onCreated = (thread) => tellOfNewThread(io, thread);
  // After what a thread may not leave behind was looked at: a routine begins at PASSIVE_LEVEL.
  scheduler.onEnding.push((thread) => tellOfThreadEnd(io, thread));
  return {
    /** Paged and nonpaged pool. The first to be restored: the others then ask it which of their objects lie in pool. */
    pool,
    /** Kernel-mode code in another context than the one a machine boots with. */
    contexts,
    /** Variables of the driver with static storage. */
    driverData,
    /** Which sections of the driver are pageable now. */
    driverSections,
    /** Global flags for processes and for heaps of kernel-mode code. */
    globalFlags: new GlobalFlagsSetting(host),
    /** Objects of the kernel itself: the KTHREAD of a thread. */
    kernelData,
    /** Simulated time and what is due. */
    clock,
    /** Started threads, and who runs. */
    scheduler,
    /** Who waits for which event, semaphore, mutex or thread. */
    dispatcher,
    /** Who holds which fast mutex or guarded mutex. */
    fastMutexes,
    /** Who holds which ERESOURCE. */
    resources,
    /** Who holds which push lock. */
    pushLocks,
    /** Who waits for the end of which run-down. */
    rundowns: new Rundowns(host, scheduler),
    /** What is held of which remove lock. */
    removeLocks: new RemoveLocks(host, { dispatcher, clock, pool }),
    /** System threads as drivers see them; handles and references. */
    threads,
    /** What drivers want to run after a bug check. */
    bugCheckCallbacks: new BugCheckCallbacks(host, current),
    /** Kernel APCs that are pending. */
    apcs,
    /** Deferred procedure calls that are queued. */
    dpcs,
    /** Timers that are set. */
    timers,
    /** Executive timers. */
    exTimers: new ExTimers(host, { clock, dispatcher, dpcs, scheduler, kernelData }),
    /** Who holds which spin lock. */
    spinLocks,
    /** Who holds which reader/writer spin lock. */
    sharedSpinLocks: new SharedSpinLocks(host, current, pool),
    /** Which interrupt objects are connected, and which interrupts wait for the level to drop. */
    interrupts: new Interrupts(host, { scheduler, contexts, current, kernelData, spinLocks }),
    /** Work items and their worker threads. */
    workItems: new WorkItems(host, { scheduler, current, kernelData, pool }),
    /** Which pages are locked, and where they are mapped. */
    mdls,
    /** Keys and values, and which handles stand for a key. */
    registry,
    /** Drivers, devices, files and IRPs. */
    io,
    /** Who is told of what by which callback object. */
    callbackObjects: new CallbackObjects(host, io),
    /** Contiguous and noncached memory. */
    contiguousMemory: new ContiguousMemory(host),
    /** Which lookaside lists there are. */
    lookasideLists: new LookasideLists(host, pool),
    /** What takes requests of pool for itself, to find overruns and uses after a free. */
    specialPool: new SpecialPool(pool, host.settings.specialPool),
  } satisfies Record<string, Part>;
};

/** The subsystems of a machine, by name. */
export type Subsystems = ReturnType<typeof makeSubsystems>;
