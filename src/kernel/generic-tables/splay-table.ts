/** Generic tables that are splay trees: RTL_GENERIC_TABLE. */
import { TableEmptyTree, TableInsertAsLeft } from '../../contract/kernel-constants.generated.ts';
import { structure } from '../../contract/structure.ts';
import { formatAddress } from '../../machine/addresses.ts';
import { ListLinks } from '../lists/list-links.ts';
import { SplayLinks } from '../splay-links/splay-links.ts';
import { type NewTable, type Place, Table, type TableHost } from './table.ts';

/** Alignment of the caller's bytes: that of pool on x86, so that a LONGLONG in them is aligned. */
const DATA_ALIGNMENT = 8;

/** A table whose elements are splayed when they are used. */
export class SplayTable extends Table {
  protected readonly links: SplayLinks;
  protected readonly headerBytes: number;
  readonly #list: ListLinks;
  readonly #at;
  readonly #entry: number;

  constructor(host: TableHost, address: number, routine: string) {
    super(host, address, routine, 'RTL_GENERIC_TABLE');
    const { architecture, kernelMemory: memory } = host;
    this.links = new SplayLinks({
      architecture,
      memory,
      stepLimit: (what, message) => host.stepLimit(what, message),
    });
    this.#list = new ListLinks({
      architecture,
      memory,
      violation: (violation) => host.violation(violation),
      show: (shown) => formatAddress(architecture, shown, host.pointers),
    });
    this.#at = structure(architecture, 'RTL_GENERIC_TABLE').at;
    this.#entry = structure(architecture, 'RTL_SPLAY_LINKS').bytes;
    const bytes = this.#entry + structure(architecture, 'LIST_ENTRY').bytes;
    this.headerBytes = Math.ceil(bytes / DATA_ALIGNMENT) * DATA_ALIGNMENT;
  }

  initialize(wanted: NewTable): void {
    const { bytes } = structure(this.host.architecture, 'RTL_GENERIC_TABLE');
    this.host.kernelMemory.fill(this.address, bytes, 0);
    const head = this.#head;
    this.#list.join(head, head);
    this.setCursor(0, 0);
    this.initializeMembers(wanted);
  }

  /** Splays the next element in order, the first one for a restart; its bytes, or 0 behind the last. */
  enumerateSplaying(restart: boolean): number {
    const { root } = this;
    if (root === 0) return 0;
    const node = restart ? this.first() : this.after(root);
    if (node === 0) return 0;
    this.used(node);
    return this.dataOf(node);
  }

  /** The bytes of the element that was inserted as number `index`, of those that are left; 0 for none. */
  element(index: number): number {
    if (index >= this.count) return 0;
    const wanted = index + 1;
    let { pointer, which } = this.cursor;
    // The nearest of three places that are known: the cursor, and the head from both sides.
    const fromEnd = this.count + 1 - wanted;
    if (wanted < Math.abs(wanted - which)) [pointer, which] = [this.#head, 0];
    if (fromEnd < Math.abs(wanted - which)) [pointer, which] = [this.#head, this.count + 1];
    for (; which < wanted; which++) pointer = this.#list.next(pointer);
    for (; which > wanted; which--) pointer = this.#list.previous(pointer);
    this.setCursor(pointer, which);
    return this.dataOf(pointer - this.#entry);
  }

  protected get root(): number {
    return this.readPointer(this.#at.TableRoot);
  }

  protected attach(node: number, { result, node: parent }: Place): void {
    this.links.setParent(node, node);
    this.links.setChild(node, 'left', 0);
    this.links.setChild(node, 'right', 0);
    const head = this.#head;
    this.#list.insert(node + this.#entry, this.#list.checkedPrevious(this.routine, head), head);
    if (result === TableEmptyTree) this.writePointer(this.#at.TableRoot, node);
    else this.links.setChild(parent, result === TableInsertAsLeft ? 'left' : 'right', node);
  }

  protected detach(node: number): void {
    this.writePointer(this.#at.TableRoot, this.links.delete(node));
    const entry = node + this.#entry;
    const next = this.#list.checkedNext(this.routine, entry);
    this.#list.join(this.#list.checkedPrevious(this.routine, entry), next);
  }

  protected used(node: number): void {
    this.writePointer(this.#at.TableRoot, this.links.splay(node));
  }

  protected after(node: number): number {
    return this.links.nearest(node, 'right');
  }

  /** The cursor of a table from which something was deleted is the head. */
  protected override setCursor(pointer: number, which: number): void {
    super.setCursor(which === 0 ? this.#head : pointer, which);
  }

  get #head(): number {
    return this.address + this.#at.InsertOrderList;
  }
}
