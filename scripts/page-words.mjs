// The words of the reference pages that stand in no declaration: the `@param` texts of the sources, and the examples
// of return codes. The build puts them beside the command line, which has neither sources nor scripts.

import { existsSync } from 'node:fs';
import { readParameterTexts } from './parameter-text.mjs';

/**
 * @param {string} root folder of the project
 * @param {Iterable<string>} names the routines
 */
export async function readPageWords(root, names) {
  const textsOf = readParameterTexts(`${root}/src`);
  return {
    parameters: Object.fromEntries([...names].map((name) => [name, textsOf(name)])),
    examples: Object.fromEntries(
      [...(await readExamples(root))].map(([routine, codes]) => [routine, Object.fromEntries(codes)]),
    ),
  };
}

/** Examples by routine and code; none while there is no script that reads them. */
async function readExamples(root) {
  const script = new URL('./code-examples.mjs', import.meta.url);
  return existsSync(script) ? (await import(script.href)).readCodeExamples(root) : new Map();
}
