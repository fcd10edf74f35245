/**
 * Visual Basic 6 declarations of Windows routines, as functions that call them in a process: the entry `irqlab/vb`.
 *
 * @module
 */
export type { ExportedRoutine, ModuleExports } from '../contract/exports.ts';
export type { VbArgument, VbByVal } from './arguments.ts';
export type { ConstantNames, DeclaredNames, VbErr, VbFunction, VbMembers, VbModule } from './bind.ts';
export { declare, type VbDeclarations } from './declare.ts';
export { declareStatement } from './declare-statement.ts';
export { type SourcePlace, VB_ERRORS, VbDeclareError, type VbDiagnostic, VbError } from './diagnostics.ts';
export type { VbDeclaration, VbParameter } from './parse.ts';
export type { VbArray, VbString, VbVariable } from './variables.ts';
export type { VbProcess } from './vb-process.ts';
export type { VbNumberType, VbParameterType, VbTypeName } from './vb-types.ts';
