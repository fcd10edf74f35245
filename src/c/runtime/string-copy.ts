/** strcpy, strcat and their kin with counts, for 8-bit and 16-bit characters. Where the target is too short they overrun it, as in C. */
import { type CharacterKind, characterKinds, lengthOf, storeUnits, unitsOf } from './character-kind.ts';
import { everywhere, type RuntimeFunction, runtimeFunction } from './runtime-function.ts';
import { type CSize, fromSize } from './sizes.ts';

const copies = (kind: CharacterKind): RuntimeFunction[] => {
  const { type, prefix, stringHeader, bytes } = kind;
  const declare = (prototype: string, bind: RuntimeFunction['bind']) =>
    runtimeFunction(prototype, stringHeader, everywhere, bind);
  return [
    declare(`${type} *${prefix}cpy(${type} *destination, const ${type} *source)`, ({ memory }) => {
      return (destination: number, source: number) => {
        storeUnits(memory, kind, destination, unitsOf(memory, kind, source));
        return destination;
      };
    }),
    declare(
      `${type} *${prefix}ncpy(${type} *destination, const ${type} *source, size_t count)`,
      ({ memory }) =>
        (destination: number, source: number, count: CSize) => {
          const most = fromSize(count);
          const units = unitsOf(memory, kind, source, most);
          storeUnits(memory, kind, destination, units, false);
          // The rest of the count is filled with zeros.
          memory.fill(destination + bytes * units.length, bytes * (most - units.length), 0);
          return destination;
        },
    ),
    declare(`${type} *${prefix}cat(${type} *destination, const ${type} *source)`, ({ memory }) => {
      return (destination: number, source: number) => {
        const end = destination + bytes * lengthOf(memory, kind, destination);
        storeUnits(memory, kind, end, unitsOf(memory, kind, source));
        return destination;
      };
    }),
    declare(
      `${type} *${prefix}ncat(${type} *destination, const ${type} *source, size_t count)`,
      ({ memory }) =>
        (destination: number, source: number, count: CSize) => {
          const end = destination + bytes * lengthOf(memory, kind, destination);
          storeUnits(memory, kind, end, unitsOf(memory, kind, source, fromSize(count)));
          return destination;
        },
    ),
  ];
};

/** strcpy, strncpy, strcat, strncat and wcscpy and so on. */
export const stringCopyFunctions = characterKinds.flatMap(copies);
