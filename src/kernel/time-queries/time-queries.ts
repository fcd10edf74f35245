/** The clock as drivers read it. Everything is simulated time: it stands still between the calls of a driver. */
import type { Memory } from '../../memory/memory.ts';
import type { Clock } from '../clock/clock.ts';

/** 100 ns units that a clock interrupt adds: 15.625 ms, the period of a PC that nothing speeds up. *Ours*. */
export const TIME_INCREMENT = 156_250;

/** Counts of the performance counter in a second: one for each unit of time. *Ours*. */
export const COUNTS_PER_SECOND = 10_000_000n;

/** 100 ns units in a microsecond. */
export const UNITS_PER_MICROSECOND = 10n;

/** What the queries need from the machine. */
export interface TimeQueries {
  readonly clock: Clock;
  /** Memory as the kernel sees it for its caller. */
  readonly kernelMemory: Memory;
  /** Memory as the caller sees it: for macros, which are part of it. */
  readonly callerMemory: Memory;
  /** Lets time pass. */
  advance(units: bigint): void;
}
