// The words of the reference pages that stand in no declaration: the `@param` texts of the sources, and the examples
// of return codes. The build puts them beside the command line, which has neither sources nor scripts.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { examples } from './docs-examples.mjs';

/**
 * @param {string} root folder of the project
 * @param {Function} parameterTexts of src/typedoc/parameter-texts.ts, built or not
 */
export function readPageWords(root, parameterTexts) {
  const folder = join(root, 'src');
  const files = readdirSync(folder, { recursive: true }).filter((name) => name.endsWith('.ts'));
  const texts = files.map((name) => [name, readFileSync(join(folder, name), 'utf8')]);
  const sources = texts
    .filter(([, text]) => text.includes('outine<'))
    .map(([name, text]) => ts.createSourceFile(name, text, ts.ScriptTarget.ES2022, true));
  return {
    parameters: Object.fromEntries(parameterTexts(sources)),
    examples: Object.fromEntries(
      [...examples].map(([routine, codes]) => [routine, Object.fromEntries(codes)]),
    ),
  };
}
