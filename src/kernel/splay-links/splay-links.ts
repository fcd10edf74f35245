/** Splay trees: every use of a node brings it to the root, by the rotations of Sleator and Tarjan. */
import { TreeLinks } from './tree-links.ts';

/** The links of splay trees. */
export class SplayLinks extends TreeLinks {
  /** Brings a node to the root; gives it. */
  splay(node: number): number {
    for (let steps = 0; !this.isTop(node); steps++) {
      this.checkEnd(steps, node);
      const parent = this.parent(node);
      if (this.isTop(parent)) this.rotateUp(node);
      else {
        const isStraight = this.sideOf(node) === this.sideOf(parent);
        this.rotateUp(isStraight ? parent : node);
        this.rotateUp(node);
      }
    }
    return node;
  }

  /** Takes a node out; the parent of its place, or what came into its place at the root, becomes the root. 0: none is left. */
  delete(node: number): number {
    const from = this.unlink(node);
    return from === 0 ? 0 : this.splay(from);
  }

  /** Takes a node out and moves nothing else; gives the root after it. */
  deleteNoSplay(node: number, root: number): number {
    if (root !== node) {
      this.unlink(node);
      return root;
    }
    const from = this.unlink(node);
    return from === 0 ? 0 : this.#topOf(from);
  }

  /**
   * Takes a node out. One with two children gives its place to the last node before it.
   * @returns the lowest node whose subtree is another one than before; 0 when no node is left
   */
  unlink(node: number): number {
    const [left, right] = [this.child(node, 'left'), this.child(node, 'right')];
    if (left !== 0 && right !== 0) return this.#unlinkInner(node, left, right);
    const child = left === 0 ? right : left;
    const parent = this.parent(node);
    this.replace(node, child);
    return parent === node ? child : parent;
  }

  #unlinkInner(node: number, left: number, right: number): number {
    const before = this.outermost(left, 'right');
    const changed = before === left ? before : this.parent(before);
    if (before !== left) {
      this.setChild(changed, 'right', this.child(before, 'left'));
      this.setChild(before, 'left', left);
    }
    this.setChild(before, 'right', right);
    this.replace(node, before);
    return changed;
  }

  #topOf(node: number): number {
    let at = node;
    for (let steps = 0; !this.isTop(at); steps++) {
      this.checkEnd(steps, node);
      at = this.parent(at);
    }
    return at;
  }
}
