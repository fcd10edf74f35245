/** Local variables that are used before anything was stored into them (C4700). */
import type { Position } from '../source/position.ts';
import type { Expression, Initializer, Lvalue, Statement, Variable } from '../tree/tree.ts';
import type { Parser } from './parser.ts';

/** A node of an expression tree, or a list of them. */
type Tree = Expression | Lvalue;

/** Operands of a node in the order in which they are evaluated; targets of assignments are not among them. */
function operandsOf(node: Tree): readonly Tree[] {
  switch (node.kind) {
    case 'dereference':
      return [node.pointer];
    case 'member':
      return [node.object];
    case 'compound literal':
      return node.initializer.values.map((one) => one.value);
    case 'load':
      return [node.from];
    case 'decay':
    case 'address':
      return [node.of];
    case 'convert':
    case 'unary':
      return [node.operand];
    case 'binary':
    case 'compare':
    case 'pointer difference':
    case 'comma':
      return [node.left, node.right];
    case 'pointer add':
      return [node.pointer, node.index];
    case 'call':
      return [node.callee, ...node.args];
    case 'setjmp':
      return [node.buffer];
    default:
      return [];
  }
}

/** `x;` and `(void)x;`: what UNREFERENCED_LOCAL_VARIABLE and its kin are. No code comes of it, so nothing is used. */
function isNamedAlone(node: Expression): boolean {
  if (node.kind === 'convert') return node.type.kind === 'void' && isNamedAlone(node.operand);
  return node.kind === 'load' && node.from.kind === 'variable';
}

/** Variables that a statement may store into, whichever way control goes. */
class Stores {
  readonly variables = new Set<Variable>();

  statement(node: Statement): void {
    for (const one of expressionsOf(node)) this.tree(one);
    for (const one of statementsOf(node)) this.statement(one);
  }

  tree(node: Tree): void {
    if (node.kind === 'assign' || node.kind === 'compound assign') {
      this.#store(node.target);
      this.tree(node.value);
    } else if (node.kind === 'step' || node.kind === 'va_arg' || node.kind === 'va_start') {
      this.#store(node.kind === 'step' ? node.target : node.list);
    } else if (node.kind === 'logical') {
      this.tree(node.left);
      this.tree(node.right);
    } else if (node.kind === 'conditional') {
      for (const one of [node.condition, node.then, node.else]) this.tree(one);
    } else {
      if (node.kind === 'address') this.#store(node.of);
      for (const one of operandsOf(node)) this.tree(one);
    }
  }

  #store(place: Lvalue): void {
    if (place.kind === 'variable') this.variables.add(place.variable);
    else this.tree(place);
  }
}

const valuesOf = (made: Initializer | null): readonly Tree[] => (made?.values ?? []).map((one) => one.value);

/** Expressions directly in a statement. */
function expressionsOf(node: Statement): readonly Tree[] {
  switch (node.kind) {
    case 'expression':
      return [node.expression];
    case 'declare':
      return valuesOf(node.initializer);
    case 'if':
    case 'while':
    case 'do':
      return [node.condition];
    case 'for':
      return [node.condition, node.step].filter((one) => one !== null);
    case 'switch':
      return [node.value];
    case 'return':
      return node.value === null ? [] : [node.value];
    case 'try except':
      return [node.filter];
    default:
      return [];
  }
}

/** Statements directly in a statement. */
function statementsOf(node: Statement): readonly Statement[] {
  switch (node.kind) {
    case 'block':
      return node.statements;
    case 'if':
      return node.else === null ? [node.then] : [node.then, node.else];
    case 'while':
    case 'do':
    case 'switch':
      return [node.body];
    case 'for':
      return [...node.first, node.body];
    case 'try except':
      return [node.body, node.handler];
    case 'try finally':
      return [node.body, node.block];
    default:
      return [];
  }
}

/**
 * Follows control through a function. A variable is in `unset` as long as no path that leads here stores into it, so
 * a use of one is certainly a use of garbage. Where paths come together and nothing is certain, nothing is said.
 */
class Walk {
  readonly #report: (variable: Variable, at: Position) => void;
  readonly #labelled: ReadonlySet<Variable>;
  #unset = new Set<Variable>();

  constructor(report: (variable: Variable, at: Position) => void, labelled: ReadonlySet<Variable>) {
    this.#report = report;
    this.#labelled = labelled;
  }

  statement(node: Statement): void {
    switch (node.kind) {
      case 'declare':
        for (const one of valuesOf(node.initializer)) this.tree(one);
        if (node.initializer !== null) this.#unset.delete(node.variable);
        else if (node.variable.type.kind !== 'array' && node.variable.type.kind !== 'record')
          this.#unset.add(node.variable);
        return;
      case 'label':
        this.#forget(this.#labelled);
        return;
      case 'expression':
        if (!isNamedAlone(node.expression)) this.tree(node.expression);
        return;
      case 'if':
        this.tree(node.condition);
        this.#either([
          () => this.statement(node.then),
          () => node.else !== null && this.statement(node.else),
        ]);
        return;
      case 'for':
        for (const one of node.first) this.statement(one);
        this.#loop(node);
        return;
      case 'while':
      case 'do':
        this.#loop(node);
        return;
      case 'switch':
        this.tree(node.value);
        this.#guarded(node.body);
        return;
      case 'try except':
        this.#guarded(node.body);
        this.#either([
          () => {},
          () => {
            this.tree(node.filter);
            this.statement(node.handler);
          },
        ]);
        return;
      case 'try finally':
        this.#guarded(node.body);
        this.statement(node.block);
        return;
      default:
        for (const one of expressionsOf(node)) this.tree(one);
        for (const one of statementsOf(node)) this.statement(one);
    }
  }

  tree(node: Tree): void {
    switch (node.kind) {
      case 'load':
        if (node.from.kind === 'variable') this.#use(node.from.variable, node.at);
        else this.tree(node.from);
        return;
      case 'address':
        if (node.of.kind === 'variable') this.#unset.delete(node.of.variable);
        else this.tree(node.of);
        return;
      case 'assign':
        this.#place(node.target);
        this.tree(node.value);
        this.#store(node.target);
        return;
      case 'compound assign':
      case 'step':
        if (node.kind === 'compound assign') this.tree(node.value);
        if (node.target.kind === 'variable') this.#use(node.target.variable, node.at);
        this.#place(node.target);
        this.#store(node.target);
        return;
      case 'va_start':
        this.#store(node.list);
        return;
      case 'logical':
        this.tree(node.left);
        this.#either([() => this.tree(node.right), () => {}]);
        return;
      case 'conditional':
        this.tree(node.condition);
        this.#either([() => this.tree(node.then), () => this.tree(node.else)]);
        return;
      default:
        for (const one of operandsOf(node)) this.tree(one);
    }
  }

  #use(variable: Variable, at: Position): void {
    if (!this.#unset.delete(variable)) return;
    this.#report(variable, at);
  }

  /** Operands of a place that is stored into. */
  #place(place: Lvalue): void {
    if (place.kind !== 'variable') this.tree(place);
  }

  #store(place: Lvalue): void {
    if (place.kind === 'variable') this.#unset.delete(place.variable);
  }

  #forget(variables: ReadonlySet<Variable>): void {
    for (const one of variables) this.#unset.delete(one);
  }

  /** Ways that control may take: only what is unset after all of them stays so. */
  #either(ways: readonly (() => unknown)[]): void {
    const before = this.#unset;
    const after = ways.map((way) => {
      this.#unset = new Set(before);
      way();
      return this.#unset;
    });
    this.#unset = new Set([...before].filter((one) => after.every((set) => set.has(one))));
  }

  /** A body that jumps lead into or out of: what it stores into somewhere counts as set from the start. */
  #guarded(body: Statement): void {
    this.#forget(storesOf(body));
    this.statement(body);
  }

  #loop(node: Extract<Statement, { kind: 'for' | 'while' | 'do' }>): void {
    // The condition is asked before the first round: what is unset then is garbage for certain.
    if (node.kind !== 'do' && node.condition !== null) this.tree(node.condition);
    this.#forget(storesOf(node));
    this.statement(node.body);
    if (node.kind === 'for' && node.step !== null) this.tree(node.step);
    if (node.kind === 'do') this.tree(node.condition);
  }
}

function storesOf(node: Statement): ReadonlySet<Variable> {
  const stores = new Stores();
  stores.statement(node);
  return stores.variables;
}

/** True for a body with a label in it: jumps may come from behind. */
const hasLabel = (node: Statement): boolean => node.kind === 'label' || statementsOf(node).some(hasLabel);

/** Warns of each variable once. */
export function warnUninitialized(parser: Parser, body: Statement): void {
  const labelled = hasLabel(body) ? storesOf(body) : new Set<Variable>();
  const warned = new Set<Variable>();
  const walk = new Walk((variable, at) => {
    if (warned.has(variable)) return;
    warned.add(variable);
    parser.warn('C4700', `uninitialized local variable '${variable.name}' used`, at);
  }, labelled);
  walk.statement(body);
}
