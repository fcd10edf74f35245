/**
 * Pages that are one piece of memory under several addresses: what a mapping of
 * locked pages gives (docs/decisions/0071-mdls.md).
 *
 * Regions are arrays of their own, so no byte can be in two of them. Of the
 * pages that alias each other one has the bytes at any moment; the others have
 * no attribute bits, so the first access to one of them takes the slow way,
 * which brings the bytes over. No access can tell that from memory that is
 * shared, and accesses to all other pages pay nothing.
 */
import { PAGE_BYTES } from './page-access.ts';
import type { PageWatcher } from './page-watcher.ts';

/** What aliases need of a region. */
export interface AliasedRegion {
  readonly base: number;
  readonly u8: Uint8Array;
  /** Who sees what becomes of its pages. */
  readonly watcher: PageWatcher | null;
  /** Makes the bytes of a page count no more: its next use asks where they are. */
  giveAway(page: number): void;
  /** Makes the bytes of a page count: for the last of the pages that aliased each other. */
  keepHere(page: number): void;
}

/** A page under one of its addresses. */
export interface AliasedPage {
  readonly region: AliasedRegion;
  readonly page: number;
}

interface Group {
  readonly pages: readonly AliasedPage[];
  /** The one of them that has the bytes. */
  readonly owner: AliasedPage;
}

/** State for snapshots. */
export type AliasesImage = readonly Group[];

/** The pages of one machine that alias each other. */
export class PageAliases {
  /** Groups by region and page: each page of a group leads to it. */
  readonly #groups = new Map<AliasedRegion, Map<number, Group>>();

  /** Makes a fresh page another address of a page. */
  add(page: AliasedPage, alias: AliasedPage): void {
    const known = this.#groupOf(page) ?? { pages: [page], owner: page };
    alias.region.giveAway(alias.page);
    page.region.watcher?.shared(page.page);
    this.#set({ ...known, pages: [...known.pages, alias] });
  }

  /** Before the bytes of a page are used: true when they came over from another address. */
  bring(region: AliasedRegion, page: number): boolean {
    const group = this.#groups.get(region)?.get(page);
    if (group === undefined || isSame(group.owner, region, page)) return false;
    const { owner } = group;
    const from = owner.page * PAGE_BYTES;
    const bytes = owner.region.u8.slice(from, from + PAGE_BYTES);
    owner.region.giveAway(owner.page);
    region.u8.set(bytes, page * PAGE_BYTES);
    const taker = group.pages.find((one) => isSame(one, region, page)) ?? owner;
    this.#set({ ...group, owner: taker });
    return true;
  }

  /** Before the memory under an address goes: the others keep the bytes. */
  remove(region: AliasedRegion, page: number): void {
    const group = this.#groups.get(region)?.get(page);
    if (group === undefined) return;
    const others = group.pages.filter((one) => !isSame(one, region, page));
    const [next] = others;
    if (next !== undefined && isSame(group.owner, region, page)) this.#hand(group, next);
    this.#groups.get(region)?.delete(page);
    const now = this.#groups.get(next?.region ?? region)?.get(next?.page ?? -1);
    if (now === undefined || next === undefined) return;
    if (others.length > 1) this.#set({ owner: now.owner, pages: others });
    else {
      // Alone again: an ordinary page.
      if (!isSame(now.owner, next.region, next.page)) this.#hand(now, next);
      this.#groups.get(next.region)?.delete(next.page);
    }
  }

  /** True while there are pages that alias each other in a region. */
  has(region: AliasedRegion): boolean {
    return (this.#groups.get(region)?.size ?? 0) > 0;
  }

  /** True for a page whose bytes are at another address now. */
  isAway(region: AliasedRegion, page: number): boolean {
    const group = this.#groups.get(region)?.get(page);
    return group !== undefined && !isSame(group.owner, region, page);
  }

  save(): AliasesImage {
    return [...new Set([...this.#groups.values()].flatMap((pages) => [...pages.values()]))];
  }

  load(groups: AliasesImage): void {
    this.#groups.clear();
    for (const group of groups) this.#set(group);
  }

  /** Gives the bytes of a group to one of its pages. */
  #hand(group: Group, taker: AliasedPage): void {
    const { owner } = group;
    const from = owner.page * PAGE_BYTES;
    const bytes = owner.region.u8.slice(from, from + PAGE_BYTES);
    owner.region.giveAway(owner.page);
    taker.region.keepHere(taker.page);
    taker.region.u8.set(bytes, taker.page * PAGE_BYTES);
    this.#set({ ...group, owner: taker });
  }

  #groupOf({ region, page }: AliasedPage): Group | undefined {
    return this.#groups.get(region)?.get(page);
  }

  #set(group: Group): void {
    for (const { region, page } of group.pages) {
      const pages = this.#groups.get(region) ?? new Map<number, Group>();
      pages.set(page, group);
      this.#groups.set(region, pages);
    }
  }
}

const isSame = (one: AliasedPage, region: AliasedRegion, page: number): boolean =>
  one.region === region && one.page === page;
