/** Where the modules of a program lie, and addresses of the routines that they export. */
import type { Contract } from './contract/contract.ts';
import type { ExportedRoutine, ModuleExports } from './contract/exports.ts';
import { moduleOfProgram } from './kernel/code-modules.ts';
import type { Machine } from './kernel/machine.ts';
import type { Process } from './kernel/records.ts';
import type { ProgramModules } from './win32/program-modules.ts';

/** DLLs that have an address (kernel/code-modules.ts). */
const LIBRARIES = ['ntdll', 'kernel32', 'kernelbase', 'user32', 'advapi32', 'winmm'];

/** Types of parameters that are 64 bits wide on either architecture. */
const WIDE: ReadonlySet<string> = new Set([
  'LARGE_INTEGER',
  'LONGLONG',
  'LONG64',
  'ULONGLONG',
  'ULONG64',
  'DWORDLONG',
]);

/** A value that C passed, as a routine takes it: a pointer-sized integer is a number where that is exact. */
function argument(type: string, value: unknown): unknown {
  if (WIDE.has(type)) return BigInt(value as number | bigint);
  if (typeof value !== 'bigint') return value;
  const signed = BigInt.asIntN(64, value);
  const number = Number(signed);
  return Number.isSafeInteger(number) ? number : signed;
}

/** The routine as code that is called by address: with C's values, and no more of them than it has parameters. */
const byAddress =
  ({ contract, call }: ExportedRoutine) =>
  (...args: readonly unknown[]): unknown =>
    call(
      ...contract.parameters.map(({ type }, index) => argument(type, args[index])),
      ...args.slice(contract.parameters.length, contract.variadic === true ? undefined : 0),
    );

/** Addresses of the routines that the kernel exports, by name; 0 for one that is not modelled, and for a macro. */
export function systemRoutineAddresses(
  { symbols, architecture }: Machine,
  contracts: readonly Contract[],
  member: (name: string) => unknown,
): (name: string) => number {
  // Made when somebody asks: few drivers do.
  let exported: ReadonlyMap<string, Contract> | null = null;
  return (name) => {
    exported ??= new Map(
      contracts
        .filter(
          ({ inline, dll, only = architecture }) => inline !== true && dll !== null && only === architecture,
        )
        .map((contract) => [contract.name, contract]),
    );
    const contract = exported.get(name);
    if (contract === undefined) return 0;
    const { address } = symbols.define('nt', name);
    if (symbols.callable(address) === undefined) {
      const call = (...args: readonly unknown[]): unknown =>
        (member(name) as (...all: readonly unknown[]) => unknown)(...args);
      symbols.setCallable(address, byAddress({ contract, call }) as (...args: never[]) => unknown);
    }
    return address;
  };
}

/** The modules of a process. */
export function programModules(
  machine: Machine,
  process: Process,
  exportsOf: ModuleExports['exportsOf'],
): ProgramModules {
  const { symbols, calls } = machine;
  const baseOf = (module: string): number =>
    symbols.baseOf(moduleOfProgram(symbols, module, process.architecture)) ?? 0;
  const libraries = new Map(LIBRARIES.map((module) => [baseOf(module), module]));
  const program = baseOf('program');
  const names = new Map([...libraries].map(([base, module]) => [`${module}.dll`, base]));
  names.set(process.name.toLowerCase(), program);
  return {
    program,
    has: (module) => module === program || libraries.has(module),
    find(name) {
      const lower = name.toLowerCase();
      return names.get(/\./.test(lower) ? lower : `${lower}.dll`) ?? null;
    },
    routine(module, name) {
      const library = libraries.get(module);
      const exported = library === undefined ? undefined : exportsOf(library)?.get(name);
      if (library === undefined) return null;
      if (exported === undefined) return process.libraryRoutine?.(library, name) ?? null;
      const { address } = calls.symbol(library, name, process);
      if (symbols.callable(address) === undefined)
        symbols.setCallable(address, byAddress(exported) as (...args: never[]) => unknown);
      return address;
    },
  };
}
