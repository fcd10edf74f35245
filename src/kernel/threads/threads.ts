/**
 * System threads as drivers make and use them: PsCreateSystemThread, handles,
 * priorities, affinities, and what must hold when a thread ends.
 */
import type { HANDLE, PointerTo, PVOID } from '../../contract/c-types.ts';
import { PASSIVE_LEVEL } from '../../contract/irql.ts';
import type { Callback } from '../../contract/kernel-types.ts';
import { structure } from '../../contract/structure.ts';
import { pointerSized } from '../../machine/addresses.ts';
import { isOut } from '../../machine/out.ts';
import type { Part } from '../../machine/snapshot.ts';
import { ThreadExit } from '../../machine/stop.ts';
import { STATUS_INSUFFICIENT_RESOURCES, STATUS_INVALID_HANDLE, STATUS_SUCCESS } from '../../status/common.ts';
import { apcDisableCount } from '../apc-regions/apc-regions.ts';
import { checkAttachments } from '../attachments.ts';
import type { Current } from '../current.ts';
import type { DriverData } from '../driver-data.ts';
import type { KernelContexts } from '../kernel-contexts.ts';
import type { KernelHost } from '../kernel-host.ts';
import { type ObjectsImage, ObjectTable } from '../objects/object-table.ts';
import type { Process, Thread } from '../records.ts';
import type { Scheduler } from './scheduler.ts';

/** What threads need from the machine. */
export type ThreadsHost = Pick<
  KernelHost,
  | 'architecture'
  | 'verifier'
  | 'processes'
  | 'processors'
  | 'system'
  | 'process'
  | 'thread'
  | 'kernelMemory'
  | 'callStack'
  | 'codeAddress'
  | 'stackText'
  | 'stop'
  | 'callbackAddress'
  | 'callSteps'
  | 'violation'
  | 'notModelled'
  | 'irql'
  | 'setIrql'
>;

/** The rest of the kernel that threads touch. */
export interface ThreadsParts {
  readonly scheduler: Scheduler;
  readonly contexts: KernelContexts;
  readonly current: Current;
  readonly kernelData: DriverData;
}

/** `NtCurrentProcess()` and `NtCurrentThread()`. */
export const CURRENT_PROCESS = -1;
export const CURRENT_THREAD = -2;

/** Bytes of an EPROCESS. *Ours*: nobody may look inside. */
const PROCESS_BYTES = 0x400;

/** Threads of one machine, as the routines see them. */
export class Threads implements Part {
  readonly name = 'threads';
  readonly host: ThreadsHost;
  readonly scheduler: Scheduler;
  readonly objects: ObjectTable;
  readonly contexts: KernelContexts;
  readonly current: Current;
  readonly #kernelData: DriverData;
  /** Called, in the thread that makes it, with a thread of a driver. */
  onCreated: (thread: Thread) => void = () => {};

  constructor(host: ThreadsHost, { scheduler, contexts, current, kernelData }: ThreadsParts) {
    this.host = host;
    this.scheduler = scheduler;
    this.objects = new ObjectTable(host.architecture, kernelData, host.kernelMemory);
    this.contexts = contexts;
    this.current = current;
    this.#kernelData = kernelData;
    scheduler.onEnding.push((thread) => this.#checkEnd(thread));
    // A thread that ended is kept for whoever has a reference to it; the address is that of no thread afterwards.
    this.objects.ends.thread = { deleted: (object) => this.#forget(this.#find(object)) };
    scheduler.onEnd.push((thread) => {
      if (this.objects.count(thread.object, -1) === undefined) this.#forget(thread);
    });
  }

  /**
   * Makes a system thread and opens a handle for it.
   * @returns STATUS_SUCCESS; STATUS_INVALID_HANDLE for a process handle that is none; STATUS_INSUFFICIENT_RESOURCES
   */
  create(
    routine: Callback,
    context: PVOID,
    processHandle: HANDLE | bigint,
    access: number,
    results: { readonly handle: PointerTo<HANDLE>; readonly clientId: PVOID },
  ): number {
    const process = this.#processOf(this.handle(processHandle));
    if (process === null) return STATUS_INVALID_HANDLE;
    const { host } = this;
    const address = host.callbackAddress(routine);
    const start = (): unknown => host.callSteps(address, [context]);
    const kernelMode = process.mode === 'user';
    const object = this.scheduler.newObject();
    if (object === null) return STATUS_INSUFFICIENT_RESOURCES;
    const thread = this.scheduler.start({ process, kernelMode, address, object, start });
    this.onCreated(thread);
    this.store(results.handle, this.objects.open(this.objectOf(thread), access));
    if (results.clientId !== 0) this.#writeClientId(results.clientId, thread);
    return STATUS_SUCCESS;
  }

  /** Address of a thread's KTHREAD, which handles and references count for. */
  objectOf(thread: Thread = this.host.thread): number {
    const object = this.scheduler.objectOf(thread);
    if (thread.state !== 'terminated') this.objects.add(object, 'thread');
    return object;
  }

  /** Address of a process' EPROCESS. */
  processObjectOf(process: Process = this.host.process): number {
    if (process.object === 0) process.object = this.#kernelData.variable(PROCESS_BYTES);
    this.objects.add(process.object, 'process');
    return process.object;
  }

  /** The thread whose KTHREAD lies at an address; reports an address of none, and gives null when the call goes on. */
  threadAt(object: number, routine: string): Thread | null {
    const found = this.#find(object);
    if (found !== undefined) return found;
    this.host.kernelMemory.readUint8(object);
    this.host.violation({ rule: 'no-such-thread', routine, values: [object] });
    return null;
  }

  /** Ends the current thread. Returns only for one that is no started system thread. */
  terminate(status: number): void {
    const { thread } = this.host;
    if (this.scheduler.isStarted(thread)) throw new ThreadExit(status);
    this.host.notModelled('the end of the thread that the program runs on (PsTerminateSystemThread)');
  }

  /** A handle argument as a signed number. */
  handle(value: HANDLE | bigint): HANDLE {
    return pointerSized(this.host.architecture, value, 'a handle');
  }

  /** Writes a pointer-sized result. */
  store(target: PointerTo<number>, value: number): void {
    if (isOut(target)) target.value = value;
    else this.host.kernelMemory.writePointer(target, value);
  }

  save(): ObjectsImage {
    return this.objects.save();
  }

  load(saved: unknown): void {
    this.objects.load(saved as ObjectsImage);
  }

  fingerprint(): string {
    return JSON.stringify(this.save());
  }

  /** NULL is the System process; otherwise the thread runs in the address space of the one that the handle names. */
  #processOf(handle: number): Process | null {
    if (handle === 0) return this.host.system;
    if (handle === CURRENT_PROCESS) return this.host.process;
    const object = this.objects.lookUp(handle, this.host.process.id)?.object;
    return this.host.processes.find((process) => process.object === object && process.object !== 0) ?? null;
  }

  #find(object: number): Thread | undefined {
    const threads = this.host.processes.flatMap((process) => process.threads);
    return threads.find((thread) => thread.object === object && object !== 0);
  }

  #forget(thread: Thread | undefined): void {
    if (thread?.state !== 'terminated') return;
    const { threads } = thread.process;
    threads.splice(threads.indexOf(thread), 1);
  }

  #writeClientId(address: number, thread: Thread): void {
    const { kernelMemory, architecture } = this.host;
    const { at } = structure(architecture, 'CLIENT_ID');
    kernelMemory.writePointer(address + at.UniqueProcess, thread.process.id);
    kernelMemory.writePointer(address + at.UniqueThread, thread.id);
  }

  /** What a thread may not leave behind: an attachment, a raised level, and APCs that it disabled (D-061). */
  #checkEnd(thread: Thread): void {
    const { host } = this;
    checkAttachments(host, this.current, [], 'a system thread');
    const irql = host.irql();
    const disabled = apcDisableCount(thread);
    if (irql === PASSIVE_LEVEL && disabled === 0) return;
    host.violation({ rule: 'thread-ends-restricted', routine: 'a system thread', values: [disabled, irql] });
    thread.kernelApcDisable = 0;
    thread.specialApcDisable = 0;
    if (irql !== PASSIVE_LEVEL) this.current.settle();
  }
}
