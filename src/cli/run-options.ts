/** Options of `irqlab run`, and what follows from them. */
import { InvalidArgumentError } from 'commander';
import {
  type Architecture,
  type GlobalFlags,
  globalFlagsValue,
  type Profile,
  type RecorderOptions,
  recorderNames,
  recorderSettings,
} from '../index.ts';
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
  readonly recorders?: RecorderOptions;
  readonly gflags?: number;
  readonly release: boolean;
  readonly checks: boolean;
  readonly json: boolean;
  readonly trace: boolean;
  /** Order of threads: a seed, or what a run printed. */
  readonly schedule?: number | string;
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

/** The sum of global flags, from their abbreviations with commas between them. Throws InvalidArgumentError. */
export function gflagsOf(text: string): number {
  const names = text.split(',').map((name) => name.trim().toLowerCase());
  try {
    return globalFlagsValue(names as unknown as GlobalFlags);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new InvalidArgumentError(`${error.message.replace(/^globalFlags: /, '')}.`);
  }
}

/**
 * `all`, `none`, the recorders that are on (`leaks,frees`), or those that are not (`no-leaks`). Throws
 * InvalidArgumentError.
 */
export function recordersOf(text: string): RecorderOptions {
  if (text === 'all' || text === 'none') return text === 'all';
  const names = text.split(',').map((name) => name.trim());
  const off = names.filter((name) => name.startsWith('no-'));
  const plain = names.map((name) => name.replace(/^no-/, ''));
  const wrong = plain.find((name) => !recorderNames.some((one) => one === name));
  if (wrong !== undefined)
    throw new InvalidArgumentError(`'${wrong}' is no recorder; there are ${recorderNames.join(', ')}.`);
  if (off.length > 0 && off.length < names.length)
    throw new InvalidArgumentError('Name the recorders that are on, or with no- those that are off.');
  const named = Object.fromEntries(plain.map((name) => [name, off.length === 0]));
  return off.length === 0 ? { ...recorderSettings(false), ...named } : named;
}

/** A seed or a printed schedule. Throws InvalidArgumentError. */
export function scheduleOf(text: string): number | string {
  if (/^irqlab1:(?:[0-9a-z]|\(\d+\))*$/.test(text)) return text;
  const seed = Number(text);
  if (/^\d+$/.test(text) && seed < 2 ** 32) return seed;
  throw new InvalidArgumentError(
    'Give a seed, a whole number below 4294967296, or a schedule that a run printed.',
  );
}

/** `echo.c` is the source of `echo`. */
export const baseName = (file: string): string => (file.split(/[\\/]/).pop() ?? file).replace(/\.[^.]*$/, '');

/** An event on one line. */
export const traceLine = (event: unknown): string =>
  JSON.stringify(event, (_, value: unknown) =>
    typeof value === 'bigint' ? `0x${value.toString(16)}` : value,
  );

/** What a run of C code is given besides its files: limits, and where its output goes. */
export function runSettings(options: RunCommandOptions, io: Io) {
  let deadline = io.now() + options.timeout * 1000;
  return {
    profile: options.profile,
    verifier: options.verifier,
    ...(options.recorders === undefined ? {} : { recorders: options.recorders }),
    ...(options.schedule === undefined ? {} : { schedule: options.schedule }),
    maxSteps: options.maxSteps,
    timeIsUp: () => io.now() > deadline,
    onOutput: (stream: 'stdout' | 'stderr', bytes: Uint8Array) => {
      io[stream].write(bytes);
    },
    keepOutput: false,
    readLine: () => {
      // Whoever types has time.
      const before = io.now();
      const line = io.stdin?.readLine() ?? null;
      deadline += io.now() - before;
      return line;
    },
  };
}
