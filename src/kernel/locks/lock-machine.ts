/**
 * One lock as two users of it see it, "mine" and "theirs": an xstate machine,
 * made for each family from its row (lock-families.ts). A user is a thread, or
 * for spin locks a processor.
 *
 * A state in which I hold the lock has a tag: the level or region that protects
 * me. How often somebody holds it is data of the engines, so the events are
 * concrete (`RELEASE`, `RELEASE_LAST`) and no guard reads context. The engines
 * do not run this machine. It is the picture of what they have in common, and a
 * test drives both with the same programs (test/kernel/locks).
 */
import { assign, setup } from 'xstate';
import { LOCK_FAMILIES, type LockFamily, type LockFamilyName } from './lock-families.ts';

/** Every event, and when it happens. */
export const LOCK_EVENTS = {
  ACQUIRE: 'I acquire exclusively',
  SHARE: 'I acquire together with others',
  RELEASE: 'I give back one of several acquires',
  RELEASE_LAST: 'I give back my only acquire',
  THEY_ACQUIRE: 'another user acquires exclusively',
  THEY_SHARE: 'another user acquires together with others',
  THEY_RELEASE: 'another user gives back one of several acquires',
  THEY_RELEASE_LAST: 'another user gives back his only acquire',
} as const;

/** Name of an event. */
export type LockEventName = keyof typeof LOCK_EVENTS;

/** States of a lock. */
export const LOCK_STATES = ['free', 'mine', 'theirs', 'sharedMine', 'sharedTheirs', 'sharedBoth'] as const;
/** State of a lock. */
export type LockState = (typeof LOCK_STATES)[number];

/** What becomes of a call: it has the lock, has it again, would wait for somebody, for itself, or gives back what it does not hold. */
export const LOCK_ANSWERS = ['gets it', 'again', 'waits', 'for itself', 'gives it back', 'not held'] as const;
/** One of the answers. */
export type LockAnswer = (typeof LOCK_ANSWERS)[number];

/** An event of the machine. */
export interface LockEvent {
  readonly type: LockEventName;
}

const { createMachine } = setup({
  types: { context: {} as { readonly answer: LockAnswer | null }, events: {} as LockEvent },
  actions: { answer: assign({ answer: (_, { answer }: { answer: LockAnswer }) => answer }) },
});

const answer = (is: LockAnswer) => ({ actions: { type: 'answer' as const, params: { answer: is } } });
const to = (target: LockState, is: LockAnswer) => ({ target, ...answer(is) });

/** The same state with the two users exchanged. */
const exchanged: Readonly<Record<LockState, LockState>> = {
  free: 'free',
  mine: 'theirs',
  theirs: 'mine',
  sharedMine: 'sharedTheirs',
  sharedTheirs: 'sharedMine',
  sharedBoth: 'sharedBoth',
};

/** True for a state in which I hold the lock. */
const isMine = (state: LockState): boolean =>
  state === 'mine' || state === 'sharedMine' || state === 'sharedBoth';

type Move = ReturnType<typeof answer> | ReturnType<typeof to>;

/** What my four events do in a state. */
function movesOf({ share, again, shareAgain }: LockFamily, state: LockState) {
  const held = isMine(state);
  const shared = state === 'sharedMine' || state === 'sharedBoth' || state === 'sharedTheirs';
  const acquire = (): Move => {
    if (state === 'free') return to('mine', 'gets it');
    if (state === 'mine' && again) return answer('again');
    return answer(held ? 'for itself' : 'waits');
  };
  const shareIt = (): Move => {
    if (state === 'free') return to('sharedMine', 'gets it');
    if (state === 'sharedTheirs') return to('sharedBoth', 'gets it');
    if (held && (shared ? shareAgain : again)) return answer('again');
    return answer(held ? 'for itself' : 'waits');
  };
  const after: LockState = state === 'sharedBoth' ? 'sharedTheirs' : 'free';
  return {
    ACQUIRE: acquire(),
    ...(share === null ? {} : { SHARE: shareIt() }),
    RELEASE: answer(held ? 'gives it back' : 'not held'),
    RELEASE_LAST: held ? to(after, 'gives it back') : answer('not held'),
  };
}

/** The same for the other user: his moves in the exchanged state, with their targets exchanged back. */
function theirMovesOf(family: LockFamily, state: LockState) {
  const moves = Object.entries(movesOf(family, exchanged[state])) as [LockEventName, Move][];
  return Object.fromEntries(
    moves.map(([event, move]) => [
      `THEY_${event}`,
      'target' in move ? { ...move, target: exchanged[move.target] } : move,
    ]),
  );
}

/** States that a family has: what cannot be shared has three. */
export const lockStatesOf = ({ share }: LockFamily): readonly LockState[] =>
  share === null ? LOCK_STATES.slice(0, 3) : LOCK_STATES;

/** The machine of a family. Pure: no clock, no effects. */
export function lockMachine(name: LockFamilyName) {
  const family: LockFamily = LOCK_FAMILIES[name];
  return createMachine({
    id: 'lock',
    context: { answer: null },
    initial: 'free',
    states: Object.fromEntries(
      lockStatesOf(family).map((state) => [
        state,
        {
          tags: isMine(state) ? [family.protection] : [],
          on: { ...movesOf(family, state), ...theirMovesOf(family, state) },
        },
      ]),
    ),
  });
}
