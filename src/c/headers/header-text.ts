/** The text of the C headers: what C-FRONT-END.md calls *ours*, made from what is declared. */
import { constantLines } from './constants.generated.ts';
import { type HeaderFile, headerFiles, isWindowsHeader } from './header-files.ts';
import type { HeaderSources } from './header-sources.ts';
import { oldNames } from './library-text.ts';
import { characterSetMacros, prototypes, routinesByHeader } from './prototypes.ts';
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

/** Headers whose routines and functions a header declares. */
function declaredIn(
  name: string,
  file: HeaderFile,
  headers: Iterable<string>,
  sources: HeaderSources,
): string[] {
  const { declares = [] } = file;
  const more =
    typeof declares === 'function'
      ? (header: string) => declares(header, sources) && headerFiles[header] === undefined
      : (header: string) => declares.includes(header);
  return [...headers].filter((header) => header === name || more(header));
}

/** Routines, then functions of the C library, then what stands in for routines that are not modelled. */
function declarations(name: string, file: HeaderFile, sources: HeaderSources): string[] {
  const routines = routinesByHeader(sources);
  const contracts = declaredIn(name, file, routines.keys(), sources).flatMap(
    (header) => routines.get(header) ?? [],
  );
  const library = (sources.library ?? []).filter(({ modes }) => modes.includes(sources.mode));
  const headers = declaredIn(name, file, new Set(library.map(({ header }) => header)), sources);
  const functions = library.filter(({ header }) => headers.includes(header));
  const declared = new Set(sources.contracts.map((contract) => contract.name));
  const inline = Object.entries(file.inline ?? {}).filter(([routine]) => !declared.has(routine));
  return [
    prototypes(contracts, sources),
    characterSetMacros(contracts),
    ...(name === 'irqlab_interlocked.h'
      ? contracts.map((contract) => `#define _${contract.name} ${contract.name}`)
      : []),
    ...functions.map(({ prototype }) => `${prototype};`),
    ...oldNameMacros(functions.map((one) => one.name)),
    ...inline.map(([, text]) => text),
  ];
}

/** `strdup` for `_strdup`, and the others that MSVC still knows. */
const oldNameMacros = (names: readonly string[]): string[] =>
  oldNames.filter((name) => names.includes(`_${name}`)).map((name) => `#define ${name} _${name}`);

/** The text of one header. */
function make(name: string, file: HeaderFile, sources: HeaderSources): string {
  const own = [
    textOf(file.before),
    ...linesOf(typeLines, file.types, sources.arch),
    ...linesOf(constantLines, file.constants, sources.arch),
    textOf(file.after),
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

/** Headers that were made, by the contracts that they were made from. */
const made = new WeakMap<HeaderSources['contracts'], Map<string, string>>();

/**
 * The text of a header of ours, or null. Names are compared without case; a path in front of the name is dropped
 * (`ddk\ntddk.h`). Made once for the same contracts, architecture and mode.
 */
export function headerText(path: string, sources: HeaderSources): string | null {
  const name = path.toLowerCase().replace(/^.*[\\/]/, '');
  const file =
    headerFiles[name] ?? (isWindowsHeader(name) ? { guard: '', includes: ['windows.h'] } : undefined);
  if (file === undefined) return null;
  const texts = made.get(sources.contracts) ?? new Map<string, string>();
  made.set(sources.contracts, texts);
  const key = `${sources.arch} ${sources.mode} ${name}`;
  const known = texts.get(key);
  if (known !== undefined) return known;
  const text = make(name, file, sources);
  texts.set(key, text);
  return text;
}
