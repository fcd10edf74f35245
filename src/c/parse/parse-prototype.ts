/** Prototypes on their own: those that the functions of the C library are declared with. */
import { Lexer } from '../preprocess/lexer.ts';
import type { Token } from '../source/token.ts';
import type { FunctionSymbol } from '../tree/tree.ts';
import { externalDeclarations } from './functions.ts';
import { grammar } from './parse.ts';
import { type ParseOptions, Parser } from './parser.ts';
import { pragma } from './pragmas.ts';

/** Names of types that the prototypes of a C library are written with. Structures they point at need no members. */
const BASIC_TYPES: Readonly<Record<ParseOptions['arch'], string>> = {
  x64: 'typedef unsigned __int64 size_t, rsize_t, uintptr_t; typedef __int64 ptrdiff_t, intptr_t;',
  x86: 'typedef unsigned int size_t, rsize_t, uintptr_t; typedef int ptrdiff_t, intptr_t;',
};
const COMMON_TYPES = `
typedef unsigned short wchar_t, wint_t, wctype_t; typedef char *va_list; typedef int errno_t;
typedef __int64 __time64_t, time_t, intmax_t, fpos_t; typedef long clock_t, __time32_t, NTSTATUS, HRESULT; typedef struct _UNICODE_STRING UNICODE_STRING, *PUNICODE_STRING;
typedef const UNICODE_STRING *PCUNICODE_STRING; typedef unsigned __int64 uintmax_t;
typedef struct { int quot, rem; } div_t; typedef struct { long quot, rem; } ldiv_t;
typedef struct { __int64 quot, rem; } lldiv_t, imaxdiv_t; typedef uintptr_t SIZE_T, ULONG_PTR, UINT_PTR; typedef struct _iobuf FILE; typedef int (*_onexit_t)(void);
typedef void (*_crt_signal_t)(int);
typedef void (*_invalid_parameter_handler)(const wchar_t *, const wchar_t *, const wchar_t *, unsigned int, uintptr_t);`;

/** Tokens of text without directives and macros. */
function tokensOf(text: string): Token[] {
  const lexer = new Lexer({ name: 'prototype', text }, null);
  const tokens: Token[] = [];
  for (;;) {
    const { kind, text: spelling, at, spaceBefore } = lexer.next(false);
    if (kind === 'newline') continue;
    const known = kind === 'other' || kind === 'directive' ? 'punctuator' : kind;
    tokens.push({ kind: known, text: spelling, at, spaceBefore });
    if (kind === 'end') return tokens;
  }
}

/** Reads prototypes one after the other; each may use the types that were there before it. */
export class PrototypeParser {
  readonly #parser: Parser;

  /** @param types Declarations of types besides those of the C library's basic headers. */
  constructor(options: ParseOptions, types = '') {
    const prelude = tokensOf(`${BASIC_TYPES[options.arch]}${COMMON_TYPES}${types}`);
    this.#parser = new Parser(prelude, options, { grammar, pragma });
    externalDeclarations(this.#parser);
  }

  /** The function that a prototype declares; null when it declares none, which the diagnostics say. */
  parse(prototype: string): FunctionSymbol | null {
    const parser = this.#parser;
    const name = /(\w+)\s*\(/.exec(prototype)?.[1] ?? '';
    parser.restart(tokensOf(`${prototype};`));
    externalDeclarations(parser);
    const found = parser.fileScope.names.get(name);
    return found?.kind === 'function' ? found : null;
  }
}

/** One prototype on its own. */
export const parsePrototype = (text: string, options: ParseOptions): FunctionSymbol | null =>
  new PrototypeParser(options).parse(text);
