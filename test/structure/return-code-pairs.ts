import { routineContracts } from 'irqlab';

/** Routines with the codes that are modelled in a way, as the names of their examples: `Routine__CODE`. */
export const pairsOf = (modelled: 'produced' | 'injectable'): string[] =>
  routineContracts.flatMap(({ name, codes = [] }) =>
    codes.filter((one) => one.modelled === modelled).map(({ code }) => `${name}__${code}`),
  );
