/** Expressions that must be constant. */
import type { Position } from '../source/position.ts';
import type { Expression, IntegerConstant, Lvalue } from '../tree/tree.ts';
import { isLvalue, value } from './conversions.ts';
import type { Operand, Parser } from './parser.ts';
import { isPoison } from './poison.ts';

/**
 * constant-expression = conditional-expression
 *
 * Returns null for what is no integer constant, which was reported under `code`.
 */
export function integerConstant(
  parser: Parser,
  code = 'C2057',
  message = 'expected constant expression',
): IntegerConstant | null {
  const { at } = parser.token;
  const node = value(parser, parser.grammar.conditional(parser));
  if (isPoison(node)) return null;
  if (node.kind === 'integer') return node;
  if (node.kind === 'float') parser.error('C2058', 'constant expression is not integral', at);
  else parser.error(code, message, at);
  return null;
}

/** True for an object whose address is known before the program runs. */
function isStaticPlace(place: Operand): boolean {
  if (!isLvalue(place)) return false;
  switch (place.kind) {
    case 'variable':
    case 'compound literal':
      return place.variable.storage === 'static';
    case 'function':
    case 'string':
      return true;
    case 'dereference':
      return isStaticValue(place.pointer);
    case 'member':
      return isStaticPlace(place.object);
  }
}

/** True for what an object with static storage may begin with: numbers, addresses, and addresses with an offset. */
export function isStaticValue(node: Expression | Lvalue): boolean {
  switch (node.kind) {
    case 'integer':
    case 'float':
    case 'string':
      return true;
    case 'address':
    case 'decay':
      return isStaticPlace(node.of);
    case 'convert':
      return isStaticValue(node.operand);
    case 'pointer add':
      return isStaticValue(node.pointer) && node.index.kind === 'integer';
    case 'binary':
      return isStaticValue(node.left) && isStaticValue(node.right);
    case 'pointer difference':
      return isStaticValue(node.left) && isStaticValue(node.right);
    case 'load':
      // `static struct s x = (struct s){ 1 };`
      return node.from.kind === 'compound literal' && node.from.variable.storage === 'static';
    default:
      return false;
  }
}

/** `_Static_assert(constant, "text")`, whose text may be left out. */
export function staticAssert(parser: Parser): void {
  const at: Position = parser.advance().at;
  parser.expect('(');
  const asked = integerConstant(parser);
  let text = '';
  if (parser.accept(',')) while (parser.token.kind === 'string') text += parser.advance().text.slice(1, -1);
  parser.expect(')');
  if (asked?.value === 0n)
    parser.error('C2338', text === '' ? 'static assertion failed' : `static_assert failed: '${text}'`, at);
}
