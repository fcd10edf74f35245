/** Declarators: what a declaration makes of its type. */
import type { Position } from '../source/position.ts';
import type { Variable } from '../tree/tree.ts';
import type { Convention, ParameterType, Type } from '../tree/type.ts';
import { typeText } from '../types/type-text.ts';
import { arrayOf, functionOf, pointerTo, qualified, unqualified } from '../types/types.ts';
import { integerConstant } from './constant-expressions.ts';
import type { Parser } from './parser.ts';
import { UNKNOWN } from './poison.ts';
import { Scope } from './scopes.ts';
import { conventionWord, declspec, qualifierWord, specifiers } from './specifiers.ts';

/** A parameter with its name and place. */
export interface Parameter {
  readonly name: string | null;
  readonly type: Type;
  readonly at: Position;
}

/** The list of a function declarator, kept for a definition. */
export interface ParameterList {
  readonly parameters: Parameter[];
  readonly variadic: boolean;
  /** Names only, as before C89: their types follow. Null for a prototype. */
  readonly identifiers: readonly Parameter[] | null;
  /** Tags that were declared in it. */
  readonly scope: Scope;
}

/** A declarator read: its name, and the type that it makes. */
export interface Declarator {
  readonly name: string | null;
  readonly at: Position;
  readonly type: Type;
  /** The parameters, when it declares a function itself. */
  readonly list: ParameterList | null;
  readonly declspecs: {
    align: number;
    noReturn: boolean;
    section: string | null;
    codeSection: string | null;
    selectany: boolean;
  };
}

/** May a declarator have a name, must it, or must it not. */
type Naming = 'named' | 'abstract' | 'either';

/** The part of a declarator around its name. `make` gives the type of the name from that of the specifiers. */
interface Part {
  name: string | null;
  at: Position;
  make: (base: Type) => Type;
  list: ParameterList | null;
  /** A convention that stood before the first `*` in brackets: that of the function around. */
  outerConvention: Convention | null;
  /** True when there is nothing but the name. */
  bare: boolean;
}

/** declarator = pointer? direct-declarator */
export function declarator(
  parser: Parser,
  base: Type,
  naming: Naming,
  convention: Convention | null = null,
): Declarator {
  const declspecs = { align: 0, noReturn: false, section: null, codeSection: null, selectany: false };
  const part = declaratorPart(parser, naming, convention, true, declspecs);
  const type = part.make(base);
  checkDepth(parser, type, part.at);
  return { name: part.name, at: part.at, type, list: part.list, declspecs };
}

/** Pointers to, arrays of and functions returning each other that are too many (C1026). *Ours*. */
const DERIVATION_LIMIT = 256;

/** Types that names make deeper and deeper would cost more time each. */
function checkDepth(parser: Parser, whole: Type, at: Position): void {
  let type = whole;
  for (let depth = 0; depth < DERIVATION_LIMIT; depth++) {
    if (type.kind === 'pointer') type = type.to;
    else if (type.kind === 'array') type = type.of;
    else if (type.kind === 'function') type = type.returns;
    else return;
  }
  parser.tooComplex(at);
}

/** pointer = (convention | qualifier | declspec | '*' qualifier*)* */
function declaratorPart(
  parser: Parser,
  naming: Naming,
  given: Convention | null,
  outermost: boolean,
  declspecs: Declarator['declspecs'],
): Part {
  return parser.nest(() => {
    const pointers: { const: boolean; volatile: boolean; unaligned: boolean }[] = [];
    let before: Convention | null = null;
    let own: Convention | null = null;
    for (;;) {
      const convention = conventionWord(parser);
      if (convention !== null) {
        if (pointers.length === 0) before = convention;
        own = convention;
      } else if (parser.accept('*')) {
        pointers.push({ const: false, volatile: false, unaligned: false });
        own = null;
      } else if (parser.is('__declspec') || parser.is('_declspec')) declspec(parser, declspecs);
      else if (!qualifierWord(parser, pointers.at(-1) ?? { const: false, volatile: false, unaligned: false }))
        break;
    }
    const inner = directDeclarator(parser, naming, own ?? before ?? given, declspecs);
    return {
      ...inner,
      outerConvention: outermost ? null : before,
      bare: inner.bare && pointers.length === 0,
      make: (base) =>
        inner.make(pointers.reduce<Type>((type, qualifiers) => qualified(pointerTo(type), qualifiers), base)),
    };
  });
}

/** True where `(` opens a declarator in brackets and not a list of parameters. */
function opensGroup(parser: Parser, naming: Naming): boolean {
  if (naming === 'named') return true;
  const next = parser.peek();
  if (next.text === '*' || next.text === '(' || next.text === '[') return true;
  if (/^__?(cdecl|stdcall|fastcall)$/.test(next.text)) return true;
  return naming === 'either' && parser.isIdentifier(next) && !parser.startsType(next);
}

/** direct-declarator = (identifier | '(' declarator ')')? ('[' constant? ']' | '(' parameters ')')* */
function directDeclarator(
  parser: Parser,
  naming: Naming,
  convention: Convention | null,
  declspecs: Declarator['declspecs'],
): Part {
  const { at } = parser.token;
  let part: Part = { name: null, at, make: (base) => base, list: null, outerConvention: null, bare: true };
  let own = convention;
  if (naming !== 'abstract' && parser.isIdentifier()) part.name = parser.advance().text;
  else if (parser.is('(') && opensGroup(parser, naming)) {
    parser.advance();
    part = declaratorPart(parser, naming, null, false, declspecs);
    own = part.outerConvention ?? own;
    parser.expect(')');
  } else if (naming === 'named') parser.fail('identifier');
  const suffixes: ((base: Type) => Type)[] = [];
  let list: ParameterList | null = null;
  for (;;) {
    if (parser.is('[')) suffixes.push(arraySuffix(parser));
    else if (parser.is('(')) {
      const parameters = parameterList(parser);
      if (suffixes.length === 0) list = parameters;
      const chosen = own;
      suffixes.push((base) => functionType(parser, base, parameters, chosen, at));
    } else break;
    if (suffixes.length > DERIVATION_LIMIT) parser.tooComplex(at);
  }
  const inner = part.make;
  return {
    ...part,
    // In `int (f)(void)` the list is still that of f; in `int (*f)(void)` it belongs to what f points at.
    list: part.bare ? list : part.list,
    bare: part.bare && suffixes.length === 0,
    make: (base) => inner(suffixes.reduceRight((type, suffix) => suffix(type), base)),
  };
}

/** '[' constant-expression? ']' */
function arraySuffix(parser: Parser): (base: Type) => Type {
  const { at } = parser.advance();
  // `[static 10]`, `[const]` of a parameter: they say nothing about the type.
  const ignored = { const: false, volatile: false, unaligned: false };
  while (parser.is('static') || qualifierWord(parser, ignored)) parser.accept('static');
  let length: number | null = null;
  if (!parser.is(']')) {
    const constant = integerConstant(parser);
    length = constant === null ? 1 : Number(constant.value);
    if (length < 0) {
      parser.error('C2118', 'negative subscript', at);
      length = 1;
    }
  }
  parser.expect(']');
  return (base) => {
    if (base.kind === 'function') parser.error('C2092', 'array element type cannot be function', at);
    else if (base.kind === 'void') parser.error('C2182', `illegal use of type 'void'`, at);
    else if (base.kind === 'array' && base.length === null) parser.error('C2087', 'missing subscript', at);
    else if (base.kind === 'record' && base.shape.members === null)
      parser.error('C2079', `array uses undefined ${typeText(base)}`, at);
    else {
      const bytes = (parser.size(base) ?? 0) * (length ?? 0);
      if (bytes > 0x7fffffff) {
        parser.error('C2148', 'total size of array must not exceed 0x7fffffff bytes', at);
        return arrayOf(base, 1);
      }
      return arrayOf(base, length);
    }
    return arrayOf(UNKNOWN, length);
  };
}

function functionType(
  parser: Parser,
  base: Type,
  list: ParameterList,
  convention: Convention | null,
  at: Position,
): Type {
  if (base.kind === 'array') parser.error('C2090', 'function returns array', at);
  else if (base.kind === 'function') parser.error('C2091', 'function returns function', at);
  else {
    const parameters =
      list.identifiers === null
        ? list.parameters.map(({ name, type }): ParameterType => ({ name, type }))
        : [];
    // A function with `...` removes no arguments, so it is always cdecl.
    const chosen = list.variadic ? 'cdecl' : (convention ?? parser.convention(false));
    return functionOf(unqualified(base), parameters, {
      variadic: list.variadic,
      prototype: list.identifiers === null,
      convention: chosen,
    });
  }
  return UNKNOWN;
}

/** '(' (void | parameter (',' parameter)* (',' '...')? | identifier-list)? ')' */
function parameterList(parser: Parser): ParameterList {
  parser.expect('(');
  const scope = new Scope(parser.scope, true);
  if (parser.is(')')) {
    parser.advance();
    return { parameters: [], variadic: false, identifiers: [], scope };
  }
  if (parser.is('void') && parser.peek().text === ')') {
    parser.advance();
    parser.advance();
    return { parameters: [], variadic: false, identifiers: null, scope };
  }
  if (parser.isIdentifier() && !parser.startsType()) {
    const next = parser.peek().text;
    if (next === ',' || next === ')') return identifierList(parser, scope);
  }
  return parser.inScope(() => {
    const parameters: Parameter[] = [];
    /** Those that the ones behind them may name, as in `f(int n, char a[sizeof n])`. */
    const visible = new Set<string>();
    let variadic = false;
    do {
      if (parser.accept('...')) {
        variadic = true;
        break;
      }
      const one = parameter(parser);
      if (one === null) break;
      parameters.push(one);
      if (one.name === null || scope.names.has(one.name)) continue;
      visible.add(one.name);
      scope.names.set(one.name, mentioned(one.name, one));
    } while (parser.accept(','));
    // A definition declares them for its body, and says which of them are there twice.
    for (const name of visible) scope.names.delete(name);
    parser.expect(')');
    return { parameters, variadic, identifiers: null, scope };
  }, scope);
}

/** A parameter for the list that it stands in, where nothing is evaluated. */
const mentioned = (name: string, { type, at }: Parameter): Variable => ({
  kind: 'variable',
  name,
  type,
  storage: 'parameter',
  linkage: 'none',
  at,
  addressTaken: false,
  defined: true,
  initializer: null,
  section: null,
  align: 0,
  selectany: false,
});

function identifierList(parser: Parser, scope: Scope): ParameterList {
  const identifiers: Parameter[] = [];
  do {
    const { text, at } = parser.name();
    identifiers.push({ name: text, type: UNKNOWN, at });
  } while (parser.accept(','));
  parser.expect(')');
  return { parameters: [], variadic: false, identifiers, scope };
}

/** parameter = declaration-specifiers declarator?. Null for a lone `void` that a typedef hides. */
function parameter(parser: Parser): Parameter | null {
  if (!parser.startsType()) parser.fail('identifier');
  const read = specifiers(parser);
  const { name, type, at } = declarator(parser, read.type, 'either', read.convention);
  if (type.kind === 'void') {
    if (name === null && parser.is(')')) return null;
    parser.error('C2182', `'${name ?? ''}': this use of 'void' is not valid`, at);
    return { name, type: UNKNOWN, at };
  }
  return { name, type: parameterType(type), at };
}

/** Arrays and functions as parameters are pointers. */
export function parameterType(type: Type): Type {
  if (type.kind === 'array') return pointerTo(type.of);
  return type.kind === 'function' ? pointerTo(type) : type;
}

/** type-name = specifier-qualifier-list abstract-declarator? */
export function typeName(parser: Parser): Type {
  if (!parser.startsType()) parser.fail('identifier');
  const read = specifiers(parser);
  if (read.implicitInt) parser.fail();
  return declarator(parser, read.type, 'abstract', read.convention).type;
}
