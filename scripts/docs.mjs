// npm run docs: the TypeDoc site of the public entries, in docs/api, with a reference page for every routine.
//
// The pages are rendered from the routine declarations of the built package (so build first) as Markdown into
// docs/api-pages, one per routine and a list of them, and TypeDoc takes them as documents beside the guides.

import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Application, Converter, ReflectionKind } from 'typedoc';
import { readParameterTexts } from './parameter-text.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const pages = join(root, 'docs', 'api-pages');

/** The routine declarations and what renders them. */
async function readContracts() {
  const [entry, vb] = ['index.js', 'vb/index.js'].map((name) => join(root, 'dist', name));
  if (!existsSync(entry)) throw new Error('docs: there is no dist/index.js; run `npm run build` first');
  const { routineContracts, renderPage } = await import(pathToFileURL(entry).href);
  const { declareStatement } = await import(pathToFileURL(vb).href);
  return { contracts: [...routineContracts], renderPage, declareStatement };
}

const frontMatter = (lines) => `---\n${lines.join('\n')}\n---\n\n`;

/** Writes docs/api-pages: `routines.md`, whose children are the pages of the routines in order of their names. */
function writePages({ contracts, renderPage, declareStatement }) {
  mkdirSync(pages, { recursive: true });
  const sorted = contracts.sort((a, b) => (a.name < b.name ? -1 : 1));
  const parameterTexts = readParameterTexts(join(root, 'src'));
  const names = new Set(sorted.map(({ name }) => name));
  const link = (name) => (names.has(name) ? `./${name}.md` : undefined);
  for (const contract of sorted) {
    const [parameterText, visualBasic] = [parameterTexts(contract.name), declareStatement(contract)];
    const page = renderPage(contract, { form: 'site', parameterText, visualBasic, names, link });
    writeFileSync(join(pages, `${contract.name}.md`), page);
  }
  const children = sorted.map(({ name }) => `  - ./${name}.md`);
  const list = sorted.map(({ name, header }) => `- [${name}](./${name}.md) (${header})`);
  writeFileSync(
    join(pages, 'routines.md'),
    `${frontMatter(['title: Routines', 'children:', ...children])}# Routines\n\n${list.join('\n')}\n`,
  );
}

/** Guides have no front matter, which GitHub would show as a table: their title is their first heading. */
function nameDocumentsAfterHeadings(project) {
  for (const document of project.getReflectionsByKind(ReflectionKind.Document)) {
    const heading = /^#\s+(.+)$/m.exec(document.content.map(({ text }) => text).join(''));
    if (heading !== null) document.name = heading[1].replaceAll('`', '');
  }
}

/** An interface of one routine has its prose on the call signature, where editors look (ENGINEERING-DECISIONS 1). */
function isRoutine(reflection) {
  const signatures = reflection?.signatures ?? [];
  return signatures.length > 0 && signatures.every((signature) => signature.hasComment());
}

/** A member whose meaning stands elsewhere: in the comment of its type, or of the member whose type is written in place. */
function isMemberOfTable(reflection) {
  if (!reflection.kindOf(ReflectionKind.Property)) return false;
  if (reflection.name === 'kind' && reflection.type?.type === 'literal') return true;
  const { parent } = reflection;
  // TypeDoc does not look into the types of parameters, and complains about an exemption it does not need.
  if (parent?.name === '__type') return !parent.parent?.kindOf(ReflectionKind.Parameter);
  return /^(C|Kernel|Heap)(Arguments|Results)$/.test(parent?.name ?? '');
}

/** A routine, a member that is one, or something generated: constants carry name, value and source and need no prose. */
function needsNoComment(reflection, project) {
  if (project.getSymbolIdFromReflection(reflection)?.fileName?.endsWith('.generated.ts')) return true;
  if (isMemberOfTable(reflection)) return true;
  if (reflection.kindOf(ReflectionKind.Interface)) return isRoutine(reflection);
  return reflection.kindOf(ReflectionKind.Property) && isRoutine(reflection.type?.reflection);
}

/** Tells the validation which reflections are documented in their own way. */
function exemptFromComments(app, project) {
  const exempt = Object.values(project.reflections).filter(
    (reflection) => !reflection.hasComment() && needsNoComment(reflection, project),
  );
  app.options.setValue('intentionallyNotDocumented', [
    ...app.options.getValue('intentionallyNotDocumented'),
    ...exempt.map((reflection) => reflection.getFriendlyFullName()),
  ]);
}

/** A path or a pattern `folder/*.md` of typedoc.json that names at least one file; TypeDoc warns about the others. */
function matchesSomething(path) {
  if (!path.endsWith('*.md')) return existsSync(path);
  return existsSync(dirname(path)) && readdirSync(dirname(path)).some((name) => name.endsWith('.md'));
}

/** Stops with exit code 1 when TypeDoc has complained. */
function stopOnFindings(app) {
  const strict = app.options.getValue('treatValidationWarningsAsErrors');
  if (!app.logger.hasErrors() && !(strict && app.logger.hasWarnings())) return;
  console.error('docs: failed, see above');
  process.exit(1);
}

process.chdir(root);
rmSync(pages, { recursive: true, force: true });
rmSync(join(root, 'docs', 'api'), { recursive: true, force: true });
const contracts = await readContracts();
writePages(contracts);

const app = await Application.bootstrapWithPlugins({
  readme: existsSync('README.md') ? 'README.md' : 'none',
});
for (const name of ['entryPoints', 'projectDocuments']) {
  app.options.setValue(name, app.options.getValue(name).filter(matchesSomething));
}
app.converter.on(Converter.EVENT_RESOLVE_END, ({ project }) => nameDocumentsAfterHeadings(project));
const project = await app.convert();
if (project === undefined) process.exit(1);
stopOnFindings(app);
exemptFromComments(app, project);
app.validate(project);
stopOnFindings(app);
await app.generateOutputs(project);
stopOnFindings(app);
console.log(`docs: docs/api, with ${contracts.contracts.length} routine pages`);
