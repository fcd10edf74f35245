/**
 * Links of binary trees in simulated memory. Splay links and balanced links begin alike:
 *
 *     Parent       node above; of the topmost node it is that node itself
 *     LeftChild    node below that comes earlier; NULL for none
 *     RightChild   node below that comes later; NULL for none
 *
 * The topmost node of splay links is the root. Above the root of balanced links lies the BalancedRoot of the table,
 * whose right child it is (docs/decisions/0092-generic-tables.md). Links lie where drivers can write, so every walk
 * counts its steps.
 */
import { type Architecture, pointerBytes } from '../../contract/c-types.ts';
import { formatAddress } from '../../machine/addresses.ts';
import type { Memory } from '../../memory/memory.ts';
import type { KernelHost } from '../kernel-host.ts';

/** What walking and changing links needs. */
export interface LinkServices extends Pick<KernelHost, 'stepLimit'> {
  readonly architecture: Architecture;
  readonly memory: Memory;
}

/** The left or the right side of a node. */
export type Side = 'left' | 'right';

/** The other side. */
export const opposite = (side: Side): Side => (side === 'left' ? 'right' : 'left');

/** Steps after which links have no end. *Ours*: more nodes than the memory of a machine has room for in a line. */
const MOST_STEPS = 2 ** 22;

/** Reads and writes the links of nodes; 0 is no node. */
export class TreeLinks {
  readonly #services: LinkServices;
  readonly #memory: Memory;
  readonly #width: number;

  constructor(services: LinkServices) {
    this.#services = services;
    this.#memory = services.memory;
    this.#width = pointerBytes(services.architecture);
  }

  parent(node: number): number {
    return this.#memory.readPointer(node);
  }

  child(node: number, side: Side): number {
    return this.#memory.readPointer(node + this.#offset(side));
  }

  setParent(node: number, parent: number): void {
    this.#memory.writePointer(node, parent);
  }

  /** Hangs a child below a node, or nothing where it is 0. */
  setChild(node: number, side: Side, child: number): void {
    this.#memory.writePointer(node + this.#offset(side), child);
    if (child !== 0) this.setParent(child, node);
  }

  /** On which side of its parent a node hangs. */
  sideOf(node: number): Side {
    return this.child(this.parent(node), 'left') === node ? 'left' : 'right';
  }

  /** True for the node that nothing is above. */
  isTop(node: number): boolean {
    return this.parent(node) === node;
  }

  /** The last node on one side, from a node on. */
  outermost(node: number, side: Side): number {
    let at = node;
    for (let steps = 0; ; steps++) {
      const next = this.child(at, side);
      if (next === 0) return at;
      this.checkEnd(steps, node);
      at = next;
    }
  }

  /** The nearest node of a subtree below its root: the next one for `right`, the one before for `left`. 0 for none. */
  nearestBelow(node: number, side: Side): number {
    const child = this.child(node, side);
    return child === 0 ? 0 : this.outermost(child, opposite(side));
  }

  /**
   * The nearest node of the whole tree: the next one for `right`, the one before for `left`. 0 for none.
   * @param above what the root hangs below without being a node; left out for splay links
   */
  nearest(node: number, side: Side, above = 0): number {
    const below = this.nearestBelow(node, side);
    if (below !== 0) return below;
    let at = node;
    for (let steps = 0; ; steps++) {
      const parent = this.parent(at);
      if (parent === at || parent === above) return 0;
      if (this.sideOf(at) !== side) return parent;
      this.checkEnd(steps, node);
      at = parent;
    }
  }

  /** Puts a node, or nothing, where another one hangs. What hangs below them stays. */
  replace(node: number, by: number): void {
    const parent = this.parent(node);
    if (parent !== node) this.setChild(parent, this.sideOf(node), by);
    else if (by !== 0) this.setParent(by, by);
  }

  /** Turns a node and its parent round: the node goes up, the parent becomes its child. */
  rotateUp(node: number): void {
    const parent = this.parent(node);
    const side = this.sideOf(node);
    const inner = this.child(node, opposite(side));
    this.replace(parent, node);
    this.setChild(parent, side, inner);
    this.setChild(node, opposite(side), parent);
  }

  /** Stops the machine when a walk does not end. */
  checkEnd(steps: number, from: number): void {
    if (steps < MOST_STEPS) return;
    const where = formatAddress(this.#services.architecture, from);
    this.#services.stepLimit('tree links', `the tree at ${where} has no end: its links were overwritten`);
  }

  #offset(side: Side): number {
    return side === 'left' ? this.#width : 2 * this.#width;
  }
}
