/** Calls, and the calls that are more than that. */
import type { Position } from '../source/position.ts';
import type { Expression, FunctionReference, FunctionSymbol } from '../tree/tree.ts';
import type { FunctionType, Type } from '../tree/type.ts';
import { typeText } from '../types/type-text.ts';
import { functionOf, INT, isFunctionPointer, unqualified, VOID } from '../types/types.ts';
import { assignable } from './assignable.ts';
import { convert, isLvalue, promoteArgument, value } from './conversions.ts';
import { isConstant } from './fold.ts';
import type { Operand, Parser } from './parser.ts';
import { isPoison, poison } from './poison.ts';
import { innermost } from './seh.ts';

const SETJMPS: ReadonlySet<string> = new Set([
  'setjmp',
  '_setjmp',
  '_setjmpex',
  '__intrinsic_setjmp',
  '__intrinsic_setjmpex',
]);

/** `callee(arguments)` */
export function call(parser: Parser, operand: Operand, args: readonly Operand[], at: Position): Expression {
  if (isPoison(operand)) return poison(at);
  const callee = calleeOf(parser, operand);
  const signature = callee.kind === 'function' ? callee.symbol.type : pointedFunction(callee.type);
  if (signature === null) {
    parser.error('C2064', `term does not evaluate to a function taking ${args.length} arguments`, at);
    return poison(at);
  }
  if (callee.kind === 'function' && SETJMPS.has(callee.symbol.name)) return setjmp(parser, args, at);
  const name = callee.kind === 'function' ? callee.symbol.name : 'function through pointer';
  return checkedCall(parser, callee, signature, name, args, at);
}

/** The function itself, or the pointer to it: `f`, `*f`, `&f` and `**f` call the same. */
function calleeOf(parser: Parser, operand: Operand): FunctionReference | Expression {
  if (operand.kind === 'function') return operand;
  const node = value(parser, operand);
  return node.kind === 'decay' && node.of.kind === 'function' ? node.of : node;
}

const pointedFunction = (type: Type): FunctionType | null => (isFunctionPointer(type) ? type.to : null);

function checkedCall(
  parser: Parser,
  callee: FunctionReference | Expression,
  signature: FunctionType,
  name: string,
  operands: readonly Operand[],
  at: Position,
): Expression {
  const values = operands.map((one) => value(parser, one));
  const { parameters, prototype, variadic } = signature;
  if (prototype && values.length < parameters.length) {
    parser.error('C2198', `'${name}': too few arguments for call`, at);
    return poison(at);
  }
  const many = prototype && !variadic && values.length > parameters.length;
  if (many) parser.warn('C4020', `'${name}': too many actual parameters`, at);
  const args = values.map((node, index) => argument(parser, node, parameters[index]?.type, name, index));
  if (args.some(isPoison)) return poison(at);
  if (signature.returns.kind === 'record' && signature.returns.shape.members === null) {
    parser.error('C2027', `use of undefined type '${typeText(signature.returns)}'`, at);
    return poison(at);
  }
  const node: Expression = {
    kind: 'call',
    type: unqualified(signature.returns),
    callee,
    signature,
    args: many ? args.slice(0, parameters.length) : args,
    at,
  };
  // What is passed too much is evaluated and lost.
  const lost = many ? args.slice(parameters.length).filter((one) => !isConstant(one)) : [];
  return lost.reduceRight<Expression>(
    (right, left) => ({ kind: 'comma', type: right.type, left: convert(parser, left, VOID), right, at }),
    node,
  );
}

function argument(
  parser: Parser,
  node: Expression,
  type: Type | undefined,
  name: string,
  index: number,
): Expression {
  const place = { what: 'function', argument: { name, index: index + 1 }, at: node.at } as const;
  if (type !== undefined) return assignable(parser, node, type, place);
  if (node.type.kind !== 'void') return promoteArgument(parser, node);
  return assignable(parser, node, INT, place);
}

function setjmp(parser: Parser, args: readonly Operand[], at: Position): Expression {
  const [buffer] = args;
  if (buffer === undefined || parser.current === null) {
    parser.error('C2198', `'setjmp': too few arguments for call`, at);
    return poison(at);
  }
  const node = value(parser, buffer);
  if (isPoison(node)) return node;
  if (node.type.kind !== 'pointer') {
    parser.error('C2172', `'setjmp': actual parameter is not a pointer: parameter 1`, at);
    return poison(at);
  }
  if (parser.unevaluated === 0) {
    // The text of decision 0005 has no way into these: a longjmp would run the guarded body again.
    if (innermost(parser, ['handler', 'finally', 'filter']) !== null)
      parser.error(
        'IRQ1004',
        `'setjmp': in a filter, a handler or a '__finally' block it is not modelled`,
        at,
      );
    parser.current.setjmps++;
  }
  return { kind: 'setjmp', type: INT, buffer: node, point: parser.current.setjmps, at };
}

/** A function that is called without a declaration: `extern int f()`, with a warning (C4013). */
export function implicitFunction(parser: Parser, name: string, at: Position): FunctionSymbol {
  parser.warn('C4013', `'${name}' undefined; assuming extern returning int`, at);
  const symbol: FunctionSymbol = {
    kind: 'function',
    name,
    type: functionOf(INT, [], { prototype: false, convention: parser.convention(false) }),
    linkage: 'external',
    at,
    inline: false,
    implicit: true,
    definition: null,
    section: null,
    usedAt: null,
  };
  parser.fileScope.names.set(name, symbol);
  parser.linked.set(name, symbol);
  parser.functions.push(symbol);
  return symbol;
}

/** `va_start` and its kin, whose list must be a place that holds a pointer. */
export function vaList(
  parser: Parser,
  operand: Operand,
  at: Position,
): Extract<Operand, { kind: 'variable' | 'member' | 'dereference' }> | null {
  if (isPoison(operand)) return null;
  if (isLvalue(operand) && operand.type.kind === 'pointer')
    if (operand.kind === 'variable' || operand.kind === 'member' || operand.kind === 'dereference')
      return operand;
  parser.error('C2440', `'va_list': cannot convert from '${typeText(operand.type)}' to 'va_list'`, at);
  return null;
}
