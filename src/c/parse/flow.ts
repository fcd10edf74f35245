/** Where control can get to in a function: whether its end is reached (C4715, C4716). */
import type { Expression, FunctionSymbol, Statement } from '../tree/tree.ts';
import { truth } from './conversions.ts';

/** A statement that `break` and `__leave` end. */
interface Target {
  ended: boolean;
  /** Of a loop: a `continue` goes on with it. */
  continued: boolean;
  /** Of a switch. */
  hasDefault: boolean;
}

const newTarget = (): Target => ({ ended: false, continued: false, hasDefault: false });

/** One walk over the body of a function. */
class Flow {
  readonly #noReturn: ReadonlySet<FunctionSymbol>;
  readonly #labels: ReadonlySet<string>;
  readonly #breaks: Target[] = [];
  readonly #loops: Target[] = [];
  readonly #leaves: Target[] = [];
  /** True once a `return` with a value was seen. */
  returnsValue = false;

  constructor(noReturn: ReadonlySet<FunctionSymbol>, labels: ReadonlySet<string>) {
    this.#noReturn = noReturn;
    this.#labels = labels;
  }

  /** Whether control gets behind the list. Labels that a `goto` names may be jumped to from anywhere. */
  list(statements: readonly Statement[], reached: boolean): boolean {
    let here = reached;
    for (const one of statements) here = this.statement(one, here);
    return here;
  }

  statement(node: Statement, reached: boolean): boolean {
    switch (node.kind) {
      case 'block':
        return this.list(node.statements, reached);
      case 'expression':
        return reached && !this.#neverReturns(node.expression);
      case 'declare':
      case 'empty':
        return reached;
      case 'case':
        return true;
      case 'label':
        return reached || this.#labels.has(node.name);
      case 'default': {
        const target = this.#breaks.at(-1);
        if (target !== undefined) target.hasDefault = true;
        return true;
      }
      case 'if':
        return this.#if(node, reached);
      case 'while':
      case 'for':
        return this.#loop(node.condition, node.body, reached, reached);
      case 'do':
        return this.#loop(node.condition, node.body, reached, false);
      case 'switch':
        return this.#switch(node.body, reached);
      case 'try except':
      case 'try finally':
        return this.#try(node, reached);
      case 'return':
        this.returnsValue ||= node.value !== null;
        return false;
      default:
        return this.#jump(node);
    }
  }

  /** Whether control never gets behind an expression: what it always does first decides. */
  #neverReturns(node: Expression): boolean {
    if (node.kind === 'convert') return this.#neverReturns(node.operand);
    if (node.kind === 'integer') return node.unreachable === true;
    if (node.kind === 'comma') return this.#neverReturns(node.left) || this.#neverReturns(node.right);
    if (node.kind === 'conditional')
      return (
        this.#neverReturns(node.condition) || (this.#neverReturns(node.then) && this.#neverReturns(node.else))
      );
    return node.kind === 'call' && node.callee.kind === 'function' && this.#noReturn.has(node.callee.symbol);
  }

  #if(node: Extract<Statement, { kind: 'if' }>, reached: boolean): boolean {
    const known = truth(node.condition);
    const then = this.statement(node.then, reached && known !== false);
    const skipped = reached && known !== true;
    const other = node.else === null ? skipped : this.statement(node.else, skipped);
    return then || other;
  }

  /** `skips` is whether control may pass the loop without its body. */
  #loop(condition: Expression | null, body: Statement, reached: boolean, skips: boolean): boolean {
    const target = newTarget();
    const known = condition === null ? true : truth(condition);
    this.#breaks.push(target);
    this.#loops.push(target);
    const around = this.statement(body, reached && !(skips && known === false)) || target.continued;
    this.#loops.pop();
    this.#breaks.pop();
    return target.ended || (known !== true && ((skips && reached) || around));
  }

  #switch(body: Statement, reached: boolean): boolean {
    const target = newTarget();
    this.#breaks.push(target);
    const through = this.statement(body, false);
    this.#breaks.pop();
    return through || target.ended || (!target.hasDefault && reached);
  }

  #try(node: Extract<Statement, { kind: 'try except' | 'try finally' }>, reached: boolean): boolean {
    const target = newTarget();
    this.#leaves.push(target);
    const through = this.statement(node.body, reached);
    this.#leaves.pop();
    const body = through || target.ended;
    if (node.kind === 'try finally') return this.statement(node.block, reached) && body;
    const handles = !(node.filter.kind === 'integer' && node.filter.value <= 0n);
    return this.statement(node.handler, reached && handles) || body;
  }

  #jump({ kind }: Statement): false {
    const [breaks, loop, leave] = [this.#breaks.at(-1), this.#loops.at(-1), this.#leaves.at(-1)];
    if (kind === 'break' && breaks !== undefined) breaks.ended = true;
    if (kind === 'continue' && loop !== undefined) loop.continued = true;
    if (kind === 'leave' && leave !== undefined) leave.ended = true;
    return false;
  }
}

/** Whether control reaches the end of a function's body, and whether a `return` gives a value. `labels` are those that a `goto` names. */
export function flowOf(
  body: Statement,
  noReturn: ReadonlySet<FunctionSymbol>,
  labels: ReadonlySet<string>,
): { readonly reachesEnd: boolean; readonly returnsValue: boolean } {
  const flow = new Flow(noReturn, labels);
  const reachesEnd = flow.statement(body, true);
  return { reachesEnd, returnsValue: flow.returnsValue };
}
