/**
 * The life of a heap as a table: one byte for each event and state, made from
 * the definitions of the machine at the first use (1 ms) and shared by all.
 *
 *     state      HELD | INSIDE | DAMAGED while it is alive; DESTROYED; ENDED
 *     entry      the state afterwards, and four bits up the number of the answer
 *     -1         the event cannot happen in that state: asking is a bug of ours
 */
import {
  HEAP_ANSWERS,
  HEAP_EVENTS,
  type HeapAnswer,
  type HeapEventName,
  heapLifeMachine,
} from './heap-life-machine.ts';

/** State bit: a thread holds the lock. */
export const HELD = 1;
/** State bit: guest code runs inside of a call. */
export const INSIDE = 2;
/** State bit: damage was found. */
export const DAMAGED = 4;
/** State: the handle names no heap any more. */
export const DESTROYED = 8;
/** State: nobody can use it any more. */
export const ENDED = 9;

/** A compiled machine. Never written after it was made. */
export type HeapLifeTable = Int8Array;

/** What an event leads to. */
export interface HeapLifeStep {
  readonly next: number;
  readonly answer: HeapAnswer;
}

/** Events in the order of the table. */
export const heapEvents: readonly HeapEventName[] = Object.keys(HEAP_EVENTS) as HeapEventName[];

const IMPOSSIBLE = -1;
const position = (event: HeapEventName, state: number): number => (heapEvents.indexOf(event) << 4) | state;

/** Names of the regions of `alive`, with those of the state where the bit is clear and where it is set. */
export const heapRegions = [
  { region: 'lock', bit: HELD, clear: 'free', set: 'held' },
  { region: 'calls', bit: INSIDE, clear: 'outside', set: 'inside' },
  { region: 'bytes', bit: DAMAGED, clear: 'sound', set: 'damaged' },
] as const;

/** What is read of a state of the machine; the library's own type says far more. */
interface StateView {
  readonly key: string;
  readonly states: Readonly<Record<string, StateView>>;
  readonly transitions: ReadonlyMap<string, readonly MoveView[]>;
}

interface MoveView {
  readonly target?: readonly { readonly key: string }[] | undefined;
  readonly guard?: unknown;
  readonly actions: readonly unknown[];
}

function stateNamed(name: string): StateView {
  const found = heapLifeMachine.root.states[name as 'alive'] as StateView | undefined;
  if (found === undefined) throw new TypeError(`the life of a heap has no state ${name}`);
  return found;
}

/** The states of the machine that a number stands for: `alive` and one of each region, or one alone. */
function configuration(state: number): readonly StateView[] {
  if (state === DESTROYED) return [stateNamed('destroyed')];
  if (state === ENDED) return [stateNamed('ended')];
  const alive = stateNamed('alive');
  const inRegions = heapRegions.map(
    ({ region, bit, clear, set }) => alive.states[region]?.states[(state & bit) === 0 ? clear : set],
  );
  return [alive, ...inRegions.filter((one) => one !== undefined)];
}

/** The number of the state that a move from another one leads to. */
function targetOf(state: number, target: string | undefined): number {
  if (target === undefined) return state;
  if (target === 'destroyed') return DESTROYED;
  if (target === 'ended') return ENDED;
  for (const { bit, clear, set } of heapRegions) {
    if (target === clear) return state & ~bit;
    if (target === set) return state | bit;
  }
  throw new TypeError(`the life of a heap: no number for the state ${target}`);
}

function answerOf({ actions }: MoveView): number {
  const [action] = actions;
  const params = typeof action === 'object' && action !== null && 'params' in action ? action.params : null;
  const { answer } = params as { answer: HeapAnswer };
  return HEAP_ANSWERS.indexOf(answer);
}

/** What the definition says about one event in one state. Throws TypeError where more than one thing could happen. */
function compileEntry(event: HeapEventName, state: number): number {
  const moves = configuration(state).flatMap((one) => one.transitions.get(event) ?? []);
  const [move, ...more] = moves;
  if (move === undefined) return IMPOSSIBLE;
  if (more.length > 0 || move.guard !== undefined)
    throw new TypeError(`the life of a heap: ${event} in state ${state} does not lead to exactly one state`);
  return targetOf(state, move.target?.[0]?.key) | (answerOf(move) << 4);
}

function compile(): HeapLifeTable {
  const table = new Int8Array(heapEvents.length << 4).fill(IMPOSSIBLE);
  for (const event of heapEvents) {
    for (let state = 0; state <= ENDED; state++) table[position(event, state)] = compileEntry(event, state);
  }
  return table;
}

let compiled: HeapLifeTable | null = null;

/** The table, made at its first use. */
export function heapLifeTable(): HeapLifeTable {
  compiled ??= compile();
  return compiled;
}

/** What an event leads to; undefined when it cannot happen in that state. */
export function heapLifeStep(event: HeapEventName, state: number): HeapLifeStep | undefined {
  const entry = heapLifeTable()[position(event, state)] ?? IMPOSSIBLE;
  const answer = HEAP_ANSWERS[entry >> 4];
  return entry === IMPOSSIBLE || answer === undefined ? undefined : { next: entry & 15, answer };
}
