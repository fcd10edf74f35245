/** `#define`, `#undef`, and the macros that are there before them. */
import type { Diagnostics } from '../source/diagnostics.ts';
import { type BuiltinMacro, type Macros, parseMacro, sameMacro } from './macro.ts';
import { COMPILED_AT } from './predefined.ts';
import type { SourceToken } from './source-token.ts';
import type { WarningSwitches } from './warning-switches.ts';

/** What definitions change. */
export interface DefinitionHost {
  readonly macros: Macros;
  readonly diagnostics: Diagnostics;
  readonly warnings: WarningSwitches;
}

/** Names that no program may define or undefine. */
const RESERVED = new Set(['defined', '__has_include', '__pragma', '_Pragma', '__VA_ARGS__']);

/** The name behind `#define` or `#undef`, if it may be one. */
function definable(
  token: SourceToken | undefined,
  directive: SourceToken,
  host: DefinitionHost,
): string | null {
  const { diagnostics, macros, warnings } = host;
  if (token?.kind !== 'identifier') {
    if (directive.text === 'undef') diagnostics.error('C4006', '#undef expected an identifier', directive.at);
    else diagnostics.error('C2007', '#define syntax: a name is expected', token?.at ?? directive.at);
    return null;
  }
  if (!RESERVED.has(token.text) && macros.get(token.text)?.kind !== 'builtin') return token.text;
  if (warnings.enabled(4117, token.at.file, token.at.line))
    diagnostics.warning(
      'C4117',
      `macro name '${token.text}' is reserved, '#${directive.text}' ignored`,
      token.at,
    );
  return null;
}

/** `#define`: `tokens` are those of its line. `soft` definitions are those of a build. */
export function define(
  tokens: readonly SourceToken[],
  directive: SourceToken,
  host: DefinitionHost,
  soft = false,
): void {
  const { diagnostics, macros, warnings } = host;
  const [token] = tokens;
  const name = definable(token, directive, host);
  if (name === null || token === undefined) return;
  const macro = parseMacro(tokens, soft, diagnostics);
  if (macro === null) return;
  const old = macros.get(name);
  if (old !== undefined && old.kind !== 'builtin' && !old.soft && !sameMacro(old, macro))
    if (warnings.enabled(4005, token.at.file, token.at.line))
      diagnostics.warning('C4005', `'${name}': macro redefinition`, token.at);
  macros.set(name, macro);
}

/** `#undef`. */
export function undefine(tokens: readonly SourceToken[], directive: SourceToken, host: DefinitionHost): void {
  const name = definable(tokens[0], directive, host);
  if (name !== null) host.macros.delete(name);
}

const quoted = (text: string): string => `"${text.replace(/[\\"]/g, '\\$&')}"`;

/** The macros whose value depends on where they stand, and `__COUNTER__`. */
export function builtinMacros(): BuiltinMacro[] {
  let counter = 0;
  const builtin = (
    name: string,
    kind: 'string' | 'number',
    text: (at: SourceToken) => string,
  ): BuiltinMacro => ({
    kind: 'builtin',
    name,
    value: (token) => ({ ...token, kind, text: text(token) }),
  });
  return [
    builtin('__FILE__', 'string', ({ at }) => quoted(at.file)),
    builtin('__LINE__', 'number', ({ at }) => String(at.line)),
    builtin('__COUNTER__', 'number', () => String(counter++)),
    ...Object.entries(COMPILED_AT).map(([name, text]) => builtin(name, 'string', () => quoted(text))),
  ];
}
