/** What the headers of a machine are made from, and programs that include them. */

import { headerFiles } from '../../../src/c/headers/header-files.ts';
import type { HeaderSources } from '../../../src/c/headers/header-sources.ts';
import { headerText } from '../../../src/c/headers/header-text.ts';
import { parseUnit } from '../../../src/c/parse/parse.ts';
import { type Preprocessed, preprocess } from '../../../src/c/preprocess/preprocess.ts';
import { allFunctions } from '../../../src/c/runtime/library.ts';
import { Diagnostics, formatDiagnostic } from '../../../src/c/source/diagnostics.ts';
import type { TranslationUnit } from '../../../src/c/tree/tree.ts';
import type { Architecture } from '../../../src/contract/c-types.ts';
import type { Mode } from '../../../src/contract/contract.ts';
import { routineContracts } from '../../../src/routine-sets.ts';

/** Every combination of architecture and mode. */
export const worlds: readonly (readonly [Architecture, Mode])[] = [
  ['x64', 'kernel'],
  ['x86', 'kernel'],
  ['x64', 'user'],
  ['x86', 'user'],
];

// One array for all: headers are kept by the arrays that they were made from.
const library = allFunctions;

/** The sources of one world. */
export const sourcesOf = (arch: Architecture, mode: Mode): HeaderSources => ({
  arch,
  mode,
  contracts: routineContracts,
  library,
});

/** Names of the headers that programs include. */
export const publicHeaders: readonly string[] = Object.keys(headerFiles).filter(
  (name) => !name.startsWith('irqlab_'),
);

/** Directives that include headers. */
export const including = (names: readonly string[]): string =>
  names.map((name) => `#include <${name}>\n`).join('');

/** A program after preprocessing with our headers. */
export function preprocessed(
  text: string,
  sources: HeaderSources,
  diagnostics = new Diagnostics(),
): Preprocessed {
  const { arch, mode } = sources;
  return preprocess(
    { name: 'program.c', text },
    {
      arch,
      mode,
      diagnostics,
      include: (name) => {
        const header = headerText(name, sources);
        return header === null ? null : { name: name.toLowerCase(), text: header };
      },
    },
  );
}

/** A checked program, and what was wrong with it. */
export function parsed(
  text: string,
  sources: HeaderSources,
): { readonly unit: TranslationUnit; readonly wrong: readonly string[] } {
  const diagnostics = new Diagnostics();
  const { tokens, sources: files } = preprocessed(text, sources, diagnostics);
  const { arch, mode } = sources;
  const unit = parseUnit('program.c', tokens, { arch, mode, diagnostics });
  return { unit, wrong: diagnostics.list.map((one) => formatDiagnostic(one, files)) };
}
