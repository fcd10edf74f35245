/** Functions of the Windows API that stand in the C library: text, dates, console, what a program asks about itself. */
import { readFileSync } from 'node:fs';
import { boot } from 'irqlab';
import { describe, expect, it } from 'vitest';
import { compileC, loadDriver } from '../../../src/c-programs.ts';

const text = (name: string) => readFileSync(new URL(`windows/${name}`, import.meta.url), 'utf8');
const compiled = (name: string, arch: 'x64' | 'x86') => {
  const program = compileC({ name, text: text(name) }, { arch });
  expect(program.diagnosticText()).toBe('');
  return program;
};

describe.each(['x64', 'x86'] as const)('on %s', (arch) => {
  it.each(['text.c', 'dates.c', 'registry.c'])('%s finds every value that it expects', (name) => {
    expect(compiled(name, arch).run()).toMatchObject({ exitCode: 0, stderr: '' });
  });

  it('program.c finds every value that it expects, and its output comes out', () => {
    const result = compiled('program.c', arch).run({ args: ['one', 'two words'], stdin: 'first\nsecond\n' });
    expect(result).toMatchObject({ exitCode: 0, stdout: 'file\nconsole\nw\u20ac\n', stderr: 'error\n' });
  });

  it('newcomer.c finds what programs take for granted', () => {
    const result = compiled('newcomer.c', arch).run();
    expect(result).toMatchObject({ exitCode: 0, stdout: 'by number\nconsole 5\n', stderr: '' });
  });

  it('surroundings.c finds the variables that it set, and presses the first button', () => {
    const result = compiled('surroundings.c', arch).run();
    expect(result).toMatchObject({ exitCode: 0, stdout: '', stderr: '[caption] text\n[Error] \u20ac\n' });
  });

  it.each([
    'GetFileAttributesA("a")',
    'FindFirstFileW(L"*", 0)',
    'DeleteFileA("a")',
    'SetFilePointer(0, 0, 0, FILE_BEGIN)',
    'TerminateThread(0, 0)',
    '_alloca(8)',
  ])('%s stops with its name', (call) => {
    const source = `#include <windows.h>\n#include <malloc.h>\nint main(void) { ${call}; return 0; }`;
    const { outcome } = compileC({ name: 'missing.c', text: source }, { arch }).run();
    const what = call.slice(0, call.indexOf('('));
    expect(outcome).toMatchObject({ kind: 'stopped', reason: 'not-modelled', what });
  });

  it('variables, fiber slots and values of the registry come back with a snapshot', () => {
    const source = `#include <windows.h>
      static DWORD slot = FLS_OUT_OF_INDEXES;
      static int keep(DWORD number) {
        HKEY key;
        RegCreateKeyExA(HKEY_CURRENT_USER, "Software", 0, NULL, 0, KEY_WRITE, NULL, &key, NULL);
        LONG error = RegSetValueExA(key, "Number", 0, REG_DWORD, (const BYTE *)&number, 4);
        return RegCloseKey(key) == ERROR_SUCCESS && error == ERROR_SUCCESS;
      }
      int set(int number) {
        char text[2] = { (char)('0' + number), 0 };
        if (slot == FLS_OUT_OF_INDEXES) slot = FlsAlloc(NULL);
        return SetEnvironmentVariableA("Number", text) && FlsSetValue(slot, (void *)(INT_PTR)number) && keep(number);
      }
      int get(void) {
        char text[2];
        DWORD kept = 0, size = sizeof kept;
        GetEnvironmentVariableA("Number", text, 2);
        RegGetValueA(HKEY_CURRENT_USER, "Software", "Number", RRF_RT_REG_DWORD, NULL, &kept, &size);
        return (text[0] - '0') * 100 + (int)(INT_PTR)FlsGetValue(slot) * 10 + (int)kept;
      }
      int main(void) { return 0; }`;
    const nt = boot();
    const process = nt.startProcess({ arch });
    const { fn } = compileC({ name: 'kept.c', text: source }, { arch }).load(nt, { process });
    expect([fn['set']?.(3), fn['get']?.()]).toEqual([1, 333]);
    const snapshot = nt.snapshot();
    expect([fn['set']?.(4), fn['get']?.()]).toEqual([1, 444]);
    nt.restore(snapshot);
    expect(fn['get']?.()).toBe(333);
  });

  it('FlsAlloc with a callback stops with its name', () => {
    const source =
      '#include <windows.h>\nstatic void WINAPI ends(void *data) { }\nint main(void) { return FlsAlloc(ends) == 0; }';
    const { outcome } = compileC({ name: 'missing.c', text: source }, { arch }).run();
    const what = 'FlsAlloc with a callback';
    expect(outcome).toMatchObject({ kind: 'stopped', reason: 'not-modelled', what });
  });

  it.each(['CLASSES_ROOT', 'CURRENT_CONFIG', 'PERFORMANCE_DATA'])('HKEY_%s stops with its name', (name) => {
    const source = `#include <windows.h>\nint main(void) { HKEY key; return RegOpenKeyExA(HKEY_${name}, "x", 0, KEY_READ, &key); }`;
    const { outcome } = compileC({ name: 'missing.c', text: source }, { arch }).run();
    expect(outcome).toMatchObject({ kind: 'stopped', reason: 'not-modelled', what: `HKEY_${name}` });
  });

  it.each([
    ['WinMain', 'LPSTR', '"ab \\"two words\\""', 'strcmp'],
    ['wWinMain', 'LPWSTR', 'L"ab \\"two words\\""', 'wcscmp'],
  ])('a program begins at %s', (entry, type, line, compare) => {
    const source = `#include <windows.h>
      int WINAPI ${entry}(HINSTANCE self, HINSTANCE previous, ${type} line, int show) {
        return self == GetModuleHandle(NULL) && !previous && !${compare}(line, ${line}) && show == 10 ? 7 : 8;
      }`;
    const result = compileC({ name: 'window.c', text: source }, { arch }).run({ args: ['ab', 'two words'] });
    expect(result).toMatchObject({ exitCode: 7, outcome: { kind: 'returned' } });
  });

  it('a test application finds its driver installed, and stops it', () => {
    const driver = loadDriver(text('service-driver.c'), { arch, name: 'sample' });
    const process = driver.nt.startProcess({ arch });
    const client = compiled('service-client.c', arch).load(driver.nt, { process });
    expect(client.runMain()).toMatchObject({ exitCode: 0 });
    expect(driver.loaded).toBe(false);
  });
});

describe('a service', () => {
  const open = `SC_HANDLE m = OpenSCManager(NULL, NULL, SC_MANAGER_ALL_ACCESS);
    SC_HANDLE s = OpenService(m, TEXT("x"), SERVICE_ALL_ACCESS);`;
  const run = (body: string) =>
    compileC({ name: 'x.c', text: `#include <windows.h>\nint main(void) { ${open} ${body} }` }).run();

  it('does not exist without a driver', () =>
    expect(run('return s == NULL && m != NULL ? GetLastError() : -1;').exitCode).toBe(1060));

  it('cannot be made without a driver', () => {
    const { outcome } = run(
      'CreateServiceA(m, "x", "x", 0, 1, 3, 1, "x.sys", 0, 0, 0, 0, 0); return s == 0;',
    );
    expect(outcome).toMatchObject({ kind: 'stopped', reason: 'not-modelled' });
  });
});
