/** From tokens to the checked tree. */

import { FatalDiagnostic } from '../source/diagnostics.ts';
import type { Token } from '../source/token.ts';
import type { FunctionSymbol, TranslationUnit, Variable } from '../tree/tree.ts';
import { typeText } from '../types/type-text.ts';
import { assignment, conditional } from './expressions.ts';
import { externalDeclarations } from './functions.ts';
import { type Grammar, type ParseOptions, Parser } from './parser.ts';
import { isUnknown } from './poison.ts';
import { pragma } from './pragmas.ts';
import { tagged } from './tagged.ts';

/** The upper parts of the grammar, for the lower ones. */
export const grammar: Grammar = { assignment, conditional, tagged };

/**
 * Parses and checks a translation unit. What is wrong with it goes to `options.diagnostics`; the tree is whole and
 * may be emitted when nothing failed.
 */
export function parseUnit(file: string, tokens: readonly Token[], options: ParseOptions): TranslationUnit {
  const parser = new Parser(tokens, options, { grammar, pragma });
  try {
    externalDeclarations(parser);
    finish(parser);
  } catch (problem) {
    if (isStackOverflow(problem)) tooComplex(parser);
    else if (!(problem instanceof FatalDiagnostic)) throw problem;
  }
  return { file, functions: functionsOf(parser), variables: parser.variables, ignored: parser.ignored };
}

/**
 * Types can be nested through their names without a limit, deeper than the host's stack is. The grammar itself has a
 * limit that is reached before.
 */
const isStackOverflow = (problem: unknown): boolean =>
  problem instanceof RangeError && /stack/.test(problem.message);

function tooComplex(parser: Parser): void {
  try {
    parser.tooComplex(parser.token.at);
  } catch (problem) {
    if (!(problem instanceof FatalDiagnostic)) throw problem;
  }
}

/** Defined functions in their order, then those that are only declared. */
function functionsOf({ definedFunctions, functions }: Parser): FunctionSymbol[] {
  const defined = new Set(definedFunctions);
  return [...defined, ...functions.filter((symbol) => !defined.has(symbol))];
}

/** What only the end of the unit shows. */
function finish(parser: Parser): void {
  for (const variable of parser.variables) finishVariable(parser, variable);
  for (const { name, linkage, definition, usedAt } of parser.functions)
    if (linkage === 'internal' && definition === null && usedAt !== null)
      parser.error('C2129', `static function '${name}' declared but not defined`, usedAt);
}

/** A tentative definition must have become complete. */
function finishVariable(parser: Parser, variable: Variable): void {
  const { type, name, at, defined } = variable;
  if (!defined || isUnknown(type)) return;
  if (parser.size(type) !== null) return;
  // `int a[];` alone is an array of one element.
  if (
    type.kind === 'array' &&
    type.length === null &&
    parser.size(type.of) !== null &&
    variable.linkage === 'external'
  )
    variable.type = { ...type, length: 1 };
  else if (type.kind === 'array' && type.length === null)
    parser.error('C2133', `'${name}': unknown size`, at);
  else parser.error('C2079', `'${name}' uses undefined ${typeText(type)}`, at);
}
