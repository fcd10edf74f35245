/** What is no exception: JavaScript errors, stops; and catchAll, which accepts every exception. */

import { beforeEach, describe, expect, it } from 'vitest';
import { EXCEPTION_CONTINUE_SEARCH } from '../../src/seh/exception-constants.ts';
import { isQuiescent, newSehThread } from '../../src/seh/frames.ts';
import { isGuestTransfer, isUnwind } from '../../src/seh/unwind.ts';
import { stoppedBy } from './fake-host.ts';
import { FIRST, machine, note, nt, raise, reset, seen } from './fixture.ts';

beforeEach(reset);

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
    expect(stoppedBy(inFilter)).toBe('in the filter');
    reset();
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
    expect(stoppedBy(inBlock)).toBe('in the block');
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
    expect(caught).toMatchObject({ record: { ExceptionCode: FIRST } });
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
    expect(outcome).toMatchObject({ record: { ExceptionCode: FIRST } });
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
