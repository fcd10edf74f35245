// npm run build: src -> dist, JavaScript and declarations.
//
// TypeScript writes `./x.js` into the JavaScript it emits (rewriteRelativeImportExtensions) but leaves
// `./x.ts` in the declarations. Those name files that the package does not carry, so they are rewritten here.

import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const dist = join(root, 'dist');

/** Runs the compiler through its JavaScript entry, so that it works where node_modules/.bin is not in the path. */
function compile() {
  const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');
  const { status } = spawnSync(process.execPath, [tsc, '-p', join(root, 'tsconfig.build.json')], {
    cwd: root,
    stdio: 'inherit',
  });
  if (status !== 0) process.exit(status ?? 1);
}

/** `from './x.ts'` and `import('./x.ts')` become `./x.js` in one declaration file. */
function rewriteSpecifiers(file) {
  const before = readFileSync(file, 'utf8');
  const after = before.replace(
    /(\bfrom\s*|\bimport\s*\(?\s*)(['"])(\.{1,2}\/[^'"\n]+?)(?<!\.d)\.ts\2/g,
    (_, head, quote, path) => `${head}${quote}${path}.js${quote}`,
  );
  if (after !== before) writeFileSync(file, after);
}

/** The command must be executable and name its interpreter. npm sets the mode on install; a linked checkout does not. */
function finishCommand(file) {
  if (!existsSync(file)) return;
  const text = readFileSync(file, 'utf8');
  if (!text.startsWith('#!')) writeFileSync(file, `#!/usr/bin/env node\n${text}`);
  chmodSync(file, 0o755);
}

/** The command `irqlab docs` finds the words of the pages beside itself. */
async function writePageWords() {
  const { readPageWords } = await import('./page-words.mjs');
  const { parameterTexts } = await import(pathToFileURL(join(dist, 'typedoc', 'parameter-texts.js')).href);
  writeFileSync(join(dist, 'cli', 'page-words.json'), JSON.stringify(readPageWords(root, parameterTexts)));
}

rmSync(dist, { recursive: true, force: true });
compile();
for (const name of readdirSync(dist, { recursive: true })) {
  if (name.endsWith('.d.ts')) rewriteSpecifiers(join(dist, name));
}
finishCommand(join(dist, 'cli', 'main.js'));
await writePageWords();
