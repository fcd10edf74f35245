import { describe, expect, it } from 'vitest';
import { Pointer, program } from '../c/runtime/program.ts';
import { literal, runWithGcc, seeded } from './gcc.ts';

/** One comparison: a C statement that prints a line, and what we make of the same. */
interface Case {
  readonly c: string;
  readonly ours: () => string;
}

const DECLARATIONS = `
  #define _GNU_SOURCE
  #include <stdio.h>
  #include <stdlib.h>
  #include <string.h>
  #include <strings.h>
  #include <ctype.h>
  #include <errno.h>
  #include <limits.h>
  #include <math.h>
  #include <time.h>
  static int sign(int x) { return (x > 0) - (x < 0); }
  static void hex(const char *p, int n) { for (int i = 0; i < n; i++) printf("%02x", p[i] & 255); }
  static double D(unsigned long long bits) { double d; memcpy(&d, &bits, 8); return d; }
  static unsigned long long B(double d) { unsigned long long b; memcpy(&b, &d, 8); return d != d ? 0x7ff8000000000000ull : b; }
`;

/** Runs all statements in one program and compares line by line. */
function compare(cases: readonly Case[]): void {
  const functions: string[] = [];
  for (let at = 0; at < cases.length; at += 300) {
    const body = cases.slice(at, at + 300).map(({ c }) => `{ ${c} puts(""); }`);
    functions.push(`void f${functions.length}(void) {\n${body.join('\n')}\n}`);
  }
  const calls = functions.map((_, index) => `f${index}();`).join(' ');
  const text = runWithGcc(`${DECLARATIONS}\n${functions.join('\n')}\nint main(void) { ${calls} return 0; }`, [
    '-fno-builtin',
  ]);
  const theirs = text.split('\n');
  expect(theirs.length).toBe(cases.length + 1);
  const different = cases.flatMap(({ c, ours }, index) => {
    const got = ours();
    return got === theirs[index] ? [] : [{ c, got, want: theirs[index] }];
  });
  expect(different.slice(0, 10)).toEqual([]);
}

const random = seeded(11);
const pick = <T>(list: readonly T[]): T => list[random() % list.length]!;
const run = program('x64');
const SIZE = 80;
const [first, second] = [run.buffer(SIZE), run.buffer(SIZE)];

/** A short text of few characters, so that much of it is equal. */
const shortText = (most = 10): string =>
  Array.from({ length: random() % most }, () => pick(['a', 'b', 'c', 'B', ' ', '\xe9'])).join('');
const place = (address: number, text: string): void => {
  run.memory.fill(address, SIZE, 0);
  run.memory.writeAnsiString(address, text);
};
const hex = (address: number): string =>
  Array.from(run.memory.readBytes(address, SIZE), (byte) => byte.toString(16).padStart(2, '0')).join('');
const offset = (address: number | bigint): string =>
  Number(address) === 0 ? '-1' : String(Number(address) - first);

/** A call on two strings in buffers of their own; the C text names them a and b. */
function onStrings(
  name: string,
  result: 'sign' | 'size' | 'offset',
  extra: readonly number[] = [],
  theirName = name,
): Case {
  const [left, right] = [shortText(), shortText(6)];
  const args = [
    'a',
    ...(['strchr', 'strrchr', 'memchr', 'memset', 'strlen', 'strnlen'].includes(name) ? [] : ['b']),
  ];
  const call = `${theirName}(${[...args, ...extra].join(', ')})`;
  const shows = {
    sign: `printf("%d ", sign(${call}));`,
    size: `printf("%d ", (int)${call});`,
    offset: `{ char *r = (char *)${call}; printf("%d ", r ? (int)(r - a) : -1); }`,
  };
  return {
    c: `char a[${SIZE}] = ${literal(left)}, b[${SIZE}] = ${literal(right)}; ${shows[result]} hex(a, ${SIZE});`,
    ours: () => {
      place(first, left);
      place(second, right);
      const numbers = extra.map((value, index) =>
        index === extra.length - 1 && !['strchr', 'strrchr'].includes(name) ? run.size(value) : value,
      );
      const value = run.call(name, first, ...(args.length > 1 ? [second] : []), ...numbers);
      const text =
        result === 'offset' ? offset(value) : String(result === 'sign' ? Math.sign(Number(value)) : value);
      return `${text} ${hex(first)}`;
    },
  };
}

const character = () => pick([0x61, 0x62, 0x42, 0x20, 0, -23]);

describe('the C library does what that of gcc does', () => {
  it('string.h', () => {
    const cases = Array.from({ length: 150 }, () => [
      onStrings('strlen', 'size'),
      onStrings('strnlen', 'size', [random() % 8]),
      onStrings('strcmp', 'sign'),
      onStrings('strncmp', 'sign', [random() % 6]),
      onStrings('_stricmp', 'sign', [], 'strcasecmp'),
      onStrings('_strnicmp', 'sign', [random() % 6], 'strncasecmp'),
      onStrings('memcmp', 'sign', [random() % 12]),
      onStrings('strcpy', 'offset'),
      onStrings('strncpy', 'offset', [random() % 12]),
      onStrings('strcat', 'offset'),
      onStrings('strncat', 'offset', [random() % 6]),
      onStrings('memcpy', 'offset', [random() % 12]),
      onStrings('memmove', 'offset', [random() % 12]),
      onStrings('_memccpy', 'offset', [character(), random() % 12], 'memccpy'),
      onStrings('memset', 'offset', [character(), random() % 12]),
      onStrings('memchr', 'offset', [character(), random() % 12]),
      onStrings('strchr', 'offset', [character()]),
      onStrings('strrchr', 'offset', [character()]),
      onStrings('strstr', 'offset'),
      onStrings('strspn', 'size'),
      onStrings('strcspn', 'size'),
      onStrings('strpbrk', 'offset'),
    ]).flat();
    compare(cases);
  });

  it('strtok', () => {
    const cases = Array.from({ length: 200 }, (): Case => {
      const [text, set] = [shortText(20), pick(['a', ' b', 'abc', 'xyz', ''])];
      return {
        c: `char a[${SIZE}] = ${literal(text)}; for (char *t = strtok(a, ${literal(set)}); t; t = strtok(0, ${literal(set)})) printf("%d:%s,", (int)(t - a), t); hex(a, ${SIZE});`,
        ours: () => {
          place(first, text);
          place(second, set);
          let tokens = '';
          for (let at = run.number('strtok', first, second); at !== 0; at = run.number('strtok', 0, second))
            tokens += `${at - first}:${run.text(at)},`;
          return tokens + hex(first);
        },
      };
    });
    compare(cases);
  });

  it('ctype.h', () => {
    const names = [
      'alpha',
      'upper',
      'lower',
      'digit',
      'xdigit',
      'alnum',
      'space',
      'blank',
      'punct',
      'cntrl',
      'print',
      'graph',
    ];
    const cases = Array.from({ length: 257 }, (_, index) => index - 1).map(
      (code): Case => ({
        c: `${names.map((name) => `printf("%d", !!is${name}(${code}));`).join('')} printf(" %d %d", toupper(${code}), tolower(${code}));`,
        ours: () =>
          `${names.map((name) => (run.call(`is${name}`, code) === 0 ? 0 : 1)).join('')} ${run.call('toupper', code)} ${run.call('tolower', code)}`,
      }),
    );
    compare(cases);
  });

  it('strtol and its kin', () => {
    const digits = () =>
      Array.from({ length: random() % 24 }, () => pick(['0', '1', '7', '9', 'a', 'F', 'z', ''])).join('');
    const texts = Array.from(
      { length: 600 },
      () =>
        pick(['', ' ', '\t\n ']) + pick(['', '+', '-', '--']) + pick(['', '0', '0x', '0X', '0xg']) + digits(),
    );
    texts.push(
      '2147483647',
      '2147483648',
      '-2147483648',
      '-2147483649',
      '4294967295',
      '4294967296',
      '-4294967295',
    );
    texts.push(
      '9223372036854775807',
      '9223372036854775808',
      '-9223372036854775808',
      '18446744073709551616',
      '-1',
    );
    const cases = texts.flatMap((text) => {
      const base = pick([0, 0, 10, 16, 8, 2, 36]);
      return (
        [
          ['strtoll', '%lld'],
          ['strtoull', '%llu'],
          ['_strtoi64', '%lld'],
          ['_strtoui64', '%llu'],
        ] as const
      ).map(([name, format]): Case => {
        const theirs = name.startsWith('_') ? (name === '_strtoi64' ? 'strtoll' : 'strtoull') : name;
        return {
          c: `char *e, *s = ${literal(text)}; errno = 0; printf("${format} ", ${theirs}(s, &e, ${base})); printf("%d %d", (int)(e - s), errno == ERANGE);`,
          ours: () => {
            place(first, text);
            run.call('_set_errno', 0);
            const value = run.call(name, first, second, base);
            const end = run.memory.readPointer(second) - first;
            return `${value} ${end} ${run.errno() === 34 ? 1 : 0}`;
          },
        };
      });
    });
    // gcc's long has 64 bits; int has 32, as our long does.
    const short = texts.map(
      (text): Case => ({
        c: `long long v = strtoll(${literal(text)}, 0, 10); printf("%d", v > INT_MAX ? INT_MAX : v < INT_MIN ? INT_MIN : (int)v);`,
        ours: () => {
          place(first, text);
          return `${run.call(pick(['atoi', 'atol']), first)}`;
        },
      }),
    );
    compare([...cases, ...short]);
  });

  it('strtod and atof', () => {
    const number = () => {
      const digits = (most: number) =>
        Array.from({ length: random() % most }, () => String(random() % 10)).join('');
      const whole = digits(pick([3, 20, 30]));
      const fraction = pick(['', '.', `.${digits(25)}`]);
      const exponent = pick(['', '', 'e', 'e+', `e${random() % 320}`, `E-${random() % 345}`]);
      return whole + fraction + exponent;
    };
    const hexadecimal = () =>
      `0x${random().toString(16)}${pick(['', '.', `.${random().toString(16)}${random().toString(16)}`])}${pick(['', 'p', `p${random() % 1030}`, `p-${random() % 1100}`])}`;
    const texts = Array.from(
      { length: 2500 },
      () => pick(['', ' ', '-', '+']) + pick([number, number, hexadecimal])(),
    );
    texts.push(
      'inf',
      '-infinity',
      'INFx',
      '.',
      '+.',
      'e5',
      '0x',
      '0x.',
      '0x.p3',
      '1e',
      '1e+',
      '0x1p',
      '0x1.8p-1075',
    );
    texts.push(
      '2.2250738585072011e-308',
      '4.9406564584124654e-324',
      '2.4703282292062327e-324',
      '2.4703282292062328e-324',
    );
    texts.push(
      '1.7976931348623158e308',
      '1.7976931348623159e308',
      '9007199254740993',
      '0x1.fffffffffffff8p1023',
      '0e999',
      '1e999999999999',
    );
    const cases = texts.map(
      (text): Case => ({
        c: `char *e, *s = ${literal(text)}; printf("%016llx ", B(strtod(s, &e))); printf("%d", (int)(e - s));`,
        ours: () => {
          run.memory.fill(first, SIZE, 0);
          run.memory.writeAnsiString(first, text);
          const value = run.number('strtod', first, second);
          return `${bitsText(value)} ${run.memory.readPointer(second) - first}`;
        },
      }),
    );
    compare(cases);
  });

  it('gmtime and strftime', () => {
    const letters = Array.from('aAbBcCdDeFgGhHIjmMnprRStTuUVwWxXyYz%', (letter) => `%${letter}`).join('|');
    const seconds = Array.from({ length: 400 }, () => Math.floor((random() / 2 ** 32) * 32_535_215_999));
    // The days around new year, where weeks change their year.
    for (let year = 0; year < 60; year++)
      for (const day of [-3, -2, -1, 0, 1, 2, 3])
        seconds.push(Math.max(0, Math.floor(year * 365.2425 + day) * 86_400));
    const format = run.ansi(letters);
    const [time, text] = [run.buffer(8), run.buffer(400)];
    compare(
      seconds.map(
        (second): Case => ({
          c: `time_t t = ${second}ll; char a[400]; strftime(a, 400, ${literal(letters)}, gmtime(&t)); for (char *p = a; *p; p++) if (*p == 10) *p = 95; printf("%s", a);`,
          ours: () => {
            run.memory.writeBigInt64(time, BigInt(second));
            run.call('strftime', text, run.size(400), format, run.call('gmtime', time));
            return run.text(text).replaceAll('\n', '_');
          },
        }),
      ),
    );
  });

  it('sscanf', () => {
    const formats = [
      '%d',
      '%i',
      '%x',
      '%u',
      '%2d',
      '%*d%d',
      '%o',
      '%d,%d',
      ' %d %d',
      '%d%%%d',
      '%n%d',
      '%hhd',
      '%hd',
    ];
    const inputs = () =>
      Array.from({ length: 1 + (random() % 8) }, () =>
        pick(['1', '-', '0x', '7', '9f', ' ', ',', '%', '017', '', 'zz', '\n']),
      ).join('');
    const cases = Array.from({ length: 600 }, (): Case => {
      const [format, input] = [pick(formats), inputs()];
      return {
        c: `int v[3] = { -7, -7, -7 }; int n = sscanf(${literal(input)}, ${literal(format)}, v, v + 1, v + 2); printf("%d %d %d %d", n, v[0], v[1], v[2]);`,
        ours: () => {
          place(first, input);
          run.memory.fill(second, SIZE, 0);
          for (const at of [0, 4, 8]) run.memory.writeInt32(second + at, -7);
          const slots = run.slots(...[0, 4, 8].map((at) => new Pointer(second + at)));
          const count = run.call('sscanf', first, run.ansi(format), slots);
          return [count, ...[0, 4, 8].map((at) => run.memory.readInt32(second + at))].join(' ');
        },
      };
    });
    const texts = ['%s', '%3s', '%[abc]', '%[^,]', '%[]x]', '%[a-c]', '%c', '%*s%s', 'x%s', '%[^\n]'];
    const words = Array.from({ length: 400 }, (): Case => {
      const format = pick(texts);
      const input = Array.from({ length: random() % 9 }, () =>
        pick(['a', 'b', 'c', 'x', ']', ',', ' ', '-', '\n']),
      ).join('');
      return {
        c: `char a[${SIZE}] = { 0 }; int n = sscanf(${literal(input)}, ${literal(format)}, a); printf("%d ", n); hex(a, ${SIZE});`,
        ours: () => {
          place(second, input);
          run.memory.fill(first, SIZE, 0);
          const count = run.call('sscanf', second, run.ansi(format), run.slots(new Pointer(first)));
          return `${count} ${hex(first)}`;
        },
      };
    });
    compare([...cases, ...words]);
  });
});

const view = new DataView(new ArrayBuffer(8));
function bitsText(value: number): string {
  view.setFloat64(0, Number.isNaN(value) ? Number.NaN : value);
  return Number.isNaN(value) ? '7ff8000000000000' : view.getBigUint64(0).toString(16).padStart(16, '0');
}
