/** strcpy_s and its kin: they know the size of their target and report what does not fit. */
import { type CharacterKind, characterKinds, lengthOf, storeUnits, unitsOf } from './character-kind.ts';
import { ErrorNumber, invalidParameterOf } from './error-number.ts';
import { everywhere, type RuntimeFunction, runtimeFunction } from './runtime-function.ts';
import type { RuntimeHost } from './runtime-host.ts';
import { type CSize, fromSize, toSize } from './sizes.ts';

/** True for `_TRUNCATE`, which is `(size_t)-1`. */
const isTruncate = (host: RuntimeHost, count: CSize): boolean => count === toSize(host, -1);

/** A target: where it starts, how many characters it has, and how many are in it already. */
interface Target {
  readonly address: number;
  readonly size: number;
  readonly used: number;
}

/**
 * Adds at most `count` characters of a string to a target. What fits neither as a whole nor, with `_TRUNCATE`, in
 * part empties the target.
 */
function place(
  host: RuntimeHost,
  kind: CharacterKind,
  { address, size, used }: Target,
  source: number,
  count: CSize,
  fail: (code: number) => number,
): number {
  const truncates = isTruncate(host, count);
  const room = size - used;
  const units = unitsOf(host.memory, kind, source, Math.min(truncates ? room : fromSize(count), room));
  if (units.length < room) {
    storeUnits(host.memory, kind, address + kind.bytes * used, units);
    return 0;
  }
  if (!truncates) return fail(ErrorNumber.ERANGE);
  storeUnits(host.memory, kind, address + kind.bytes * used, units.slice(0, room - 1));
  return ErrorNumber.STRUNCATE;
}

type SecureCopy = (destination: number, size: CSize, source: number, count: CSize) => number;

/** strncpy_s (`appends` false) or strncat_s; strcpy_s and strcat_s are theirs with no bound. */
function secureCopy(host: RuntimeHost, kind: CharacterKind, appends: boolean): SecureCopy {
  const { memory } = host;
  const invalidParameter = invalidParameterOf(host);
  return (destination, sizeArgument, source, count) => {
    const size = fromSize(sizeArgument);
    const isNothing = fromSize(count) === 0;
    if (destination === 0 && size === 0 && isNothing) return 0;
    if (destination === 0 || size === 0) {
      invalidParameter();
      return ErrorNumber.EINVAL;
    }
    const fail = (code: number) => {
      kind.write(memory, destination, 0);
      invalidParameter(code);
      return code;
    };
    const used = appends ? lengthOf(memory, kind, destination, size) : 0;
    if (used >= size) return fail(ErrorNumber.EINVAL);
    if (source === 0 && !isNothing) return fail(ErrorNumber.EINVAL);
    return place(host, kind, { address: destination, size, used }, source, count, fail);
  };
}

/** A count that no string reaches and that is not `_TRUNCATE`. */
const unbounded = (host: RuntimeHost): CSize => toSize(host, -2);

const secureCopies = (kind: CharacterKind): RuntimeFunction[] => {
  const { type, prefix, stringHeader } = kind;
  return (['cpy', 'cat'] as const).flatMap((verb) => {
    const target = `${type} *destination, rsize_t size, const ${type} *source`;
    return [
      runtimeFunction(`errno_t ${prefix}${verb}_s(${target})`, stringHeader, everywhere, (host) => {
        const copy = secureCopy(host, kind, verb === 'cat');
        const all = unbounded(host);
        return (destination: number, size: CSize, source: number) => copy(destination, size, source, all);
      }),
      runtimeFunction(
        `errno_t ${prefix}n${verb}_s(${target}, rsize_t count)`,
        stringHeader,
        everywhere,
        (host) => secureCopy(host, kind, verb === 'cat'),
      ),
    ];
  });
};

/** strcpy_s, strncpy_s, strcat_s, strncat_s and wcscpy_s and so on. */
export const stringSecureCopyFunctions = characterKinds.flatMap(secureCopies);
