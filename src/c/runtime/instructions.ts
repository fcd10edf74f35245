/** Functions that stand for one instruction. */
import { type RuntimeFunction, runtimeFunction } from './runtime-function.ts';

/** Functions of intrin.h that are instructions. */
export const instructionFunctions: readonly RuntimeFunction[] = [
  // The breakpoint is that of DbgBreakPoint: the exception's address lies in it and not in the caller. *Ours*.
  runtimeFunction('void __debugbreak(void)', 'intrin.h', ['user', 'kernel'], (host) => () => {
    host.call('DbgBreakPoint');
  }),
];
