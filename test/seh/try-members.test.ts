/** The TypeScript surface: types, places, promises, JavaScript errors, stops. */
import { beforeEach, describe, expect, expectTypeOf, it } from 'vitest';
import { EXCEPTION_CONTINUE_SEARCH, EXCEPTION_EXECUTE_HANDLER } from '../../src/seh/exception-constants.ts';
import { softwareException, statusException } from '../../src/seh/exception-record.ts';
import { isQuiescent, newSehThread } from '../../src/seh/frames.ts';
import type { ExceptClause } from '../../src/seh/try-members.ts';
import { isGuestTransfer, isUnwind } from '../../src/seh/unwind.ts';
import { STATUS_BUFFER_TOO_SMALL } from '../../src/status/common.ts';
import { FakeMachine } from './fake-host.ts';

const CODE = 0xe0000001;
let machine: FakeMachine;
let nt: FakeMachine['nt'];
let seen: unknown[];

beforeEach(() => {
  machine = new FakeMachine();
  nt = machine.nt;
  seen = [];
});

const raise = (code = CODE) => machine.seh.raise(softwareException(code, 0x10));
const note = (what: unknown) => {
  seen.push(what);
};

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

describe('E-039: where the intrinsics are allowed', () => {
  const where: readonly [place: string, run: (call: () => unknown) => void][] = [
    ['outside', (call) => call()],
    [
      'body of except',
      (call) =>
        nt.__try(
          call,
          nt.__except(0, () => 0),
        ),
    ],
    [
      'body of finally',
      (call) =>
        nt.__try(
          call,
          nt.__finally(() => {}),
        ),
    ],
    [
      'filter',
      (call) =>
        nt.__try(
          () => raise(),
          nt.__except(
            () => {
              call();
              return 1;
            },
            () => 0,
          ),
        ),
    ],
    ['handler', (call) => nt.__try(() => raise(), nt.__except(1, call))],
    [
      'finally block',
      (call) =>
        nt.__try(
          () => {},
          nt.__finally(() => {
            call();
          }),
        ),
    ],
    [
      'finally block while unwinding',
      (call) =>
        nt.__try(
          () =>
            nt.__try(
              () => raise(),
              nt.__finally(() => {
                call();
              }),
            ),
          nt.__except(1, () => 0),
        ),
    ],
    [
      'body in a handler',
      (call) =>
        nt.__try(
          () => raise(),
          nt.__except(1, () =>
            nt.__try(
              call,
              nt.__finally(() => {}),
            ),
          ),
        ),
    ],
    [
      'body in a finally block',
      (call) =>
        nt.__try(
          () => {},
          nt.__finally(() => {
            nt.__try(
              call,
              nt.__except(0, () => 0),
            );
          }),
        ),
    ],
    [
      'handler in a finally block',
      (call) =>
        nt.__try(
          () => {},
          nt.__finally(() => {
            nt.__try(() => raise(), nt.__except(1, call));
          }),
        ),
    ],
    [
      'body in a filter',
      (call) =>
        nt.__try(
          () => raise(),
          nt.__except(
            () => {
              nt.__try(
                call,
                nt.__except(0, () => 0),
              );
              return 1;
            },
            () => 0,
          ),
        ),
    ],
    // The filter runs on top of the finally block, but its text stands outside of it.
    [
      'outer filter of a raise in a finally block',
      (call) =>
        nt.__try(
          () =>
            nt.__try(
              () => {},
              nt.__finally(() => raise()),
            ),
          nt.__except(
            () => {
              call();
              return 1;
            },
            () => 0,
          ),
        ),
    ],
    [
      'after the __try',
      (call) => {
        nt.__try(
          () => raise(),
          nt.__except(1, () => 0),
        );
        call();
      },
    ],
    [
      'after a finally block',
      (call) => {
        nt.__try(
          () => {},
          nt.__finally(() => {}),
        );
        call();
      },
    ],
    [
      'after a finally block that was left',
      (call) => {
        nt.__try(
          () => {
            nt.__try(
              () => raise(),
              nt.__finally(() => nt.__leave()),
            );
          },
          nt.__except(0, () => 0),
        );
        call();
      },
    ],
  ];
  const allowed: Readonly<Record<string, readonly string[]>> = {
    GetExceptionCode: [
      'filter',
      'handler',
      'body in a handler',
      'handler in a finally block',
      'body in a filter',
      'outer filter of a raise in a finally block',
    ],
    GetExceptionInformation: ['filter', 'body in a filter', 'outer filter of a raise in a finally block'],
    AbnormalTermination: [
      'finally block',
      'finally block while unwinding',
      'body in a finally block',
      'handler in a finally block',
    ],
    __leave: [
      'body of except',
      'body of finally',
      'body in a handler',
      'body in a finally block',
      'body in a filter',
    ],
  };
  const cases = Object.entries(allowed).flatMap(([name, places]) =>
    where.map(([place, run]) => ({ name, place, run, good: places.includes(place) })),
  );

  it.each(cases)('$name in $place: allowed $good', ({ name, run, good }) => {
    const call = nt[name as 'GetExceptionCode'];
    const wanted = {
      GetExceptionCode: 'filter or in the handler',
      GetExceptionInformation: 'not in its handler',
      AbnormalTermination: 'block of a __finally',
      __leave: 'body of a __try',
    }[name];
    if (good) expect(() => run(() => call())).not.toThrow();
    else expect(() => run(() => call())).toThrow(new RegExp(`^${name}\\(\\) is allowed only .*${wanted}`));
    expect(machine.current).toEqual(newSehThread());
  });

  it('GetExceptionInformation gives the record, and no context', () => {
    nt.__try(
      () => raise(),
      nt.__except(
        () => {
          note(nt.GetExceptionInformation());
          return 1;
        },
        () => 0,
      ),
    );
    expect(seen).toEqual([
      {
        ContextRecord: null,
        ExceptionRecord: {
          ExceptionCode: CODE,
          ExceptionFlags: 0,
          ExceptionRecord: null,
          ExceptionAddress: 0x10,
          ExceptionInformation: [],
        },
      },
    ]);
  });

  it('nested handlers see their own exception, and the outer one again afterwards', () => {
    nt.__try(
      () => raise(1),
      nt.__except(1, () => {
        nt.__try(
          () => raise(2),
          nt.__except(
            () => {
              note(nt.GetExceptionCode());
              return 1;
            },
            () => note(nt.GetExceptionCode()),
          ),
        );
        note(nt.GetExceptionCode());
      }),
    );
    expect(seen).toEqual([2, 2, 1]);
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
    expect(
      nt.__try(
        () => ({ then: 1 }),
        nt.__except(1, () => 1),
      ),
    ).toEqual({ then: 1 });
    expect(
      nt.__try(
        () => null,
        nt.__except(1, () => 1),
      ),
    ).toBeNull();
  });
});

describe('JavaScript errors of the program', () => {
  it('run the finally blocks they pass, abnormally, and are never given to a filter', () => {
    const failed = new Error('expect() failed');
    const run = () =>
      nt.__try(
        () =>
          nt.__try(
            () => {
              throw failed;
            },
            nt.__finally(() => note(nt.AbnormalTermination())),
          ),
        nt.__except(
          () => {
            note('never');
            return 1;
          },
          () => note('never'),
        ),
      );
    expect(run).toThrow(failed);
    expect(seen).toEqual([1]);
    expect(machine.current).toEqual(newSehThread());
  });

  it('thrown by a filter, they unwind everything the exception was in', () => {
    const failed = new Error('in a filter');
    const run = () =>
      nt.__try(
        () =>
          nt.__try(
            () => raise(),
            nt.__finally(() => note('finally')),
          ),
        nt.__except(
          () => {
            throw failed;
          },
          () => note('never'),
        ),
      );
    expect(run).toThrow(failed);
    expect(seen).toEqual(['finally']);
    expect(machine.current).toEqual(newSehThread());
  });

  it('a program that swallows an unwind has cancelled it; the frames stay right', () => {
    nt.__try(
      () => {
        try {
          nt.__try(
            () => raise(),
            nt.__finally(() => note('finally')),
          );
        } catch (thrown) {
          note(isUnwind(thrown) && isGuestTransfer(thrown) && !(thrown instanceof Error));
        }
        raise(2);
      },
      nt.__except(1, () => note(nt.GetExceptionCode())),
    );
    expect(seen).toEqual(['finally', true, 2]);
    expect(machine.current).toEqual(newSehThread());
  });
});

describe('stops', () => {
  it('E-041: a bug check runs no filter, no finally block and no handler', () => {
    const stop = machine.stop('bug check');
    const run = () =>
      nt.__try(
        () =>
          nt.__try(
            () => {
              throw stop;
            },
            nt.__finally(() => note('never')),
          ),
        nt.__except(
          () => {
            note('never');
            return 1;
          },
          () => note('never'),
        ),
      );
    expect(run).toThrow(stop);
    expect(seen).toEqual([]);
  });

  it('E-041: the end of one process does not run its finally blocks, though the machine goes on', () => {
    const exit = machine.stop('process exit');
    machine.isHalted = false;
    expect(() =>
      nt.__try(
        () => {
          throw exit;
        },
        nt.__finally(() => note('never')),
      ),
    ).toThrow(exit);
    expect(seen).toEqual([]);
    expect(isQuiescent(machine.current)).toBe(true);
  });

  it('after an internal failure no finally block runs either', () => {
    const run = () =>
      nt.__try(
        () => {
          machine.isHalted = true;
          throw new RangeError('a bug of irqlab');
        },
        nt.__finally(() => note('never')),
      );
    expect(run).toThrow(RangeError);
    expect(seen).toEqual([]);
  });

  it('a stop in a filter or in a finally block ends everything', () => {
    const inFilter = () =>
      nt.__try(
        () =>
          nt.__try(
            () => raise(),
            nt.__finally(() => note('never')),
          ),
        nt.__except(
          () => {
            throw machine.stop('in the filter');
          },
          () => 0,
        ),
      );
    expect(inFilter).toThrow('in the filter');
    machine = new FakeMachine();
    nt = machine.nt;
    const inBlock = () =>
      nt.__try(
        () =>
          nt.__try(
            () =>
              nt.__try(
                () => raise(),
                nt.__finally(() => {
                  note('first');
                  throw machine.stop('in the block');
                }),
              ),
            nt.__finally(() => note('never')),
          ),
        nt.__except(1, () => note('never')),
      );
    expect(inBlock).toThrow('in the block');
    expect(seen).toEqual(['first']);
  });
});

describe('catchAll', () => {
  it('gives the value, or the record nobody inside accepted', () => {
    expect(machine.seh.catchAll(() => 5)).toEqual({ value: 5 });
    const caught = machine.seh.catchAll(() =>
      nt.__try(
        () => raise(),
        nt.__finally(() => note(nt.AbnormalTermination())),
      ),
    );
    expect(caught).toMatchObject({ record: { ExceptionCode: CODE } });
    expect(seen).toEqual([1]);
  });

  it('does not ask frames outside, and lets inner ones handle', () => {
    const outcome = nt.__try(
      () => machine.seh.catchAll(() => raise()),
      nt.__except(
        () => {
          note('never');
          return EXCEPTION_CONTINUE_SEARCH;
        },
        () => 'never',
      ),
    );
    expect(outcome).toMatchObject({ record: { ExceptionCode: CODE } });
    expect(
      machine.seh.catchAll(() =>
        nt.__try(
          () => raise(),
          nt.__except(1, () => 'inner'),
        ),
      ),
    ).toEqual({ value: 'inner' });
    expect(seen).toEqual([]);
  });

  it('lets errors and stops pass', () => {
    expect(() =>
      machine.seh.catchAll(() => {
        throw new Error('mine');
      }),
    ).toThrow('mine');
    expect(() =>
      machine.seh.catchAll(() => {
        throw machine.stop('bug check');
      }),
    ).toThrow('bug check');
    expect(isQuiescent(machine.current)).toBe(true);
  });
});

it('a snapshot is legal only while nothing is open on the thread', () => {
  expect(isQuiescent(machine.current)).toBe(true);
  nt.__try(
    () => note(isQuiescent(machine.current)),
    nt.__finally(() => note(isQuiescent(machine.current))),
  );
  nt.__try(
    () => raise(),
    nt.__except(
      () => {
        note(isQuiescent(machine.current));
        return 1;
      },
      () => note(isQuiescent(machine.current)),
    ),
  );
  expect(seen).toEqual([false, false, false, false]);
});
