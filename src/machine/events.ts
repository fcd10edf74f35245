/**
 * The one event stream. Tests, traces, the debugger and the documentation read
 * it; with no listener it costs one predictable branch at each source.
 */
import type { EXCEPTION_RECORD } from '../contract/c-types.ts';
import type { Stop } from './stop.ts';

/** A call came through the door. */
export interface CallEvent {
  readonly kind: 'call';
  /** Name of the routine. */
  readonly routine: string;
  /** The arguments as given. */
  readonly args: readonly unknown[];
  /** Level of the processor at the call. */
  readonly irql: number;
  /** Code of a C program that calls: `driver!DriverEntry+0x1c [driver.c @ 42]`. */
  readonly from?: string;
}
/** A routine returned. */
export interface ReturnEvent {
  readonly kind: 'return';
  /** Name of the routine. */
  readonly routine: string;
  /** What it returned; undefined for void. */
  readonly value: unknown;
}
/** The level of a processor changed. */
export interface IrqlEvent {
  readonly kind: 'irql';
  /** Number of the processor. */
  readonly processor: number;
  /** Level before. */
  readonly from: number;
  /** Level after. */
  readonly to: number;
}
/** An exception was raised and its dispatch begins. */
export interface RaiseEvent {
  readonly kind: 'raise';
  /** The record itself, not a copy. */
  readonly record: EXCEPTION_RECORD;
}
/** A filter was evaluated. */
export interface FilterEvent {
  readonly kind: 'filter';
  /** Code of the exception. */
  readonly code: number;
  /** ExceptionFlags as the filter saw them. */
  readonly flags: number;
  /** Depth of its region; the outermost has 1. */
  readonly frame: number;
  /** What it answered: above 0 accepts, 0 searches on, below 0 continues. */
  readonly answer: number;
}
/** A finally block runs, normally or because of an unwind. */
export interface FinallyEvent {
  readonly kind: 'finally';
  /** Depth of its region; the outermost has 1. */
  readonly frame: number;
  /** What AbnormalTermination() says in it. */
  readonly abnormal: boolean;
}
/** A handler begins. */
export interface HandlerEvent {
  readonly kind: 'handler';
  /** Code of the exception. */
  readonly code: number;
  /** Depth of its region; the outermost has 1. */
  readonly frame: number;
}
/** Execution goes on at the point of the exception. */
export interface ContinueEvent {
  readonly kind: 'continue';
  /** Code of the exception. */
  readonly code: number;
}
/** A heap or a pool gave out a block. */
export interface AllocateEvent {
  readonly kind: 'allocate';
  /** Handle of the heap; 0 for a block of pool. */
  readonly heap: number;
  /** Address of the payload. */
  readonly address: number;
  /** Bytes asked for. */
  readonly bytes: number;
  /** Tag of a block of pool. */
  readonly tag?: number;
}
/** A heap or a pool took back a block. */
export interface FreeEvent {
  readonly kind: 'free';
  /** Handle of the heap; 0 for a block of pool. */
  readonly heap: number;
  /** Address of the payload. */
  readonly address: number;
}
/** A heap was found damaged, or was given a wrong pointer; what becomes of it follows. */
export interface DamageEvent {
  readonly kind: 'damage';
  /** Handle of the heap. */
  readonly heap: number;
  /** Address of the damage, or the pointer. */
  readonly address: number;
  /** What was found: `double-free`, `next-block-header` and so on. */
  readonly finding: string;
}
/** A thread asked for a lock that another thread holds. */
export interface WaitEvent {
  readonly kind: 'wait';
  /** Kind of the lock. */
  readonly lock: 'heap';
  /** What it belongs to: the handle of the heap. */
  readonly address: number;
  /** Thread that waits. */
  readonly thread: number;
  /** Thread that holds the lock. */
  readonly owner: number;
  /** How often its owner has taken it. */
  readonly depth: number;
}
/** An access to memory could not be made. */
export interface FaultEvent {
  readonly kind: 'fault';
  /** Address of the access. */
  readonly address: number;
  /** Kind of the access. */
  readonly access: 'read' | 'write' | 'execute';
}
/** The machine, or a process, stopped. */
export interface StopEvent {
  readonly kind: 'stop';
  /** The bug check or stop; `process-exit` when only a process ended. */
  readonly stop: Stop;
}
/** A driver printed text for a debugger. */
export interface DebugPrintEvent {
  readonly kind: 'debug-print';
  /** DPFLTR_ value of the component; DPFLTR_DEFAULT_ID for DbgPrint. */
  readonly component: number;
  /** Importance, 0 to 31, or bits. */
  readonly level: number;
  /** The text. */
  readonly text: string;
}
/** A driver wrote an entry into the error log. */
export interface ErrorLogEvent {
  readonly kind: 'error-log';
  /** ErrorCode of the packet: what the message of the entry is found by. */
  readonly code: number;
  /** UniqueErrorValue: where in the driver it was. */
  readonly uniqueValue: number;
  /** FinalStatus: the status of the request. */
  readonly finalStatus: number;
  /** Texts for the message. */
  readonly strings: readonly string[];
}
/** Another thread or process became current. */
export interface SwitchEvent {
  readonly kind: 'switch';
  /** Identifier of the process that runs now. */
  readonly process: number;
  /** Identifier of the thread that runs now. */
  readonly thread: number;
}

/** Everything worth seeing. */
export type MachineEvent =
  | CallEvent
  | ReturnEvent
  | IrqlEvent
  | RaiseEvent
  | FilterEvent
  | FinallyEvent
  | HandlerEvent
  | ContinueEvent
  | AllocateEvent
  | FreeEvent
  | DamageEvent
  | WaitEvent
  | FaultEvent
  | StopEvent
  | SwitchEvent
  | DebugPrintEvent
  | ErrorLogEvent;

/** Receives every event, in order, synchronously. It must not call simulated routines. */
export type Listener = (event: MachineEvent) => void;

/** A block that a heap or a pool gave out, as somebody who watches over it sees it. */
export interface OpenedBlock {
  /** Who gave it out. */
  readonly from: 'heap' | 'pool';
  /** Address of the payload. */
  readonly address: number;
  /** Bytes asked for. */
  readonly bytes: number;
  /** Whether the bytes are zeroes; else nothing is known of them. */
  readonly zeroed: boolean;
  /** Tag of a block of pool, else 0. */
  readonly tag: number;
}

/** Watches over the blocks of all heaps and pools of a machine, those of the kernel's own included. */
export interface BlockWatcher {
  /** A block was given out. */
  opened(block: OpenedBlock): void;
  /** A block was taken back. */
  closed(address: number): void;
  /** A block got another size, maybe at another address; the bytes that were asked for before are there. */
  resized(from: number, block: OpenedBlock): void;
  /** The first bytes of a block stand for what somebody hands to a driver, whatever they are. */
  handedIn(address: number, bytes: number): void;
  /** A driver hands the first bytes of a block to whoever made a request. */
  handedOut(address: number, bytes: number): void;
  /** A block that was taken back is given out once more by whoever kept it: a lookaside list. */
  reopened(address: number): void;
  /** Runs work on memory that was taken back: a list has its links in the blocks that it keeps. */
  unwatched<T>(work: () => T): T;
}

/** A stream of events with its listeners. */
export class EventStream {
  /** True while anybody listens; sources test it before they build an event. */
  active = false;
  /** Called when `active` changes, so that the door can be relinked. */
  onActiveChange: () => void = () => {};
  readonly #listeners = new Set<Listener>();
  #blocks: BlockWatcher | null = null;

  /** Who watches over blocks, or null. While somebody does, no call takes the short way. */
  get blocks(): BlockWatcher | null {
    return this.#blocks;
  }

  /** Watches over blocks from now on; null for nobody. */
  set blocks(watcher: BlockWatcher | null) {
    this.#blocks = watcher;
    this.onActiveChange();
  }

  /** Adds a listener; the result removes it. */
  on(listener: Listener): () => void {
    this.#listeners.add(listener);
    this.#update();
    return () => {
      this.#listeners.delete(listener);
      this.#update();
    };
  }

  /** Collects the events of a block: `const events = nt.events.record(() => …)`. */
  record(block: () => void): MachineEvent[] {
    const seen: MachineEvent[] = [];
    const stop = this.on((event) => seen.push(event));
    try {
      block();
    } finally {
      stop();
    }
    return seen;
  }

  /** Gives an event to every listener. Sources call it only while `active`. */
  emit(event: MachineEvent): void {
    for (const listener of this.#listeners) listener(event);
  }

  #update(): void {
    const active = this.#listeners.size > 0;
    if (active === this.active) return;
    this.active = active;
    this.onActiveChange();
  }
}
