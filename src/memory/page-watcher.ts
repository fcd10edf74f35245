/** Who sees what becomes of the pages of a region: shadow memory (src/verifier). */

/** Sees what becomes of the pages of a region. */
export interface PageWatcher {
  /** The pages from `first` to before `end` have no memory any more. */
  dropped(first: number, end: number): void;
  /** A page has another address too from now on: what is stored there is stored here. */
  shared(page: number): void;
  /** All pages are what a snapshot has of them. */
  restored(): void;
}
