/**
 * An address as it came in.
 * @throws RangeError for NaN or a fraction: no pointer of C has such a value
 */
export function pointerArgument(value: number, what: string): number {
  if (Number.isInteger(value)) return value;
  throw new RangeError(`${what} is ${value}: an address is a whole number`);
}
