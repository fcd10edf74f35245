/** A heap without serialization and several threads, with everything known that a program does to keep them apart. */
import { describe, expect, it } from 'vitest';
import { compileC } from '../../src/c-entry.ts';
import type { Finding } from '../../src/index.ts';

/** Two threads that main starts use a heap: with `before` and `after` around each use, the second one after `third`. */
const source = (before: string, after: string, third: string): string => `#include <windows.h>
  static HANDLE heap, done, threads[2];
  static CRITICAL_SECTION section;
  static SRWLOCK slim = SRWLOCK_INIT;
  static void use(void) {
    ${before}
    HeapFree(heap, 0, HeapAlloc(heap, 0, 16));
    ${after}
  }
  static DWORD WINAPI other(void *context) { (void)context; use(); SetEvent(done); return 0; }
  static DWORD WINAPI third(void *context) { (void)context; ${third} use(); return 0; }
  int main(void) {
    InitializeCriticalSection(&section);
    done = CreateEventW(NULL, TRUE, FALSE, NULL);
    heap = HeapCreate(HEAP_NO_SERIALIZE, 0, 0);
    threads[0] = CreateThread(NULL, 0, other, NULL, 0, NULL);
    threads[1] = CreateThread(NULL, 0, third, NULL, 0, NULL);
    WaitForMultipleObjects(2, threads, TRUE, INFINITE);
    use();
    return 0;
  }`;

function findingsOf(before: string, after: string, third = '', recorders = true): readonly Finding[] {
  const program = compileC({ name: 'heap.c', text: source(before, after, third) });
  expect(program.diagnosticText()).toBe('');
  const { outcome, findings } = program.run({ recorders });
  expect(outcome).toMatchObject({ kind: 'returned' });
  return findings;
}

describe('S4-025, S4-028: two threads on a heap without serialization', () => {
  it.each([
    ['nothing keeps them apart', '', '', '', 1],
    ['an event is no lock', '', '', 'WaitForSingleObject(done, INFINITE);', 1],
    [
      'a critical section at both',
      'EnterCriticalSection(&section);',
      'LeaveCriticalSection(&section);',
      '',
      0,
    ],
    ['a slim lock at both', 'AcquireSRWLockExclusive(&slim);', 'ReleaseSRWLockExclusive(&slim);', '', 0],
    ['a slim lock that both share', 'AcquireSRWLockShared(&slim);', 'ReleaseSRWLockShared(&slim);', '', 1],
    [
      'a lock that is given back before',
      'EnterCriticalSection(&section); LeaveCriticalSection(&section);',
      '',
      '',
      1,
    ],
    [
      'a thread that waited for the end of the other',
      '',
      '',
      'WaitForSingleObject(threads[0], INFINITE);',
      0,
    ],
    ['the same with a list of handles', '', '', 'WaitForMultipleObjects(1, threads, TRUE, INFINITE);', 0],
  ])('%s', (_, before, after, third, expected) => {
    const findings = findingsOf(before, after, third);
    expect(new Set(findings.map(({ rule }) => rule)).size).toBe(expected);
    for (const { rule, details = [] } of findings) {
      expect(rule).toBe('heap-unserialized-use');
      expect(details.filter((line) => /\[heap\.c @ 7\]/.test(line))).toHaveLength(2);
    }
  });

  it('a pair of call stacks is told of once', () => {
    const findings = findingsOf('for (int n = 0; n < 3; n++) {', 'Sleep(1); }');
    const pairs = findings.map(({ details = [] }) => details.join());
    expect(pairs.length).toBeGreaterThan(0);
    expect(new Set(pairs).size).toBe(pairs.length);
  });

  it('nothing with the recorder off', () => {
    expect(findingsOf('', '', '', false)).toEqual([]);
  });
});
