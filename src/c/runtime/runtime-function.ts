import type { Architecture } from '../../contract/c-types.ts';
import type { Mode } from '../../contract/contract.ts';
import type { RuntimeHost } from './runtime-host.ts';

/** One function of the C library. */
export interface RuntimeFunction {
  /** Name that programs call it by. */
  readonly name: string;
  /** C prototype, without a semicolon: the source of our headers. */
  readonly prototype: string;
  /** Header that declares it; `corecrt_…` headers are included by those of standard C (`includedHeaders`). */
  readonly header: string;
  /** Which programs have it. */
  readonly modes: readonly Mode[];
  /** The architecture that alone has it, where one alone does. */
  readonly only?: Architecture;
  /** True for one that stops with its name: no module exports it, so that a program which asks goes without it. */
  readonly isMissing?: true;
  /** Makes the function for one program. It takes and gives C values as the emitter has them. */
  readonly bind: (host: RuntimeHost) => (...args: never[]) => unknown;
}

/** Modes of what ntoskrnl exports as well as the library of programs. */
export const everywhere: readonly Mode[] = ['kernel', 'user'];
/** Modes of what programs alone have. */
export const programs: readonly Mode[] = ['user'];

/** Declares a function of the C library. Its name stands in front of the first parenthesis of its prototype. */
export function runtimeFunction(
  prototype: string,
  header: string,
  modes: readonly Mode[],
  bind: (host: RuntimeHost) => (...args: never[]) => unknown,
): RuntimeFunction {
  const name = /(\w+)\s*\(/.exec(prototype)?.[1];
  if (name === undefined) throw new TypeError(`no prototype: ${prototype}`);
  return { name, prototype, header, modes, bind };
}
