/** Declarations: what a name becomes, and what two declarations of it make together. */
import type { Position } from '../source/position.ts';
import type { FunctionSymbol, Linkage, Statement, Variable } from '../tree/tree.ts';
import type { FunctionType, Type } from '../tree/type.ts';
import { composite, sameType, sameUnqualified } from '../types/compatibility.ts';
import { typeText } from '../types/type-text.ts';
import { staticAssert } from './constant-expressions.ts';
import { type Declarator, declarator } from './declarators.ts';
import { initializer } from './initializers.ts';
import { type Parser, SyntaxProblem } from './parser.ts';
import { isUnknown, UNKNOWN } from './poison.ts';
import type { NamedThing } from './scopes.ts';
import { type Specifiers, specifiers } from './specifiers.ts';

/** A name with what its declarator says of it. */
type Named = Declarator & { readonly name: string };

/** declaration = static-assert | declaration-specifiers (init-declarator (',' init-declarator)*)? ';' */
export function blockDeclaration(parser: Parser, into: Statement[]): void {
  if (parser.is('_Static_assert') || parser.is('static_assert')) {
    staticAssert(parser);
    parser.expect(';');
    return;
  }
  const read = specifiers(parser);
  if (parser.accept(';')) {
    nothingDeclared(parser, read);
    return;
  }
  initDeclarators(parser, read, declarator(parser, read.type, 'named', read.convention), into);
}

/** `int;` declares nothing. */
export function nothingDeclared(parser: Parser, { tagged, type, at }: Specifiers): void {
  if (!tagged && type.kind !== 'record' && !(type.kind === 'integer' && type.enumTag !== undefined))
    parser.warn('C4091', `'': ignored on left of '${typeText(type)}' when no variable is declared`, at);
}

/** init-declarator = declarator ('=' initializer)?, after the first declarator */
export function initDeclarators(
  parser: Parser,
  read: Specifiers,
  first: Declarator,
  into: Statement[] | null,
): void {
  let one = first;
  for (;;) {
    const { name } = one;
    if (name === null) parser.fail('identifier');
    declare(parser, read, { ...one, name }, into);
    if (!parser.accept(',')) break;
    one = declarator(parser, read.type, 'named', read.convention);
  }
  parser.expect(';');
}

function declare(parser: Parser, read: Specifiers, one: Named, into: Statement[] | null): void {
  if (read.storage === 'typedef') declareTypedef(parser, one);
  else if (one.type.kind === 'function') {
    if (parser.scope !== parser.fileScope && read.storage === 'static')
      parser.error('C2071', `'${one.name}': illegal storage class`, one.at);
    declareFunction(parser, read, one, one.type);
    if (parser.is('=')) {
      parser.error('C2072', `'${one.name}': initialization of a function`, one.at);
      throw new SyntaxProblem();
    }
  } else if (parser.scope === parser.fileScope) fileVariable(parser, read, one);
  else if (read.storage === 'extern') externInBlock(parser, read, one);
  else if (read.storage === 'static') staticInBlock(parser, read, one);
  else automatic(parser, read, one, into ?? []);
}

function declareTypedef(parser: Parser, { name, type, at, declspecs }: Named): void {
  const old = parser.scope.names.get(name);
  if (old !== undefined)
    if (old.kind !== 'typedef') redefinedKind(parser, name, old, at);
    else if (!sameType(old.type, type))
      parser.error('C2371', `'${name}': redefinition; different basic types`, at);
  if (declspecs.align > 0 && type.kind === 'record') parser.askedAlignments.set(type.shape, declspecs.align);
  // The first name of a structure without a tag is what messages call it.
  const named =
    type.kind === 'record' || type.kind === 'integer' || type.kind === 'pointer' || type.kind === 'float'
      ? { ...type, typedef: name }
      : type;
  parser.scope.names.set(name, { kind: 'typedef', name, type: named, at });
}

function redefinedKind(parser: Parser, name: string, old: NamedThing, at: Position): void {
  const was = {
    variable: 'data variable',
    function: 'function',
    typedef: 'typedef',
    enumerator: 'enumerator',
  };
  parser.error('C2365', `'${name}': redefinition; previous definition was '${was[old.kind]}'`, at);
}

// --- functions --------------------------------------------------------------

/** A declaration of a function, also the head of its definition. */
export function declareFunction(
  parser: Parser,
  read: Specifiers,
  { name, at, declspecs }: Pick<Named, 'name' | 'at' | 'declspecs'>,
  type: FunctionType,
): FunctionSymbol {
  const old = parser.scope.names.get(name);
  const linked = parser.linked.get(name) ?? old;
  if (old !== undefined && old.kind !== 'function') redefinedKind(parser, name, old, at);
  let symbol: FunctionSymbol;
  if (linked?.kind === 'function') {
    symbol = linked;
    mergeFunction(parser, symbol, type, at);
    // MSVC makes a function static that was declared without the word before (C4211, level 4).
    if (read.storage === 'static') (symbol as { linkage: Linkage }).linkage = 'internal';
  } else {
    symbol = {
      kind: 'function',
      name,
      type,
      linkage: read.storage === 'static' ? 'internal' : 'external',
      at,
      inline: false,
      implicit: false,
      definition: null,
      section: null,
      usedAt: null,
    };
    parser.linked.set(name, symbol);
    parser.functions.push(symbol);
  }
  symbol.inline ||= read.inline;
  symbol.section ??= read.codeSection ?? declspecs.codeSection;
  if (read.noReturn || declspecs.noReturn) parser.noReturn.add(symbol);
  parser.scope.names.set(name, symbol);
  return symbol;
}

function mergeFunction(parser: Parser, symbol: FunctionSymbol, type: FunctionType, at: Position): void {
  const { name, type: old } = symbol;
  if (sameUnqualified(old, type)) {
    symbol.type = composite(old, type) as FunctionType;
  } else if (
    !sameUnqualified(old.returns, type.returns) &&
    !isUnknown(old.returns) &&
    !isUnknown(type.returns)
  ) {
    parser.error('C2371', `'${name}': redefinition; different basic types`, at);
  } else if (old.convention !== type.convention && !symbol.implicit) {
    parser.error('C2373', `'${name}': redefinition; different type modifiers`, at);
  } else {
    if (!symbol.implicit && old.prototype && type.prototype) differentParameters(parser, old, type, at);
    symbol.type = type;
  }
}

/** Lists that differ are a warning in C, and the later one holds. */
function differentParameters(parser: Parser, old: FunctionType, type: FunctionType, at: Position): void {
  const [before, now] = [old.parameters.length, type.parameters.length];
  if (before > now) parser.warn('C4030', 'first formal parameter list longer than the second list', at);
  else if (before < now) parser.warn('C4031', 'second formal parameter list longer than the first list', at);
  else {
    const index = old.parameters.findIndex((one, place) => {
      const other = type.parameters[place];
      return other !== undefined && !sameUnqualified(one.type, other.type);
    });
    parser.warn('C4028', `formal parameter ${index + 1} different from declaration`, at);
  }
}

// --- variables --------------------------------------------------------------

const newVariable = (
  { name, type, at, declspecs }: Named,
  read: Specifiers,
  how: Pick<Variable, 'storage' | 'linkage' | 'defined'>,
): Variable => ({
  kind: 'variable',
  name,
  type,
  at,
  addressTaken: false,
  initializer: null,
  section: read.section ?? declspecs.section,
  align: Math.max(read.align, declspecs.align),
  selectany: read.selectany || declspecs.selectany,
  ...how,
});

/** An object at file scope: a definition, a tentative one, or a mention (`extern`). */
function fileVariable(parser: Parser, read: Specifiers, one: Named): void {
  const { name, at } = one;
  const type = objectType(parser, one);
  const linkage = read.storage === 'static' ? 'internal' : 'external';
  const old = parser.scope.names.get(name) ?? parser.linked.get(name);
  let variable: Variable;
  if (old?.kind === 'variable') {
    variable = old;
    mergeVariable(parser, old, type, at);
    if (read.storage === 'static' && old.linkage === 'external')
      parser.error('C2370', `'${name}': redefinition; different storage class`, at);
  } else {
    if (old !== undefined) redefinedKind(parser, name, old, at);
    variable = newVariable({ ...one, type }, read, { storage: 'static', linkage, defined: false });
    parser.variables.push(variable);
    parser.linked.set(name, variable);
  }
  parser.scope.names.set(name, variable);
  variable.align = Math.max(variable.align, read.align, one.declspecs.align);
  if (read.storage !== 'extern' || parser.is('=')) variable.defined = true;
  if (parser.accept('=')) {
    if (variable.initializer !== null)
      parser.error('C2374', `'${name}': redefinition; multiple initialization`, at);
    initializeStatic(parser, variable);
  }
  if (variable.defined) variable.section ??= dataSection(parser, variable);
}

function mergeVariable(parser: Parser, old: Variable, type: Type, at: Position): void {
  if (sameType(old.type, type)) old.type = composite(old.type, type);
  else if (isUnknown(old.type) || isUnknown(type)) return;
  else if ((old.type.kind === 'pointer') !== (type.kind === 'pointer'))
    parser.error('C2372', `'${old.name}': redefinition; different types of indirection`, at);
  else parser.error('C2371', `'${old.name}': redefinition; different basic types`, at);
}

/** The initialiser of an object with static storage, and the section that pragmas chose for it. */
function initializeStatic(parser: Parser, variable: Variable): void {
  const made = initializer(parser, variable.type, true);
  variable.initializer = made.initializer;
  variable.type = made.type;
}

/** Objects are neither void nor of a type that is only named; the latter may be completed until the unit ends. */
function objectType(parser: Parser, { name, type, at }: Named): Type {
  if (type.kind !== 'void') return type;
  parser.error('C2182', `'${name}': this use of 'void' is not valid`, at);
  return UNKNOWN;
}

/** An object in a block must be complete where it is declared. */
function completeType(parser: Parser, { name, at }: Named, type: Type): void {
  if (isUnknown(type) || parser.size(type) !== null) return;
  if (type.kind === 'array' && type.length === null) parser.error('C2133', `'${name}': unknown size`, at);
  else parser.error('C2079', `'${name}' uses undefined ${typeText(type)}`, at);
}

/** A name must be new in its block. */
function newInBlock(parser: Parser, { name, at }: Named, type: Type): void {
  const old = parser.scope.names.get(name);
  if (old === undefined) return;
  if (old.kind !== 'variable') redefinedKind(parser, name, old, at);
  else if (old.storage === 'parameter')
    parser.error('C2082', `redefinition of formal parameter '${name}'`, at);
  else if (sameType(old.type, type)) parser.error('C2086', `'${name}': redefinition`, at);
  else parser.error('C2371', `'${name}': redefinition; different basic types`, at);
}

/** `extern` in a block means the object of the file, or one of another file. */
function externInBlock(parser: Parser, read: Specifiers, one: Named): void {
  const type = objectType(parser, one);
  const old = parser.linked.get(one.name);
  let variable: Variable;
  if (old?.kind === 'variable') {
    variable = old;
    mergeVariable(parser, old, type, one.at);
  } else {
    if (old !== undefined) redefinedKind(parser, one.name, old, one.at);
    variable = newVariable({ ...one, type }, read, {
      storage: 'static',
      linkage: 'external',
      defined: false,
    });
    parser.linked.set(one.name, variable);
    parser.variables.push(variable);
  }
  parser.scope.names.set(one.name, variable);
  if (!parser.is('=')) return;
  parser.error('C2205', `'${one.name}': cannot initialize extern variables with block scope`, one.at);
  parser.advance();
  initializer(parser, type, false);
}

function staticInBlock(parser: Parser, read: Specifiers, one: Named): void {
  const type = objectType(parser, one);
  newInBlock(parser, one, type);
  const variable = newVariable({ ...one, type }, read, { storage: 'static', linkage: 'none', defined: true });
  parser.variables.push(variable);
  parser.scope.names.set(one.name, variable);
  if (parser.accept('=')) initializeStatic(parser, variable);
  variable.section ??= dataSection(parser, variable);
  completeType(parser, one, variable.type);
}

function automatic(parser: Parser, read: Specifiers, one: Named, into: Statement[]): void {
  const type = objectType(parser, one);
  newInBlock(parser, one, type);
  const variable = newVariable({ ...one, type }, read, {
    storage: 'automatic',
    linkage: 'none',
    defined: true,
  });
  parser.scope.names.set(one.name, variable);
  parser.current?.locals.push(variable);
  if (!parser.accept('=')) {
    completeType(parser, one, type);
    into.push({ kind: 'declare', variable, initializer: null, at: one.at });
    return;
  }
  const made = initializer(parser, type, false);
  variable.type = made.type;
  completeType(parser, one, made.type);
  into.push({ kind: 'declare', variable, initializer: made.initializer, at: one.at });
}

/** Section that `#pragma data_seg` and kin give to an object. */
function dataSection(parser: Parser, { type, initializer: made }: Variable): string | null {
  if (type.const) return parser.sections.const;
  return made === null ? parser.sections.bss : parser.sections.data;
}
