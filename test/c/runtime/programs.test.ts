import { boot } from 'irqlab';
import { describe, expect, it } from 'vitest';
import { compileC } from '../../../src/c-programs.ts';
import { architectures } from './program.ts';

/** Runs a program whose main has this body; the text that it prints. */
function run(arch: 'x64' | 'x86', body: string, before = '', stdin = ''): string {
  const headers = [
    'stdio',
    'stdlib',
    'string',
    'wchar',
    'math',
    'time',
    'ctype',
    'errno',
    'float',
    'stdarg',
    'strsafe',
  ];
  const includes = headers.map((name) => `#include <${name}.h>`).join('\n');
  const program = compileC(
    { name: 'p.c', text: `${includes}\n${before}\nint main(void) {\n${body}\nreturn 0;\n}` },
    { arch },
  );
  expect(program.diagnosticText()).toBe('');
  const { stdout, outcome } = program.run({ stdin });
  expect(outcome).toEqual({ kind: 'returned', value: 0 });
  return stdout;
}

describe.each(architectures)('C programs call the library, %s', (arch) => {
  it('with arguments behind `...` of every size', () => {
    const text = run(
      arch,
      `size_t size = 3; char c = 'c'; short s = -4; float f = 2.5f;
       printf("%d %c %hd %.2f %s %p %I64d %zu %lu %lld\\n", -1, c, s, f, "text", (void *)0x12, -5i64, size, 4000000000ul, 1ll << 40);`,
    );
    expect(text).toBe(
      `-1 c -4 2.50 text ${arch === 'x64' ? '00000000' : ''}00000012 -5 3 4000000000 1099511627776\n`,
    );
  });

  it('with a va_list of their own', () => {
    const forward = `static int mine(char *buffer, const char *format, ...) {
      va_list list; int n; va_start(list, format); n = vsprintf(buffer, format, list); va_end(list); return n; }`;
    expect(
      run(arch, 'char b[40]; int n = mine(b, "%d-%s-%g", 7, "x", 0.5); printf("%d %s", n, b);', forward),
    ).toBe('7 7-x-0.5');
  });

  it('with functions of theirs to call back', () => {
    const functions = `static int order(const void *a, const void *b) { return *(const int *)a - *(const int *)b; }`;
    const body = `int v[] = { 5, 3, 9, -1 }, key = 9, *found; qsort(v, 4, sizeof v[0], order);
      found = bsearch(&key, v, 4, sizeof v[0], order); printf("%d %d %d\\n", v[0], v[3], (int)(found - v));`;
    expect(run(arch, body, functions)).toBe('-1 9 3\n');
  });

  it('with structures by value, 64-bit results and doubles', () => {
    const body = `div_t d = div(-7, 2); lldiv_t l = lldiv(1ll << 40, 3); char *end; double x = strtod("2.5e3xyz", &end);
      printf("%d %d %lld %lld %g %s %lld\\n", d.quot, d.rem, l.quot, l.rem, x, end, strtoll("-9000000000", 0, 10));
      printf("%.3f %.3f %d\\n", sqrt(2.0), powf(2, 0.5f), isnan(sqrt(-1.0)) && errno == EDOM);`;
    expect(run(arch, body)).toBe('-3 -1 366503875925 1 2500 xyz -9000000000\n1.414 1.414 1\n');
  });

  it('with memory of the heap', () => {
    const body = `char *p = malloc(10), *q; strcpy(p, "block"); q = realloc(p, 5000); printf("%s %d\\n", q, (int)_msize(q)); free(q);
      q = calloc(3, 4); printf("%d %d\\n", q[11], malloc((size_t)-1) == NULL && errno == ENOMEM); free(q);`;
    expect(run(arch, body)).toBe('block 5000\n0 1\n');
  });

  it('with standard input', () => {
    const body = `int n; char word[8], line[16]; printf("%d", scanf("%d %7s", &n, word)); getchar();
      fgets(line, sizeof line, stdin); printf(" %d %s %s", n, word, line); printf("%d", getchar() == EOF && feof(stdin));`;
    expect(run(arch, body, '', '12 abc\nline two\n')).toBe('2 12 abc line two\n1');
  });

  it('with strings of both kinds', () => {
    const body = `wchar_t w[16]; char b[4]; HRESULT hr = StringCchPrintfA(b, 4, "%s", "abcdef"); char t[] = "a,b,,c", *one;
      swprintf(w, 16, L"%d %ls %hs", 42, L"wide", "narrow"); wprintf(L"%s|", w); printf("%ws|%S|%08lx %s|", w, w, hr, b);
      for (one = strtok(t, ","); one != NULL; one = strtok(NULL, ",")) printf("[%s]", one);`;
    expect(run(arch, body)).toBe('42 wide narrow|42 wide narrow|42 wide narrow|8007007a abc|[a][b][c]');
  });
});

it('functions of atexit run when main returns', () => {
  const before = 'static void bye(void) { puts("bye"); }';
  expect(run('x64', 'atexit(bye); puts("main");', before)).toBe('main\nbye\n');
});

describe.each(architectures)('a failure inside a function of the library, %s', (arch) => {
  it('is an exception that the program catches', () => {
    const body = `__try { strlen((char *)8); } __except (GetExceptionCode() == EXCEPTION_ACCESS_VIOLATION) { puts("caught"); }
      __try { printf("%s", (char *)16); } __except (1) { printf("%lx", GetExceptionCode()); }`;
    expect(run(arch, body)).toBe('caught\nc0000005');
  });

  it('an invalid parameter ends the program with 0xC0000409, past its handlers', () => {
    const text =
      '#include <stdio.h>\n#include <string.h>\n#include <windows.h>\nint main(void) { char b[2]; __try { strcpy_s(b, 2, "long"); } __except (1) { puts("no"); } return 0; }';
    const { stdout, exitCode } = compileC({ name: 'p.c', text }, { arch }).run();
    expect([stdout, exitCode]).toEqual(['', 0xc000_0409 | 0]);
  });

  it('an assertion and exit end it with their codes', () => {
    const ended = (body: string) => {
      const text = `#include <assert.h>\n#include <stdlib.h>\nint main(void) { ${body} return 0; }`;
      const { exitCode, stderr } = compileC({ name: 'p.c', text }, { arch }).run();
      return [exitCode, stderr];
    };
    expect(ended('assert(1 == 2);')).toEqual([3, 'Assertion failed: 1 == 2, file p.c, line 3\n']);
    expect(ended('exit(7);')).toEqual([7, '']);
    expect(ended('abort();')).toEqual([3, '']);
  });
});

describe.each(architectures)('drivers, %s', (arch) => {
  it('have the functions of ntoskrnl, with its swprintf, and ntstrsafe.h', () => {
    const text = `#include <ntddk.h>
      #include <ntstrsafe.h>
      #include <stdio.h>
      ULONG Check(void) {
        WCHAR w[32]; CHAR b[16]; UNICODE_STRING s; WCHAR room[8]; size_t n;
        if (swprintf(w, L"%d-%ws", 5, L"x") != 3 || wcscmp(w, L"5-x") != 0) return 1;
        if (RtlStringCbPrintfA(b, sizeof b, "%wZ", (PUNICODE_STRING)NULL) != STATUS_SUCCESS || strcmp(b, "(null)") != 0) return 2;
        RtlInitEmptyUnicodeString(&s, room, sizeof room);
        if (RtlUnicodeStringPrintf(&s, L"%d", 123) != STATUS_SUCCESS || s.Length != 6) return 3;
        if (RtlUnicodeStringCatString(&s, L"456789") != STATUS_BUFFER_OVERFLOW) return 4;
        if (!NT_SUCCESS(RtlStringCchLengthW(w, 32, &n)) || n != 3) return 5;
        return RtlStringCbCopyA(b, 3, "abc") == STATUS_BUFFER_OVERFLOW && strcmp(b, "ab") == 0 ? 0 : 6;
      }
      NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath) { return STATUS_SUCCESS; }`;
    const program = compileC({ name: 'd.c', text }, { arch, mode: 'kernel' });
    expect(program.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
    const nt = boot({ arch, userBytes: 2 ** 25, kernelBytes: 2 ** 23, physicalMemory: 2 ** 25 });
    expect(program.load(nt).fn['Check']?.()).toBe(0);
  });
});
