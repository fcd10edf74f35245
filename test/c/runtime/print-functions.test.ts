import { describe, expect, it } from 'vitest';
import { architectures, double, pointer, program } from './program.ts';

const EINVAL = 22;
const ERANGE = 34;
const EILSEQ = 42;
const EBADF = 9;

describe.each(architectures)('prints to streams, %s', (arch) => {
  it('printf takes each argument from its slot', () => {
    const run = program(arch);
    const text = run.ansi('text');
    const slots = run.slots(-5, 7n, double(2.5), pointer(text), 65, 0xffff_ffffn);
    const format = run.ansi('%d %lld %.1f %s %c %I64x\n');
    expect(run.call('printf', format, slots)).toBe(25);
    expect(run.output.stdout).toBe('-5 7 2.5 text A ffffffff\n');
  });

  it('fprintf and vfprintf choose the stream', () => {
    const run = program(arch);
    const [, out, error] = [0, 1, 2].map((index) => run.number('__acrt_iob_func', index));
    run.call('fprintf', error ?? 0, run.ansi('e%d'), run.slots(1));
    run.call('vfprintf', out ?? 0, run.ansi('o%d'), run.slots(2));
    expect(run.output).toEqual({ stdout: 'o2', stderr: 'e1' });
  });

  it('wprintf prints wide formats, and stops at a character without a byte', () => {
    const run = program(arch);
    expect(
      run.call('wprintf', run.wide('%s|%S'), run.slots(pointer(run.wide('w')), pointer(run.ansi('n')))),
    ).toBe(3);
    expect(run.output.stdout).toBe('w|n');
    expect(run.call('wprintf', run.wide('a\u4e2db'), run.slots())).toBe(-1);
    expect(run.output.stdout).toBe('w|na');
    expect(run.errno()).toBe(EILSEQ);
  });

  it('an error gives -1, and the text before it is there', () => {
    const run = program(arch);
    const handled: unknown[] = [];
    run.call(
      '_set_invalid_parameter_handler',
      run.function((...args) => handled.push(args)),
    );
    expect(run.call('printf', run.ansi('a%n'), run.slots(pointer(0)))).toBe(-1);
    expect(run.call('printf', 0, run.slots())).toBe(-1);
    expect(run.call('fprintf', 0, run.ansi('x'), run.slots())).toBe(-1);
    expect([run.output.stdout, handled.length, run.errno()]).toEqual(['a', 3, EINVAL]);
    expect(run.call('fprintf', run.number('__acrt_iob_func', 0), run.ansi('x'), run.slots())).toBe(-1);
    expect(run.errno()).toBe(EBADF);
  });
});

describe.each(architectures)('prints into memory, %s', (arch) => {
  /** Result and what the buffer of 6 characters holds then, with `#` for what was not written. */
  const bounded = (name: string, text: string, ...counts: number[]) => {
    const run = program(arch);
    let handled = 0;
    run.call(
      '_set_invalid_parameter_handler',
      run.function(() => handled++),
    );
    const buffer = run.buffer(6);
    run.memory.fill(buffer, 6, 0x23);
    const sizes = counts.map((count) => run.size(count));
    const result = run.call(name, buffer, ...sizes, run.ansi('%s'), run.slots(pointer(run.ansi(text))));
    const bytes = Array.from(run.memory.readBytes(buffer, 6), (byte) =>
      byte === 0 ? '0' : String.fromCharCode(byte),
    );
    expect(run.memory.readUint8(buffer + 6)).toBe(0xcc);
    return { result, bytes: bytes.join(''), ...(handled > 0 ? { errno: run.errno() } : {}) };
  };

  it.each([
    ['snprintf', 'abc', [6], { result: 3, bytes: 'abc0##' }],
    ['snprintf', 'abcdefgh', [6], { result: 8, bytes: 'abcde0' }],
    ['snprintf', 'abc', [0], { result: 3, bytes: '######' }],
    ['_snprintf', 'abc', [6], { result: 3, bytes: 'abc0##' }],
    ['_snprintf', 'abcdef', [6], { result: 6, bytes: 'abcdef' }],
    ['_snprintf', 'abcdefgh', [6], { result: -1, bytes: 'abcdef' }],
    ['sprintf_s', 'abcde', [6], { result: 5, bytes: 'abcde0' }],
    ['sprintf_s', 'abcdef', [6], { result: -1, bytes: '0#####', errno: ERANGE }],
    ['_snprintf_s', 'abcdef', [6, 3], { result: -1, bytes: 'abc0##' }],
    ['_snprintf_s', 'abc', [6, 3], { result: 3, bytes: 'abc0##' }],
    ['_snprintf_s', 'abcdefgh', [6, -1], { result: -1, bytes: 'abcde0' }],
    ['_snprintf_s', 'abcdefgh', [6, 7], { result: -1, bytes: '0#####', errno: ERANGE }],
    ['vsprintf', 'abc', [], { result: 3, bytes: 'abc0##' }],
    ['_vsnprintf', 'abcdefgh', [5], { result: -1, bytes: 'abcde#' }],
  ] as const)('%s of %j', (name, text, counts, wanted) => {
    expect(bounded(name, text, ...counts)).toEqual(wanted);
  });

  it('sprintf overruns what is too short', () => {
    const run = program(arch);
    const buffer = run.buffer(4);
    expect(run.call('sprintf', buffer, run.ansi('%s'), run.slots(pointer(run.ansi('abcdef'))))).toBe(6);
    expect(run.text(buffer)).toBe('abcdef');
    expect(run.memory.readUint8(buffer + 7)).toBe(0xcc);
  });

  it('the length alone is asked for without a target', () => {
    const run = program(arch);
    const slots = run.slots(12345);
    expect(run.call('snprintf', 0, run.size(0), run.ansi('%d'), slots)).toBe(5);
    expect(run.call('_scprintf', run.ansi('%d!'), slots)).toBe(6);
    expect(run.call('_scwprintf', run.wide('%d!!'), slots)).toBe(7);
  });

  it('wide ones count characters', () => {
    const run = program(arch);
    const buffer = run.buffer(12);
    expect(run.call('swprintf', buffer, run.size(6), run.wide('%d'), run.slots(123))).toBe(3);
    expect(run.wideText(buffer)).toBe('123');
    expect(run.call('swprintf', buffer, run.size(6), run.wide('%d'), run.slots(1234567))).toBe(-1);
    expect(run.wideText(buffer)).toBe('12345');
    expect(
      run.call('_snwprintf', buffer, run.size(4), run.wide('%s'), run.slots(pointer(run.wide('wxyz')))),
    ).toBe(4);
    expect(run.wideText(buffer)).toBe('wxyz5');
  });

  it('drivers have swprintf without a count, and ? for a character without a byte', () => {
    const run = program(arch, 'kernel');
    const buffer = run.buffer(32);
    expect(run.call('swprintf', buffer, run.wide('%d-%wZ'), run.slots(4, pointer(0)))).toBe(8);
    expect(run.wideText(buffer)).toBe('4-(null)');
    expect(run.call('sprintf', buffer, run.ansi('%S'), run.slots(pointer(run.wide('a\u4e2d'))))).toBe(2);
    expect(run.text(buffer)).toBe('a?');
  });

  it('an invalid parameter without a handler ends the program, past its handlers', () => {
    const nt = program(arch);
    expect(() => nt.call('sprintf_s', nt.buffer(2), nt.size(2), nt.ansi('long'), nt.slots())).toThrow(
      expect.objectContaining({ kind: 'stopped', reason: 'process-exit', exitCode: 0xc000_0409 }),
    );
  });
});
