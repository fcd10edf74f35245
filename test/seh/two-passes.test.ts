/** Searching, unwinding, nested and collided exceptions, through the TypeScript surface. */
import { beforeEach, describe, expect, it } from 'vitest';
import { EXCEPTION_NESTED_CALL } from '../../src/seh/exception-constants.ts';
import { accessViolation, softwareException, statusException } from '../../src/seh/exception-record.ts';
import { newSehThread } from '../../src/seh/frames.ts';
import { STATUS_ACCESS_VIOLATION, STATUS_NONCONTINUABLE_EXCEPTION } from '../../src/status/common.ts';
import { FakeMachine } from './fake-host.ts';

const FIRST = 0xe0000001;
const SECOND = 0xe0000002;
let machine: FakeMachine;
let seen: string[];
let nt: FakeMachine['nt'];

beforeEach(() => {
  machine = new FakeMachine();
  nt = machine.nt;
  seen = [];
});

const note = (what: string) => {
  seen.push(what);
};
const raise = (code = FIRST) => machine.seh.raise(softwareException(code, 0x10));
const flags = () => nt.GetExceptionInformation().ExceptionRecord.ExceptionFlags;
/** A filter that notes its name, the code and the flags. */
const filter = (name: string, ...answers: number[]) => {
  let next = 0;
  return () => {
    note(`${name} ${(nt.GetExceptionCode() & 0xff).toString(16)}/${flags().toString(16)}`);
    return answers[Math.min(next++, answers.length - 1)] ?? 0;
  };
};
/** A finally block that notes its name and how the body ended. */
const last = (name: string) => nt.__finally(() => note(`${name} ${nt.AbnormalTermination()}`));
const handler = (name: string) => () => note(`${name} ${(nt.GetExceptionCode() & 0xff).toString(16)}`);

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
        () => ((value = 'set by the filter'), 1),
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
    expect(run).toThrow('unhandled e0000001');
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
    expect(run).toThrow('runaway');
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
    expect(run).toThrow('runaway');
    expect(asked).toBe(200);
  });
});

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
