/** Binds declarations to a process: each becomes a function, or says what is wrong with it. */
import type { Contract } from '../contract/contract.ts';
import type { ExportedRoutine } from '../contract/exports.ts';
import { isUnwind } from '../seh/unwind.ts';
import { pass, resultOf, type VbArgument, VbByVal } from './arguments.ts';
import { argumentBytes, argumentsFrom, isPointer, stackBytes } from './c-slots.ts';
import { VB_ERRORS, VbDeclareError, type VbDiagnostic, VbError } from './diagnostics.ts';
import type { VbDeclaration, VbModuleSource, VbParameter } from './parse.ts';
import { type VbArray, VbMemory, VbString, type VbVariable } from './variables.ts';
import type { VbProcess } from './vb-process.ts';
import { VB_TYPES, type VbNumberType } from './vb-types.ts';

/** A declared routine. A Boolean result is -1 or 0; that of a Sub is 0. */
export type VbFunction = (...args: VbArgument[]) => number;

/** Err, as far as declared routines set it. */
export interface VbErr {
  /** The last error of the thread after the last call of a declared routine. */
  readonly LastDllError: number;
}

/** What a module has beside its routines. */
export interface VbMembers {
  /** The Err object, as far as declared routines set it. */
  readonly Err: VbErr;
  /** The constants that the source declares. */
  readonly constants: Readonly<Record<string, number>>;
  /** Calls a declared routine by its name, whose case does not matter. */
  call(name: string, ...args: VbArgument[]): number;
  /** Makes a variable; ByRef passes its address. `Dim x As Long: x = value` */
  variable(type: VbNumberType, value?: number | boolean): VbVariable;
  /** Makes a string that a routine can write into. */
  string(value: string): VbString;
  /** Makes an array of one dimension, from 0; its elements are 0. */
  array(type: VbNumberType, length: number): VbArray;
  /** `ByVal x` in a call: passes the value where the declaration says `As Any`. */
  byVal(argument: VbByVal['argument']): VbByVal;
}

/** Names that a literal source declares as `Declare Function` or `Declare Sub`, with a library behind them. */
export type DeclaredNames<S extends string> = string extends S
  ? string
  : S extends `${string}Declare ${'Function' | 'Sub'} ${infer Name} Lib${infer Rest}`
    ? Name | DeclaredNames<Rest>
    : never;

/** Names that a literal source declares with `Const`, each the first of its statement. */
export type ConstantNames<S extends string> = string extends S
  ? string
  : S extends `${string}Const ${infer Name} ${infer Rest}`
    ? Name | ConstantNames<Rest>
    : never;

/** A module whose declarations are bound to a process: a function for each, its constants, and the members. */
export type VbModule<Name extends string = string, Constant extends string = string> = VbMembers & {
  readonly constants: { readonly [N in Constant]: number };
} & { readonly [N in Name]: VbFunction };

/**
 * Binds declarations.
 * @throws VbDeclareError with every wrong Lib, Alias or signature, each with its place
 */
export function bindModule(module: VbModuleSource, source: string, process: VbProcess): VbMembers {
  if (process.arch !== 'x86')
    throw new TypeError(
      `${process.name} is a program for ${process.arch}; Visual Basic has programs for x86: nt.startProcess({ arch: 'x86' })`,
    );
  const diagnostics: VbDiagnostic[] = [];
  const routines = new Map<string, VbFunction>();
  const memory = new VbMemory(process);
  const err = { LastDllError: 0 };
  const getLastError = process.exportsOf('kernel32')?.get('GetLastError');
  const noteError = (): void => {
    err.LastDllError = Number(getLastError?.call() ?? 0) | 0;
  };
  const members: Record<string, VbFunction> = {};
  for (const declaration of module.declarations) {
    const routine = findRoutine(declaration, process, diagnostics);
    if (routine === undefined) continue;
    const call = callable(declaration, routine, memory, noteError);
    routines.set(declaration.name.toLowerCase(), call);
    members[declaration.name] = call;
  }
  if (diagnostics.length > 0) throw new VbDeclareError(diagnostics, source);
  const own: VbMembers = {
    Err: err,
    constants: Object.fromEntries(module.constants),
    call(name, ...args) {
      const call = routines.get(name.toLowerCase());
      if (call === undefined)
        throw new TypeError(
          `${name} is not declared; there are ${Object.keys(members).join(', ') || 'no declarations'}`,
        );
      return call(...args);
    },
    variable: (type, value = 0) => memory.variable(numberType(type), value),
    string: (value) => new VbString(value),
    array: (type, length) => memory.array(numberType(type), length),
    byVal: (argument) => new VbByVal(argument),
  };
  return Object.assign(members, own);
}

function numberType(type: VbNumberType): VbNumberType {
  if (!(type in VB_TYPES) || (type as string) === 'String')
    throw new TypeError(
      `a variable As ${String(type)}; there are ${Object.keys(VB_TYPES)
        .filter((name) => name !== 'String')
        .join(', ')}`,
    );
  return type;
}

function callable(
  { name, parameters, returns }: VbDeclaration,
  { contract, call }: ExportedRoutine,
  memory: VbMemory,
  noteError: () => void,
): VbFunction {
  return (...args) => {
    if (args.length > parameters.length)
      throw new VbError(
        VB_ERRORS.wrongArguments,
        `Wrong number of arguments: ${name} takes ${parameters.length}, not ${args.length}`,
      );
    return memory.during(() => {
      const passed = parameters.map((parameter, index) => pass(memory, parameter, args[index]));
      const slots = passed.flatMap((one) => one.slots);
      assertSlots(name, slots.length, contract);
      const settle = (): void => {
        noteError();
        for (const { after } of passed) after?.();
      };
      let result: unknown;
      try {
        result = call(...argumentsFrom(contract, slots));
      } catch (thrown) {
        // What raised is over, and the program goes on. After a stop no code of the program runs, GetLastError neither.
        if (isUnwind(thrown)) settle();
        throw thrown;
      }
      settle();
      return returns === null ? 0 : resultOf(returns, result);
    });
  };
}

/** A Double by value where the declaration says As Any takes two slots: the routine would take its halves for two arguments. */
function assertSlots(name: string, slots: number, contract: Contract): void {
  const taken = argumentBytes(contract);
  if (4 * slots === taken) return;
  throw new VbError(
    VB_ERRORS.badCallingConvention,
    `Bad DLL calling convention: ${contract.name} takes ${taken} bytes of arguments, and this call of ${name} passes ${4 * slots}`,
  );
}

/** The routine that a declaration names; undefined, with a finding, when there is none or when it takes other arguments. */
function findRoutine(
  declaration: VbDeclaration,
  process: VbProcess,
  diagnostics: VbDiagnostic[],
): ExportedRoutine | undefined {
  const { library, libraryPlace, entry, entryPlace } = declaration;
  const exported = process.exportsOf(library);
  if (exported === undefined) {
    const message = `File not found: ${library} is no module of irqlab; it has kernel32, ntdll and others`;
    diagnostics.push({ ...libraryPlace, message, number: VB_ERRORS.fileNotFound });
    return undefined;
  }
  const routine = exported.get(entry);
  if (routine === undefined) {
    const message = `Can't find DLL entry point ${entry} in ${library}${suggestion(entry, exported.keys())}`;
    diagnostics.push({ ...entryPlace, message, number: VB_ERRORS.noEntryPoint });
    return undefined;
  }
  const wrong = wrongSignature(declaration, routine);
  if (wrong === undefined) return routine;
  diagnostics.push(wrong);
  return undefined;
}

/** Names know case here, though they do not elsewhere in Visual Basic. */
function suggestion(entry: string, names: Iterable<string>): string {
  if (entry.startsWith('#')) return '; ordinals are not modelled';
  const near = [...names].find((name) => name.toLowerCase() === entry.toLowerCase());
  return near === undefined ? '' : `: the routine is ${near}, and case matters; write Alias "${near}"`;
}

/** Bytes that a parameter puts on the stack. */
const declaredBytes = ({ byVal, type, isArray }: VbParameter): number =>
  byVal && !isArray && type !== 'Any' ? VB_TYPES[type].slotBytes : 4;

function wrongSignature(declaration: VbDeclaration, { contract }: ExportedRoutine): VbDiagnostic | undefined {
  const { parameters, place, returns } = declaration;
  const number = VB_ERRORS.badCallingConvention;
  if (returns === 'Single' || returns === 'Double') {
    const message = `${contract.name} gives a ${contract.returns}, and a ${returns} would be read from another register; write As Long`;
    return { ...place, message, number: null };
  }
  const declared = parameters.reduce((sum, parameter) => sum + declaredBytes(parameter), 0);
  const taken = argumentBytes(contract);
  if (declared !== taken) {
    const at = parameters[contract.parameters.length]?.place ?? place;
    const takes = contract.parameters.map(({ type, name }) => `${type} ${name}`).join(', ');
    const message = `Bad DLL calling convention: ${contract.name} takes ${taken} bytes of arguments (${takes}), and this declaration passes ${declared}`;
    return { ...at, message, number };
  }
  if (parameters.length !== contract.parameters.length) return undefined; // a 64-bit argument as two Longs
  for (const [index, parameter] of parameters.entries()) {
    const expected = contract.parameters[index];
    if (expected === undefined || stackBytes(expected) !== 4) continue;
    const message = wrongParameter(parameter, isPointer(expected), `${expected.type} ${expected.name}`);
    if (message !== undefined) return { ...parameter.place, message, number: null };
  }
  return undefined;
}

function wrongParameter(parameter: VbParameter, isAddress: boolean, expected: string): string | undefined {
  const { name, byVal, type, isArray } = parameter;
  if (isArray)
    return isAddress ? undefined : `${name} is an array, and the routine takes a value (${expected})`;
  if (!isAddress && !byVal && type !== 'Any')
    return `${name} is ByRef, as everything without ByVal is: the routine would get the address of the variable for its ${expected}; write ByVal ${name}`;
  const narrow = byVal && type !== 'Any' && VB_TYPES[type].bytes < 4;
  if (isAddress && narrow)
    return `${name} is ${type}, too narrow for an address (${expected}); write ByVal ${name} As Long`;
  return undefined;
}
