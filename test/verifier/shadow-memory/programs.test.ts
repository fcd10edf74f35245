import { describe, expect, it } from 'vitest';
import { compileC, type RunResult } from '../../../src/c-programs.ts';
import type { Finding, Nt } from '../../../src/index.ts';
import { STATUS_VERIFIER_STOP } from '../../../src/status/common.ts';
import { inTurn } from '../../property-runs.ts';
import { type Bug, file, mended, mistakeOf, programs } from './bugs.ts';

interface Run {
  readonly result: RunResult;
  readonly findings: readonly Finding[];
}

function run(text: string, arch: 'x64' | 'x86', checks = true): Run {
  const program = compileC(file(text), { arch, checks });
  if (!program.ok) throw new TypeError(program.diagnosticText());
  const machines: Nt[] = [];
  const result = program.run({ onMachine: (nt) => machines.push(nt) });
  return { result, findings: machines[0]?.findings ?? [] };
}

/** What a finding is about, as the table of programs names it. */
const objectOf = ({ memory }: Finding): string =>
  memory?.object?.name ? `${memory.object.kind} ${memory.object.name}` : (memory?.object?.kind ?? '');

describe.each(['x64', 'x86'] as const)('a program with one mistake on %s', (arch) => {
  const column = arch === 'x64' ? 0 : 1;

  it.each(inTurn(programs, column))('$name', (bug: Bug) => {
    const { line, rule } = mistakeOf(bug);
    const { result, findings } = run(bug.text, arch);
    expect(findings).toMatchObject([{ rule, memory: { rule, file: 'bug.c', line } }]);
    expect(findings.map(objectOf)).toEqual([bug.object]);
    expect(result.outcome).toMatchObject({ reason: 'process-exit', exitCode: STATUS_VERIFIER_STOP });
  });

  it.each(inTurn(programs, 1 - column))('$name: without the mistake nothing is found', (bug: Bug) => {
    const { result, findings } = run(mended(bug), arch);
    expect(findings).toEqual([]);
    expect(result).toMatchObject({ exitCode: 0, outcome: { kind: 'returned' } });
  });
});

describe('accesses that are no mistakes', () => {
  const clean: readonly (readonly [string, string])[] = [
    [
      'padding is copied with its structure, byte by byte too',
      `struct padded { char a; int b; };
int main(void) {
  struct padded from, to, third; unsigned char *f, *t; unsigned n;
  from.a = 1; from.b = 2;
  f = (unsigned char *)&from; t = (unsigned char *)&to;
  for (n = 0; n < sizeof from; n++) *t++ = *f++;
  third = to;
  return third.a + third.b != 3;
}`,
    ],
    [
      'a structure half of which was stored is passed and returned by value',
      `struct pair { int a, b; };
static struct pair same(struct pair p) { return p; }
int main(void) { struct pair p; p.a = 4; return same(p).a != 4; }`,
    ],
    [
      'an address is taken just past the end, and compared',
      `int main(void) { int a[3] = { 1, 2, 3 }, *p, s = 0; for (p = a; p != a + 3; p++) s += *p; return s != 6; }`,
    ],
    [
      'a value is thrown away',
      'int main(void) { int x, y; int *p = &y; (void)x; (void)y; (void)p; return 0; }',
    ],
    [
      'bit-fields of one unit are stored one by one',
      `struct flags { unsigned a : 3, b : 13, c : 16; };
int main(void) { struct flags f; f.a = 5; f.b = 100; f.c = 7; f.b++; return f.a + f.b + f.c != 113; }`,
    ],
    [
      'a block is given out again after it was freed',
      `int main(void) {
  int i; for (i = 0; i < 50; i++) { char *p = malloc(i + 1); memset(p, 1, i + 1); if (p[i] != 1) return 1; free(p); }
  return 0;
}`,
    ],
    [
      'frames are used again after an exception has left them',
      `static int deep(int n) { volatile int a[4]; a[0] = n; if (n == 0) { int *p = NULL; *p = 1; } return deep(n - 1) + a[0]; }
int main(void) {
  int i, caught = 0;
  for (i = 0; i < 3; i++) __try { deep(5); } __except (EXCEPTION_EXECUTE_HANDLER) { char b[64]; memset(b, i, 64); caught += b[63] == i; }
  return caught != 3;
}`,
    ],
    [
      'longjmp leaves frames',
      `#include <setjmp.h>
static jmp_buf back;
static void leave(int n) { int a[8]; a[n & 7] = n; if (n == 0) longjmp(back, 1); leave(n - a[n & 7] + n - 1); }
int main(void) { int b[8]; if (setjmp(back) == 0) leave(6); b[3] = 4; return b[3] != 4; }`,
    ],
    [
      'qsort moves structures with padding, and its function compares them',
      `struct item { char key; int value; };
static int by(const void *a, const void *b) { return ((const struct item *)a)->value - ((const struct item *)b)->value; }
int main(void) {
  struct item items[4]; int i;
  for (i = 0; i < 4; i++) { items[i].key = 'a'; items[i].value = 4 - i; }
  qsort(items, 4, sizeof items[0], by);
  return items[0].value != 1 || items[3].key != 'a';
}`,
    ],
    [
      'memory of VirtualAlloc and of a destroyed heap is given out again',
      `int main(void) {
  int i;
  for (i = 0; i < 3; i++) {
    HANDLE heap = HeapCreate(0, 0, 0); int *p = HeapAlloc(heap, 0, 100), *q;
    HeapFree(heap, 0, p); HeapDestroy(heap);
    q = VirtualAlloc(NULL, 0x10000, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
    if (q[i * 100] != 0) return 1;
    VirtualFree(q, 0, MEM_RELEASE);
  }
  return 0;
}`,
    ],
  ];

  it.each(['x64', 'x86'] as const)('on %s', (arch) => {
    for (const [name, text] of clean) {
      const windows = /Heap|__try/.test(text) ? '#include <windows.h>\n' : '';
      const source = `#include <stdlib.h>\n#include <string.h>\n${windows}${text}`;
      const { result, findings } = run(source, arch);
      expect([name, result.exitCode, findings]).toEqual([name, 0, []]);
    }
  });
});

describe('a program that was compiled without checks', () => {
  it('is told nothing, and its text is what it always was', () => {
    const [bug] = programs;
    if (bug === undefined) throw new TypeError('no programs');
    expect(run(bug.text, 'x64', false).findings).toEqual([]);
    const plain = compileC(file(bug.text)).javascript;
    expect(compileC(file(bug.text), { checks: false }).javascript).toBe(plain);
    expect(compileC(file(bug.text), { checks: true }).javascript).not.toBe(plain);
  });
});
