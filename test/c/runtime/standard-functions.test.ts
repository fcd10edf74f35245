import { describe, expect, it } from 'vitest';
import { floatEnvironment } from '../../../src/c/runtime/float-control.ts';
import { exitOf } from '../../../src/c/runtime/program-end.ts';
import { architectures, double, pointer, program } from './program.ts';

const EINVAL = 22;
const ENOMEM = 12;
const ERANGE = 34;
const EDOM = 33;
const EOF = -1;

describe.each(architectures)('the heap, %s', (arch) => {
  it('malloc, calloc, realloc, free and _msize use the heap of the process', () => {
    const run = program(arch);
    const block = run.number('malloc', run.size(10));
    expect(run.host.call('HeapSize', run.host.call('GetProcessHeap'), 0, block)).toBe(10);
    run.memory.writeAnsiString(block, 'content');
    const larger = run.number('realloc', block, run.size(100_000));
    expect(run.text(larger)).toBe('content');
    expect(Number(run.call('_msize', larger))).toBe(100_000);
    expect(run.call('realloc', larger, run.size(0))).toBe(0);
    const zeroed = run.number('calloc', run.size(4), run.size(8));
    expect(Array.from(run.memory.readBytes(zeroed, 32))).toEqual(new Array(32).fill(0));
    expect(run.call('free', zeroed)).toBeUndefined();
    expect(run.call('free', 0)).toBeUndefined();
    expect(run.host.call('HeapValidate', run.host.call('GetProcessHeap'), 0, 0)).toBe(1);
  });

  it('nothing is a block of one byte, and too much is NULL and ENOMEM', () => {
    const run = program(arch);
    expect(Number(run.call('_msize', run.number('malloc', run.size(0))))).toBe(1);
    for (const block of [
      () => run.call('malloc', run.size(-1)),
      () => run.call('malloc', run.size(0x7fff_0000)),
      () => run.call('calloc', run.size(0x4000_0001), arch === 'x64' ? 0x4000_0000_0000n : 4),
      () => run.call('realloc', run.number('malloc', run.size(1)), run.size(-32)),
    ]) {
      run.call('_set_errno', 0);
      expect(block()).toBe(0);
      expect(run.errno()).toBe(ENOMEM);
    }
  });

  it('_recalloc zeroes what is new', () => {
    const run = program(arch);
    const block = run.number('malloc', run.size(4));
    run.memory.fill(block, 4, 0xff);
    const larger = run.number('_recalloc', block, run.size(2), run.size(8));
    expect(run.memory.readBigUint64(larger)).toBe(0xffff_ffffn);
    expect(run.memory.readBigUint64(larger + 8)).toBe(0n);
  });

  it('_heapchk finds damage in a block of malloc', () => {
    const run = program(arch);
    const block = run.number('malloc', run.size(16));
    expect([run.call('_heapchk'), run.call('_heapmin')]).toEqual([-2, 0]);
    expect(Number(run.call('_get_heap_handle'))).toBe(run.host.call('GetProcessHeap'));
    run.memory.fill(block + 16, 16, 0x41);
    expect(run.call('_heapchk')).toBe(-4);
  });

  it('_aligned_realloc moves the content and keeps the alignment', () => {
    const run = program(arch);
    const block = run.number('_aligned_malloc', run.size(5), run.size(32));
    run.memory.writeAnsiString(block, 'text');
    const larger = run.number('_aligned_realloc', block, run.size(5000), run.size(64));
    expect([run.text(larger), larger % 64]).toEqual(['text', 0]);
    expect(run.call('_aligned_realloc', larger, run.size(0), run.size(64))).toBe(0);
    expect(run.call('_heapchk')).toBe(-2);
  });

  it('_aligned_malloc aligns, and _aligned_free frees', () => {
    const run = program(arch);
    for (const alignment of [1, 16, 64, 4096]) {
      const block = run.number('_aligned_malloc', run.size(33), run.size(alignment));
      expect(block % Math.max(alignment, arch === 'x64' ? 8 : 4)).toBe(0);
      run.memory.fill(block, 33, 0x5a);
      run.call('_aligned_free', block);
    }
    expect(run.host.call('HeapValidate', run.host.call('GetProcessHeap'), 0, 0)).toBe(1);
    run.call(
      '_set_invalid_parameter_handler',
      run.function(() => 0),
    );
    expect(run.call('_aligned_malloc', run.size(8), run.size(24))).toBe(0);
    expect(run.errno()).toBe(EINVAL);
    run.call('_set_errno', 0);
    expect(run.call('_aligned_malloc', run.size(-4), run.size(16))).toBe(0);
    expect(run.errno()).toBe(ENOMEM);
  });
});

describe.each(architectures)('sorting, %s', (arch) => {
  /** Elements of `width` bytes whose first four are a number. */
  const filled = (numbers: readonly number[], width: number) => {
    const run = program(arch);
    const base = run.buffer(numbers.length * width);
    numbers.forEach((value, index) => {
      run.memory.fill(base + width * index, width, value & 0xff);
      run.memory.writeInt32(base + width * index, value);
    });
    const compare = run.function((left, right) => {
      const [a, b] = [run.memory.readInt32(Number(left)), run.memory.readInt32(Number(right))];
      return a < b ? -1 : Number(a > b);
    });
    return {
      run,
      base,
      compare,
      all: () => numbers.map((_, index) => run.memory.readInt32(base + width * index)),
    };
  };
  const numbers = Array.from({ length: 301 }, (_, index) => ((index * 7919) % 104_729) - 50_000);

  it.each([4, 5, 24])('qsort orders elements of %i bytes and keeps them whole', (width) => {
    const { run, base, compare, all } = filled(numbers, width);
    run.call('qsort', base, run.size(numbers.length), run.size(width), compare);
    expect(all()).toEqual([...numbers].sort((a, b) => a - b));
    for (let index = 0; index < numbers.length && width > 4; index++) {
      const at = base + width * index;
      expect(run.memory.readUint8(at + width - 1)).toBe(run.memory.readInt32(at) & 0xff);
    }
    expect(run.memory.readUint8(base + width * numbers.length)).toBe(0xcc);
  });

  it('qsort ends whatever the comparison answers', () => {
    const { run, base, all } = filled(numbers, 4);
    let calls = 0;
    const liar = run.function(() => (calls++ % 3) - 1);
    run.call('qsort', base, run.size(numbers.length), run.size(4), liar);
    expect([...all()].sort((a, b) => a - b)).toEqual([...numbers].sort((a, b) => a - b));
    expect(calls).toBeLessThan(10_000);
  });

  it('bsearch finds, or gives NULL', () => {
    const sorted = [1, 3, 5, 7, 9];
    const { run, base, compare } = filled(sorted, 8);
    const key = run.buffer(4);
    for (let value = 0; value <= 10; value++) {
      run.memory.writeInt32(key, value);
      const found = run.call('bsearch', key, base, run.size(5), run.size(8), compare);
      expect(found).toBe(value % 2 === 1 ? base + 8 * sorted.indexOf(value) : 0);
    }
  });

  it('qsort_s and bsearch_s give the comparison a context', () => {
    const { run, base, all } = filled([3, 1, 2], 4);
    const seen = new Set<number>();
    const compare = run.function((context, left, right) => {
      seen.add(Number(context));
      return run.memory.readInt32(Number(left)) - run.memory.readInt32(Number(right));
    });
    run.call('qsort_s', base, run.size(3), run.size(4), compare, 0x77);
    expect([all(), [...seen]]).toEqual([[1, 2, 3], [0x77]]);
    expect(run.call('bsearch_s', base + 4, base, run.size(3), run.size(4), compare, 0x77)).toBe(base + 4);
  });
});

describe.each(architectures)('numbers, %s', (arch) => {
  it.each<[string, number | bigint, number, string]>([
    ['_itoa', -255, 10, '-255'],
    ['_itoa', -1, 16, 'ffffffff'],
    ['_itoa', 35, 36, 'z'],
    ['_ltoa', -2147483648, 10, '-2147483648'],
    ['_ultoa', -1, 10, '4294967295'],
    ['_i64toa', -(1n << 63n), 10, '-9223372036854775808'],
    ['_i64toa', -1n, 2, '1'.repeat(64)],
    ['_ui64toa', (1n << 64n) - 1n, 10, '18446744073709551615'],
  ])('%s of %s in base %i is %s', (name, value, radix, text) => {
    const run = program(arch);
    const buffer = run.buffer(70);
    expect(run.call(name, value, buffer, radix)).toBe(buffer);
    expect(run.text(buffer)).toBe(text);
    const wide = {
      _itoa: '_itow',
      _ltoa: '_ltow',
      _ultoa: '_ultow',
      _i64toa: '_i64tow',
      _ui64toa: '_ui64tow',
    }[name];
    const target = run.buffer(140);
    run.call(wide ?? '', value, target, radix);
    expect(run.wideText(target)).toBe(text);
    expect(run.call(`${name}_s`, value, buffer, run.size(text.length + 1), radix)).toBe(0);
    run.call(
      '_set_invalid_parameter_handler',
      run.function(() => 0),
    );
    expect(run.call(`${name}_s`, value, buffer, run.size(text.length), radix)).toBe(ERANGE);
    expect(run.text(buffer)).toBe('');
    expect(run.call(`${name}_s`, value, buffer, run.size(70), 1)).toBe(EINVAL);
  });

  it('strtol and strtoul have 32 bits', () => {
    const run = program(arch);
    const convert = (name: string, text: string) => {
      run.call('_set_errno', 0);
      return [run.call(name, run.ansi(text), 0, 10), run.errno()];
    };
    expect(convert('strtol', '2147483648')).toEqual([2147483647, ERANGE]);
    expect(convert('strtol', '-2147483648')).toEqual([-2147483648, 0]);
    expect(convert('strtol', '-2147483649')).toEqual([-2147483648, ERANGE]);
    expect(convert('strtoul', '4294967295')).toEqual([4294967295, 0]);
    expect(convert('strtoul', '-1')).toEqual([4294967295, 0]);
    expect(convert('strtoul', '4294967296')).toEqual([4294967295, ERANGE]);
    expect(run.call('wcstol', run.wide(' -0x1fz'), 0, 16)).toBe(-31);
    expect(run.call('_wtoi', run.wide('12ab'))).toBe(12);
    run.call(
      '_set_invalid_parameter_handler',
      run.function(() => 0),
    );
    expect(convert('strtol', '').at(0)).toBe(0);
    expect(run.call('strtol', run.ansi('1'), 0, 1)).toBe(0);
    expect(run.errno()).toBe(EINVAL);
  });

  it('strtod and strtof set ERANGE', () => {
    const run = program(arch);
    const convert = (name: string, text: string) => {
      run.call('_set_errno', 0);
      return [run.call(name, run.ansi(text), 0), run.errno()];
    };
    expect(convert('strtod', '1e400')).toEqual([Number.POSITIVE_INFINITY, ERANGE]);
    expect(convert('strtod', '1e-400')).toEqual([0, ERANGE]);
    expect(convert('strtod', '1.5')).toEqual([1.5, 0]);
    expect(convert('strtof', '0.1')).toEqual([Math.fround(0.1), 0]);
    expect(convert('strtof', '1e39')).toEqual([Number.POSITIVE_INFINITY, ERANGE]);
    expect(run.call('wcstod', run.wide('-2.5e3x'), 0)).toBe(-2500);
  });

  it('abs, div, rotations and byte swaps', () => {
    const run = program(arch);
    expect(run.call('abs', -5)).toBe(5);
    expect(run.call('abs', -2147483648)).toBe(-2147483648);
    expect(run.call('llabs', -5n)).toBe(5n);
    const result = run.buffer(16);
    expect(run.call('div', result, -7, 2)).toBe(result);
    expect([run.memory.readInt32(result), run.memory.readInt32(result + 4)]).toEqual([-3, -1]);
    run.call('lldiv', result, -7n, 2n);
    expect([run.memory.readBigInt64(result), run.memory.readBigInt64(result + 8)]).toEqual([-3n, -1n]);
    expect(() => run.call('div', result, 1, 0)).toThrow('raised');
    expect(() => run.call('div', result, -2147483648, -1)).toThrow('raised');
    expect(run.raised.map(({ code }) => code)).toEqual([0xc000_0094, 0xc000_0095]);
    expect(run.call('_rotl', 0x8000_0001, 4)).toBe(0x18);
    expect(run.call('_rotr', 0x8000_0001, 4)).toBe(0x1800_0000);
    expect(run.call('_lrotl', 1, -1)).toBe(0x8000_0000);
    expect(run.call('_rotl8', 0x81, 1)).toBe(3);
    expect(run.call('_rotr16', 1, 1)).toBe(0x8000);
    expect(run.call('_rotl64', 1n, 65)).toBe(2n);
    expect(run.call('_rotr64', 1n, 1)).toBe(1n << 63n);
    expect(run.call('_byteswap_ushort', 0x1234)).toBe(0x3412);
    expect(run.call('_byteswap_ulong', 0x1234_5678)).toBe(0x7856_3412);
    expect(run.call('_byteswap_uint64', 0x0102_0304_0506_0708n)).toBe(0x0807_0605_0403_0201n);
  });

  it('rand is the known sequence, and srand starts it', () => {
    const run = program(arch);
    const three = () => [run.call('rand'), run.call('rand'), run.call('rand')];
    // The sequence that programs of MSVC print without a call of srand.
    expect(three()).toEqual([41, 18467, 6334]);
    run.call('srand', 1);
    expect(three()).toEqual([41, 18467, 6334]);
    run.call('srand', 0);
    expect(three()).toEqual([38, 7719, 21238]);
  });

  it('functions of math.h set errno', () => {
    const run = program(arch);
    const asked = (name: string, ...args: number[]) => {
      run.call('_set_errno', 0);
      return [run.call(name, ...args), run.errno()];
    };
    expect(asked('sqrt', -1)).toEqual([Number.NaN, EDOM]);
    expect(asked('exp', 1000)).toEqual([Number.POSITIVE_INFINITY, ERANGE]);
    expect(asked('log', 0)).toEqual([Number.NEGATIVE_INFINITY, ERANGE]);
    expect(asked('sqrt', Number.NaN)).toEqual([Number.NaN, 0]);
    expect(asked('exp', Number.POSITIVE_INFINITY)).toEqual([Number.POSITIVE_INFINITY, 0]);
    expect(asked('pow', 2, 10)).toEqual([1024, 0]);
    expect(run.call('sqrtf', 2)).toBe(Math.fround(Math.SQRT2));
    expect(run.call('_dclass', 5e-324)).toBe(-2);
    expect(run.call('_fdclass', 2 ** -130)).toBe(-2);
    expect(run.call('_fpclass', -0)).toBe(0x20);
    expect([run.call('_isnan', Number.NaN), run.call('_finite', 1)]).toEqual([1, 1]);
  });
});

describe.each(architectures)('the floating-point environment, %s', (arch) => {
  const initial = arch === 'x64' ? 0x8001f : 0x9001f;
  const MCW_EM = 0x8001f;

  it('_controlfp changes masked bits and gives the word', () => {
    const run = program(arch);
    const environment = floatEnvironment(run.host);
    expect(run.call('_controlfp', 0, 0)).toBe(initial);
    // EM_ZERODIVIDE off; the mask of denormal operands is not for _controlfp.
    expect(run.call('_controlfp', 0, 0x8_0008)).toBe(initial & ~8);
    expect(environment.control() & 8).toBe(0);
    expect(run.call('_control87', 0, 0x8_0000)).toBe(initial & ~0x8_0008);
    run.call('_fpreset');
    expect(environment.control()).toBe(initial);
  });

  it('_controlfp_s gives the word by address and refuses other bits', () => {
    const run = program(arch);
    const word = run.buffer(4);
    expect(run.call('_controlfp_s', word, 0x10, MCW_EM)).toBe(0);
    expect(run.memory.readUint32(word)).toBe((initial & ~MCW_EM) | 0x8_0010);
    run.call(
      '_set_invalid_parameter_handler',
      run.function(() => 0),
    );
    expect(run.call('_controlfp_s', word, 0x8000_0000, 0x8000_0000)).toBe(EINVAL);
  });

  it('_clearfp gives what happened and forgets it', () => {
    const run = program(arch);
    floatEnvironment(run.host).happened(8);
    expect([run.call('_statusfp'), run.call('_clearfp'), run.call('_statusfp')]).toEqual([8, 8, 0]);
  });
});

describe.each(architectures)('the end of a program, %s', (arch) => {
  it('exit runs the functions of atexit, the last one first', () => {
    const run = program(arch);
    const order: number[] = [];
    for (const index of [1, 2, 3])
      expect(
        run.call(
          'atexit',
          run.function(() => order.push(index)),
        ),
      ).toBe(0);
    run.call(
      'atexit',
      run.function(() =>
        run.call(
          'atexit',
          run.function(() => order.push(4)),
        ),
      ),
    );
    expect(run.exitCode(() => run.call('exit', 7))).toBe(7);
    expect(order).toEqual([4, 3, 2, 1]);
  });

  it('an exit in a function of atexit runs the rest; a return from main is an exit', () => {
    const run = program(arch);
    const order: number[] = [];
    run.call(
      'atexit',
      run.function(() => order.push(1)),
    );
    run.call(
      'atexit',
      run.function(() => run.call('exit', 5)),
    );
    expect(run.exitCode(() => exitOf(run.host)(0))).toBe(5);
    expect(order).toEqual([1]);
  });

  it('_exit, quick_exit and abort do not', () => {
    const run = program(arch);
    const order: string[] = [];
    run.call(
      'atexit',
      run.function(() => order.push('atexit')),
    );
    run.call(
      'at_quick_exit',
      run.function(() => order.push('quick')),
    );
    expect(run.exitCode(() => run.call('_exit', 1))).toBe(1);
    expect(run.exitCode(() => run.call('abort'))).toBe(3);
    expect(order).toEqual([]);
    expect(run.exitCode(() => run.call('quick_exit', 2))).toBe(2);
    expect(order).toEqual(['quick']);
  });

  it('atexit is full at 256', () => {
    const run = program(arch);
    const nothing = run.function(() => 0);
    for (let index = 0; index < 256; index++) run.call('atexit', nothing);
    expect(run.call('atexit', nothing)).toBe(1);
  });

  it('an assertion that fails says so on stderr', () => {
    const run = program(arch);
    expect(run.exitCode(() => run.call('_wassert', run.wide('a == b'), run.wide('t.c'), 12))).toBe(3);
    expect(run.exitCode(() => run.call('_assert', run.ansi('c'), run.ansi('u.c'), 1))).toBe(3);
    expect(run.output.stderr).toBe(
      'Assertion failed: a == b, file t.c, line 12\nAssertion failed: c, file u.c, line 1\n',
    );
  });

  it('signal sets a handler that raise calls once; the default ends the program', () => {
    const run = program(arch);
    const seen: unknown[] = [];
    const handler = run.function((number) => seen.push(number));
    expect(run.call('signal', 15, handler)).toBe(0);
    expect(run.call('raise', 15)).toBe(0);
    expect(seen).toEqual([15]);
    expect(run.exitCode(() => run.call('raise', 15))).toBe(3);
    run.call('signal', 2, 1);
    expect(run.call('raise', 2)).toBe(0);
    run.call('signal', 22, handler);
    expect(run.exitCode(() => run.call('abort'))).toBe(3);
    expect(seen).toEqual([15, 22]);
    expect(run.call('signal', 99, handler)).toBe(arch === 'x64' ? -1 : 0xffff_ffff);
    expect(run.errno()).toBe(EINVAL);
  });

  it('getenv knows nothing, and system and files are not modelled', () => {
    const run = program(arch);
    expect(run.call('getenv', run.ansi('PATH'))).toBe(0);
    const [length, buffer] = [run.buffer(8), run.ansi('old')];
    run.memory.fill(length, 8, 0xff);
    expect(run.call('getenv_s', length, buffer, run.size(4), run.ansi('PATH'))).toBe(0);
    expect([run.memory.readPointer(length), run.text(buffer)]).toEqual([0, '']);
    expect(() => run.call('system', run.ansi('dir'))).toThrow('not modelled: system');
    expect(() => run.call('fopen', run.ansi('a'), run.ansi('r'))).toThrow('not modelled: fopen');
  });
});

describe.each(architectures)('streams, %s', (arch) => {
  const streams = (run: ReturnType<typeof program>) =>
    [0, 1, 2].map((index) => run.number('__acrt_iob_func', index));

  it('puts, putchar, fputs, fwrite and their wide forms', () => {
    const run = program(arch);
    const [, out = 0, error = 0] = streams(run);
    run.call('puts', run.ansi('line'));
    expect(run.call('putchar', 0x141)).toBe(0x41);
    run.call('fputs', run.ansi('err'), error);
    expect(Number(run.call('fwrite', run.ansi('abcdef'), run.size(2), run.size(3), out))).toBe(3);
    run.call('fputws', run.wide('w'), out);
    run.call('_putws', run.wide('x'));
    expect(run.call('putwchar', 0x4e2d)).toBe(0xffff);
    expect(run.output).toEqual({ stdout: 'line\nAabcdefwx\n', stderr: 'err' });
    expect(run.call('fputc', 0x41, streams(run)[0] ?? 0)).toBe(EOF);
    expect(run.call('ferror', streams(run)[0] ?? 0)).toBe(1);
  });

  it('perror and strerror', () => {
    const run = program(arch);
    run.call('_set_errno', 22);
    run.call('perror', run.ansi('call'));
    expect(run.output.stderr).toBe('call: Invalid argument\n');
    expect(run.text(run.number('strerror', 2))).toBe('No such file or directory');
    expect(run.text(run.number('strerror', 9999))).toBe('Unknown error');
    const buffer = run.buffer(4);
    run.call('strerror_s', buffer, run.size(4), 22);
    expect(run.text(buffer)).toBe('Inv');
  });

  it('reads lines and characters of standard input', () => {
    const run = program(arch);
    const [input = 0] = streams(run);
    run.input.push('one\r\n', 'two\n', 'last');
    const buffer = run.buffer(8);
    expect(run.call('fgets', buffer, 8, input)).toBe(buffer);
    expect(run.text(buffer)).toBe('one\n');
    expect(run.call('fgets', buffer, 3, input)).toBe(buffer);
    expect(run.text(buffer)).toBe('tw');
    expect(run.call('getchar')).toBe(0x6f);
    expect(run.call('ungetc', 0x78, input)).toBe(0x78);
    expect(run.call('gets_s', buffer, run.size(8))).toBe(buffer);
    expect(run.text(buffer)).toBe('x');
    expect(run.call('feof', input)).toBe(0);
    expect(Number(run.call('fread', buffer, run.size(1), run.size(8), input))).toBe(4);
    expect(run.call('feof', input)).toBe(1);
    expect([run.call('getchar'), run.call('fgets', buffer, 8, input)]).toEqual([EOF, 0]);
  });

  it('scanf takes what it needs of standard input', () => {
    const run = program(arch);
    run.input.push('12 3.5 word\n', 'x\n');
    const [whole, real, text] = [run.buffer(4), run.buffer(8), run.buffer(16)];
    const slots = run.slots(pointer(whole), pointer(real), pointer(text));
    expect(run.call('scanf', run.ansi('%d %lf %s'), slots)).toBe(3);
    expect(run.memory.readInt32(whole)).toBe(12);
    expect(run.memory.readFloat64(real)).toBe(3.5);
    expect(run.text(text)).toBe('word');
    expect(run.call('getchar')).toBe(0x0a);
    expect(run.call('scanf', run.ansi('%d'), slots)).toBe(0);
    expect(run.call('scanf', run.ansi('%s'), run.slots(pointer(text)))).toBe(1);
    expect(run.call('scanf', run.ansi('%d'), slots)).toBe(EOF);
  });

  it('sscanf_s takes the size of text, and empties what is too small', () => {
    const run = program(arch);
    const text = run.buffer(4);
    expect(run.call('sscanf_s', run.ansi('abc'), run.ansi('%s'), run.slots(pointer(text), 4))).toBe(1);
    expect(run.text(text)).toBe('abc');
    expect(run.call('sscanf_s', run.ansi('abcd'), run.ansi('%s'), run.slots(pointer(text), 4))).toBe(0);
    expect(run.text(text)).toBe('');
    expect(run.call('sscanf', run.ansi('ab'), run.ansi('%3c'), run.slots(pointer(text)))).toBe(0);
    const wide = run.buffer(16);
    expect(
      run.call('swscanf', run.wide('w 7'), run.wide('%s %S'), run.slots(pointer(wide), pointer(text))),
    ).toBe(2);
    expect([run.wideText(wide), run.text(text)]).toEqual(['w', '7']);
    const big = run.buffer(8);
    run.call('sscanf', run.ansi('-1 ff'), run.ansi('%lld %p'), run.slots(pointer(big), pointer(wide)));
    expect(run.memory.readBigInt64(big)).toBe(-1n);
    expect(run.memory.readPointer(wide)).toBe(0xff);
  });

  it('a FILE that is none is refused, and one of garbage faults', () => {
    const run = program(arch);
    run.call(
      '_set_invalid_parameter_handler',
      run.function(() => 0),
    );
    expect(run.call('fputc', 1, 0)).toBe(EOF);
    expect(run.call('_fileno', run.buffer(8))).toBe(-1);
    expect(run.call('fputc', 1, run.buffer(8))).toBe(EOF);
    expect(run.outcome(() => run.call('fputc', 1, 0x10))).toMatchObject({ kind: 'raised' });
    expect(run.call('_fileno', streams(run)[2] ?? 0)).toBe(2);
    expect(run.call('fprintf', run.buffer(8), run.ansi('%f'), run.slots(double(1)))).toBe(-1);
  });
});

describe.each(architectures)('time, %s', (arch) => {
  it('is that of the machine', () => {
    const run = program(arch);
    const at = run.buffer(8);
    expect(run.call('_time64', at)).toBe(1_609_459_200n);
    expect(run.memory.readBigInt64(at)).toBe(1_609_459_200n);
    expect(run.call('_time32', 0)).toBe(1_609_459_200);
    expect(run.call('clock')).toBe(0);
    expect(run.call('difftime', 10n, 4n)).toBe(6);
  });

  it.each([
    [0n, [0, 0, 0, 1, 0, 70, 4, 0, 0]],
    [951_868_799n, [59, 59, 23, 29, 1, 100, 2, 59, 0]],
    [1_609_459_199n, [59, 59, 23, 31, 11, 120, 4, 365, 0]],
    [4_107_542_400n, [0, 0, 0, 1, 2, 200, 1, 59, 0]],
  ])('gmtime of %s, and mktime of that', (seconds, parts) => {
    const run = program(arch);
    const at = run.buffer(8);
    run.memory.writeBigInt64(at, seconds);
    const broken = run.number('gmtime', at);
    expect(parts.map((_, index) => run.memory.readInt32(broken + 4 * index))).toEqual(parts);
    const copy = run.buffer(36);
    expect(run.call('localtime_s', copy, at)).toBe(0);
    run.memory.writeInt32(copy + 4 * 6, -99);
    expect(run.call('mktime', copy)).toBe(seconds);
    expect(run.memory.readInt32(copy + 4 * 6)).toBe(parts[6]);
    // The same in seconds that lie far beyond a minute.
    run.memory.writeInt32(copy, run.memory.readInt32(copy) + 86_400);
    run.memory.writeInt32(copy + 4 * 3, run.memory.readInt32(copy + 4 * 3) - 1);
    expect(run.call('mktime', copy)).toBe(seconds);
  });

  it('ctime and asctime', () => {
    const run = program(arch);
    const at = run.buffer(8);
    run.memory.writeBigInt64(at, 1_609_459_199n);
    expect(run.text(run.number('ctime', at))).toBe('Thu Dec 31 23:59:59 2020\n');
    expect(run.wideText(run.number('_wasctime', run.number('gmtime', at)))).toBe(
      'Thu Dec 31 23:59:59 2020\n',
    );
  });

  it('strftime gives 0 for what does not fit and for a letter that there is not', () => {
    const run = program(arch);
    const [at, buffer] = [run.buffer(8), run.buffer(8)];
    const time = run.number('gmtime', at);
    expect(Number(run.call('strftime', buffer, run.size(8), run.ansi('%H:%M%%'), time))).toBe(6);
    expect(run.text(buffer)).toBe('00:00%');
    expect(Number(run.call('strftime', buffer, run.size(5), run.ansi('%H:%M'), time))).toBe(0);
    expect(run.errno()).toBe(ERANGE);
    run.call(
      '_set_invalid_parameter_handler',
      run.function(() => 0),
    );
    expect(Number(run.call('strftime', buffer, run.size(8), run.ansi('%Q'), time))).toBe(0);
    expect(run.errno()).toBe(EINVAL);
  });

  it('gmtime has no time before 1970', () => {
    const run = program(arch);
    const at = run.buffer(8);
    run.memory.writeBigInt64(at, -1n);
    expect(run.call('gmtime', at)).toBe(0);
  });
});

describe.each(architectures)('8-bit and 16-bit characters, %s', (arch) => {
  const EILSEQ = 42;

  it('mbstowcs and wcstombs', () => {
    const run = program(arch);
    const buffer = run.buffer(16);
    expect(Number(run.call('mbstowcs', buffer, run.ansi('a\xe9'), run.size(8)))).toBe(2);
    expect(run.wideText(buffer)).toBe('a\xe9');
    expect(Number(run.call('mbstowcs', 0, run.ansi('four'), run.size(0)))).toBe(4);
    expect(Number(run.call('wcstombs', buffer, run.wide('abc'), run.size(2)))).toBe(2);
    expect(run.memory.readUint8(buffer + 2)).toBe(0xe9);
    expect(run.call('wcstombs', buffer, run.wide('a\u4e2d'), run.size(8))).toBe(run.size(-1));
    expect(run.errno()).toBe(EILSEQ);
  });

  it('those with the size of their target', () => {
    const run = program(arch);
    const [buffer, length] = [run.buffer(8), run.buffer(8)];
    run.call(
      '_set_invalid_parameter_handler',
      run.function(() => 0),
    );
    const convert = (text: string, size: number, count: number) => [
      run.call('wcstombs_s', length, buffer, run.size(size), run.wide(text), run.size(count)),
      run.memory.readPointer(length),
      run.text(buffer),
    ];
    expect(convert('abc', 8, 8)).toEqual([0, 4, 'abc']);
    expect(convert('abcdef', 8, 2)).toEqual([0, 3, 'ab']);
    expect(convert('abcdef', 4, -1)).toEqual([80, 4, 'abc']);
    expect(convert('abcdef', 4, 6)).toEqual([ERANGE, 0, '']);
    expect(convert('\u4e2d', 4, 6)).toEqual([EILSEQ, 0, '']);
    expect(run.call('mbstowcs_s', length, 0, run.size(0), run.ansi('abc'), run.size(0))).toBe(0);
    expect(run.memory.readPointer(length)).toBe(4);
  });

  it('mbtowc, wctomb, mblen, btowc, wctob and setlocale', () => {
    const run = program(arch);
    const buffer = run.buffer(4);
    expect(run.call('mbtowc', buffer, run.ansi('x'), run.size(1))).toBe(1);
    expect(run.wideText(buffer)).toBe('x');
    expect([
      run.call('mblen', run.ansi(''), run.size(1)),
      run.call('mblen', run.ansi('x'), run.size(0)),
    ]).toEqual([0, -1]);
    expect([run.call('wctomb', buffer, 0x41), run.call('wctomb', buffer, 0x4e2d)]).toEqual([1, -1]);
    expect([run.call('btowc', -1), run.call('btowc', 0xe9)]).toEqual([0xffff, 0xe9]);
    expect([run.call('wctob', 0x100), run.call('wctob', 0x41)]).toEqual([EOF, 0x41]);
    expect(run.text(run.number('setlocale', 0, 0))).toBe('C');
    expect(run.text(run.number('setlocale', 0, run.ansi('')))).toBe('C');
    expect(run.call('setlocale', 0, run.ansi('de-DE'))).toBe(0);
    expect(run.wideText(run.number('_wsetlocale', 0, run.wide('C')))).toBe('C');
  });
});
