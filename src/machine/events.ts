/**
 * The one event stream. Tests, traces, the debugger and the documentation read
 * it; with no listener it costs one predictable branch at each source.
 */
import type { EXCEPTION_RECORD } from '../contract/c-types.ts';
import type { Stop } from './stop.ts';

/** A call came through the door. */
export interface CallEvent {
  readonly kind: 'call';
  readonly routine: string;
  readonly args: readonly unknown[];
  readonly irql: number;
}
/** A routine returned. */
export interface ReturnEvent {
  readonly kind: 'return';
  readonly routine: string;
  readonly value: unknown;
}
/** The level of a processor changed. */
export interface IrqlEvent {
  readonly kind: 'irql';
  readonly processor: number;
  readonly from: number;
  readonly to: number;
}
/** An exception was raised and its dispatch begins. */
export interface RaiseEvent {
  readonly kind: 'raise';
  readonly record: EXCEPTION_RECORD;
}
/** A filter was evaluated. */
export interface FilterEvent {
  readonly kind: 'filter';
  readonly code: number;
  readonly flags: number;
  readonly frame: number;
  readonly answer: number;
}
/** A finally block runs, normally or because of an unwind. */
export interface FinallyEvent {
  readonly kind: 'finally';
  readonly frame: number;
  readonly abnormal: boolean;
}
/** A handler begins. */
export interface HandlerEvent {
  readonly kind: 'handler';
  readonly code: number;
  readonly frame: number;
}
/** Execution goes on at the point of the exception. */
export interface ContinueEvent {
  readonly kind: 'continue';
  readonly code: number;
}
/** A heap gave out a block. */
export interface AllocateEvent {
  readonly kind: 'allocate';
  readonly heap: number;
  readonly address: number;
  readonly bytes: number;
}
/** A heap took back a block. */
export interface FreeEvent {
  readonly kind: 'free';
  readonly heap: number;
  readonly address: number;
}
/** An access to memory could not be made. */
export interface FaultEvent {
  readonly kind: 'fault';
  readonly address: number;
  readonly access: 'read' | 'write' | 'execute';
}
/** The machine, or a process, stopped. */
export interface StopEvent {
  readonly kind: 'stop';
  readonly stop: Stop;
}
/** Another thread or process became current. */
export interface SwitchEvent {
  readonly kind: 'switch';
  readonly process: number;
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
  | FaultEvent
  | StopEvent
  | SwitchEvent;

/** Receives every event, in order, synchronously. It must not call simulated routines. */
export type Listener = (event: MachineEvent) => void;

/** A stream of events with its listeners. */
export class EventStream {
  /** True while anybody listens; sources test it before they build an event. */
  active = false;
  /** Called when `active` changes, so that the door can be relinked. */
  onActiveChange: () => void = () => {};
  readonly #listeners = new Set<Listener>();

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
