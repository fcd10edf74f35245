/** Arguments of a print from a list, each taken as what it was given as. */
import type { PrintArguments } from '../../src/memory/print-directive.ts';

/** One argument: a number for int, pointer and double alike, a bigint for 64-bit integers. */
export type PrintValue = number | bigint;

export function printArguments(values: readonly PrintValue[]): PrintArguments {
  let next = 0;
  const take = (): PrintValue => {
    const value = values[next++];
    if (value === undefined) throw new Error('the format asks for more arguments than there are');
    return value;
  };
  return {
    int32: () => Number(BigInt.asIntN(32, BigInt(take()))),
    int64: () => BigInt.asIntN(64, BigInt(take())),
    pointer: () => Number(take()),
    double: () => Number(take()),
  };
}

export const latin1 = (text: string): Uint8Array => Uint8Array.from(text, (one) => one.charCodeAt(0));
export const utf16 = (text: string): Uint16Array =>
  Uint16Array.from({ length: text.length }, (_, at) => text.charCodeAt(at));
export const textOf = (units: Uint8Array | Uint16Array): string =>
  Array.from(units, (unit) => String.fromCharCode(unit)).join('');
