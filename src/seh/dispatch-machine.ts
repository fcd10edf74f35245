/**
 * The life of exceptions on one thread, as a state machine.
 *
 * The dispatcher (seh.ts, search.ts and the emitter's text) does not send it
 * events: a raise would cost a hundred times more. It *follows* the machine:
 * test/seh/dispatch-machine.test.ts drives both with random code and compares
 * what runs next, in which state, with which flags. The diagram in the
 * documentation is drawn from it (dispatch-diagram.ts).
 *
 * Code of the guest runs in the four states of `running`; all others are passed
 * through at once.
 */
import { assign, setup } from 'xstate';
import {
  accepted,
  answered,
  arrives,
  asking,
  block,
  type DispatchContext,
  type DispatchEvent,
  ended,
  handler,
  isTop,
  leavesActivity,
  leftRegion,
  nextAsked,
  refused,
} from './dispatch-state.ts';

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
