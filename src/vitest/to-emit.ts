/** `toEmit(events)`: what happens on the machine, in order. */
import type { MatcherState } from 'vitest';
import type { MachineEvent } from '../index.ts';
import { indented, showEvent } from './show.ts';
import {
  type Matching,
  machineFor,
  type RunOnMachine,
  refusePromise,
  type Verdict,
  wrongSubject,
} from './subject.ts';

/** An event as far as it matters: its kind, and members that must be equal or match: `expect.any(Number)`. */
export type EventLike = { readonly kind: MachineEvent['kind'] } & Readonly<Record<string, unknown>>;

/** Events that a message shows at most. */
const MOST_SHOWN = 40;

/**
 * The events happen in this order; others may come between them.
 * @param received a function that is run on the machine of the test or on `on`, or events that were recorded
 */
export function toEmit(
  this: Matching & Pick<MatcherState, 'equals' | 'utils' | 'customTesters'>,
  received: unknown,
  events: readonly EventLike[] | EventLike,
  options: RunOnMachine = {},
): Verdict {
  const wanted = [events].flat() as readonly EventLike[];
  if (wanted.length === 0) throw new TypeError('toEmit: give at least one event; none always happens');
  const seen = seenIn(this, received, options);
  const matches = (event: MachineEvent, like: EventLike): boolean =>
    this.equals(event, like, [...this.customTesters, this.utils.iterableEquality, this.utils.subsetEquality]);
  let found = 0;
  for (const event of seen) {
    const next = wanted[found];
    if (next !== undefined && matches(event, next)) found += 1;
  }
  const pass = found === wanted.length;
  return {
    pass,
    message: () => {
      const list = wanted.map((one, index) => `${index < found ? 'seen   ' : 'missing'} ${showEvent(one)}`);
      if (pass) return `expected these events not to happen in this order:${indented(list)}`;
      return `expected these events in this order:${indented(list)}\nthe events were:${indented(shown(seen))}`;
    },
  };
}

function seenIn(matching: Matching, received: unknown, { on }: RunOnMachine): readonly MachineEvent[] {
  if (Array.isArray(received)) return received as readonly MachineEvent[];
  if (typeof received !== 'function')
    throw wrongSubject('toEmit', received, 'a function that it runs, or events of `nt.events.record(…)`');
  const nt = machineFor(matching, 'toEmit', on);
  const events: MachineEvent[] = [];
  const end = nt.events.on((event) => events.push(event));
  try {
    refusePromise('toEmit', received());
  } finally {
    end();
  }
  return events;
}

function shown(events: readonly MachineEvent[]): readonly string[] {
  if (events.length === 0) return ['none'];
  const more = events.length - MOST_SHOWN;
  const last = events.slice(-MOST_SHOWN).map((event) => showEvent(event));
  return more > 0 ? [`… ${more} more before these`, ...last] : last;
}
