/**
 * Lock order inversions (docs/decisions/0086-recorders.md): A was held while B was acquired, and, at another time or on
 * another thread, B while A was. Each order alone runs well, and two threads that meet wait for each other for ever, so
 * the second order is told of although nobody waited.
 *
 * A graph: an edge from each lock that a thread holds to the lock that it may wait for now. A circle in it is an
 * inversion, unless one more lock was held on every edge of it, which keeps the threads apart.
 */
import type { Machine } from '../kernel/machine.ts';
import { formatAddress } from '../machine/addresses.ts';
import type { Part } from '../machine/snapshot.ts';
import type { HeldLock, HeldLocks, LockListener, NamedLock } from './held-locks.ts';
import { onOneLine, tell } from './tell.ts';

/** One lock was acquired while another one was held. */
interface Edge {
  readonly from: NamedLock;
  readonly to: NamedLock;
  /** Where `from` had been acquired, and where `to` then was. */
  readonly stacks: readonly [readonly string[], readonly string[]];
  /** Other locks that the thread held each time, and nobody with it. */
  readonly guards: ReadonlySet<string>;
}

type Edges = ReadonlyMap<string, ReadonlyMap<string, Edge>>;

/** State for snapshots. */
interface Image {
  readonly edges: readonly Edge[];
  readonly told: readonly (readonly [string, readonly NamedLock[]])[];
}

/** The order of the locks of one machine. */
export class LockOrder implements LockListener, Part {
  readonly name = 'lock order';
  readonly #machine: Machine;
  readonly #locks: HeldLocks;
  /** By the lock that was held, by the lock that was acquired. */
  readonly #edges = new Map<string, Map<string, Edge>>();
  /** Circles that were told of, by their locks. */
  readonly #told = new Map<string, readonly NamedLock[]>();

  constructor(machine: Machine, locks: HeldLocks) {
    this.#machine = machine;
    this.#locks = locks;
    locks.listeners.push(this);
  }

  acquiring(to: NamedLock, held: readonly HeldLock[], routine: string, stack: readonly string[]): void {
    for (const from of held) {
      const guards = new Set(held.filter((one) => one !== from && !one.isShared).map(({ key }) => key));
      const edge = this.#note(from, to, guards, stack);
      if (edge !== null) this.#look(edge, routine);
    }
  }

  gone(is: (lock: NamedLock) => boolean): void {
    for (const [key, edges] of this.#edges) {
      for (const [other, { from, to }] of edges) if (is(from) || is(to)) edges.delete(other);
      if (edges.size === 0) this.#edges.delete(key);
    }
    for (const [key, locks] of this.#told) if (locks.some(is)) this.#told.delete(key);
    this.#remember();
  }

  /** Notes an edge. Gives it when it says something new: that there is one, or that it needs fewer guards. */
  #note(from: HeldLock, to: NamedLock, held: ReadonlySet<string>, stack: readonly string[]): Edge | null {
    const edges = this.#edges.get(from.key) ?? new Map<string, Edge>();
    const known = edges.get(to.key);
    const guards = known === undefined ? held : new Set([...known.guards].filter((key) => held.has(key)));
    if (known !== undefined && guards.size === known.guards.size) return null;
    const edge: Edge = { from, to, stacks: [from.stack, stack], guards };
    edges.set(to.key, edge);
    this.#edges.set(from.key, edges);
    this.#remember();
    return edge;
  }

  #remember(): void {
    const all = [...this.#edges.values()].flatMap((edges) => [...edges.values()]);
    const isOfProgram = ({ from, to }: Edge): boolean => from.isOfProgram || to.isOfProgram;
    this.#locks.remembers(all.length > 0, all.some(isOfProgram));
  }

  /** Looks for a way back from where a new edge leads. */
  #look(edge: Edge, routine: string): void {
    const back = wayBack(this.#edges, edge);
    if (back === null) return;
    const circle = [edge, ...back];
    const key = circle
      .map(({ from }) => from.key)
      .sort()
      .join();
    if (this.#told.has(key)) return;
    this.#told.set(
      key,
      circle.map(({ from }) => from),
    );
    tell(this.#machine, {
      rule: 'lock-order',
      routine,
      values: [edge.to.address, edge.from.address],
      details: circle.flatMap((one, index) => this.#lines(one, index)),
      stack: edge.stacks[1],
      stops: true,
    });
  }

  #lines({ from, to, stacks: [first, second] }: Edge, index: number): readonly string[] {
    return [
      `${index === 0 ? 'now' : 'before'} ${this.#show(from)}, then ${this.#show(to)}:`,
      `  the first acquired by ${onOneLine(first)}`,
      `  the second by ${onOneLine(second)}`,
    ];
  }

  #show({ kind, address }: NamedLock): string {
    const { architecture, pointers } = this.#machine;
    return address === 0
      ? 'the cancel spin lock'
      : `${kind} ${formatAddress(architecture, address, pointers)}`;
  }

  save(): Image {
    return {
      edges: [...this.#edges.values()].flatMap((edges) => [...edges.values()]),
      told: [...this.#told],
    };
  }

  load(saved: unknown): void {
    const { edges, told } = saved as Image;
    this.#edges.clear();
    for (const edge of edges) {
      const known = this.#edges.get(edge.from.key) ?? new Map<string, Edge>();
      this.#edges.set(edge.from.key, known.set(edge.to.key, edge));
    }
    this.#remember();
    this.#told.clear();
    for (const [key, locks] of told) this.#told.set(key, locks);
  }

  fingerprint(): string {
    const { edges } = this.save();
    return JSON.stringify([
      edges.map(({ from, to, guards }) => [from.key, to.key, [...guards]]),
      [...this.#told.keys()],
    ]);
  }
}

/**
 * The edges from where an edge leads back to where it begins, or null when there is no such way on which the threads
 * can meet. Each lock is visited once for each set of guards that is left: cost O(edges) where nobody holds a third lock.
 */
function wayBack(edges: Edges, edge: Edge): readonly Edge[] | null {
  const target = edge.from.key;
  const seen = new Set<string>();
  const ways: { readonly at: string; readonly guards: ReadonlySet<string>; readonly way: readonly Edge[] }[] =
    [{ at: edge.to.key, guards: edge.guards, way: [] }];
  // The shortest circle is the one that a reader understands: hence a queue.
  for (let index = 0; index < ways.length; index++) {
    const { at, guards, way } = ways[index] as (typeof ways)[number];
    for (const next of edges.get(at)?.values() ?? []) {
      const left = new Set([...guards].filter((key) => next.guards.has(key)));
      if (next.to.key === target && left.size === 0) return [...way, next];
      const state = `${next.to.key} | ${[...left].sort().join()}`;
      if (next.to.key === target || seen.has(state)) continue;
      seen.add(state);
      ways.push({ at: next.to.key, guards: left, way: [...way, next] });
    }
  }
  return null;
}
