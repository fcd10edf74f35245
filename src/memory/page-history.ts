/**
 * What snapshots know about the pages of one region.
 *
 * A snapshot must be cheap to take (thousands of times, few dirty pages), must
 * be restorable in any order, again and again, and must be collectable once
 * nobody holds it. So nothing here knows a chain of snapshots:
 *
 * - Content is held in *versions*. A version whose `bytes` is null is equal to
 *   the live page at this moment; whoever is about to change the page copies it
 *   first (`keep`). A version with bytes never changes again.
 * - A *clean* page is equal to the version in `versions`. A page is dirty from
 *   its first write until the next snapshot. Taking a snapshot makes a version
 *   for each dirty page, without copying, and clears WRITABLE, so that the first
 *   write of any kind comes through `Region.prepareWrite`.
 * - Pages are grouped in chunks of 256 (1 MB). A chunk that did not change since
 *   the last snapshot shares its frozen image with it, so a snapshot costs one
 *   pointer per megabyte in use plus one image per changed chunk.
 * - Loading compares chunk images, then versions, by identity, and copies back
 *   only pages whose version differs.
 *
 * Snapshots hold images, images hold versions; the live side holds one version
 * per page. A dropped snapshot therefore leaves nothing behind.
 */
import { PAGE_BYTES, WRITABLE } from './page-access.ts';

/** Pages in a chunk, as a power of two. */
const CHUNK_SHIFT = 8;
const CHUNK_PAGES = 1 << CHUNK_SHIFT;

/** Page flag: touched since it was committed, so its bytes count. */
export const PRESENT = 1;
/** Page flag: equal to its version; a snapshot may need the bytes. */
export const CLEAN = 2;
/** Page flag: bytes of an earlier use are still there; zero them before the next use. */
export const STALE = 4;

/** Content of a page at the time of a snapshot; null while the live page still has it. */
interface PageVersion {
  bytes: Uint8Array | null;
}

/** A chunk as a snapshot keeps it. Frozen. */
interface ChunkImage {
  readonly access: Uint8Array;
  readonly protection: Uint16Array;
  readonly versions: readonly (PageVersion | null)[];
}

/** Pages of a region as a snapshot keeps them: one image per chunk, null for a chunk never used. */
export type PagesImage = readonly (ChunkImage | null)[];

/** The arrays of a region that hold its pages. */
export interface Pages {
  readonly u8: Uint8Array;
  readonly access: Uint8Array;
  readonly protection: Uint16Array;
  readonly flags: Uint8Array;
}

/** Versions and chunk images of one region. */
export class PageHistory {
  readonly #pages: Pages;
  readonly #versions: ((PageVersion | null)[] | null)[] = [];
  /** Image equal to the live chunk; null for a chunk never used; undefined when it changed since the last snapshot. */
  readonly #images: (ChunkImage | null | undefined)[] = [];
  /** Numbers of the chunks that changed since the last snapshot. */
  readonly #dirty: number[] = [];
  /** What the last snapshot got, while nothing changed since. */
  #last: PagesImage | null = null;

  constructor(pages: Pages) {
    this.#pages = pages;
  }

  /** Notes that attributes or flags of pages change. Every change goes through here. */
  changed(page: number, endPage: number): void {
    const last = (endPage - 1) >>> CHUNK_SHIFT;
    while (this.#images.length <= last) {
      this.#images.push(null);
      this.#versions.push(null);
    }
    for (let chunk = page >>> CHUNK_SHIFT; chunk <= last; chunk++) {
      if (this.#images[chunk] === undefined) continue;
      this.#images[chunk] = undefined;
      this.#dirty.push(chunk);
      this.#last = null;
    }
  }

  /** Saves the content of a clean page that is about to change, and makes it dirty. */
  keep(page: number): void {
    const versions = this.#versions[page >>> CHUNK_SHIFT]!;
    const version = versions[page & (CHUNK_PAGES - 1)]!;
    if (version.bytes === null)
      version.bytes = this.#pages.u8.slice(page * PAGE_BYTES, (page + 1) * PAGE_BYTES);
    versions[page & (CHUNK_PAGES - 1)] = null;
    this.#pages.flags[page]! &= ~CLEAN;
  }

  /** Takes a snapshot. Afterwards every present page is clean and none is WRITABLE. */
  save(): PagesImage {
    for (const chunk of this.#dirty) this.#images[chunk] = this.#freeze(chunk);
    this.#dirty.length = 0;
    // No chunk is undefined now.
    this.#last ??= this.#images.slice() as (ChunkImage | null)[];
    return this.#last;
  }

  /** Restores a snapshot. */
  load(saved: PagesImage): void {
    for (let chunk = 0; chunk < this.#images.length; chunk++) {
      const image = saved[chunk] ?? null;
      if (this.#images[chunk] === image) continue;
      this.#restore(chunk, image);
      this.#images[chunk] = image;
    }
    this.#dirty.length = 0;
    this.#last = saved;
  }

  #versionsOf(chunk: number): (PageVersion | null)[] {
    const known = this.#versions[chunk];
    if (known) return known;
    const made = new Array<PageVersion | null>(CHUNK_PAGES).fill(null);
    this.#versions[chunk] = made;
    return made;
  }

  #freeze(chunk: number): ChunkImage {
    const { access, protection, flags } = this.#pages;
    const from = chunk << CHUNK_SHIFT;
    const versions = this.#versionsOf(chunk);
    for (let at = 0; at < CHUNK_PAGES; at++) {
      const page = from + at;
      if ((flags[page]! & (PRESENT | CLEAN)) !== PRESENT) continue;
      versions[at] = { bytes: null };
      flags[page]! |= CLEAN;
      access[page]! &= ~WRITABLE;
    }
    return {
      access: access.slice(from, from + CHUNK_PAGES),
      protection: protection.slice(from, from + CHUNK_PAGES),
      versions: versions.slice(),
    };
  }

  #restore(chunk: number, image: ChunkImage | null): void {
    const { u8, access, protection, flags } = this.#pages;
    const versions = this.#versionsOf(chunk);
    const from = chunk << CHUNK_SHIFT;
    const end = Math.min(CHUNK_PAGES, flags.length - from);
    for (let at = 0; at < end; at++) {
      const page = from + at;
      const wanted = image === null ? null : image.versions[at]!;
      access[page] = image === null ? 0 : image.access[at]!;
      protection[page] = image === null ? 0 : image.protection[at]!;
      if (wanted !== null && versions[at] === wanted) continue;
      if ((flags[page]! & CLEAN) !== 0) this.keep(page);
      if (wanted === null) {
        if (flags[page] !== 0) flags[page] = STALE;
        continue;
      }
      // Not the live page's version, so its bytes were kept when the page changed.
      u8.set(wanted.bytes!, page * PAGE_BYTES);
      versions[at] = wanted;
      flags[page] = PRESENT | CLEAN;
    }
  }
}
