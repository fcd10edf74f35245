/** DbgPrint and kin: what becomes of the text. Directives themselves: test/memory/print-format.test.ts. */
import {
  argumentSlots,
  boot,
  DISPATCH_LEVEL,
  DPFLTR_DEFAULT_ID,
  DPFLTR_ERROR_LEVEL,
  DPFLTR_IHVDRIVER_ID,
  DPFLTR_INFO_LEVEL,
  KIRQL,
  type Nt,
  out,
  STATUS_SUCCESS,
} from 'irqlab';
import { describe, expect, it } from 'vitest';

const printed = (nt: Nt, block: () => unknown) =>
  nt.events.record(block).filter((event) => event.kind === 'debug-print');

describe('DbgPrint', () => {
  it('makes an event of the text', () => {
    const nt = boot();
    const events = printed(nt, () =>
      expect(nt.DbgPrint('%d of %x, %I64d\n', 7, 255, 2n ** 40n)).toBe(STATUS_SUCCESS),
    );
    expect(events).toEqual([
      {
        kind: 'debug-print',
        component: DPFLTR_DEFAULT_ID,
        level: DPFLTR_INFO_LEVEL,
        text: '7 of ff, 1099511627776\n',
      },
    ]);
  });

  it.each(['x64', 'x86'] as const)('reads a format and slots of arguments from memory of %s', (arch) => {
    const nt = boot({ arch });
    const width = arch === 'x64' ? 8 : 4;
    const [format, text, slots] = [nt.variable(64), nt.variable(16), nt.variable(64)];
    nt.memory.writeAnsiString(format, '%s %u %wZ');
    nt.memory.writeAnsiString(text, 'abc');
    const string = nt.variable('UNICODE_STRING');
    nt.RtlInitUnicodeString(string, 'wide');
    for (const [at, value] of [text, 9, string].entries()) nt.memory.writePointer(slots + at * width, value);
    const component = DPFLTR_IHVDRIVER_ID;
    const one = printed(nt, () => nt.DbgPrintEx(component, DPFLTR_ERROR_LEVEL, format, argumentSlots(slots)));
    expect(one).toMatchObject([{ component, level: DPFLTR_ERROR_LEVEL, text: 'abc 9 wide' }]);
    const other = printed(nt, () => nt.vDbgPrintExWithPrefix('> ', component, 3, format, slots));
    expect(other).toMatchObject([{ text: '> abc 9 wide' }]);
  });

  it('faults for a string that is not there, whether or not anybody listens', () => {
    const nt = boot();
    const bad = -0x1000;
    expect(nt.outcome(() => nt.DbgPrint('%s', bad))).toMatchObject({ kind: 'bugcheck', code: 0x50 });
  });

  it('prints wide characters at PASSIVE_LEVEL only', () => {
    const nt = boot({ onViolation: 'report' });
    nt.KeRaiseIrql(DISPATCH_LEVEL, out(KIRQL));
    nt.DbgPrint('%d %x', 1, 2);
    expect(nt.findings).toEqual([]);
    nt.DbgPrint('%ws', nt.variable(4));
    expect(nt.findings).toMatchObject([{ rule: 'debug-print-wide-too-high' }]);
  });

  it('wants its arguments', () => {
    expect(() => boot().DbgPrint('%d')).toThrow(TypeError);
  });
});
