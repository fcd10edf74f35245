/**
 * Work items: routines that a system worker thread calls at PASSIVE_LEVEL.
 *
 * Each item gets a worker thread of its own, of the priority of its queue, in
 * the order of queueing; Windows keeps a few threads and adds more when they
 * are busy (*ours*, docs/decisions/0020-threads.md). So an item that waits
 * never keeps the next one from running.
 */
import { PASSIVE_LEVEL } from '../../contract/irql.ts';
import type { Callback } from '../../contract/kernel-types.ts';
import { structure } from '../../contract/structure.ts';
import type { Part } from '../../machine/snapshot.ts';
import { STATUS_INSUFFICIENT_RESOURCES } from '../../status/common.ts';
import { combinedApcDisable } from '../apc-regions/apc-regions.ts';
import { checkAttachments } from '../attachments.ts';
import type { Current } from '../current.ts';
import type { DriverData } from '../driver-data.ts';
import type { KernelHost } from '../kernel-host.ts';
import { LiveObjects, reportFreed } from '../pool/live-objects.ts';
import type { Pool } from '../pool/pool.ts';
import type { Thread } from '../records.ts';
import type { Scheduler } from '../threads/scheduler.ts';
import { isGenerator, type ThreadWork } from '../threads/thread-body.ts';

/** What work items need from the machine. */
export type WorkItemsHost = Pick<
  KernelHost,
  | 'architecture'
  | 'system'
  | 'stop'
  | 'thread'
  | 'irql'
  | 'kernelMemory'
  | 'driverMemory'
  | 'callbackAddress'
  | 'callSteps'
  | 'violation'
  | 'notModelled'
  | 'setLastStatus'
>;

/** The rest of the kernel that they touch. */
export interface WorkItemsParts {
  readonly scheduler: Scheduler;
  readonly current: Current;
  readonly kernelData: DriverData;
  readonly pool: Pool;
}

/** What a worker is to call. */
export interface Work {
  readonly routine: number;
  readonly args: readonly number[];
  /** Argument that the driver gave; for reports. */
  readonly context: number;
}

/** An IO_WORKITEM. */
interface IoItem {
  /** Device or driver object that the driver gave. */
  readonly device: number;
  /** True for one that IoAllocateWorkItem gave out. */
  readonly allocated: boolean;
}

interface Image {
  readonly queued: readonly number[];
  readonly items: readonly (readonly [number, IoItem])[];
  readonly free: readonly number[];
}

/** Priorities of the worker threads by queue. *Ours*: no page gives the numbers. */
const PRIORITIES: Readonly<Record<number, number>> = { 0: 13, 1: 12, 2: 15 };
/** Queue types from here on are a priority plus this. */
const CUSTOM_PRIORITY = 32;

/** Bytes of an IO_WORKITEM, in pointers. *Ours*: it is opaque. */
const ITEM_POINTERS = 12;

/** Work items of one machine. */
export class WorkItems implements Part {
  readonly name = 'work items';
  readonly host: WorkItemsHost;
  readonly #scheduler: Scheduler;
  readonly #current: Current;
  readonly #kernelData: DriverData;
  /** Items that wait for their worker, by address. */
  readonly #queued: LiveObjects<true>;
  readonly #items: LiveObjects<IoItem>;
  /** Memory of items that were freed. */
  #free: readonly number[] = [];
  /** Worker threads while they run their item's routine. */
  readonly #busy = new Set<Thread>();

  constructor(host: WorkItemsHost, { scheduler, current, kernelData, pool }: WorkItemsParts) {
    this.host = host;
    const { bytes } = structure(host.architecture, 'WORK_QUEUE_ITEM');
    this.#queued = new LiveObjects(
      pool,
      () => bytes,
      reportFreed(host, 'pool-free-with-work-item', () => []),
    );
    // Freed without IoUninitializeWorkItem: no item any more, whatever is there next.
    this.#items = new LiveObjects(
      pool,
      () => this.itemBytes,
      ({ object }) => this.#items.delete(object),
    );
    this.#scheduler = scheduler;
    this.#current = current;
    this.#kernelData = kernelData;
    scheduler.onEnding.push((thread) => {
      if (this.#busy.delete(thread))
        host.violation({ rule: 'worker-terminates', routine: 'a worker routine', values: [] });
    });
  }

  /** Bytes of an IO_WORKITEM. */
  get itemBytes(): number {
    return ITEM_POINTERS * (this.host.architecture === 'x64' ? 8 : 4);
  }

  /** Offsets of the members of a WORK_QUEUE_ITEM. */
  get at() {
    return structure(this.host.architecture, 'WORK_QUEUE_ITEM').at;
  }

  /**
   * Queues an item.
   * @param take what the worker does when it takes the item: gives the work
   */
  queue(item: number, queueType: number, routine: string, take: () => Work): void {
    const priority = this.#priorityOf(queueType, routine);
    if (this.#queued.has(item)) {
      this.host.violation({ rule: 'work-item-active', routine, values: [item] });
      return;
    }
    this.#queued.set(item, true);
    this.#scheduler.start({
      process: this.host.system,
      name: 'worker',
      priority,
      start: () => this.#work(item, take),
    });
    this.#scheduler.preempt();
  }

  /** Makes memory of the caller a work item. */
  initialize(item: number, device: number, allocated = false): void {
    this.host.kernelMemory.writePointer(item, device);
    this.#items.set(item, { device, allocated });
  }

  /** Gives out memory for an item; 0 when there is none. */
  allocate(device: number): number {
    const [known, ...rest] = this.#free;
    const item = known ?? this.#kernelData.tryVariable(this.itemBytes);
    if (item === null) {
      this.host.setLastStatus(STATUS_INSUFFICIENT_RESOURCES, 'IoAllocateWorkItem');
      return 0;
    }
    this.#free = rest;
    this.initialize(item, device, true);
    return item;
  }

  /** Takes an item back, from `allocate` or from `initialize`. */
  release(item: number, routine: string, allocated: boolean): void {
    const known = this.require(item, routine);
    if (known === null) return;
    if (this.#queued.has(item)) this.host.violation({ rule: 'work-item-active', routine, values: [item] });
    if (known.allocated !== allocated)
      this.host.violation({ rule: 'no-such-work-item', routine, values: [item] });
    this.#items.delete(item);
    if (known.allocated) this.#free = [...this.#free, item];
  }

  /** Queues an IO_WORKITEM; `args` makes the arguments of its routine. */
  queueIo(
    item: number,
    callback: Callback,
    queueType: number,
    routine: string,
    args: (device: number) => { readonly args: readonly number[]; readonly context: number },
  ): void {
    const known = this.require(item, routine);
    if (known === null) return;
    const address = this.host.callbackAddress(callback);
    this.queue(item, queueType, routine, () => ({ routine: address, ...args(known.device) }));
  }

  /** The item at an address; reports an address of none, and gives null when the call goes on. */
  require(item: number, routine: string): IoItem | null {
    const known = this.#items.get(item);
    if (known !== undefined) return known;
    this.host.kernelMemory.readUint8(item);
    this.host.violation({ rule: 'no-such-work-item', routine, values: [item] });
    return null;
  }

  /** Runs an item in its worker thread: in one go, or step by step when its routine is a generator function. */
  #work(item: number, take: () => Work): ThreadWork | undefined {
    const { thread } = this.host;
    this.#queued.delete(item);
    const work = take();
    this.#busy.add(thread);
    const result = this.host.callSteps(work.routine, work.args);
    if (isGenerator(result)) return this.#steps(result, item, work);
    this.#returned(thread, item, work);
    return undefined;
  }

  *#steps(steps: ThreadWork, item: number, work: Work): ThreadWork {
    const { thread } = this.host;
    yield* steps;
    this.#returned(thread, item, work);
    return undefined;
  }

  /** What a worker routine may not change (0xE1; D-060). */
  #returned(thread: Thread, item: number, { routine, context }: Work): void {
    this.#busy.delete(thread);
    checkAttachments(this.host, this.#current, [], 'a worker routine');
    const irql = this.host.irql();
    if (irql !== PASSIVE_LEVEL) {
      const values = [routine, irql, context, item];
      this.host.violation({ rule: 'worker-returns-at-raised-irql', routine: 'a worker routine', values });
      this.#current.settle();
    }
    const { kernelApcDisable, specialApcDisable } = thread;
    if (kernelApcDisable === 0 && specialApcDisable === 0) return;
    const values = [routine, 0, combinedApcDisable(thread), 1];
    this.host.violation({ rule: 'apc-index-mismatch', routine: 'a worker routine', values });
    thread.kernelApcDisable = 0;
    thread.specialApcDisable = 0;
  }

  #priorityOf(queueType: number, routine: string): number {
    const known = PRIORITIES[queueType];
    if (known !== undefined) return known;
    const custom = queueType - CUSTOM_PRIORITY;
    if (custom >= 1 && custom <= 31) return custom;
    return this.host.notModelled(`${routine} with queue type ${queueType}`);
  }

  save(): Image {
    return { queued: [...this.#queued.keys()], items: [...this.#items], free: this.#free };
  }

  load(saved: unknown): void {
    const { queued, items, free } = saved as Image;
    this.#queued.clear();
    for (const item of queued) this.#queued.set(item, true);
    this.#items.clear();
    for (const [address, item] of items) this.#items.set(address, item);
    this.#free = free;
    this.#busy.clear();
  }

  fingerprint(): string {
    return JSON.stringify(this.save());
  }
}
