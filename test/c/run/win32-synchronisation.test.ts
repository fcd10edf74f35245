/** Events, mutexes, semaphores, timers and slim locks of programs, as C has them: windows.h declares them all. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { compileC } from '../../../src/c-programs.ts';

describe.each(['x64', 'x86'] as const)('a C program on %s', (arch) => {
  // Each prints the line of a check that fails.
  it.each(['synchronisation-objects.c', 'synchronisation-locks.c', 'synchronisation-apcs.c'])(
    '%s',
    (name) => {
      const text = readFileSync(new URL(name, import.meta.url), 'utf8');
      const program = compileC({ name, text }, { arch });
      expect(program.diagnosticText()).toBe('');
      expect(program.run()).toMatchObject({ exitCode: 0, stdout: 'end\n' });
    },
  );

  it('synchronisation-threads.c: threads that really wait', () => {
    const read = (name: string): string => readFileSync(new URL(name, import.meta.url), 'utf8');
    const text = read('synchronisation-threads.c');
    const { exitCode, stdout } = compileC({ name: 'threads.c', text }, { arch }).run();
    expect([exitCode, stdout]).toEqual([0, read('synchronisation-threads.out')]);
  });

  it('the function of a one-time initialization may wait for the thread that goes on meanwhile', () => {
    const text = `#include <windows.h>
      static INIT_ONCE once = INIT_ONCE_STATIC_INIT; static HANDLE go;
      static BOOL CALLBACK init(PINIT_ONCE o, PVOID p, PVOID *c) { (void)o; (void)p; (void)c; return WaitForSingleObject(go, INFINITE) == 0; }
      static DWORD WINAPI user(LPVOID p) { (void)p; return InitOnceExecuteOnce(&once, init, NULL, NULL) ? 5 : 6; }
      int main(void) {
        DWORD code; HANDLE thread;
        go = CreateEvent(NULL, TRUE, FALSE, NULL);
        thread = CreateThread(NULL, 0, user, NULL, 0, NULL);
        Sleep(10); SetEvent(go);
        WaitForSingleObject(thread, INFINITE); GetExitCodeThread(thread, &code);
        return code;
      }`;
    expect(compileC({ name: 'once.c', text }, { arch }).run().exitCode).toBe(5);
  });

  it('asynchronous one-time initialization and a wait for a process are not modelled', () => {
    const stop = (body: string): unknown =>
      compileC(
        {
          name: 't.c',
          text: `#include <windows.h>\nint main(void) { INIT_ONCE once = INIT_ONCE_STATIC_INIT; BOOL b; (void)once; (void)b; ${body} return 0; }`,
        },
        { arch },
      ).run().outcome;
    const notModelled = { kind: 'stopped', reason: 'not-modelled' };
    expect(stop('InitOnceBeginInitialize(&once, INIT_ONCE_ASYNC, &b, NULL);')).toMatchObject(notModelled);
    expect(stop('InitOnceComplete(&once, INIT_ONCE_ASYNC, NULL);')).toMatchObject(notModelled);
    expect(stop('WaitForSingleObject(GetCurrentProcess(), 0);')).toMatchObject(notModelled);
  });
});
