import { describe, expect, it } from 'vitest';
import { ALLOCATE, FREE, parseTrace, RESIZE, traceNameOf } from '../../src/cli/trace.ts';
import { formatTraceProblem } from '../../src/cli/trace-problem.ts';
import { latin1, traceOf } from './trace-text.ts';

const messageOf = (text: string, largestBytes?: number, file = 'bad.trace'): string | null => {
  const parsed = parseTrace(latin1(text), file, largestBytes);
  return parsed.ok ? null : formatTraceProblem(parsed.problem);
};

describe('a trace', () => {
  it('becomes typed arrays', () => {
    const trace = traceOf('# sample local 5 160', 'a 0 64', 'a 1 32', 'r 0 128', 'f 1', 'f 0');
    expect(trace).toMatchObject({ name: 'sample', allocations: 2, resizes: 1, frees: 2, notes: [] });
    expect([...trace.operations]).toEqual([ALLOCATE, ALLOCATE, RESIZE, FREE, FREE]);
    expect([...trace.ids]).toEqual([0, 1, 0, 1, 0]);
    expect([...trace.sizes]).toEqual([64, 32, 128, 0, 0]);
  });

  it('has its peak where the most requested bytes were live', () => {
    expect(traceOf('a 0 100', 'f 0', 'a 1 60', 'a 2 60', 'r 1 10')).toMatchObject({
      peakLiveBytes: 120,
      peakOperation: 3,
    });
  });

  it('has a peak even when every size is 0', () => {
    expect(traceOf('a 0 0', 'f 0')).toMatchObject({ peakLiveBytes: 0, peakOperation: 0 });
  });

  it.each([
    ['a missing last line end', 'a 0 8\nf 0'],
    ['CRLF', '# n s 2 8\r\na 0 8\r\nf 0\r\n'],
    ['blank lines', '\n\na 0 8\n  \n\t\nf 0\n\n'],
    ['comments on any line', 'a 0 8\n# half way\nf 0\n  # the end'],
    ['tabs and several blanks', 'a\t0   8\n  f 0  \n'],
    ['leading zeros', 'a 00 008\nf 000'],
  ])('may have %s', (_, text) => {
    const parsed = parseTrace(latin1(text), 't');
    expect(parsed.ok && [...parsed.trace.sizes]).toEqual([8, 0]);
  });

  it.each([
    ['# emacs local 1 8\na 0 8', 'emacs'],
    ['#emacs local\na 0 8', 'my'],
    ['# \na 0 8', 'my'],
    ['a 0 8', 'my'],
    ['# bell\x07\x1b[2J x\na 0 8', 'bell??[2J'],
  ])('%j is named %s', (text, name) => {
    const parsed = parseTrace(latin1(text), 'folder/my.trace.gz');
    expect(parsed.ok && parsed.trace.name).toBe(name);
  });

  it.each([
    ['a/b/win-msxml.trace.gz', 'win-msxml'],
    ['C:\\traces\\x.trace', 'x'],
    ['plain', 'plain'],
    ['.trace', '.trace'],
  ])('traceNameOf(%j) is %j', (file, name) => expect(traceNameOf(file)).toBe(name));

  it('notes a first line that promises something else', () => {
    expect(traceOf('# cut local 43923 2564157', 'a 0 8').notes).toEqual([
      'test.trace:1: the first line promises 43923 operations, the trace has 1',
      'test.trace:1: the first line promises 2564157 peak live bytes, the trace has 8',
    ]);
  });
});

describe('a bad trace gives one line', () => {
  it.each([
    ['', 'bad.trace:1: the trace holds no heap call: ""'],
    ['# only a comment\n', 'bad.trace:1: the trace holds no heap call: "# only a comment"'],
    ['a 0 8\nx 1 8', 'bad.trace:2: unknown operation "x", expected a, r or f: "x 1 8"'],
    ['a 0 8\nalloc 1 8', 'bad.trace:2: unknown operation "alloc", expected a, r or f: "alloc 1 8"'],
    ['A 0 8', 'bad.trace:1: unknown operation "A", expected a, r or f: "A 0 8"'],
    ['a', 'bad.trace:1: malformed line, expected "a ID SIZE": "a"'],
    ['a 0', 'bad.trace:1: malformed line, expected "a ID SIZE": "a 0"'],
    ['a 0 8 9', 'bad.trace:1: malformed line, expected "a ID SIZE": "a 0 8 9"'],
    ['a 0 8\nr 0', 'bad.trace:2: malformed line, expected "r ID SIZE": "r 0"'],
    ['a 0 8\nf 0 8', 'bad.trace:2: malformed line, expected "f ID": "f 0 8"'],
    ['a 0 8\nf', 'bad.trace:2: malformed line, expected "f ID": "f"'],
    ['a zero 8', 'bad.trace:1: id "zero" is not a number: "a zero 8"'],
    ['a -1 8', 'bad.trace:1: id "-1" is negative: "a -1 8"'],
    ['a 0.5 8', 'bad.trace:1: id "0.5" is not a whole number: "a 0.5 8"'],
    ['a 0 lots', 'bad.trace:1: size "lots" is not a number: "a 0 lots"'],
    ['a 0 0x10', 'bad.trace:1: size "0x10" is not a number: "a 0 0x10"'],
    ['a 0 1e3', 'bad.trace:1: size "1e3" is not a number: "a 0 1e3"'],
    ['a 0 +8', 'bad.trace:1: size "+8" is not a number: "a 0 +8"'],
    ['a 0 NaN', 'bad.trace:1: size "NaN" is not a number: "a 0 NaN"'],
    ['a 0 -8', 'bad.trace:1: size "-8" is negative: "a 0 -8"'],
    ['a 0 8.5', 'bad.trace:1: size "8.5" is not a whole number: "a 0 8.5"'],
    [
      'a 0 9007199254740993',
      'bad.trace:1: size "9007199254740993" is too large, the largest is 9007199254740991: "a 0 9007199254740993"',
    ],
    ['a 0 8\na 0 8', 'bad.trace:2: id 0 is used again: every allocation has a new id: "a 0 8"'],
    ['a 0 8\na 2 8', 'bad.trace:2: id 2 is out of order: ids count up from 0 and the next is 1: "a 2 8"'],
    ['a 0 8\nf 7', 'bad.trace:2: free of id 7, which was never allocated: "f 7"'],
    ['f 0', 'bad.trace:1: free of id 0, which was never allocated: "f 0"'],
    ['a 0 8\nr 7 9', 'bad.trace:2: resize of id 7, which was never allocated: "r 7 9"'],
    ['a 0 8\nf 0\n\nf 0', 'bad.trace:4: free of id 0, which was freed before: "f 0"'],
    ['a 0 8\nf 0\r\nr 0 9', 'bad.trace:3: resize of id 0, which was freed before: "r 0 9"'],
    ['a 0 8\nf 0\na 0 8', 'bad.trace:3: id 0 is used again: every allocation has a new id: "a 0 8"'],
  ])('%j', (text, message) => expect(messageOf(text)).toBe(message));

  it('for a size that a 32-bit process cannot ask for', () => {
    expect(messageOf('a 0 4294967295', 2 ** 32 - 1)).toBeNull();
    expect(messageOf('a 0 4294967296', 2 ** 32 - 1)).toBe(
      'bad.trace:1: size "4294967296" is too large, the largest is 4294967295: "a 0 4294967296"',
    );
  });

  it('of printable characters only, and not a long one', () => {
    const message = messageOf(`a 0 ${'\x00\x1b[31m\x9b'.repeat(1000)}`);
    expect(message).toMatch(/^bad\.trace:1: size "[\x20-\x7e…]*" is not a number: "[\x20-\x7e…]*"$/);
    expect(message?.length).toBeLessThan(800);
    expect(messageOf('x', undefined, 'two\nlines')).toBe(
      '"two\\nlines":1: unknown operation "x", expected a, r or f: "x"',
    );
  });
});
