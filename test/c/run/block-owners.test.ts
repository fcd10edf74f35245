/** Who allocated a block of a heap, and who freed it: noted of all that C code asks for, without any flag. */
import { describe, expect, it } from 'vitest';
import { compileC } from '../../../src/c-entry.ts';
import { boot } from '../../../src/index.ts';

const ARCHITECTURES = ['x64', 'x86'] as const;
const FORMS = ARCHITECTURES.flatMap((arch) => [true, false].map((webAssembly) => ({ arch, webAssembly })));

/** Lines of a C file, so that tests name lines. */
const program = (arch: 'x64' | 'x86', ...lines: string[]) => {
  const text = ['#include <windows.h>', '#include <stdlib.h>', '#include <string.h>', ...lines].join('\n');
  const compiled = compileC({ name: 'kept.c', text }, { arch });
  expect(compiled.diagnosticText()).toBe('');
  return compiled;
};

/** The frames of a stack as function and line. */
const places = (stack: readonly string[]): string[] =>
  stack.map(
    (frame) => /^\s*\S+!(\w+)\+0x[0-9a-f]+ \[kept\.c @ (\d+)\]$/.exec(frame)?.slice(1).join(':') ?? frame,
  );

/** Details of how a program ended that damaged its heap. */
function detailsOf(compiled: ReturnType<typeof program>, webAssembly: boolean): string[] {
  const { outcome } = compiled.run({ webAssembly });
  expect(outcome).toMatchObject({ kind: 'stopped', reason: 'process-exit', exitCode: 0xc000_0374 });
  return outcome.kind === 'stopped' ? places(outcome.details) : [];
}

describe.each(FORMS)('on $arch, WebAssembly $webAssembly', ({ arch, webAssembly }) => {
  const loaded = (...lines: string[]) => {
    const nt = boot();
    const process = nt.startProcess({ arch });
    const { fn } = program(arch, ...lines, 'int main(void) { return 0; }').load(
      nt,
      { process },
      { webAssembly },
    );
    const call = (name: string, ...args: unknown[]): number => fn[name]?.(...(args as never[])) as number;
    const stackOf = (block: number) => places(nt.debug.allocationStack(process, process.processHeap, block));
    return { nt, process, call, stackOf };
  };

  it('each function that allocates', () => {
    const { call, stackOf } = loaded(
      'void *one(int how) {',
      '  switch (how) {',
      '    case 0: return malloc(24);',
      '    case 1: return calloc(3, 8);',
      '    case 2: return HeapAlloc(GetProcessHeap(), 0, 24);',
      '    case 3: return LocalAlloc(LPTR, 24);',
      '    case 4: return GlobalAlloc(GPTR, 24);',
      '    case 5: return _strdup("a string");',
      '    case 6: return realloc(NULL, 24);',
      '    case 7: return malloc(3000000);',
      '    default: return HeapAlloc(GetProcessHeap(), HEAP_NO_SERIALIZE, 24);',
      '  }',
      '}',
      'void *two(int how) { return one(how); }',
    );
    for (let how = 0; how < 9; how++)
      expect(stackOf(call('two', how)), `${how}`).toEqual([`one:${6 + how}`, 'two:17']);
  });

  it('a resized block keeps the stack of its allocation; a freed one has none', () => {
    const { call, stackOf } = loaded(
      'void *make(void) { return malloc(24); }',
      'void *grow(void *block) { return realloc(block, 40000); }',
      'void *less(void *block) { return HeapReAlloc(GetProcessHeap(), 0, block, 30); }',
      'void drop(void *block) { free(block); }',
    );
    const first = call('make');
    call('make'); // so that the first one has no room behind it
    const large = call('grow', first);
    expect(large).not.toBe(first);
    expect(stackOf(large)).toEqual(['make:4']);
    expect(stackOf(first)).toEqual([]);
    const small = call('less', large);
    expect(stackOf(small)).toEqual(['make:4']);
    call('drop', small);
    expect(stackOf(small)).toEqual([]);
  });

  it('stacks that differ outside only are two, and a recursion has its innermost 32 frames', () => {
    const { call, stackOf } = loaded(
      'void *make(void) { return malloc(24); }',
      'void *left(void) { return make(); }',
      'void *right(void) { return make(); }',
      'void *both(void **other) { *other = left(); return right(); }',
      'void *deep(int n) { return n == 0 ? malloc(24) : deep(n - 1); }',
      'void *second(void) { void *other; both(&other); return other; }',
    );
    expect(stackOf(call('second'))).toEqual(['make:4', 'left:5', 'both:7', 'second:9']);
    expect(stackOf(call('left'))).toEqual(['make:4', 'left:5']);
    expect(stackOf(call('right'))).toEqual(['make:4', 'right:6']);
    expect(stackOf(call('deep', 3))).toEqual(Array(4).fill('deep:8'));
    expect(stackOf(call('deep', 100))).toEqual(Array(32).fill('deep:8'));
  });

  it('code that the C library or the system calls: the stack goes through', () => {
    const { call, stackOf } = loaded(
      'static void *kept;',
      'static int compare(const void *a, const void *b) { kept = malloc(24); return 0; }',
      'void *sorts(void) { int all[2] = {2, 1}; qsort(all, 2, sizeof(int), compare); return kept; }',
    );
    expect(stackOf(call('sorts'))).toEqual(['compare:5', 'sorts:6']);
  });

  it('the leak of a program names its line', () => {
    const { nt, call } = loaded('void leak(void) {', '  free(malloc(10));', '  malloc(20);', '}');
    const before = nt.inventory();
    call('leak');
    expect(nt.leftSince(before).map(({ kind, stack }) => [kind, ...places(stack)])).toEqual([
      ['heap block', 'leak:6'],
    ]);
  });

  it('a double free names who allocated, who freed and who freed again', () => {
    const compiled = program(
      arch,
      'static void drop(void *block) { free(block); }',
      'int main(void) {',
      '  void *block = malloc(24);',
      '  drop(block);',
      '  free(block);',
      '  return 0;',
      '}',
    );
    expect(detailsOf(compiled, webAssembly)).toEqual([
      'the block is already free',
      'the block was allocated by',
      'main:6',
      'and freed by',
      'drop:4',
    ]);
  });

  it.each([
    ['small blocks', 24, 'block-header'],
    ['larger ones, freed first', 20000, 'next-block-header'],
  ])('an overrun names who allocated the block in front: %s', (_what, bytes, kind) => {
    const compiled = program(
      arch,
      'int main(void) {',
      `  char *first = malloc(${bytes});`,
      `  char *second = malloc(${bytes});`,
      `  memset(first, 'x', ${bytes} + 40);`,
      `  free(${kind === 'block-header' ? 'second' : 'first'});`,
      '  return 0;',
      '}',
    );
    const [, text, ...frames] = detailsOf(compiled, webAssembly);
    expect(text).toMatch(/^the next live block in front of it at .* was allocated by$/);
    expect(frames).toEqual(['main:5']);
  });

  it('a block of another heap, and freed memory that is written to', () => {
    const other = program(
      arch,
      'int main(void) {',
      '  void *block = malloc(24);',
      '  HeapFree(HeapCreate(0, 0, 0), 0, block);',
      '  return 0;',
      '}',
    );
    expect(detailsOf(other, webAssembly)).toEqual([
      'the block belongs to another heap',
      'the block was allocated by',
      'main:5',
    ]);
  });

  it.each([
    [24, 16],
    [24, 17],
    [5000, 4096],
    [2_000_000, 0x10000],
  ])('a pointer into a block of %i bytes, %i behind its start, names that block', (bytes, offset) => {
    const compiled = program(
      arch,
      'int main(void) {',
      '  char *old = malloc(600), *block;',
      '  free(old);',
      `  block = malloc(${bytes});`,
      `  free(block + ${offset});`,
      '  return 0;',
      '}',
    );
    const [text, where, ...rest] = detailsOf(compiled, webAssembly);
    expect(text).toBe('the address is not the start of a block of this heap');
    expect(where).toMatch(new RegExp(`^it is at offset ${offset} of a block of ${bytes} bytes at `));
    expect(rest).toEqual(['the block was allocated by', 'main:7']);
  });

  it.each([
    ['behind the end of one', 'block[32] = 1;', 'at offset 32 of a block of 20 bytes', ['main:5']],
    ['and nowhere near one', '*(volatile char *)16 = 1;', null, []],
    [
      'in a freed one',
      'free(block); return block[3];',
      'at offset 3 of a freed block of 20 bytes',
      ['main:5', 'and freed by', 'main:6'],
    ],
  ])('full page heap: an access violation names the block: %s', (_what, code, where, who) => {
    const compiled = program(
      arch,
      'int main(void) {',
      '  volatile char *block = malloc(20);',
      `  ${code.replace('free(block)', 'free((void *)block)')}`,
      '  return 0;',
      '}',
    );
    const { outcome } = compiled.run({ webAssembly, globalFlags: ['hpa'] });
    expect(outcome).toMatchObject({ kind: 'stopped', reason: 'process-exit', exitCode: 0xc000_0005 });
    const details = outcome.kind === 'stopped' ? outcome.details : [];
    if (where === null) expect(details).toEqual([]);
    else {
      expect(details[0]).toContain(`page heap: the address is ${where} at `);
      expect(places(details.slice(1))).toEqual(['the block was allocated by', ...who]);
    }
  });

  it('what TypeScript does to blocks of the program counts: nothing old is told of a new one', () => {
    const { process, call, stackOf } = loaded(
      'void *make(void) { return HeapAlloc(GetProcessHeap(), 0, 24); }',
    );
    const heap = process.processHeap;
    for (let turn = 0; turn < 40; turn++) process.HeapAlloc(heap, 0, 24); // the front end takes over
    const block = call('make');
    expect(stackOf(block)).toEqual(['make:4']);
    expect(process.HeapFree(heap, 0, block)).toBe(1);
    expect(process.HeapAlloc(heap, 0, 24)).toBe(block);
    expect(stackOf(block)).toEqual([]);
  });

  it('a snapshot has who allocated what', () => {
    const { nt, process, call, stackOf } = loaded(
      'void *make(void) { return malloc(24); }',
      'void *again(void) { return malloc(24); }',
      'void drop(void *block) { free(block); }',
    );
    const first = call('make');
    const snapshot = nt.snapshot();
    call('drop', first);
    expect(call('again')).toBe(first);
    expect(stackOf(first)).toEqual(['again:5']);
    nt.restore(snapshot);
    expect(stackOf(first)).toEqual(['make:4']);
    expect(process.HeapFree(process.processHeap, 0, first)).toBe(1);
    expect(call('again')).toBe(first);
    expect(stackOf(first)).toEqual(['again:5']);
  });

  it('a heap that is destroyed leaves nothing', () => {
    const { nt, process, call } = loaded(
      'HANDLE heap;',
      'void *make(void) { heap = HeapCreate(0, 0, 0); return HeapAlloc(heap, 0, 24); }',
      'HANDLE which(void) { return heap; }',
      'void destroy(void) { HeapDestroy(heap); }',
    );
    const block = call('make');
    expect(places(nt.debug.allocationStack(process, call('which'), block))).toEqual(['make:5']);
    call('destroy');
    const again = process.HeapCreate(0, 0, 0);
    expect(again).toBe(call('which'));
    const own = process.HeapAlloc(again, 0, 24);
    expect(own).toBe(block);
    expect(nt.debug.allocationStack(process, again, own)).toEqual([]);
  });
});

describe.each(ARCHITECTURES)('a driver on %s', (arch) => {
  it('names who allocated from its heap, also in the bug check', () => {
    const text = [
      '#include <ntifs.h>',
      'PVOID heap;',
      'PVOID Make(void) { heap = RtlCreateHeap(HEAP_GROWABLE, 0, 0, 0, 0, 0); return RtlAllocateHeap(heap, 0, 24); }',
      'void Drop(PVOID block) { RtlFreeHeap(heap, 0, block); }',
      'NTSTATUS DriverEntry(PDRIVER_OBJECT d, PUNICODE_STRING r) { return STATUS_SUCCESS; }',
    ].join('\n');
    const nt = boot({ arch });
    const { fn } = compileC({ name: 'kept.c', text }, { arch }).load(nt);
    const before = nt.inventory();
    const block = fn['Make']?.() as number;
    const left = nt.leftSince(before).find(({ kind }) => kind === 'heap block');
    expect(places(left?.stack ?? [])).toEqual(['Make:3']);
    fn['Drop']?.(block);
    const outcome = nt.outcome(() => fn['Drop']?.(block));
    expect(outcome).toMatchObject({ kind: 'bugcheck', code: 0x13a });
    const report = outcome.kind === 'bugcheck' ? outcome.report : '';
    expect(places(report.split('\n'))).toEqual(expect.arrayContaining(['Make:3', 'Drop:4']));
  });
});
