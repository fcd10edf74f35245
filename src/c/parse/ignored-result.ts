/** Results that are thrown away although the header asks every caller to look at them: what `cl /analyze` calls C6031. */
import type { Call, Expression } from '../tree/tree.ts';
import type { Parser } from './parser.ts';

/**
 * Notes a statement that is such a call, and warns of it. A cast to void says that it is meant so. A call that waits
 * as long as it takes, because its parameter `Wait` is a constant other than 0, cannot fail: nobody looks at it (*ours*).
 */
export function ignoredResult(parser: Parser, node: Expression): void {
  if (node.kind === 'comma') {
    ignoredResult(parser, node.right);
    return;
  }
  if (node.kind !== 'call' || node.callee.kind !== 'function' || node.type.kind === 'void') return;
  const { name } = node.callee.symbol;
  if (!parser.mustCheck(name) || waitsForSure(node)) return;
  parser.ignored.push(node.at);
  if (parser.analyze) parser.warn('C6031', `return value ignored: '${name}'`, node.at);
}

/** Only the routines of resources have two parameters of which the last is called Wait. */
function waitsForSure({ callee, args }: Call): boolean {
  const [, wait] = args;
  const constant = wait?.kind === 'convert' ? wait.operand : wait;
  return (
    callee.kind === 'function' &&
    /^ExAcquire(Resource|Shared)/.test(callee.symbol.name) &&
    constant?.kind === 'integer' &&
    constant.value !== 0n
  );
}
