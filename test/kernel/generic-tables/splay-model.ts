/** Splay trees as values: what the links in memory are compared with. */

/** A tree; null for none. */
export type Tree = Node | null;

interface Node {
  readonly key: number;
  readonly left: Tree;
  readonly right: Tree;
}

const node = (key: number, left: Tree, right: Tree): Node => ({ key, left, right });

/** The nodes from the root to a key, or to the node above its place. */
function path(tree: Tree, key: number): Node[] {
  const nodes: Node[] = [];
  for (let at = tree; at !== null; at = key < at.key ? at.left : at.right) {
    nodes.push(at);
    if (at.key === key) break;
  }
  return nodes;
}

/** The tree with a key at its root; one that has it not gets it as a leaf first. */
export function splayed(tree: Tree, key: number): Node {
  const above = path(tree, key);
  let x = above.at(-1)?.key === key ? (above.pop() as Node) : node(key, null, null);
  while (above.length > 0) {
    const p = above.pop() as Node;
    const g = above.pop();
    const isLeft = key < p.key;
    if (g === undefined)
      x = isLeft
        ? node(key, x.left, node(p.key, x.right, p.right))
        : node(key, node(p.key, p.left, x.left), x.right);
    else if (key < g.key)
      x = isLeft
        ? node(key, x.left, node(p.key, x.right, node(g.key, p.right, g.right)))
        : node(key, node(p.key, p.left, x.left), node(g.key, x.right, g.right));
    else
      x = isLeft
        ? node(key, node(g.key, g.left, x.left), node(p.key, x.right, p.right))
        : node(key, node(p.key, node(g.key, g.left, p.left), x.left), x.right);
  }
  return x;
}

/** The tree with something else in the place of a key that it has. */
function replaced(tree: Tree, key: number, by: (found: Node) => Tree): Tree {
  if (tree === null) throw new TypeError(`no ${key}`);
  if (tree.key === key) return by(tree);
  return key < tree.key
    ? node(tree.key, replaced(tree.left, key, by), tree.right)
    : node(tree.key, tree.left, replaced(tree.right, key, by));
}

/**
 * The tree without a key that a lookup has just found: it was the root for none of them. With two children the key before
 * takes its place. What was above the place that is gone is splayed.
 */
export function without(tree: Tree, key: number): Tree {
  const above = path(tree, key).at(-2);
  const found = path(tree, key).at(-1) as Node;
  if (found.left !== null && found.right !== null) {
    let [before, parent]: [Node, Node] = [found.left, found];
    while (before.right !== null) [before, parent] = [before.right, before];
    const taken = before;
    const left = replaced(found.left, taken.key, ({ left: rest }) => rest);
    const whole = replaced(tree, key, ({ right }) => node(taken.key, left, right));
    return splayed(whole, parent === found ? taken.key : parent.key);
  }
  const rest = replaced(tree, key, ({ left, right }) => left ?? right);
  return rest === null ? null : above === undefined ? rest : splayed(rest, above.key);
}
