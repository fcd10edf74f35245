/** Generic tables: both kinds against a sorted map, with a look at every link after every step. */
import fc from 'fast-check';
import {
  BOOLEAN,
  type BugCheckOutcome,
  boot,
  GenericEqual,
  GenericGreaterThan,
  GenericLessThan,
  type Nt,
  NULL,
  out,
  POOL_FLAG_NON_PAGED,
  PVOID,
  STATUS_NO_MATCH,
  STATUS_SUCCESS,
  structure,
  TableEmptyTree,
  TableFoundNode,
  TableInsertAsLeft,
  TableInsertAsRight,
  ULONG,
} from 'irqlab';
import { describe, expect, it } from 'vitest';
import { propertyRuns } from '../../property-runs.ts';
import { splayed, type Tree, without } from './splay-model.ts';

type Architecture = 'x64' | 'x86';
type Kind = 'splay' | 'avl';

const KINDS: readonly (readonly [Kind, Architecture])[] = [
  ['splay', 'x64'],
  ['splay', 'x86'],
  ['avl', 'x64'],
  ['avl', 'x86'],
];
const TAG = 0x656c_6261;
const ELEMENT_BYTES = 8;

/** The parameters of a bug check for a rule that is irqlab's own. */
const ownRule = (subtype: number): unknown[] => [subtype, ...new Array<unknown>(3).fill(expect.any(Number))];

/** The routines of one kind of table under the names of the other's. */
const routinesOf = (nt: Nt, kind: Kind) =>
  kind === 'splay'
    ? {
        initialize: nt.RtlInitializeGenericTable,
        insert: nt.RtlInsertElementGenericTable,
        insertFull: nt.RtlInsertElementGenericTableFull,
        delete: nt.RtlDeleteElementGenericTable,
        lookup: nt.RtlLookupElementGenericTable,
        lookupFull: nt.RtlLookupElementGenericTableFull,
        enumerate: nt.RtlEnumerateGenericTable,
        enumerateKey: nt.RtlEnumerateGenericTableWithoutSplaying,
        get: nt.RtlGetElementGenericTable,
        count: nt.RtlNumberGenericTableElements,
        isEmpty: nt.RtlIsGenericTableEmpty,
      }
    : {
        initialize: nt.RtlInitializeGenericTableAvl,
        insert: nt.RtlInsertElementGenericTableAvl,
        insertFull: nt.RtlInsertElementGenericTableFullAvl,
        delete: nt.RtlDeleteElementGenericTableAvl,
        lookup: nt.RtlLookupElementGenericTableAvl,
        lookupFull: nt.RtlLookupElementGenericTableFullAvl,
        enumerate: nt.RtlEnumerateGenericTableAvl,
        enumerateKey: nt.RtlEnumerateGenericTableWithoutSplayingAvl,
        get: nt.RtlGetElementGenericTableAvl,
        count: nt.RtlNumberGenericTableElementsAvl,
        isEmpty: nt.RtlIsGenericTableEmptyAvl,
      };

/** Bytes of a block in front of the caller's. */
const HEADER_BYTES = { splay: { x64: 40, x86: 24 }, avl: { x64: 32, x86: 16 } };

/** A table of (key, value) on a machine, and a view of its links. */
class Site {
  readonly nt: Nt;
  readonly table: number;
  readonly call;
  readonly buffer: number;
  /** What the routines of the driver were called with. */
  readonly allocated: number[] = [];
  readonly freed: number[] = [];
  readonly levels = new Set<number>();
  memoryIsGone = false;
  readonly #kind: Kind;
  readonly #arch: Architecture;

  constructor(kind: Kind, arch: Architecture, compareResult?: (difference: number) => number) {
    this.nt = boot({ arch });
    this.#kind = kind;
    this.#arch = arch;
    this.table = this.nt.variable(kind === 'splay' ? 'RTL_GENERIC_TABLE' : 'RTL_AVL_TABLE');
    this.buffer = this.nt.variable(ELEMENT_BYTES);
    this.call = routinesOf(this.nt, kind);
    const { memory } = this.nt;
    const order = (difference: number): number =>
      difference < 0 ? GenericLessThan : difference > 0 ? GenericGreaterThan : GenericEqual;
    const result = compareResult ?? order;
    this.call.initialize(
      this.table,
      (_table: number, first: number, second: number) => {
        this.levels.add(this.nt.irql);
        return result(memory.readUint32(first) - memory.readUint32(second));
      },
      (_table: number, bytes: number) => {
        this.allocated.push(bytes);
        this.levels.add(this.nt.irql);
        return this.memoryIsGone ? NULL : this.nt.ExAllocatePool2(POOL_FLAG_NON_PAGED, bytes, TAG);
      },
      (table: number, block: number) => {
        expect(table).toBe(this.table);
        this.freed.push(block);
        this.nt.ExFreePool(block);
      },
      0x77,
    );
  }

  put(key: number, value = 0): number {
    this.nt.memory.writeUint32(this.buffer, key);
    this.nt.memory.writeUint32(this.buffer + 4, value);
    return this.buffer;
  }

  insert(key: number, value = 0): number {
    return this.call.insert(this.table, this.put(key, value), ELEMENT_BYTES, NULL);
  }

  key(data: number): number | null {
    return data === 0 ? null : this.nt.memory.readUint32(data);
  }

  value(data: number): number {
    return this.nt.memory.readUint32(data + 4);
  }

  get header(): number {
    return HEADER_BYTES[this.#kind][this.#arch];
  }

  get #width(): number {
    return this.#arch === 'x64' ? 8 : 4;
  }

  /** The tree as it lies in memory; throws where a link does not fit. */
  tree(): Tree {
    const { memory } = this.nt;
    const width = this.#width;
    const isAvl = this.#kind === 'avl';
    const at = structure(this.#arch, 'RTL_AVL_TABLE').at;
    if (isAvl) {
      expect(memory.readPointer(this.table)).toBe(this.table);
      expect(memory.readPointer(this.table + width)).toBe(0);
    }
    const root = memory.readPointer(this.table + (isAvl ? 2 * width : 0));
    const walk = (node: number, parent: number): { tree: Tree; height: number } => {
      if (node === 0) return { tree: null, height: 0 };
      expect(memory.readPointer(node)).toBe(parent);
      const left = walk(memory.readPointer(node + width), node);
      const right = walk(memory.readPointer(node + 2 * width), node);
      if (isAvl) {
        expect(Math.abs(right.height - left.height)).toBeLessThan(2);
        expect(memory.readInt8(node + 3 * width)).toBe(right.height - left.height);
      }
      return {
        tree: { key: this.key(node + this.header) as number, left: left.tree, right: right.tree },
        height: 1 + Math.max(left.height, right.height),
      };
    };
    const { tree, height } = walk(root, isAvl ? this.table : root);
    if (isAvl) expect(memory.readUint32(this.table + at.DepthOfTree)).toBe(height);
    return tree;
  }

  /** Keys in the order of insertion, by both directions of the list. */
  inserted(): number[] {
    const { memory } = this.nt;
    const head = this.table + structure(this.#arch, 'RTL_GENERIC_TABLE').at.InsertOrderList;
    const follow = (offset: number): number[] => {
      const keys: number[] = [];
      for (let at = memory.readPointer(head + offset); at !== head; at = memory.readPointer(at + offset))
        keys.push(this.key(at - 3 * this.#width + this.header) as number);
      return keys;
    };
    const forward = follow(0);
    expect(follow(this.#width).reverse()).toEqual(forward);
    return forward;
  }
}

const inOrder = (tree: Tree): number[] =>
  tree === null ? [] : [...inOrder(tree.left), tree.key, ...inOrder(tree.right)];

const step = fc.record({
  do: fc.constantFrom(
    'insert',
    'insert',
    'insertFull',
    'delete',
    'delete',
    'lookup',
    'lookupFull',
    'enumerate',
    'enumerateKey',
    'get',
    'no memory',
  ),
  key: fc.integer({ min: 0, max: 24 }),
});

describe.each(KINDS)('a generic table (%s) on %s', (kind, arch) => {
  it('does what a sorted map does', () => {
    fc.assert(
      fc.property(fc.array(step, { size: 'max', maxLength: 60 }), (steps) => {
        const site = new Site(kind, arch);
        const { nt, call, table } = site;
        /** Values by key, in the order of insertion. */
        const model = new Map<number, number>();
        let shape: Tree = null;
        const sorted = (): number[] => [...model.keys()].sort((a, b) => a - b);
        const use = (key: number): void => {
          shape = splayed(shape, key);
        };
        for (const [number, { do: name, key }] of steps.entries()) {
          const had = model.has(key);
          if (name === 'insert' || name === 'no memory') {
            site.memoryIsGone = name === 'no memory';
            const isNew = out(BOOLEAN, 9);
            const data = call.insert(table, site.put(key, number), ELEMENT_BYTES, isNew);
            if (had || name === 'insert') {
              expect(isNew.value).toBe(had ? 0 : 1);
              if (!had) model.set(key, number);
              expect([site.key(data), site.value(data)]).toEqual([key, model.get(key)]);
              use(key);
            } else expect([data, isNew.value]).toEqual([0, 0]);
            site.memoryIsGone = false;
          } else if (name === 'insertFull' || name === 'lookupFull') {
            const [node, result] = [out(PVOID, 5), out(ULONG, 9)];
            const found = call.lookupFull(table, site.put(key, number), node, result);
            expect(site.key(found)).toBe(had ? key : null);
            expect(result.value === TableFoundNode).toBe(had);
            expect(result.value === TableEmptyTree).toBe(model.size === 0);
            if (model.size === 0) expect(node.value).toBe(5);
            else if (had) expect(node.value).toBe(found - site.header);
            else {
              const above = site.key(node.value + site.header) as number;
              expect(result.value).toBe(key < above ? TableInsertAsLeft : TableInsertAsRight);
            }
            if (had) use(key);
            if (name === 'insertFull') {
              const isNew = out(BOOLEAN, 9);
              const data = call.insertFull(
                table,
                site.buffer,
                ELEMENT_BYTES,
                isNew,
                node.value,
                result.value,
              );
              expect(isNew.value).toBe(had ? 0 : 1);
              if (!had) model.set(key, number);
              expect([site.key(data), site.value(data)]).toEqual([key, model.get(key)]);
              use(key);
            }
          } else if (name === 'delete') {
            expect(call.delete(table, site.put(key))).toBe(had ? 1 : 0);
            if (had) shape = without(shape, key);
            model.delete(key);
          } else if (name === 'lookup') {
            expect(site.key(call.lookup(table, site.put(key)))).toBe(had ? key : null);
            if (had) use(key);
          } else if (name === 'enumerate') {
            const keys: number[] = [];
            for (let data = call.enumerate(table, 1); data !== 0; data = call.enumerate(table, 0)) {
              keys.push(site.key(data) as number);
              use(keys.at(-1) as number);
            }
            expect(keys).toEqual(sorted());
          } else if (name === 'enumerateKey') {
            const restart = out(PVOID);
            const keys: number[] = [];
            for (
              let data = call.enumerateKey(table, restart);
              data !== 0;
              data = call.enumerateKey(table, restart)
            )
              keys.push(site.key(data) as number);
            expect(keys).toEqual(sorted());
          } else {
            const expected = kind === 'splay' ? [...model.keys()] : sorted();
            expect(site.key(call.get(table, key))).toBe(expected[key] ?? null);
          }
          const tree = site.tree();
          expect(inOrder(tree)).toEqual(sorted());
          if (kind === 'splay') {
            expect(tree).toEqual(shape);
            expect(site.inserted()).toEqual([...model.keys()]);
          }
          expect(call.count(table)).toBe(model.size);
          expect(call.isEmpty(table)).toBe(model.size === 0 ? 1 : 0);
          expect(nt.debug.pool.blocks()).toHaveLength(model.size);
        }
        for (const key of sorted()) expect(call.delete(table, site.put(key))).toBe(1);
        expect(nt.debug.pool.blocks()).toEqual([]);
        expect(new Set(site.allocated).size).toBeLessThan(2);
      }),
      { numRuns: propertyRuns(25) },
    );
  });

  it.each([7, 12, 17, 30])(
    'stays in order while it shrinks to nothing, one of %i steps at a time',
    (stride) => {
      const site = new Site(kind, arch);
      const keys = Array.from({ length: 61 }, (_, index) => (index * stride) % 61);
      for (const key of keys) site.insert(key);
      const left = new Set(keys);
      for (const key of [...keys].sort((a, b) => ((a * 23) % 61) - ((b * 23) % 61))) {
        const middle = left.size >> 1;
        site.call.get(site.table, middle);
        site.call.delete(site.table, site.put(key));
        left.delete(key);
        const sorted = [...left].sort((a, b) => a - b);
        expect(inOrder(site.tree())).toEqual(sorted);
        const numbered = kind === 'splay' ? [...left] : sorted;
        expect(site.key(site.call.get(site.table, middle))).toBe(numbered[middle] ?? null);
      }
    },
  );

  it('asks for its links and the bytes of the caller, and gives the same block back', () => {
    const site = new Site(kind, arch);
    const data = site.insert(3, 4);
    expect(site.allocated).toEqual([site.header + ELEMENT_BYTES]);
    site.call.delete(site.table, site.put(3));
    expect(site.freed).toEqual([data - site.header]);
  });

  it('gives elements by their number from any place to any other', () => {
    const site = new Site(kind, arch);
    const keys = [5, 1, 9, 3, 7, 0, 8];
    for (const key of keys) site.insert(key);
    const expected = kind === 'splay' ? keys : [...keys].sort((a, b) => a - b);
    for (const from of keys.keys())
      for (const to of keys.keys()) {
        site.call.get(site.table, from);
        expect(site.key(site.call.get(site.table, to))).toBe(expected[to]);
      }
    expect(site.call.get(site.table, keys.length)).toBe(NULL);
    expect(site.call.get(site.table, 0xffff_ffff)).toBe(NULL);
  });

  it('calls the routines of the driver at the level of the caller', () => {
    const site = new Site(kind, arch);
    const { nt } = site;
    const mutex = nt.variable('FAST_MUTEX');
    nt.ExInitializeFastMutex(mutex);
    nt.ExAcquireFastMutex(mutex);
    site.insert(1);
    site.insert(2);
    nt.ExReleaseFastMutex(mutex);
    expect([...site.levels]).toEqual([1]);
  });

  it('asks for no block that is larger than a ULONG says', () => {
    const site = new Site(kind, arch);
    const isNew = out(BOOLEAN, 9);
    expect(site.call.insert(site.table, site.put(1), 0xffff_fff0, isNew)).toBe(NULL);
    expect([isNew.value, site.allocated]).toEqual([0, []]);
  });

  it('reports a CompareRoutine that returns what memcmp gives', () => {
    const site = new Site(kind, arch, Math.sign);
    site.insert(5);
    const { nt } = site;
    const outcome = nt.outcome(() => site.insert(3)) as BugCheckOutcome;
    expect(outcome).toMatchObject({ kind: 'bugcheck', code: 0xc4, parameters: ownRule(0x4952_4ca0) });
    expect(outcome.parameters[1]).toBe(site.table);
  });

  it('reports a restart key whose element is gone', () => {
    const site = new Site(kind, arch);
    for (const key of [2, 1, 3]) site.insert(key);
    const key = out(PVOID);
    expect(site.key(site.call.enumerateKey(site.table, key))).toBe(1);
    site.call.delete(site.table, site.put(1));
    const outcome = site.nt.outcome(() => site.call.enumerateKey(site.table, key));
    expect(outcome).toMatchObject({ kind: 'bugcheck', code: 0xc4, parameters: ownRule(0x4952_4ca1) });
  });

  it('reports a place that another element has taken since the lookup', () => {
    const site = new Site(kind, arch);
    const { call, table } = site;
    site.insert(5);
    const [node, result] = [out(PVOID), out(ULONG)];
    call.lookupFull(table, site.put(3), node, result);
    site.insert(2);
    const at = kind === 'splay' ? ([out(PVOID), out(ULONG)] as const) : ([node, result] as const);
    if (kind === 'splay') {
      // The insertion splayed: the old place is below another node, and taken after one more step.
      call.lookupFull(table, site.put(3), at[0], at[1]);
      call.insertFull(table, site.put(4), ELEMENT_BYTES, NULL, at[0].value, at[1].value);
      call.lookup(table, site.put(at[0].value === 0 ? 0 : (site.key(at[0].value + site.header) as number)));
    }
    const outcome = site.nt.outcome(() =>
      call.insertFull(table, site.put(3), ELEMENT_BYTES, NULL, at[0].value, at[1].value),
    );
    expect(outcome).toMatchObject({ kind: 'bugcheck', code: 0xc4, parameters: ownRule(0x4952_4ca2) });
  });

  it('stops when the links of an element lead in a circle', () => {
    const site = new Site(kind, arch, () => GenericLessThan);
    const data = site.insert(1);
    const node = data - site.header;
    site.nt.memory.writePointer(node + (arch === 'x64' ? 8 : 4), node);
    const outcome = site.nt.outcome(() => site.call.enumerateKey(site.table, out(PVOID)));
    expect(outcome).toMatchObject({ kind: 'stopped', reason: 'step-limit' });
  });
});

describe('a splay table', () => {
  it('goes on from the root: a lookup moves the enumeration', () => {
    const site = new Site('splay', 'x64');
    for (const key of [1, 2, 3, 4, 5]) site.insert(key);
    expect(site.key(site.call.enumerate(site.table, 1))).toBe(1);
    site.call.lookup(site.table, site.put(4));
    expect(site.key(site.call.enumerate(site.table, 0))).toBe(5);
  });

  it('is a fast fail when its list of elements is damaged', () => {
    const site = new Site('splay', 'x64');
    const data = site.insert(1);
    site.insert(2);
    site.nt.memory.writePointer(data - site.header + 24, site.buffer);
    expect(site.nt.outcome(() => site.call.delete(site.table, site.put(1)))).toMatchObject({
      kind: 'bugcheck',
      code: 0x139,
    });
  });
});

describe('an AVL table', () => {
  it('goes on behind an element that was deleted', () => {
    const site = new Site('avl', 'x64');
    for (const key of [1, 2, 3, 4, 5]) site.insert(key);
    const seen: (number | null)[] = [];
    for (
      let data = site.call.enumerate(site.table, 1);
      data !== 0;
      data = site.call.enumerate(site.table, 0)
    ) {
      const key = site.key(data) as number;
      seen.push(key);
      site.call.delete(site.table, site.put(key));
    }
    expect(seen).toEqual([1, 2, 3, 4, 5]);
    expect(site.nt.debug.pool.blocks()).toEqual([]);
  });

  it('deletes what a lookup found', () => {
    const site = new Site('avl', 'x64');
    for (const key of [1, 2, 3]) site.insert(key);
    const [node, result] = [out(PVOID), out(ULONG)];
    site.call.lookupFull(site.table, site.put(2), node, result);
    site.nt.RtlDeleteElementGenericTableAvlEx(site.table, node.value);
    expect(inOrder(site.tree())).toEqual([1, 3]);
    expect(site.freed).toEqual([node.value]);
  });

  it('finds the first of several elements that match part of a key', () => {
    const site = new Site('avl', 'x64', undefined);
    const { nt, table } = site;
    let byTens = false;
    const { memory } = nt;
    nt.RtlInitializeGenericTableAvl(
      table,
      (_table: number, first: number, second: number) => {
        const [one, other] = [memory.readUint32(first), memory.readUint32(second)];
        const difference = byTens ? Math.trunc(one / 10) - Math.trunc(other / 10) : one - other;
        return difference < 0 ? GenericLessThan : difference > 0 ? GenericGreaterThan : GenericEqual;
      },
      (_table: number, bytes: number) => nt.ExAllocatePool2(POOL_FLAG_NON_PAGED, bytes, TAG),
      (_table: number, block: number) => nt.ExFreePool(block),
      NULL,
    );
    for (const key of [31, 25, 12, 22, 28, 19, 20, 35]) site.insert(key);
    byTens = true;
    const key = out(PVOID);
    expect(site.key(nt.RtlLookupFirstMatchingElementGenericTableAvl(table, site.put(27), key))).toBe(20);
    expect(site.key(site.call.enumerateKey(table, key))).toBe(22);
    expect(nt.RtlLookupFirstMatchingElementGenericTableAvl(table, site.put(45), key)).toBe(NULL);
  });

  describe('as a directory', () => {
    const filled = () => {
      const site = new Site('avl', 'x64');
      for (const key of [10, 20, 30, 40, 50, 60]) site.insert(key);
      const [restart, deletions] = [out(PVOID), out(ULONG)];
      const next = (
        key: number,
        flag: number,
        match: Parameters<Nt['RtlEnumerateGenericTableLikeADirectory']>[1] = NULL,
      ) =>
        site.key(
          site.nt.RtlEnumerateGenericTableLikeADirectory(
            site.table,
            match,
            7,
            flag,
            restart,
            deletions,
            site.put(key),
          ),
        );
      return { site, next, restart, deletions };
    };

    it('begins at the bytes that are given, and goes on or stays', () => {
      const { next } = filled();
      expect(next(25, 0)).toBe(30);
      expect(next(0, 0)).toBe(30);
      expect(next(0, 1)).toBe(40);
      expect(next(0, 1)).toBe(50);
    });

    it('begins behind the bytes that are given with NextFlag', () => {
      expect(filled().next(30, 1)).toBe(40);
      expect(filled().next(30, 0)).toBe(30);
      expect(filled().next(60, 1)).toBe(null);
    });

    it('goes on by the bytes of the last element after a deletion', () => {
      const { site, next, deletions } = filled();
      expect(next(20, 0)).toBe(20);
      site.call.delete(site.table, site.put(30));
      expect(next(20, 1)).toBe(40);
      expect(deletions.value).toBe(1);
    });

    it('gives what the routine of the driver accepts, and ends where it says so', () => {
      const { site, next, restart } = filled();
      const match = (table: number, data: number, wanted: number): number => {
        expect([table, wanted]).toEqual([site.table, 7]);
        const key = site.key(data) as number;
        return key === 60 ? 0xc000_0273 : key % 20 === 0 ? STATUS_SUCCESS : STATUS_NO_MATCH;
      };
      expect(next(0, 0, match)).toBe(20);
      expect(next(0, 1, match)).toBe(40);
      const before = restart.value;
      expect(next(0, 1, match)).toBe(null);
      expect(restart.value).toBe(before);
    });
  });
});

it('a routine of a table cannot be a generator', () => {
  const nt = boot();
  const table = nt.variable('RTL_GENERIC_TABLE');
  nt.RtlInitializeGenericTable(
    table,
    NULL,
    function* () {
      yield;
    },
    NULL,
    NULL,
  );
  expect(() => nt.RtlInsertElementGenericTable(table, nt.variable(4), 4, NULL)).toThrow(
    /AllocateRoutine cannot wait/,
  );
});
