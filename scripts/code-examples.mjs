// The examples of return codes (examples/return-codes), cut into what a page shows.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Folder of the examples below the root of the project. */
export const folder = 'examples/return-codes';

/** Names of the files, sorted. @param {string} root */
export const exampleFiles = (root) =>
  readdirSync(join(root, folder))
    .filter((name) => /\.(c|ts)$/.test(name))
    .sort();

/**
 * The examples by routine and code: the function `<Routine>__<CODE>`, after what it uses of its file.
 * @param {string} root root of the project
 */
export function readCodeExamples(root) {
  const byRoutine = new Map();
  for (const file of exampleFiles(root))
    for (const example of examplesOf(readFileSync(join(root, folder, file), 'utf8'))) {
      const codes = byRoutine.get(example.routine) ?? new Map();
      byRoutine.set(example.routine, codes);
      if (codes.has(example.code)) throw new Error(`${example.routine} has two examples of ${example.code}`);
      codes.set(example.code, {
        language: file.split('.').at(-1),
        text: example.text,
        file: `${folder}/${file}`,
      });
    }
  return byRoutine;
}

/**
 * The examples of a file. Its parts are divided by blank lines; there is none inside of a function.
 * @param {string} text
 */
export function examplesOf(text) {
  const parts = text.split(/\n\n+/).map((part) => ({ text: part.trim(), names: namesIn(part) }));
  return parts.flatMap((part) =>
    part.names.flatMap((name) => {
      const [, routine, code] = /^([A-Za-z]\w*?)__([A-Z]\w*)$/.exec(name) ?? [];
      if (routine === undefined) return [];
      const used = usedBy(part, parts);
      return [
        {
          name,
          routine,
          code,
          text: parts
            .filter((one) => used.has(one))
            .map((one) => one.text)
            .join('\n\n'),
        },
      ];
    }),
  );
}

/** Where a file begins: no part needs it, though its comment may name it. */
const ENTRIES = new Set(['main', 'DriverEntry']);

/** A part and all parts of the file that it names, directly or not, be it in a comment: `Control, of this driver, asks`. */
function usedBy(part, parts) {
  const used = new Set([part]);
  for (const one of used) {
    const words = new Set(one.text.match(/\b[A-Za-z_]\w*/g));
    for (const other of parts)
      if (other.names.some((name) => words.has(name) && !name.includes('__') && !ENTRIES.has(name)))
        used.add(other);
  }
  return used;
}

/** What a part of a file defines: macros, types, variables, functions. Comments define nothing. */
function namesIn(part) {
  const text = part.replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '');
  const forms = [
    /^#define (\w+)/gm,
    /^\} (\w+);/gm,
    /^(?:export )?function (\w+)/gm,
    /^(?!#|return\b|typedef\b)[A-Za-z][\w *]*?[ *](\w+)\(.*\)\s*(?:\{|$)/gm,
  ];
  return [...forms.flatMap((form) => [...text.matchAll(form)].map(([, name]) => name)), ...variablesIn(text)];
}

/** Variables of the file, without what they begin with: `static int first = 1, other[2];` */
function variablesIn(text) {
  const declarations = [...text.matchAll(/^(?:static|const) [^;]*;/gm)].map(([declaration]) =>
    declaration.replace(/=\s*(?:\{[^}]*\}|\w+\([^)]*\)|[^,;]*)/g, ''),
  );
  return declarations
    .filter((declaration) => !declaration.includes('('))
    .flatMap((declaration) => declaration.split(','))
    .flatMap((declarator) => /(\w+)(?:\[[^\]]*\])*\s*;?$/.exec(declarator.trim())?.[1] ?? []);
}
