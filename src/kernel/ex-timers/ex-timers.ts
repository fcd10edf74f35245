/**
 * Executive timers: the kernel owns their memory, periods have units of 100 ns,
 * and a callback takes the place of a DPC. A pointer to one is a wait object, as
 * a KTIMER is. Rules: docs/decisions/0032-dpcs-and-timers.md.
 */
import type { Waiting, Waits } from '../../contract/blocking.ts';
import { structure } from '../../contract/structure.ts';
import type { Part } from '../../machine/snapshot.ts';
import { STATUS_INSUFFICIENT_RESOURCES } from '../../status/common.ts';
import type { Clock, ClockEntry } from '../clock/clock.ts';
import type { Dispatcher } from '../dispatcher/dispatcher.ts';
import { objectTypes } from '../dispatcher/objects.ts';
import type { Dpcs } from '../dpcs/dpcs.ts';
import type { DriverData } from '../driver-data.ts';
import type { KernelHost } from '../kernel-host.ts';
import type { Scheduler } from '../threads/scheduler.ts';

/** What executive timers need from the machine. */
export type ExTimersHost = Pick<
  KernelHost,
  | 'architecture'
  | 'irql'
  | 'kernelMemory'
  | 'driverMemory'
  | 'callbackAddress'
  | 'violation'
  | 'notModelled'
  | 'setLastStatus'
>;

/** The rest of the kernel that they touch. */
export interface ExTimersParts {
  readonly clock: Clock;
  readonly dispatcher: Dispatcher;
  readonly dpcs: Dpcs;
  readonly scheduler: Scheduler;
  readonly kernelData: DriverData;
}

/** What ExAllocateTimer was given. */
export interface ExTimerMaking {
  /** Address of an EXT_CALLBACK, or NULL. */
  readonly callback: number;
  readonly context: number;
  readonly isNotification: boolean;
}

/** What ExDeleteTimer was given to call at the end; a NULL callback calls nothing. */
export interface ExTimerEnd {
  readonly callback: number;
  readonly context: number;
}

/** A timer that is set. Which time it was set is told by identity. */
interface Armed {
  readonly due: bigint;
  readonly period: bigint;
  readonly entry: ClockEntry;
}

/** Replaced, never changed: snapshots hold it. */
interface ExTimer extends ExTimerMaking {
  readonly armed: Armed | null;
  /** Set once it is to be deleted. */
  readonly end: ExTimerEnd | null;
}

interface Image {
  readonly timers: readonly (readonly [number, ExTimer])[];
  readonly free: readonly number[];
}

/** Executive timers of one machine. */
export class ExTimers implements Part, Waits {
  readonly name = 'executive timers';
  readonly host: ExTimersHost;
  readonly #clock: Clock;
  readonly #dispatcher: Dispatcher;
  readonly #dpcs: Dpcs;
  readonly #scheduler: Scheduler;
  readonly #kernelData: DriverData;
  readonly #timers = new Map<number, ExTimer>();
  /** Memory of timers that were deleted. */
  #free: readonly number[] = [];

  constructor(host: ExTimersHost, parts: ExTimersParts) {
    this.host = host;
    this.#clock = parts.clock;
    this.#dispatcher = parts.dispatcher;
    this.#dpcs = parts.dpcs;
    this.#scheduler = parts.scheduler;
    this.#kernelData = parts.kernelData;
  }

  drive<R>(work: Waiting<R>): R {
    return this.#scheduler.drive(work);
  }

  /** Makes a timer that is not set; 0 when there is no memory. */
  allocate(making: ExTimerMaking): number {
    const { headers } = this.#dispatcher;
    const [known, ...rest] = this.#free;
    const timer = known ?? this.#kernelData.tryVariable(structure(this.host.architecture, 'KTIMER').bytes);
    if (timer === null) {
      this.host.setLastStatus(STATUS_INSUFFICIENT_RESOURCES, 'ExAllocateTimer');
      return 0;
    }
    this.#free = rest;
    const { notificationTimer, synchronizationTimer } = objectTypes;
    const type = making.isNotification ? notificationTimer : synchronizationTimer;
    headers.initialize(timer, type, headers.size('KTIMER'), 0);
    this.#timers.set(timer, { ...making, armed: null, end: null });
    return timer;
  }

  /** Sets a timer. True when it was set before. */
  set(timer: number, dueTime: bigint, period: bigint, routine: string): boolean {
    const known = this.#require(timer, routine);
    if (known === null) return false;
    if (period < 0n) this.host.notModelled(`${routine} with a period of ${period}`);
    const before = this.#disarm(timer, known);
    this.#dispatcher.headers.setState(timer, 0);
    const due = this.#clock.dueOf(dueTime);
    const armed = this.#arm(timer, due, period);
    if (due <= this.#clock.now) {
      this.#clock.cancel(armed.entry);
      this.#dpcs.interrupt(() => this.#expire(timer, armed));
    }
    this.#dispatcher.finish(0);
    return before;
  }

  /** Takes a timer out of the clock. True when it was set. */
  cancel(timer: number, routine: string): boolean {
    const known = this.#require(timer, routine);
    return known !== null && this.#disarm(timer, known);
  }

  /**
   * Deletes a timer: now, or when it has expired if it is set and not cancelled.
   * @returns whether it was set and is cancelled
   */
  *remove(
    timer: number,
    end: ExTimerEnd,
    { routine, cancel, wait }: { readonly routine: string; readonly cancel: boolean; readonly wait: boolean },
  ): Waiting<boolean> {
    const known = this.#require(timer, routine);
    if (known === null) return false;
    const before = cancel && this.#disarm(timer, known);
    const left = this.#timers.get(timer) ?? known;
    this.#timers.set(timer, { ...left, end });
    if (left.armed === null) this.#dpcs.interrupt(() => this.#end(timer));
    if (wait) yield* this.#waitForEnd(timer, routine);
    return before;
  }

  *#waitForEnd(timer: number, routine: string): Waiting<void> {
    yield* this.#scheduler.block({
      routine,
      object: timer,
      what: 'the end of an executive timer',
      owner: () => null,
      ready: () => !this.#timers.has(timer),
    });
  }

  #arm(timer: number, due: bigint, period: bigint): Armed {
    const expire = (): void => this.#dpcs.interrupt(() => this.#expire(timer, armed));
    const armed: Armed = { due, period, entry: this.#clock.at(due, expire) };
    this.#change(timer, { armed });
    return armed;
  }

  #disarm(timer: number, { armed }: ExTimer): boolean {
    if (armed === null) return false;
    this.#clock.cancel(armed.entry);
    this.#change(timer, { armed: null });
    return true;
  }

  /** A timer's time has come, unless it was cancelled or set anew before the level allowed it to expire. */
  #expire(timer: number, armed: Armed): void {
    const known = this.#timers.get(timer);
    if (known?.armed !== armed) return;
    this.#change(timer, { armed: null });
    const { period } = armed;
    // One that is to be deleted expires once more (*ours*): else a wait for its end would have none.
    if (period > 0n && known.end === null) {
      const next = armed.due + period;
      this.#arm(timer, next > this.#clock.now ? next : this.#clock.now + period, period);
    }
    this.#dispatcher.signal(timer, 1, 0);
    if (known.callback !== 0) this.#dpcs.callAsDpc(known.callback, [timer, known.context], known.context);
    const after = this.#timers.get(timer);
    if (after !== undefined && after.end !== null && after.armed === null) this.#end(timer);
  }

  /** The memory goes back; what was asked to be called then is called. */
  #end(timer: number): void {
    const end = this.#timers.get(timer)?.end;
    this.#timers.delete(timer);
    // No dispatcher object any more: a wait for it is found.
    this.host.kernelMemory.writeUint8(timer, 0xff);
    this.#free = [...this.#free, timer];
    if (end !== null && end !== undefined && end.callback !== 0)
      this.#dpcs.callAsDpc(end.callback, [end.context], end.context);
  }

  #change(timer: number, change: Partial<ExTimer>): void {
    const known = this.#timers.get(timer);
    if (known !== undefined) this.#timers.set(timer, { ...known, ...change });
  }

  /** The timer at an address; reports an address of none, and one that is deleted already. */
  #require(timer: number, routine: string): ExTimer | null {
    const known = this.#timers.get(timer);
    if (known !== undefined && known.end === null) return known;
    const type = this.#dispatcher.headers.type(timer);
    this.host.violation({ rule: 'no-such-timer', routine, values: [timer, type] });
    return null;
  }

  save(): Image {
    return { timers: [...this.#timers], free: this.#free };
  }

  load(saved: unknown): void {
    const { timers, free } = saved as Image;
    this.#timers.clear();
    for (const [timer, known] of timers) this.#timers.set(timer, known);
    this.#free = free;
  }

  fingerprint(): string {
    const { timers, free } = this.save();
    return JSON.stringify([timers.map(([timer, { armed }]) => [timer, String(armed?.due)]), free]);
  }
}
