/** scanf, sscanf, those with `_s`, and their wide and va_list forms. */

import { VaList } from '../../memory/va-list.ts';
import { type CharacterKind, characterKinds, narrow, unitsOf } from './character-kind.ts';
import { ErrorNumber, invalidParameterOf } from './error-number.ts';
import { charactersAt } from './number-parse.ts';
import { programs, type RuntimeFunction, runtimeFunction } from './runtime-function.ts';
import type { RuntimeHost } from './runtime-host.ts';
import { type ScanInput, scanFormat } from './scan.ts';
import { Streams } from './streams.ts';

/** The characters of a string, taken one after the other. */
function stringInput(host: RuntimeHost, kind: CharacterKind, address: number): ScanInput {
  const characters = charactersAt(host, kind, address);
  let taken = 0;
  return {
    peek: (ahead) => characters.peek(taken + ahead),
    skip: (count) => {
      taken += count;
    },
  };
}

/** Scans an input; NULL is an invalid parameter. */
const scanner = (host: RuntimeHost, kind: CharacterKind, sized: boolean) => {
  const invalidParameter = invalidParameterOf(host);
  return (input: ScanInput | null, format: number, slots: number) => {
    if (input === null || format === 0) {
      invalidParameter(ErrorNumber.EINVAL);
      return -1;
    }
    const units = unitsOf(host.memory, kind, format);
    const options = { wide: kind.bytes === 2, sized };
    return scanFormat(host.memory, units, input, new VaList(host.memory, slots), options);
  };
};

const fromString = (kind: CharacterKind, sized: boolean) => (host: RuntimeHost) => {
  const scan = scanner(host, kind, sized);
  return (string: number, format: number, slots: number) =>
    scan(string === 0 ? null : stringInput(host, kind, string), format, slots);
};

const fromFile = (kind: CharacterKind, sized: boolean) => (host: RuntimeHost) => {
  const scan = scanner(host, kind, sized);
  const streams = new Streams(host);
  return (file: number, format: number, slots: number) => {
    const isInput = file !== 0 && streams.indexOf(file) === 0;
    const result = scan(isInput ? streams : null, format, slots);
    if (result === -1 && isInput) streams.markEnd();
    return result;
  };
};

const fromInput = (kind: CharacterKind, sized: boolean) => (host: RuntimeHost) => {
  const scan = fromFile(kind, sized)(host);
  const file = new Streams(host).file(0);
  return (format: number, slots: number) => scan(file, format, slots);
};

const family = (kind: CharacterKind): RuntimeFunction[] => {
  const isNarrow = kind === narrow;
  const header = isNarrow ? 'stdio.h' : 'corecrt_wstdio.h';
  const stem = isNarrow ? 'scanf' : 'wscanf';
  const ofString = isNarrow ? 'sscanf' : 'swscanf';
  const format = `const ${kind.type} *format`;
  return ['', '_s'].flatMap((suffix) => {
    const sized = suffix === '_s';
    const pair = (name: string, parameters: string, bind: RuntimeFunction['bind']) => [
      runtimeFunction(`int ${name}${suffix}(${parameters}${format}, ...)`, header, programs, bind),
      runtimeFunction(
        `int v${name}${suffix}(${parameters}${format}, va_list arguments)`,
        header,
        programs,
        bind,
      ),
    ];
    return [
      ...pair(stem, '', fromInput(kind, sized)),
      ...pair(`f${stem}`, 'FILE *file, ', fromFile(kind, sized)),
      ...pair(ofString, `const ${kind.type} *string, `, fromString(kind, sized)),
    ];
  });
};

/** scanf, fscanf, sscanf, vscanf, those with `_s`, and wscanf and so on. */
export const scanFunctions = characterKinds.flatMap(family);
