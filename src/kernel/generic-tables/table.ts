/**
 * What generic tables of both kinds have in common. A table is a tree of elements that its CompareRoutine orders.
 * AllocateRoutine gives each element a block: links of the tree first, the bytes of the caller behind them.
 *
 *                          splay tree             AVL tree
 *     table                RTL_GENERIC_TABLE      RTL_AVL_TABLE
 *     first in a block     RTL_SPLAY_LINKS        RTL_BALANCED_LINKS
 *                          LIST_ENTRY in the order of insertion
 *     bytes of the caller  at 40 (x86: 24)        at 32 (x86: 16)
 *
 * What is ours: docs/decisions/0092-generic-tables.md.
 */
import type { BOOLEAN, PointerTo, PVOID, ULONG } from '../../contract/c-types.ts';
import {
  GenericEqual,
  GenericGreaterThan,
  GenericLessThan,
  TableEmptyTree,
  TableFoundNode,
  TableInsertAsLeft,
  TableInsertAsRight,
} from '../../contract/kernel-constants.generated.ts';
import type { Callback, TABLE_SEARCH_RESULT } from '../../contract/kernel-types.ts';
import { structure } from '../../contract/structure.ts';
import { pointerSized } from '../../machine/addresses.ts';
import { isOut } from '../../machine/out.ts';
import type { KernelHost } from '../kernel-host.ts';
import type { Side, TreeLinks } from '../splay-links/tree-links.ts';
import { isGenerator } from '../threads/thread-body.ts';

/** What tables need from the machine. */
export type TableHost = Pick<
  KernelHost,
  | 'architecture'
  | 'kernelMemory'
  | 'pointers'
  | 'symbols'
  | 'stepLimit'
  | 'violation'
  | 'verifier'
  | 'callbackAddress'
  | 'callAddress'
>;

/** Where a search ended: at an element, or above the place where it would be. `node` is 0 in an empty table. */
export interface Place {
  readonly result: TABLE_SEARCH_RESULT;
  readonly node: number;
}

/** Routines of a table, as members of its structure. */
type TableRoutine = 'CompareRoutine' | 'AllocateRoutine' | 'FreeRoutine';

/** The routines that a driver gives a table, and its context. */
export interface NewTable {
  readonly CompareRoutine: Callback;
  readonly AllocateRoutine: Callback;
  readonly FreeRoutine: Callback;
  readonly TableContext: PVOID;
}

const LARGEST_ULONG = 0xffff_ffff;

/** A table in simulated memory. */
export abstract class Table {
  readonly host: TableHost;
  readonly address: number;
  /** Name of the routine that was called. */
  readonly routine: string;
  protected abstract readonly links: TreeLinks;
  /** Bytes of a block before those of the caller. */
  protected abstract readonly headerBytes: number;
  readonly #at: ReturnType<typeof commonMembers>;

  protected constructor(
    host: TableHost,
    address: number,
    routine: string,
    kind: 'RTL_GENERIC_TABLE' | 'RTL_AVL_TABLE',
  ) {
    this.host = host;
    this.address = address;
    this.routine = routine;
    this.#at = commonMembers(host, kind);
  }

  /** The topmost element; 0 in an empty table. */
  protected abstract get root(): number;
  /** Hangs a new element below `place`, and counts it wherever the kind of table does. */
  protected abstract attach(node: number, place: Place): void;
  /** Takes an element out of the tree. */
  protected abstract detach(node: number): void;
  /** What a search does to the element that it found. */
  protected abstract used(node: number): void;
  /** The element after another one; 0 for none. */
  protected abstract after(node: number): number;

  /** Makes an empty table of memory that is zero. */
  protected initializeMembers(wanted: NewTable): void {
    for (const name of ['CompareRoutine', 'AllocateRoutine', 'FreeRoutine'] as const)
      this.writePointer(this.#at[name], this.host.callbackAddress(wanted[name]));
    this.writePointer(this.#at.TableContext, wanted.TableContext);
  }

  /** Number of elements. */
  get count(): number {
    return this.host.kernelMemory.readUint32(this.address + this.#at.NumberGenericTableElements);
  }

  /** Address of the bytes of the caller in an element. */
  dataOf(node: number): number {
    return node + this.headerBytes;
  }

  /** Where an element is, or would be. */
  find(buffer: number): Place {
    let node = this.root;
    if (node === 0) return { result: TableEmptyTree, node };
    for (let steps = 0; ; steps++) {
      const side = this.compare(buffer, node);
      if (side === null) return { result: TableFoundNode, node };
      const child = this.links.child(node, side);
      if (child === 0) return { result: side === 'left' ? TableInsertAsLeft : TableInsertAsRight, node };
      this.links.checkEnd(steps, this.address);
      node = child;
    }
  }

  /** Address of the bytes of a matching element, which the search uses; 0 for none. */
  lookup(buffer: number, nodeOrParent: PointerTo<PVOID>, searchResult: PointerTo<ULONG>): number {
    const place = this.find(buffer);
    this.writeUlong(searchResult, place.result);
    if (place.node !== 0) this.storePointer(nodeOrParent, place.node);
    if (place.result !== TableFoundNode) return 0;
    this.used(place.node);
    return this.dataOf(place.node);
  }

  /** Inserts an element where there is none yet. Gives the bytes of the element, or 0 without memory for it. */
  insert(
    buffer: number,
    bytes: number,
    newElement: PointerTo<BOOLEAN>,
    place: Place = this.find(buffer),
  ): number {
    const isNew = place.result !== TableFoundNode;
    const node = isNew ? this.#allocate(bytes) : place.node;
    this.#writeBoolean(newElement, isNew && node !== 0);
    if (node === 0) return 0;
    if (isNew) {
      this.#checkPlace(place);
      this.attach(node, place);
      this.#addCount(1);
      this.host.kernelMemory.copy(this.dataOf(node), buffer, bytes);
    }
    this.used(node);
    return this.dataOf(node);
  }

  /** Deletes the matching element; 1, or 0 for none. */
  delete(buffer: number): BOOLEAN {
    const { result, node } = this.find(buffer);
    if (result !== TableFoundNode) return 0;
    this.deleteNode(node);
    return 1;
  }

  /** Deletes an element: FreeRoutine gets the block that AllocateRoutine gave. */
  deleteNode(node: number): void {
    this.detach(node);
    this.#addCount(-1);
    this.setCursor(0, 0);
    this.#call('FreeRoutine', [node]);
  }

  /** The element behind the one that a key leads to, the first for a key of NULL; 0 behind the last. Nothing moves. */
  next(key: number): number {
    if (key === 0) return this.first();
    this.checkKey(key);
    return this.after(key);
  }

  /** The first element; 0 in an empty table. */
  first(): number {
    const { root } = this;
    return root === 0 ? 0 : this.links.outermost(root, 'left');
  }

  /** The bytes of the element behind the one that a key leads to; moves the key. 0 behind the last. */
  enumerate(restartKey: PointerTo<PVOID>): number {
    const node = this.next(this.loadPointer(restartKey));
    if (node === 0) return 0;
    this.storePointer(restartKey, node);
    return this.dataOf(node);
  }

  /** On which side of an element the caller's bytes come; null when they match. */
  compare(buffer: number, node: number): Side | null {
    const result = this.#call('CompareRoutine', [buffer, this.dataOf(node)]);
    if (result !== GenericLessThan && result !== GenericGreaterThan && result !== GenericEqual)
      this.#reportResult(result);
    if (result === GenericLessThan) return 'left';
    return result === GenericGreaterThan ? 'right' : null;
  }

  /** Reports a key that leads to no element of the table. */
  protected checkKey(key: number): void {
    if (this.host.verifier === 'off' || this.#isElement(key)) return;
    this.host.violation({ rule: 'table-restart-key', routine: this.routine, values: [this.address, key] });
  }

  /** OrderedPointer and WhichOrderedElement: an element by its number, which starts with 1; 0 for none. */
  protected get cursor(): { readonly pointer: number; readonly which: number } {
    return {
      pointer: this.readPointer(this.#at.OrderedPointer),
      which: this.host.kernelMemory.readUint32(this.address + this.#at.WhichOrderedElement),
    };
  }

  protected setCursor(pointer: number, which: number): void {
    this.writePointer(this.#at.OrderedPointer, pointer);
    this.host.kernelMemory.writeUint32(this.address + this.#at.WhichOrderedElement, which);
  }

  /** Calls a function of the driver that can only be a plain one. */
  protected callPlain(address: number, name: string, args: readonly number[]): unknown {
    const result = this.host.callAddress(address, [this.address, ...args]);
    if (isGenerator(result))
      throw new TypeError(`${name} cannot wait: write it as a plain function, not as function*`);
    return result;
  }

  protected readPointer(offset: number): number {
    return this.host.kernelMemory.readPointer(this.address + offset);
  }

  protected writePointer(offset: number, value: number): void {
    this.host.kernelMemory.writePointer(this.address + offset, value);
  }

  protected loadPointer(from: PointerTo<PVOID>): number {
    return isOut(from) ? from.value : this.host.kernelMemory.readPointer(from);
  }

  protected storePointer(target: PointerTo<PVOID>, value: number): void {
    if (isOut(target)) target.value = value;
    else if (target !== 0) this.host.kernelMemory.writePointer(target, value);
  }

  protected writeUlong(target: PointerTo<ULONG>, value: number): void {
    if (isOut(target)) target.value = value;
    else if (target !== 0) this.host.kernelMemory.writeUint32(target, value);
  }

  #writeBoolean(target: PointerTo<BOOLEAN>, value: boolean): void {
    if (isOut(target)) target.value = Number(value);
    else if (target !== 0) this.host.kernelMemory.writeUint8(target, Number(value));
  }

  /** A block for an element; 0 when AllocateRoutine has none, or so many bytes cannot be asked for. */
  #allocate(bytes: number): number {
    const { architecture } = this.host;
    if (bytes > LARGEST_ULONG - this.headerBytes) return 0;
    const given = this.#call('AllocateRoutine', [bytes + this.headerBytes]);
    const block = pointerSized(architecture, given as number | bigint, 'what AllocateRoutine gives');
    return architecture === 'x86' ? block >>> 0 : block;
  }

  /** Reports a place that something hangs in: of a lookup before another change of the table. */
  #checkPlace({ result, node }: Place): void {
    const taken =
      result === TableEmptyTree
        ? this.root
        : this.links.child(node, result === TableInsertAsLeft ? 'left' : 'right');
    if (taken === 0) return;
    const values = [this.address, node, taken];
    this.host.violation({ rule: 'table-place-taken', routine: this.routine, values });
  }

  #reportResult(result: unknown): void {
    const { host, routine, address } = this;
    const compare = this.readPointer(this.#at.CompareRoutine);
    const details = [`${host.symbols.describe(compare)} gave ${String(result)}`];
    const values = [address, compare, Number(result) | 0];
    host.violation({ rule: 'table-compare-result', routine, values, details });
  }

  /** Whether a way leads from a node up to the root. Memory that was freed holds anything, also circles. */
  #isElement(node: number): boolean {
    const { links, root, count } = this;
    let at = node;
    for (let steps = 0; at !== root; steps++) {
      const parent = links.parent(at);
      if (steps === count || parent === 0 || parent === at) return false;
      if (links.child(parent, 'left') !== at && links.child(parent, 'right') !== at) return false;
      at = parent;
    }
    return root !== 0;
  }

  #addCount(change: number): void {
    const at = this.address + this.#at.NumberGenericTableElements;
    this.host.kernelMemory.writeUint32(at, (this.count + change) >>> 0);
  }

  #call(name: TableRoutine, args: readonly number[]): unknown {
    return this.callPlain(this.readPointer(this.#at[name]), name, args);
  }
}

/** Offsets of the members that both structures have. */
function commonMembers({ architecture }: TableHost, kind: 'RTL_GENERIC_TABLE' | 'RTL_AVL_TABLE') {
  const { at } = structure(architecture, kind);
  return {
    OrderedPointer: at.OrderedPointer,
    WhichOrderedElement: at.WhichOrderedElement,
    NumberGenericTableElements: at.NumberGenericTableElements,
    CompareRoutine: at.CompareRoutine,
    AllocateRoutine: at.AllocateRoutine,
    FreeRoutine: at.FreeRoutine,
    TableContext: at.TableContext,
  };
}
