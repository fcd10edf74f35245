/** Statements. */
import type { Position } from '../source/position.ts';
import type { BlockStatement, Expression, Statement } from '../tree/tree.ts';
import { typeText } from '../types/type-text.ts';
import { isInteger, unqualified } from '../types/types.ts';
import { assignable } from './assignable.ts';
import { integerConstant } from './constant-expressions.ts';
import { condition, convert, promote, value } from './conversions.ts';
import { blockDeclaration } from './declarations.ts';
import { expression } from './expressions.ts';
import { ignoredResult } from './ignored-result.ts';
import { type Operand, type Parser, SyntaxProblem } from './parser.ts';
import { isPoison } from './poison.ts';
import {
  entersGuard,
  innermost,
  isLeave,
  isStrayHandler,
  isTry,
  leaving,
  strayHandler,
  tryStatement,
} from './seh.ts';

/** block = '{' (declaration | statement)* '}' */
export function block(parser: Parser): BlockStatement {
  return parser.inScope(() => blockInScope(parser));
}

/** A block whose names go into the scope at hand: the body of a function shares that of its parameters. */
export function blockInScope(parser: Parser): BlockStatement {
  const { at } = parser.expect('{');
  const statements: Statement[] = [];
  parser.nest(() => {
    while (!parser.is('}')) {
      if (parser.token.kind === 'end') parser.diagnostics.fatal('C1075', `'{': no matching token found`, at);
      blockItem(parser, statements);
    }
  });
  const end = parser.advance().at;
  return { kind: 'block', statements, end, at };
}

/** One declaration or statement; a violation of the grammar costs this one only. */
function blockItem(parser: Parser, into: Statement[]): void {
  const state = {
    enclosing: parser.enclosing,
    scope: parser.scope,
    unevaluated: parser.unevaluated,
    braces: parser.openBraces,
  };
  try {
    if (startsDeclaration(parser)) blockDeclaration(parser, into);
    else statement(parser, into);
  } catch (problem) {
    if (!(problem instanceof SyntaxProblem)) throw problem;
    parser.enclosing = state.enclosing;
    parser.scope = state.scope;
    parser.unevaluated = state.unevaluated;
    const open = parser.openBraces - state.braces;
    parser.openBraces = state.braces;
    recover(parser, false, open);
  }
}

/** A name of a type begins a declaration, unless it is a label. */
const startsDeclaration = (parser: Parser): boolean =>
  parser.is('_Static_assert') ||
  parser.is('static_assert') ||
  (parser.startsType() && !(parser.isIdentifier() && parser.peek().text === ':'));

/**
 * Passes over what cannot be read: to behind the next `;`, or a block and what belongs to it. `open` is how many
 * braces of an initialiser or type it began in: their ends are passed too, up to the `;` behind them.
 */
export function recover(parser: Parser, fileScope: boolean, open: number): void {
  let depth = open;
  while (parser.token.kind !== 'end') {
    if (parser.is('{')) depth++;
    else if (parser.is('}')) {
      if (depth === 0 && !fileScope) return;
      depth--;
      if (depth <= 0 && open === 0) {
        parser.advance();
        if (fileScope) parser.accept(';');
        return;
      }
    } else if (depth <= 0 && parser.is(';')) {
      parser.advance();
      return;
    }
    parser.advance();
  }
}

/** A statement that stands alone: labels before it make a block of it. */
function single(parser: Parser): Statement {
  const { at } = parser.token;
  const statements: Statement[] = [];
  parser.nest(() => statement(parser, statements));
  const [only] = statements;
  if (only !== undefined && statements.length === 1) return only;
  return { kind: 'block', statements, end: parser.previous.at, at };
}

/** statement = label* (declaration | unlabelled-statement)?, in the list that takes it and its labels */
function statement(parser: Parser, into: Statement[]): void {
  if (!labels(parser, into)) unlabelled(parser, into);
  // MSVC takes a label at the end of a block, and one before a declaration.
  else if (startsDeclaration(parser)) blockDeclaration(parser, into);
  else if (!parser.is('}')) unlabelled(parser, into);
}

/** label* = (name ':' | 'case' constant ':' | 'default' ':')*; returns whether there were any. */
function labels(parser: Parser, into: Statement[]): boolean {
  const before = into.length;
  for (;;) {
    if (parser.is('case') || parser.is('default')) caseLabel(parser, into);
    else if (parser.isIdentifier() && parser.peek().text === ':') label(parser, into);
    else return into.length > before;
  }
}

function unlabelled(parser: Parser, into: Statement[]): void {
  const { token } = parser;
  const { text, at } = token;
  switch (text) {
    case '{':
      into.push(block(parser));
      return;
    case ';':
      parser.advance();
      into.push({ kind: 'empty', at });
      return;
    case 'if':
      into.push(ifStatement(parser, at));
      return;
    case 'while':
      into.push(whileStatement(parser, at));
      return;
    case 'do':
      into.push(doStatement(parser, at));
      return;
    case 'for':
      into.push(parser.inScope(() => forStatement(parser, at)));
      return;
    case 'switch':
      into.push(switchStatement(parser, at));
      return;
    case 'goto':
    case 'break':
    case 'continue':
    case 'return':
      jump(parser, into);
      return;
    case 'else':
      parser.error('C2181', 'illegal else without matching if', at);
      parser.advance();
      return;
  }
  if (isTry(parser)) into.push(tryStatement(parser, block, expression));
  else if (isLeave(parser)) jump(parser, into);
  else if (isStrayHandler(parser)) strayHandler(parser);
  else expressionStatement(parser, into);
}

/** label = name ':' */
function label(parser: Parser, into: Statement[]): void {
  const { text: name, at } = parser.advance();
  parser.advance();
  const labels = parser.current?.labels;
  if (labels?.has(name)) parser.error('C2045', `'${name}': label redefined`, at);
  labels?.set(name, { name, at, enclosing: parser.enclosing });
  into.push({ kind: 'label', name, at });
}

/** case-label = 'case' constant ':' | 'default' ':' */
function caseLabel(parser: Parser, into: Statement[]): void {
  const { text, at } = parser.advance();
  const around = parser.current?.switches.at(-1);
  if (around === undefined)
    if (text === 'case') parser.error('C2046', 'illegal case', at);
    else parser.error('C2047', 'illegal default', at);
  else if (entersGuard(around.enclosing, parser.enclosing))
    parser.error('C2705', `'${text}': illegal jump into '__try', '__except' or '__finally' block`, at);
  if (text === 'default') {
    if (around?.default) parser.error('C2048', 'more than one default', at);
    if (around !== undefined) around.default = true;
    into.push({ kind: 'default', at });
  } else {
    const constant = integerConstant(parser, 'C2051', 'case expression not constant');
    if (constant !== null) {
      const node = around === undefined ? constant : convert(parser, constant, around.type);
      const number = node.kind === 'integer' ? node.value : 0n;
      if (around?.cases.has(number)) parser.error('C2196', `case value '${number}' already used`, at);
      around?.cases.add(number);
      into.push({ kind: 'case', value: number, at });
    }
  }
  parser.expect(':');
}

/** '(' expression ')' whose truth is asked for */
function bracedCondition(parser: Parser): Expression {
  parser.expect('(');
  const node = condition(parser, expression(parser));
  parser.expect(')');
  return node;
}

/** 'if' '(' expression ')' statement ('else' statement)? */
function ifStatement(parser: Parser, at: Position): Statement {
  parser.advance();
  const test = bracedCondition(parser);
  const then = single(parser);
  return { kind: 'if', condition: test, then, else: parser.accept('else') ? single(parser) : null, at };
}

/** 'while' '(' expression ')' statement */
function whileStatement(parser: Parser, at: Position): Statement {
  parser.advance();
  const test = bracedCondition(parser);
  return { kind: 'while', condition: test, body: parser.inside('loop', () => single(parser)), at };
}

/** 'do' statement 'while' '(' expression ')' ';' */
function doStatement(parser: Parser, at: Position): Statement {
  parser.advance();
  const body = parser.inside('loop', () => single(parser));
  parser.expect('while');
  const test = bracedCondition(parser);
  parser.expect(';');
  return { kind: 'do', body, condition: test, at };
}

/** 'for' '(' (declaration | expression? ';') expression? ';' expression? ')' statement */
function forStatement(parser: Parser, at: Position): Statement {
  parser.advance();
  parser.expect('(');
  const first: Statement[] = [];
  if (parser.startsType()) blockDeclaration(parser, first);
  else if (parser.is(';')) parser.advance();
  else expressionStatement(parser, first);
  const test = parser.is(';') ? null : condition(parser, expression(parser));
  parser.expect(';');
  const step = parser.is(')') ? null : value(parser, expression(parser));
  parser.expect(')');
  const body = parser.inside('loop', () => single(parser));
  return { kind: 'for', first, condition: test, step, body, at };
}

/** 'switch' '(' expression ')' statement */
function switchStatement(parser: Parser, at: Position): Statement {
  parser.advance();
  parser.expect('(');
  const asked = promote(parser, value(parser, expression(parser)));
  parser.expect(')');
  if (!isInteger(asked.type))
    parser.error('C2450', `switch expression of type '${typeText(asked.type)}' is illegal`, at);
  const type = unqualified(asked.type);
  const switches = parser.current?.switches ?? [];
  const body = parser.inside('switch', () => {
    switches.push({ type, cases: new Set(), default: false, enclosing: parser.enclosing });
    try {
      return single(parser);
    } finally {
      switches.pop();
    }
  });
  return { kind: 'switch', value: asked, body, at };
}

/** jump = ('goto' name | 'break' | 'continue' | '__leave' | 'return' expression?) ';' */
function jump(parser: Parser, into: Statement[]): void {
  const { text, at } = parser.advance();
  switch (text) {
    case 'goto': {
      const { text: name } = parser.name();
      parser.current?.gotos.push({ name, at, enclosing: parser.enclosing });
      into.push({ kind: 'goto', label: name, at });
      break;
    }
    case 'return':
      returnStatement(parser, at, into);
      break;
    case 'break': {
      const to = innermost(parser, ['loop', 'switch']);
      if (to === null) parser.error('C2043', 'illegal break', at);
      else leaving(parser, text, to, at);
      into.push({ kind: 'break', at });
      break;
    }
    case 'continue': {
      const to = innermost(parser, ['loop']);
      if (to === null) parser.error('C2044', 'illegal continue', at);
      else leaving(parser, text, to, at);
      into.push({ kind: 'continue', at });
      break;
    }
    default: {
      const to = innermost(parser, ['body']);
      if (to === null) parser.error('C2703', 'illegal __leave statement', at);
      else leaving(parser, '__leave', to, at);
      into.push({ kind: 'leave', at });
    }
  }
  parser.expect(';');
}

/** 'return' expression? */
function returnStatement(parser: Parser, at: Position, into: Statement[]): void {
  const { current } = parser;
  const operand: Operand | null = parser.is(';') ? null : expression(parser);
  leaving(parser, 'return', null, at);
  const returns = current?.type.returns;
  if (returns === undefined) return;
  const name = current?.symbol.name ?? '';
  if (operand === null) {
    if (returns.kind !== 'void' && current?.implicitInt !== true)
      parser.warn('C4033', `'${name}' must return a value`, at);
    into.push({ kind: 'return', value: null, at });
    return;
  }
  const node = value(parser, operand);
  if (returns.kind !== 'void') {
    into.push({
      kind: 'return',
      value: assignable(parser, node, returns, { what: 'return', at: node.at }),
      at,
    });
    return;
  }
  if (node.type.kind !== 'void' && !isPoison(node))
    parser.warn('C4098', `'${name}': 'void' function returning a value`, at);
  into.push({ kind: 'expression', expression: node, at }, { kind: 'return', value: null, at });
}

/** expression ';' */
function expressionStatement(parser: Parser, into: Statement[]): void {
  const { at } = parser.token;
  const node = value(parser, expression(parser));
  if (node.kind === 'decay' && node.of.kind === 'function')
    parser.warn('C4550', 'expression evaluates to a function which is missing an argument list', at);
  ignoredResult(parser, node);
  into.push({ kind: 'expression', expression: node, at });
  parser.expect(';');
}
