/**
 * An address as it came in.
 * @throws TypeError for what is no number, as a cell where the routine wants an address
 * @throws RangeError for NaN or a fraction: no pointer of C has such a value
 */
export function pointerArgument(value: number, what: string): number {
  if (Number.isInteger(value)) return value;
  if (typeof value !== 'number') throw new TypeError(`${what} is ${typeof value}: give an address`);
  throw new RangeError(`${what} is ${value}: an address is a whole number`);
}
