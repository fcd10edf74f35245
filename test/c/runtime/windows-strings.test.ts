import { describe, expect, it } from 'vitest';
import { compileC } from '../../../src/c-programs.ts';
import { architectures, pointer, program } from './program.ts';

describe.each(architectures)('string functions of the Windows API, %s', (arch) => {
  it.each(['A', 'W'] as const)('copy, append, compare and measure (%s)', (set) => {
    const run = program(arch);
    const place = set === 'A' ? run.ansi : run.wide;
    const text = set === 'A' ? run.text : run.wideText;
    const buffer = run.buffer(32);
    expect(run.call(`lstrcpy${set}`, buffer, place('one'))).toBe(buffer);
    expect(run.call(`lstrcat${set}`, buffer, place('two'))).toBe(buffer);
    expect([text(buffer), run.call(`lstrlen${set}`, buffer)]).toEqual(['onetwo', 6]);
    run.call(`lstrcpyn${set}`, buffer, place('longer'), 4);
    expect(text(buffer)).toBe('lon');
    expect(run.call(`lstrcmp${set}`, place('a'), place('ab'))).toBe(-1);
    expect(run.call(`lstrcmp${set}`, place('b'), place('ab'))).toBe(1);
    expect(run.call(`lstrcmpi${set}`, place('AbC'), place('aBc'))).toBe(0);
    expect([run.call(`lstrcmp${set}`, 0, buffer), run.call(`lstrcmp${set}`, 0, 0)]).toEqual([-1, 0]);
  });

  it('give 0 or NULL where memory cannot be accessed', () => {
    const run = program(arch);
    const buffer = run.buffer(8);
    expect(run.call('lstrlenA', 0)).toBe(0);
    expect(run.call('lstrlenW', run.wild)).toBe(0);
    expect(run.call('lstrcpyA', buffer, 0x10)).toBe(0);
    expect(run.call('lstrcpyA', 0x10, run.ansi('x'))).toBe(0);
    expect(run.call('lstrcatW', 0, run.wide('x'))).toBe(0);
  });

  it('wsprintf stores 1,023 characters at most', () => {
    const run = program(arch);
    const buffer = run.buffer(1100);
    expect(run.call('wsprintfA', buffer, run.ansi('%d-%s'), run.slots(7, pointer(run.ansi('x'))))).toBe(3);
    expect(run.text(buffer)).toBe('7-x');
    expect(run.call('wvsprintfA', buffer, run.ansi('%2000d'), run.slots(7))).toBe(1023);
    expect(run.text(buffer)).toBe(' '.repeat(1023));
  });

  it('have names without A and W in windows.h', () => {
    const text = `#include <windows.h>\n#include <stdio.h>\nint main(void) { TCHAR b[32];
      wsprintf(b, TEXT("%d"), lstrlen(TEXT("four"))); printf(sizeof(TCHAR) == 2 ? "%ls" : "%s", b); return 0; }`;
    for (const defines of [{}, { UNICODE: '1', _UNICODE: '1' }]) {
      const compiled = compileC({ name: 'w.c', text }, { arch, defines });
      expect(compiled.diagnosticText()).toBe('');
      expect(compiled.run().stdout).toBe('4');
    }
  });
});
