/** The public entries of the package, read from the `exports` of package.json, as files below `src`. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Folder of the project. */
export const projectRoot = fileURLToPath(new URL('../..', import.meta.url));

/** Folder of the sources. */
export const sourceRoot = join(projectRoot, 'src');

/** One line of `exports` that carries code. */
export interface PublicEntry {
  /** What a user imports, for example `irqlab/status`. */
  readonly name: string;
  /** Source file below `src`, for example `status/index.ts`. */
  readonly file: string;
  /** Whole path of that file. */
  readonly path: string;
}

interface PackageJson {
  readonly name: string;
  readonly exports: Readonly<Record<string, string | { readonly default: string }>>;
}

/** Every entry with code, in the order of package.json. */
export function publicEntries(): PublicEntry[] {
  const manifest = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8')) as PackageJson;
  return Object.entries(manifest.exports).flatMap(([key, target]) => {
    const built = typeof target === 'string' ? target : target.default;
    if (!built.startsWith('./dist/')) return [];
    const file = built.slice('./dist/'.length).replace(/\.js$/, '.ts');
    return [{ name: `${manifest.name}${key.slice(1)}`, file, path: join(sourceRoot, file) }];
  });
}
