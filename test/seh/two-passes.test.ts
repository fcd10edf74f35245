/** Two passes over the frames, and what the answer of a filter means. */

import { beforeEach, describe, expect, it } from 'vitest';
import { accessViolation, statusException } from '../../src/seh/exception-record.ts';
import { newSehThread } from '../../src/seh/frames.ts';
import { STATUS_NONCONTINUABLE_EXCEPTION } from '../../src/status/common.ts';
import { stoppedBy } from './fake-host.ts';
import { FIRST, filter, handler, last, machine, note, nt, raise, reset, SECOND, seen } from './fixture.ts';

beforeEach(reset);

describe('the two passes', () => {
  it('E-033: all filters first, innermost out; then finally blocks; then the handler', () => {
    nt.__try(
      () =>
        nt.__try(
          () =>
            nt.__try(
              () => nt.__try(() => raise(), last('T1')),
              nt.__except(filter('F1', 0), handler('never')),
            ),
          last('T2'),
        ),
      nt.__except(filter('F2', 1), handler('H')),
    );
    expect(seen).toEqual(['F1 1/0', 'F2 1/0', 'T1 1', 'T2 1', 'H 1']);
    expect(machine.current).toEqual(newSehThread());
  });

  it('program b: the events of inner "search" and outer "execute"', () => {
    const trace = machine.trace(() =>
      nt.__try(
        () =>
          nt.__try(
            () =>
              nt.__try(
                () => raise(),
                nt.__finally(() => {}),
              ),
            nt.__except(0, () => {}),
          ),
        nt.__except(
          () => 1,
          () => {},
        ),
      ),
    );
    expect(trace).toEqual([
      'raise E0000001',
      'filter E0000001/0 @2 = 0',
      'filter E0000001/0 @1 = 1',
      'finally @3 abnormal',
      'handler E0000001 @1',
    ]);
  });

  it('E-034: what a filter changed is visible in the finally blocks', () => {
    let value = 'before';
    nt.__try(
      () =>
        nt.__try(
          () => raise(),
          nt.__finally(() => note(value)),
        ),
      nt.__except(
        () => {
          value = 'set by the filter';
          return 1;
        },
        () => {},
      ),
    );
    expect(seen).toEqual(['set by the filter']);
  });

  it.each([
    ['raised', () => raise()],
    ['hardware', () => machine.seh.raise(accessViolation(0x10, 'read', 0))],
  ])('E-046: filter, finally, handler for a %s exception', (_, event) => {
    nt.__try(
      () =>
        nt.__try(() => {
          note('body');
          event();
          note('never');
        }, last('T')),
      nt.__except(
        () => {
          note('F');
          return 1;
        },
        () => note('H'),
      ),
    );
    expect(seen).toEqual(['body', 'F', 'T 1', 'H']);
  });

  it('E-097: variables of both functions keep their values in the finally and except blocks', () => {
    let outer = 1;
    const callee = () => {
      let inner = 1;
      nt.__try(
        () => {
          inner = 2;
          outer = 2;
          raise();
        },
        nt.__finally(() => note(`${inner} ${outer}`)),
      );
    };
    nt.__try(
      callee,
      nt.__except(1, () => note(`${outer}`)),
    );
    expect(seen).toEqual(['2 2', '2']);
  });

  it('E-041: nobody accepts: the host hears of it before any finally block has run, and none runs', () => {
    const run = () =>
      nt.__try(() => nt.__try(() => raise(), last('T')), nt.__except(filter('F', 0), handler('never')));
    expect(stoppedBy(run)).toBe('unhandled');
    expect(seen).toEqual(['F 1/0']);
  });
});

describe('answers of a filter', () => {
  it.each([
    [1, 'H', 'execute'],
    [0, 'outer', 'search'],
    [-1, 'went on', 'continue'],
  ])('E-005: %d means %s (%s)', (answer, expected) => {
    nt.__try(
      () =>
        nt.__try(
          () => {
            raise();
            note('went on');
          },
          nt.__except(
            () => answer,
            () => note('H'),
          ),
        ),
      nt.__except(1, () => note('outer')),
    );
    expect(seen).toEqual([expected]);
  });

  it.each([
    [2, 'H'],
    [0x7fff_ffff, 'H'],
    [-2, 'went on'],
    [-0x8000_0000, 'went on'],
    // A filter is an int in C: only 32 bits count.
    [0xffff_ffff, 'went on'],
    [0x1_0000_0000, 'outer'],
    [0.5, 'outer'],
  ])('E-045: the sign of %d decides: %s', (answer, expected) => {
    nt.__try(
      () =>
        nt.__try(
          () => {
            raise();
            note('went on');
          },
          nt.__except(
            () => answer,
            () => note('H'),
          ),
        ),
      nt.__except(1, () => note('outer')),
    );
    expect(seen).toEqual([expected]);
  });

  it('E-044: continued: the statement after the raise runs, no finally block and no handler', () => {
    const trace = machine.trace(() =>
      nt.__try(
        () =>
          nt.__try(() => {
            raise();
            note('after the raise');
          }, last('T')),
        nt.__except(-1, handler('never')),
      ),
    );
    expect(seen).toEqual(['after the raise', 'T 0']);
    expect(trace).toEqual([
      'raise E0000001',
      'filter E0000001/0 @1 = -1',
      'continue E0000001',
      'finally @2 normal',
    ]);
    expect(machine.continuedCodes).toEqual([FIRST]);
  });

  it('E-002: "continue" on a noncontinuable exception raises STATUS_NONCONTINUABLE_EXCEPTION, chained', () => {
    const records: unknown[] = [];
    nt.__try(
      () => machine.seh.raise(statusException(FIRST, 0x10)),
      nt.__except(
        () => {
          records.push({ ...nt.GetExceptionInformation().ExceptionRecord });
          return records.length === 1 ? -1 : 1;
        },
        () => note(nt.GetExceptionCode().toString(16)),
      ),
    );
    const original = {
      ExceptionCode: FIRST,
      ExceptionFlags: 1,
      ExceptionRecord: null,
      ExceptionAddress: 0x10,
      ExceptionInformation: [],
    };
    expect(records).toEqual([
      original,
      {
        ...original,
        ExceptionCode: STATUS_NONCONTINUABLE_EXCEPTION,
        ExceptionRecord: original,
        ExceptionAddress: 0x7000,
      },
    ]);
    expect(seen).toEqual([STATUS_NONCONTINUABLE_EXCEPTION.toString(16)]);
    expect(machine.continuedCodes).toEqual([]);
  });

  it('a filter that always continues a noncontinuable exception is stopped after 200 turns', () => {
    let asked = 0;
    const run = () =>
      nt.__try(
        () => machine.seh.raise(statusException(FIRST, 0x10)),
        nt.__except(
          () => {
            asked += 1;
            return -1;
          },
          () => {},
        ),
      );
    expect(stoppedBy(run)).toBe('runaway');
    expect(asked).toBe(200);
  });

  it('a filter that always raises is stopped after 200 dispatches', () => {
    let asked = 0;
    const run = () =>
      nt.__try(
        () => raise(),
        nt.__except(
          () => {
            asked += 1;
            raise();
            return 1;
          },
          () => {},
        ),
      );
    expect(stoppedBy(run)).toBe('runaway');
    expect(asked).toBe(200);
  });
});

describe('hooks of the host', () => {
  it('E-032: vectored handlers run before frame handlers, and may continue even the noncontinuable', () => {
    machine.vectored = (record) => {
      note(`vectored ${(record.ExceptionCode & 0xff).toString(16)}`);
      return record.ExceptionCode === SECOND;
    };
    nt.__try(
      () => {
        machine.seh.raise(statusException(SECOND, 0));
        note('continued');
        raise();
      },
      nt.__except(filter('F', 1), handler('H')),
    );
    expect(seen).toEqual(['vectored 2', 'continued', 'vectored 1', 'F 1/0', 'H 1']);
    expect(machine.continuedCodes).toEqual([SECOND]);
  });

  it('a raise on a halted machine is a misuse', () => {
    machine.isHalted = true;
    expect(() => raise()).toThrow(TypeError);
  });
});
