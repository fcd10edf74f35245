/** Random programs: a spine of three to six guarded regions, with random statements around and inside. */
import fc from 'fast-check';
import { type Block, block, type Condition, type Filter, type Statement } from './ast.ts';
import { resolve } from './resolve.ts';

const condition: fc.Arbitrary<Condition> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('first' as const), times: fc.integer({ min: 1, max: 3 }) }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('after' as const), times: fc.integer({ min: 1, max: 2 }) }),
  },
  { weight: 2, arbitrary: fc.constant({ kind: 'even' as const }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('index' as const), is: fc.integer({ min: 0, max: 2 }) }),
  },
);

const repeat = <T>(times: number, value: T): T[] => Array.from({ length: times }, () => value);

const when = (test: Condition, statement: Statement): Statement => ({
  kind: 'if',
  id: 0,
  condition: test,
  body: block(statement),
  loop: 0,
});

const raise: fc.Arbitrary<Statement> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('raise' as const),
      id: fc.constant(0),
      how: fc.constantFrom(...repeat(6, 'software' as const), 'noncontinuable' as const, 'status' as const),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('fault' as const),
      id: fc.constant(0),
      what: fc.constantFrom('read' as const, 'write' as const, 'divide' as const),
      times: fc.integer({ min: 1, max: 3 }),
    }),
  },
);

/** Ways out, most of them taken a few times only, so that programs end. */
const jump: fc.Arbitrary<Statement> = fc.oneof(
  { weight: 3, arbitrary: fc.constant({ kind: 'return' as const }) },
  { weight: 3, arbitrary: fc.constant({ kind: 'break' as const, to: 0 }) },
  { weight: 3, arbitrary: fc.constant({ kind: 'continue' as const, to: 0 }) },
  { weight: 3, arbitrary: fc.constant({ kind: 'leave' as const, to: 0 }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('goto' as const),
      pick: fc.nat(30),
      list: fc.constant(0),
      index: fc.constant(0),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('longjmp' as const), buffer: fc.nat(1), value: fc.nat(2) }),
  },
);

const rare: fc.Arbitrary<Statement> = fc.constantFrom<Statement>({ kind: 'stop' }, { kind: 'error' });

/** What stands between regions: a raise here would end most programs before they begin. */
const calm: fc.Arbitrary<Statement> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.constant<Statement>({ kind: 'mark', id: 0, label: '', code: false, abnormal: false }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('set' as const), value: fc.nat(2) }) },
  { weight: 4, arbitrary: fc.tuple(condition, jump).map(([test, one]) => when(test, one)) },
);

const simple: fc.Arbitrary<Statement> = fc.oneof(
  { weight: 24, arbitrary: calm },
  { weight: 8, arbitrary: raise },
  { weight: 10, arbitrary: fc.tuple(condition, raise).map(([test, one]) => when(test, one)) },
  { weight: 4, arbitrary: jump },
  { weight: 1, arbitrary: fc.tuple(condition, rare).map(([test, one]) => when(test, one)) },
);

const answer = fc.constantFrom(...repeat(6, 1), ...repeat(6, 0), ...repeat(3, -1), 7, -9);
const lastAnswer = fc.constantFrom(...repeat(9, 1), ...repeat(9, 0), -1, 5);

/** A list of statements; `depth` bounds how deep constructs may stand in it. */
const list = (depth: number, most: number): fc.Arbitrary<Block> =>
  fc.array(statement(depth), { maxLength: most, size: 'max' }).map((statements) => block(...statements));

/**
 * What a filter calls. A raise that always happens would be asked about in the same filter again, without end,
 * so most happen once; a region in the function gives filters of filters.
 */
const filterBody = (depth: number): fc.Arbitrary<Block> =>
  fc.oneof(
    { weight: 2, arbitrary: raise.map((one) => block(when({ kind: 'first', times: 1 }, one))) },
    { weight: 1, arbitrary: list(depth - 1, 3) },
    {
      weight: 2,
      arbitrary: fc
        .tuple(region(list(0, 2), 0), raise)
        .map(([one, inner]) =>
          block({ ...one, body: block(when({ kind: 'first', times: 2 }, inner)) } as Statement),
        ),
    },
  );

const filter = (depth: number): fc.Arbitrary<Filter> =>
  fc.oneof(
    {
      weight: 1,
      arbitrary: lastAnswer.map((constant) => ({ constant, call: null, set: null, answers: [] })),
    },
    {
      weight: 4,
      arbitrary: fc.record({
        constant: fc.constant(null),
        call: depth <= 0 ? fc.constant(null) : fc.option(filterBody(depth), { freq: 2 }),
        set: fc.option(fc.nat(2), { freq: 2 }),
        answers: fc
          .tuple(fc.array(answer, { maxLength: 2 }), lastAnswer)
          .map(([some, last]) => [...some, last]),
      }),
    },
  );

type Wrap = 'none' | 'call' | 'loop' | 'while' | 'switch' | 'if';
const wrap = fc.constantFrom<Wrap>('none', 'none', 'call', 'call', 'loop', 'while', 'switch', 'if');

function wrapped(how: Wrap, inner: Statement): Statement {
  const body = block(inner);
  switch (how) {
    case 'none':
      return inner;
    case 'loop':
      return { kind: 'loop', id: 0, count: 2, body };
    case 'if':
      return when({ kind: 'first', times: 3 }, inner);
    case 'while':
      return {
        kind: 'while',
        id: 0,
        body: block(inner, when({ kind: 'first', times: 2 }, inner), { kind: 'set', value: 0 }),
      };
    default:
      return { kind: how, id: 0, body };
  }
}

/** A guarded region around a list. */
const region = (body: fc.Arbitrary<Block>, depth: number): fc.Arbitrary<Statement> =>
  fc.oneof(
    fc.record({
      kind: fc.constant('except' as const),
      id: fc.constant(0),
      body,
      filter: filter(depth),
      handler: list(depth - 1, 3),
    }),
    fc.record({ kind: fc.constant('finally' as const), id: fc.constant(0), body, block: list(depth - 1, 3) }),
  );

const setjmp = (depth: number): fc.Arbitrary<Statement> =>
  fc.record({
    kind: fc.constant('setjmp' as const),
    id: fc.constant(0),
    buffer: fc.nat(1),
    again: list(depth - 1, 2),
  });

function statement(depth: number): fc.Arbitrary<Statement> {
  if (depth <= 0) return simple;
  return fc.oneof(
    { weight: 7, arbitrary: simple },
    {
      weight: 1,
      arbitrary: fc.tuple(wrap, region(list(depth - 1, 3), depth)).map(([how, one]) => wrapped(how, one)),
    },
    { weight: 1, arbitrary: setjmp(depth) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(wrap, list(depth - 1, 3))
        .map(([how, body]) => wrapped(how, { kind: 'switch', id: 0, body })),
    },
  );
}

/** Statements, a region around the rest of the spine, statements. */
interface Level {
  readonly how: Wrap;
  readonly region: Statement;
  readonly before: Block;
  readonly after: Block;
}

const level: fc.Arbitrary<Level> = fc.record({
  how: wrap,
  region: region(fc.constant(block()), 2),
  before: fc.oneof(
    { weight: 3, arbitrary: fc.array(calm, { maxLength: 2 }).map((some) => block(...some)) },
    { weight: 1, arbitrary: setjmp(1).map((one) => block(one)) },
    { weight: 1, arbitrary: list(1, 2) },
  ),
  after: list(1, 2),
});

function nest(levels: readonly Level[], innermost: Block): Block {
  return levels.reduceRight<Block>((inner, { how, region: outer, before, after }) => {
    const around = { ...outer, body: inner } as Statement;
    return block(...before.statements, wrapped(how, around), ...after.statements);
  }, innermost);
}

/** The innermost body: something happens in it for certain. */
const innermost = fc
  .tuple(list(2, 2), fc.oneof({ weight: 5, arbitrary: raise }, { weight: 1, arbitrary: jump }), list(2, 2))
  .map(([before, event, after]) => block(...before.statements, event, ...after.statements));

const spine = (least: number, most: number): fc.Arbitrary<Block> =>
  fc
    .tuple(fc.array(level, { minLength: least, maxLength: most, size: 'max' }), innermost)
    .map(([levels, inner]) => nest(levels, inner));

/** Most programs stand in a region that takes everything: so that their traces go on after a raise. */
const safe = (program: Block): Block =>
  block(
    {
      kind: 'except',
      id: 0,
      body: program,
      filter: { constant: null, call: null, set: null, answers: [1] },
      handler: block({ kind: 'mark', id: 0, label: '', code: false, abnormal: false }),
    },
    { kind: 'mark', id: 0, label: '', code: false, abnormal: false },
  );

/** Programs. The small ones come first, so that a failure shrinks to one of them. */
export const programs: fc.Arbitrary<Block> = fc
  .oneof(
    { withCrossShrink: true },
    { weight: 1, arbitrary: spine(0, 2) },
    { weight: 2, arbitrary: spine(3, 6) },
    { weight: 9, arbitrary: spine(2, 5).map(safe) },
  )
  .map(resolve);
