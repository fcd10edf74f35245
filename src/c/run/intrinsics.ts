/** Functions that the compiler knows itself: no header needs to declare them, no library has them. */
import type { Trap } from '../../kernel/processor-trap.ts';

/** What intrinsics need of the program. */
export interface IntrinsicsHost {
  readonly trap: Trap;
  longjmp(buffer: number, value: number): never;
}

type Intrinsic = (host: IntrinsicsHost) => (...args: never[]) => unknown;

const intrinsics: Readonly<Record<string, Intrinsic>> = {
  longjmp: (host) => (buffer: number, value: number) => host.longjmp(buffer, value),
  __debugbreak: (host) => () => host.trap('breakpoint'),
};

/** The intrinsic of a name, or undefined. */
export const intrinsic = (name: string): Intrinsic | undefined =>
  Object.hasOwn(intrinsics, name) ? intrinsics[name] : undefined;
