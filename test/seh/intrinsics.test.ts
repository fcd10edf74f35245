/** Where the intrinsics are allowed, and what they give. */

import { beforeEach, describe, expect, it } from 'vitest';
import { newSehThread } from '../../src/seh/frames.ts';
import { FIRST, machine, note, nt, raise, reset, seen } from './fixture.ts';

beforeEach(reset);

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
    [
      'filter in a body',
      (call) => {
        const filter = () => {
          call();
          return 1;
        };
        nt.__try(
          () =>
            nt.__try(
              () => raise(),
              nt.__except(filter, () => 0),
            ),
          nt.__finally(() => {}),
        );
      },
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
          nt.__except(1, () => 0),
        );
        call();
      },
    ],
  ];
  const allowed: Readonly<Record<string, readonly string[]>> = {
    GetExceptionCode: [
      'filter',
      'filter in a body',
      'handler',
      'body in a handler',
      'handler in a finally block',
      'body in a filter',
      'outer filter of a raise in a finally block',
    ],
    GetExceptionInformation: [
      'filter',
      'filter in a body',
      'body in a filter',
      'outer filter of a raise in a finally block',
    ],
    AbnormalTermination: [
      'finally block',
      'finally block while unwinding',
      'body in a finally block',
      'handler in a finally block',
    ],
    __leave: [
      'body of except',
      'body of finally',
      'finally block while unwinding',
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
          ExceptionCode: FIRST,
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
