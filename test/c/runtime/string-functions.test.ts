import { describe, expect, it } from 'vitest';
import { architectures, type Program, program } from './program.ts';

const EINVAL = 22;
const ERANGE = 34;
const STRUNCATE = 80;
const COMPARE_ERROR = 0x7fff_ffff;

/** A program whose handler of invalid parameters lets it go on. */
function handled(arch: 'x64' | 'x86'): Program & { handled: () => number } {
  const run = program(arch);
  let calls = 0;
  run.call(
    '_set_invalid_parameter_handler',
    run.function(() => calls++),
  );
  return Object.assign(run, { handled: () => calls });
}

describe.each(architectures)('functions with the size of their target, %s', (arch) => {
  it.each<[string, string, string, number[], number, string]>([
    ['strcpy_s', '', 'abc', [], 0, 'abc'],
    ['strcpy_s', 'old', 'abcdef', [], ERANGE, ''],
    ['strncpy_s', '', 'abcdef', [3], 0, 'abc'],
    ['strncpy_s', '', 'abcdefgh', [-1], STRUNCATE, 'abcde'],
    ['strncpy_s', 'old', 'abcdefgh', [6], ERANGE, ''],
    ['strncpy_s', 'old', 'abc', [0], 0, ''],
    ['strcat_s', 'ab', 'cde', [], 0, 'abcde'],
    ['strcat_s', 'ab', 'cdef', [], ERANGE, ''],
    ['strncat_s', 'ab', 'cdefgh', [2], 0, 'abcd'],
    ['strncat_s', 'ab', 'cdefgh', [-1], STRUNCATE, 'abcde'],
  ])('%s onto %j of %j %j', (name, before, source, counts, result, after) => {
    for (const kind of ['ansi', 'wide'] as const) {
      const run = handled(arch);
      const buffer = run.buffer(kind === 'ansi' ? 6 : 12);
      if (kind === 'ansi') run.memory.writeAnsiString(buffer, before);
      else run.memory.writeUtf16String(buffer, before);
      const full = kind === 'ansi' ? name : name.replace('str', 'wcs');
      expect(run.call(full, buffer, run.size(6), run[kind](source), ...counts.map(run.size))).toBe(result);
      expect(kind === 'ansi' ? run.text(buffer) : run.wideText(buffer)).toBe(after);
      expect(run.handled()).toBe(result === ERANGE ? 1 : 0);
    }
  });

  it('NULL, no room and a target without an end are invalid parameters', () => {
    const run = handled(arch);
    const full = run.ansi('xxxx');
    expect(run.call('strcpy_s', 0, run.size(4), full)).toBe(EINVAL);
    expect(run.call('strcpy_s', full, run.size(0), full)).toBe(EINVAL);
    expect(run.call('strcat_s', full, run.size(3), full)).toBe(EINVAL);
    expect(run.text(full)).toBe('');
    expect(run.call('strcpy_s', run.ansi('x'), run.size(2), 0)).toBe(EINVAL);
    expect(run.call('strncpy_s', 0, run.size(0), 0, run.size(0))).toBe(0);
    expect([run.handled(), run.errno()]).toEqual([4, EINVAL]);
  });

  it('memcpy_s clears a target that is too small; memmove_s leaves it', () => {
    const run = handled(arch);
    const [target, source] = [run.ansi('target'), run.ansi('source')];
    expect(run.call('memmove_s', target, run.size(3), source, run.size(4))).toBe(ERANGE);
    expect(run.text(target)).toBe('target');
    expect(run.call('memcpy_s', target, run.size(3), source, run.size(4))).toBe(ERANGE);
    expect(Array.from(run.memory.readBytes(target, 6))).toEqual([0, 0, 0, 0x67, 0x65, 0x74]);
    expect(run.call('memcpy_s', target, run.size(6), source, run.size(6))).toBe(0);
    expect(run.text(target)).toBe('source');
    expect(run.call('memcpy_s', 0, run.size(6), source, run.size(0))).toBe(0);
    expect(run.call('memcpy_s', target, run.size(6), 0, run.size(2))).toBe(EINVAL);
  });
});

describe.each(architectures)('MSVC string functions, %s', (arch) => {
  it('change case, reverse and fill', () => {
    const run = program(arch);
    const string = run.ansi('aBc\xe9');
    expect(run.call('_strupr', string)).toBe(string);
    expect(run.text(string)).toBe('ABC\xe9');
    run.call('_strlwr', string);
    run.call('_strrev', string);
    expect(run.text(string)).toBe('\xe9cba');
    run.call('_strnset', string, 0x141, run.size(2));
    expect(run.text(string)).toBe('AAba');
    run.call('_strset', string, 0x78);
    expect(run.text(string)).toBe('xxxx');
    const wide = run.wide('\u0436Az');
    run.call('_wcsupr', wide);
    expect(run.wideText(wide)).toBe('\u0436AZ');
  });

  it('_strupr_s wants an end within the size', () => {
    const run = handled(arch);
    const string = run.ansi('abc');
    expect(run.call('_strupr_s', string, run.size(4))).toBe(0);
    expect(run.text(string)).toBe('ABC');
    expect(run.call('_strlwr_s', string, run.size(3))).toBe(EINVAL);
    expect(run.text(string)).toBe('');
  });

  it('wide strings are searched and compared like narrow ones', () => {
    const run = program(arch);
    const string = run.wide('one two');
    const P = 2;
    expect(Number(run.call('wcslen', string))).toBe(7);
    expect(run.call('wcschr', string, 0x74)).toBe(string + 4 * P);
    expect(run.call('wcsrchr', string, 0x6f)).toBe(string + 6 * P);
    expect(run.call('wcsstr', string, run.wide('two'))).toBe(string + 4 * P);
    expect(Number(run.call('wcsspn', string, run.wide('eno')))).toBe(3);
    expect(run.call('_wcsicmp', run.wide('ONE'), run.wide('one'))).toBe(0);
    expect(run.call('_wcsnicmp', run.wide('ONE'), run.wide('onE2'), run.size(3))).toBe(0);
    expect(run.call('wcscmp', run.wide('\uffff'), run.wide('a'))).toBe(1);
    const context = run.buffer(8);
    expect(run.call('wcstok', string, run.wide(' '), context)).toBe(string);
    expect(run.call('wcstok', 0, run.wide(' '), context)).toBe(string + 4 * P);
    expect(run.call('wcstok', 0, run.wide(' '), context)).toBe(0);
  });

  it('strtok_s keeps its place where the caller says', () => {
    const run = handled(arch);
    const [first, second] = [run.ansi('a,b'), run.ansi('c,d')];
    const [one, two] = [run.buffer(8), run.buffer(8)];
    const comma = run.ansi(',');
    expect(run.call('strtok_s', first, comma, one)).toBe(first);
    expect(run.call('strtok_s', second, comma, two)).toBe(second);
    expect(run.call('strtok_s', 0, comma, one)).toBe(first + 2);
    expect(run.call('strtok_s', 0, comma, two)).toBe(second + 2);
    expect(run.call('strtok_s', 0, comma, run.buffer(8))).toBe(0);
    expect(run.errno()).toBe(EINVAL);
  });

  it('comparisons without case take NULL as an invalid parameter', () => {
    const run = handled(arch);
    expect(run.call('_stricmp', 0, run.ansi('x'))).toBe(COMPARE_ERROR);
    expect(run.handled()).toBe(1);
  });

  it('strcoll, strxfrm, strnlen_s', () => {
    const run = program(arch);
    const target = run.buffer(8);
    expect(run.call('strcoll', run.ansi('B'), run.ansi('a'))).toBe(-1);
    expect(Number(run.call('strxfrm', target, run.ansi('abc'), run.size(8)))).toBe(3);
    expect(run.text(target)).toBe('abc');
    expect(Number(run.call('strnlen_s', 0, run.size(5)))).toBe(0);
  });

  it('_strdup copies to the heap', () => {
    const run = program(arch);
    const copy = run.number('_strdup', run.ansi('copy'));
    expect(run.text(copy)).toBe('copy');
    expect(Number(run.call('_msize', copy))).toBe(5);
    expect(run.wideText(run.number('_wcsdup', run.wide('wide')))).toBe('wide');
    expect(run.call('_strdup', 0)).toBe(0);
  });
});

describe.each(architectures)('memory functions, %s', (arch) => {
  it('wmemset, wmemcmp and wmemchr work on 16-bit units', () => {
    const run = program(arch);
    const target = run.buffer(8);
    run.call('wmemset', target, 0x1234, run.size(3));
    expect(Array.from(run.memory.readBytes(target, 8))).toEqual([0x34, 0x12, 0x34, 0x12, 0x34, 0x12, 0, 0]);
    expect(run.call('wmemchr', target, 0, run.size(4))).toBe(target + 6);
    expect(run.call('wmemchr', target, 0, run.size(3))).toBe(0);
    expect(run.call('wmemcmp', target, target + 2, run.size(3))).toBe(1);
    expect(run.call('_memicmp', run.ansi('aB'), run.ansi('Ab'), run.size(2))).toBe(0);
  });

  it.each(['memset', 'memcpy', 'strlen', 'strcpy', 'wcslen', 'sprintf', 'puts', 'atoi', 'qsort', 'memcmp'])(
    '%s of garbage faults as any access of the program does',
    (name) => {
      const run = program(arch);
      const good = run.buffer(16);
      const more = name === 'qsort' ? [run.size(4), run.size(4), run.function(() => 0)] : [];
      const bad = 0x10;
      const calls: Record<string, (number | bigint)[]> = {
        memset: [bad, 0, run.size(4)],
        memcpy: [good, bad, run.size(4)],
        strcpy: [good, bad],
        sprintf: [good, run.ansi('%s'), badSlot(run, bad)],
        qsort: [bad, ...more],
        memcmp: [good, bad, run.size(4)],
      };
      expect(run.outcome(() => run.call(name, ...(calls[name] ?? [bad])))).toMatchObject({
        kind: 'raised',
        record: { ExceptionCode: 0xc000_0005 },
      });
    },
  );

  it('a size of all ones faults before anything is stored', () => {
    const run = program(arch);
    const buffer = run.buffer(16);
    expect(run.outcome(() => run.call('memset', buffer, 1, run.size(-1)))).toMatchObject({ kind: 'raised' });
    expect(run.memory.readUint8(buffer)).toBe(0);
  });
});

/** Address of a slot that holds a bad pointer. */
function badSlot(run: Program, bad: number): number {
  const slot = run.buffer(8);
  run.memory.writePointer(slot, bad);
  return slot;
}
