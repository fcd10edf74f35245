/** The stages of a compilation, from source text to a linked program. */

import type { Architecture } from '../contract/c-types.ts';
import type { Contract, Mode } from '../contract/contract.ts';
import { type EmittedProgram, emitProgram, type ForeignFunctions } from './emit/program-text.ts';
import { programEntries } from './entry-points.ts';
import { parseUnit } from './parse/parse.ts';
import { parsePrototype } from './parse/parse-prototype.ts';
import { preprocess } from './preprocess/preprocess.ts';
import { intrinsic } from './run/intrinsics.ts';
import type { RuntimeFunction } from './runtime/runtime-function.ts';
import { type Diagnostic, Diagnostics, FatalDiagnostic } from './source/diagnostics.ts';
import type { SourceFile } from './source/position.ts';
import type { TranslationUnit } from './tree/tree.ts';

/** What a compilation is given. */
export interface CompileInput {
  readonly files: readonly SourceFile[];
  readonly architecture: Architecture;
  readonly mode: Mode;
  readonly defines: Readonly<Record<string, string>>;
  readonly release: boolean;
  /** Whether accesses are checked by shadow memory. */
  readonly checks: boolean;
  /** Whether results that are thrown away are warned of. */
  readonly analyze: boolean;
  /** Finds an included file: one of the user's, or one of our headers. */
  include(name: string, form: 'quoted' | 'angled', from: string): SourceFile | null;
  /** Declaration of a routine by name, whoever may call it. */
  contract(name: string): Contract | undefined;
  /** Function of the C library by name. */
  runtime(name: string): RuntimeFunction | undefined;
  /** True for a variable that the system exports. */
  hasVariable(name: string): boolean;
  /** Routines that may wait, and those that start threads. */
  readonly foreign: ForeignFunctions;
}

/** What comes of it. */
export interface Compiled {
  readonly diagnostics: readonly Diagnostic[];
  /** Every file that was read, for the lines that messages show. */
  readonly sources: readonly SourceFile[];
  /** The program; null when there were errors. */
  readonly program: EmittedProgram | null;
}

/** Bytes that the variables of an image may have together. */
const LARGEST_IMAGE = 0x8000_0000;

/** Compiles and links files into one program. Never throws for anything that stands in them. */
export function compile(input: CompileInput): Compiled {
  const diagnostics = new Diagnostics();
  const sources = new Map<string, SourceFile>();
  let program: EmittedProgram | null = null;
  try {
    const units = input.files.map((file) => unitOf(file, input, diagnostics, sources));
    for (const unit of units) declareUndeclared(unit, input);
    if (!diagnostics.failed) {
      const { architecture, mode, foreign, checks } = input;
      program = emitProgram(units, { architecture, mode, foreign, checks, diagnostics });
      checkLinks(program, input, diagnostics);
    }
  } catch (thrown) {
    if (!(thrown instanceof FatalDiagnostic)) throw thrown;
  }
  return {
    diagnostics: diagnostics.list,
    sources: [...sources.values()],
    program: diagnostics.failed ? null : program,
  };
}

function unitOf(
  file: SourceFile,
  { architecture: arch, mode, defines, release, include, contract, analyze }: CompileInput,
  diagnostics: Diagnostics,
  sources: Map<string, SourceFile>,
): TranslationUnit {
  sources.set(file.name, file);
  const { tokens, sources: read } = preprocess(file, { arch, mode, defines, release, include, diagnostics });
  for (const source of read) sources.set(source.name, source);
  const mustCheck = (name: string): boolean => contract(name)?.mustCheck === true;
  return parseUnit(file.name, tokens, { arch, mode, diagnostics, mustCheck, analyze });
}

/** Functions of the C library that a file calls without a declaration (C4013) are called as what they are. */
function declareUndeclared(unit: TranslationUnit, { architecture: arch, mode, runtime }: CompileInput): void {
  for (const symbol of unit.functions) {
    const library = symbol.implicit && symbol.definition === null ? runtime(symbol.name) : undefined;
    if (library === undefined) continue;
    const declared = parsePrototype(library.prototype, { arch, mode, diagnostics: new Diagnostics() });
    if (declared !== null) symbol.type = declared.type;
  }
}

/** Reports what the program calls and nobody defines. */
function checkLinks(program: EmittedProgram, input: CompileInput, diagnostics: Diagnostics): void {
  for (const { name, symbol } of program.externals) {
    if (intrinsic(name) !== undefined) continue;
    const why = missing(name, input);
    if (why !== null)
      diagnostics.error('LNK2019', `unresolved external symbol ${name}: ${why}`, symbol.usedAt ?? symbol.at);
  }
  for (const name of program.foreignVariables)
    if (!input.hasVariable(name))
      diagnostics.error(
        'LNK2001',
        `unresolved external symbol ${name}: no file of the program defines it`,
        null,
      );
  const bytes = program.sections.reduce((sum, section) => sum + section.bytes, 0);
  if (bytes > LARGEST_IMAGE)
    diagnostics.error(
      'LNK1248',
      `image size (${bytes.toString(16).toUpperCase()}) exceeds maximum allowable size (${LARGEST_IMAGE.toString(16)})`,
      null,
    );
  const entries = input.mode === 'kernel' ? ['DriverEntry'] : programEntries;
  if (!program.functions.some(({ name }) => entries.includes(name)))
    diagnostics.error(
      'LNK2019',
      `unresolved external symbol ${entries[0]}: the program has no ${entries.join(' or ')}`,
      null,
    );
}

function missing(name: string, { mode, architecture, contract, runtime }: CompileInput): string | null {
  const library = runtime(name);
  if (library?.modes.includes(mode) === true)
    return library.only === undefined || library.only === architecture
      ? null
      : `it exists on ${library.only} only`;
  const routine = contract(name);
  if (routine === undefined && library === undefined) return 'not modelled by irqlab';
  if (routine?.modes.includes(mode) === true)
    return routine.only === undefined || routine.only === architecture
      ? null
      : `it exists on ${routine.only} only`;
  return mode === 'kernel' ? 'user mode only' : 'kernel mode only';
}
