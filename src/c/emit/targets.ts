/**
 * Where control can arrive from afar: labels, cases that stand inside another statement of their switch, setjmps.
 *
 * JavaScript has no goto. A jump sets `$p` to the number of its target and continues the innermost list of
 * statements that holds both the jump and the target; that list is a loop around a `switch ($p)`. On the way down
 * every list, loop and `if` that holds the target is entered without its beginning, because `$p` is not 0
 * (docs/decisions/0005-seh-emitter-contract.md). What no jump can enter is written as plain JavaScript.
 */
import type {
  CaseLabel,
  DefaultLabel,
  Expression,
  FunctionDefinition,
  Label,
  Statement,
} from '../tree/tree.ts';

/** Numbers of the targets inside a statement: from `first` to `last`, none when `last` is smaller. */
export interface TargetRange {
  readonly first: number;
  readonly last: number;
}

/** Targets of one function. */
export interface Targets {
  /** Number of a label, or of a case that is reached by number. */
  readonly numbers: ReadonlyMap<Label | CaseLabel | DefaultLabel, number>;
  readonly labels: ReadonlyMap<string, number>;
  /** Number of each setjmp. */
  readonly setjmps: ReadonlyMap<number, number>;
  /** Numbers inside a statement or list that jumps from outside of it reach. */
  range(part: Statement | readonly Statement[] | Expression): TargetRange;
  /** Switches whose cases are reached by number. */
  readonly hardSwitches: ReadonlySet<Statement>;
}

const NONE: TargetRange = { first: 1, last: 0 };

/** The lists and statements directly inside a statement. */
function childrenOf(statement: Statement): readonly (Statement | readonly Statement[])[] {
  switch (statement.kind) {
    case 'block':
      return [statement.statements];
    case 'if':
      return statement.else === null ? [statement.then] : [statement.then, statement.else];
    case 'while':
    case 'do':
    case 'switch':
      return [statement.body];
    case 'for':
      return [statement.first, statement.body];
    case 'try except':
      return [statement.body, statement.handler];
    case 'try finally':
      return [statement.body, statement.block];
    default:
      return [];
  }
}

/** The expressions directly inside a statement. */
export function expressionsOf(statement: Statement): readonly Expression[] {
  switch (statement.kind) {
    case 'expression':
      return [statement.expression];
    case 'declare':
      return (statement.initializer?.values ?? []).flatMap(({ value }) =>
        value.kind === 'string' ? [] : [value],
      );
    case 'if':
    case 'while':
    case 'do':
      return [statement.condition];
    case 'for':
      return [statement.condition, statement.step].filter((one) => one !== null);
    case 'switch':
      return [statement.value];
    case 'return':
      return statement.value === null ? [] : [statement.value];
    case 'try except':
      return [statement.filter];
    default:
      return [];
  }
}

/** The setjmps of an expression, by their number in the function. */
function setjmpsIn(e: unknown, found: number[]): void {
  if (typeof e !== 'object' || e === null) return;
  const node = e as { readonly kind?: string; readonly point?: number };
  if (node.kind === 'setjmp' && node.point !== undefined) found.push(node.point);
  for (const [key, part] of Object.entries(e)) {
    if (key === 'type' || key === 'at' || key === 'variable' || key === 'symbol' || key === 'signature')
      continue;
    if (Array.isArray(part)) for (const one of part) setjmpsIn(one, found);
    else setjmpsIn(part, found);
  }
}

const isList = (part: Statement | readonly Statement[]): part is readonly Statement[] => Array.isArray(part);

/** Cases of a switch stand in its own list, and in no statement inside, and no label does: JavaScript's switch will do. */
function isPlainSwitch(body: Statement): boolean {
  if (body.kind !== 'block') return false;
  return body.statements.every((one) =>
    one.kind === 'case' || one.kind === 'default' ? true : one.kind !== 'label' && !holdsCase(one),
  );
}

/** True when a case of the switch around stands inside the statement. */
function holdsCase(statement: Statement): boolean {
  if (statement.kind === 'case' || statement.kind === 'default') return true;
  if (statement.kind === 'switch') return false;
  return childrenOf(statement).some((part) => (isList(part) ? part.some(holdsCase) : holdsCase(part)));
}

/** Numbers the targets of a function in the order of the text, so that those inside one statement follow each other. */
export function findTargets(definition: FunctionDefinition): Targets {
  const numbers = new Map<Label | CaseLabel | DefaultLabel, number>();
  const labels = new Map<string, number>();
  const setjmps = new Map<number, number>();
  const ranges = new Map<object, TargetRange>();
  const hardSwitches = new Set<Statement>();
  const wanted = gotoTargets(definition.body);
  let count = 0;

  const visitList = (list: readonly Statement[], hard: boolean): void => {
    const first = count + 1;
    for (const one of list) visit(one, hard);
    ranges.set(list, { first, last: count });
  };
  const visitExpression = (e: Expression): void => {
    const found: number[] = [];
    setjmpsIn(e, found);
    const first = count + 1;
    for (const point of found) {
      count += 1;
      setjmps.set(point, count);
    }
    if (found.length > 0) ranges.set(e, { first, last: count });
  };
  const visit = (statement: Statement, hard: boolean): void => {
    const first = count + 1;
    if (statement.kind === 'label') {
      if (wanted.has(statement.name)) {
        count += 1;
        numbers.set(statement, count);
        labels.set(statement.name, count);
      }
    } else if (statement.kind === 'case' || statement.kind === 'default') {
      if (hard) {
        count += 1;
        numbers.set(statement, count);
      }
    }
    for (const e of expressionsOf(statement)) visitExpression(e);
    const inner = statement.kind === 'switch' ? !isPlainSwitch(statement.body) : hard;
    if (statement.kind === 'switch') {
      const hasLabels = holdsWantedLabel(statement.body, wanted) || holdsSetjmp(statement.body);
      if (inner || hasLabels) hardSwitches.add(statement);
      for (const part of childrenOf(statement))
        if (isList(part)) visitList(part, inner || hasLabels);
        else visit(part, inner || hasLabels);
    } else {
      for (const part of childrenOf(statement))
        if (isList(part)) visitList(part, hard);
        else visit(part, hard);
    }
    ranges.set(statement, { first, last: count });
  };
  visitList(definition.body.statements, false);
  return {
    numbers,
    labels,
    setjmps,
    hardSwitches,
    range: (part) => ranges.get(part) ?? NONE,
  };
}

/** Labels that some goto names. */
function gotoTargets(statement: Statement): ReadonlySet<string> {
  const found = new Set<string>();
  const look = (part: Statement | readonly Statement[]): void => {
    if (isList(part)) {
      for (const one of part) look(one);
      return;
    }
    if (part.kind === 'goto') found.add(part.label);
    for (const child of childrenOf(part)) look(child);
  };
  look(statement);
  return found;
}

function holdsWantedLabel(statement: Statement, wanted: ReadonlySet<string>): boolean {
  if (statement.kind === 'label') return wanted.has(statement.name);
  return childrenOf(statement).some((part) =>
    (isList(part) ? part : [part]).some((one) => holdsWantedLabel(one, wanted)),
  );
}

function holdsSetjmp(statement: Statement): boolean {
  const found: number[] = [];
  for (const e of expressionsOf(statement)) setjmpsIn(e, found);
  if (found.length > 0) return true;
  return childrenOf(statement).some((part) => (isList(part) ? part : [part]).some(holdsSetjmp));
}
