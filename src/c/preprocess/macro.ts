/** Macros and their definitions. */
import type { Diagnostics } from '../source/diagnostics.ts';
import { isText, type SourceToken } from './source-token.ts';

/** One token of a replacement list. */
export interface BodyToken {
  readonly token: SourceToken;
  /** Number of the parameter that it names, or -1. */
  readonly parameter: number;
  /** True for `#parameter`. */
  readonly stringize: boolean;
  /** True when `##` joins it with the one behind it. */
  readonly paste: boolean;
}

/** A macro that a program defined. */
export interface Macro {
  readonly kind: 'object' | 'function';
  readonly name: string;
  /** Names of the parameters, `__VA_ARGS__` for `...`. */
  readonly parameters: readonly string[];
  readonly variadic: boolean;
  readonly body: readonly BodyToken[];
  /** True for what a build system defines: another definition of it is no C4005. */
  readonly soft: boolean;
}

/** A macro whose value depends on where it stands. */
export interface BuiltinMacro {
  readonly kind: 'builtin';
  readonly name: string;
  /** Makes the token that takes the place of its name. */
  readonly value: (name: SourceToken) => SourceToken;
}

/** Macros by name. */
export type Macros = Map<string, Macro | BuiltinMacro>;

const VARIADIC = '__VA_ARGS__';

/**
 * Reads a definition from the tokens behind `#define`.
 *
 * @returns null when it is wrong, which has been reported.
 */
export function parseMacro(
  tokens: readonly SourceToken[],
  soft: boolean,
  diagnostics: Diagnostics,
): Macro | null {
  const [name, paren] = tokens;
  if (name === undefined) return null;
  if (paren === undefined || paren.spaceBefore || !isText(paren, '(')) {
    const body = parseBody(name.text, tokens.slice(1), null, diagnostics);
    return body && { kind: 'object', name: name.text, parameters: [], variadic: false, body, soft };
  }
  const parameters: string[] = [];
  const end = parseParameters(name, tokens, parameters, diagnostics);
  if (end < 0) return null;
  const body = parseBody(name.text, tokens.slice(end), parameters, diagnostics);
  const variadic = parameters.at(-1) === VARIADIC;
  return body && { kind: 'function', name: name.text, parameters, variadic, body, soft };
}

/** `(a, b, ...)` from the second token on. Gives the index behind it, -1 when it is wrong. */
function parseParameters(
  name: SourceToken,
  tokens: readonly SourceToken[],
  parameters: string[],
  diagnostics: Diagnostics,
): number {
  const wrong = (code: string, message: string, at: SourceToken): -1 => {
    diagnostics.error(code, message, at.at);
    return -1;
  };
  if (tokens[2] !== undefined && isText(tokens[2], ')')) return 3;
  for (let index = 2; ; index += 2) {
    const parameter = tokens[index];
    const after = tokens[index + 1];
    if (parameter === undefined || after === undefined)
      return wrong('C2010', `'${name.text}': macro parameter list does not end`, name);
    const dots = isText(parameter, '...');
    if (!dots && parameter.kind !== 'identifier')
      return wrong('C2010', `'${parameter.text}': unexpected in macro parameter list`, parameter);
    if (parameters.includes(parameter.text))
      return wrong('C2009', `reuse of macro parameter '${parameter.text}'`, parameter);
    parameters.push(dots ? VARIADIC : parameter.text);
    if (isText(after, ')')) return index + 2;
    if (dots || !isText(after, ','))
      return wrong('C2010', `'${after.text}': unexpected in macro parameter list`, after);
  }
}

/** The replacement list. `parameters` is null for a macro without them, where `#` means nothing. */
function parseBody(
  name: string,
  tokens: readonly SourceToken[],
  parameters: readonly string[] | null,
  diagnostics: Diagnostics,
): BodyToken[] | null {
  const body: BodyToken[] = [];
  const wrong = (code: string, message: string, at: SourceToken): null => {
    diagnostics.error(code, message, at.at);
    return null;
  };
  const join = () => {
    const left = body.pop();
    if (left !== undefined) body.push({ ...left, paste: true });
  };
  for (let index = 0; index < tokens.length; index++) {
    const token = tokens[index];
    if (token === undefined) break;
    if (isText(token, '##')) {
      if (index === 0)
        return wrong('C2160', `'##' cannot occur at the beginning of a macro definition`, token);
      if (index === tokens.length - 1)
        return wrong('C2161', `'##' cannot occur at the end of a macro definition`, token);
      join();
    } else if (parameters !== null && isText(token, '#')) {
      const operand = tokens[++index];
      const parameter = operand === undefined ? -1 : parameters.indexOf(operand.text);
      if (parameter < 0) return wrong('C2162', `'${name}': a macro parameter is expected behind '#'`, token);
      // MSVC's `L#x`, which it takes for one piece of text: a wide string.
      if (!token.spaceBefore && body.at(-1)?.token.text === 'L') join();
      body.push({ token, parameter, stringize: true, paste: false });
    } else {
      const parameter =
        parameters === null || token.kind !== 'identifier' ? -1 : parameters.indexOf(token.text);
      body.push({ token, parameter, stringize: false, paste: false });
    }
  }
  return body;
}

/** True when two definitions are the same, as C asks it of a second one. */
export function sameMacro(left: Macro, right: Macro): boolean {
  return (
    left.kind === right.kind &&
    left.parameters.join() === right.parameters.join() &&
    left.body.length === right.body.length &&
    left.body.every((one, index) => {
      const other = right.body[index];
      return (
        other !== undefined &&
        one.token.text === other.token.text &&
        one.parameter === other.parameter &&
        one.stringize === other.stringize &&
        one.paste === other.paste &&
        // White space in front of the first token is none of the definition.
        (index === 0 || one.token.spaceBefore === other.token.spaceBefore)
      );
    })
  );
}
