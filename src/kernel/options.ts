/** What `boot()` accepts. */
import type { Architecture } from '../contract/c-types.ts';
import { type GlobalFlags, globalFlagsValue } from '../heap/global-flags.ts';
import type { Profile } from '../machine/ports.ts';
import { type RecorderOptions, type Recorders, recorderSettings } from './recorders.ts';
import {
  type SpecialPoolOptions,
  type SpecialPoolSettings,
  specialPoolSettings,
} from './special-pool/special-pool-option.ts';

/** Settings of a machine; every member has a default. */
export interface BootOptions {
  /** Architecture of the machine: `x64` (default) or `x86`. */
  readonly arch?: Architecture;
  /** Whose behaviour where pages and tests disagree: `documented` (default) or `observed`. */
  readonly profile?: Profile;
  /** Whether Driver Verifier's checks run: `on` (default) or `off`. */
  readonly verifier?: 'on' | 'off';
  /** What a broken rule does: `stop` the machine (default), or `report` it in `nt.findings` and go on. */
  readonly onViolation?: 'stop' | 'report';
  /**
   * Groups of rules by name: `{ lockOrder: true, leaks: false }`, or `true` for all and `false` for none. One that is
   * off is silent, as a machine without Driver Verifier would be. Left out: all but `lockOrder`, `userMemory`,
   * `ignoredResults` and `lostExceptions`, which make the calls slower that they watch. Sweeps and `irqlab/vitest` switch all on.
   */
  readonly recorders?: RecorderOptions;
  /** How the driver is built: `checked` (default) has DBG 1, so that ASSERT and its kin check; `free` has DBG 0. */
  readonly driverBuild?: 'checked' | 'free';
  /** Bytes of physical memory; committing more fails. 256 MiB when left out. */
  readonly physicalMemory?: number;
  /** Number of processors, 1 (default) to 64. */
  readonly processors?: number;
  /** Seed of everything that Windows would choose at random: header keys. 1 when left out. */
  readonly seed?: number;
  /**
   * How threads take turns: a seed, or a text that `nt.schedule` gave, to run the same way again. Left out, the
   * thread that is ready longest goes first.
   */
  readonly schedule?: number | string;
  /** Bytes of the kernel range that are backed, at most 4 GiB (x64) or just below 2 GiB (x86); 256 MiB when left out. */
  readonly kernelBytes?: number;
  /** Bytes of each user range that are backed; 1 GiB when left out. */
  readonly userBytes?: number;
  /**
   * Global flags of the machine (`gflags /k`): their sum or gflags abbreviations, none when left out. They count for
   * heaps of kernel-mode code and for every process that is started without flags of its own.
   */
  readonly globalFlags?: GlobalFlags;
  /**
   * Special pool: `true` for every request that fits a page, or a choice by tag or size; `false` (default) only for
   * requests that ask for it themselves. A block in it has a page of its own, so that what runs over its end, or
   * comes after its free, faults at once.
   */
  readonly specialPool?: boolean | SpecialPoolOptions;
}

/** Options with every default filled in and checked. */
export type Settings = Required<Omit<BootOptions, 'schedule' | 'specialPool' | 'recorders'>> & {
  readonly recorders: Recorders;
  readonly specialPool: SpecialPoolSettings;
  readonly schedule: number | string | null;
};

const MiB = 1024 * 1024;

function oneOf<T extends string>(name: string, value: string, allowed: readonly T[]): T {
  const found = allowed.find((one) => one === value);
  if (found === undefined)
    throw new TypeError(
      `boot: ${name} is '${value}'; it can be ${allowed.map((one) => `'${one}'`).join(' or ')}`,
    );
  return found;
}

function whole(name: string, value: number, least: number, most: number): number {
  if (!Number.isInteger(value) || value < least || value > most) {
    throw new RangeError(`boot: ${name} is ${value}; it must be a whole number from ${least} to ${most}`);
  }
  return value;
}

/** Fills in defaults. Throws TypeError or RangeError that names the option, its value and what it can be. */
export function settingsFrom(options: BootOptions): Settings {
  const arch = oneOf('arch', options.arch ?? 'x64', ['x64', 'x86']);
  const mostKernelBytes = arch === 'x64' ? 2 ** 32 : 2 ** 31 - 65536;
  return {
    arch,
    profile: oneOf('profile', options.profile ?? 'documented', ['documented', 'observed']),
    verifier: oneOf('verifier', options.verifier ?? 'on', ['on', 'off']),
    onViolation: oneOf('onViolation', options.onViolation ?? 'stop', ['stop', 'report']),
    recorders: recorderSettings(options.recorders),
    driverBuild: oneOf('driverBuild', options.driverBuild ?? 'checked', ['checked', 'free']),
    physicalMemory: whole('physicalMemory', options.physicalMemory ?? 256 * MiB, MiB, 2 ** 36),
    processors: whole('processors', options.processors ?? 1, 1, 64),
    seed: whole('seed', options.seed ?? 1, 0, 2 ** 32 - 1),
    schedule:
      typeof options.schedule === 'number'
        ? whole('schedule', options.schedule, 0, 2 ** 32 - 1)
        : (options.schedule ?? null),
    kernelBytes: whole('kernelBytes', options.kernelBytes ?? 256 * MiB, MiB, mostKernelBytes),
    userBytes: whole('userBytes', options.userBytes ?? 1024 * MiB, MiB, 2 ** 31),
    globalFlags: globalFlagsValue(options.globalFlags ?? 0),
    specialPool: specialPoolSettings(options.specialPool ?? false),
  };
}
