/** Pragmas that mean something to the parser. Unknown ones are ignored. */
import type { Position } from '../source/position.ts';
import type { Parser } from './parser.ts';

/** Alignments that `#pragma pack` accepts. */
const PACKS: ReadonlySet<number> = new Set([1, 2, 4, 8, 16]);
/** What `#pragma pack()` goes back to: /Zp16 and /Zp8 differ for no type of C here. */
const DEFAULT_PACK = 16;

/** Puts a pragma into effect. */
export function pragma(parser: Parser, text: string, at: Position, next: Position): void {
  const [, word = '', rest = ''] = /^\s*(\w+)\s*(?:\(([\s\S]*)\))?/.exec(text) ?? [];
  switch (word) {
    case 'pack':
      pack(parser, rest, at);
      return;
    case 'warning':
      parser.warnings.pragma(rest, next);
      return;
    case 'alloc_text':
      allocText(parser, rest, at);
      return;
    case 'code_seg':
      parser.sections.code = sectionOf(rest);
      return;
    case 'data_seg':
      parser.sections.data = sectionOf(rest);
      return;
    case 'bss_seg':
      parser.sections.bss = sectionOf(rest);
      return;
    case 'const_seg':
      parser.sections.const = sectionOf(rest);
  }
}

/** `pack()`, `pack(n)`, `pack(push[, name][, n])`, `pack(pop[, name][, n])`. */
function pack(parser: Parser, text: string, at: Position): void {
  const words = text.split(',').map((word) => word.trim());
  const name = words.find((word) => /^[A-Za-z_]\w*$/.test(word) && word !== 'push' && word !== 'pop') ?? null;
  const bytes = words.map(Number).find((number, index) => words[index] !== '' && !Number.isNaN(number));
  if (words[0] === 'push') {
    parser.packStack.push({ name, pack: parser.pack });
  } else if (words[0] === 'pop') {
    popPack(parser, name, at);
  } else if (words[0] === '') {
    parser.pack = DEFAULT_PACK;
  }
  if (bytes === undefined) return;
  if (PACKS.has(bytes)) parser.pack = bytes;
  else parser.warn('C4086', "expected pragma parameter to be '1', '2', '4', '8', or '16'", at);
}

function popPack(parser: Parser, name: string | null, at: Position): void {
  const { packStack } = parser;
  const from = name === null ? packStack.length - 1 : packStack.map((one) => one.name).lastIndexOf(name);
  const entry = packStack[from];
  if (entry === undefined) {
    parser.warn('C4160', `#pragma pack(pop${name === null ? '' : `, ${name}`}): did not find a record`, at);
    return;
  }
  parser.pack = entry.pack;
  packStack.length = from;
}

/** Section in `code_seg("PAGE")`, `code_seg(push, label, "PAGE")`; null for the usual one. */
const sectionOf = (text: string): string | null => /"([^"]*)"/.exec(text)?.[1] ?? null;

/** `alloc_text(SECTION, function, …)`: also with the section in quotes. */
function allocText(parser: Parser, text: string, at: Position): void {
  const [section = '', ...names] = text.split(',').map((word) => word.trim());
  for (const name of names) {
    const symbol = parser.fileScope.names.get(name);
    if (symbol?.kind === 'function') symbol.section = section.replaceAll('"', '');
    else parser.error('C2157', `'${name}': must be declared before use in pragma list`, at);
  }
}
