import { describe, expect, it } from 'vitest';
import { publicEntries, sourceRoot } from './public-entries.ts';
import {
  barrelFindings,
  builtinFindings,
  cycleFindings,
  defaultExportFindings,
  directionFindings,
  drawerFindings,
  importsOf,
  readSourceTree,
  type SourceTree,
  unresolvedFindings,
} from './source-graph.ts';

describe('the sources', () => {
  const tree = readSourceTree(sourceRoot);
  const entries = new Set(publicEntries().map(({ file }) => file));

  it('hold every public entry', () => expect([...tree.keys()]).toEqual(expect.arrayContaining([...entries])));
  it('import only files that exist', () => expect(unresolvedFindings(tree)).toEqual([]));
  it('import only from layers above their own', () => expect(directionFindings(tree, entries)).toEqual([]));
  it('have no import cycle', () => expect(cycleFindings(tree)).toEqual([]));
  it('use no Node builtin where a browser must run them', () => expect(builtinFindings(tree)).toEqual([]));
  it('have no drawer folder', () => expect(drawerFindings(tree)).toEqual([]));
  it('have no default export', () => expect(defaultExportFindings(tree)).toEqual([]));
  it('have no barrel besides the public entries', () => expect(barrelFindings(tree, entries)).toEqual([]));
});

// A checker that cannot fail proves nothing: each rule sees a tree that breaks it, and one that does not.
describe('the checker', () => {
  const tree = (files: Record<string, string>): SourceTree => new Map(Object.entries(files));
  const entries = new Set(['index.ts', 'status/index.ts']);

  it('sees every way to import', () => {
    const text = [
      `import './a.ts';`,
      `import type { B } from './b.ts';`,
      `export * from './c.ts';`,
      `const d = await import('./d.ts');`,
      `type E = import('../e.ts').E;`,
      `import f = require('./f.ts');`,
      `// import './not.ts';`,
    ].join('\n');
    expect(importsOf('heap/x.ts', text).map(({ to, line }) => [to, line])).toEqual([
      ['heap/a.ts', 1],
      ['heap/b.ts', 2],
      ['heap/c.ts', 3],
      ['heap/d.ts', 4],
      ['e.ts', 5],
      ['heap/f.ts', 6],
    ]);
  });

  it.each([
    ['heap/x.ts', '../kernel/door.ts', 'the heap gets what it needs as an interface'],
    ['machine/x.ts', '../memory/pages.ts', 'downwards'],
    ['seh/x.ts', '../heap/heap.ts', 'downwards'],
    ['vb/x.ts', '../win32/heap.ts', 'the three upper APIs do not import each other'],
    ['webservices/x.ts', '../vb/declare.ts', 'the same'],
    ['kernel/x.ts', '../index.ts', 'nothing in the house uses the composition root'],
    ['c/x.ts', '../index.ts', 'the same'],
    ['debugger/x.ts', '../cli/main.ts', 'the command line stands outside'],
    ['index.ts', './cli/main.ts', 'also for the root'],
    ['cli/main.ts', '../heap/engine.ts', 'the command line sees the public entries only'],
    ['vitest/matchers.ts', '../kernel/door.ts', 'matchers too'],
    ['cli/main.ts', '../vitest/matchers.ts', 'the outer folders do not see each other'],
    ['novel/x.ts', '../heap/engine.ts', 'a folder that is not in the table'],
    ['heap/x.ts', '../novel/engine.ts', 'an import from such a folder'],
    ['heap/x.ts', '../../test/tool.ts', 'out of src'],
  ])('refuses %s importing %s (%s)', (from, specifier) => {
    const bad = tree({ [from]: `import type { X } from '${specifier}';` });
    expect(directionFindings(bad, entries)).toEqual([expect.stringContaining(`${from}:1: '${specifier}'`)]);
  });

  it('refuses a computed specifier, but in a file that loads modules of other projects', () => {
    expect(directionFindings(tree({ 'typedoc/import-module.ts': 'await import(name);' }), entries)).toEqual(
      [],
    );
    expect(directionFindings(tree({ 'heap/x.ts': 'await import(name);' }), entries)).toHaveLength(1);
  });

  it.each([
    ['heap/x.ts', '../status/nt-status.ts'],
    ['status/x.ts', '../contract/contract.ts'],
    ['heap/x.ts', '../memory/pages.ts'],
    ['heap/x.ts', './engine.ts'],
    ['kernel/x.ts', '../heap/engine.ts'],
    ['vb/x.ts', '../kernel/door.ts'],
    ['index.ts', './debugger/commands.ts'],
    ['cli/main.ts', '../index.ts'],
    ['cli/main.ts', '../status/index.ts'],
    ['heap/x.ts', 'xstate'],
  ])('allows %s importing %s', (from, specifier) => {
    expect(directionFindings(tree({ [from]: `import { x } from '${specifier}';` }), entries)).toEqual([]);
  });

  it('finds a cycle and prints its path', () => {
    const bad = tree({
      'heap/a.ts': `import './b.ts';`,
      'heap/b.ts': `import type { C } from './c.ts';`,
      'heap/c.ts': `export * from './b.ts';`,
      'heap/d.ts': `import './d.ts';`,
    });
    expect(cycleFindings(bad)).toEqual(['heap/b.ts -> heap/c.ts -> heap/b.ts', 'heap/d.ts -> heap/d.ts']);
    const diamond = { 'a.ts': `import './b.ts'; import './c.ts';`, 'b.ts': `import './c.ts';`, 'c.ts': '' };
    expect(cycleFindings(tree(diamond))).toEqual([]);
  });

  it('finds an import that names no file', () => {
    const bad = tree({ 'heap/a.ts': `import './b.js'; import './c.ts';`, 'heap/c.ts': '' });
    expect(unresolvedFindings(bad)).toEqual([expect.stringContaining(`heap/a.ts:1: './b.js'`)]);
  });

  it('finds a Node builtin with and without its prefix, but not in the command line', () => {
    const bad = tree({
      'kernel/a.ts': `import 'node:fs';`,
      'kernel/b.ts': `import 'fs/promises';`,
      'kernel/c.ts': `import 'xstate';`,
      'cli/main.ts': `import 'node:fs';`,
    });
    expect(builtinFindings(bad).map((text) => text.split(':')[0])).toEqual(['kernel/a.ts', 'kernel/b.ts']);
  });

  it('finds drawers, default exports and barrels', () => {
    expect(drawerFindings(tree({ 'heap/utils/x.ts': '' }))).toEqual(['a folder named utils']);
    for (const text of ['export default 1;', 'export default function f() {}', 'export { x as default };']) {
      expect(defaultExportFindings(tree({ 'heap/x.ts': text }))).toEqual(['heap/x.ts: a default export']);
    }
    expect(defaultExportFindings(tree({ 'heap/x.ts': 'export const x = 1;' }))).toEqual([]);
    const barrels = tree({ 'heap/index.ts': '', 'index.ts': '', 'status/index.ts': '' });
    expect(barrelFindings(barrels, entries)).toEqual([expect.stringContaining('heap/index.ts')]);
  });
});
