/** Constants and initialisers of random C declarations, held against gcc: the bytes of every object must agree. */
import { describe, expect, it } from 'vitest';
import type { InitialValue, Variable } from '../../src/c/tree/tree.ts';
import { sizeOf } from '../../src/c/types/layout.ts';
import { parseRight, variableNamed } from '../c/parse/parse-text.ts';
import { runWithGcc, seeded } from './gcc.ts';

let random = seeded(7);
const pick = <T>(list: readonly T[]): T => list[random() % list.length]!;
const chance = (of: number): boolean => random() % of === 0;

interface Integer {
  readonly kind: 'integer';
  readonly name: string;
  readonly width: number | null;
}
interface Array {
  readonly kind: 'array';
  readonly of: Shape;
  readonly length: number;
}
interface Record {
  readonly kind: 'record';
  readonly union: boolean;
  readonly members: readonly { readonly name: string | null; readonly shape: Shape }[];
}
type Shape = Integer | Array | Record;

// `long` has another size in gcc; bit-fields of unions align in gcc and not in MSVC, so unions have none.
const INTEGERS = ['char', 'short', 'int', 'long long', 'unsigned char', 'unsigned'];
let names = 0;

function shape(depth: number, bitFields = false): Shape {
  const kind = random() % (depth <= 0 ? 2 : 6);
  if (kind < 2) {
    const name = pick(INTEGERS);
    return {
      kind: 'integer',
      name,
      width: bitFields && name === 'unsigned' && chance(2) ? 1 + (random() % 12) : null,
    };
  }
  if (kind < 4) return { kind: 'array', of: shape(depth - 1), length: 1 + (random() % 3) };
  const union = chance(5);
  const members = globalThis.Array.from({ length: 1 + (random() % 4) }, () => {
    const inner = shape(depth - 1, !union);
    return { name: inner.kind === 'record' && chance(3) ? null : `m${names++}`, shape: inner };
  });
  return { kind: 'record', union, members };
}

/** A declaration of a name with a shape. */
function declaration(one: Shape, name: string): string {
  if (one.kind === 'integer') return `${one.name} ${name}${one.width === null ? '' : ` : ${one.width}`}`;
  if (one.kind === 'array') return declaration(one.of, `${name}[${one.length}]`);
  const members = one.members.map((member) => `${declaration(member.shape, member.name ?? '')};`);
  return `${one.union ? 'union' : 'struct'} { ${members.join(' ')} } ${name}`;
}

const taking = (one: Record): readonly Shape[] =>
  one.members.slice(0, one.union ? 1 : undefined).map((member) => member.shape);

function scalars(one: Shape): number {
  if (one.kind === 'integer') return 1;
  if (one.kind === 'array') return one.length * scalars(one.of);
  return taking(one).reduce((sum, inner) => sum + scalars(inner), 0);
}

/** Designators of the parts of a shape: those of anonymous members are reached through them. */
function designators(one: Shape): (readonly [string, Shape])[] {
  if (one.kind === 'integer') return [];
  if (one.kind === 'array') return [[`[${random() % one.length}]`, one.of]];
  return one.members.flatMap((member) =>
    member.name === null ? designators(member.shape) : [[`.${member.name}`, member.shape] as const],
  );
}

const number = (): string => String((random() % 100) + 1);

/** A value for a shape: braces that are there or left out, strings, designators, trailing commas. */
function initial(one: Shape): string {
  if (one.kind === 'integer') return chance(6) ? `{${number()}}` : number();
  if (one.kind === 'array' && one.of.kind === 'integer' && one.of.name.endsWith('char') && chance(2)) {
    const text = `"${'abcdef'.slice(0, random() % (one.length + 1))}"`;
    return chance(2) ? text : `{${text}}`;
  }
  const inside =
    one.kind === 'array' ? globalThis.Array.from({ length: one.length }, () => one.of) : taking(one);
  const parts = inside
    .slice(0, random() % (inside.length + 1))
    .flatMap((inner) =>
      inner.kind !== 'integer' && chance(3)
        ? globalThis.Array.from({ length: scalars(inner) }, number)
        : [initial(inner)],
    );
  if (chance(3)) {
    let path = '';
    let at: Shape = one;
    do {
      const list = designators(at);
      if (list.length === 0) break;
      const [step, inner]: readonly [string, Shape] = pick(list);
      path += step;
      at = inner;
    } while (at.kind !== 'integer' && chance(2));
    if (path !== '') parts.push(`${path} = ${initial(at)}`);
  }
  return `{${parts.join(', ')}${parts.length > 0 && chance(4) ? ',' : ''}}`;
}

/** Stores an integer into bytes, or into a bit-field among them. */
function put(bytes: Uint8Array, { offset, bits, type }: InitialValue, value: bigint): void {
  const size = sizeOf(type, 'x64') ?? 0;
  let word = value;
  if (bits !== null) {
    let old = 0n;
    for (let index = size - 1; index >= 0; index--) old = (old << 8n) | BigInt(bytes[offset + index] ?? 0);
    const mask = ((1n << BigInt(bits.width)) - 1n) << BigInt(bits.start);
    word = (old & ~mask) | ((value << BigInt(bits.start)) & mask);
  }
  for (let index = 0; index < size; index++)
    bytes[offset + index] = Number((BigInt.asUintN(64, word) >> BigInt(8 * index)) & 0xffn);
}

/** What a variable holds when the program begins. */
function bytesOf({ type, initializer }: Variable): string {
  const bytes = new Uint8Array(sizeOf(type, 'x64') ?? 0);
  for (const one of initializer?.values ?? []) {
    if (one.value.kind === 'string') {
      const room = sizeOf(one.type, 'x64') ?? 0;
      bytes.fill(0, one.offset, one.offset + room);
      bytes.set(one.value.units.subarray(0, room), one.offset);
    } else if (one.value.kind === 'integer') put(bytes, one, one.value.value);
    else throw new Error(`no constant: ${one.value.kind}`);
  }
  return Buffer.from(bytes).toString('hex');
}

/** Bytes of `v0`, `v1`, … as gcc has them. */
function gccBytes(declarations: readonly string[]): string[] {
  const print = declarations.map((_, index) => `show(&v${index}, sizeof v${index});`).join('\n');
  const source = `#include <stdio.h>
${declarations.join('\n')}
static void show(void *at, unsigned long n) { for (unsigned long i = 0; i < n; i++) printf("%02x", ((unsigned char *)at)[i]); puts(""); }
int main(void) { ${print} return 0; }`;
  return runWithGcc(source, ['-mms-bitfields']).trimEnd().split('\n');
}

function agree(declarations: readonly string[]): void {
  const expected = gccBytes(declarations);
  const ours = declarations.map((text, index) => bytesOf(variableNamed(parseRight(text), `v${index}`)));
  const wrong = declarations.flatMap((text, index) =>
    ours[index] === expected[index] ? [] : [`${text}\n ours ${ours[index]}\n gcc  ${expected[index]}`],
  );
  expect(wrong).toEqual([]);
}

describe('initialisers', () => {
  it.each([1, 2, 3, 4])('of random types agree with gcc, seed %i', (seed) => {
    random = seeded(seed);
    names = 0;
    const declarations = globalThis.Array.from({ length: 300 }, (_, index) => {
      const one: Record = {
        kind: 'record',
        union: false,
        members: [
          { name: `m${names++}`, shape: shape(3) },
          { name: `m${names++}`, shape: shape(2, true) },
        ],
      };
      return `${declaration(one, `v${index}`)} = ${initial(one)};`;
    });
    agree(declarations);
  });
});

/** A constant expression whose value C defines. Counts of shifts are small, divisors are not 0. */
function constant(depth: number): string {
  const leaf = () =>
    `${pick(['', '', '-', '~', '!'])}${pick(['0', '1', '7', '255', '65536', '0x7fffffff', '0x80000000', '4000000000u', '5LL', '0xffffffffffffffffull', "'a'", '1u'])}`;
  if (depth === 0) return leaf();
  const inner = () => constant(depth - 1 - (random() % 2 === 0 && depth > 1 ? 1 : 0));
  switch (random() % 8) {
    case 0:
      return `(${pick(['char', 'unsigned char', 'short', 'unsigned short', 'int', 'unsigned', 'long long', 'unsigned long long'])})(${inner()})`;
    case 1:
      return `((${inner()}) ${pick(['/', '%'])} ((${inner()}) & 6 | 1))`;
    case 2:
      return `((unsigned long long)(${inner()}) ${pick(['<<', '>>'])} ((${inner()}) & 31))`;
    case 3:
      return `((${inner()}) ? (${inner()}) : (${inner()}))`;
    case 4:
      return `((${inner()}) ${pick(['<', '>', '<=', '>=', '==', '!=', '&&', '||'])} (${inner()}))`;
    case 5:
      return `(${pick(['-', '~', '!', '+'])}(${inner()}))`;
    default:
      return `((${inner()}) ${pick(['+', '-', '*', '&', '|', '^'])} (${inner()}))`;
  }
}

it.each([1, 2])('constant expressions agree with gcc, seed %i', (seed) => {
  random = seeded(seed);
  // -fwrapv: a sum that is too big wraps, as it does on every processor that Windows runs on.
  const declarations = globalThis.Array.from(
    { length: 400 },
    (_, index) => `long long v${index} = ${constant(4)};`,
  );
  const print = declarations.map((_, index) => `printf("%lld\\n", v${index});`).join('\n');
  const expected = runWithGcc(
    `#include <stdio.h>\n${declarations.join('\n')}\nint main(void) { ${print} return 0; }`,
    ['-fwrapv'],
  )
    .trimEnd()
    .split('\n');
  const wrong = declarations.flatMap((text, index) => {
    const value = variableNamed(parseRight(text), `v${index}`).initializer?.values[0]?.value;
    const ours = value?.kind === 'integer' ? String(value.value) : value?.kind;
    return ours === expected[index] ? [] : [`${text} ours ${ours} gcc ${expected[index]}`];
  });
  expect(wrong).toEqual([]);
});
