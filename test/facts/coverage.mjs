// node test/facts/coverage.mjs [ISSUE …]: which facts of an issue no test names yet (all issues: a count each).
//
// The ledger (test/facts.json) says which issue must make a fact observable. A fact is *cited* when its number
// stands in the title of a test: `it('S4-006: …')`, `describe`, `documented`, a column of an `each` table that
// the title prints (`%s`, `$name`), or a `fact:` property of a row. A skipped or planned test cites nothing.
// ledger.test.ts uses the same functions.

import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const here = dirname(fileURLToPath(import.meta.url));
const FACT = /\b(?:S[1-5]|[B-F])-\d{3}\b/g;
const TITLED = new Set(['test', 'it', 'describe', 'documented']);
const NEVER_RUN = new Set(['skip', 'todo']);

/** The fact numbers in a text. */
export const factNumbers = (text) => text.match(FACT) ?? [];

/** Name and modifiers of what is called: `it.each(rows)('…')` gives it, each. */
function callee(expression) {
  const modifiers = [];
  let at = expression;
  for (;;) {
    if (ts.isCallExpression(at)) at = at.expression;
    else if (ts.isTaggedTemplateExpression(at)) at = at.tag;
    else if (ts.isPropertyAccessExpression(at)) {
      modifiers.push(at.name.text);
      at = at.expression;
    } else return { name: ts.isIdentifier(at) ? at.text : '', modifiers };
  }
}

/** The text of a string or template; of a template only what is written there. */
function writtenText(node) {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (ts.isTemplateExpression(node)) {
    return [node.head.text, ...node.templateSpans.map((span) => span.literal.text)].join(' ');
  }
  return '';
}

/** Without `as const` and `satisfies`, and with a constant of the same file in place of its name. */
function resolved(node, constants) {
  let at = node;
  while (ts.isAsExpression(at) || ts.isSatisfiesExpression(at) || ts.isParenthesizedExpression(at)) {
    at = at.expression;
  }
  const constant = ts.isIdentifier(at) ? constants.get(at.text) : undefined;
  return constant === undefined ? at : resolved(constant, constants);
}

/** What of one row of an `each` table its title prints: `%s` the columns in order, `$name` properties. */
function printedCells(row, columns, properties) {
  if (ts.isArrayLiteralExpression(row)) return row.elements.slice(0, columns);
  if (!ts.isObjectLiteralExpression(row)) return columns > 0 ? [row] : [];
  return row.properties
    .filter((one) => ts.isPropertyAssignment(one) && properties.has(one.name.text))
    .map((one) => one.initializer);
}

/** What the title of `it.each(table)(title, …)` prints of its table, as one text. */
function printedTable(call, constants) {
  const [title] = call.arguments;
  const [list] = call.expression.arguments;
  const table = list && resolved(list, constants);
  if (!title || !table || !ts.isArrayLiteralExpression(table)) return '';
  const columns = [...writtenText(title).matchAll(/%[sdifjopc]/g)].length;
  const properties = new Set([...writtenText(title).matchAll(/\$(\w+)/g)].map(([, name]) => name));
  return table.elements
    .map((row) => resolved(row, constants))
    .flatMap((row) => printedCells(row, columns, properties))
    .map((cell) => writtenText(resolved(cell, constants)))
    .join(' ');
}

/** The fact numbers that the titles of one test file name. */
export function factsCited(fileName, text) {
  const source = ts.createSourceFile(fileName, text, ts.ScriptTarget.ES2022, true);
  const constants = new Map();
  const cited = new Set();
  const cite = (words) => {
    for (const fact of factNumbers(words)) cited.add(fact);
  };
  const visitCall = (node) => {
    const { name, modifiers } = callee(node.expression);
    const [last] = modifiers;
    if (!TITLED.has(name)) return true;
    if (modifiers.some((modifier) => NEVER_RUN.has(modifier))) return false;
    // `it.each(table)` is called a second time, with the title; the table counts where that prints it.
    const isTable = (last === 'each' || last === 'for') && ts.isPropertyAccessExpression(node.expression);
    if (isTable) return true;
    if (ts.isCallExpression(node.expression)) cite(printedTable(node, constants));
    for (const argument of node.arguments) cite(writtenText(argument));
    return true;
  };
  const visit = (node) => {
    if (ts.isVariableDeclaration(node) && node.initializer && ts.isIdentifier(node.name)) {
      constants.set(node.name.text, node.initializer);
    }
    if (ts.isPropertyAssignment(node) && node.name.getText(source) === 'fact') {
      cite(writtenText(node.initializer));
    }
    if (ts.isCallExpression(node) && !visitCall(node)) return;
    ts.forEachChild(node, visit);
  };
  visit(source);
  return cited;
}

/** Fact number to the test files that cite it, for every `*.test.ts` below a folder. */
export function citations(folder) {
  const found = new Map();
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => name.replaceAll('\\', '/'))
    // The tests of this machinery cite numbers as examples only.
    .filter((name) => name.endsWith('.test.ts') && !/^(facts|fixtures)\//.test(name))
    .sort();
  for (const name of names) {
    for (const fact of factsCited(name, readFileSync(join(folder, name), 'utf8'))) {
      found.set(fact, [...(found.get(fact) ?? []), name]);
    }
  }
  return found;
}

/** Facts of the given issues that a test must cite and none does, in the order of the ledger. */
export function uncited(ledger, issues, cited) {
  return Object.entries(ledger)
    .filter(([fact, { issue, observable }]) => issues.includes(issue) && observable && !cited.has(fact))
    .map(([fact]) => fact);
}

/** The statements by number, when the fact tables stand beside the checkout; else nothing. */
function statements() {
  try {
    const text = readFileSync(join(here, '..', '..', '..', 'shared', 'facts', 'behaviour.md'), 'utf8');
    return new Map([...text.matchAll(/^- \*\*([\w-]+)\*\* (.*)$/gm)].map(([, fact, words]) => [fact, words]));
  } catch {
    return new Map();
  }
}

function printOne(ledger, issue, cited) {
  const words = statements();
  const missing = uncited(ledger, [issue], cited);
  const all = Object.values(ledger).filter((row) => row.issue === issue && row.observable).length;
  console.log(`issue ${issue}: ${all - missing.length} of ${all} observable facts are cited`);
  for (const fact of missing) {
    const { aspect } = ledger[fact];
    console.log(
      `  ${fact}${aspect ? ` (${aspect})` : ''}  ${(words.get(fact) ?? '').slice(0, 150)}`.trimEnd(),
    );
  }
}

if (process.argv[1] !== undefined && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const ledger = JSON.parse(readFileSync(join(here, '..', 'facts.json'), 'utf8'));
  const cited = citations(join(here, '..'));
  const known = [...new Set(Object.values(ledger).map(({ issue }) => issue))].sort((a, b) => a - b);
  const asked = process.argv.slice(2).map(Number);
  const bad = asked.find((issue) => !known.includes(issue));
  if (bad !== undefined) {
    console.error(`coverage: no fact is assigned to issue ${bad}; there are ${known.join(', ')}`);
    process.exitCode = 2;
  } else if (asked.length > 0) {
    for (const issue of asked) printOne(ledger, issue, cited);
  } else {
    for (const issue of known) {
      const all = Object.values(ledger).filter((row) => row.issue === issue && row.observable).length;
      console.log(`issue ${issue}: ${all - uncited(ledger, [issue], cited).length} of ${all}`);
    }
  }
}
