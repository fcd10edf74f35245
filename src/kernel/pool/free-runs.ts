/**
 * Free pages of a nonpaged pool that keep their memory. As on Windows, a run of
 * them is described where it lies, so a write to a block of pages that was
 * freed damages the description (D-105):
 *
 *     x64 x86
 *      0   0   LIST_ENTRY   all free runs of this pool
 *     10   8   Size         pages of the run
 *     14   c   Signature    (*ours*)
 *
 * Which runs there are is known beside memory too; that is what decides, and
 * the description is held against it.
 */
import { FreeUnits } from '../../memory/free-units.ts';
import { PAGE_BYTES } from '../../memory/page-access.ts';
import type { Region } from '../../memory/region.ts';
import type { DamageName, ReportDamage } from './damage.ts';
import { type LinkedEntries, REFUSED } from './linked-entries.ts';

/** What stands in a description, besides its links and its size: 'pgfr'. *Ours*. */
const SIGNATURE = 0x7067_6672;

/** The mapped free runs of one pool. */
export class FreeRuns {
  /** Pages in all runs. */
  pages = 0;
  /** By page: length of the run that begins or ends there, else 0. */
  readonly #lengths: Int32Array;
  readonly #tree: FreeUnits;
  readonly #region: Region;
  readonly #links: LinkedEntries;
  readonly #head: number;
  readonly #sizeAt: number;
  readonly #damaged: ReportDamage;

  /** @param head offset of the list's head, whose page is ready @param linkBytes bytes of a LIST_ENTRY */
  constructor(region: Region, links: LinkedEntries, head: number, linkBytes: number, damaged: ReportDamage) {
    const count = region.protection.length;
    this.#lengths = new Int32Array(count);
    this.#tree = new FreeUnits(count);
    this.#region = region;
    this.#links = links;
    this.#head = head;
    this.#sizeAt = linkBytes;
    this.#damaged = damaged;
    links.empty(head);
  }

  /** First page of the lowest run of at least `count` pages, or -1. */
  lowest(count: number): number {
    return this.#tree.lowest(count);
  }

  /** Pages of the run that begins at a page. */
  lengthAt(page: number): number {
    return this.#lengths[page]!;
  }

  /** All runs in order of address: first page and length. Cost O(pages between `from` and `to`). */
  within(from: number, to: number): (readonly [number, number])[] {
    const runs: (readonly [number, number])[] = [];
    for (let page = from; page < to; page++) {
      const length = this.#lengths[page]!;
      if (length === 0) continue;
      runs.push([page, length]);
      page += length - 1;
    }
    return runs;
  }

  /** Adds committed pages, merged with the runs that touch them. */
  give(page: number, count: number): void {
    const before = this.#lengths[page - 1]!;
    const behind = this.#lengths[page + count]!;
    if (before > 0) this.#take(page - before, before);
    if (behind > 0) this.#take(page + count, behind);
    this.#add(page - before, before + count + behind);
  }

  /** Takes the first `count` pages of a run, which is at least that long. */
  take(page: number, count: number): void {
    const length = this.#lengths[page]!;
    this.#take(page, length);
    if (length > count) this.#add(page + count, length - count);
  }

  /** Forgets runs: the first half of loading. */
  forget(runs: readonly (readonly [number, number])[]): void {
    for (const [page, length] of runs) this.#note(page, length, 0);
  }

  /** Knows the runs of a snapshot again; their descriptions are in memory. */
  load(runs: readonly (readonly [number, number])[]): void {
    for (const [page, length] of runs) this.#note(page, length, length);
  }

  /** Offset and pages of the first description that is damaged, for walks; null when all are sound. */
  finding(runs: readonly (readonly [number, number])[]): number | null {
    const listed = new Set<number>();
    let at = this.#links.first(this.#head);
    while (at !== this.#head && !listed.has(at) && listed.size <= runs.length) {
      listed.add(at);
      if (runs.every(([page]) => page * PAGE_BYTES !== at)) return at;
      at = this.#links.first(at);
    }
    const odd = runs.find(
      ([page, length]) => !listed.has(page * PAGE_BYTES) || this.#troubleOf(page, length) !== null,
    );
    return odd === undefined ? null : odd[0] * PAGE_BYTES;
  }

  #note(page: number, length: number, value: number): void {
    this.#lengths[page] = value;
    this.#lengths[page + length - 1] = value;
    this.#tree.mark(page, page + length, value > 0);
    this.pages += value > 0 ? length : -length;
  }

  #add(page: number, length: number): void {
    const entry = page * PAGE_BYTES;
    this.#region.prepareWrite(page);
    const word = (entry + this.#sizeAt) >>> 2;
    this.#region.i32[word] = length;
    this.#region.i32[word + 1] = SIGNATURE;
    this.#note(page, length, length);
    if (this.#links.insert(this.#head, entry)) return;
    this.#report(this.#head);
    this.#relist();
  }

  #take(page: number, length: number): void {
    const entry = page * PAGE_BYTES;
    const trouble = this.#troubleOf(page, length);
    if (trouble !== null || this.#links.remove(entry) === REFUSED) {
      this.#report(entry);
      this.#note(page, length, 0);
      this.#relist();
      return;
    }
    this.#note(page, length, 0);
  }

  /** What of a description, besides its links, is not as it was written. */
  #troubleOf(page: number, length: number): DamageName | null {
    const word = (page * PAGE_BYTES + this.#sizeAt) >>> 2;
    const { i32 } = this.#region;
    this.#region.prepareWrite(page);
    return i32[word] === length && i32[word + 1] === SIGNATURE ? null : 'list-links';
  }

  #report(entry: number): void {
    const trouble = this.#links.explain(entry);
    const address = this.#region.base + entry;
    if (trouble.kind === 'fault') this.#damaged('page-link-fault', entry, [trouble.address]);
    else this.#damaged('list-links', entry, [address, trouble.flinkBlink, trouble.blinkFlink]);
  }

  /** Writes every description anew, after damage that did not stop the machine. */
  #relist(): void {
    this.#region.prepareWrite(this.#head >>> 12);
    this.#links.empty(this.#head);
    for (const [page, length] of this.within(1, this.#lengths.length)) {
      this.#region.prepareWrite(page);
      const word = (page * PAGE_BYTES + this.#sizeAt) >>> 2;
      this.#region.i32[word] = length;
      this.#region.i32[word + 1] = SIGNATURE;
      this.#links.insert(this.#head, page * PAGE_BYTES);
    }
  }
}
