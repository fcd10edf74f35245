/** Options of `irqlab run`, and what follows from them. */
import type { Architecture, GlobalFlags, Profile } from '../index.ts';
import type { Io } from './io.ts';

/** Options of the command. */
export interface RunCommandOptions {
  readonly include: readonly string[];
  readonly define: readonly string[];
  readonly arch: Architecture;
  readonly mode: 'user' | 'kernel' | 'auto';
  readonly args: readonly string[];
  readonly client?: string;
  readonly script?: string;
  readonly profile: Profile;
  readonly verifier: 'on' | 'off';
  readonly gflags?: string;
  readonly release: boolean;
  readonly json: boolean;
  readonly trace: boolean;
  readonly maxSteps: number;
  readonly timeout: number;
  readonly exitCode: 'outcome' | 'program';
}

/** `NAME` and `NAME=value` of `-D`. */
export const definesOf = (list: readonly string[]): Readonly<Record<string, string>> =>
  Object.fromEntries(
    list.map((one) => {
      const at = one.indexOf('=');
      return at < 0 ? [one, '1'] : [one.slice(0, at), one.slice(at + 1)];
    }),
  );

/** Abbreviations of gflags, separated by commas. The machine refuses those it does not know. */
export const gflagsOf = (text: string): GlobalFlags => text.split(',') as unknown as GlobalFlags;

/** `echo.c` is the source of `echo`. */
export const baseName = (file: string): string => (file.split(/[\\/]/).pop() ?? file).replace(/\.[^.]*$/, '');

/** An event on one line. */
export const traceLine = (event: unknown): string =>
  JSON.stringify(event, (_, value: unknown) =>
    typeof value === 'bigint' ? `0x${value.toString(16)}` : value,
  );

/** What a run of C code is given besides its files: limits, and where its output goes. */
export function runSettings(options: RunCommandOptions, io: Io) {
  const deadline = io.now() + options.timeout * 1000;
  return {
    profile: options.profile,
    verifier: options.verifier,
    maxSteps: options.maxSteps,
    timeIsUp: () => io.now() > deadline,
    onOutput: (stream: 'stdout' | 'stderr', bytes: Uint8Array) => {
      io[stream].write(bytes);
    },
  };
}
