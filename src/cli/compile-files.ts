/** Files of the command line, compiled into one program. */
import { type CProgram, compileC } from '../c-entry.ts';
import type { Architecture } from '../index.ts';
import { includeFrom, readSource } from './c-files.ts';
import { definesOf } from './run-options.ts';

/** Options that say how files are compiled. */
export interface CompileFilesOptions {
  readonly include: readonly string[];
  readonly define: readonly string[];
  readonly arch: Architecture;
  readonly release: boolean;
  readonly checks?: boolean;
}

/** Compiles files. Throws FileProblem for one that cannot be read. */
export function compileFiles(
  files: readonly string[],
  mode: 'user' | 'kernel' | 'auto',
  options: CompileFilesOptions,
): CProgram {
  return compileC(files.map(readSource), {
    arch: options.arch,
    mode,
    release: options.release,
    checks: options.checks ?? false,
    defines: definesOf(options.define),
    include: includeFrom(options.include),
  });
}
