/** What the headers of a machine are made from, and their text through the preprocessor. */

import { headerFiles } from '../../../src/c/headers/header-files.ts';
import type { HeaderSources } from '../../../src/c/headers/header-sources.ts';
import { headerText } from '../../../src/c/headers/header-text.ts';
import { type Preprocessed, preprocess } from '../../../src/c/preprocess/preprocess.ts';
import { Diagnostics, formatDiagnostic } from '../../../src/c/source/diagnostics.ts';
import type { Architecture } from '../../../src/contract/c-types.ts';
import type { Contract, Mode } from '../../../src/contract/contract.ts';
import { kernelSets, userSets } from '../../../src/routine-sets.ts';

const contractsOf = (sets: object): readonly Contract[] =>
  Object.values(sets).flatMap((set: Record<string, { contract: Contract }>) =>
    Object.values(set).map(({ contract }) => contract),
  );

/** Contracts of each mode; the same arrays each time, because headers are kept by them. */
export const contracts: Readonly<Record<Mode, readonly Contract[]>> = {
  kernel: contractsOf(kernelSets),
  user: contractsOf(userSets),
};

/** Every combination of architecture and mode. */
export const worlds: readonly (readonly [Architecture, Mode])[] = [
  ['x64', 'kernel'],
  ['x86', 'kernel'],
  ['x64', 'user'],
  ['x86', 'user'],
];

/** The sources of one world. */
export const sourcesOf = (arch: Architecture, mode: Mode): HeaderSources => ({
  arch,
  mode,
  contracts: contracts[mode],
});

/** Names of the headers that programs include. */
export const publicHeaders: readonly string[] = Object.keys(headerFiles).filter(
  (name) => !name.startsWith('irqlab_'),
);

/** A program after preprocessing with our headers, and what was wrong with it. */
export function preprocessed(
  text: string,
  sources: HeaderSources,
): Preprocessed & { readonly wrong: string[] } {
  const diagnostics = new Diagnostics();
  const result = preprocess(
    { name: 'program.c', text },
    {
      arch: sources.arch,
      mode: sources.mode,
      diagnostics,
      include: (name) => {
        const header = headerText(name, sources);
        return header === null ? null : { name: name.toLowerCase(), text: header };
      },
    },
  );
  return { ...result, wrong: diagnostics.list.map((one) => formatDiagnostic(one, result.sources)) };
}
