/**
 * The life of exceptions on one thread, as a state machine.
 *
 * The dispatcher (seh.ts, search.ts and the emitter's text) does not send it
 * events: a raise would cost a hundred times more. It *follows* the machine:
 * test/seh/dispatch-machine.test.ts drives both with random code and compares
 * what runs next, in which state, with which flags. The diagram in the
 * documentation is drawn from it.
 *
 * Code of the guest runs in the four states of `running`; all others are passed
 * through at once. `regions` are the guarded bodies that are open, outermost
 * first. `activities` are the filters, handlers and finally blocks that run, the
 * last one innermost; the `height` of one is the number of regions that were
 * open when it began, so regions from that position on were opened inside it.
 */
import { assign, setup } from 'xstate';
import { STATUS_NONCONTINUABLE_EXCEPTION } from '../status/common.ts';
import { EXCEPTION_NESTED_CALL, EXCEPTION_NONCONTINUABLE } from './exception-constants.ts';

/** A guarded body that is open. */
export interface Region {
  readonly kind: 'except' | 'finally';
  /** Which one, for whoever compares. */
  readonly name: number;
}

/** An exception that looks for a handler. */
export interface Dispatch {
  readonly code: number;
  readonly noncontinuable: boolean;
  /** Position of the region whose filter is asked; at first, the number of regions. */
  readonly asked: number;
}

/** Control on its way out: to a handler, or to where a jump leads. */
export interface Transfer {
  /** Regions that stay open. */
  readonly regions: number;
  /** Activities that go on. */
  readonly activities: number;
  /** Code for the handler at the end of the way, or null for a jump. */
  readonly code: number | null;
}

/** A filter, a handler or a finally block that runs. */
export type Activity =
  | { readonly kind: 'filter'; readonly height: number; readonly dispatch: Dispatch }
  | { readonly kind: 'handler'; readonly height: number; readonly region: Region; readonly code: number }
  | {
      readonly kind: 'block';
      readonly height: number;
      readonly region: Region;
      readonly pending: Transfer | null;
    };

/** What the machine remembers. */
export interface DispatchContext {
  readonly regions: readonly Region[];
  readonly activities: readonly Activity[];
  /** The exception that is searched for, outside of filters. */
  readonly dispatch: Dispatch | null;
  /** The way out that is being gone, outside of finally blocks. */
  readonly transfer: Transfer | null;
}

/** What running code can do. */
export type DispatchEvent =
  | { readonly type: 'OPEN'; readonly region: Region }
  /** The innermost body ends normally. */
  | { readonly type: 'CLOSE' }
  | { readonly type: 'RAISE'; readonly code: number; readonly noncontinuable: boolean }
  /** Answers of a filter: above 0, 0, below 0 (E-005, E-045). */
  | { readonly type: 'EXECUTE' }
  | { readonly type: 'SEARCH' }
  | { readonly type: 'CONTINUE' }
  /** A handler or a finally block ends. */
  | { readonly type: 'END' }
  /** return, break, continue, goto, `__leave` or longjmp to a place where fewer are open. */
  | { readonly type: 'JUMP'; readonly regions: number; readonly activities: number };

/** Flags that the filter being asked sees (E-061): nested inside of every frame whose filter is running. */
export function flagsOf(context: DispatchContext): number {
  const top = context.activities.at(-1);
  if (top?.kind !== 'filter') return 0;
  const { asked, noncontinuable } = top.dispatch;
  const nested = context.activities
    .slice(0, -1)
    .some((one) => one.kind === 'filter' && one.height > asked && one.dispatch.asked <= asked);
  return (noncontinuable ? EXCEPTION_NONCONTINUABLE : 0) | (nested ? EXCEPTION_NESTED_CALL : 0);
}

type Change = Partial<DispatchContext>;

/** Position of the next region outwards that has a filter, or -1. */
const nextAsked = ({ regions, dispatch }: DispatchContext): number =>
  regions
    .slice(0, dispatch?.asked ?? 0)
    .map((region) => region.kind)
    .lastIndexOf('except');

function asking(context: DispatchContext): Change {
  const { dispatch, regions, activities } = context;
  if (dispatch === null) return {};
  const asked = { ...dispatch, asked: nextAsked(context) };
  return {
    dispatch: null,
    activities: [...activities, { kind: 'filter', height: regions.length, dispatch: asked }],
  };
}

/** A filter has answered: its dispatch goes on without it. */
function answered({ activities }: DispatchContext): Change {
  const top = activities.at(-1);
  return top?.kind === 'filter' ? { dispatch: top.dispatch, activities: activities.slice(0, -1) } : {};
}

/** From the same stack, chained: nothing has been unwound, and the filter has ended. */
const refused = (context: DispatchContext): Change => ({
  ...answered(context),
  dispatch: { code: STATUS_NONCONTINUABLE_EXCEPTION, noncontinuable: true, asked: context.regions.length },
});

function accepted(context: DispatchContext): Change {
  const { dispatch, activities = [] } = answered(context);
  if (!dispatch) return {};
  const kept = activities.filter(({ height }) => height <= dispatch.asked).length;
  return {
    dispatch: null,
    activities,
    transfer: { regions: dispatch.asked, activities: kept, code: dispatch.code },
  };
}

/** True while an activity, and not a region, is what control leaves next. */
function leavesActivity({ regions, activities, transfer }: DispatchContext): boolean {
  const top = activities.at(-1);
  return (
    top !== undefined && activities.length > (transfer?.activities ?? 0) && top.height === regions.length
  );
}

/** The region that control leaves next; the accepting one itself is the last. */
function leftRegion({ regions, transfer }: DispatchContext): Region | undefined {
  return transfer !== null && regions.length > transfer.regions ? regions.at(-1) : undefined;
}

const arrives = ({ regions, transfer }: DispatchContext): boolean =>
  transfer !== null && transfer.code !== null && regions.length === transfer.regions + 1;

function block({ regions, activities, transfer }: DispatchContext): Change {
  const region = regions.at(-1);
  if (region === undefined) return {};
  const height = regions.length - 1;
  return {
    regions: regions.slice(0, -1),
    activities: [...activities, { kind: 'block', height, region, pending: transfer }],
    transfer: null,
  };
}

function handler({ regions, activities, transfer }: DispatchContext): Change {
  const region = regions.at(-1);
  if (region === undefined || transfer === null || transfer.code === null) return {};
  const height = regions.length - 1;
  return {
    regions: regions.slice(0, -1),
    activities: [...activities, { kind: 'handler', height, region, code: transfer.code }],
    transfer: null,
  };
}

/** A block or handler has ended; a way out that waited for it goes on. */
function ended({ activities }: DispatchContext): Change {
  const top = activities.at(-1);
  return { activities: activities.slice(0, -1), transfer: top?.kind === 'block' ? top.pending : null };
}

const isTop = (context: DispatchContext, kind: Activity['kind']): boolean =>
  context.activities.at(-1)?.kind === kind;

/** The machine. Pure: no clock, no effects. */
export const dispatchMachine = setup({
  types: { context: {} as DispatchContext, events: {} as DispatchEvent },
  guards: {
    'a filter is left to ask': ({ context }) => nextAsked(context) >= 0,
    'the exception is noncontinuable': ({ context }) => answered(context).dispatch?.noncontinuable === true,
    'an unwind is in progress': ({ context }) => {
      const top = context.activities.at(-1);
      return top?.kind === 'block' && top.pending !== null && top.pending.code !== null;
    },
    'a filter is running': ({ context }) => context.activities.some((one) => one.kind === 'filter'),
    'its body has a finally block': ({ context }) => context.regions.at(-1)?.kind === 'finally',
    'a way out waits': ({ context }) => ended(context).transfer !== null,
    'leaving an activity': ({ context }) => leavesActivity(context),
    'leaving a finally region': ({ context }) => leftRegion(context)?.kind === 'finally',
    'at the accepting region': ({ context }) => leftRegion(context) !== undefined && arrives(context),
    'leaving an except region': ({ context }) => leftRegion(context) !== undefined,
    'in a filter': ({ context }) => isTop(context, 'filter'),
    'in a handler': ({ context }) => isTop(context, 'handler'),
    'in a finally block': ({ context }) => isTop(context, 'block'),
  },
  actions: {
    open: assign(({ context, event }) =>
      event.type === 'OPEN' ? { regions: [...context.regions, event.region] } : {},
    ),
    close: assign(({ context }) => ({ regions: context.regions.slice(0, -1) })),
    raise: assign(({ context, event }) => {
      if (event.type !== 'RAISE') return {};
      const { code, noncontinuable } = event;
      return { dispatch: { code, noncontinuable, asked: context.regions.length } };
    }),
    jump: assign(({ event }) => {
      if (event.type !== 'JUMP') return {};
      return { transfer: { regions: event.regions, activities: event.activities, code: null } };
    }),
    ask: assign(({ context }) => asking(context)),
    'take the answer': assign(({ context }) => answered(context)),
    refuse: assign(({ context }) => refused(context)),
    accept: assign(({ context }) => accepted(context)),
    'forget the dispatch': assign({ dispatch: null }),
    'leave the activity': assign(({ context }) => ({ activities: context.activities.slice(0, -1) })),
    'start the block': assign(({ context }) => block(context)),
    'start the handler': assign(({ context }) => handler(context)),
    end: assign(({ context }) => ended(context)),
    arrive: assign({ transfer: null }),
  },
}).createMachine({
  id: 'dispatch',
  context: { regions: [], activities: [], dispatch: null, transfer: null },
  initial: 'running',
  states: {
    running: {
      initial: 'executing',
      on: {
        OPEN: { actions: 'open' },
        CLOSE: [
          { guard: 'its body has a finally block', target: '.terminating', actions: 'start the block' },
          { actions: 'close' },
        ],
        RAISE: [
          { guard: 'an unwind is in progress', target: 'collided', actions: 'raise' },
          { guard: 'a filter is running', target: 'nested', actions: 'raise' },
          { target: 'searching', actions: 'raise' },
        ],
        JUMP: { target: 'unwinding', actions: 'jump' },
      },
      states: {
        /** Code outside of filters, handlers and finally blocks. */
        executing: {},
        /** A filter, on top of the raising stack. */
        filtering: {
          on: {
            EXECUTE: { target: '#dispatch.unwinding', actions: 'accept' },
            SEARCH: { target: '#dispatch.searching', actions: 'take the answer' },
            CONTINUE: [
              { guard: 'the exception is noncontinuable', target: '#dispatch.searching', actions: 'refuse' },
              { target: '#dispatch.continuing', actions: 'take the answer' },
            ],
          },
        },
        handling: { on: { END: { target: '#dispatch.resuming', actions: 'end' } } },
        /** A finally block. */
        terminating: {
          on: {
            END: [
              { guard: 'a way out waits', target: '#dispatch.unwinding', actions: 'end' },
              { target: '#dispatch.resuming', actions: 'end' },
            ],
          },
        },
      },
    },
    /** Raised while a filter was running (E-061). */
    nested: { always: 'searching' },
    /** Raised in a finally block while an exception unwinds: the new one takes its place if it gets further (E-082). */
    collided: { always: 'searching' },
    searching: {
      always: [
        { guard: 'a filter is left to ask', target: 'running.filtering', actions: 'ask' },
        { target: 'unhandled' },
      ],
    },
    continuing: { always: { target: 'resuming', actions: 'forget the dispatch' } },
    unwinding: {
      always: [
        { guard: 'leaving an activity', target: 'unwinding', reenter: true, actions: 'leave the activity' },
        { guard: 'leaving a finally region', target: 'running.terminating', actions: 'start the block' },
        { guard: 'at the accepting region', target: 'running.handling', actions: 'start the handler' },
        { guard: 'leaving an except region', target: 'unwinding', reenter: true, actions: 'close' },
        { target: 'resuming', actions: 'arrive' },
      ],
    },
    /** Back to what the innermost activity was doing. */
    resuming: {
      always: [
        { guard: 'in a filter', target: 'running.filtering' },
        { guard: 'in a handler', target: 'running.handling' },
        { guard: 'in a finally block', target: 'running.terminating' },
        { target: 'running.executing' },
      ],
    },
    /** Nobody accepted: no finally block has run, and none will (E-041). */
    unhandled: { type: 'final' },
  },
});
