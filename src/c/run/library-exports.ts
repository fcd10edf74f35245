/**
 * Functions of the Windows API that stand in the C library, as GetProcAddress finds them. All of them are bound when a
 * program is loaded that asks for routines by name: binding takes static memory, and none is taken while code runs.
 */
import type { Architecture } from '../../contract/c-types.ts';
import { PrototypeParser } from '../parse/parse-prototype.ts';
import type { RuntimeFunction } from '../runtime/runtime-function.ts';
import { Diagnostics } from '../source/diagnostics.ts';
import type { FunctionType } from '../tree/type.ts';

/** A function of a DLL. */
export interface LibraryExport {
  readonly type: FunctionType;
  readonly run: (...args: unknown[]) => unknown;
}

/** By DLL, how names begin that it exports; all others are kernel32's. */
const modules: readonly (readonly [module: string, names: RegExp])[] = [
  ['user32', /^(MessageBox|wvsprintf|Char(Upper|Lower|Next|Prev)|IsChar)/],
  ['advapi32', /(Service|SCManager|^Reg[A-Z])/],
  ['winmm', /^time/],
];

/** The DLL that exports a function; null for one of the C library itself. */
function moduleOf({ name, prototype }: RuntimeFunction): string | null {
  if (!prototype.includes('__stdcall')) return null;
  return modules.find(([, names]) => names.test(name))?.[0] ?? 'kernel32';
}

/**
 * The functions that the DLLs of a program export beside the declared routines.
 * @param bind makes a function of the library for the program
 */
export function libraryExports(
  library: readonly RuntimeFunction[],
  arch: Architecture,
  bind: (one: RuntimeFunction) => LibraryExport['run'],
): (module: string, name: string) => LibraryExport | null {
  const exported = new Map<string, { readonly one: RuntimeFunction; readonly run: LibraryExport['run'] }>();
  for (const one of library) {
    const module = moduleOf(one);
    if (module === null || one.isMissing === true || (one.only ?? arch) !== arch) continue;
    exported.set(`${module}!${one.name}`, { one, run: bind(one) });
  }
  return (module, name) => {
    const found = exported.get(`${module}!${name}`);
    if (found === undefined) return null;
    const options = { arch, mode: 'user', diagnostics: new Diagnostics() } as const;
    const symbol = new PrototypeParser(options).parse(found.one.prototype);
    return symbol === null ? null : { type: symbol.type, run: found.run };
  };
}
