/** The text of the C headers: what C-FRONT-END.md calls *ours*, made from what is declared. */
import type { Contract } from '../../contract/contract.ts';
import { constantLines } from './constants.generated.ts';
import { type HeaderFile, headerFiles, isWindowsHeader } from './header-files.ts';
import type { HeaderSources } from './header-sources.ts';
import { oldNames } from './library-text.ts';
import { characterSetMacros, prototypes, returnMark, routinesByHeader } from './prototypes.ts';
import { typeLines } from './types.generated.ts';

type Lines = Readonly<Record<string, readonly (string | readonly [string, string])[]>>;

/** The lines of a part on one architecture. */
function linesOf(lines: Lines, part: string | undefined, arch: HeaderSources['arch']): string[] {
  if (part === undefined) return [];
  return (lines[part] ?? []).map((line) =>
    typeof line === 'string' ? line : arch === 'x64' ? line[0] : line[1],
  );
}

const textOf = (text: string | (() => string) | undefined): string =>
  typeof text === 'function' ? text() : (text ?? '');

/** Headers whose routines or functions a header declares: its own, and those of its list or rule. */
function declaredIn(name: string, headers: Iterable<string>, more: (header: string) => boolean): string[] {
  return [...headers].filter((header) => header === name || more(header));
}

/** Routines, then functions of the C library, then what stands in for routines that are not modelled. */
function declarations(name: string, file: HeaderFile, sources: HeaderSources): string[] {
  const { routines: rule = () => false, functions: list = [] } = file;
  const routines = routinesOf(sources);
  // A header that has a text of its own declares its routines itself.
  const ruled = (header: string) => rule(header, sources) && headerFiles[header] === undefined;
  const contracts = declaredIn(name, routines.keys(), ruled).flatMap((header) => routines.get(header) ?? []);
  const library = (sources.library ?? []).filter(
    ({ modes, only = sources.arch }) => modes.includes(sources.mode) && only === sources.arch,
  );
  const headers = declaredIn(name, new Set(library.map(({ header }) => header)), (header) =>
    list.includes(header),
  );
  const functions = library.filter(({ header }) => headers.includes(header));
  const declared = new Set(sources.contracts.map((contract) => contract.name));
  const inline =
    sources.mode === 'user'
      ? []
      : Object.entries(file.inline ?? {}).filter(([routine]) => !declared.has(routine));
  return [
    prototypes(contracts, sources),
    characterSetMacros([...contracts, ...functions].map((one) => one.name)),
    ...(name === 'irqlab_interlocked.h'
      ? contracts.map((contract) => `#define _${contract.name} ${contract.name}`)
      : []),
    ...functions.map((one) => `${returnMark(one.name)}${one.prototype};`),
    ...oldNameMacros(functions.map((one) => one.name)),
    ...inline.map(([, text]) => text),
  ];
}

/** `strdup` for `_strdup`, and the others that MSVC still knows. */
const oldNameMacros = (names: readonly string[]): string[] =>
  oldNames.filter((name) => names.includes(`_${name}`)).map((name) => `#define ${name} _${name}`);

/** Text without the macros that stand for routines which are modelled: those are declared. */
function withoutRoutines(text: string, { contracts, mode }: HeaderSources): string {
  const names = new Set(contracts.filter(({ modes }) => modes.includes(mode)).map(({ name }) => name));
  return text
    .split('\n')
    .filter((line) => !names.has(/^#define (\w+)\(/.exec(line)?.[1] ?? ''))
    .join('\n');
}

/** The text of one header. */
function make(name: string, file: HeaderFile, sources: HeaderSources): string {
  const own = [
    withoutRoutines(textOf(file.before), sources),
    ...linesOf(typeLines, file.types, sources.arch),
    ...linesOf(constantLines, file.constants, sources.arch),
    withoutRoutines(textOf(file.after), sources),
    ...declarations(name, file, sources),
    file.behind ?? '',
  ];
  const body = [...(file.includes ?? []).map((include) => `#include "${include}"`), ...own].filter(
    (text) => text !== '',
  );
  const guarded =
    file.guard === '' ? body : [`#ifndef ${file.guard}`, `#define ${file.guard}`, ...body, '#endif'];
  return `${guarded.join('\n')}\n`;
}

/** What was made of contracts and a library. */
interface Made {
  /** Headers by architecture, mode and name. */
  readonly texts: Map<string, string>;
  /** Routines by header, by architecture and mode. */
  readonly routines: Map<string, ReadonlyMap<string, readonly Contract[]>>;
}

/** By array of contracts, then by C library. */
const made = new WeakMap<object, WeakMap<object, Made>>();
const noLibrary = {};

function madeOf({ contracts, library = [] }: HeaderSources): Made {
  const byLibrary = made.get(contracts) ?? new WeakMap<object, Made>();
  made.set(contracts, byLibrary);
  const key = library.length === 0 ? noLibrary : library;
  const known = byLibrary.get(key) ?? { texts: new Map(), routines: new Map() };
  byLibrary.set(key, known);
  return known;
}

/** The routines of these sources, sorted once. */
function routinesOf(sources: HeaderSources): ReadonlyMap<string, readonly Contract[]> {
  const { routines } = madeOf(sources);
  const key = `${sources.arch} ${sources.mode}`;
  const known = routines.get(key) ?? routinesByHeader(sources);
  routines.set(key, known);
  return known;
}

/**
 * The text of a header of ours, or null. Names are compared without case; a path in front of the name is dropped
 * (`ddk\ntddk.h`). Made once for the same contracts, architecture and mode.
 */
export function headerText(path: string, sources: HeaderSources): string | null {
  const slashed = path.toLowerCase().replaceAll('\\', '/');
  // `sys/types.h` is a name of its own: programs have a types.h of theirs.
  const name = headerFiles[slashed] === undefined ? slashed.replace(/^.*\//, '') : slashed;
  const file =
    headerFiles[name] ?? (isWindowsHeader(name) ? { guard: '', includes: ['windows.h'] } : undefined);
  if (file === undefined) return null;
  const { texts } = madeOf(sources);
  const key = `${sources.arch} ${sources.mode} ${name}`;
  const known = texts.get(key);
  if (known !== undefined) return known;
  const text = make(name, file, sources);
  texts.set(key, text);
  return text;
}
