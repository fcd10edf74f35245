/**
 * The life of a spin lock, as the processor that uses it sees it: an xstate
 * machine, and its table. The door says which event happened; no guard reads
 * anything. The engine looks its answers up in the table (spin-locks.ts), and a
 * test walks the machine and compares.
 */
import { setup } from 'xstate';

/** States of a lock, for the processor whose code runs. */
export const SPIN_LOCK_STATES = ['free', 'heldHere', 'heldElsewhere'] as const;
/** State of a lock. */
export type SpinLockState = (typeof SPIN_LOCK_STATES)[number];

/** What a processor does with a lock; `FOREIGN` marks a call of the other kind, ordinary or queued. */
export const SPIN_LOCK_EVENTS = ['ACQUIRE', 'TRY', 'RELEASE', 'ACQUIRE_FOREIGN', 'RELEASE_FOREIGN'] as const;
/** Event of a lock. */
export type SpinLockEvent = (typeof SPIN_LOCK_EVENTS)[number];

/** Where an event can lead: a state, or a broken rule. */
export const SPIN_LOCK_OUTCOMES = [
  ...SPIN_LOCK_STATES,
  'spinning',
  'spin-lock-already-owned',
  'spin-lock-not-owned',
  'spin-lock-wrong-acquire',
  'spin-lock-wrong-release',
] as const;
/** Outcome of an event. */
export type SpinLockOutcome = (typeof SPIN_LOCK_OUTCOMES)[number];

/** The machine. `TRY` on a held lock changes nothing (D-039). */
export const spinLockMachine = setup({
  types: { events: {} as { readonly type: SpinLockEvent } },
}).createMachine({
  id: 'spinLock',
  initial: 'free',
  states: {
    free: {
      on: {
        ACQUIRE: 'heldHere',
        TRY: 'heldHere',
        ACQUIRE_FOREIGN: 'heldHere',
        RELEASE: 'spin-lock-not-owned',
        RELEASE_FOREIGN: 'spin-lock-not-owned',
      },
    },
    heldHere: {
      on: {
        RELEASE: 'free',
        TRY: 'heldHere',
        ACQUIRE: 'spin-lock-already-owned',
        ACQUIRE_FOREIGN: 'spin-lock-wrong-acquire',
        RELEASE_FOREIGN: 'spin-lock-wrong-release',
      },
    },
    heldElsewhere: {
      on: {
        TRY: 'heldElsewhere',
        ACQUIRE: 'spinning',
        ACQUIRE_FOREIGN: 'spin-lock-wrong-acquire',
        RELEASE: 'spin-lock-not-owned',
        RELEASE_FOREIGN: 'spin-lock-wrong-release',
      },
    },
    spinning: { type: 'final' },
    'spin-lock-already-owned': { type: 'final' },
    'spin-lock-not-owned': { type: 'final' },
    'spin-lock-wrong-acquire': { type: 'final' },
    'spin-lock-wrong-release': { type: 'final' },
  },
});

/** One outcome for each state and event, at `state * events + event`. */
export function spinLockTable(): readonly SpinLockOutcome[] {
  return SPIN_LOCK_STATES.flatMap((state) =>
    SPIN_LOCK_EVENTS.map((event) => {
      const [definition] = spinLockMachine.states[state]?.transitions.get(event) ?? [];
      const target = definition?.target?.[0]?.key;
      const outcome = SPIN_LOCK_OUTCOMES.find((name) => name === target);
      if (outcome === undefined) throw new TypeError(`spinLock: ${event} in ${state} leads nowhere`);
      return outcome;
    }),
  );
}

/** Position of a state and an event in the table. */
export const spinLockEntry = (state: SpinLockState, event: SpinLockEvent): number =>
  SPIN_LOCK_STATES.indexOf(state) * SPIN_LOCK_EVENTS.length + SPIN_LOCK_EVENTS.indexOf(event);

/** The machine as Mermaid text for the documentation. */
export function spinLockDiagram(): string {
  const table = spinLockTable();
  const lines = SPIN_LOCK_STATES.flatMap((state) =>
    SPIN_LOCK_EVENTS.map(
      (event) => `  ${state} --> ${arrow(table[spinLockEntry(state, event)] ?? state)} : ${event}`,
    ),
  );
  return ['stateDiagram-v2', '  [*] --> free', ...lines].join('\n');
}

/** Mermaid takes no hyphens in the name of a state. */
const arrow = (outcome: SpinLockOutcome): string => outcome.replaceAll('-', '_');
