/** The machine of a heap's life, its table, and what both must say. test/heap/heap-life.test.ts compares heaps with them. */
import { describe, expect, it } from 'vitest';
import { type SnapshotFrom, transition } from 'xstate';
import { getAdjacencyMap } from 'xstate/graph';
import { type HeapAnswer, type HeapEventName, heapLifeMachine } from '../../src/heap/heap-life-machine.ts';
import {
  DAMAGED,
  DESTROYED,
  ENDED,
  HELD,
  heapEvents,
  heapLifeStep,
  heapLifeTable,
  heapRegions,
  INSIDE,
} from '../../src/heap/heap-life-table.ts';

type Snapshot = SnapshotFrom<typeof heapLifeMachine>;

/** The number that the table has for a state of the machine. */
function numberOf({ value }: Snapshot): number {
  if (value === 'destroyed') return DESTROYED;
  if (value === 'ended') return ENDED;
  const alive = (value as { alive: Record<string, string> }).alive;
  return heapRegions.reduce((sum, { region, bit, set }) => sum | (alive[region] === set ? bit : 0), 0);
}

const states = [0, 1, 2, 3, 4, 5, 6, 7, DESTROYED, ENDED];

/** Every state that can be reached, with no answer yet. */
function reached(): Snapshot[] {
  const map = getAdjacencyMap(heapLifeMachine, {
    events: heapEvents.map((type) => ({ type })),
    serializeState: ({ value }) => JSON.stringify(value),
  });
  return Object.values(map).map(
    ({ state }) =>
      ({
        ...heapLifeMachine.resolveState({ value: state.value, context: { answer: null } }),
      }) as Snapshot,
  );
}

/** The decisions of docs/decisions/0014-heap-life.md in a few lines that know no xstate; undefined: cannot happen. */
function asDecided(event: HeapEventName, state: number): [number, HeapAnswer] | undefined {
  if (state === ENDED) return undefined;
  if (state === DESTROYED) return event === 'USE' ? [state, 'no'] : undefined;
  const [held, inside] = [(state & HELD) !== 0, (state & INSIDE) !== 0];
  const stays = (answer: HeapAnswer = 'goes on'): [number, HeapAnswer] => [state, answer];
  const decisions: Record<HeapEventName, [number, HeapAnswer] | undefined> = {
    ACQUIRE: [state | HELD, 'goes on'], // B-166: recursive for its owner
    ACQUIRE_OTHER: held ? stays('waits') : undefined, // B-162
    RELEASE: held ? stays() : undefined,
    RELEASE_LAST: held ? [state & ~HELD, 'goes on'] : undefined,
    RELEASE_OTHER: stays('no'),
    ENTER: stays(),
    ENTER_OTHER: inside ? stays('reported') : undefined, // S4-025
    CALL_OUT: [state | INSIDE, 'goes on'],
    RETURN: inside ? stays() : undefined,
    RETURN_LAST: inside ? [state & ~INSIDE, 'goes on'] : undefined,
    DAMAGE: [state | DAMAGED, 'goes on'],
    MISUSE: stays(),
    END: [ENDED, 'ends'],
    DESTROY: inside ? stays('refused') : [DESTROYED, 'goes on'],
    DESTROY_OTHER: inside ? stays('refused') : [DESTROYED, 'reported'],
    USE: stays(),
  };
  return decisions[event];
}

describe('the table of a heap’s life', () => {
  it('equals the machine for every state and event (graph walk)', () => {
    const all = reached();
    expect(all.map(numberOf).sort((a, b) => a - b)).toEqual(states);
    for (const state of all) {
      for (const type of heapEvents) {
        const [next] = transition(heapLifeMachine, state, { type });
        const { answer } = next.context;
        const walked = answer === null ? undefined : { next: numberOf(next), answer };
        expect(heapLifeStep(type, numberOf(state)), `${type} in ${numberOf(state)}`).toEqual(walked);
      }
    }
  });

  it('equals the decisions', () => {
    for (const state of states) {
      for (const event of heapEvents) {
        const decided = asDecided(event, state);
        const step = decided && { next: decided[0], answer: decided[1] };
        expect(heapLifeStep(event, state), `${event} in ${state}`).toEqual(step);
      }
    }
  });

  it('nothing happens to a heap that is gone, or after the end', () => {
    for (const state of [DESTROYED, ENDED]) {
      for (const event of heapEvents) {
        const step = heapLifeStep(event, state);
        expect(step?.next ?? state).toBe(state);
        expect(step?.answer ?? 'no').toBe('no');
      }
    }
  });

  it('is made once', () => {
    expect(heapLifeTable()).toBe(heapLifeTable());
  });
});
