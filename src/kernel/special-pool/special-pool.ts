/**
 * Special pool: each block in a page of its own, so that an access beyond it or
 * after its free faults at the very instruction (F-043, D-103), and damage in
 * the rest of its page is found when it is freed (F-047, D-104). It stands in
 * front of the pools (pool-front.ts); what it has no page for they take (F-009).
 */
import type { Part } from '../../machine/snapshot.ts';
import { PAGE_BYTES } from '../../memory/page-access.ts';
import type { Region } from '../../memory/region.ts';
import { describeBlock, describeHistory } from '../pool/block-report.ts';
import { kindNames, type PoolKind } from '../pool/kinds.ts';
import { CACHE_BYTES, type PoolLayout, poolLayouts } from '../pool/layout.ts';
import type { Pool } from '../pool/pool.ts';
import type { FrontRequest, PoolFront } from '../pool/pool-front.ts';
import type { PoolBlock } from '../pool/pool-report.ts';
import { tagText } from '../pool/pool-tags.ts';
import { FRESH_WORD } from '../pool/small-pool.ts';
import { PATTERN, patternDamage, placeInPage, type SpecialBlock } from './special-block.ts';
import { SpecialPages, type SpecialPagesImage } from './special-pages.ts';
import type { SpecialPoolSettings } from './special-pool-option.ts';

/** The last block of a page, and the number of the stack that freed it; null while it is live. */
interface PageUse {
  readonly block: SpecialBlock;
  freedBy: number | null;
}

/** What an access to special pool hit that has no memory. */
export interface SpecialFault {
  /** Whether the block that was meant had been freed; else the access was beyond a live one. */
  readonly freed: boolean;
  /** Which block it was, for the report. */
  readonly details: readonly string[];
}

/** State for snapshots. */
interface SpecialPoolImage {
  readonly pages: SpecialPagesImage;
  readonly uses: readonly Readonly<PageUse>[];
}

/** Subtypes of 0xC1 for an address that cannot be freed (D-104). Which of the two bad addresses is which is *ours*. */
const NOT_ALLOCATED = 0x20;
const INSIDE = 0x21;
const BESIDE = 0x22;

/** The special pool of one machine. */
export class SpecialPool implements Part, PoolFront {
  readonly name = 'special-pool';
  readonly #pool: Pool;
  readonly #settings: SpecialPoolSettings;
  readonly #region: Region;
  readonly #layout: PoolLayout;
  readonly #pages: SpecialPages;
  /** By page. One map for live and freed blocks: each IRP has a page, and a map that becomes empty is made anew. */
  readonly #uses = new Map<number, PageUse>();

  constructor(pool: Pool, settings: SpecialPoolSettings) {
    const { architecture, memory } = pool.host;
    this.#pool = pool;
    this.#settings = settings;
    this.#region = memory.kernelRegion;
    this.#layout = poolLayouts[architecture];
    this.#pages = new SpecialPages(architecture, memory.kernelRegion);
    pool.front = this;
  }

  get takesUnasked(): boolean {
    return this.#settings.chosen;
  }

  takes({ bytes, tag, special }: Pick<FrontRequest, 'bytes' | 'tag' | 'special'>): boolean {
    if (bytes < 0 || bytes > this.#layout.mostBytes) return false;
    if (special !== 'none') return true;
    const { chosen, tag: wanted, blockBytes } = this.#settings;
    if (!chosen || (wanted !== null && wanted !== tag)) return false;
    // F-046: the size that counts is that of a block of the pools, header included.
    return blockBytes === null || blockBytes === this.#rounded(bytes) + this.#layout.granule;
  }

  allocate(request: FrontRequest): number {
    if (!this.takes(request)) return 0;
    const { kind, bytes, tag, who, zero, aligned, special } = request;
    const page = this.#pages.take(kind);
    if (page === 0) return 0;
    const verify = special === 'end' || special === 'start' ? special : this.#settings.verify;
    const at = placeInPage(bytes, aligned ? CACHE_BYTES : this.#layout.granule, verify);
    const start = page * PAGE_BYTES;
    this.#region.prepareOverwrite(page);
    this.#region.fill(PATTERN, start, start + PAGE_BYTES);
    this.#region.fill(zero ? 0 : FRESH_WORD & 0xff, start + at, start + at + bytes);
    this.#uses.delete(page); // the newest comes last
    this.#uses.set(page, { block: { page, kind, at, bytes, tag, who, verify }, freedBy: null });
    const address = this.#region.base + start + at;
    this.#pool.host.events.blocks?.opened({ from: 'pool', address, bytes, zeroed: zero, tag });
    return address;
  }

  kindAt(address: number): PoolKind | undefined {
    return this.#blockAt(address)?.kind;
  }

  blockBytes(address: number): number | undefined {
    const block = this.#blockAt(address);
    return block === undefined ? undefined : this.#rounded(block.bytes);
  }

  blocks(): readonly PoolBlock[] {
    return [...this.#uses.values()].filter(isLive).map(({ block }) => this.#shown(block));
  }

  free(address: number, tag: number, who: number, routine: string): boolean {
    const use = this.#useAt(address);
    if (use === undefined) return this.#refuse(address, routine);
    const { block } = use;
    const { host } = this.#pool;
    this.#pool.tellFree(address, block.bytes, routine);
    this.#checkPattern(block, address, routine);
    const given = tag >>> 0;
    if (given !== 0 && given !== block.tag) {
      const about = `the block has tag '${tagText(block.tag)}', the call says '${tagText(given)}'`;
      const details = [about, this.#described(block)];
      host.violation({ rule: 'pool-wrong-tag', routine, values: [address, block.tag, given], details });
    }
    use.freedBy = who;
    this.#pages.give(block.kind, block.page);
    if (host.events.active) host.events.emit({ kind: 'free', heap: 0, address });
    host.events.blocks?.closed(address);
    return true;
  }

  /** What an access hit that faulted because there is no memory; null outside of special pool. */
  faultAt(address: number): SpecialFault | null {
    const page = this.#pageOf(address);
    if (!this.#pages.holds(page) || this.#live(page) !== undefined) return null;
    // In a page without memory the nearer block is the one that was meant.
    const inFirstHalf = address - this.#region.base - page * PAGE_BYTES < PAGE_BYTES / 2;
    const order = inFirstHalf ? [page, page - 1, page + 1] : [page, page + 1, page - 1];
    for (const near of order) {
      const use = this.#uses.get(near);
      if (use === undefined) continue;
      return isLive(use)
        ? { freed: false, details: [this.#described(use.block)] }
        : { freed: true, details: this.#history(use) };
    }
    return null;
  }

  save(): SpecialPoolImage {
    return { pages: this.#pages.save(), uses: [...this.#uses.values()].map((use) => ({ ...use })) };
  }

  load(saved: unknown): void {
    const { pages, uses } = saved as SpecialPoolImage;
    this.#pages.load(pages);
    this.#uses.clear();
    for (const use of uses) this.#uses.set(use.block.page, { ...use });
  }

  fingerprint(): string {
    return JSON.stringify(this.save());
  }

  /** Why an address of special pool cannot be freed (D-104). False for an address that is not in special pool. */
  #refuse(address: number, routine: string): boolean {
    const page = this.#pageOf(address);
    if (!this.#pages.holds(page)) return false;
    const live = this.#live(page);
    const near = live ?? this.#live(page - 1) ?? this.#live(page + 1);
    const use = this.#uses.get(page);
    const freed = use === undefined || isLive(use) ? undefined : use;
    const subtype =
      live !== undefined ? INSIDE : freed === undefined && near !== undefined ? BESIDE : NOT_ALLOCATED;
    const details =
      freed !== undefined ? this.#history(freed) : near === undefined ? [] : [this.#described(near)];
    const values = [address, subtype === NOT_ALLOCATED ? 0 : (near?.bytes ?? 0), 0, subtype];
    this.#pool.host.violation({ rule: 'special-pool-free', routine, values, details });
    return true;
  }

  #checkPattern(block: SpecialBlock, address: number, routine: string): void {
    const start = block.page * PAGE_BYTES;
    const damage = patternDamage(this.#region, block);
    if (damage === null) return;
    const values = [address, this.#region.base + start + damage.at, 0, damage.subtype];
    const details = [this.#described(block)];
    this.#pool.host.violation({ rule: 'special-pool-pattern', routine, values, details });
  }

  /** The live block that begins at an address. */
  #blockAt(address: number): SpecialBlock | undefined {
    return this.#useAt(address)?.block;
  }

  /** The same, with its page. */
  #useAt(address: number): PageUse | undefined {
    const use = this.#uses.get(this.#pageOf(address));
    return use !== undefined && isLive(use) && this.#addressOf(use.block) === address ? use : undefined;
  }

  /** The live block of a page. */
  #live(page: number): SpecialBlock | undefined {
    const use = this.#uses.get(page);
    return use !== undefined && isLive(use) ? use.block : undefined;
  }

  /** Page of the kernel range, -1 outside of it. */
  #pageOf(address: number): number {
    const { base } = this.#region;
    return this.#region.contains(address) ? Math.floor((address - base) / PAGE_BYTES) : -1;
  }

  #addressOf({ page, at }: SpecialBlock): number {
    return this.#region.base + page * PAGE_BYTES + at;
  }

  /** Bytes as pool rounds them. */
  #rounded(bytes: number): number {
    const { granule } = this.#layout;
    return Math.ceil(Math.max(bytes, 1) / granule) * granule;
  }

  #described(block: SpecialBlock): string {
    return describeBlock(this.#pool.host.architecture, this.#shown(block));
  }

  #history({ block, freedBy }: PageUse): string[] {
    const { stacks, host } = this.#pool;
    const { bytes, who } = block;
    return describeHistory(stacks, host.architecture, this.#addressOf(block), {
      bytes,
      who,
      freedBy: freedBy ?? 0,
    });
  }

  #shown(block: SpecialBlock): PoolBlock {
    const { driver, frames } = this.#pool.stacks.at(block.who);
    return {
      address: this.#addressOf(block),
      bytes: block.bytes,
      totalBytes: PAGE_BYTES,
      tag: block.tag,
      tagText: tagText(block.tag),
      type: kindNames[block.kind],
      quota: false,
      driver,
      stack: frames,
    };
  }
}

const isLive = ({ freedBy }: Readonly<PageUse>): boolean => freedBy === null;
