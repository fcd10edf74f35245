/**
 * Dispatcher objects as bytes: the header that events, mutexes, semaphores,
 * threads and timers begin with.
 *
 *     +0 Type (1 byte)  +2 Size in ULONGs (1 byte)  +4 SignalState (LONG)  +8 WaitListHead
 *
 * Offsets come from the fact tables. The numbers of the types other than the
 * two of EVENT_TYPE are no part of a page: *ours*, as debuggers show them. Who
 * waits is kept beside (dispatcher.ts); the list in the header stays empty.
 */
import { type StructureName, structure } from '../../contract/structure.ts';
import type { KernelHost } from '../kernel-host.ts';

/** Kinds of dispatcher objects by the Type byte. */
export const objectTypes = {
  notificationEvent: 0,
  synchronizationEvent: 1,
  mutant: 2,
  semaphore: 5,
  thread: 6,
  notificationTimer: 8,
  synchronizationTimer: 9,
} as const;

/** Number of a kind. */
export type ObjectType = (typeof objectTypes)[keyof typeof objectTypes];

const names: Readonly<Record<number, string>> = {
  0: 'a notification event',
  1: 'a synchronization event',
  2: 'a mutex',
  5: 'a semaphore',
  6: 'the end of a thread',
  8: 'a notification timer',
  9: 'a synchronization timer',
};

/** A kind in words; undefined for a number that is none. */
export const typeName = (type: number): string | undefined => names[type];

/** Structures that begin with a dispatcher header. */
export type DispatcherStructure = Extract<StructureName, 'KEVENT' | 'KSEMAPHORE' | 'KMUTANT' | 'KTIMER'>;

/** Reads and writes headers as the kernel does for its caller. */
export class ObjectHeaders {
  readonly #memory: KernelHost['kernelMemory'];
  readonly #at;
  readonly #architecture;

  constructor(host: Pick<KernelHost, 'kernelMemory' | 'architecture'>) {
    this.#memory = host.kernelMemory;
    this.#architecture = host.architecture;
    this.#at = structure(host.architecture, 'DISPATCHER_HEADER').at;
  }

  /** Bytes of a structure in the unit of the Size member. */
  size(name: DispatcherStructure): number {
    return structure(this.#architecture, name).bytes / 4;
  }

  /** Fills a header in; the list of waiters is empty. */
  initialize(object: number, type: ObjectType, size: number, state: number): void {
    const memory = this.#memory;
    const head = object + this.#at['WaitListHead.Flink'];
    memory.writeUint8(object + this.#at.Type, type);
    memory.writeUint8(object + this.#at.Signalling, 0);
    memory.writeUint8(object + this.#at.Size, size);
    memory.writeUint8(object + this.#at.Reserved1, 0);
    memory.writeInt32(object + this.#at.SignalState, state);
    memory.writePointer(head, head);
    memory.writePointer(object + this.#at['WaitListHead.Blink'], head);
  }

  type(object: number): number {
    return this.#memory.readUint8(object + this.#at.Type);
  }

  state(object: number): number {
    return this.#memory.readInt32(object + this.#at.SignalState);
  }

  setState(object: number, state: number): void {
    this.#memory.writeInt32(object + this.#at.SignalState, state);
  }
}
