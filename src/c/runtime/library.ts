/**
 * The C library of compiled programs: every function by name. Families stand in files of their own; here they are
 * put together for the linker and for the headers.
 */
import type { Mode } from '../../contract/contract.ts';
import { allocationFunctions } from './allocation.ts';
import { bitIntrinsicFunctions } from './bit-intrinsics.ts';
import { characterFunctions } from './characters.ts';
import { errorNumberFunctions } from './error-number.ts';
import { floatClassFunctions } from './float-classes.ts';
import { floatControlFunctions } from './float-control.ts';
import { integerArithmeticFunctions } from './integer-arithmetic.ts';
import { mathFunctions } from './math-functions.ts';
import { memoryFunctions } from './memory-functions.ts';
import { multibyteFunctions } from './multibyte.ts';
import { numberParseFunctions } from './number-parse.ts';
import { numberTextFunctions } from './number-text.ts';
import { printStreamFunctions } from './print-stream.ts';
import { kernelPrintFunctions, printStringFunctions } from './print-string.ts';
import { programEndFunctions } from './program-end.ts';
import { randomNumberFunctions } from './random-numbers.ts';
import type { RuntimeFunction } from './runtime-function.ts';
import { safeStringFunctions } from './safe-string-functions.ts';
import { safeUnicodeStringFunctions } from './safe-unicode-string.ts';
import { scanFunctions } from './scan-functions.ts';
import { sortingFunctions } from './sorting.ts';
import { streamControlFunctions } from './stream-control.ts';
import { streamInputFunctions } from './stream-input.ts';
import { streamOutputFunctions } from './stream-output.ts';
import { stringChangeFunctions } from './string-change.ts';
import { stringCompareFunctions } from './string-compare.ts';
import { stringCopyFunctions } from './string-copy.ts';
import { stringSearchFunctions } from './string-search.ts';
import { stringSecureCopyFunctions } from './string-secure-copy.ts';
import { threadFunctions } from './thread-functions.ts';
import { timeFunctions } from './time-functions.ts';
import { timeTextFunctions } from './time-text.ts';
import { windowsConsoleFunctions } from './windows-console.ts';
import { windowsDateFunctions } from './windows-dates.ts';
import { windowsEnvironmentFunctions } from './windows-environment.ts';
import { windowsFiberSlotFunctions } from './windows-fiber-slots.ts';
import { windowsFileFunctions } from './windows-files.ts';
import { windowsMemoryFunctions } from './windows-memory.ts';
import { windowsMessageFunctions } from './windows-messages.ts';
import { windowsNativeFunctions } from './windows-native.ts';
import { windowsOwnProcessFunctions } from './windows-own-process.ts';
import { windowsProgramFunctions } from './windows-program.ts';
import { windowsRegistryFunctions } from './windows-registry.ts';
import { windowsRegistryValueFunctions } from './windows-registry-values.ts';
import { windowsServiceFunctions } from './windows-services.ts';
import { windowsSmallFunctions } from './windows-small.ts';
import { windowsStringFunctions } from './windows-strings.ts';
import { windowsTextFunctions } from './windows-text.ts';

const families: readonly (readonly RuntimeFunction[])[] = [
  allocationFunctions,
  bitIntrinsicFunctions,
  characterFunctions,
  errorNumberFunctions,
  floatClassFunctions,
  floatControlFunctions,
  integerArithmeticFunctions,
  mathFunctions,
  memoryFunctions,
  multibyteFunctions,
  numberParseFunctions,
  numberTextFunctions,
  printStreamFunctions,
  printStringFunctions,
  programEndFunctions,
  randomNumberFunctions,
  safeStringFunctions,
  safeUnicodeStringFunctions,
  scanFunctions,
  sortingFunctions,
  streamControlFunctions,
  streamInputFunctions,
  streamOutputFunctions,
  stringChangeFunctions,
  stringCompareFunctions,
  stringCopyFunctions,
  stringSearchFunctions,
  stringSecureCopyFunctions,
  threadFunctions,
  timeFunctions,
  timeTextFunctions,
  windowsConsoleFunctions,
  windowsDateFunctions,
  windowsEnvironmentFunctions,
  windowsFiberSlotFunctions,
  windowsFileFunctions,
  windowsMemoryFunctions,
  windowsMessageFunctions,
  windowsNativeFunctions,
  windowsOwnProcessFunctions,
  windowsProgramFunctions,
  windowsRegistryFunctions,
  windowsRegistryValueFunctions,
  windowsServiceFunctions,
  windowsSmallFunctions,
  windowsStringFunctions,
  windowsTextFunctions,
];

function byName(functions: readonly RuntimeFunction[]): Readonly<Record<string, RuntimeFunction>> {
  const table: Record<string, RuntimeFunction> = Object.create(null);
  for (const one of functions) {
    if (one.name in table) throw new TypeError(`${one.name} is declared twice`);
    table[one.name] = one;
  }
  return table;
}

const all = families.flat();

/** Every function, those of drivers that have a name with another prototype in programs among them: what headers are made of. */
export const allFunctions: readonly RuntimeFunction[] = [...all, ...kernelPrintFunctions];

/** Every function by name. `swprintf` is that of programs; `functionsOf('kernel')` has that of drivers. */
export const runtimeFunctions: Readonly<Record<string, RuntimeFunction>> = byName(all);

const tables: Readonly<Record<Mode, Readonly<Record<string, RuntimeFunction>>>> = {
  user: byName(all.filter(({ modes }) => modes.includes('user'))),
  kernel: byName([...all.filter(({ modes }) => modes.includes('kernel')), ...kernelPrintFunctions]),
};

/** The functions that programs of a mode have, by name. */
export const functionsOf = (mode: Mode): Readonly<Record<string, RuntimeFunction>> => tables[mode];

/**
 * Headers of standard C that include others of the library, as MSVC's do: a function of `corecrt_wstring.h` is
 * declared by string.h and by wchar.h.
 */
export const includedHeaders: Readonly<Record<string, readonly string[]>> = {
  'string.h': ['corecrt_memory.h', 'corecrt_wstring.h'],
  'memory.h': ['corecrt_memory.h'],
  'stdlib.h': ['corecrt_malloc.h', 'corecrt_search.h', 'corecrt_wstdlib.h', 'corecrt_startup.h'],
  'search.h': ['corecrt_search.h'],
  'malloc.h': ['corecrt_malloc.h'],
  'stdio.h': ['corecrt_wstdio.h'],
  'ctype.h': ['corecrt_wctype.h'],
  'wctype.h': ['corecrt_wctype.h'],
  'time.h': ['corecrt_wtime.h'],
  'wchar.h': [
    'corecrt_memory.h',
    'corecrt_wstring.h',
    'corecrt_wstdlib.h',
    'corecrt_wstdio.h',
    'corecrt_wctype.h',
  ],
};
