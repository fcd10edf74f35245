import { describe, expect, it } from 'vitest';
import { functionsOf, includedHeaders, runtimeFunctions } from '../../../src/c/runtime/library.ts';
import { program } from './program.ts';

describe('the C library', () => {
  it('has each function under the name of its prototype', () => {
    const entries = Object.entries(runtimeFunctions);
    expect(entries.length).toBeGreaterThan(400);
    for (const [name, { prototype, modes }] of entries) {
      expect(prototype).toMatch(new RegExp(`^[\\w *]*\\b${name}\\(.*\\)$`));
      expect(modes.length).toBeGreaterThan(0);
    }
  });

  it.each(['user', 'kernel'] as const)('binds every function of %s programs', (mode) => {
    const { host } = program('x64', mode);
    for (const one of Object.values(functionsOf(mode))) expect(one.bind(host)).toBeTypeOf('function');
  });

  it('has no heap and no streams for drivers, and a swprintf without a count', () => {
    const kernel = functionsOf('kernel');
    expect(['malloc', 'printf', 'exit', 'fopen'].filter((name) => name in kernel)).toEqual([]);
    expect(kernel['swprintf']?.prototype).not.toContain('size_t');
    expect(functionsOf('user')['swprintf']?.prototype).toContain('size_t count');
  });

  it('declares each function in a header of MSVC or in one that such a header includes', () => {
    const headers = new Set(Object.values(runtimeFunctions).map(({ header }) => header));
    const included = new Set(Object.values(includedHeaders).flat());
    for (const header of headers) if (header.startsWith('corecrt_')) expect(included).toContain(header);
  });
});
