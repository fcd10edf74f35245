// npm run docs: the TypeDoc site of the public entries, in docs/api, with a reference page for every routine.
//
// Everything is in typedoc.json; the pages come from the plug-in irqlab/typedoc, which is loaded from the built
// package (so build first) as any project would load it.

import { existsSync, readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Application } from 'typedoc';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Stops with exit code 1 when something was wrong. */
function stopOnFindings({ logger, options }) {
  const strict = options.getValue('treatValidationWarningsAsErrors');
  if (!logger.hasErrors() && !(strict && logger.hasWarnings())) return;
  console.error('docs: failed, see above');
  process.exit(1);
}

process.chdir(root);
if (!existsSync(join('dist', 'typedoc', 'index.js'))) {
  console.error('docs: there is no dist/typedoc; run `npm run build` first');
  process.exit(1);
}
for (const folder of ['api', 'api-pages']) rmSync(join('docs', folder), { recursive: true, force: true });
const app = await Application.bootstrapWithPlugins();
const project = await app.convert();
if (project === undefined) process.exit(1);
stopOnFindings(app);
app.validate(project);
stopOnFindings(app);
await app.generateOutputs(project);
stopOnFindings(app);
console.log(`docs: docs/api, with ${readdirSync(join('docs', 'api-pages')).length} generated pages`);
