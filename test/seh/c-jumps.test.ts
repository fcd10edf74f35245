/**
 * Ways out of guarded regions, as C has them, written with the emitter contract.
 * Each program runs in the implementation and in the interpreter of test/seh/programs;
 * what it must print is spelled out from the fact.
 */
import { describe, expect, it } from 'vitest';
import { EXCEPTION_NONCONTINUABLE } from '../../src/seh/exception-constants.ts';
import { newJumpBuffer } from '../../src/seh/jumps.ts';
import { STATUS_INVALID_UNWIND_TARGET } from '../../src/status/common.ts';
import { FakeMachine, stoppedBy } from './fake-host.ts';
import type { Statement } from './programs/ast.ts';
import {
  brk,
  call,
  cont,
  goto,
  ifEven,
  ifIndex,
  inSwitch,
  leave,
  longjmp,
  loop,
  mark,
  nullRead,
  once,
  printed,
  raise,
  ret,
  setG,
  setjmp,
  traceOf,
  tryExcept,
  tryFinally,
  whileG,
} from './programs/build.ts';

type Row = readonly [fact: string, program: readonly Statement[], printed: readonly string[]];

const check = (_fact: string, program: readonly Statement[], expected: readonly string[]) =>
  expect(printed(...program)).toEqual(expected);

const times = (count: number, ...lines: string[]) => Array.from({ length: count }, () => lines).flat();
const F = (label = 'F') => [mark(label)];
const NORMAL = 'F abnormal false';
const ABNORMAL = 'F abnormal true';

describe('normal and abnormal termination', () => {
  it.each<Row>([
    ['E-036: a body that completes ends normally', [tryFinally([mark('body')], F())], ['body', NORMAL]],
    [
      'E-037: __leave goes to the end of the body, which ends normally',
      [tryFinally([leave, mark('never')], F()), mark('after')],
      [NORMAL, 'after'],
    ],
    [
      'return out of the body is abnormal (BEHAVIOUR-DECISIONS 12)',
      [call(tryFinally([ret], F()), mark('never')), mark('caller')],
      [ABNORMAL, 'caller'],
    ],
    [
      'break out of the body is abnormal',
      [loop(1, tryFinally([brk], F()), mark('never')), mark('after')],
      [ABNORMAL, 'after'],
    ],
    ['continue out of the body is abnormal', [loop(1, tryFinally([cont], F()), mark('never'))], [ABNORMAL]],
    [
      'goto out of the body is abnormal',
      [tryFinally([goto('label')], F()), mark('never'), mark('label')],
      [ABNORMAL, 'label'],
    ],
    [
      'longjmp out of the body is abnormal',
      [setjmp(mark('landed'), ret), tryFinally([longjmp()], F())],
      [ABNORMAL, 'landed'],
    ],
    [
      'an exception out of the body is abnormal',
      [tryExcept([tryFinally([raise], F())], 1, [mark('H')])],
      [ABNORMAL, 'H code raised'],
    ],
    [
      'E-078: a finally in a finally block sees its own termination',
      [tryExcept([tryFinally([raise], [tryFinally([mark('inner body')], F('inner')), mark('outer')])], 1)],
      ['inner body abnormal true', 'inner abnormal false', 'outer abnormal true'],
    ],
  ])('%s', check);
});

describe('goto', () => {
  it.each<Row>([
    [
      'E-049: out of a handler through an enclosing finally: it runs once, then the label',
      [
        tryFinally([tryExcept([raise], 1, [mark('H'), goto('label')]), mark('never')], F()),
        mark('never'),
        mark('label'),
      ],
      ['H code raised', ABNORMAL, 'label'],
    ],
    [
      'E-051: out of an inner finally reached normally, into the outer body',
      [
        tryFinally(
          [tryFinally([mark('body')], [...F('inner'), goto('label')]), mark('never'), mark('label')],
          F(),
        ),
      ],
      ['body', 'inner abnormal false', 'label', NORMAL],
    ],
    [
      'E-095: out of a finally that runs because of a return: the return is cancelled',
      [call(tryFinally([ret], [...F(), goto('label')]), mark('never'), mark('label')), mark('caller')],
      [ABNORMAL, 'label', 'caller'],
    ],
  ])('%s', check);
});

describe('return', () => {
  it.each<Row>([
    [
      'E-054: in an inner finally reached normally: the outer one still runs',
      [
        call(
          tryFinally([tryFinally([mark('body')], [...F('inner'), ret]), mark('never')], F()),
          mark('never'),
        ),
        mark('caller'),
      ],
      ['body', 'inner abnormal false', ABNORMAL, 'caller'],
    ],
    [
      'E-085: in a finally during an unwind: the unwind is cancelled',
      [tryExcept([call(tryFinally([raise], [...F(), ret])), mark('caller')], 1, [mark('never')])],
      [ABNORMAL, 'caller'],
    ],
    [
      'E-087: in the outer of two finallys during an unwind: the inner one ran before',
      [
        tryExcept([call(tryFinally([tryFinally([raise], F('inner'))], [...F(), ret])), mark('caller')], 1, [
          mark('never'),
        ]),
      ],
      ['inner abnormal true', ABNORMAL, 'caller'],
    ],
    [
      'E-093: in a handler, from its own try/finally inside an outer one',
      [
        call(tryFinally([tryExcept([raise], 1, [tryFinally([mark('H'), ret], F('inner'))])], F())),
        mark('caller'),
      ],
      ['H code raised', 'inner code raised abnormal true', ABNORMAL, 'caller'],
    ],
    [
      'E-094: in a handler below four finallys: each runs once, handlers passed do not run',
      [
        call(
          tryFinally(
            [
              tryExcept(
                [
                  tryFinally(
                    [
                      tryFinally(
                        [
                          tryExcept([tryFinally([tryExcept([raise], 1, [mark('H'), ret])], F('1'))], 1, [
                            mark('never'),
                          ]),
                        ],
                        F('2'),
                      ),
                    ],
                    F('3'),
                  ),
                ],
                1,
                [mark('never')],
              ),
            ],
            F('4'),
          ),
        ),
        mark('caller'),
      ],
      ['H code raised', '1 abnormal true', '2 abnormal true', '3 abnormal true', '4 abnormal true', 'caller'],
    ],
  ])('%s', check);
});

describe('setjmp and longjmp', () => {
  it.each<Row>([
    [
      'E-055: from a finally reached normally to a setjmp before the try: it is not run again',
      [setjmp(mark('second return'), ret), tryFinally([mark('body')], [...F(), longjmp(1)]), mark('never')],
      ['body', NORMAL, 'second return'],
    ],
    [
      'E-056: from a finally to a setjmp inside its own body: the rest of the body and the finally run again',
      [tryFinally([mark('body'), setjmp(mark('second return')), mark('rest')], [...F(), once(longjmp(1))])],
      ['body', 'rest', NORMAL, 'second return', 'rest', NORMAL],
    ],
    [
      'E-057: from a finally during an unwind: the exception is abandoned',
      [
        setjmp(mark('second return'), ret),
        tryExcept([tryFinally([raise], [...F(), longjmp(1)])], 1, [mark('never')]),
      ],
      [ABNORMAL, 'second return'],
    ],
    [
      'E-058: with further finallys on the way: each runs once before setjmp returns',
      [
        setjmp(mark('second return'), ret),
        tryExcept(
          [tryFinally([tryFinally([call(tryFinally([raise], [...F('1'), longjmp(1)]))], F('2'))], F('3'))],
          1,
          [mark('never')],
        ),
      ],
      ['1 abnormal true', '2 abnormal true', '3 abnormal true', 'second return'],
    ],
  ])('%s', check);

  it('E-055: setjmp gives the value of longjmp, and 1 for 0', () => {
    const values = (value: number) =>
      traceOf(setjmp(ret), longjmp(value))
        .filter((line) => line.startsWith('setjmp'))
        .map((line) => line.slice(-1));
    expect(values(2)).toEqual(['0', '2']);
    expect(values(0)).toEqual(['0', '1']);
  });

  it.each([
    ['without a setjmp', newJumpBuffer],
    [
      'of a function that has returned',
      ({ seh }: FakeMachine) => {
        const activation = seh.openJumps();
        const buffer = newJumpBuffer();
        seh.setjmp(activation, buffer, 1);
        seh.closeJumps(activation);
        return buffer;
      },
    ],
  ])('ours: a buffer %s raises, and again each time it is continued', (_which, make) => {
    const machine = new FakeMachine();
    const jump = () => machine.seh.longjmp(make(machine), 1);
    expect(machine.seh.catchAll(jump)).toMatchObject({
      record: { ExceptionCode: STATUS_INVALID_UNWIND_TARGET, ExceptionFlags: EXCEPTION_NONCONTINUABLE },
    });
    machine.vectored = () => true;
    expect(stoppedBy(jump)).toBe('runaway');
  });
});

describe('loops and switches', () => {
  const afterInner = mark('after inner');
  const after = mark('after');
  it.each<Row>([
    [
      'E-064: continue in the body of a try/except',
      [loop(10, tryExcept([ifEven(cont)], 1, [mark('never')]), after)],
      times(5, 'after'),
    ],
    [
      'E-065: continue in the body of a try/finally',
      [loop(10, tryFinally([ifEven(cont)], F()), after)],
      times(5, ABNORMAL, NORMAL, 'after'),
    ],
    [
      'E-066: continue in the inner of two bodies',
      [loop(10, tryFinally([tryFinally([ifEven(cont)], F('1')), afterInner], F('2')), after)],
      times(
        5,
        '1 abnormal true',
        '2 abnormal true',
        '1 abnormal false',
        'after inner',
        '2 abnormal false',
        'after',
      ),
    ],
    [
      'E-068: continue in the inner of two finallys',
      [loop(10, tryFinally([tryFinally([], [cont]), afterInner], F()), after)],
      times(10, ABNORMAL),
    ],
    [
      'E-070: break in the body at index 1',
      [loop(10, tryFinally([ifIndex(1, brk)], F()), after)],
      [NORMAL, 'after', ABNORMAL],
    ],
    [
      'E-074: break inside a finally within a case leaves the switch',
      [inSwitch(tryFinally([mark('body')], [...F(), brk]), mark('never')), after],
      ['body', NORMAL, 'after'],
    ],
    [
      'E-075: __leave inside a loop leaves the body, not the loop alone',
      [tryFinally([loop(3, mark('round'), leave), mark('never')], F())],
      ['round', NORMAL],
    ],
    [
      'E-075: __leave inside a switch and an if',
      [tryFinally([inSwitch(once(leave), mark('never')), mark('never')], F())],
      [NORMAL],
    ],
    [
      'E-076: __leave in an inner finally leaves the outer body, which ends normally',
      [tryFinally([tryFinally([mark('body')], [leave]), mark('never')], F())],
      ['body', NORMAL],
    ],
  ])('%s', check);

  it('E-090: continue inside while(g), with finallys that set g', () => {
    const trace = traceOf(
      tryFinally([whileG(tryFinally([mark('round'), cont], [setG(0)]))], [setG(10)]),
      mark('end'),
    );
    expect(trace.filter((line) => line.startsWith('mark'))).toEqual(['mark round g 1', 'mark end g 10']);
  });
});

describe('exceptions through functions', () => {
  const states = (...inner: Statement[]) => [
    mark('1'),
    tryExcept([call(tryFinally([mark('2'), ...inner, mark('3')], [mark('4')]), mark('5')), mark('6')], 1, [
      mark('7'),
    ]),
    mark('8'),
  ];
  it.each<Row>([
    ['E-096: states without an exception', states(), ['1', '2', '3', '4 abnormal false', '5', '6', '8']],
    [
      'E-096: states with an exception in the inner body',
      states(raise),
      ['1', '2', '4 abnormal true', '7 code raised', '8'],
    ],
    [
      'E-047: the finally of the callee runs before the handler of the caller',
      [tryExcept([call(tryFinally([raise], F()))], 1, [mark('H')])],
      [ABNORMAL, 'H code raised'],
    ],
    [
      'E-046: the same for a hardware exception',
      [tryExcept([tryFinally([nullRead()], F())], 1, [mark('H')])],
      [ABNORMAL, 'H code c0000005'],
    ],
    [
      'E-044: continue-execution runs the statement after the raise',
      [tryExcept([raise, mark('after')], -1, [mark('never')])],
      ['after'],
    ],
    [
      'a continued memory fault tries the access again',
      [tryExcept([nullRead(3), mark('after')], [-1], [mark('never')])],
      ['after'],
    ],
    [
      'E-107: an exception in a handler goes to outer frames',
      [tryExcept([tryExcept([raise], 1, [mark('inner'), raise, mark('never')])], 1, [mark('outer')])],
      ['inner code raised', 'outer code raised'],
    ],
  ])('%s', check);
});
