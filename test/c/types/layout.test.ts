/** Sizes and places of members on both architectures, as MSVC has them. */
import { describe, expect, it } from 'vitest';
import type { RecordType } from '../../../src/c/tree/type.ts';
import { alignOf, sizeOf } from '../../../src/c/types/layout.ts';
import { parseRight, variableNamed } from '../parse/parse-text.ts';

const architectures = ['x64', 'x86'] as const;

/** `size/align a@0 b@4:0+3` of the record that `x` is. */
function layout(text: string, arch: 'x64' | 'x86'): string {
  const { type } = variableNamed(parseRight(text, { arch }), 'x');
  const members = (type as RecordType).shape.members ?? [];
  const places = members.map(
    ({ name, offset, bits }) =>
      `${name ?? '?'}@${offset}${bits === null ? '' : `:${bits.start}+${bits.width}`}`,
  );
  return [`${sizeOf(type, arch)}/${alignOf(type, arch)}`, ...places].join(' ');
}

describe('sizes', () => {
  it.each([
    ['char x;', 1, 1],
    ['_Bool x;', 1, 1],
    ['short x;', 2, 2],
    ['long x;', 4, 4],
    ['enum e { a } x;', 4, 4],
    ['long long x;', 8, 8],
    ['unsigned __int64 x;', 8, 8],
    ['float x;', 4, 4],
    ['long double x;', 8, 8],
    ['void *x;', 8, 4],
    ['int (*x)(void);', 8, 4],
    ['int *x[3];', 24, 12],
    ['int x[2][3];', 24, 24],
    ['unsigned short x[] = L"abc";', 8, 8],
    ['int x[] = { [4] = 1, 2 };', 24, 24],
    ['int x[sizeof(void *)];', 32, 16],
  ])('%s', (text, wide, narrow) => {
    const sizes = architectures.map((arch) =>
      sizeOf(variableNamed(parseRight(text, { arch }), 'x').type, arch),
    );
    expect(sizes).toEqual([wide, narrow]);
  });
});

describe('structures', () => {
  it.each([
    ['struct { char a; int b; short c; } x;', '12/4 a@0 b@4 c@8', 'padding'],
    ['struct { char a; __int64 b; } x;', '16/8 a@0 b@8', '64-bit numbers are aligned to 8 on both'],
    ['struct { char a; double b; char c; } x;', '24/8 a@0 b@8 c@16', 'doubles too'],
    ['union { char a[5]; short b; } x;', '6/2 a@0 b@0', 'a union'],
    ['struct { int n; int a[]; } x;', '4/4 n@0 a@4', 'a flexible array'],
    ['struct { char a; struct { char b; int c; }; } x;', '12/4 a@0 ?@4', 'an anonymous structure'],
    ['struct { int a : 3, b : 5; } x;', '4/4 a@0:0+3 b@0:3+5', 'bit-fields share a unit'],
    ['struct { int a : 30, b : 3; } x;', '8/4 a@0:0+30 b@4:0+3', 'and begin a new one when it is full'],
    ['struct { char a : 3; int b : 3; } x;', '8/4 a@0:0+3 b@4:0+3', 'types of another size begin one too'],
    ['struct { int a : 3; unsigned b : 3; } x;', '4/4 a@0:0+3 b@0:3+3', 'the sign does not matter'],
    ['struct { int a : 3; int : 0; int b : 3; } x;', '8/4 a@0:0+3 b@4:0+3', 'width 0 closes a unit'],
    ['struct { char c; int : 0; char d; } x;', '2/1 c@0 d@1', 'and means nothing where none is open'],
    ['struct { char a : 1; int : 0; char b; } x;', '8/4 a@0:0+1 b@4', 'but aligns where one is'],
    [
      'struct { int a : 3; int : 4; int b : 2; } x;',
      '4/4 a@0:0+3 b@0:7+2',
      'a field without a name takes room',
    ],
    ['struct { int a : 3; char b; } x;', '8/4 a@0:0+3 b@4', 'what follows does not share the unit'],
    ['union { char c; int a : 3; } x;', '4/1 c@0 a@0:0+3', 'a bit-field does not align a union'],
    ['#pragma pack(1)\nstruct { char a; int b; __int64 c; } x;', '13/1 a@0 b@1 c@5', 'pack'],
    ['#pragma pack(push, 2)\nstruct { char a; int b; } x;\n#pragma pack(pop)', '6/2 a@0 b@2', 'pack 2'],
    [
      '#pragma pack(push, 1)\n#pragma pack(pop)\nstruct { char a; int b; } x;',
      '8/4 a@0 b@4',
      'pack and back again',
    ],
    ['struct __declspec(align(16)) { char a; } x;', '16/16 a@0', 'alignment asked for'],
    ['struct { char a; __declspec(align(8)) char b; } x;', '16/8 a@0 b@8', 'by a member'],
    [
      'struct __declspec(align(8)) in { char c; };\n#pragma pack(1)\nstruct { char a; struct in b; } x;',
      '16/8 a@0 b@8',
      'which pack does not lower',
    ],
  ])('%s', (text, expected) => {
    expect(architectures.map((arch) => layout(text, arch))).toEqual([expected, expected]);
  });

  it.each([
    ['struct { char a; void *b; } x;', '16/8 a@0 b@8', '8/4 a@0 b@4'],
    ['struct { void *a; char b; struct { int c; void *d; } e; } x;', '32/8 a@0 b@8 e@16', '16/4 a@0 b@4 e@8'],
  ])('%s differs by architecture', (text, wide, narrow) => {
    expect(architectures.map((arch) => layout(text, arch))).toEqual([wide, narrow]);
  });
});
