/**
 * Numbers a raw tree and gives its jumps legal targets. What has no legal target
 * becomes a mark, so every raw tree is a program and every shrunk tree too.
 *
 * Legal is what C allows (E-040): a jump leaves constructs and never enters one.
 */
import type { Block, Filter, Statement } from './ast.ts';

/** What surrounds a statement in its function. */
interface Scope {
  /** Lists around it, innermost last, with the ids they will have. */
  readonly lists: readonly { readonly id: number; readonly statements: readonly Statement[] }[];
  readonly breakable: number | null;
  readonly continuable: number | null;
  /** Innermost counted loop, or 0. */
  readonly loop: number;
  /** Statement whose guarded body this is. */
  readonly guarded: number | null;
  readonly inHandler: boolean;
  readonly inFinally: boolean;
}

const functionScope: Scope = {
  lists: [],
  breakable: null,
  continuable: null,
  loop: 0,
  guarded: null,
  inHandler: false,
  inFinally: false,
};

/** The program that a raw tree stands for. */
export function resolve(main: Block): Block {
  let last = 0;
  const next = () => {
    last += 1;
    return last;
  };

  function list(raw: Block, scope: Scope): Block {
    const id = next();
    const inside = { ...scope, lists: [...scope.lists, { id, statements: raw.statements }] };
    return { id, statements: raw.statements.map((one) => statement(one, inside)) };
  }

  function filter(raw: Filter): Filter {
    return { ...raw, call: raw.call === null ? null : list(raw.call, functionScope) };
  }

  const mark = (scope: Scope, label = ''): Statement => ({
    kind: 'mark',
    id: next(),
    label,
    code: scope.inHandler,
    abnormal: scope.inFinally,
  });

  function statement(raw: Statement, scope: Scope): Statement {
    switch (raw.kind) {
      case 'mark':
        return mark(scope, raw.label);
      case 'raise':
      case 'fault':
        return { ...raw, id: next() };
      case 'break':
        return scope.breakable === null ? mark(scope) : { kind: 'break', to: scope.breakable };
      case 'continue':
        return scope.continuable === null ? mark(scope) : { kind: 'continue', to: scope.continuable };
      case 'leave':
        return scope.guarded === null ? mark(scope) : { kind: 'leave', to: scope.guarded };
      case 'goto':
        return { ...raw, ...place(raw.pick, scope) };
      default:
        return compound(raw, next(), scope);
    }
  }

  /** A place in one of the lists around a goto. */
  function place(pick: number | string, { lists }: Scope): { list: number; index: number } {
    const places = lists.flatMap(({ id, statements }) =>
      Array.from({ length: statements.length + 1 }, (_, index) => ({
        list: id,
        index,
        at: statements[index],
      })),
    );
    const found =
      typeof pick === 'number'
        ? places[pick % places.length]
        : places.find(({ at }) => at?.kind === 'mark' && at.label === pick);
    if (found === undefined) throw new TypeError(`no label ${pick} around this goto`);
    return { list: found.list, index: found.index };
  }

  function compound(raw: Statement, id: number, scope: Scope): Statement {
    switch (raw.kind) {
      case 'if':
        if (scope.loop === 0 && (raw.condition.kind === 'even' || raw.condition.kind === 'index')) {
          return { ...raw, id, condition: { kind: 'first', times: 1 }, body: list(raw.body, scope) };
        }
        return { ...raw, id, loop: scope.loop, body: list(raw.body, scope) };
      case 'loop':
        return { ...raw, id, body: list(raw.body, { ...scope, breakable: id, continuable: id, loop: id }) };
      case 'while':
        return { ...raw, id, body: list(raw.body, { ...scope, breakable: id, continuable: id }) };
      case 'switch':
        return { ...raw, id, body: list(raw.body, { ...scope, breakable: id }) };
      case 'call':
        return { ...raw, id, body: list(raw.body, functionScope) };
      case 'except':
        return {
          ...raw,
          id,
          body: list(raw.body, { ...scope, guarded: id }),
          filter: filter(raw.filter),
          handler: list(raw.handler, { ...scope, inHandler: true }),
        };
      case 'finally':
        return {
          ...raw,
          id,
          body: list(raw.body, { ...scope, guarded: id }),
          block: list(raw.block, { ...scope, inFinally: true }),
        };
      case 'setjmp':
        // A setjmp in a handler or finally block is not modelled (decision 0005).
        return scope.inHandler || scope.inFinally
          ? mark(scope)
          : { ...raw, id, again: list(raw.again, scope) };
      default:
        return raw;
    }
  }

  return list(main, functionScope);
}
