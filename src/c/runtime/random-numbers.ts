import { cellAddress } from './program-state.ts';
import { everywhere, type RuntimeFunction, runtimeFunction } from './runtime-function.ts';

/**
 * rand and srand: the generator that MSVC's library is known by, `seed * 214013 + 2531011`, of which bits 16 to 30
 * are the number (*reimplemented*: observed in the numbers that everywhere print; no page states it). The first seed
 * is 1, as standard C says.
 */
export const randomNumberFunctions: readonly RuntimeFunction[] = [
  runtimeFunction('int rand(void)', 'stdlib.h', everywhere, (host) => {
    const seed = cellAddress(host, 'seed');
    return () => {
      // The cell holds the seed's difference to 1, because static memory starts as 0.
      const next = (Math.imul((host.memory.readUint32(seed) + 1) | 0, 214013) + 2531011) | 0;
      host.memory.writeInt32(seed, next - 1);
      return (next >>> 16) & 0x7fff;
    };
  }),
  runtimeFunction('void srand(unsigned int seed)', 'stdlib.h', everywhere, (host) => {
    const seed = cellAddress(host, 'seed');
    return (value: number) => {
      host.memory.writeInt32(seed, (value - 1) | 0);
    };
  }),
];
