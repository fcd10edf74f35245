/**
 * Makes a failing program smaller than fast-check can: takes out one statement after the other, and puts what
 * is inside a construct in its place, as long as it still fails.
 */
import { type Block, block, innerBlocks, type Statement } from './ast.ts';
import { resolve } from './resolve.ts';

/** The smallest program found that still fails. Cost: some hundred runs. */
export function shrink(program: Block, fails: (program: Block) => boolean): Block {
  let smallest = program;
  for (let tries = 2000; tries > 0; ) {
    const smaller = variants(smallest).find((raw) => {
      tries -= 1;
      return tries > 0 && fails(resolve(raw));
    });
    if (smaller === undefined) return smallest;
    smallest = resolve(smaller);
  }
  return smallest;
}

/** Lists with one statement less, or with one made simpler. Bigger steps first. */
function variants({ statements }: Block): Block[] {
  const put = (index: number, ...some: readonly Statement[]) =>
    block(...statements.slice(0, index), ...some, ...statements.slice(index + 1));
  return [
    ...statements.map((_, index) => put(index)),
    ...statements.flatMap((one, index) => insides(one).map((inner) => put(index, ...inner.statements))),
    ...statements.flatMap((one, index) => simpler(one).map((other) => put(index, other))),
  ];
}

const insides = (statement: Statement): readonly Block[] =>
  statement.kind === 'call' ? [statement.body] : innerBlocks(statement);

function simpler(statement: Statement): Statement[] {
  switch (statement.kind) {
    case 'except': {
      const { filter } = statement;
      const calls = filter.call === null ? [] : [null, ...variants(filter.call)];
      return [
        ...variants(statement.body).map((body) => ({ ...statement, body })),
        ...variants(statement.handler).map((handler) => ({ ...statement, handler })),
        ...calls.map((call) => ({ ...statement, filter: { ...filter, call } })),
      ];
    }
    case 'finally':
      return [
        ...variants(statement.body).map((body) => ({ ...statement, body })),
        ...variants(statement.block).map((last) => ({ ...statement, block: last })),
      ];
    case 'setjmp':
      return variants(statement.again).map((again) => ({ ...statement, again }));
    case 'if':
    case 'loop':
    case 'while':
    case 'switch':
    case 'call':
      return variants(statement.body).map((body) => ({ ...statement, body }));
    default:
      return [];
  }
}
