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

/** Routines whose declaration does not say that this module exports them too (*ours*, docs/decisions/0060-visual-basic.md). */
const ALSO: Readonly<Record<string, readonly string[]>> = {
  kernel32: ['RtlMoveMemory', 'RtlFillMemory', 'RtlZeroMemory', 'RtlUnwind'],
  ntdll: ['RtlMoveMemory', 'RtlFillMemory', 'RtlZeroMemory'],
};

/** Key of a module name: lower case, without `.dll`. */
export const moduleKey = (module: string): string => module.toLowerCase().replace(/\.dll$/, '');

/** Modules of user-mode code that the declaration names; those without one are in ntdll, macros in none. */
export function exportingModules({ dll, inline, name }: Contract): readonly string[] {
  const also = Object.keys(ALSO).filter((module) => ALSO[module]?.includes(name) === true);
  if (inline === true) return also;
  const named = [...(dll ?? '').matchAll(/(\w+)\.dll/gi)].map(([, module]) => moduleKey(module ?? ''));
  return [...new Set([...(named.length === 0 ? ['ntdll'] : named), ...also])];
}
