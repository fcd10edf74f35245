/** What stands at file scope: declarations, and functions with their bodies. */
import type { Position } from '../source/position.ts';
import type { BlockStatement, FunctionSymbol, Statement, Variable } from '../tree/tree.ts';
import type { FunctionType, ParameterType, Type } from '../tree/type.ts';
import { typeText } from '../types/type-text.ts';
import { DOUBLE, functionOf, INT } from '../types/types.ts';
import { staticAssert } from './constant-expressions.ts';
import { convert, value } from './conversions.ts';
import { declareFunction, initDeclarators, nothingDeclared } from './declarations.ts';
import {
  type Declarator,
  declarator,
  type Parameter,
  type ParameterList,
  parameterType,
} from './declarators.ts';
import { flowOf } from './flow.ts';
import { type CurrentFunction, type Parser, SyntaxProblem } from './parser.ts';
import { isUnknown } from './poison.ts';
import { checkGotos } from './seh.ts';
import { type Specifiers, specifiers } from './specifiers.ts';
import { blockInScope, recover } from './statements.ts';
import { warnUninitialized } from './uninitialized.ts';

/** translation-unit = external-declaration* */
export function externalDeclarations(parser: Parser): void {
  while (parser.token.kind !== 'end') {
    try {
      externalDeclaration(parser);
    } catch (problem) {
      if (!(problem instanceof SyntaxProblem)) throw problem;
      parser.scope = parser.fileScope;
      parser.enclosing = null;
      parser.current = null;
      parser.unevaluated = 0;
      const open = parser.openBraces;
      parser.openBraces = 0;
      recover(parser, true, open);
    }
  }
  parser.applyPragmas();
}

/** external-declaration = ';' | static-assert | function-definition | declaration */
function externalDeclaration(parser: Parser): void {
  if (parser.accept(';')) return;
  if (parser.is('_Static_assert') || parser.is('static_assert')) {
    staticAssert(parser);
    parser.expect(';');
    return;
  }
  if (parser.is('}')) parser.fail();
  const read = specifiers(parser);
  if (parser.is(';') && !read.implicitInt) {
    parser.advance();
    nothingDeclared(parser, read);
    return;
  }
  const first = declarator(parser, read.type, 'named', read.convention);
  const body = parser.is('{') || (first.list?.identifiers != null && parser.startsType());
  if (read.implicitInt) untyped(parser, first);
  if (body && first.type.kind === 'function' && read.storage !== 'typedef')
    functionDefinition(parser, read, first, first.type);
  else initDeclarators(parser, read, first, null);
}

/** No type was written: a name alone is most likely a misspelt type, a function is one of old. */
function untyped(parser: Parser, { type, name, at }: Declarator): void {
  if (type.kind === 'function') {
    parser.warn('C4431', 'missing type specifier - int assumed. Note: C no longer supports default-int', at);
    return;
  }
  // `NTSTATU x;`: the first name was taken for the declarator, and another follows.
  if (parser.isIdentifier() || parser.is('*')) {
    parser.error('C2061', `syntax error: identifier '${name}'`, at);
    throw new SyntaxProblem();
  }
  parser.warn('C4431', 'missing type specifier - int assumed. Note: C no longer supports default-int', at);
}

/** function-definition = declaration-specifiers declarator declaration* block */
function functionDefinition(parser: Parser, read: Specifiers, head: Declarator, written: FunctionType): void {
  const { name, list, at } = head;
  const reported = parser.diagnostics.list.length;
  if (name === null) parser.fail('identifier');
  if (list === null) {
    parser.error('C2206', `'${name}': typedef cannot be used for function definition`, at);
    throw new SyntaxProblem();
  }
  const old = list.identifiers === null ? null : oldStyleParameters(parser, list);
  const type = old === null ? written : oldStyleType(parser, written, old);
  const symbol = declareFunction(parser, read, { ...head, name }, type);
  if (symbol.definition !== null) parser.error('C2084', `function '${name}' already has a body`, at);
  if (type.returns.kind === 'record' && type.returns.shape.members === null)
    parser.error('C2027', `use of undefined type '${typeText(type.returns)}'`, at);
  // The names of the definition's parameters are the ones to keep.
  symbol.type = type;
  symbol.section ??= parser.sections.code;
  const current: CurrentFunction = {
    symbol,
    type,
    locals: [],
    labels: new Map(),
    gotos: [],
    switches: [],
    implicitInt: read.implicitInt,
    reported,
    setjmps: 0,
  };
  parser.current = current;
  parser.forgetUndeclared();
  parser.inScope(() => {
    const narrowed: Statement[] = [];
    const parameters = (old ?? list.parameters).map((one) =>
      parameterVariable(parser, one, old !== null, narrowed),
    );
    const bodyAt = parser.token.at;
    const body = finished(parser, current, narrowed, blockInScope(parser));
    const { locals, setjmps } = current;
    symbol.definition = { symbol, parameters, locals, body, setjmps, at: bodyAt, end: body.end };
  }, list.scope);
  parser.current = null;
  parser.definedFunctions.push(symbol);
}

/** Declarations between the head of an old definition and its body; what is not declared is an int. */
function oldStyleParameters(parser: Parser, list: ParameterList): Parameter[] {
  const declared = new Map<string, Parameter>();
  parser.inScope(() => {
    while (!parser.is('{')) {
      if (!parser.startsType()) parser.fail('{');
      const read = specifiers(parser);
      do {
        const { name, type, at } = declarator(parser, read.type, 'named', read.convention);
        if (!(list.identifiers ?? []).some((one) => one.name === name))
          parser.error('C2085', `'${name}': not in formal parameter list`, at);
        if (name !== null) declared.set(name, { name, type: parameterType(type), at });
      } while (parser.accept(','));
      parser.expect(';');
    }
  }, list.scope);
  return (list.identifiers ?? []).map((one) => declared.get(one.name ?? '') ?? { ...one, type: INT });
}

/** The type of an old definition: callers pass promoted values, and nobody checks them. */
function oldStyleType(parser: Parser, written: FunctionType, parameters: readonly Parameter[]): FunctionType {
  const promoted = parameters.map(({ name, type }): ParameterType => ({ name, type: promotedType(type) }));
  return functionOf(written.returns, promoted, {
    prototype: false,
    convention: parser.arch === 'x64' ? 'cdecl' : written.convention,
  });
}

function promotedType(type: Type): Type {
  if (type.kind === 'float' && type.bytes === 4) return DOUBLE;
  return type.kind === 'integer' && type.bytes < INT.bytes ? INT : type;
}

/** A parameter as a variable. One of an old definition that was promoted is narrowed into a variable of its own. */
function parameterVariable(
  parser: Parser,
  { name, type, at }: Parameter,
  old: boolean,
  narrowed: Statement[],
): Variable {
  const variable = (of: Type, storage: 'parameter' | 'automatic'): Variable => ({
    kind: 'variable',
    name: name ?? '',
    type: of,
    storage,
    linkage: 'none',
    at,
    addressTaken: false,
    defined: true,
    initializer: null,
    section: null,
    align: 0,
    selectany: false,
  });
  if (name === null) parser.error('C2055', 'expected formal parameter list, not a type list', at);
  else if (parser.scope.names.has(name))
    parser.error('C2082', `redefinition of formal parameter '${name}'`, at);
  if (!isUnknown(type) && parser.size(type) === null)
    parser.error('C2079', `'${name ?? ''}' uses undefined ${typeText(type)}`, at);
  const passed = variable(old ? promotedType(type) : type, 'parameter');
  let visible = passed;
  if (passed.type !== type) {
    visible = variable(type, 'automatic');
    parser.current?.locals.push(visible);
    const load = value(parser, { kind: 'variable', type: passed.type, variable: passed, at });
    const values = [{ offset: 0, bits: null, type, value: convert(parser, load, type) }];
    narrowed.push({ kind: 'declare', variable: visible, initializer: { zeroed: false, values }, at });
  }
  if (name !== null) parser.scope.names.set(name, visible);
  return passed;
}

/** Checks that need the whole body, and what the language adds to it. */
function finished(
  parser: Parser,
  current: CurrentFunction,
  narrowed: readonly Statement[],
  body: BlockStatement,
): BlockStatement {
  checkGotos(parser, current.gotos, current.labels);
  const added = wrong(parser, current) ? [] : followed(parser, current, body);
  if (narrowed.length === 0 && added.length === 0) return body;
  return { ...body, statements: [...narrowed, ...body.statements, ...added] };
}

/** True when an error was reported in the function: where control goes in it is not known then. */
const wrong = ({ diagnostics }: Parser, { reported }: CurrentFunction): boolean =>
  diagnostics.list.slice(reported).some(({ severity }) => severity !== 'warning');

/** Follows control through the body. Returns what has to stand behind it. */
function followed(
  parser: Parser,
  { symbol, type, gotos, implicitInt }: CurrentFunction,
  body: BlockStatement,
): Statement[] {
  const labels = new Set(gotos.map(({ name }) => name));
  const { reachesEnd, returnsValue } = flowOf(body, parser.noReturn, labels);
  warnUninitialized(parser, body);
  if (!reachesEnd || type.returns.kind === 'void') return [];
  if (isMain(symbol)) return [returnZero(type.returns, body.end)];
  if (!implicitInt) missingReturn(parser, symbol, returnsValue, body.end);
  return [];
}

const isMain = ({ name, type }: FunctionSymbol): boolean =>
  (name === 'main' || name === 'wmain') && type.returns.kind === 'integer';

const returnZero = (type: Type, at: Position): Statement => ({
  kind: 'return',
  value: { kind: 'integer', type, value: 0n, at },
  at,
});

/** MSVC makes an error of C4716 unless it is told otherwise. */
function missingReturn(parser: Parser, { name }: FunctionSymbol, returnsValue: boolean, at: Position): void {
  if (returnsValue) parser.warn('C4715', `'${name}': not all control paths return a value`, at);
  else parser.warnings.report('C4716', `'${name}': must return a value`, at, true);
}
