/** The checked tree as compact S-expressions, for the tests. */
import type { Expression, Initializer, Lvalue, Statement } from '../../../src/c/tree/tree.ts';
import { typeText } from '../../../src/c/types/type-text.ts';

const bits = (node: { readonly bits: { readonly start: number; readonly width: number } | null }): string =>
  node.bits === null ? '' : `:${node.bits.start}+${node.bits.width}`;

const list = (...parts: readonly (string | number)[]): string => `(${parts.join(' ')})`;

/** An expression: `(+ int (load x) 1)`. */
export function expressionText(node: Expression | Lvalue): string {
  const type = typeText(node.type);
  switch (node.kind) {
    case 'variable':
      return node.variable.name;
    case 'function':
      return node.symbol.name;
    case 'string':
      return JSON.stringify(String.fromCharCode(...node.units.slice(0, -1)));
    case 'dereference':
      return list('*', expressionText(node.pointer));
    case 'member':
      return list(`.${node.offset}${bits(node)}`, expressionText(node.object));
    case 'compound literal':
      return list('literal', type, initializerText(node.initializer));
    case 'integer':
      return node.type.kind === 'integer' && node.type.name === 'int'
        ? `${node.value}`
        : `${node.value}[${type}]`;
    case 'float':
      return `${node.value}[${type}]`;
    case 'load':
      return list('load', expressionText(node.from));
    case 'decay':
      return list('decay', expressionText(node.of));
    case 'address':
      return list('&', expressionText(node.of));
    case 'convert':
      return list(`to[${type}]`, expressionText(node.operand));
    case 'unary':
      return list(`${node.operator}[${type}]`, expressionText(node.operand));
    case 'binary':
      return list(`${node.operator}[${type}]`, expressionText(node.left), expressionText(node.right));
    case 'compare':
    case 'logical':
      return list(node.operator, expressionText(node.left), expressionText(node.right));
    case 'pointer add':
      return list(
        `${node.subtract ? '-' : '+'}ptr*${node.elementBytes}`,
        expressionText(node.pointer),
        expressionText(node.index),
      );
    case 'pointer difference':
      return list(`ptrdiff/${node.elementBytes}`, expressionText(node.left), expressionText(node.right));
    case 'conditional':
      return list(
        `?[${type}]`,
        expressionText(node.condition),
        expressionText(node.then),
        expressionText(node.else),
      );
    case 'comma':
      return list(',', expressionText(node.left), expressionText(node.right));
    case 'assign':
      return list('=', expressionText(node.target), expressionText(node.value));
    case 'compound assign':
      return list(
        `${node.operator}=[${typeText(node.computeType)}]${node.elementBytes === 1 ? '' : `*${node.elementBytes}`}`,
        expressionText(node.target),
        expressionText(node.value),
      );
    case 'step':
      return list(
        `${node.postfix ? 'post' : 'pre'}${node.by > 0 ? '+' : ''}${node.by}`,
        expressionText(node.target),
      );
    case 'call':
      return list('call', expressionText(node.callee), ...node.args.map(expressionText));
    case 'va_start':
      return list('va_start', expressionText(node.list));
    case 'va_arg':
      return list(`va_arg[${type}]`, expressionText(node.list));
    case 'setjmp':
      return list(`setjmp#${node.point}`, expressionText(node.buffer));
    default:
      return list(node.kind);
  }
}

/** An initialiser: `{0 4=(load x)}`; a zero in front means that the rest is zeroed. */
export function initializerText({ zeroed, values }: Initializer): string {
  const parts = values.map((one) => `${one.offset}${bits(one)}=${expressionText(one.value)}`);
  return `{${[...(zeroed ? ['zero'] : []), ...parts].join(' ')}}`;
}

/** A statement: `(if (load x) (return 1))`. */
export function statementText(node: Statement): string {
  switch (node.kind) {
    case 'block':
      return list('block', ...node.statements.map(statementText));
    case 'expression':
      return expressionText(node.expression);
    case 'declare':
      return list(
        'let',
        typeText(node.variable.type),
        node.variable.name,
        ...(node.initializer === null ? [] : [initializerText(node.initializer)]),
      );
    case 'if':
      return list(
        'if',
        expressionText(node.condition),
        statementText(node.then),
        ...(node.else === null ? [] : [statementText(node.else)]),
      );
    case 'while':
    case 'do':
      return list(node.kind, expressionText(node.condition), statementText(node.body));
    case 'for':
      return list(
        'for',
        list(...node.first.map(statementText)),
        node.condition === null ? '-' : expressionText(node.condition),
        node.step === null ? '-' : expressionText(node.step),
        statementText(node.body),
      );
    case 'switch':
      return list('switch', expressionText(node.value), statementText(node.body));
    case 'case':
      return `case:${node.value}`;
    case 'default':
      return 'default:';
    case 'label':
      return `${node.name}:`;
    case 'goto':
      return list('goto', node.label);
    case 'return':
      return node.value === null ? '(return)' : list('return', expressionText(node.value));
    case 'try except':
      return list(
        'try',
        statementText(node.body),
        'except',
        expressionText(node.filter),
        statementText(node.handler),
      );
    case 'try finally':
      return list('try', statementText(node.body), 'finally', statementText(node.block));
    default:
      return list(node.kind);
  }
}
