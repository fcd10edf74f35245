/** What all parts of the parser share: the tokens, the scopes, and what the unit has collected. */
import type { Architecture } from '../../contract/c-types.ts';
import type { Diagnostics } from '../source/diagnostics.ts';
import type { Position } from '../source/position.ts';
import type { Token } from '../source/token.ts';
import type { Expression, FunctionSymbol, Lvalue, Variable } from '../tree/tree.ts';
import type { Convention, FunctionType, RecordShape, Type } from '../tree/type.ts';
import { alignOf, sizeOf } from '../types/layout.ts';
import { type NamedThing, Scope } from './scopes.ts';
import { Warnings } from './warnings.ts';
import { DECLARATION_WORDS, KEYWORDS } from './words.ts';

/** What a parse needs to know. */
export interface ParseOptions {
  readonly arch: Architecture;
  readonly mode: 'kernel' | 'user';
  readonly diagnostics: Diagnostics;
  /** True for a routine whose result a caller has to look at. None when left out. */
  readonly mustCheck?: (name: string) => boolean;
  /** True to warn of what `cl /analyze` warns of. */
  readonly analyze?: boolean;
}

/** What an expression is before it is known whether its value or its place is wanted. */
export type Operand = Lvalue | Expression;

/** Thrown where the grammar is violated, after the report; the nearest list of statements or declarations goes on. */
export class SyntaxProblem {}

/** Levels of brackets, blocks and operators in each other that are too many (C1026). *Ours*. */
const DEPTH_LIMIT = 320;

/** What surrounds a statement, innermost first. */
export interface Enclosing {
  readonly kind: 'loop' | 'switch' | 'body' | 'handler' | 'finally' | 'filter';
  readonly outer: Enclosing | null;
}

/** A label of the function that is being read. */
export interface LabelUse {
  readonly name: string;
  readonly at: Position;
  readonly enclosing: Enclosing | null;
}

/** A switch whose body is being read. */
export interface SwitchContext {
  readonly type: Type;
  readonly cases: Set<bigint>;
  readonly enclosing: Enclosing | null;
  default: boolean;
}

/** The function whose body is being read. */
export interface CurrentFunction {
  readonly symbol: FunctionSymbol;
  readonly type: FunctionType;
  readonly locals: Variable[];
  readonly labels: Map<string, LabelUse>;
  readonly gotos: LabelUse[];
  readonly switches: SwitchContext[];
  /** True when the type of its result was left out: it need not return one. */
  readonly implicitInt: boolean;
  /** How many diagnostics there were before it. */
  readonly reported: number;
  setjmps: number;
}

/** The hooks by which lower parts of the grammar reach what is made of all of them. */
export interface Grammar {
  /** assignment-expression */
  assignment(parser: Parser): Operand;
  /** conditional-expression */
  conditional(parser: Parser): Operand;
  /** struct-or-union-specifier, enum-specifier; `align` is what a __declspec in front of it asks for, or 0 */
  tagged(parser: Parser, align: number): TaggedType;
}

/** A structure, union or enumeration that a declaration names or defines. */
export interface TaggedType {
  readonly type: Type;
  /** True when it stands for itself, `struct s;`: a declaration without a name is no mistake then. */
  readonly named: boolean;
}

/** State of one parse. */
export class Parser {
  readonly arch: Architecture;
  readonly mode: 'kernel' | 'user';
  readonly diagnostics: Diagnostics;
  readonly warnings: Warnings;
  readonly grammar: Grammar;
  /** Called for a pragma, with the place of the token behind it. */
  readonly #pragma: (parser: Parser, text: string, at: Position, next: Position) => void;
  readonly fileScope = new Scope(null);
  scope = this.fileScope;
  #tokens: readonly Token[];
  #index = 0;
  #depth = 0;
  readonly #undeclared = new Set<string>();
  readonly #waiting: { readonly text: string; readonly at: Position; readonly next: Position }[] = [];
  /** The token to read next; never a pragma. */
  token: Token;
  /** The token read last. */
  previous: Token;
  /** Packing of records, and the stack of `#pragma pack(push)`. */
  pack = 16;
  readonly packStack: { name: string | null; pack: number }[] = [];
  /** Sections that pragmas chose for what is defined next; null is the usual one. */
  readonly sections: { code: string | null; data: string | null; bss: string | null; const: string | null } =
    {
      code: null,
      data: null,
      bss: null,
      const: null,
    };
  /** Braces of initialisers and types that are open: those of blocks do not count. */
  openBraces = 0;
  /** Above 0 in operands that are not evaluated: sizeof and the like. */
  unevaluated = 0;
  current: CurrentFunction | null = null;
  enclosing: Enclosing | null = null;
  /** Functions and variables with linkage, by name: declarations in blocks mean these too. */
  readonly linked = new Map<string, Variable | FunctionSymbol>();
  readonly functions: FunctionSymbol[] = [];
  readonly definedFunctions: FunctionSymbol[] = [];
  readonly variables: Variable[] = [];
  /** Calls whose results are thrown away although they have to be looked at. */
  readonly ignored: Position[] = [];
  readonly mustCheck: (name: string) => boolean;
  readonly analyze: boolean;
  /** How many operators stand in each other in an operand; what is not here has none. */
  readonly depths = new WeakMap<Operand, number>();
  /** Functions that never return. */
  readonly noReturn = new Set<FunctionSymbol>();
  /** Alignments that `__declspec(align)` gave to records. */
  readonly askedAlignments = new Map<RecordShape, number>();

  constructor(
    tokens: readonly Token[],
    options: ParseOptions,
    hooks: {
      grammar: Grammar;
      pragma: (parser: Parser, text: string, at: Position, next: Position) => void;
    },
  ) {
    this.arch = options.arch;
    this.mode = options.mode;
    this.diagnostics = options.diagnostics;
    this.mustCheck = options.mustCheck ?? (() => false);
    this.analyze = options.analyze ?? false;
    this.warnings = new Warnings(options.diagnostics);
    this.grammar = hooks.grammar;
    this.#pragma = hooks.pragma;
    this.#tokens = tokens;
    this.token = this.previous = this.#take(0);
  }

  /** Goes on with other tokens in the same scopes: the prototypes of a library after the types they need. */
  restart(tokens: readonly Token[]): void {
    this.#tokens = tokens;
    this.#index = 0;
    this.token = this.previous = this.#take(0);
  }

  /** The token at an index, past pragmas, which wait for it. The end repeats for ever. */
  #take(index: number): Token {
    let at = index;
    let token = this.#tokens[at];
    while (token?.kind === 'pragma') {
      const next = this.#tokens[++at] ?? token;
      this.#waiting.push({ text: token.text, at: token.at, next: next.at });
      token = this.#tokens[at];
    }
    this.#index = at;
    return token ?? { kind: 'end', text: '', at: this.#lastPosition(), spaceBefore: false };
  }

  /**
   * Puts pragmas into effect that stand before the token at hand. That happens when the token is taken, so that what
   * ended before them is finished under the rules of before: the warnings of a function before `warning(pop)`.
   */
  applyPragmas(): void {
    for (const { text, at, next } of this.#waiting.splice(0)) this.#pragma(this, text, at, next);
  }

  #lastPosition(): Position {
    return this.#tokens.at(-1)?.at ?? { file: '', line: 1, column: 1 };
  }

  // --- tokens ---------------------------------------------------------------

  advance(): Token {
    this.previous = this.token;
    if (this.#waiting.length > 0) this.applyPragmas();
    if (this.token.kind !== 'end') this.token = this.#take(this.#index + 1);
    return this.previous;
  }

  /** Puts a semicolon in front of the token at hand, which a message has said is missing. */
  insertSemicolon(): void {
    this.#index--;
    this.token = { kind: 'punctuator', text: ';', at: this.token.at, spaceBefore: false };
  }

  /** The token `count` places ahead, pragmas skipped and without effect. */
  peek(count = 1): Token {
    let at = this.#index;
    for (let left = count; left > 0; left--) {
      at++;
      while (this.#tokens[at]?.kind === 'pragma') at++;
    }
    return this.#tokens[at] ?? { kind: 'end', text: '', at: this.#lastPosition(), spaceBefore: false };
  }

  /** Strings and characters keep their quotes, so a sign or word is known by its text alone. */
  is(text: string): boolean {
    return this.token.text === text;
  }

  accept(text: string): boolean {
    if (this.token.text !== text) return false;
    this.advance();
    return true;
  }

  /** Takes a token that must stand here. */
  expect(text: string): Token {
    if (this.token.text === text) return this.advance();
    return this.fail(text);
  }

  isIdentifier(token: Token = this.token): boolean {
    return token.kind === 'identifier' && !KEYWORDS.has(token.text);
  }

  /** Takes a name. */
  name(): Token {
    return this.isIdentifier() ? this.advance() : this.fail('identifier');
  }

  /** True where a declaration or the name of a type begins. */
  startsType(token: Token = this.token): boolean {
    if (token.kind !== 'identifier') return false;
    return DECLARATION_WORDS.has(token.text) || this.scope.find(token.text)?.kind === 'typedef';
  }

  /** What the word here names, if it is a name. */
  find(name: string): NamedThing | undefined {
    return this.scope.find(name);
  }

  /** True the first time that a name is undeclared in a function: MSVC repeats itself, we do not (*ours*). */
  reportOnce(name: string): boolean {
    if (this.#undeclared.has(name)) return false;
    this.#undeclared.add(name);
    return true;
  }

  /** A new function: undeclared names are reported again. */
  forgetUndeclared(): void {
    this.#undeclared.clear();
  }

  // --- problems -------------------------------------------------------------

  error(code: string, message: string, at: Position = this.token.at): void {
    this.diagnostics.error(code, message, at);
  }

  warn(code: string, message: string, at: Position): void {
    if (this.unevaluated === 0) this.warnings.report(code, message, at);
  }

  /** Reports that the token here cannot follow, as MSVC words it, and gives up what is being read. */
  fail(missing: string | null = null): never {
    const { kind, text, at } = this.token;
    if (kind === 'end') this.error('C1004', 'unexpected end-of-file found', at);
    else if (missing !== null && missing !== 'identifier')
      if (this.isIdentifier())
        this.error('C2146', `syntax error: missing '${missing}' before identifier '${text}'`);
      else this.error('C2143', `syntax error: missing '${missing}' before '${describe(this.token)}'`);
    else if (this.isIdentifier()) this.error('C2061', `syntax error: identifier '${text}'`);
    else this.error('C2059', `syntax error: '${describe(this.token)}'`);
    throw new SyntaxProblem();
  }

  /** Ends the compilation of a program that is nested too deeply. */
  tooComplex(at: Position): never {
    return this.diagnostics.fatal('C1026', 'parser stack overflow, program too complex', at);
  }

  /** Runs a part of the grammar one level deeper. A hostile nesting ends the compilation. */
  nest<T>(part: () => T): T {
    if (++this.#depth > DEPTH_LIMIT) this.tooComplex(this.token.at);
    try {
      return part();
    } finally {
      this.#depth--;
    }
  }

  /** Runs a part of the grammar whose operands are not evaluated. */
  unevaluatedOperand<T>(part: () => T): T {
    this.unevaluated++;
    try {
      return part();
    } finally {
      this.unevaluated--;
    }
  }

  /** Runs a part of the grammar in a scope of its own. */
  inScope<T>(part: () => T, scope = new Scope(this.scope)): T {
    const outer = this.scope;
    this.scope = scope;
    try {
      return part();
    } finally {
      this.scope = outer;
    }
  }

  /** Runs a part of the grammar inside a construct that jumps and intrinsics ask for. */
  inside<T>(kind: Enclosing['kind'], part: () => T): T {
    const outer = this.enclosing;
    this.enclosing = { kind, outer };
    try {
      return part();
    } finally {
      this.enclosing = outer;
    }
  }

  // --- types ----------------------------------------------------------------

  size(type: Type): number | null {
    return sizeOf(type, this.arch);
  }

  align(type: Type): number {
    return alignOf(type, this.arch);
  }

  /**
   * How functions are called that do not say it. x64 has one convention. Drivers for x86 are built with /Gz
   * (`__stdcall`, but for functions with `...`), programs with /Gd.
   */
  convention(variadic: boolean): Convention {
    return this.arch === 'x86' && this.mode === 'kernel' && !variadic ? 'stdcall' : 'cdecl';
  }
}

const describe = ({ kind, text }: Token): string =>
  kind === 'string' || kind === 'character' ? kind : kind === 'number' ? 'constant' : text;
