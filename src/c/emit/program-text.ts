/** JavaScript of a whole program: several translation units become one factory function. */
import type { Architecture } from '../../contract/c-types.ts';
import type { Diagnostics } from '../source/diagnostics.ts';
import type { Position } from '../source/position.ts';
import type {
  FunctionDefinition,
  FunctionSymbol,
  InitialValue,
  StringLiteral,
  TranslationUnit,
  Variable,
} from '../tree/tree.ts';
import type { FunctionType, Type } from '../tree/type.ts';
import { initialize } from './expressions.ts';
import { type FrameLayout, FunctionContext, type ProgramContext } from './function-context.ts';
import { functionText } from './function-text.ts';
import { type InitialBytes, takeConstants } from './initial-data.ts';
import type { MemoryDialect } from './memory-text.ts';
import type { NativeLayout, StaticPlace } from './native/native-function.ts';
import { type NativeCandidate, nativeForm } from './native/native-program.ts';
import { plainText, stepsName, stepsText, stoppingFunctions } from './two-forms.ts';
import { alignOf, bytesOf } from './value-class.ts';

/** A function of the program. */
export interface EmittedFunction {
  readonly name: string;
  readonly symbol: FunctionSymbol;
  readonly file: string;
  /** Its numbers of places: from `firstSite` to before `endSite`. */
  readonly firstSite: number;
  readonly endSite: number;
  /** Bytes of its frame; 0 for a function that has none. */
  readonly frameBytes: number;
}

/** Bytes of the image that a section has. */
export interface EmittedSection {
  readonly name: string;
  readonly bytes: number;
  readonly writable: boolean;
}

/** A variable with static storage and its place in the image. */
export interface EmittedVariable {
  readonly variable: Variable;
  readonly section: string;
  readonly offset: number;
  readonly bytes: number;
}

/** A function that is not defined in the program. */
export interface EmittedExternal {
  readonly name: string;
  readonly symbol: FunctionSymbol;
  /** True when its address is used, so that it needs one. */
  addressUsed: boolean;
  /** True when the program has functions of generator form and it may wait: `$.waiting` has its generator form. */
  waits: boolean;
}

/** What is known of the functions that no program defines. */
export interface ForeignFunctions {
  /** True for one that may wait. */
  waits(name: string): boolean;
  /** True for one that starts threads. */
  startsThreads(name: string): boolean;
}

/** A program as text, with what a loader needs to know of it. */
export interface EmittedProgram {
  readonly architecture: Architecture;
  /** Body of a function of `$`, the environment (run/environment.ts). It gives the functions and controls of the program. */
  readonly text: string;
  readonly functions: readonly EmittedFunction[];
  /** True when functions have a generator form: the program starts threads, or is a driver. */
  readonly stops: boolean;
  readonly externals: readonly EmittedExternal[];
  readonly sections: readonly EmittedSection[];
  readonly variables: readonly EmittedVariable[];
  readonly literals: readonly { readonly units: Uint8Array | Uint16Array; readonly offset: number }[];
  /** What lies in variables before the program runs. */
  readonly initialBytes: readonly InitialBytes[];
  /** Variables that no unit defines, by name; the loader gives their addresses. */
  readonly foreignVariables: readonly string[];
  /** Place of each number. */
  readonly sites: readonly Position[];
  /** Numbers of the places that are calls whose results are thrown away although they have to be looked at. */
  readonly ignoredSites: readonly number[];
  /** Signatures by their number. */
  readonly signatures: readonly FunctionType[];
  /** What the checks of shadow memory report with; null for a program whose accesses are not checked. */
  readonly checks: EmittedChecks | null;
  /**
   * Writes the native form for a layout, or gives null when no function has one. Null for a program without: what a
   * driver may touch follows the level, shadow memory is asked by JavaScript, and so are floating-point traps.
   */
  readonly native: ((layout: NativeLayout) => NativeProgram | null) | null;
}

/** A program whose functions are WebAssembly where that can express them. */
export interface NativeProgram {
  /** As `text`, but it takes the native functions from the module. */
  readonly text: string;
  /** The module. */
  readonly code: Uint8Array<ArrayBuffer>;
}

/** What reports of shadow memory say of a program. */
export interface EmittedChecks {
  /** Layouts of frames by their number. */
  readonly frames: readonly FrameLayout[];
  /** Variables that live in JavaScript, by their number. */
  readonly named: readonly { readonly name: string; readonly bytes: number }[];
}

/** Bytes between two variables that nobody owns: a small overrun meets them first. */
const REDZONE_BYTES = 16;
const LITERALS = '.rdata';
/** Registers by their number in the memory of the native form (native/native-calls.ts). */
const REGISTERS: readonly string[] = ['top', 'low', 'n'];

/** Functions of the C library that change the floating-point control word. */
const FLOAT_CONTROLS: ReadonlySet<string> = new Set(['_controlfp', '_control87', '_controlfp_s']);

interface SectionPlan {
  bytes: number;
  readonly writable: boolean;
}

/** Writes a program. Reports LNK2005 for what is defined twice. */
export function emitProgram(
  units: readonly TranslationUnit[],
  options: {
    readonly architecture: Architecture;
    readonly mode: 'kernel' | 'user';
    readonly foreign: ForeignFunctions;
    readonly checks: boolean;
    readonly diagnostics: Diagnostics;
  },
): EmittedProgram {
  return new ProgramWriter(units, options).write();
}

class ProgramWriter implements ProgramContext {
  readonly architecture: Architecture;
  readonly dialect: MemoryDialect;
  readonly floatTraps: boolean;
  readonly checks: boolean;
  readonly #frames: FrameLayout[] = [];
  readonly #named = new Map<Variable, { readonly name: string; readonly bytes: number }>();
  readonly #units: readonly TranslationUnit[];
  readonly #diagnostics: Diagnostics;
  readonly #mode: 'kernel' | 'user';
  readonly #foreignFunctions: ForeignFunctions;
  readonly #sites: Position[] = [];
  /** Those of the function that is being written, by place. */
  #siteNumbers = new Map<Position, number>();
  readonly #names = new Map<FunctionSymbol, string>();
  /** Definitions with external linkage, by name. */
  readonly #definitions = new Map<string, FunctionSymbol>();
  readonly #definedVariables = new Map<string, Variable>();
  readonly #numbers = new Map<FunctionSymbol, number>();
  readonly #externals = new Map<string, EmittedExternal>();
  readonly #sections = new Map<string, SectionPlan>();
  readonly #places = new Map<Variable, EmittedVariable>();
  readonly #initialBytes: InitialBytes[] = [];
  readonly #literals = new Map<
    string,
    { readonly units: Uint8Array | Uint16Array; readonly offset: number }
  >();
  readonly #foreign: string[] = [];
  readonly #signatures = new Map<string, { readonly number: number; readonly type: FunctionType }>();

  constructor(
    units: readonly TranslationUnit[],
    options: {
      readonly architecture: Architecture;
      readonly mode: 'kernel' | 'user';
      readonly foreign: ForeignFunctions;
      readonly checks: boolean;
      readonly diagnostics: Diagnostics;
    },
  ) {
    this.#units = units;
    this.#foreignFunctions = options.foreign;
    this.#mode = options.mode;
    this.checks = options.checks;
    this.floatTraps = units.some(({ functions }) =>
      functions.some(({ name, usedAt }) => usedAt !== null && FLOAT_CONTROLS.has(name)),
    );
    this.architecture = options.architecture;
    this.#diagnostics = options.diagnostics;
    this.#mode = options.mode;
    const user = options.mode === 'user';
    this.dialect = {
      architecture: options.architecture,
      readMask: user ? '1' : 'M.readMask',
      writeMask: user ? '2' : 'M.writeMask',
      baseIsZero: user && options.architecture === 'x86',
      checks: options.checks,
    };
  }

  write(): EmittedProgram {
    const emitted = this.#units.flatMap((unit) =>
      unit.functions.filter(isEmitted).map((symbol) => ({ unit, symbol })),
    );
    for (const { symbol } of emitted) this.#define(symbol);
    for (const unit of this.#units) for (const variable of unit.variables) this.#defineVariable(variable);
    const functions: EmittedFunction[] = [];
    const texts = new Map<string, string>();
    const candidates: NativeCandidate[] = [];
    for (const { unit, symbol } of emitted) {
      if (this.#names.get(symbol) === undefined || symbol.definition === null) continue;
      const firstSite = this.#sites.length;
      const name = this.callName(symbol);
      const sites = new Map<Position, number>();
      this.#siteNumbers = sites;
      const { text, frameBytes, ctx, hardSwitches } = functionText(this, symbol.definition, name);
      texts.set(name, text);
      const written = { ctx, hasFrame: frameBytes > 0, frameBytes, sites, hardSwitches };
      candidates.push({ symbol, definition: symbol.definition, name, written });
      functions.push({
        name: symbol.name,
        symbol,
        file: unit.file,
        firstSite,
        endSite: this.#sites.length,
        frameBytes,
      });
    }
    const initial = this.#initialText();
    const stopping = this.#stoppingFunctions(texts);
    return {
      architecture: this.architecture,
      text: this.#programText(this.#bothForms(texts, stopping), initial, stopping),
      native:
        this.#mode !== 'user' || this.checks || this.floatTraps
          ? null
          : (layout) => this.#native(candidates, layout, texts, initial, stopping),
      functions,
      stops: stopping.size > 0,
      externals: [...this.#externals.values()],
      sections: [...this.#sections].map(([name, { bytes, writable }]) => ({ name, bytes, writable })),
      variables: [...this.#places.values()],
      literals: [...this.#literals.values()],
      initialBytes: this.#initialBytes,
      foreignVariables: this.#foreign,
      sites: this.#sites,
      ignoredSites: this.#ignoredSites(),
      signatures: [...this.#signatures.values()].map(({ type }) => type),
      checks: this.checks ? { frames: this.#frames, named: [...this.#named.values()] } : null,
    };
  }

  // --- the two forms (two-forms.ts) ------------------------------------------

  /** Names of the functions that get a generator form: none in a program that starts no thread. */
  #stoppingFunctions(texts: ReadonlyMap<string, string>): ReadonlySet<string> {
    const externals = [...this.#externals.values()];
    const { waits, startsThreads } = this.#foreignFunctions;
    // A driver's dispatch routines run on the threads of programs.
    if (this.#mode === 'user' && !externals.some(({ name }) => startsThreads(name))) return new Set();
    const waiting = new Set<string>();
    externals.forEach((external, index) => {
      external.waits = waits(external.name);
      if (external.waits) waiting.add(`x${index}`);
    });
    return stoppingFunctions(texts, (callee) => waiting.has(callee));
  }

  /** The program with a native form of what has one. */
  #native(
    candidates: readonly NativeCandidate[],
    layout: NativeLayout,
    texts: ReadonlyMap<string, string>,
    initial: string,
    stopping: ReadonlySet<string>,
  ): NativeProgram | null {
    const form = nativeForm(
      {
        architecture: this.architecture,
        candidates,
        staticPlace: (variable) => this.#staticPlace(variable),
        stringPlace: (literal) => this.#stringPlace(literal),
        functionPlace: (symbol) => this.#functionPlace(symbol),
        definitionOf: (symbol) => (this.isDefined(symbol) ? this.#definitionOf(symbol) : null),
        callName: (symbol) => this.callName(symbol),
        signature: (type) => this.signature(type),
      },
      layout,
    );
    if (form === null) return null;
    const functions = this.#bothForms(texts, stopping, form.functions);
    return { code: form.code, text: this.#programText(functions, initial, stopping, form.preamble) };
  }

  /** @param native text of the plain forms that are native */
  #bothForms(
    texts: ReadonlyMap<string, string>,
    stopping: ReadonlySet<string>,
    native: ReadonlyMap<string, string> = new Map(),
  ): readonly string[] {
    const externals = [...this.#externals.values()];
    const stops = (callee: string): boolean =>
      stopping.has(callee) || (callee.startsWith('x') && externals[Number(callee.slice(1))]?.waits === true);
    return [...texts].flatMap(([name, text]) => {
      const plain = native.get(name) ?? plainText(text);
      if (!stopping.has(name)) return [plain];
      return [plain, stepsText(text, stops).replace(`function ${name}(`, `function* ${stepsName(name)}(`)];
    });
  }

  // --- names and places ------------------------------------------------------

  #define(symbol: FunctionSymbol): void {
    if (symbol.linkage === 'external') {
      const other = this.#definitions.get(symbol.name);
      if (other !== undefined) {
        if (!symbol.inline && !other.inline)
          this.#diagnostics.error('LNK2005', `${symbol.name} already defined in ${other.at.file}`, symbol.at);
        return;
      }
      this.#definitions.set(symbol.name, symbol);
    }
    this.#numbers.set(symbol, this.#names.size);
    this.#names.set(symbol, `f${this.#names.size}_${symbol.name.replace(/[^A-Za-z0-9_]/g, '')}`);
  }

  #defineVariable(variable: Variable): void {
    if (!variable.defined) return;
    if (variable.linkage === 'external') {
      const other = this.#definedVariables.get(variable.name);
      if (other !== undefined) {
        // Tentative definitions of one variable in several units are one: as common symbols, which MSVC has for C.
        const several = other.selectany && variable.selectany;
        if (other.initializer !== null && variable.initializer !== null && !several)
          this.#diagnostics.error(
            'LNK2005',
            `${variable.name} already defined in ${other.at.file}`,
            variable.at,
          );
        if (other.initializer !== null || variable.initializer === null) return;
      }
      this.#definedVariables.set(variable.name, variable);
    }
  }

  #ignoredSites(): readonly number[] {
    const ignored = new Set(this.#units.flatMap((unit) => unit.ignored));
    return this.#sites.flatMap((at, site) => (ignored.has(at) ? [site] : []));
  }

  site(at: Position): number {
    const last = this.#sites[this.#sites.length - 1];
    if (last !== at) this.#sites.push(at);
    this.#siteNumbers.set(at, this.#sites.length - 1);
    return this.#sites.length - 1;
  }

  callName(symbol: FunctionSymbol): string {
    const defined = this.#definitionOf(symbol);
    const name = defined === null ? undefined : this.#names.get(defined);
    return name ?? `x${this.#external(symbol)}`;
  }

  isDefined(symbol: FunctionSymbol): boolean {
    const defined = this.#definitionOf(symbol);
    return defined !== null && this.#names.has(defined);
  }

  functionAddress(symbol: FunctionSymbol): string {
    const place = this.#functionPlace(symbol);
    return 'own' in place ? `A[${place.own}]` : `XA[${place.external}]`;
  }

  #functionPlace(symbol: FunctionSymbol): { readonly own: number } | { readonly external: number } {
    const defined = this.#definitionOf(symbol);
    const number = defined === null ? undefined : this.#numbers.get(defined);
    if (number !== undefined) return { own: number };
    const external = this.#external(symbol);
    const entry = [...this.#externals.values()][external];
    if (entry !== undefined) entry.addressUsed = true;
    return { external };
  }

  #definitionOf(symbol: FunctionSymbol): FunctionSymbol | null {
    if (symbol.linkage !== 'external') return symbol.definition === null ? null : symbol;
    return this.#definitions.get(symbol.name) ?? null;
  }

  #external(symbol: FunctionSymbol): number {
    const known = [...this.#externals.keys()].indexOf(symbol.name);
    if (known >= 0) return known;
    this.#externals.set(symbol.name, { name: symbol.name, symbol, addressUsed: false, waits: false });
    return this.#externals.size - 1;
  }

  staticAddress(variable: Variable, offset: number): string {
    const place = this.#staticPlace(variable);
    return place.kind === 'foreign'
      ? `V[${place.index}] + ${offset}`
      : `S${place.section} + ${place.bytes + offset}`;
  }

  #staticPlace(variable: Variable): StaticPlace {
    const meant =
      variable.linkage === 'external' ? (this.#definedVariables.get(variable.name) ?? variable) : variable;
    if (!meant.defined) {
      let index = this.#foreign.indexOf(meant.name);
      if (index < 0) index = this.#foreign.push(meant.name) - 1;
      return { kind: 'foreign', index };
    }
    const { section, offset } = this.#places.get(meant) ?? this.#placeVariable(meant);
    return { kind: 'section', section: this.#sectionNumber(section), bytes: offset };
  }

  #sectionNumber(section: string): number {
    return [...this.#sections.keys()].indexOf(section);
  }

  staticOffset(variable: Variable): { readonly section: string; readonly bytes: number } | null {
    const place = this.#staticPlace(variable);
    return place.kind === 'foreign' ? null : { section: `T${place.section}`, bytes: place.bytes };
  }

  #placeVariable(variable: Variable): EmittedVariable {
    const { type } = variable;
    const bytes = Math.max(bytesOf(type, this.architecture), 1);
    const section = variable.section ?? (isConstant(type) ? LITERALS : '.data');
    const align = Math.max(variable.align, alignOf(type, this.architecture), 16);
    const offset = this.#reserve(section, bytes, align, !(isConstant(type) && variable.section === null));
    const place = { variable, section, offset, bytes };
    this.#places.set(variable, place);
    return place;
  }

  stringAddress(literal: StringLiteral, offset: number): string {
    const { section, bytes } = this.#stringPlace(literal);
    return `S${section} + ${bytes + offset}`;
  }

  #stringPlace(literal: StringLiteral): Extract<StaticPlace, { kind: 'section' }> {
    const key = `${literal.units.BYTES_PER_ELEMENT} ${literal.units.join()}`;
    let known = this.#literals.get(key);
    if (known === undefined) {
      known = {
        units: literal.units,
        offset: this.#reserve(LITERALS, literal.units.byteLength, literal.units.BYTES_PER_ELEMENT * 4, false),
      };
      this.#literals.set(key, known);
    }
    return { kind: 'section', section: this.#sectionNumber(LITERALS), bytes: known.offset };
  }

  #reserve(section: string, bytes: number, align: number, writable: boolean): number {
    let plan = this.#sections.get(section);
    if (plan === undefined) {
      plan = { bytes: REDZONE_BYTES, writable };
      this.#sections.set(section, plan);
    }
    const offset = Math.ceil(plan.bytes / align) * align;
    plan.bytes = offset + bytes + REDZONE_BYTES;
    return offset;
  }

  entry({ symbol, at }: FunctionDefinition): string {
    const { section } = symbol;
    if (this.#mode === 'user' || section === null) return '';
    const test = section.startsWith('PAGE') ? 'if (M.readMask !== 1) ' : section === 'INIT' ? '' : null;
    return test === null
      ? ''
      : `${test}$.enterSection(${this.functionAddress(symbol)}, ${this.site(at)}, $fp);`;
  }

  signature(type: Type): number {
    const functionType = type as FunctionType;
    const key = signatureKey(functionType);
    let known = this.#signatures.get(key);
    if (known === undefined) {
      known = { number: this.#signatures.size, type: functionType };
      this.#signatures.set(key, known);
    }
    return known.number;
  }

  frameLayout(layout: FrameLayout): number {
    return this.#frames.push(layout) - 1;
  }

  namedVariable(variable: Variable, functionName: string): number {
    if (!this.#named.has(variable)) {
      const bytes = bytesOf(variable.type, this.architecture);
      this.#named.set(variable, { name: `${variable.name} of ${functionName}`, bytes });
    }
    return [...this.#named.keys()].indexOf(variable);
  }

  // --- text ------------------------------------------------------------------

  /** Text that fills the variables, in a function of its own. */
  #initialText(): string {
    const lines: string[] = [];
    const written = new Set<Variable>();
    // Writing one variable may place another, for example one whose address it begins with.
    for (const unit of this.#units)
      for (const variable of unit.variables) {
        const meant =
          variable.linkage === 'external'
            ? (this.#definedVariables.get(variable.name) ?? variable)
            : variable;
        if (!meant.defined || written.has(meant)) continue;
        written.add(meant);
        this.staticAddress(meant, 0);
        if (meant.initializer === null) continue;
        const values = this.#withoutConstants(meant, meant.initializer.values);
        if (values.length === 0) continue;
        const ctx = new FunctionContext(this, noFunction(meant));
        const text = initialize(ctx, { zeroed: false, values }, meant.type, (offset) =>
          this.staticAddress(meant, offset),
        );
        lines.push(`{ ${ctx.temporaries} ${text}; }`);
      }
    return `function $initialize($fp) {\n${lines.join('\n')}\n}`;
  }

  /** The values of a variable that code has to write; the others become bytes of its section. */
  #withoutConstants(variable: Variable, values: readonly InitialValue[]): readonly InitialValue[] {
    const place = this.#places.get(variable);
    if (place === undefined) return values;
    const { rest, runs } = takeConstants(values, this.architecture);
    for (const { offset, bytes } of runs)
      this.#initialBytes.push({ section: place.section, offset: place.offset + offset, bytes });
    return rest;
  }

  /** @param native what makes the instance of the native form; null for a program without one */
  #programText(
    functions: readonly string[],
    initial: string,
    stopping: ReadonlySet<string>,
    native: string | null = null,
  ): string {
    const sections = [...this.#sections.keys()].map(
      (_, index) => `const S${index} = $.sections[${index}], T${index} = S${index} - BASE;`,
    );
    const externals = [...this.#externals.values()].map(({ waits }, index) => {
      const steps = waits ? `, ${stepsName(`x${index}`)} = $.waiting[${index}]` : '';
      return `const x${index} = $.externals[${index}]${steps};`;
    });
    const names = [...this.#names.values()];
    const text = [
      "'use strict';",
      'const { I8, U8, I16, U16, I32, U32, I64, U64, F32, F64, AC, BASE, M, A, XA, V, UNSET, STK, CS } = $, STKO = STK - BASE;',
      native === null ? 'let $top = 0, $low = 0, $n = 0;' : 'const RG = $.RG;',
      ...sections,
      ...externals,
      native ?? '',
      ...functions,
      initial,
      'return {',
      `functions: [${names.join(', ')}],`,
      `stopping: [${names.map((name) => (stopping.has(name) ? stepsName(name) : 0)).join(', ')}],`,
      'initialize: $initialize,',
      'get top() { return $top; }, set top(value) { $top = value; },',
      'get low() { return $low; }, set low(value) { $low = value; },',
      'get steps() { return $n; }, set steps(value) { $n = value; },',
      '};',
    ].join('\n');
    // Both forms have the registers in common.
    return native === null
      ? text
      : text.replace(/\$(top|low|n)\b/g, (_, name: string) => `RG[${REGISTERS.indexOf(name)}]`);
  }
}

/** A function is part of the program when it is defined and somebody may call it. */
const isEmitted = ({ definition, inline, usedAt }: FunctionSymbol): boolean =>
  definition !== null && (usedAt !== null || !inline);

/** True for an object that the compiler may put into read-only memory. */
function isConstant(type: Type): boolean {
  return type.kind === 'array' ? type.const === true || isConstant(type.of) : type.const === true;
}

/** Stands for the code that initialises a variable. */
const noFunction = (variable: Variable) => ({
  symbol: {
    kind: 'function' as const,
    name: '',
    type: {
      kind: 'function' as const,
      returns: { kind: 'void' as const },
      parameters: [],
      variadic: false,
      prototype: true,
      convention: 'cdecl' as const,
    },
    linkage: 'internal' as const,
    at: variable.at,
    inline: false,
    implicit: false,
    definition: null,
    section: null,
    usedAt: null,
  },
  parameters: [],
  locals: [],
  body: { kind: 'block' as const, statements: [], at: variable.at, end: variable.at },
  setjmps: 0,
  at: variable.at,
  end: variable.at,
});

/** Text that is equal for signatures whose calls look the same in JavaScript. */
export function signatureKey({ returns, parameters, variadic }: FunctionType): string {
  return `${shapeOf(returns)}(${parameters.map(({ type }) => shapeOf(type)).join()}${variadic ? ',...' : ''})`;
}

function shapeOf(type: Type): string {
  switch (type.kind) {
    case 'integer':
      return `${type.signed ? 'i' : 'u'}${type.bytes}`;
    case 'float':
      return `f${type.bytes}`;
    case 'record':
      return `r${type.shape.bytes}`;
    case 'void':
      return 'v';
    default:
      return 'p';
  }
}
