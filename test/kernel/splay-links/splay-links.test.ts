/** Splay links that a driver keeps in its own nodes. What splaying does to their shape: ../generic-tables. */
import fc from 'fast-check';
import { boot, type Nt, NULL, out, PVOID } from 'irqlab';
import { describe, expect, it } from 'vitest';
import { propertyRuns } from '../../property-runs.ts';

describe.each(['x64', 'x86'] as const)('splay links on %s', (arch) => {
  const width = arch === 'x64' ? 8 : 4;

  /** A tree of nodes that are inserted as binary search trees do; their numbers are their order. */
  class Nodes {
    readonly nt: Nt = boot({ arch });
    readonly nodes: number[] = [];
    root = 0;

    constructor(count: number) {
      for (let number = 0; number < count; number++) this.nodes.push(this.nt.variable('RTL_SPLAY_LINKS'));
    }

    node(number: number): number {
      return this.nodes[number] as number;
    }

    insert(number: number): void {
      const { nt } = this;
      nt.RtlInitializeSplayLinks(this.node(number));
      if (this.root === 0) {
        this.root = this.node(number);
        return;
      }
      for (let at = this.root; ; ) {
        const isLeft = number < this.nodes.indexOf(at);
        const next = isLeft ? nt.RtlLeftChild(at) : nt.RtlRightChild(at);
        if (next !== 0) {
          at = next;
          continue;
        }
        if (isLeft) nt.RtlInsertAsLeftChild(at, this.node(number));
        else nt.RtlInsertAsRightChild(at, this.node(number));
        return;
      }
    }

    /** Numbers in order; throws where a parent does not fit. */
    numbers(node = this.root, parent = this.root): number[] {
      if (node === 0) return [];
      const { nt } = this;
      expect(nt.RtlParent(node)).toBe(parent);
      expect(nt.RtlIsRoot(node)).toBe(node === this.root ? 1 : 0);
      const isLeft = node !== this.root && nt.RtlLeftChild(parent) === node;
      expect(nt.RtlIsLeftChild(node)).toBe(isLeft ? 1 : 0);
      expect(nt.RtlIsRightChild(node)).toBe(node !== this.root && !isLeft ? 1 : 0);
      return [
        ...this.numbers(nt.RtlLeftChild(node), node),
        this.nodes.indexOf(node),
        ...this.numbers(nt.RtlRightChild(node), node),
      ];
    }
  }

  const step = fc.record({
    do: fc.constantFrom('insert', 'insert', 'splay', 'delete', 'deleteNoSplay'),
    number: fc.integer({ min: 0, max: 15 }),
  });

  it('keep their order whatever is done to them', () => {
    fc.assert(
      fc.property(fc.array(step, { size: 'max', maxLength: 50 }), (steps) => {
        const site = new Nodes(16);
        const { nt } = site;
        const there = new Set<number>();
        for (const { do: name, number } of steps) {
          const node = site.node(number);
          if (name === 'insert' && !there.has(number)) {
            site.insert(number);
            there.add(number);
          } else if (name === 'splay' && there.has(number)) {
            site.root = nt.RtlSplay(node);
            expect(site.root).toBe(node);
          } else if (name === 'delete' && there.delete(number)) site.root = nt.RtlDelete(node);
          else if (name === 'deleteNoSplay' && there.delete(number)) {
            const root = out(PVOID, site.root);
            nt.RtlDeleteNoSplay(node, root);
            if (node !== site.root) expect(root.value).toBe(site.root);
            site.root = root.value;
          }
          const sorted = [...there].sort((a, b) => a - b);
          expect(site.numbers()).toEqual(sorted);
          for (const [index, each] of sorted.entries()) {
            const around = (offset: number) => site.nodes[sorted[index + offset] ?? -1] ?? NULL;
            expect(nt.RtlRealSuccessor(site.node(each))).toBe(around(1));
            expect(nt.RtlRealPredecessor(site.node(each))).toBe(index === 0 ? NULL : around(-1));
          }
        }
      }),
      { numRuns: propertyRuns(20) },
    );
  });

  it('give the nearest nodes of a subtree and no others', () => {
    const site = new Nodes(7);
    for (const number of [3, 1, 5, 0, 2, 4, 6]) site.insert(number);
    const { nt } = site;
    const neighbours = (number: number) => [
      site.nodes.indexOf(nt.RtlSubtreePredecessor(site.node(number))),
      site.nodes.indexOf(nt.RtlSubtreeSuccessor(site.node(number))),
    ];
    expect(neighbours(3)).toEqual([2, 4]);
    expect(neighbours(1)).toEqual([0, 2]);
    expect(neighbours(2)).toEqual([-1, -1]);
  });

  it('lie as the structure says', () => {
    const site = new Nodes(3);
    for (const number of [1, 0, 2]) site.insert(number);
    const links = [0, 1, 2].map((index) => site.nt.memory.readPointer(site.node(1) + index * width));
    expect(links).toEqual([site.node(1), site.node(0), site.node(2)]);
  });

  it('stop the machine when they lead in a circle', () => {
    const site = new Nodes(2);
    site.insert(0);
    site.insert(1);
    site.nt.memory.writePointer(site.node(1) + 2 * width, site.node(1));
    const outcome = site.nt.outcome(() => site.nt.RtlSubtreeSuccessor(site.node(0)));
    expect(outcome).toMatchObject({ kind: 'returned', value: site.node(1) });
    site.nt.memory.writePointer(site.node(1) + width, site.node(1));
    expect(site.nt.outcome(() => site.nt.RtlSubtreeSuccessor(site.node(0)))).toMatchObject({
      kind: 'stopped',
      reason: 'step-limit',
    });
  });
});
