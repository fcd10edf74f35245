/** Cuts the text of one file into tokens. */
import type { Diagnostics } from '../source/diagnostics.ts';
import type { Position, SourceFile } from '../source/position.ts';
import { continuesIdentifier, isBlank, isDigit, startsIdentifier } from './characters.ts';
import { joinLines } from './joined-text.ts';
import { plainPunctuator, punctuatorAt } from './punctuators.ts';
import type { SourceToken, SourceTokenKind } from './source-token.ts';

const NEWLINE = 0x0a;
const QUOTE = 0x22;
const HASH = 0x23;
const APOSTROPHE = 0x27;
const OPEN = 0x28;
const STAR = 0x2a;
const DOT = 0x2e;
const SLASH = 0x2f;
const LESS = 0x3c;
const BACKSLASH = 0x5c;

/** What stands before a quote without being an identifier. */
const PREFIXES = new Set(['L', 'u8', 'u', 'U']);

/** Directives that begin a group, and those that divide one. */
const OPENING = new Set(['if', 'ifdef', 'ifndef']);
const DIVIDING = new Set(['elif', 'elifdef', 'elifndef', 'else']);

/** The name in an `#include` directive. */
export interface HeaderName {
  readonly name: string;
  readonly form: 'quoted' | 'angled';
}

/** The tokens of a file, one after another. */
export class Lexer {
  readonly #text: string;
  readonly #end: number;
  readonly #splices: readonly number[];
  readonly #diagnostics: Diagnostics | null;
  #nextSplice = 0;
  #offset = 0;
  #line = 1;
  #lineStart = 0;
  #atLineStart = true;
  /** True when a look ahead has already moved over white space. */
  #blanksPassed = false;
  /** Name and shift of the line numbers, which `#line` changes. */
  #file: string;
  #lineShift = 0;
  /** Name of the file that is read, once `#line` made numbers or names of its own. */
  #physicalFile: string | null = null;

  /** @param diagnostics Where wrong text is reported; null: nowhere. */
  constructor(file: SourceFile, diagnostics: Diagnostics | null) {
    const { text, splices } = joinLines(file.text);
    this.#end = text.length;
    // Every look ahead of a few characters stays inside the text.
    this.#text = `${text}\n\0\0\0`;
    this.#splices = splices;
    this.#file = file.name;
    this.#diagnostics = diagnostics;
  }

  /** Place of the next character. */
  get at(): Position {
    return this.#placeOf(this.#offset);
  }

  /** `#line`: the line behind this one gets a number, and the file another name if one is given. */
  renumber(line: number, file: string | null): void {
    this.#placeOf(this.#offset);
    this.#lineShift = line - (this.#line + 1);
    this.#physicalFile ??= this.#file;
    if (file !== null) this.#file = file;
  }

  /** Place of an offset that is not before the last one that was asked for. */
  #placeOf(offset: number): Position {
    for (let splice = this.#splices[this.#nextSplice]; splice !== undefined && splice <= offset; ) {
      this.#line++;
      // A comment may have brought a newline behind the splice.
      this.#lineStart = Math.max(this.#lineStart, splice);
      splice = this.#splices[++this.#nextSplice];
    }
    const column = offset - this.#lineStart + 1;
    const at = { file: this.#file, line: this.#line + this.#lineShift, column };
    const file = this.#physicalFile;
    return file === null ? at : { ...at, physical: { file, line: this.#line } };
  }

  /**
   * The next token. In text, lines end silently, and a `#` that is the first of its line is a `directive`. In a
   * directive, the end of the line is a `newline` that stays there. Behind the last token comes `end`, for ever.
   */
  next(inDirective: boolean): SourceToken {
    const spaceBefore = this.#skipBlanks(inDirective) || this.#blanksPassed || this.#atLineStart;
    this.#blanksPassed = false;
    const start = this.#offset;
    const first = this.#atLineStart;
    this.#atLineStart = false;
    const code = this.#text.charCodeAt(start);
    if (code === NEWLINE) return this.#token(start < this.#end ? 'newline' : 'end', start, '', spaceBefore);
    if (start >= this.#end) return this.#token('end', start, '', spaceBefore);
    const kind = this.#scan(code);
    const text = this.#text.slice(start, this.#offset);
    if (kind !== 'punctuator') return this.#token(kind, start, text, spaceBefore);
    const plain = plainPunctuator(text);
    const directive = first && plain === '#' && !inDirective;
    return this.#token(directive ? 'directive' : kind, start, plain, spaceBefore);
  }

  #token(kind: SourceTokenKind, start: number, text: string, spaceBefore: boolean): SourceToken {
    return { kind, text, at: this.#placeOf(start), spaceBefore, hide: null };
  }

  /** Moves behind the token that begins here. */
  #scan(code: number): SourceTokenKind {
    if (startsIdentifier(code) || this.#isEscapedLetter()) return this.#scanWord();
    if (isDigit(code) || (code === DOT && isDigit(this.#text.charCodeAt(this.#offset + 1))))
      return this.#scanNumber();
    if (code === QUOTE || code === APOSTROPHE) return this.#scanQuoted(code, this.#offset);
    const punctuator = punctuatorAt(this.#text, this.#offset);
    this.#offset += punctuator === null ? 1 : punctuator.length;
    return punctuator === null ? 'other' : 'punctuator';
  }

  /** True at a universal character name, `\u00e9`. */
  #isEscapedLetter(): boolean {
    if (this.#text.charCodeAt(this.#offset) !== BACKSLASH) return false;
    return /^\\(?:u[0-9a-f]{4}|U[0-9a-f]{8})/i.test(this.#text.slice(this.#offset, this.#offset + 10));
  }

  /** An identifier, or the string or character that it is a prefix of. */
  #scanWord(): SourceTokenKind {
    const start = this.#offset;
    for (;;) {
      const code = this.#text.charCodeAt(this.#offset);
      if (continuesIdentifier(code)) this.#offset++;
      else if (code === BACKSLASH && this.#isEscapedLetter())
        this.#offset += this.#text.charAt(this.#offset + 1) === 'u' ? 6 : 10;
      else break;
    }
    const code = this.#text.charCodeAt(this.#offset);
    if ((code === QUOTE || code === APOSTROPHE) && this.#offset - start <= 2)
      if (PREFIXES.has(this.#text.slice(start, this.#offset))) return this.#scanQuoted(code, start);
    return 'identifier';
  }

  /**
   * A preprocessing number. `0xE+1` is three tokens, as in MSVC and unlike the standard; `1E+1` is one.
   */
  #scanNumber(): SourceTokenKind {
    const hexadecimal = /^0x/i.test(this.#text.slice(this.#offset, this.#offset + 2));
    for (;;) {
      const code = this.#text.charCodeAt(this.#offset);
      const next = this.#text.charCodeAt(this.#offset + 1);
      // `e`, `p`: with the sign of an exponent behind them.
      const exponent = (code | 0x20) === (hexadecimal ? 0x70 : 0x65);
      if (exponent && (next === 0x2b || next === 0x2d)) this.#offset += 2;
      else if (code === DOT || continuesIdentifier(code)) this.#offset++;
      else return 'number';
    }
  }

  /** A string or character constant; without its closing quote the rest of the line. */
  #scanQuoted(quote: number, start: number): SourceTokenKind {
    if (this.#skipQuoted(quote)) return quote === QUOTE ? 'string' : 'character';
    this.#diagnostics?.error('C2001', 'newline in constant', this.#placeOf(start));
    return 'other';
  }

  /** Moves behind a quoted text; false when the line ended first. */
  #skipQuoted(quote: number): boolean {
    for (this.#offset++; ; this.#offset++) {
      const code = this.#text.charCodeAt(this.#offset);
      if (code === NEWLINE) return false;
      if (code === quote) {
        this.#offset++;
        return true;
      }
      if (code === BACKSLASH && this.#text.charCodeAt(this.#offset + 1) !== NEWLINE) this.#offset++;
    }
  }

  /** Moves over white space and comments, in text over line ends too. True when there was any. */
  #skipBlanks(inDirective: boolean): boolean {
    const start = this.#offset;
    for (;;) {
      const code = this.#text.charCodeAt(this.#offset);
      if (isBlank(code)) this.#offset++;
      else if (code === SLASH && this.#skipComment()) continue;
      else if (code === NEWLINE && !inDirective && this.#offset < this.#end) this.#passNewline();
      else return this.#offset > start;
    }
  }

  #passNewline(): void {
    this.#offset++;
    this.#line++;
    this.#lineStart = this.#offset;
    this.#atLineStart = true;
  }

  /** Moves behind the comment that begins at this slash, if one does. */
  #skipComment(): boolean {
    const second = this.#text.charCodeAt(this.#offset + 1);
    if (second === SLASH) {
      this.#offset = this.#text.indexOf('\n', this.#offset);
      return true;
    }
    if (second !== STAR) return false;
    const start = this.#offset;
    const close = this.#text.indexOf('*/', start + 2);
    if (close < 0) {
      const at = this.#placeOf(start);
      this.#offset = this.#end;
      this.#diagnostics?.fatal('C1071', 'unexpected end of file found in comment', at);
      return true;
    }
    for (let line = this.#text.indexOf('\n', start); line >= 0 && line < close; ) {
      this.#line++;
      this.#lineStart = line + 1;
      line = this.#text.indexOf('\n', line + 1);
    }
    this.#offset = close + 2;
    return true;
  }

  /** True when the next token of the text is `(`. Moves over white space only, and not over a directive. */
  parenFollows(): boolean {
    if (this.#skipBlanks(false)) this.#blanksPassed = true;
    return this.#text.charCodeAt(this.#offset) === OPEN;
  }

  /** The name of an `#include` that is spelled out, or null when something else stands there. */
  headerName(): HeaderName | null {
    this.#skipBlanks(true);
    const code = this.#text.charCodeAt(this.#offset);
    if (code !== QUOTE && code !== LESS) return null;
    const close = this.#text.indexOf(code === QUOTE ? '"' : '>', this.#offset + 1);
    if (close < 0 || close > this.#text.indexOf('\n', this.#offset)) return null;
    const name = this.#text.slice(this.#offset + 1, close);
    this.#offset = close + 1;
    return { name, form: code === QUOTE ? 'quoted' : 'angled' };
  }

  /** The rest of a directive as it is written, without comments. */
  rawLine(): string {
    const start = this.#offset;
    const rest = this.#text.slice(start, this.#text.indexOf('\n', start));
    const text = rest.replace(/\/[/*].*$/, '');
    this.#offset += text.length;
    return text.trim();
  }

  /** Moves to the end of the line: over comments, also long ones, and over what looks like one in a string. */
  skipLine(): void {
    for (;;) {
      this.#skipBlanks(true);
      const code = this.#text.charCodeAt(this.#offset);
      if (code === NEWLINE) return;
      if (code === QUOTE || code === APOSTROPHE) this.#skipQuoted(code);
      else this.#offset++;
    }
  }

  /**
   * Moves over a group that is left out, to the directive that ends or divides it, and gives the word of that
   * directive; null at the end of the file. Called at the end of a line.
   */
  skipGroup(): SourceToken | null {
    for (let depth = 0; this.#offset < this.#end; this.skipLine()) {
      this.#passNewline();
      this.#skipBlanks(true);
      if (this.#text.charCodeAt(this.#offset) !== HASH) continue;
      this.#offset++;
      this.#skipBlanks(true);
      this.#atLineStart = false;
      // Anything else may be half of a quotation, about which nobody should complain here.
      if (!startsIdentifier(this.#text.charCodeAt(this.#offset))) continue;
      const word = this.next(true);
      if (OPENING.has(word.text)) depth++;
      else if (depth === 0 && (word.text === 'endif' || DIVIDING.has(word.text))) return word;
      else if (word.text === 'endif') depth--;
    }
    return null;
  }
}
