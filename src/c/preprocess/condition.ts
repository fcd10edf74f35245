/** Conditions of `#if`: 64-bit arithmetic on constants. */
import type { Diagnostics } from '../source/diagnostics.ts';
import type { Position } from '../source/position.ts';
import { type ConditionValue, characterConstant, integerConstant } from './constants.ts';
import { isText, type SourceToken } from './source-token.ts';

/** Binary operators with their precedence, the weakest 1. */
const PRECEDENCE: Readonly<Record<string, number>> = {
  '||': 1,
  '&&': 2,
  '|': 3,
  '^': 4,
  '&': 5,
  '==': 6,
  '!=': 6,
  '<': 7,
  '>': 7,
  '<=': 7,
  '>=': 7,
  '<<': 8,
  '>>': 8,
  '+': 9,
  '-': 9,
  '*': 10,
  '/': 10,
  '%': 10,
};

/** Parentheses and operators that stand in each other; more are refused, so that no text ends our own stack. */
const DEPTH = 200;

const truth = (value: boolean): ConditionValue => ({ value: value ? 1n : 0n, unsigned: false });
const wrapped = (value: bigint, unsigned: boolean): ConditionValue => ({
  value: unsigned ? BigInt.asUintN(64, value) : BigInt.asIntN(64, value),
  unsigned,
});

/** What the operators do on values that have one signedness. */
const COMBINE: Readonly<Record<string, (left: bigint, right: bigint) => bigint | boolean>> = {
  '|': (left, right) => left | right,
  '^': (left, right) => left ^ right,
  '&': (left, right) => left & right,
  '==': (left, right) => left === right,
  '!=': (left, right) => left !== right,
  '<': (left, right) => left < right,
  '>': (left, right) => left > right,
  '<=': (left, right) => left <= right,
  '>=': (left, right) => left >= right,
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '*': (left, right) => left * right,
  '/': (left, right) => left / right,
  '%': (left, right) => left % right,
};

/** Reads and computes one condition. */
export class Condition {
  readonly #tokens: readonly SourceToken[];
  readonly #diagnostics: Diagnostics;
  readonly #at: Position;
  #next = 0;
  #depth = 0;

  /** @param at Of the directive, for what is wrong about the whole. */
  constructor(tokens: readonly SourceToken[], at: Position, diagnostics: Diagnostics) {
    this.#tokens = tokens;
    this.#at = at;
    this.#diagnostics = diagnostics;
  }

  /** True when the condition holds. A wrong one ends the compilation (C1017). */
  holds(): boolean {
    const { value } = this.#conditional(true);
    const extra = this.#tokens[this.#next];
    if (extra !== undefined) this.#wrong(extra);
    return value !== 0n;
  }

  #wrong(token: SourceToken | undefined): never {
    const what = token === undefined ? '' : `, unexpected '${token.text}'`;
    this.#diagnostics.fatal('C1017', `invalid integer constant expression${what}`, token?.at ?? this.#at);
  }

  #deeper(): void {
    if (++this.#depth > DEPTH)
      this.#diagnostics.fatal('C1009', 'compiler limit: condition nested too deeply', this.#at);
  }

  #accept(text: string): boolean {
    const token = this.#tokens[this.#next];
    if (token === undefined || !isText(token, text)) return false;
    this.#next++;
    return true;
  }

  /** `a ? b : c`. `live` is false where nobody needs the value, so that `0 && 1 / 0` is fine. */
  #conditional(live: boolean): ConditionValue {
    this.#deeper();
    const value = this.#choice(live);
    this.#depth--;
    return value;
  }

  #choice(live: boolean): ConditionValue {
    const condition = this.#binary(1, live);
    if (!this.#accept('?')) return condition;
    const holds = condition.value !== 0n;
    const then = this.#conditional(live && holds);
    if (!this.#accept(':')) this.#wrong(this.#tokens[this.#next]);
    const otherwise = this.#conditional(live && !holds);
    return wrapped((holds ? then : otherwise).value, then.unsigned || otherwise.unsigned);
  }

  /** Operators of at least this precedence. */
  #binary(weakest: number, live: boolean): ConditionValue {
    let left = this.#unary(live);
    for (;;) {
      const operator = this.#tokens[this.#next];
      const precedence = operator?.kind === 'punctuator' ? (PRECEDENCE[operator.text] ?? 0) : 0;
      if (operator === undefined || precedence < weakest) return left;
      this.#next++;
      const needed =
        live &&
        !(operator.text === '&&' && left.value === 0n) &&
        !(operator.text === '||' && left.value !== 0n);
      left = this.#apply(operator, left, this.#binary(precedence + 1, needed), needed);
    }
  }

  #apply(operator: SourceToken, left: ConditionValue, right: ConditionValue, live: boolean): ConditionValue {
    const { text } = operator;
    if (text === '&&') return truth(left.value !== 0n && right.value !== 0n);
    if (text === '||') return truth(left.value !== 0n || right.value !== 0n);
    if (text === '<<' || text === '>>') return shift(text, left, right);
    const unsigned = left.unsigned || right.unsigned;
    const [a, b] = [wrapped(left.value, unsigned).value, wrapped(right.value, unsigned).value];
    if ((text === '/' || text === '%') && b === 0n) {
      if (live) this.#diagnostics.fatal('C2124', 'divide or mod by zero', operator.at);
      return wrapped(0n, unsigned);
    }
    const result = COMBINE[text]?.(a, b) ?? 0n;
    return typeof result === 'boolean' ? truth(result) : wrapped(result, unsigned);
  }

  #unary(live: boolean): ConditionValue {
    this.#deeper();
    const value = this.#prefixed(live);
    this.#depth--;
    return value;
  }

  #prefixed(live: boolean): ConditionValue {
    if (this.#accept('!')) return truth(this.#unary(live).value === 0n);
    if (this.#accept('+')) return this.#unary(live);
    if (this.#accept('-')) {
      const { value, unsigned } = this.#unary(live);
      return wrapped(-value, unsigned);
    }
    if (this.#accept('~')) {
      const { value, unsigned } = this.#unary(live);
      return wrapped(~value, unsigned);
    }
    if (this.#accept('(')) {
      const value = this.#conditional(live);
      if (!this.#accept(')'))
        this.#diagnostics.fatal('C1012', `unmatched parenthesis: missing ')'`, this.#at);
      return value;
    }
    return this.#constant();
  }

  /** A number or character; a name that is no macro is 0. */
  #constant(): ConditionValue {
    const token = this.#tokens[this.#next++];
    if (token?.kind === 'identifier') return truth(false);
    const value =
      token?.kind === 'number'
        ? integerConstant(token.text)
        : token?.kind === 'character'
          ? characterConstant(token.text)
          : null;
    return value === null ? this.#wrong(token) : wrapped(value.value, value.unsigned);
  }
}

/** Shifts: the type is that of the left operand, a count beyond 63 shifts everything out. */
function shift(operator: '<<' | '>>', left: ConditionValue, right: ConditionValue): ConditionValue {
  const negative = !right.unsigned && right.value < 0n;
  const count = negative ? -right.value : right.value;
  const towardsLeft = (operator === '<<') !== negative;
  const bits = count > 64n ? 64n : count;
  return wrapped(towardsLeft ? left.value << bits : left.value >> bits, left.unsigned);
}
