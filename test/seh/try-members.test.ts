/** Results, types and promises of the TypeScript surface. */

import { beforeEach, describe, expect, expectTypeOf, it } from 'vitest';
import { EXCEPTION_EXECUTE_HANDLER } from '../../src/seh/exception-constants.ts';
import { statusException } from '../../src/seh/exception-record.ts';
import { newSehThread } from '../../src/seh/frames.ts';
import type { ExceptClause } from '../../src/seh/try-members.ts';
import { STATUS_BUFFER_TOO_SMALL } from '../../src/status/common.ts';
import { machine, note, nt, raise, reset, seen } from './fixture.ts';

beforeEach(reset);

describe('__try', () => {
  it('gives the result of the body or of the handler, and types both', () => {
    const fine = nt.__try(
      () => 5,
      nt.__except(1, () => 'handled'),
    );
    expectTypeOf(fine).toEqualTypeOf<number | string>();
    expect(fine).toBe(5);
    const caught = nt.__try(
      (): number => {
        raise();
        return 5;
      },
      nt.__except(1, () => 'handled'),
    );
    expect(caught).toBe('handled');
    const finished = nt.__try(
      () => 'body',
      nt.__finally(() => note('block')),
    );
    expectTypeOf(finished).toEqualTypeOf<string>();
    expect([finished, ...seen]).toEqual(['body', 'block']);
  });

  it('works as the example of the design page, with members taken apart', () => {
    const { __try, __except, GetExceptionCode } = nt;
    const allocate = () => {
      machine.seh.raise(statusException(STATUS_BUFFER_TOO_SMALL, 0x10));
      return 0x1000;
    };
    const status = __try(
      () => allocate(),
      __except(
        () => EXCEPTION_EXECUTE_HANDLER,
        () => GetExceptionCode(),
      ),
    );
    expect(status).toBe(STATUS_BUFFER_TOO_SMALL);
  });

  it('refuses what is no clause, no filter, no handler, no block', () => {
    expect(() => nt.__try(() => 1, undefined as unknown as ExceptClause<number>)).toThrow(
      /__try needs a clause/,
    );
    expect(() => nt.__except('1' as unknown as number, () => 1)).toThrow(/filter must be/);
    expect(() => nt.__except(0.5, () => 1)).toThrow(/filter must be/);
    expect(() => nt.__except(1, 1 as unknown as () => number)).toThrow(/handler must be/);
    expect(() => nt.__finally(1 as unknown as () => void)).toThrow(/block must be/);
  });

  it('a return in the body function is the end of the body: normal termination', () => {
    nt.__try(
      () => 1,
      nt.__finally(() => note(nt.AbnormalTermination())),
    );
    expect(seen).toEqual([0]);
  });

  it('an exception thrown in a finally block replaces the result', () => {
    const result = nt.__try(
      () =>
        nt.__try(
          () => 'lost',
          nt.__finally(() => raise()),
        ),
      nt.__except(1, () => 'handled'),
    );
    expect(result).toBe('handled');
  });
});

describe('__leave', () => {
  it('ends the innermost body normally and gives its value', () => {
    const left = nt.__try(
      () => {
        if (seen.length === 0) return nt.__leave('left');
        return 1;
      },
      nt.__finally(() => note(nt.AbnormalTermination())),
    );
    expectTypeOf(left).toEqualTypeOf<string | number>();
    expect([left, ...seen]).toEqual(['left', 0]);
    const none = nt.__try(
      () => nt.__leave(),
      nt.__except(1, () => 1),
    );
    expectTypeOf(none).toEqualTypeOf<number | undefined>();
    expect(none).toBeUndefined();
  });

  it('E-076: from a handler or a finally block it leaves the body around that __try', () => {
    const result = nt.__try(
      () => {
        nt.__try(
          () => raise(),
          nt.__except(1, () => nt.__leave('from the handler')),
        );
        return 'never';
      },
      nt.__finally(() => note(nt.AbnormalTermination())),
    );
    const other = nt.__try(
      () => {
        nt.__try(
          () => {},
          nt.__finally(() => nt.__leave('from the finally block')),
        );
        return 'never';
      },
      nt.__finally(() => note(nt.AbnormalTermination())),
    );
    expect([result, other, ...seen]).toEqual(['from the handler', 'from the finally block', 0, 0]);
  });

  it('out of a finally block during an unwind it cancels the unwind', () => {
    const result = nt.__try(
      () => {
        nt.__try(
          () => raise(),
          nt.__finally(() => nt.__leave('cancelled')),
        );
        return 'never';
      },
      nt.__except(1, () => 'never'),
    );
    expect(result).toBe('cancelled');
    expect(machine.current).toEqual(newSehThread());
  });
});

describe('promises', () => {
  const refused = /returned a promise.*outside the guarded region/;
  it('refuses a body, handler or block that returns one', () => {
    expect(() =>
      nt.__try(
        async () => 1,
        nt.__except(1, () => 1),
      ),
    ).toThrow(refused);
    expect(() =>
      nt.__try(
        async () => 1,
        nt.__finally(() => note(nt.AbnormalTermination())),
      ),
    ).toThrow(refused);
    expect(seen).toEqual([1]);
    expect(() =>
      nt.__try(
        () => raise(),
        nt.__except(1, async () => 1),
      ),
    ).toThrow(refused);
    expect(() =>
      nt.__try(
        () => 1,
        nt.__finally(async () => {}),
      ),
    ).toThrow(refused);
    expect(machine.current).toEqual(newSehThread());
  });
  it.each([
    [async () => 1, /gave a promise/],
    [() => undefined, /gave undefined/],
    [() => Number.NaN, /gave NaN/],
    [() => null, /gave null/],
    [() => ({}), /gave \[object Object\]/],
  ])('refuses a filter that gives no number (%#)', (filter, text) => {
    expect(() =>
      nt.__try(
        () => raise(),
        nt.__except(filter as unknown as () => number, () => 1),
      ),
    ).toThrow(text);
    expect(machine.current).toEqual(newSehThread());
  });
  it('lets an object through that is no promise', () => {
    const value = Object.defineProperty({}, 'then', { value: 1 });
    expect(
      nt.__try(
        () => value,
        nt.__except(1, () => 1),
      ),
    ).toBe(value);
    expect(
      nt.__try(
        () => null,
        nt.__except(1, () => 1),
      ),
    ).toBeNull();
  });
});
