/** Files of the command line, compiled into one program. */
import { type CProgram, compileC } from '../c-entry.ts';
import { type Architecture, type RecorderOptions, recorderSettings } from '../index.ts';
import { includeFrom, readSource } from './c-files.ts';
import { definesOf } from './run-options.ts';

/** Options that say how files are compiled. */
export interface CompileFilesOptions {
  readonly include: readonly string[];
  readonly define: readonly string[];
  readonly arch: Architecture;
  readonly release: boolean;
  readonly checks?: boolean;
  readonly recorders?: RecorderOptions;
}

/**
 * Compiles files. Throws FileProblem for one that cannot be read.
 * @param others what recorders are that the options do not name
 */
export function compileFiles(
  files: readonly string[],
  mode: 'user' | 'kernel' | 'auto',
  options: CompileFilesOptions,
  others: 'usual' | 'on' = 'usual',
): CProgram {
  return compileC(files.map(readSource), {
    arch: options.arch,
    mode,
    release: options.release,
    checks: options.checks ?? false,
    analyze: recorderSettings(options.recorders, others).ignoredResults,
    defines: definesOf(options.define),
    include: includeFrom(options.include),
  });
}
