/** Finds and loads every declared routine of the sources; nobody keeps a list. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Contract } from '../../src/contract/contract.ts';
import { sourceRoot } from '../structure/public-entries.ts';
import { OUTSIDE, readSourceTree } from '../structure/source-graph.ts';
import { type SourceRoutine, sourceRoutines } from './interfaces.ts';

/** A declared routine, loaded, with what its source shows. */
export interface LoadedRoutine {
  /** Source file below src. */
  readonly file: string;
  readonly source: SourceRoutine;
  readonly contract: Contract;
  readonly failures: Readonly<Record<string, unknown>>;
}

async function loadFile(file: string, text: string): Promise<LoadedRoutine[]> {
  const routines = sourceRoutines(file, text);
  if (routines.length === 0) return [];
  const url = pathToFileURL(join(sourceRoot, file)).href;
  const module = (await import(/* @vite-ignore */ url)) as Record<string, LoadedRoutine | undefined>;
  return routines.map((source) => {
    const declared = module[source.constant];
    if (declared === undefined) throw new Error(`${file} declares ${source.constant} but does not export it`);
    return { file, source, contract: declared.contract, failures: declared.failures };
  });
}

/** Every routine below src, sorted by name. Folders outside the house declare none. */
export async function loadDeclaredRoutines(): Promise<LoadedRoutine[]> {
  const files = [...readSourceTree(sourceRoot)].filter(([file]) => !OUTSIDE.has(file.split('/')[0] ?? ''));
  const loaded = await Promise.all(files.map(([file, text]) => loadFile(file, text)));
  return loaded.flat().sort((a, b) => (a.contract.name < b.contract.name ? -1 : 1));
}
