/** What the text of a header is made from. */
import type { Architecture } from '../../contract/c-types.ts';
import type { Contract, Mode } from '../../contract/contract.ts';

/** A function of the C library, as far as a header needs it. */
export interface LibraryPrototype {
  /** Name that programs call it by. */
  readonly name: string;
  /** C prototype, without a semicolon. */
  readonly prototype: string;
  /** Header that declares it. */
  readonly header: string;
  /** Which programs have it. */
  readonly modes: readonly Mode[];
  /** The architecture that alone has it, where one alone does. */
  readonly only?: Architecture;
}

/**
 * What is modelled: a header declares this and nothing else. The front end may not import the sets of routines
 * (they are the composition root's), so whoever builds a program passes their contracts.
 */
export interface HeaderSources {
  readonly arch: Architecture;
  readonly mode: Mode;
  /** Contracts of the routines that code of this mode calls. */
  readonly contracts: readonly Contract[];
  /** The C library; none gives headers without its functions. */
  readonly library?: readonly LibraryPrototype[];
}
