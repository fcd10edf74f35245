/**
 * Random C programs that print what they computed. Everything in them is defined by C, or by gcc's switches that say
 * what processors do; MSVC and gcc agree on all of it. So no `long`, no bit-field wider than an int, no value that is
 * changed and used between two sequence points, no division that traps.
 */
import { seeded } from './gcc.ts';

const TYPES = [
  'char',
  'signed char',
  'unsigned char',
  'short',
  'unsigned short',
  'int',
  'unsigned',
  'long long',
  'unsigned long long',
  '_Bool',
];
const CONSTANTS = [
  '0x7fffffff',
  '0x80000000u',
  '-1',
  '0xffffffffffffffffull',
  "'a'",
  '5LL',
  '1u',
  'E1',
  '(-2147483647 - 1)',
  '127',
  '255',
  '65535',
];
/** Statements in each other at most. */
const NESTING = 4;

/** One program in the making. */
class RandomProgram {
  readonly #next: () => number;
  readonly #globals: string[] = [];
  readonly #arrays: string[] = [];
  #locals: string[] = [];
  #pointers: string[] = [];
  #depth = 0;
  #loops = 0;
  #callable = 0;
  #names = 0;

  constructor(seed: number) {
    this.#next = seeded(seed * 7919 + 13);
  }

  #below(limit: number): number {
    return this.#next() % limit;
  }

  #pick<T>(list: readonly T[]): T {
    return list[this.#below(list.length)]!;
  }

  /** True once in so many times. */
  #once(of: number): boolean {
    return this.#below(of) === 0;
  }

  #list(most: number, make: (index: number) => string, least = 1): string[] {
    return Array.from({ length: least + this.#below(most) }, (_, index) => make(index));
  }

  #type(): string {
    return this.#pick(TYPES);
  }

  #name(): string {
    return `n${this.#names++}`;
  }

  text(): string {
    const parts = ['#include <stdio.h>', ...this.#types(), ...this.#objects()];
    for (this.#callable = 0; this.#callable < 4; this.#callable++) parts.push(this.#function());
    parts.push('struct in made(int a) { struct in t = { a, a, a, { a } }; t.z++; return t; }', this.#main());
    return parts.join('\n');
  }

  #types(): string[] {
    const type = () => this.#type();
    return [
      `struct in { ${type()} x; unsigned y : ${1 + this.#below(20)}; int z : ${1 + this.#below(20)}; ${type()} w[4]; };`,
      `union un { ${type()} a; struct in b; ${type()} c[3]; };`,
      `struct out { ${type()} h; struct in i, j[2]; union un u; struct out *next; unsigned long long big; int p; };`,
      `enum en { E0, E1 = ${this.#below(100)}, E2 };`,
    ];
  }

  #objects(): string[] {
    const lines: string[] = [];
    for (let index = 0; index < 8; index++) {
      this.#globals.push(`g${index}`);
      const words = `${this.#once(3) ? 'static ' : ''}${this.#once(4) ? 'volatile ' : ''}${this.#type()}`;
      lines.push(`${words} g${index} = ${this.#once(2) ? '-' : ''}${this.#below(1000)};`);
    }
    for (let index = 0; index < 4; index++) {
      this.#arrays.push(`a${index}`);
      lines.push(
        `${this.#type()} a${index}[8] = { ${this.#list(8, () => String(this.#below(300))).join(', ')} };`,
      );
    }
    return [
      ...lines,
      'struct out s0 = { 1, { 2, 3, 4, { 5 } }, .p = 9 }, s1, sa[4], *sp = &s0;',
      'int m2[3][4] = { { 1, 2 }, { 3 } };',
      `double d0 = 1.5, d1 = ${this.#below(100)}.25; float d2 = 2.5f;`,
    ];
  }

  /** An index that needs no nesting. */
  #index(): string {
    if (this.#once(3)) return String(this.#below(8));
    if (this.#once(3) || this.#locals.length === 0)
      return `(${this.#pick(this.#globals)} + ${this.#below(5)})`;
    return this.#pick(this.#locals);
  }

  /** Something that can be stored to. */
  #place(): string {
    const record = this.#pick(['s0', 's1', `sa[${this.#index()} & 3]`, '(*sp)']);
    switch (this.#below(13)) {
      case 0:
        return `${this.#pick(this.#arrays)}[${this.#index()} & 7]`;
      case 1:
        return `(*(${this.#pick(this.#arrays)} + (${this.#index()} & 7)))`;
      case 2:
        return `${record}.${this.#pick(['h', 'big', 'p'])}`;
      case 3:
        return `${record}.i.${this.#pick(['x', 'y', 'z'])}`;
      case 4:
        return `${record}.j[${this.#index()} & 1].${this.#pick(['x', 'y', 'z', `w[${this.#index()} & 3]`])}`;
      case 5:
        return `sp->${this.#pick(['p', 'big', 'h', 'i.z', 'u.b.y'])}`;
      case 6:
        return `m2[(unsigned)(${this.#index()}) % 3][${this.#index()} & 3]`;
      case 7:
        return this.#pointers.length > 0 ? `(*${this.#pick(this.#pointers)})` : this.#pick(this.#globals);
      case 8:
      case 9:
        return this.#pick(this.#globals);
      default:
        return this.#pick(this.#locals.length > 0 ? this.#locals : this.#globals);
    }
  }

  #leaf(): string {
    if (this.#once(5)) return String(this.#below(1000));
    return this.#once(4) ? this.#pick(CONSTANTS) : this.#place();
  }

  #expression(depth: number): string {
    if (depth <= 0 || this.#once(5)) return this.#leaf();
    const inner = () => this.#expression(depth - 1);
    switch (this.#below(14)) {
      case 0:
        return `(${this.#type()})(${inner()})`;
      case 1:
        return `((${inner()}) ${this.#pick(['/', '%'])} (((${inner()}) & 15) + 1))`;
      case 2:
        return `((${inner()}) ${this.#pick(['<<', '>>'])} ((${inner()}) & 7))`;
      case 3:
        return `((${inner()}) ? (${inner()}) : (${inner()}))`;
      case 4:
      case 5:
        return `((${inner()}) ${this.#pick(['<', '>', '<=', '>=', '==', '!=', '&&', '||'])} (${inner()}))`;
      case 6:
        return `(${this.#pick(['-', '~', '!', '+'])}(${inner()}))`;
      case 7:
        return `(int)sizeof(+(${inner()}))`;
      case 8:
        // Not a constant on the left: gcc 12 fails inside itself on `(_Bool)((1, 2))`.
        return `(${this.#place()}, ${inner()})`;
      case 9:
        return `((long long)(d0 * 4) + (${inner()}))`;
      default:
        return `((${inner()}) ${this.#pick(['+', '-', '*', '&', '|', '^'])} (${inner()}))`;
    }
  }

  #statement(): string {
    this.#depth++;
    const text = this.#depth > NESTING ? this.#simple() : this.#once(2) ? this.#simple() : this.#compound();
    this.#depth--;
    return text;
  }

  #simple(): string {
    const value = () => this.#expression(2);
    switch (this.#below(11)) {
      case 0:
        return `${this.#place()} ${this.#pick(['+=', '-=', '*=', '&=', '|=', '^='])} ${value()};`;
      case 1:
        return `${this.#place()}${this.#pick(['++', '--'])};`;
      case 2:
        return `${this.#place()} ${this.#pick(['<<=', '>>='])} ((${value()}) & 7);`;
      case 3:
        return `s1 = ${this.#pick(['s0', '*sp', 'sa[1]', 'sa[2]'])};`;
      case 4:
        return `sp = &${this.#pick(['s0', 's1', 'sa[3]', 'sa[1]'])};`;
      case 5:
        return `d0 = d1 * 0.5 + (int)(${value()}) % 1000; d2 = (float)d0; d1 = d2 > 3 ? d2 : 7.25;`;
      case 6:
        return `sa[2].i = ${this.#pick(['s0.i', 's0.j[1]', 's1.u.b'])};`;
      case 7:
        return `(${value()}) ? (${this.#place()} = ${value()}) : (${this.#place()} = ${value()});`;
      default:
        return `${this.#place()} = ${this.#expression(3)};`;
    }
  }

  #compound(): string {
    const value = () => this.#expression(2);
    switch (this.#below(9)) {
      case 0:
      case 1:
        return `if (${value()}) ${this.#block()}${this.#once(2) ? ` else ${this.#block()}` : ''}`;
      case 2: {
        const name = this.#name();
        return `{ int ${name}; for (${name} = 0; ${name} < ${1 + this.#below(6)}; ${name}++) ${this.#body()} }`;
      }
      case 3: {
        const [name, type] = [this.#name(), this.#pick(TYPES.slice(0, -1))];
        return `{ ${type} ${name} = ${this.#below(6)}; do ${this.#body()} while (${name}-- > 0 && (${value()})); }`;
      }
      case 4: {
        this.#loops++;
        const cases = this.#list(
          4,
          (index) =>
            `case ${index * 3 + this.#below(3)}: ${this.#statement()} ${this.#once(2) ? 'break;' : ''}`,
        );
        const other = this.#once(2) ? `default: ${this.#statement()}` : '';
        this.#loops--;
        return `switch (${value()}) { ${cases.join(' ')} ${other} }`;
      }
      case 5:
        return this.#loops > 0 ? `if (${value()}) break;` : this.#simple();
      case 6: {
        if (this.#callable === 0) return this.#simple();
        const called = `f${this.#below(this.#callable)}(${value()}, ${value()}, sp)`;
        return `{ long long r = ${called}; ${this.#place()} = r; }`;
      }
      case 7: {
        const label = this.#name();
        return `{ if (${value()}) goto ${label}; ${this.#statement()} ${label}: ${this.#statement()} }`;
      }
      default:
        return `{ struct out t = sa[${this.#below(4)}]; static ${this.#type()} c = 3; t.p = ++c; sa[${this.#below(4)}] = t; }`;
    }
  }

  #block(): string {
    return `{ ${this.#list(3, () => this.#statement()).join(' ')} }`;
  }

  /** The body of a loop: `break` may stand in it. */
  #body(): string {
    this.#loops++;
    const text = this.#block();
    this.#loops--;
    return text;
  }

  #function(): string {
    this.#locals = ['p', 'q'];
    this.#pointers = [];
    const lines: string[] = [];
    for (let index = 0; index < 4; index++) {
      const [type, value] = [this.#type(), this.#expression(2)];
      lines.push(`${type} v${index} = ${value};`);
      this.#locals.push(`v${index}`);
      if (this.#once(2)) continue;
      lines.push(`${type} *w${index} = &v${index};`);
      this.#pointers.push(`w${index}`);
    }
    lines.push(...this.#list(5, () => this.#statement(), 4), `return ${this.#expression(2)};`);
    const head = `${this.#type()} f${this.#callable}(${this.#type()} p, ${this.#type()} q, struct out *o)`;
    return `${head} {\n${lines.map((line) => `  ${line}\n`).join('')}}`;
  }

  #main(): string {
    const wide = (place: string) => `(unsigned long long)${place}`;
    const records = ['s0', 's1', 'sa[0]', 'sa[1]', 'sa[2]', 'sa[3]', '(*sp)'];
    return `int main(void) {
  int i, j;
  for (i = 0; i < 3; i++) {
    long long r = f3(i, g2, sp); g1 += r; r = f2(g4, i, &s1); g3 ^= r;
    sa[i].i = made(i); g5 += made(i + 1).y;
  }
${this.#globals.map((name) => `  printf("${name} %llx\\n", ${wide(name)});\n`).join('')}
${this.#arrays.map((name) => `  for (i = 0; i < 8; i++) printf("${name} %llx\\n", ${wide(`${name}[i]`)});\n`).join('')}
${records
  .map(
    (
      name,
    ) => `  printf("${name} %llx %llx %x %x %llx %d", ${wide(`${name}.h`)}, ${wide(`${name}.i.x`)}, ${name}.i.y, ${name}.i.z, ${name}.big, ${name}.p);
  for (i = 0; i < 2; i++) for (j = 0; j < 4; j++) printf(" %llx", ${wide(`${name}.j[i].w[j]`)});
  printf(" %d %x\\n", ${name}.u.b.z, ${name}.u.b.y);
`,
  )
  .join('')}
  for (i = 0; i < 3; i++) for (j = 0; j < 4; j++) printf("m %d\\n", m2[i][j]);
  printf("%f %f %f\\n", d0, d1, d2);
  return 0;
}`;
  }
}

/** The program of a seed. */
export const randomCProgram = (seed: number): string => new RandomProgram(seed).text();

/** Names that a random program gives at file level. */
const OWN_NAMES = /\b(?:g\d|a\d|s[01]|sa|sp|m2|d[012]|E[012]|in|un|out|en|n\d+|f\d+|made|main)\b/g;

/** Several random programs as one file: each has names of its own, and main runs them in turn. */
export function randomCPrograms(firstSeed: number, count: number): string {
  const programs = Array.from({ length: count }, (_, index) =>
    randomCProgram(firstSeed + index)
      .replace('#include <stdio.h>', '')
      .replace(OWN_NAMES, (name) => `${name}_${index}`),
  );
  const calls = programs.map((_, index) => `printf("seed ${firstSeed}+${index}\\n"); main_${index}();`);
  return ['#include <stdio.h>', ...programs, 'int main(void) {', ...calls, 'return 0; }'].join('\n');
}
