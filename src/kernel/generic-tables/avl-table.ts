/** Generic tables that are AVL trees: RTL_AVL_TABLE. */
import type { PointerTo, PVOID, ULONG } from '../../contract/c-types.ts';
import { TableEmptyTree, TableInsertAsLeft } from '../../contract/kernel-constants.generated.ts';
import type { Callback } from '../../contract/kernel-types.ts';
import { structure } from '../../contract/structure.ts';
import { isOut } from '../../machine/out.ts';
import { STATUS_NO_MATCH, STATUS_SUCCESS } from '../../status/common.ts';
import { BalancedLinks } from './balanced-links.ts';
import { type NewTable, type Place, Table, type TableHost } from './table.ts';

/** What RtlEnumerateGenericTableLikeADirectory is asked. */
export interface DirectoryQuery {
  readonly MatchFunction: Callback;
  readonly MatchData: PVOID;
  /** False: the element at which the last call stopped may be given again. */
  readonly NextFlag: boolean;
  readonly RestartKey: PointerTo<PVOID>;
  readonly DeleteCount: PointerTo<ULONG>;
  readonly Buffer: PVOID;
}

/** A table whose tree is balanced. */
export class AvlTable extends Table {
  protected readonly links: BalancedLinks;
  protected readonly headerBytes: number;
  readonly #at;

  constructor(host: TableHost, address: number, routine: string) {
    super(host, address, routine, 'RTL_AVL_TABLE');
    const { architecture, kernelMemory: memory } = host;
    this.links = new BalancedLinks({
      architecture,
      memory,
      stepLimit: (what, message) => host.stepLimit(what, message),
    });
    this.#at = structure(architecture, 'RTL_AVL_TABLE').at;
    this.headerBytes = structure(architecture, 'RTL_BALANCED_LINKS').bytes;
  }

  initialize(wanted: NewTable): void {
    this.host.kernelMemory.fill(this.address, structure(this.host.architecture, 'RTL_AVL_TABLE').bytes, 0);
    this.links.setParent(this.#above, this.#above);
    this.initializeMembers(wanted);
  }

  /** The element after the one that the last call gave, the first for a restart: its bytes, or 0 behind the last. */
  enumerateFromTable(restart: boolean): number {
    if (restart) this.writePointer(this.#at.RestartKey, 0);
    return this.enumerate(this.address + this.#at.RestartKey);
  }

  /** The bytes of element number `index` in order; 0 for none. */
  element(index: number): number {
    if (index >= this.count) return 0;
    const wanted = index + 1;
    let { pointer, which } = this.cursor;
    if (which === 0 || wanted < Math.abs(wanted - which)) [pointer, which] = [this.first(), 1];
    for (; which < wanted && pointer !== 0; which++) pointer = this.after(pointer);
    for (; which > wanted && pointer !== 0; which--)
      pointer = this.links.nearest(pointer, 'left', this.#above);
    if (pointer === 0) return 0;
    this.setCursor(pointer, which);
    return this.dataOf(pointer);
  }

  /** The bytes of the first element that matches; 0 for none. For a CompareRoutine to which several are equal. */
  lookupFirst(buffer: number, restartKey: PointerTo<PVOID>): number {
    const node = this.#firstFrom(buffer, false);
    if (node === 0 || this.compare(buffer, node) !== null) return 0;
    this.storePointer(restartKey, node);
    return this.dataOf(node);
  }

  /** The bytes of the next element, in order, that MatchFunction accepts; 0 where it ends the search, or behind the last. */
  enumerateLikeADirectory({ NextFlag, RestartKey, DeleteCount, Buffer, ...match }: DirectoryQuery): number {
    const key = this.loadPointer(RestartKey);
    const deleted = this.host.kernelMemory.readUint32(this.address + this.#at.DeleteCount);
    const isKnown = key !== 0 && this.#readUlong(DeleteCount) === deleted;
    if (isKnown) this.checkKey(key);
    this.writeUlong(DeleteCount, deleted);
    let node = isKnown ? key : this.#firstFrom(Buffer, NextFlag);
    if (isKnown && NextFlag) node = this.after(node);
    for (; node !== 0; node = this.after(node)) {
      const status = this.#match(match.MatchFunction, node, match.MatchData);
      if (status === STATUS_SUCCESS) {
        this.storePointer(RestartKey, node);
        return this.dataOf(node);
      }
      if (status !== STATUS_NO_MATCH) return 0;
    }
    return 0;
  }

  protected get root(): number {
    return this.links.child(this.#above, 'right');
  }

  protected attach(node: number, { result, node: parent }: Place): void {
    this.links.setChild(node, 'left', 0);
    this.links.setChild(node, 'right', 0);
    this.links.setBalance(node, 0);
    const isRoot = result === TableEmptyTree;
    const side = result === TableInsertAsLeft ? 'left' : 'right';
    this.#addDepth(this.links.insert(node, isRoot ? this.#above : parent, side, this.#above));
    this.setCursor(0, 0);
  }

  protected detach(node: number): void {
    // An enumeration goes on behind what is deleted: with the element after the one before it.
    if (this.readPointer(this.#at.RestartKey) === node)
      this.writePointer(this.#at.RestartKey, this.links.nearest(node, 'left', this.#above));
    this.#addDepth(this.links.delete(node, this.#above));
    const deleted = this.address + this.#at.DeleteCount;
    this.host.kernelMemory.writeUint32(deleted, (this.host.kernelMemory.readUint32(deleted) + 1) >>> 0);
  }

  protected used(): void {
    // A search of a balanced tree changes nothing.
  }

  protected after(node: number): number {
    return this.links.nearest(node, 'right', this.#above);
  }

  /** The first element that is not before the caller's bytes, or with `behind` the first behind them; 0 for none. */
  #firstFrom(buffer: number, behind: boolean): number {
    let found = 0;
    let node = this.root;
    for (let steps = 0; node !== 0; steps++) {
      this.links.checkEnd(steps, this.address);
      const side = this.compare(buffer, node);
      const isFurther = side === 'right' || (behind && side === null);
      if (!isFurther) found = node;
      node = this.links.child(node, isFurther ? 'right' : 'left');
    }
    return found;
  }

  #match(MatchFunction: Callback, node: number, MatchData: number): number {
    if (MatchFunction === 0) return STATUS_SUCCESS;
    const address = this.host.callbackAddress(MatchFunction);
    return Number(this.callPlain(address, 'MatchFunction', [this.dataOf(node), MatchData])) >>> 0;
  }

  #readUlong(from: PointerTo<ULONG>): number {
    return isOut(from) ? from.value : this.host.kernelMemory.readUint32(from);
  }

  #addDepth(change: number): void {
    const at = this.address + this.#at.DepthOfTree;
    this.host.kernelMemory.writeUint32(at, (this.host.kernelMemory.readUint32(at) + change) >>> 0);
  }

  /** The BalancedRoot, which the root hangs below. */
  get #above(): number {
    return this.address + this.#at.BalancedRoot;
  }
}
