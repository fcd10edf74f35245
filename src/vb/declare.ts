/** `declare()`: Visual Basic declarations as functions. */
import { bindModule, type ConstantNames, type DeclaredNames, type VbModule } from './bind.ts';
import { VbDeclareError } from './diagnostics.ts';
import { parseModule, type VbDeclaration } from './parse.ts';
import type { VbProcess } from './vb-process.ts';

/** Declarations that were read and can be bound. */
export interface VbDeclarations<Name extends string = string, Constant extends string = string> {
  /** Each declared routine, in the order of the source. */
  readonly declarations: readonly VbDeclaration[];
  /** The constants of the source. */
  readonly constants: ReadonlyMap<string, number>;
  /**
   * Makes the declarations callable in a process for x86.
   * @throws VbDeclareError for a wrong Lib, Alias or signature, with the line and column of each
   * @throws TypeError for a process that is not x86
   */
  bind(process: VbProcess): VbModule<Name, Constant>;
}

/**
 * Reads the `Declare` and `Const` statements of a Visual Basic 6 module. `Option` and `Attribute` lines are skipped.
 *
 * @example
 * ```ts
 * import { boot } from 'irqlab';
 * import { declare } from 'irqlab/vb';
 *
 * const program = boot().startProcess({ arch: 'x86' });
 * const vb = declare('Declare Function GetLastError Lib "kernel32" () As Long').bind(program);
 * console.log(vb.GetLastError());
 * ```
 *
 * ```text
 * 0
 * ```
 *
 * @param source text of the module, as the API viewer or a code listing has it
 * @throws VbDeclareError when a statement is none of these, with the line and column of each
 */
export function declare<const S extends string>(
  source: S,
): VbDeclarations<DeclaredNames<S>, ConstantNames<S>> {
  const module = parseModule(source);
  if (module.diagnostics.length > 0) throw new VbDeclareError(module.diagnostics, source);
  return {
    declarations: module.declarations,
    constants: module.constants,
    // The functions have the names of the source, which its type has too.
    bind: (process) => bindModule(module, source, process) as VbModule<DeclaredNames<S>, ConstantNames<S>>,
  };
}
