/**
 * AVL trees: at each node the heights of both sides differ by one at most.
 *
 *     BalancedRoot of the table    Parent      points at itself
 *                                  LeftChild   NULL
 *                                  RightChild  the root, or NULL
 *     Balance of a node            -1, 0 or 1: height of the right side less that of the left side
 */
import { structure } from '../../contract/structure.ts';
import type { Memory } from '../../memory/memory.ts';
import { type LinkServices, opposite, type Side, TreeLinks } from '../splay-links/tree-links.ts';

/** How the balance of a node changes when a side of it grows. */
const weight = (side: Side): number => (side === 'left' ? -1 : 1);

/** The links of AVL trees. Both changes of a tree say by how much its height changes. */
export class BalancedLinks extends TreeLinks {
  readonly #memory: Memory;
  readonly #balance: number;

  constructor(services: LinkServices) {
    super(services);
    this.#memory = services.memory;
    this.#balance = structure(services.architecture, 'RTL_BALANCED_LINKS').at.Balance;
  }

  balance(node: number): number {
    return this.#memory.readInt8(node + this.#balance);
  }

  setBalance(node: number, balance: number): void {
    this.#memory.writeInt8(node + this.#balance, balance);
  }

  /**
   * Hangs a node without children below another one that has none there.
   * @param above the BalancedRoot, whose right child is the root
   * @returns 1 when the tree is higher than before, else 0
   */
  insert(node: number, parent: number, side: Side, above: number): number {
    this.setChild(parent, side, node);
    let at = node;
    for (let steps = 0; ; steps++) {
      this.checkEnd(steps, node);
      const over = this.parent(at);
      if (over === above) return 1;
      const grown = this.sideOf(at);
      const balance = this.balance(over) + weight(grown);
      if (Math.abs(balance) === 2) {
        this.#level(over, grown);
        return 0;
      }
      this.setBalance(over, balance);
      if (balance === 0) return 0;
      at = over;
    }
  }

  /**
   * Takes a node out. One with two children gives its place to its neighbour on the higher side, else to the one before.
   * @param above the BalancedRoot, whose right child is the root
   * @returns -1 when the tree is lower than before, else 0
   */
  delete(node: number, above: number): number {
    const [left, right] = [this.child(node, 'left'), this.child(node, 'right')];
    if (left !== 0 && right !== 0) return this.#deleteInner(node, above);
    const [parent, side] = [this.parent(node), this.sideOf(node)];
    this.replace(node, left === 0 ? right : left);
    return this.#shrunk(parent, side, above);
  }

  #deleteInner(node: number, above: number): number {
    const side = this.balance(node) > 0 ? 'right' : 'left';
    const child = this.child(node, side);
    const neighbour = this.outermost(child, opposite(side));
    const isChild = neighbour === child;
    const parent = isChild ? neighbour : this.parent(neighbour);
    if (!isChild) {
      this.setChild(parent, opposite(side), this.child(neighbour, side));
      this.setChild(neighbour, side, child);
    }
    this.setChild(neighbour, opposite(side), this.child(node, opposite(side)));
    this.setBalance(neighbour, this.balance(node));
    this.replace(node, neighbour);
    return this.#shrunk(parent, isChild ? side : opposite(side), above);
  }

  /** Mends the balances above a subtree that is lower by one than before. */
  #shrunk(parent: number, lowered: Side, above: number): number {
    let [at, side] = [parent, lowered];
    for (let steps = 0; at !== above; steps++) {
      this.checkEnd(steps, parent);
      const balance = this.balance(at) - weight(side);
      let top = at;
      if (Math.abs(balance) === 2) {
        const level = this.#level(at, opposite(side));
        if (!level.isLower) return 0;
        top = level.top;
      } else {
        this.setBalance(at, balance);
        if (balance !== 0) return 0;
      }
      side = this.sideOf(top);
      at = this.parent(top);
    }
    return -1;
  }

  /** Levels a node whose one side is too high by two. Gives what is on top then, and whether that is lower than before. */
  #level(node: number, high: Side): { readonly top: number; readonly isLower: boolean } {
    const heavy = weight(high);
    const child = this.child(node, high);
    const leans = this.balance(child);
    if (leans !== -heavy) {
      this.rotateUp(child);
      this.setBalance(node, leans === 0 ? heavy : 0);
      this.setBalance(child, leans === 0 ? -heavy : 0);
      return { top: child, isLower: leans !== 0 };
    }
    const inner = this.child(child, opposite(high));
    const innerLeans = this.balance(inner);
    this.rotateUp(inner);
    this.rotateUp(inner);
    this.setBalance(node, innerLeans === heavy ? -heavy : 0);
    this.setBalance(child, innerLeans === -heavy ? heavy : 0);
    this.setBalance(inner, 0);
    return { top: inner, isLower: true };
  }
}
