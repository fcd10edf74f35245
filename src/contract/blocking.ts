/**
 * Routines that may wait, written once as generators (ENGINEERING-DECISIONS 8).
 *
 * The generator yields a `WaitRequest` where it has to wait. Whoever drives it
 * decides what runs meanwhile: the plain member lets other threads run until
 * the wait is over; in a thread written as a generator `yield* nt.wait.…`
 * hands the request on to the scheduler.
 */
import {
  type Agrees,
  type Condition,
  type Contract,
  type Failure,
  type Routine,
  routine,
} from './contract.ts';
import type { WaitRequest } from './wait-request.ts';

/** A piece of work that may wait; its result is `R`. */
export type Waiting<R> = Generator<WaitRequest, R, void>;

/** What the synchronous form of a blocking routine needs. */
export interface Waits {
  /** Drives work to its end; where it waits, other threads run. */
  drive<R>(work: Waiting<R>): R;
}

/** The generator form of a routine's call signature. */
export type WaitingForm<F> = F extends (...args: infer Args) => infer R
  ? (...args: Args) => Waiting<R>
  : never;

/**
 * A declared routine that may wait.
 *
 * @typeParam F its call signature
 */
export interface BlockingRoutine<Services, F extends (...args: never[]) => unknown>
  extends Routine<Services, F> {
  /** Makes the generator form for one machine or process. */
  readonly waiting: (services: Services) => WaitingForm<F>;
}

/** Declares a routine that may wait: as `routine`, but the implementation is a generator function. */
export const blockingRoutine =
  <F extends (...args: never[]) => unknown>() =>
  <const K extends Contract & { readonly blocks: true }, Services extends Waits>(
    contract: K & Agrees<F, K>,
    waiting: (services: Services) => WaitingForm<F>,
    extra: {
      readonly failures?: Readonly<Record<string, Failure<Services, F>>>;
      readonly possible?: (services: Services, args: Parameters<F>, failure: string) => boolean;
      readonly conditions?: readonly Condition<Services>[];
    } = {},
  ): BlockingRoutine<Services, F> => {
    const bind = (services: Services): F => {
      const work = waiting(services) as (...args: unknown[]) => Waiting<unknown>;
      return ((...args: unknown[]) => services.drive(work(...args))) as unknown as F;
    };
    return { ...routine<F>()<K, Services>(contract, bind, extra), waiting };
  };

/** True for a routine that may wait. */
export const isBlocking = <Services, F extends (...args: never[]) => unknown>(
  declared: Routine<Services, F>,
): declared is BlockingRoutine<Services, F> => 'waiting' in declared;

/** The generator forms of those routines of a set that may wait. */
export type WaitingMembers<M> = {
  readonly [N in keyof M as M[N] extends { readonly waiting: unknown } ? N : never]: M[N] extends {
    readonly waiting: (services: never) => infer W;
  }
    ? W
    : never;
};
