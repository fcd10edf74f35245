import { describe, expect, it } from 'vitest';
import { PrototypeParser, parsePrototype } from '../../../src/c/parse/parse-prototype.ts';
import { runtimeFunctions } from '../../../src/c/runtime/library.ts';
import { Diagnostics } from '../../../src/c/source/diagnostics.ts';
import { typeText } from '../../../src/c/types/type-text.ts';
import type { Architecture } from '../../../src/contract/c-types.ts';
import { findings } from './parse-text.ts';

const textOf = (prototype: string, arch: Architecture, mode: 'kernel' | 'user' = 'user') => {
  const diagnostics = new Diagnostics();
  const symbol = parsePrototype(prototype, { arch, mode, diagnostics });
  expect(diagnostics.list).toEqual([]);
  return symbol === null ? null : typeText(symbol.type);
};

describe('parsePrototype', () => {
  it.each([
    ['size_t strlen(const char *string)', 'x64', 'size_t __cdecl (const char *)'],
    ['int printf(const char *format, ...)', 'x86', 'int __cdecl (const char *,...)'],
    ['void __stdcall f(int a[3], int g(void))', 'x86', 'void __stdcall (int *,int (__cdecl *)(void))'],
    ['void __stdcall f(void)', 'x64', 'void __cdecl (void)'],
  ] as const)('%s on %s', (text, arch, expected) => expect(textOf(text, arch)).toBe(expected));

  it('a driver for x86 has __stdcall where nothing else is said', () => {
    expect(textOf('int f(int)', 'x86', 'kernel')).toBe('int __stdcall (int)');
    expect(textOf('int f(int, ...)', 'x86', 'kernel')).toBe('int __cdecl (int,...)');
  });

  it('says what is wrong and gives null', () => {
    const diagnostics = new Diagnostics();
    expect(parsePrototype('nothing f(void', { arch: 'x64', mode: 'user', diagnostics })).toBeNull();
    expect(findings(diagnostics.list)).toEqual(['C2061 1:1']);
  });

  it.each(['x64', 'x86'] as const)('reads every prototype of the C library on %s', (arch) => {
    const diagnostics = new Diagnostics();
    const prototypes = new PrototypeParser({ arch, mode: 'user', diagnostics });
    const names = Object.values(runtimeFunctions).map(({ prototype }) => prototypes.parse(prototype)?.name);
    expect(diagnostics.list).toEqual([]);
    expect(names).toEqual(Object.values(runtimeFunctions).map(({ name }) => name));
  });

  it('knows types that it is given, and those of prototypes before', () => {
    const diagnostics = new Diagnostics();
    const prototypes = new PrototypeParser(
      { arch: 'x64', mode: 'user', diagnostics },
      'typedef struct s *PS;',
    );
    expect(typeText(prototypes.parse('PS f(PS)')?.type ?? { kind: 'void' })).toBe('PS __cdecl (PS)');
    expect(diagnostics.list).toEqual([]);
  });
});
