/** What a reference page shows that does not stand in the contract. */

/** A program that makes a routine give one of its codes. */
export interface PageExample {
  /** Language of the program, as a fenced block names it. */
  readonly language: 'c' | 'ts';
  /** The program. */
  readonly text: string;
  /** File that it stands in, as the page shows it. */
  readonly file: string;
}

/** A rule that callers have to obey, and what happens to one who does not. */
export interface PageRule {
  /** The rule in one sentence. */
  readonly text: string;
  /** The bug check with Driver Verifier. */
  readonly verifier: string;
  /** What happens without it. */
  readonly free: string;
}

/**
 * Where the page of a name stands, seen from the page that names it.
 *
 * @param name a routine, a status, a level of IRQL or a bug check
 * @returns a relative address, or undefined for a name that has no page
 */
export type PageLink = (name: string) => string | undefined;

/** What a page shows that does not stand in the contract. */
export interface PageTexts {
  /** Text of each parameter by name: the interface's `@param`. */
  readonly parameterText?: Readonly<Record<string, string>>;
  /** Example for each code by its name. */
  readonly examples?: ReadonlyMap<string, PageExample>;
  /** Rules that callers have to obey. */
  readonly rules?: readonly PageRule[];
  /** Rules of DDI compliance that the page of the routine names, for the front matter. */
  readonly ddiCompliance?: string;
  /** `Declare` statement of Visual Basic, for a routine that Visual Basic can call. */
  readonly visualBasic?: string | null;
  /** Names of all routines that have a page; tells which of two forms of a routine there are (A and W). */
  readonly names?: ReadonlySet<string>;
  /** Gives the addresses of links; without it a page has none. */
  readonly link?: PageLink;
  /**
   * `ddi`: headings of Microsoft's repositories (`## -description`), which their build reads. `site`: headings for
   * readers (`## Description`), and the front matter that a site generator reads.
   */
  readonly form?: 'ddi' | 'site';
}
