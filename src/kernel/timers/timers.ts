/**
 * Kernel timers: dispatcher objects that the clock signals, once or again and
 * again, and that may queue a DPC then. Rules: docs/decisions/0032-dpcs-and-timers.md.
 *
 * A timer expires as an interrupt does: at DISPATCH_LEVEL, so not before the
 * level of the processor allows that. Which timers are set, and until when,
 * stands here; what they do stands in the bytes of the KTIMER.
 */
import { structure } from '../../contract/structure.ts';
import type { Part } from '../../machine/snapshot.ts';
import type { Clock, ClockEntry } from '../clock/clock.ts';
import type { Dispatcher } from '../dispatcher/dispatcher.ts';
import { type ObjectType, objectTypes } from '../dispatcher/objects.ts';
import type { Dpcs } from '../dpcs/dpcs.ts';
import type { KernelHost } from '../kernel-host.ts';
import { LiveObjects, reportFreed } from '../pool/live-objects.ts';
import type { Pool } from '../pool/pool.ts';

/** What timers need from the machine. */
export type TimersHost = Pick<KernelHost, 'architecture' | 'kernelMemory' | 'violation' | 'notModelled'>;

/** The rest of the kernel that they touch. */
export interface TimersParts {
  readonly clock: Clock;
  readonly dispatcher: Dispatcher;
  readonly dpcs: Dpcs;
  readonly pool: Pool;
}

/** 100 ns units in a millisecond: the unit of a period. */
const UNITS_PER_MS = 10_000n;

/** A timer that is set. Which time it was set is told by identity. */
interface Armed {
  readonly due: bigint;
  readonly entry: ClockEntry;
  readonly expired: (() => void) | undefined;
}

/** How a timer is set. */
export interface TimerSetting {
  readonly routine: string;
  readonly timer: number;
  /** In Windows' form: below 0 from now on, else a date. */
  readonly dueTime: bigint;
  /** Milliseconds; 0 for a timer that expires once. */
  readonly period: number;
  /** Address of a KDPC, or NULL. */
  readonly dpc: number;
  /** Called each time that it expires. */
  readonly expired?: () => void;
}

type Image = readonly (readonly [number, Armed])[];

/** Timers of one machine. */
export class Timers implements Part {
  readonly name = 'timers';
  readonly #host: TimersHost;
  readonly #clock: Clock;
  readonly #dispatcher: Dispatcher;
  readonly #dpcs: Dpcs;
  readonly #at;
  readonly #armed: LiveObjects<Armed>;

  constructor(host: TimersHost, { clock, dispatcher, dpcs, pool }: TimersParts) {
    this.#host = host;
    this.#clock = clock;
    this.#dispatcher = dispatcher;
    this.#dpcs = dpcs;
    this.#at = structure(host.architecture, 'KTIMER').at;
    const { bytes } = structure(host.architecture, 'KTIMER');
    const freed = reportFreed<Armed>(host, 'pool-free-with-timer', () => []);
    this.#armed = new LiveObjects(pool, () => bytes, freed);
  }

  /** Fills a KTIMER in: not set, not signalled. */
  initialize(timer: number, type: ObjectType, routine: string): void {
    if (this.#armed.has(timer))
      this.#host.violation({ rule: 'timer-initialized-while-set', routine, values: [timer] });
    this.#disarm(timer);
    const { headers } = this.#dispatcher;
    headers.initialize(timer, type, headers.size('KTIMER'), 0);
    this.#write(timer, 0n, 0, 0);
  }

  /**
   * Sets a timer, whether or not it is set. One whose time has passed expires at once.
   * @returns whether it was set before
   */
  set({ routine, timer, dueTime, period, dpc, expired }: TimerSetting): boolean {
    if (period < 0) this.#host.notModelled(`${routine} with a period of ${period}`);
    this.#assertTimer(timer, routine);
    const before = this.#disarm(timer);
    const due = this.#clock.dueOf(dueTime);
    this.#dispatcher.headers.setState(timer, 0);
    this.#write(timer, due, dpc, period);
    const armed = this.#arm(timer, due, expired);
    if (due <= this.#clock.now) {
      this.#clock.cancel(armed.entry);
      this.#expire(timer, armed);
    }
    this.#dispatcher.finish(0);
    return before;
  }

  /** Takes a timer out of the clock; its state stays, and so does a DPC that it has queued. True when it was set. */
  cancel(timer: number, routine: string): boolean {
    this.#assertTimer(timer, routine);
    return this.#disarm(timer);
  }

  /** True for a timer whose time has not come, or comes again. */
  isSet(timer: number): boolean {
    return this.#armed.has(timer);
  }

  /** True for a timer that has expired since it was set, unless a wait has reset it. */
  isSignalled(timer: number, routine: string): boolean {
    this.#assertTimer(timer, routine);
    return this.#dispatcher.headers.state(timer) !== 0;
  }

  #arm(timer: number, due: bigint, expired: Armed['expired']): Armed {
    const entry = this.#clock.at(due, () => this.#dpcs.interrupt(() => this.#expire(timer, armed)));
    const armed: Armed = { due, entry, expired };
    this.#armed.set(timer, armed);
    return armed;
  }

  #disarm(timer: number): boolean {
    const armed = this.#armed.get(timer);
    if (armed === undefined) return false;
    this.#armed.delete(timer);
    this.#clock.cancel(armed.entry);
    return true;
  }

  /** A timer is gone, set or not. */
  forget(timer: number): void {
    this.#disarm(timer);
  }

  /** A timer's time has come, unless it was cancelled or set anew before the level allowed it to expire. */
  #expire(timer: number, armed: Armed): void {
    if (this.#armed.get(timer) !== armed) return;
    this.#armed.delete(timer);
    if (!this.#assertTimer(timer, 'the clock')) return;
    const { kernelMemory: memory } = this.#host;
    const period = memory.readUint32(timer + this.#at.Period);
    if (period > 0) {
      const next = armed.due + BigInt(period) * UNITS_PER_MS;
      // A date in the past may lie centuries back: those periods are over.
      const later = next > this.#clock.now ? next : this.#clock.now + BigInt(period) * UNITS_PER_MS;
      this.#arm(timer, later, armed.expired);
    }
    this.#dispatcher.signal(timer, 1, 0);
    armed.expired?.();
    const dpc = memory.readPointer(timer + this.#at.Dpc);
    if (dpc !== 0) this.#dpcs.insert(dpc, 0, 0);
  }

  #write(timer: number, due: bigint, dpc: number, period: number): void {
    const { kernelMemory: memory } = this.#host;
    memory.writeBigInt64(timer + this.#at.DueTime, due);
    memory.writePointer(timer + this.#at.Dpc, dpc);
    memory.writeUint32(timer + this.#at.Period, period);
  }

  /** Reports an address of no timer; true for one of a timer. */
  #assertTimer(timer: number, routine: string): boolean {
    const type = this.#dispatcher.headers.type(timer);
    if (type === objectTypes.notificationTimer || type === objectTypes.synchronizationTimer) return true;
    this.#host.violation({ rule: 'no-such-timer', routine, values: [timer, type] });
    return false;
  }

  save(): Image {
    return [...this.#armed];
  }

  load(saved: unknown): void {
    this.#armed.clear();
    for (const [timer, armed] of saved as Image) this.#armed.set(timer, armed);
  }

  fingerprint(): string {
    return this.save()
      .map(([timer, { due }]) => `${timer} ${due}`)
      .join(' ');
  }
}
