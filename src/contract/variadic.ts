/** Arguments behind `...`: TypeScript gives values, C gives the place where they lie. */
import type { PVOID } from './c-types.ts';

/** The arguments behind `...` as C passes them: slots in memory, as `va_start` names the first. */
export interface ArgumentSlots {
  /** Address of the first slot. A slot has 8 bytes on x64; on x86 an argument takes 4 bytes or 8. */
  readonly slots: PVOID;
}

/** An argument behind `...`: a number, a bigint, or, alone, the slots of all of them. */
export type VariadicArgument = number | bigint | ArgumentSlots;

/** The arguments behind `...` that lie in memory: for a caller that has a `va_list`. */
export const argumentSlots = (slots: PVOID): ArgumentSlots => ({ slots });
