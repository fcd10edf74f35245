/** What the modules of a program export: the way to a routine by the name of its DLL. */
import type { Contract } from './contract.ts';

/** An exported routine. */
export interface ExportedRoutine {
  /** Its declaration. */
  readonly contract: Contract;
  /** Calls it as code of the process. Arguments as its contract says. */
  call(...args: readonly unknown[]): unknown;
}

/** The exports of the modules of a process. */
export interface ModuleExports {
  /**
   * The routines of a module by name. Module names know no case and need no `.dll`; names of routines do know case.
   * @returns undefined for a module that the process has not
   */
  exportsOf(module: string): ReadonlyMap<string, ExportedRoutine> | undefined;
}
