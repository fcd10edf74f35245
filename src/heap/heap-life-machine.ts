/**
 * The life of one heap, as a state machine (decision 0014).
 *
 * While the heap is alive three things are true at once: its lock is free or
 * held, guest code runs inside one of its calls or not, and its bytes are taken
 * to be sound or known to be damaged. Who holds the lock and how often, and
 * whose call is inside, is data of the heap (heap-life.ts); the caller says
 * which concrete event happened, so that no guard reads context. The engine
 * never runs this machine; it runs the table made of it (heap-life-table.ts).
 */
import { assign, setup } from 'xstate';

/** Every event, and when it happens. The order is that of the table. */
export const HEAP_EVENTS = {
  ACQUIRE: 'RtlLockHeap or a serialized call, by the thread that holds the lock or while nobody does',
  ACQUIRE_OTHER: 'the same while another thread holds it',
  RELEASE: 'a lock is given back, and its thread holds another one',
  RELEASE_LAST: 'the last lock is given back',
  RELEASE_OTHER: 'RtlUnlockHeap by a thread that does not hold the lock',
  ENTER: 'a call begins its work, and no other thread is inside',
  ENTER_OTHER: 'the same while guest code of another thread’s call runs inside',
  CALL_OUT: 'a call runs guest code: a commit routine, or a filter for an access of its own',
  RETURN: 'that code ends, inside of other such code',
  RETURN_LAST: 'that code ends, and no other is left',
  DAMAGE: 'a call finds damage, and nothing stops for it',
  MISUSE: 'a call is given a wrong pointer, and nothing stops for it',
  END: 'damage, misuse or a deadlock ends the process or halts the machine',
  DESTROY: 'RtlDestroyHeap, and no other thread holds the lock',
  DESTROY_OTHER: 'RtlDestroyHeap while another thread holds the lock',
  USE: 'any routine with the handle',
} as const;

/** Name of an event. */
export type HeapEventName = keyof typeof HEAP_EVENTS;

/** An event of the machine. */
export interface HeapLifeEvent {
  readonly type: HeapEventName;
}

/**
 * What the routine does then: `goes on`; says `no` (FALSE, or the handle); is
 * `reported` and goes on, or is reported and says no (`refused`); `waits` for
 * the lock; or is the last that anybody did (`ends`).
 */
export const HEAP_ANSWERS = ['goes on', 'no', 'reported', 'refused', 'waits', 'ends'] as const;

/** One of the answers. */
export type HeapAnswer = (typeof HEAP_ANSWERS)[number];

const { createMachine } = setup({
  types: {
    context: {} as { readonly answer: HeapAnswer | null },
    events: {} as HeapLifeEvent,
  },
  actions: {
    answer: assign({ answer: (_, { answer }: { answer: HeapAnswer }) => answer }),
  },
});

const answer = (is: HeapAnswer) => ({ actions: { type: 'answer' as const, params: { answer: is } } });
const to = (target: string, is: HeapAnswer = 'goes on') => ({ target, ...answer(is) });

/** The machine. Pure: no clock, no effects. */
export const heapLifeMachine = createMachine({
  id: 'heap',
  context: { answer: null },
  initial: 'alive',
  states: {
    alive: {
      type: 'parallel',
      on: { END: to('#heap.ended', 'ends'), MISUSE: answer('goes on'), USE: answer('goes on') },
      states: {
        lock: {
          initial: 'free',
          states: {
            free: { on: { ACQUIRE: to('held'), RELEASE_OTHER: answer('no') } },
            held: {
              on: {
                ACQUIRE: answer('goes on'),
                ACQUIRE_OTHER: answer('waits'),
                RELEASE: answer('goes on'),
                RELEASE_LAST: to('free'),
                RELEASE_OTHER: answer('no'),
              },
            },
          },
        },
        calls: {
          initial: 'outside',
          states: {
            outside: {
              on: {
                ENTER: answer('goes on'),
                CALL_OUT: to('inside'),
                DESTROY: to('#heap.destroyed'),
                // RtlDestroyHeap takes no lock: the other thread goes on with a heap that is gone.
                DESTROY_OTHER: to('#heap.destroyed', 'reported'),
              },
            },
            /** Guest code runs in the middle of a call: the engine will go on with what it holds. */
            inside: {
              on: {
                ENTER: answer('goes on'),
                ENTER_OTHER: answer('reported'),
                CALL_OUT: answer('goes on'),
                RETURN: answer('goes on'),
                RETURN_LAST: to('outside'),
                DESTROY: answer('refused'),
                DESTROY_OTHER: answer('refused'),
              },
            },
          },
        },
        bytes: {
          initial: 'sound',
          states: {
            sound: { on: { DAMAGE: to('damaged') } },
            /** Known to be damaged. Calls go on with the same checks; a walk may well find nothing any more. */
            damaged: { on: { DAMAGE: answer('goes on') } },
          },
        },
      },
    },
    /** The handle names no heap any more. */
    destroyed: { on: { USE: answer('no') } },
    /** Nobody can use it: its process has ended, or the machine has halted. */
    ended: { type: 'final' },
  },
});
