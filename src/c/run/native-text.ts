/** The text of a program whose functions are WebAssembly where that can express them (decision 0090). */
import type { Region } from '../../memory/region.ts';
import type { EmittedProgram } from '../emit/program-text.ts';
import type { ProgramScope } from './emitted-module.ts';
import type { LoadOptions } from './load-options.ts';
import { takesNumber } from './marshal.ts';
import type { NativeSpace } from './native-space.ts';

/** Functions of the C library that take a size as a number as well (runtime/sizes.ts). */
const TAKE_NUMBERS: ReadonlySet<string> = new Set([
  'malloc',
  'calloc',
  'realloc',
  'memcpy',
  'memmove',
  'memset',
]);

/**
 * Text of a program with its native functions, for which the scope gets what they need.
 * @param space what the program has in the memory of `region`
 * @returns null when no function of the program has a native form
 */
export function nativeText(
  { native }: EmittedProgram,
  { contract, runtime }: Pick<LoadOptions, 'contract' | 'runtime'>,
  region: Region,
  space: NativeSpace,
  scope: ProgramScope,
): string | null {
  const form = native?.({
    base: region.base,
    accessAt: region.bytes,
    registersAt: space.registersAt,
    placesAt: space.placesAt,
    memoryPages: space.memoryPages,
    memoryShared: space.memoryShared,
    stackBase: scope.STK,
    sections: scope.sections,
    functions: scope.A,
    externals: scope.XA,
    foreignVariables: scope.V,
    takesNumber: (name, index) => {
      if (runtime(name) !== undefined) return TAKE_NUMBERS.has(name);
      const type = contract(name)?.parameters[index]?.type;
      return type !== undefined && takesNumber(type);
    },
  });
  if (form == null) return null;
  scope['RG'] = space.registers;
  scope['native'] = (imports: Readonly<Record<string, unknown>>) => space.instance(form.code, imports);
  return form.text;
}
