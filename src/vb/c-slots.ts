/** The C side of a call on x86: how many bytes of the stack a parameter takes, and what its slots mean. */
import type { Contract, Parameter } from '../contract/contract.ts';

const EIGHT_BYTES = /^(?:U?LONG64|U?LONGLONG|LARGE_INTEGER|ULARGE_INTEGER|DWORDLONG|DWORD64)$/;
const SIGNED: Readonly<Record<string, number>> = {
  LONG: 32,
  LONG_PTR: 32,
  int: 32,
  INT: 32,
  BOOL: 32,
  SHORT: 16,
  CHAR: 8,
  char: 8,
};
const UNSIGNED: Readonly<Record<string, number>> = { USHORT: 16, WORD: 16, UCHAR: 8, BYTE: 8, BOOLEAN: 8 };

/** Bytes of the stack that a parameter takes. */
export const stackBytes = ({ type }: Parameter): number => (EIGHT_BYTES.test(type) ? 8 : 4);

/** True for a parameter whose value is an address. */
export const isPointer = ({ type }: Parameter): boolean => /\*$|^(?:P|LP)[A-Z]/.test(type);

/** Bytes that a routine takes from the stack. */
export const argumentBytes = ({ parameters }: Contract): number =>
  parameters.reduce((sum, parameter) => sum + stackBytes(parameter), 0);

/** The arguments of a routine from the slots on its stack. There are as many bytes as it takes. */
export function argumentsFrom({ parameters }: Contract, slots: readonly number[]): (number | bigint)[] {
  let at = 0;
  return parameters.map((parameter) => {
    const low = slots[at] ?? 0;
    if (stackBytes(parameter) === 8) {
      at += 2;
      return BigInt.asIntN(64, (BigInt(slots[at - 1] ?? 0) << 32n) | BigInt(low));
    }
    at += 1;
    return scalar(parameter.type, low);
  });
}

function scalar(type: string, slot: number): number {
  const signed = SIGNED[type];
  if (signed !== undefined) return (slot << (32 - signed)) >> (32 - signed);
  const unsigned = UNSIGNED[type];
  return unsigned === undefined ? slot >>> 0 : slot & (2 ** unsigned - 1);
}
