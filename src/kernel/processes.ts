/** The processes of a machine, and making them. */
import { Heaps } from '../heap/heaps.ts';
import { HeapsPart } from '../heap/heaps-part.ts';
import type { Fault } from '../machine/ports.ts';
import type { AddressSpace } from '../memory/address-space.ts';
import { Memory } from '../memory/memory.ts';
import { ExceptionHandlers } from '../seh/vectored.ts';
import { callExceptionHandler } from './exception-callback.ts';
import type { KernelHost } from './kernel-host.ts';
import { heapPlatform } from './process-heaps.ts';
import { Process, type ProcessStart, Thread } from './records.ts';

/** Processes of one machine. */
export class ProcessTable {
  /** In order of their start; the System process first. */
  readonly all: Process[] = [];
  readonly #host: KernelHost;
  readonly #handlers = new WeakMap<Process, ExceptionHandlers>();

  constructor(host: KernelHost) {
    this.#host = host;
  }

  /** Makes the System process, which is kernel-mode code only. */
  startSystem(space: AddressSpace): Process {
    const start = { name: 'System', mode: 'kernel', terminateOnCorruption: false } as const;
    const { architecture } = space;
    return this.#make({ ...start, architecture, globalFlags: 0, pageHeap: 'full', lockMemory: false }, space);
  }

  /** Makes a user-mode process. */
  start(start: ProcessStart, space: AddressSpace): Process {
    const process = this.#make(start, space);
    this.#host.parts.register(this.handlersOf(process));
    return process;
  }

  /** Adds a thread to a process. */
  newThread(process: Process, name = ''): Thread {
    const thread = new Thread(this.#host.newId(), process, name);
    process.threads.push(thread);
    return thread;
  }

  /** Vectored handlers and top-level filter of a process. */
  handlersOf(process: Process): ExceptionHandlers {
    const known = this.#handlers.get(process);
    if (known !== undefined) return known;
    const host = this.#host;
    const made = new ExceptionHandlers(`exception handlers of ${process.name} ${process.id}`, {
      thread: () => host.thread.seh,
      callAt: (handler, record) => callExceptionHandler(host, handler, record),
    });
    this.#handlers.set(process, made);
    return made;
  }

  /** Gives a process its first thread, its memory and its heaps, and enters it. */
  #make(start: ProcessStart, space: AddressSpace): Process {
    const host = this.#host;
    const process = new Process(host.newId(), start, space);
    const { name, id, mode } = process;
    this.newThread(process);
    const common = {
      architecture: process.architecture,
      space: process.programSpace,
      fault: (fault: Fault) => host.runAs(process, () => host.fault(fault)),
      pointers: host.pointers,
    };
    process.memory = new Memory({ ...common, accessor: mode === 'user' ? 'user' : 'driver' });
    process.systemMemory =
      process.programSpace === space ? host.kernelMemory : new Memory({ ...common, accessor: 'kernel' });
    process.heaps = new Heaps(heapPlatform(host, process, mode));
    process.kernelHeaps = new Heaps(heapPlatform(host, process, 'kernel'), this.all[0]?.kernelHeaps);
    this.all.push(process);
    host.parts.register(new HeapsPart(`heaps of ${name} ${id}`, process.heaps));
    host.parts.register(new HeapsPart(`kernel heaps of ${name} ${id}`, process.kernelHeaps));
    return process;
  }
}
