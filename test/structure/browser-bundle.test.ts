import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createContext, Script } from 'node:vm';
import { gunzipSync, gzipSync } from 'node:zlib';
import { type BuildOptions, build, type Metafile } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { projectRoot, publicEntries, sourceRoot } from './public-entries.ts';

/** Entries that run in a test runner or a documentation tool, which are Node programs. */
const nodeEntries = new Set(['irqlab/vitest', 'irqlab/vitest/plugin', 'irqlab/typedoc']);
const browserEntries = publicEntries().filter(({ name }) => !nodeEntries.has(name));

/** Bundles for a browser. A Node builtin cannot be resolved then, which is an error of esbuild. */
async function bundle(options: BuildOptions): Promise<{ code: string; metafile: Metafile }> {
  const alias = Object.fromEntries(publicEntries().map(({ name, path }) => [name, path]));
  const result = await build({
    bundle: true,
    write: false,
    metafile: true,
    platform: 'browser',
    format: 'esm',
    target: 'es2022',
    logLevel: 'silent',
    absWorkingDir: projectRoot,
    alias,
    ...options,
  });
  return { code: result.outputFiles?.[0]?.text ?? '', metafile: result.metafile as Metafile };
}

/** Bundles a few lines that import the package by name. */
const bundleText = (contents: string) =>
  bundle({ stdin: { contents, resolveDir: sourceRoot, loader: 'ts' } });

const externals = (metafile: Metafile) =>
  Object.values(metafile.inputs).flatMap(({ imports }) =>
    imports.filter(({ external }) => external).map(({ path }) => path),
  );

const bytesOf = (code: string) => `${code.length} bytes, ${gzipSync(code).length} gzipped`;

describe('the package bundled for a browser', () => {
  it.each(browserEntries)('$name needs nothing from Node', async ({ name, path }) => {
    const { code, metafile } = await bundle({ entryPoints: [path], minify: true });
    expect(externals(metafile)).toEqual([]);
    console.log(`${name}: ${bytesOf(code)}, minified`);
  });

  it('would be refused with a Node builtin in it', async () => {
    await expect(
      bundleText(`import { readFileSync } from 'node:fs'; console.log(readFileSync);`),
    ).rejects.toThrow(/node:fs/);
  });

  it('is shaken: a status name does not bring the kernel', async () => {
    const { code, metafile } = await bundleText(
      `import { ntStatusName } from 'irqlab/status'; console.log(ntStatusName(0));`,
    );
    const folders = new Set(
      Object.entries(metafile.outputs)
        .flatMap(([, { inputs }]) => Object.entries(inputs))
        .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
        .map(([path]) => /^src\/([^/]+)\//.exec(path)?.[1])
        .filter((folder) => folder !== undefined),
    );
    expect([...folders]).toEqual(['status']);
    console.log(`ntStatusName alone: ${bytesOf(code)}`);
  });
});

/** Runs in a context that has the language and nothing else; `trace` and `console` are all it is given. */
const replay = `
  import { boot, HEAP_GROWABLE, NULL } from 'irqlab';

  const nt = boot({ arch: 'x64' });
  const process = nt.startProcess();

  function replay(lines: string[]) {
    const heap = process.RtlCreateHeap(HEAP_GROWABLE, NULL, 0, 0, NULL, NULL);
    const blocks = new Map<string, number>();
    let failures = 0;
    for (const line of lines) {
      const [operation, id = '', size] = line.split(' ');
      const old = blocks.get(id) ?? NULL;
      if (operation === 'f') {
        if (!process.RtlFreeHeap(heap, 0, old)) failures += 1;
        blocks.delete(id);
        continue;
      }
      const block =
        operation === 'a'
          ? process.RtlAllocateHeap(heap, 0, Number(size))
          : process.RtlReAllocateHeap(heap, 0, old, Number(size));
      if (block === NULL) failures += 1;
      blocks.set(id, block);
    }
    const different = new Set(blocks.values()).size;
    const valid = Boolean(process.RtlValidateHeap(heap, 0, NULL));
    return { failures, live: blocks.size, different, valid };
  }

  globalThis.result = JSON.stringify(process.run(() => replay(globalThis.trace)));
`;

describe('the bundle in a context without Node', () => {
  it('replays the first 5,000 operations of a trace', async () => {
    const text = gunzipSync(readFileSync(join(projectRoot, 'traces/win-setupapi.trace.gz'))).toString(
      'latin1',
    );
    const trace = text.split('\n').slice(1, 5001);
    const live =
      trace.filter((line) => line.startsWith('a')).length -
      trace.filter((line) => line.startsWith('f')).length;

    const { code } = await bundle({
      stdin: { contents: replay, resolveDir: sourceRoot, loader: 'ts' },
      format: 'iife',
    });
    const printed: string[] = [];
    const context = createContext({ trace, console: { log: (line: string) => printed.push(line) } });
    expect(
      new Script('typeof process + typeof Buffer + typeof require + typeof setTimeout').runInContext(context),
    ).toBe('undefinedundefinedundefinedundefined');
    new Script(code, { filename: 'irqlab.bundle.js' }).runInContext(context, { timeout: 60_000 });

    const result = JSON.parse(String(context['result'])) as unknown;
    expect(result).toEqual({ failures: 0, live, different: live, valid: true });
    expect(printed).toEqual([]);
  });
});
