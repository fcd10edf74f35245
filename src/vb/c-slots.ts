/** The C side of a call on x86: how many bytes of the stack a parameter takes, and what its slots mean. */
import type { Contract, Parameter } from '../contract/contract.ts';
import { integerType, isPointerType } from '../contract/integer-types.ts';

/** Bytes of the stack that a parameter takes. */
export const stackBytes = ({ type }: Parameter): number => (integerType(type)?.bits === 64 ? 8 : 4);

/** True for a parameter whose value is an address. */
export const isPointer = ({ type }: Parameter): boolean => isPointerType(type);

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
  const { bits, signed } = integerType(type) ?? { bits: 'pointer', signed: false };
  const unused = typeof bits === 'number' ? 32 - bits : 0;
  return signed ? (slot << unused) >> unused : (slot << unused) >>> unused;
}
