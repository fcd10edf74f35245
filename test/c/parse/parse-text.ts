/** Parses C text for the tests, without headers. */

import { parseUnit } from '../../../src/c/parse/parse.ts';
import { preprocess } from '../../../src/c/preprocess/preprocess.ts';
import { type Diagnostic, Diagnostics } from '../../../src/c/source/diagnostics.ts';
import type { FunctionSymbol, TranslationUnit, Variable } from '../../../src/c/tree/tree.ts';
import type { Architecture } from '../../../src/contract/c-types.ts';

/** How a text is parsed. */
export interface Wish {
  readonly arch?: Architecture;
  readonly mode?: 'kernel' | 'user';
}

/** A parsed text and what was said about it. */
export interface Parsed {
  readonly unit: TranslationUnit;
  readonly diagnostics: readonly Diagnostic[];
}

/** Parses a text, which may be wrong. */
export function parseText(text: string, { arch = 'x64', mode = 'user' }: Wish = {}): Parsed {
  const diagnostics = new Diagnostics();
  const { tokens } = preprocess({ name: 'a.c', text }, { arch, mode, diagnostics, include: () => null });
  return { unit: parseUnit('a.c', tokens, { arch, mode, diagnostics }), diagnostics: diagnostics.list };
}

/** Parses a text that nothing is wrong with. */
export function parseRight(text: string, wish: Wish = {}): TranslationUnit {
  const { unit, diagnostics } = parseText(text, wish);
  if (diagnostics.length > 0) throw new Error(findings(diagnostics).join('\n'));
  return unit;
}

/** Diagnostics as `C2065 3:5`: the words are not tested. */
export const findings = (list: readonly Diagnostic[]): string[] =>
  list.map(({ code, at }) => `${code} ${at?.line}:${at?.column}`);

/** A function of a unit, by name. */
export function functionNamed(unit: TranslationUnit, name: string): FunctionSymbol {
  const found = unit.functions.find((one) => one.name === name);
  if (found === undefined) throw new Error(`no function ${name}`);
  return found;
}

/** A variable of a unit, by name. */
export function variableNamed(unit: TranslationUnit, name: string): Variable {
  const found = unit.variables.find((one) => one.name === name);
  if (found === undefined) throw new Error(`no variable ${name}`);
  return found;
}
