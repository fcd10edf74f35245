/** JavaScript of C statements. Every loop and switch has a label of its own, so that jumps pass what stands between. */
import type { Position } from '../source/position.ts';
import type {
  CaseLabel,
  DefaultLabel,
  Expression,
  ForStatement,
  IfStatement,
  ReturnStatement,
  Statement,
  SwitchStatement,
  TryExceptStatement,
  TryFinallyStatement,
  Variable,
} from '../tree/tree.ts';
import { constantText } from './conversions.ts';
import { condition, effect, initialize, value } from './expressions.ts';
import type { FunctionContext, Place } from './function-context.ts';
import type { TargetRange, Targets } from './targets.ts';
import { mayStop } from './two-forms.ts';
import { bytesOf, isBig, isRecord } from './value-class.ts';

/** Where the jumps of a statement lead. */
interface Around {
  /** Label of the innermost loop or switch, for `break`. */
  readonly breaks: string | null;
  /** Label of the innermost loop, for `continue`. */
  readonly continues: string | null;
  /** Label of the innermost guarded body, for `__leave`. */
  readonly leaves: string | null;
  /** Blocks of `__finally` around, the innermost last. */
  readonly finallys: readonly FinallyBlock[];
  /** Lists around that are loops over `$p`, innermost last: their label and the targets inside. */
  readonly lists: readonly { readonly label: string; readonly range: TargetRange }[];
}

/** A block of `__finally`: its frame, and the labels that lie around it have smaller numbers than it. */
interface FinallyBlock {
  readonly frame: string;
  readonly number: number;
}

const OUTSIDE: Around = { breaks: null, continues: null, leaves: null, finallys: [], lists: [] };

const isEmpty = ({ first, last }: TargetRange): boolean => last < first;
const holds = ({ first, last }: TargetRange, target: number): boolean => target >= first && target <= last;

/** Text of JavaScript's truth that control is on its way to a target in the range. */
function heading({ first, last }: TargetRange): string {
  return first === last ? `$p === ${first}` : `$p >= ${first} && $p <= ${last}`;
}

/** Writes the statements of one function. */
export class StatementWriter {
  readonly #ctx: FunctionContext;
  readonly #targets: Targets;
  #labels = 0;

  constructor(ctx: FunctionContext, targets: Targets) {
    this.#ctx = ctx;
    this.#targets = targets;
  }

  /** Text of the function's own list. */
  body(): string {
    return this.#list(this.#ctx.definition.body.statements, OUTSIDE);
  }

  #label(): string {
    this.#labels += 1;
    return `$l${this.#labels}`;
  }

  #list(statements: readonly Statement[], around: Around): string {
    const range = this.#targets.range(statements);
    if (isEmpty(range)) return statements.map((one) => this.#statement(one, around)).join('\n');
    const label = this.#label();
    const inside: Around = { ...around, lists: [...around.lists, { label, range }] };
    const parts = statements.map((one) => this.#listed(one, inside));
    return `${label}: for (;;) { switch ($p) { case 0:\n${parts.join('\n')}\n} break; }`;
  }

  /** A statement of a list that is entered by number. */
  #listed(statement: Statement, around: Around): string {
    const own = this.#numberOf(statement);
    if (own !== undefined) return `case ${own}: $p = 0;`;
    const range = this.#targets.range(statement);
    const cases: string[] = [];
    for (let target = range.first; target <= range.last; target++) cases.push(`case ${target}:`);
    return `${cases.join(' ')}${this.#statement(statement, around)}`;
  }

  #numberOf(statement: Statement): number | undefined {
    if (statement.kind !== 'label' && statement.kind !== 'case' && statement.kind !== 'default')
      return undefined;
    return this.#targets.numbers.get(statement);
  }

  #statement(statement: Statement, around: Around): string {
    switch (statement.kind) {
      case 'block':
        return `{\n${this.#list(statement.statements, around)}\n}`;
      case 'expression':
        return `${effect(this.#ctx, statement.expression)};`;
      case 'declare':
        return this.#declaration(statement);
      case 'if':
        return this.#if(statement, around);
      case 'while':
        return this.#loop(around, (inside, label) => {
          const test = this.#entered(statement.body, statement.condition);
          return `${label}: while (${test}) {${this.#tick(statement.at)}\n${this.#statement(statement.body, inside)}\n}`;
        });
      case 'do':
        return this.#loop(around, (inside, label) => {
          const again = condition(this.#ctx, statement.condition);
          const skip = this.#skipToTest(statement.condition);
          return `${label}: do {${this.#tick(statement.at)}${skip}\n${this.#statement(statement.body, inside)}\n} while (${again});`;
        });
      case 'for':
        return this.#for(statement, around);
      case 'switch':
        return this.#targets.hardSwitches.has(statement)
          ? this.#hardSwitch(statement, around)
          : this.#plainSwitch(statement, around);
      case 'case':
      case 'default':
      case 'label':
      case 'empty':
        return ';';
      case 'goto':
        return this.#goto(statement, around);
      case 'break':
        return `${this.#leaving(around.breaks, statement.at, around)}break ${around.breaks};`;
      case 'continue':
        return `${this.#leaving(around.continues, statement.at, around)}continue ${around.continues};`;
      case 'leave':
        return `${this.#leaving(around.leaves, statement.at, around)}break ${around.leaves};`;
      case 'return':
        return this.#return(statement, this.#leaving(null, statement.at, around));
      case 'try except':
        return this.#tryExcept(statement, around);
      case 'try finally':
        return this.#tryFinally(statement, around);
    }
  }

  /** Counts a turn of a loop: others may run when the time slice is over, and the machine stops when no steps are left. */
  #tick(at: Position): string {
    return ` if (--$n < 0) $n = ${mayStop('$.moreSteps', `${this.#ctx.program.site(at)}, $fp`)};`;
  }

  #declaration({ variable, initializer }: Extract<Statement, { kind: 'declare' }>): string {
    const ctx = this.#ctx;
    if (variable.storage === 'static') return ';';
    const place = ctx.place(variable);
    if (initializer === null) return this.#begins(variable, place);
    if (place.kind === 'name') {
      const first = initializer.values[0];
      if (first === undefined || first.value.kind === 'string')
        return `${place.name} = ${zeroText(ctx, variable.type)};`;
      return `${place.name} = ${value(ctx, first.value)};`;
    }
    return `${initialize(ctx, initializer, variable.type, (offset) => ctx.frameAddress(place.offset + offset))};`;
  }

  /** A variable without an initialiser begins anew each time that its declaration is passed. */
  #begins({ type }: Variable, place: Place): string {
    const { program } = this.#ctx;
    if (!program.checks) return ';';
    if (place.kind === 'name') return `${place.name} = void 0;`;
    return `$.fresh(${this.#ctx.frameAddress(place.offset)}, ${bytesOf(type, program.architecture)});`;
  }

  #if({ condition: test, then, else: otherwise }: IfStatement, around: Around): string {
    const text = this.#entered(then, test, otherwise);
    const tail = otherwise === null ? '' : ` else {\n${this.#statement(otherwise, around)}\n}`;
    return `if (${text}) {\n${this.#statement(then, around)}\n}${tail}`;
  }

  /**
   * Text of a test that control on its way to a target does not make: it goes into `body`, or past it into
   * `otherwise`. A setjmp in the test itself is reached by evaluating it.
   */
  #entered(body: Statement, test: Expression, otherwise: Statement | null = null): string {
    const text = condition(this.#ctx, test);
    const inside = this.#targets.range(body);
    const beyond = otherwise === null ? null : this.#targets.range(otherwise);
    let result = text;
    if (beyond !== null && !isEmpty(beyond)) result = `!(${heading(beyond)}) && (${result})`;
    return isEmpty(inside) ? result : `(${heading(inside)}) || (${result})`;
  }

  /** In a do loop: control on its way to a setjmp of the condition skips the body. */
  #skipToTest(test: Expression): string {
    const range = this.#targets.range(test);
    return isEmpty(range) ? '' : ` if (${heading(range)}) continue;`;
  }

  #loop(around: Around, write: (inside: Around, label: string) => string): string {
    const label = this.#label();
    return write({ ...around, breaks: label, continues: label }, label);
  }

  #for(statement: ForStatement, around: Around): string {
    const { first, condition: test, step, body, at } = statement;
    return this.#loop(around, (inside, label) => {
      const range = this.#targets.range(statement);
      const begin = first.map((one) => this.#statement(one, around)).join(' ');
      const guarded = isEmpty(range) ? begin : `if ($p === 0) { ${begin} }`;
      const again = test === null ? '' : this.#entered(body, test);
      const next = step === null ? '' : effect(this.#ctx, step);
      return `${guarded}\n${label}: for (; ${again}; ${next}) {${this.#tick(at)}\n${this.#statement(body, inside)}\n}`;
    });
  }

  /**
   * Before a jump: says which blocks of `__finally` it leaves, where an exception that passes ends (E-085). The compiler
   * has warned of each (C4532), so other programs have no such text.
   * @param label where it goes; null for out of the function
   */
  #leaving(label: string | null, at: Position, { finallys }: Around): string {
    const to = label === null ? 0 : Number(label.slice(2));
    return finallys
      .filter(({ number }) => to < number)
      .map(({ frame }) => `$.abandons(${frame}, ${this.#ctx.program.site(at)}, $fp); `)
      .join('');
  }

  #goto({ label: name, at }: Extract<Statement, { kind: 'goto' }>, around: Around): string {
    const target = this.#targets.labels.get(name);
    const list = [...around.lists]
      .reverse()
      .find(({ range }) => target !== undefined && holds(range, target));
    if (target === undefined || list === undefined) throw new TypeError(`no way to the label ${name}`);
    return `${this.#leaving(list.label, at, around)}$p = ${target}; continue ${list.label};`;
  }

  #plainSwitch(statement: SwitchStatement, around: Around): string {
    const label = this.#label();
    const inside: Around = { ...around, breaks: label };
    const body = statement.body.kind === 'block' ? statement.body.statements : [statement.body];
    const parts = body.map((one) => {
      if (one.kind === 'case') return `case ${this.#caseText(one, statement)}:`;
      return one.kind === 'default' ? 'default:' : this.#statement(one, inside);
    });
    return `${label}: switch (${value(this.#ctx, statement.value)}) {\n${parts.join('\n')}\n}`;
  }

  #caseText({ value: constant }: CaseLabel, { value: of }: SwitchStatement): string {
    return constantText(constant, of.type, this.#ctx.program.architecture);
  }

  /** A switch whose cases are targets: the value chooses a number, and the body is entered there. */
  #hardSwitch(statement: SwitchStatement, around: Around): string {
    const label = this.#label();
    const inside: Around = { ...around, breaks: label };
    const cases = casesOf(statement.body);
    const choices = cases.map((one) => {
      const target = this.#targets.numbers.get(one);
      return one.kind === 'case'
        ? `case ${this.#caseText(one, statement)}: $p = ${target}; break;`
        : `default: $p = ${target}; break;`;
    });
    if (!cases.some(({ kind }) => kind === 'default')) choices.push(`default: break ${label};`);
    const range = this.#targets.range(statement.body);
    const choose = `switch (${value(this.#ctx, statement.value)}) { ${choices.join(' ')} }`;
    const enter = isEmpty(range) ? choose : `if (!(${heading(range)})) { ${choose} }`;
    return `${label}: { ${enter}\n${this.#statement(statement.body, inside)}\n}`;
  }

  /** @param leaving what a jump out of blocks of `__finally` says, after the value has been computed */
  #return({ value: result, at }: ReturnStatement, leaving: string): string {
    const ctx = this.#ctx;
    const { type } = ctx.definition.symbol;
    if (result === null) return `${leaving}return;`;
    if (isRecord(type.returns)) {
      const bytes = bytesOf(type.returns, ctx.program.architecture);
      return `{ $.copy($ret, ${value(ctx, result)}, ${bytes}, ${ctx.program.site(at)}, $fp); ${leaving}return $ret; }`;
    }
    if (type.returns.kind === 'void') return `{ ${effect(ctx, result)}; ${leaving}return; }`;
    return leaving === ''
      ? `return ${value(ctx, result)};`
      : `{ const $v = ${value(ctx, result)}; ${leaving}return $v; }`;
  }

  // --- guarded bodies: the text of decision 0005 ---------------------------

  #tryExcept({ body, filter, handler }: TryExceptStatement, around: Around): string {
    const ctx = this.#ctx;
    const isSilent = filter.kind === 'integer' && doesNothing(handler);
    ctx.exceptClauses += 1;
    ctx.calls = true;
    const label = this.#label();
    const frame = `$f${label.slice(2)}`;
    const inside = this.#statement(body, { ...around, leaves: label });
    return `{ const ${frame} = $.seh.pushExcept(${this.#filter(filter)}, ${ACTIVATION});
try {
${label}: {
${inside}
}
} catch ($e) {
${isSilent ? `$.acceptSilently(${frame}, $e, ${ctx.program.site(handler.at)}, $fp)` : `$.accept(${frame}, $e)`};
${this.#statement(handler, around)}
} finally {
$.seh.pop(${frame});
} }`;
  }

  /** Text of a filter. It runs on top of the raising stack, and its stack begins there. */
  #filter(filter: Expression): string {
    if (filter.kind === 'integer') return `${Number(BigInt.asIntN(32, filter.value))}`;
    const { text, declarations } = this.#ctx.inClosure(() => value(this.#ctx, filter));
    return `() => { const $q = $.filterBegins(); ${declarations} return $.filterEnds(${text}); }`;
  }

  #tryFinally({ body, block }: TryFinallyStatement, around: Around): string {
    this.#ctx.calls = true;
    const label = this.#label();
    const frame = `$f${label.slice(2)}`;
    const inside = this.#statement(body, { ...around, leaves: label });
    const finallys = [...around.finallys, { frame, number: Number(label.slice(2)) }];
    return `{ const ${frame} = $.seh.pushFinally();
try {
${label}: {
${inside}
}
$.seh.completed(${frame});
} catch ($e) {
throw $.passing(${frame}, $e);
} finally {
if ($.seh.enterFinally(${frame})) {
try {
${this.#statement(block, { ...around, finallys })}
} finally {
$.seh.pop(${frame});
}
}
} }`;
  }
}

/** Stands in the text for the activation of the regions of a function, which one region has to itself. */
export const ACTIVATION = '/*activation*/';

/** What a scalar begins with when its initialiser is empty braces. */
function zeroText(ctx: FunctionContext, type: Parameters<typeof isBig>[0]): string {
  return isBig(type) ? constantText(0n, type, ctx.program.architecture) : '0';
}

/** What a handler may call without doing anything about its exception. */
const SAYS: ReadonlySet<string> = new Set(['DbgPrint', 'DbgPrintEx']);

/** True for a handler that is empty, or only says that it was there. */
function doesNothing(statement: Statement): boolean {
  if (statement.kind === 'block') return statement.statements.every(doesNothing);
  if (statement.kind === 'empty') return true;
  if (statement.kind !== 'expression' || statement.expression.kind !== 'call') return false;
  const { callee } = statement.expression;
  return callee.kind === 'function' && SAYS.has(callee.symbol.name);
}

/** Cases of a switch, through the statements inside but not into another switch. */
function casesOf(statement: Statement): readonly (CaseLabel | DefaultLabel)[] {
  switch (statement.kind) {
    case 'case':
    case 'default':
      return [statement];
    case 'block':
      return statement.statements.flatMap(casesOf);
    case 'if':
      return [...casesOf(statement.then), ...(statement.else === null ? [] : casesOf(statement.else))];
    case 'while':
    case 'do':
    case 'for':
      return casesOf(statement.body);
    case 'try except':
      return [...casesOf(statement.body), ...casesOf(statement.handler)];
    case 'try finally':
      return [...casesOf(statement.body), ...casesOf(statement.block)];
    default:
      return [];
  }
}
