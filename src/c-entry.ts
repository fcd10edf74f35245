/**
 * `irqlab/c`: C programs and drivers, compiled and run on a simulated machine.
 *
 * @example
 * ```ts
 * import { compileC } from 'irqlab/c';
 *
 * const program = compileC({ name: 'hello.c', text: '#include <stdio.h>\nint main(void) { puts("hello"); return 0; }' });
 * console.log(program.run().stdout);
 * ```
 *
 * ```text
 * hello
 * ```
 *
 * @packageDocumentation
 */
export { ProgramTooLarge } from './c/run/image.ts';
export type { Diagnostic, Severity } from './c/source/diagnostics.ts';
export type { Position, SourceFile } from './c/source/position.ts';
export {
  type CompileOptions,
  CProgram,
  compileC,
  LoadedC,
  loadDriver,
  type RunningDriver,
  type RunOptions,
  type RunResult,
} from './c-programs.ts';
export { type CSweepOptions, sweepC } from './c-sweep.ts';
