/** Exceptions raised in filters, in finally blocks and in handlers. */

import { beforeEach, describe, expect, it } from 'vitest';
import { EXCEPTION_NESTED_CALL } from '../../src/seh/exception-constants.ts';
import { accessViolation } from '../../src/seh/exception-record.ts';
import { STATUS_ACCESS_VIOLATION } from '../../src/status/common.ts';
import {
  FIRST,
  filter,
  flags,
  handler,
  last,
  machine,
  note,
  nt,
  raise,
  reset,
  SECOND,
  seen,
} from './fixture.ts';

beforeEach(reset);

describe('nested exceptions', () => {
  it('E-061: the same filter is asked again with flag 0x10, the outer one with the flag clear', () => {
    const callee = () => {
      let first = true;
      nt.__try(
        () => {
          note('callee body');
          raise();
          note('never');
        },
        nt.__except(() => {
          note(`inner ${(nt.GetExceptionCode() & 0xff).toString(16)}/${flags().toString(16)}`);
          if (!first) return 0;
          first = false;
          raise(SECOND);
          note('never');
          return 1;
        }, handler('never')),
      );
    };
    nt.__try(
      () => {
        note('body');
        callee();
        note('never');
      },
      nt.__except(filter('outer', 1), handler('H')),
    );
    expect(seen).toEqual(['body', 'callee body', 'inner 1/0', 'inner 2/10', 'outer 2/0', 'H 2']);
    expect(EXCEPTION_NESTED_CALL).toBe(0x10);
  });

  it('E-062: a memory fault in a filter: it is asked again, then the outer ones', () => {
    let faults = 1;
    nt.__try(
      () =>
        nt.__try(
          () => raise(),
          nt.__except(() => {
            note(`inner ${(nt.GetExceptionCode() & 0xff).toString(16)}/${flags().toString(16)}`);
            if (faults-- > 0) machine.seh.raise(accessViolation(0x10, 'write', 8));
            return 0;
          }, handler('never')),
        ),
      nt.__except(filter('outer', 1), () => note(nt.GetExceptionCode().toString(16))),
    );
    expect(seen).toEqual(['inner 1/0', 'inner 5/10', 'outer 5/0', STATUS_ACCESS_VIOLATION.toString(16)]);
  });

  it("E-061: a filter's own regions see the flag clear, the raising stack sees it set", () => {
    nt.__try(
      () =>
        nt.__try(
          () => nt.__try(() => raise(), nt.__except(filter('inside', 0), handler('never'))),
          nt.__except(() => {
            if (nt.GetExceptionCode() === FIRST)
              nt.__try(() => raise(SECOND), nt.__except(filter('own', 0), handler('never')));
            note(`same ${flags().toString(16)}`);
            return 0;
          }, handler('never')),
        ),
      nt.__except(filter('outer', 1), handler('H')),
    );
    expect(seen).toEqual(['inside 1/0', 'own 2/0', 'inside 2/10', 'same 10', 'outer 2/0', 'H 2']);
  });

  it('a nested exception handled inside the filter leaves the first dispatch as it was', () => {
    nt.__try(
      () => nt.__try(() => raise(), last('T')),
      nt.__except(() => {
        nt.__try(() => raise(SECOND), nt.__except(1, handler('own')));
        note(`${(nt.GetExceptionCode() & 0xff).toString(16)}`);
        return 1;
      }, handler('H')),
    );
    expect(seen).toEqual(['own 2', '1', 'T 1', 'H 1']);
  });

  it('regions of one function activation share the flag (reimplemented: one registration per function)', () => {
    const { seh } = machine;
    const asked: number[] = [];
    const activation = seh.enterFunction();
    const outermost = seh.pushExcept(() => {
      asked.push(flags());
      return 1;
    });
    try {
      seh.pushExcept(() => {
        asked.push(flags());
        return 0;
      }, activation);
      let first = true;
      seh.pushExcept(() => {
        if (first) {
          first = false;
          raise(SECOND);
        }
        return 0;
      }, activation);
      raise();
    } catch (thrown) {
      seh.accept(outermost, thrown);
    } finally {
      seh.pop(outermost);
    }
    expect(asked).toEqual([0x10, 0]);
  });
});

describe('exceptions in finally blocks and handlers', () => {
  it('E-081: in a finally reached normally: the enclosing except handles it, the rest is skipped', () => {
    nt.__try(
      () =>
        nt.__try(
          () => {},
          nt.__finally(() => {
            note('T');
            raise();
            note('never');
          }),
        ),
      nt.__except(filter('F', 1), handler('H')),
    );
    expect(seen).toEqual(['T', 'F 1/0', 'H 1']);
  });

  it('E-082: during an unwind: it replaces the first; the accepting filter is asked again; one handler runs', () => {
    const trace = machine.trace(() =>
      nt.__try(
        () =>
          nt.__try(
            () => raise(),
            nt.__finally(() => {
              note('T');
              raise(SECOND);
            }),
          ),
        nt.__except(filter('F', 1), handler('H')),
      ),
    );
    expect(seen).toEqual(['F 1/0', 'T', 'F 2/0', 'H 2']);
    expect(trace).toEqual([
      'raise E0000001',
      'filter E0000001/0 @1 = 1',
      'finally @2 abnormal',
      'raise E0000002',
      'filter E0000002/0 @1 = 1',
      'handler E0000002 @1',
    ]);
  });

  it('E-084: a finally that ends normally lets the unwind go on', () => {
    nt.__try(
      () => nt.__try(() => nt.__try(() => raise(), last('T1')), last('T2')),
      nt.__except(1, handler('H')),
    );
    expect(seen).toEqual(['T1 1', 'T2 1', 'H 1']);
  });

  it('E-088: the inner filter may decline the second exception; the outer one takes it', () => {
    nt.__try(
      () =>
        nt.__try(
          () =>
            nt.__try(
              () =>
                nt.__try(
                  () => raise(),
                  nt.__finally(() => {
                    note('T1');
                    raise(SECOND);
                  }),
                ),
              nt.__except(filter('inner', 1, 0), handler('never')),
            ),
          last('T2'),
        ),
      nt.__except(filter('outer', 1), handler('H')),
    );
    expect(seen).toEqual(['inner 1/0', 'T1', 'inner 2/0', 'outer 2/0', 'T2 1', 'H 2']);
  });

  it('E-089: a fault in the inner of two finallys', () => {
    const callee = () =>
      nt.__try(
        () =>
          nt.__try(
            () =>
              nt.__try(
                () => raise(),
                nt.__finally(() => {
                  note('finally 1');
                  machine.seh.raise(accessViolation(0x10, 'read', 0));
                }),
              ),
            nt.__except(() => {
              note('filter 1');
              return 0;
            }, handler('never')),
          ),
        nt.__finally(() => note('finally 2')),
      );
    nt.__try(
      callee,
      nt.__except(
        () => {
          note('filter 2');
          return 1;
        },
        () => note('handler'),
      ),
    );
    expect(seen).toEqual([
      'filter 1',
      'filter 2',
      'finally 1',
      'filter 1',
      'filter 2',
      'finally 2',
      'handler',
    ]);
  });

  it('E-107: in a handler: outer frames only, and the handler is not asked again', () => {
    nt.__try(
      () =>
        nt.__try(
          () => raise(),
          nt.__except(filter('inner', 1), () => raise(SECOND)),
        ),
      nt.__except(filter('outer', 1), handler('H')),
    );
    expect(seen).toEqual(['inner 1/0', 'outer 2/0', 'H 2']);
  });
});
