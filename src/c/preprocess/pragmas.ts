/** Pragmas: what the preprocessor does itself, what the parser has to see, and what means nothing here. */
import type { Diagnostics } from '../source/diagnostics.ts';
import type { Position } from '../source/position.ts';
import type { Token } from '../source/token.ts';
import type { BuiltinMacro, Macro, Macros } from './macro.ts';
import { spelling } from './paste.ts';
import { isText, type SourceToken } from './source-token.ts';
import type { WarningSwitches } from './warning-switches.ts';

/** Pragmas that become tokens. */
const FOR_THE_PARSER = new Set([
  ...['pack', 'alloc_text', 'code_seg', 'data_seg', 'const_seg', 'bss_seg', 'section', 'warning'],
  ...['comment', 'function', 'intrinsic', 'optimize', 'check_stack'],
]);

/** Pragmas of MSVC and of its analyzer that change nothing that a program here could observe. */
const WITHOUT_MEANING = new Set([
  ...['region', 'endregion', 'message', 'prefast', 'auto_inline', 'component', 'conform', 'deprecated'],
  ...['detect_mismatch', 'execution_character_set', 'fenv_access', 'float_control', 'fp_contract', 'hdrstop'],
  ...[
    'include_alias',
    'init_seg',
    'inline_depth',
    'inline_recursion',
    'loop',
    'make_public',
    'managed',
    'omp',
  ],
  ...['pointers_to_members', 'runtime_checks', 'setlocale', 'strict_gs_check', 'system_header', 'unmanaged'],
  ...['vtordisp', 'STDC', 'clang', 'warn_unused'],
]);

/** Pragmas in which macros count. */
const EXPANDED = new Set(['pack', 'warning', 'code_seg', 'data_seg', 'const_seg', 'bss_seg', 'comment']);

/** What pragmas act upon. */
export interface PragmaHost {
  readonly macros: Macros;
  readonly diagnostics: Diagnostics;
  readonly warnings: WarningSwitches;
  /** Hands a token to the parser. */
  emit(token: Token): void;
  /** Replaces the macros in a list of tokens. */
  expand(tokens: readonly SourceToken[]): readonly SourceToken[];
  /** The file that is being read is not read again. */
  once(): void;
}

/** What `push_macro` has saved, by name. */
export type SavedMacros = Map<string, (Macro | BuiltinMacro | undefined)[]>;

/** Does what a pragma says. `tokens` is what stands behind the word `pragma`, or in the parentheses of `__pragma`. */
export function runPragma(
  tokens: readonly SourceToken[],
  at: Position,
  host: PragmaHost,
  saved: SavedMacros,
): void {
  const [word, ...rest] = tokens;
  if (word === undefined) return;
  const name = word.text;
  if (name === 'once') host.once();
  else if (name === 'push_macro' || name === 'pop_macro') exchangeMacro(name, rest, host.macros, saved);
  else if (FOR_THE_PARSER.has(name)) {
    const text = spelling([word, ...(EXPANDED.has(name) ? host.expand(rest) : rest)]);
    // The words behind `warning` are the text of its parentheses.
    if (name === 'warning') host.warnings.apply(text.slice(name.length), at.file, at.line);
    host.emit({ kind: 'pragma', text, at, spaceBefore: true });
  } else if (!WITHOUT_MEANING.has(name) && host.warnings.enabled(4068, at.file, at.line))
    host.diagnostics.warning('C4068', `unknown pragma '${name}'`, at);
}

/** `push_macro("NAME")` keeps a definition, `pop_macro("NAME")` brings it back. */
function exchangeMacro(
  word: 'push_macro' | 'pop_macro',
  rest: readonly SourceToken[],
  macros: Macros,
  saved: SavedMacros,
): void {
  const [open, quoted] = rest;
  if (open === undefined || !isText(open, '(') || quoted?.kind !== 'string') return;
  const name = quoted.text.slice(1, -1);
  const stack = saved.get(name) ?? [];
  saved.set(name, stack);
  if (word === 'push_macro') stack.push(macros.get(name));
  else if (stack.length > 0) {
    const macro = stack.pop();
    if (macro === undefined) macros.delete(name);
    else macros.set(name, macro);
  }
}
