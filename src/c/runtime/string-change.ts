/** What changes a string in place: _strupr, _strlwr, _strrev, _strset, _strnset, and their kin with a size. */
import { type CharacterKind, characterKinds, lengthOf, storeUnits, unitsOf } from './character-kind.ts';
import { lowerCase, upperCase } from './characters.ts';
import { ErrorNumber, invalidParameterOf } from './error-number.ts';
import { everywhere, programs, type RuntimeFunction, runtimeFunction } from './runtime-function.ts';
import type { RuntimeHost } from './runtime-host.ts';
import { type CSize, fromSize } from './sizes.ts';

type Change = (units: number[]) => number[];

/** Changes a string in place and gives its address; NULL is an invalid parameter. */
const inPlace = (kind: CharacterKind, change: Change) => (host: RuntimeHost) => {
  const invalidParameter = invalidParameterOf(host);
  return (string: number) => {
    if (string === 0) invalidParameter(ErrorNumber.EINVAL);
    else storeUnits(host.memory, kind, string, change(unitsOf(host.memory, kind, string)), false);
    return string;
  };
};

/** As `inPlace`, for a string that must end within its size. */
const inPlaceWithin = (kind: CharacterKind, change: Change) => (host: RuntimeHost) => {
  const invalidParameter = invalidParameterOf(host);
  return (string: number, sizeArgument: CSize) => {
    const size = fromSize(sizeArgument);
    if (string !== 0 && lengthOf(host.memory, kind, string, size) < size) {
      storeUnits(host.memory, kind, string, change(unitsOf(host.memory, kind, string)), false);
      return 0;
    }
    if (string !== 0 && size > 0) kind.write(host.memory, string, 0);
    invalidParameter(ErrorNumber.EINVAL);
    return ErrorNumber.EINVAL;
  };
};

const changes = (kind: CharacterKind): RuntimeFunction[] => {
  const { type, prefix, stringHeader } = kind;
  const cases: [string, Change][] = [
    ['upr', (units) => units.map(upperCase)],
    ['lwr', (units) => units.map(lowerCase)],
  ];
  const reverse: Change = (units) => units.reverse();
  const character = kind.bytes === 1 ? 'int character' : 'wchar_t character';
  const set =
    ({ memory }: RuntimeHost) =>
    (string: number, unit: number, count?: CSize) => {
      const most = count === undefined ? Number.POSITIVE_INFINITY : fromSize(count);
      const length = lengthOf(memory, kind, string, most);
      const units = new Array<number>(length).fill(unit & (kind.bytes === 1 ? 0xff : 0xffff));
      storeUnits(memory, kind, string, units, false);
      return string;
    };
  const declare = (prototype: string, bind: RuntimeFunction['bind']) =>
    runtimeFunction(prototype, stringHeader, everywhere, bind);
  return [
    ...cases.flatMap(([name, change]) => [
      declare(`${type} *_${prefix}${name}(${type} *string)`, inPlace(kind, change)),
      declare(`errno_t _${prefix}${name}_s(${type} *string, size_t size)`, inPlaceWithin(kind, change)),
      runtimeFunction(
        `${type} *${prefix}${name}(${type} *string)`,
        stringHeader,
        programs,
        inPlace(kind, change),
      ),
    ]),
    declare(`${type} *_${prefix}rev(${type} *string)`, inPlace(kind, reverse)),
    declare(`${type} *_${prefix}set(${type} *string, ${character})`, set),
    declare(`${type} *_${prefix}nset(${type} *string, ${character}, size_t count)`, set),
    runtimeFunction(`${type} *${prefix}rev(${type} *string)`, stringHeader, programs, inPlace(kind, reverse)),
    runtimeFunction(`${type} *${prefix}set(${type} *string, ${character})`, stringHeader, programs, set),
    runtimeFunction(
      `${type} *${prefix}nset(${type} *string, ${character}, size_t count)`,
      stringHeader,
      programs,
      set,
    ),
  ];
};

/** _strupr, _strlwr, _strrev, _strset, _strnset, those with `_s`, and _wcsupr and so on. */
export const stringChangeFunctions = characterKinds.flatMap(changes);
