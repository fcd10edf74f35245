/** Names of statuses, bug checks, IRQL levels and routines: which there are, and where their pages stand. */
import { type Contract, type LevelName, levelNumber } from '../index.ts';
import {
  bugCheckCode,
  bugCheckName,
  bugCheckNames,
  hresultValue,
  ntStatusValue,
  win32ErrorValue,
} from '../status/index.ts';

/** Levels that have a section, lowest first. */
export const LEVELS = [
  'PASSIVE_LEVEL',
  'APC_LEVEL',
  'DISPATCH_LEVEL',
  'DIRQL',
  'SYNCH_LEVEL',
  'IPI_LEVEL',
  'HIGH_LEVEL',
] as const satisfies readonly LevelName[];

/** Levels that have a name but limit no routine. */
const OTHER_LEVELS = ['LOW_LEVEL', 'CMCI_LEVEL', 'PROFILE_LEVEL', 'CLOCK_LEVEL', 'POWER_LEVEL'];

/** True for the name of a level. */
export const isLevel = (name: string): boolean =>
  (LEVELS as readonly string[]).includes(name) || OTHER_LEVELS.includes(name);

/** Value of a status of any kind: NTSTATUS, HRESULT or Win32 error. */
export const statusValue = (name: string): number | undefined =>
  ntStatusValue(name) ?? hresultValue(name) ?? win32ErrorValue(name);

/** The name of a bug check from its name or its code, as `0xC4`; undefined for none. */
export function bugCheckOf(text: string): string | undefined {
  if (bugCheckCode(text) !== undefined) return text;
  return /^0x[\dA-Fa-f]{1,8}$/.test(text) ? bugCheckName(Number(text)) : undefined;
}

/** A name in text that claims to be a status. `STATUS_INVALID_PARAMETER_` before a star or a dot names several. */
const STATUS = /(?<![\w*.…/-])STATUS_[A-Z\d_]*[A-Z\d](?![\w*…-]|\.\w|_)/g;

/** Names in a text that look like a status and are none. */
export const unknownStatuses = (text: string, known: ReadonlySet<string>): readonly string[] =>
  [...text.matchAll(STATUS)]
    .map(([name]) => name)
    .filter((name) => ntStatusValue(name) === undefined && !known.has(name));

/** Page and anchor of a name, as `statuses.md#status_no_memory`. */
export type Addresses = ReadonlyMap<string, string>;

const anchored = (file: string, name: string): [string, string] => [name, `${file}#${name.toLowerCase()}`];

/** Where the page of each name stands: routines have a page each, other names a section of a glossary. */
export function addressesOf(contracts: readonly Contract[], bugChecks: ReadonlySet<string>): Addresses {
  const codes = new Set(contracts.flatMap(({ codes = [] }) => codes.map(({ code }) => code)));
  return new Map([
    ...LEVELS.map((name) => anchored('irql-levels.md', name)),
    ...bugCheckNames()
      .filter((name) => bugChecks.has(name))
      .map((name) => anchored('bug-checks.md', name)),
    ...[...codes].map((name) => anchored('statuses.md', name)),
    ...contracts.map(({ name }): [string, string] => [name, `${name}.md`]),
  ]);
}

/** Number of a level on both architectures, as text. */
export function levelNumbers(name: LevelName): string {
  const [x64, x86] = [levelNumber('x64', name), levelNumber('x86', name)];
  return x64 === x86 ? `${x64}` : `${x64} on x64, ${x86} on x86`;
}
