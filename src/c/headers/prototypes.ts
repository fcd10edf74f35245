/** C prototypes of declared routines, from their contracts. */
import type { Contract, Parameter } from '../../contract/contract.ts';
import { cdeclRoutines, fastcallRoutines, windowsRoutines } from './conventions.generated.ts';
import type { HeaderSources } from './header-sources.ts';

/** What a macro takes for its truth has no C type; the routine behind the macro gets 0 or 1. */
const EXPRESSION = 'expression';

const parameterText = ({ type, name }: Parameter): string =>
  type === EXPRESSION ? `int ${name}` : `${type}${type.endsWith('*') ? '' : ' '}${name}`;

/** Routines and functions that do not return, which no fact says: *ours*, and what C4715 and its kin go by. */
const noReturn: ReadonlySet<string> = new Set(
  `ExRaiseStatus ExRaiseAccessViolation ExRaiseDatatypeMisalignment RtlRaiseStatus KeBugCheck KeBugCheckEx
  RtlFailFast __fastfail ExitProcess ExitThread exit _exit _Exit quick_exit abort`.split(/\s+/),
);

/** What stands in front of the prototype of a routine or function that does not return. */
export const returnMark = (name: string): string => (noReturn.has(name) ? '__declspec(noreturn) ' : '');

/** The WDK builds drivers with stdcall as the default, so only what differs from it is named there. */
function convention({ name, inline, variadic }: Contract, { arch, mode }: HeaderSources): string {
  if (arch === 'x64' || inline === true) return '';
  if (fastcallRoutines.has(name)) return '__fastcall ';
  if (cdeclRoutines.has(name) || variadic === true) return '__cdecl ';
  return mode === 'user' ? '__stdcall ' : '';
}

/** The prototype of one routine. */
function prototype(contract: Contract, sources: HeaderSources): string {
  const { name, returns, parameters, variadic } = contract;
  const list = parameters.map(parameterText);
  if (variadic === true) list.push('...');
  const result = `${returns}${returns.endsWith('*') ? '' : ' '}`;
  return `${returnMark(name)}${result}${convention(contract, sources)}${name}(${list.join(', ') || 'void'});`;
}

/**
 * The macro in front of a routine that takes an expression of any scalar type. The routine does nothing in a free
 * build, and there the expression is not evaluated either.
 */
const truthMacro = ({ name }: Contract): string =>
  `#if DBG\n#define ${name}(e) (${name})((e) ? 1 : 0)\n#else\n#define ${name}(e) ((void)0)\n#endif`;

/** Declarations of routines, sorted by name: the same text whatever the order of the sets. */
export function prototypes(contracts: readonly Contract[], sources: HeaderSources): string {
  const sorted = [...contracts].sort((a, b) => (a.name < b.name ? -1 : 1));
  const macros = sorted.filter(({ parameters }) => parameters.some(({ type }) => type === EXPRESSION));
  return [...sorted.map((contract) => prototype(contract, sources)), ...macros.map(truthMacro)].join('\n');
}

/** The header that declares a routine in this mode. */
function headerOf({ name, header }: Contract, { mode }: HeaderSources): string {
  if (/^Interlocked/.test(name) && !/SList/.test(name)) return 'irqlab_interlocked.h';
  if (header === 'intrin.h') return 'irqlab_shared.h';
  if (mode === 'user' && windowsRoutines.has(name)) return 'winnt.h';
  // What ntdll exports: the headers of the WDK declare it for drivers alone.
  if (/^(wdm\.h$|nt\w+\.h$)/.test(header) && mode === 'user') return 'winternl.h';
  return /^nt(rtl|mmapi|xcapi|exapi|psapi|obapi|ioapi|keapi)\.h$/.test(header) ? 'ntifs.h' : header;
}

/** The routines that code of this architecture and mode may call, by the header that declares them. */
export function routinesByHeader(sources: HeaderSources): ReadonlyMap<string, readonly Contract[]> {
  const headers = new Map<string, Contract[]>();
  for (const contract of sources.contracts) {
    if (!contract.modes.includes(sources.mode) || (contract.only ?? sources.arch) !== sources.arch) continue;
    const header = headerOf(contract, sources);
    headers.set(header, [...(headers.get(header) ?? []), contract]);
  }
  return headers;
}

/** `#define Foo FooA`, or FooW with UNICODE, for each pair of names. */
export function characterSetMacros(declared: readonly string[]): string {
  const names = new Set(declared);
  const pairs = [...names].filter((name) => name.endsWith('A') && names.has(`${name.slice(0, -1)}W`)).sort();
  if (pairs.length === 0) return '';
  const lines = (set: 'A' | 'W') =>
    pairs.map((name) => `#define ${name.slice(0, -1)} ${name.slice(0, -1)}${set}`).join('\n');
  return `#ifdef UNICODE\n${lines('W')}\n#else\n${lines('A')}\n#endif`;
}
