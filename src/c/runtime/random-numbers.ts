import { ErrorNumber, invalidParameterOf } from './error-number.ts';
import { cellAddress } from './program-state.ts';
import { everywhere, programs, type RuntimeFunction, runtimeFunction } from './runtime-function.ts';
import type { RuntimeHost } from './runtime-host.ts';

/** The two constants of a well-known generator of 32 bits, the low bits of which repeat soon: the high ones are taken. */
const MULTIPLIER = 1664525;
const INCREMENT = 1013904223;

/**
 * rand_s: 32 bits that no seed of the program changes. The machine is the same in every run, so these are too
 * (*ours*, docs/decisions/0073-c-runtime.md).
 */
const secureRandom = (host: RuntimeHost) => {
  const state = cellAddress(host, 'secureSeed');
  const invalidParameter = invalidParameterOf(host);
  const next = (): number => {
    const value = (Math.imul(host.memory.readUint32(state), MULTIPLIER) + INCREMENT) >>> 0;
    host.memory.writeUint32(state, value);
    return value >>> 16;
  };
  return (target: number) => {
    if (target === 0) {
      invalidParameter(ErrorNumber.EINVAL);
      return ErrorNumber.EINVAL;
    }
    host.memory.writeUint32(target, next() * 0x1_0000 + next());
    return 0;
  };
};

/**
 * rand and srand: the generator that MSVC's library is known by, `seed * 214013 + 2531011`, of which bits 16 to 30
 * are the number (*reimplemented*: observed in the numbers that everywhere print; no page states it). The first seed
 * is 1, as standard C says.
 */
export const randomNumberFunctions: readonly RuntimeFunction[] = [
  runtimeFunction('errno_t rand_s(unsigned int *value)', 'stdlib.h', programs, secureRandom),
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
