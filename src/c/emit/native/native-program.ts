/**
 * The native form of a program: those of its functions that WebAssembly can express, in one module.
 *
 * A function stays JavaScript when something in it has no native form: guarded bodies, setjmp, goto, `...` of its own.
 * Everything else about the program is the same in both forms: frames, places, stack pointer, what is checked. The
 * JavaScript text then has, for a native function, one of the same name that calls into the module; what native code
 * calls outside of the module is a small function of JavaScript that converts values (crossing.ts).
 */
import type { Architecture } from '../../../contract/c-types.ts';
import type { FunctionDefinition, FunctionSymbol, StringLiteral, Variable } from '../../tree/tree.ts';
import type { FunctionType, Type } from '../../tree/type.ts';
import { accessOf, isRecord } from '../value-class.ts';
import { goesAsAddress, USED_BY_CROSSINGS } from './crossing.ts';
import {
  type Callee,
  HasNoNativeForm,
  NativeFunction,
  type NativeLayout,
  type NativeProgramContext,
  pushRegister,
  Register,
  type StaticPlace,
  type WrittenFunction,
} from './native-function.ts';
import { helperFunctions, helperNames } from './native-helpers.ts';
import { copyTo, store } from './native-memory.ts';
import { beginSteps, body, hasLoop, pushNothing } from './native-statements.ts';
import {
  Code,
  F32,
  F64,
  I32,
  I64,
  moduleBytes,
  Op,
  type Signature,
  type ValueType,
  type WasmFunction,
  type WasmImport,
} from './wasm.ts';

/** A function of the program, with how its JavaScript was written. */
export interface NativeCandidate {
  readonly symbol: FunctionSymbol;
  readonly definition: FunctionDefinition;
  /** Its JavaScript name. */
  readonly name: string;
  readonly written: WrittenFunction;
}

/** What the native form asks of the program's writer. */
export interface NativeHost {
  readonly architecture: Architecture;
  readonly candidates: readonly NativeCandidate[];
  staticPlace(variable: Variable): StaticPlace;
  stringPlace(literal: StringLiteral): StaticPlace;
  functionPlace(symbol: FunctionSymbol): { readonly own: number } | { readonly external: number };
  definitionOf(symbol: FunctionSymbol): FunctionSymbol | null;
  callName(symbol: FunctionSymbol): string;
  signature(type: Type): number;
}

/** The native form for one layout. */
export interface NativeForm {
  /** The module. */
  readonly code: Uint8Array<ArrayBuffer>;
  /** JavaScript that makes the instance, from `$.native`, which takes the imports. */
  readonly preamble: string;
  /** JavaScript of each native function, by its name. */
  readonly functions: ReadonlyMap<string, string>;
}

/** Name of the instance's function in the text, and in the module. */
const nativeName = (name: string): string => `$w_${name}`;

/**
 * Writes the native form.
 * @returns null when no function has one
 */
export function nativeForm(host: NativeHost, layout: NativeLayout): NativeForm | null {
  let candidates = host.candidates;
  // A function that turns out to have no native form is called in another way by the others: they are written anew.
  for (;;) {
    const writer = new ModuleWriter(host, layout, candidates);
    const left = writer.write();
    if (left.length === 0) return null;
    if (left.length === candidates.length) return writer.form();
    candidates = left;
  }
}

class ModuleWriter implements NativeProgramContext {
  readonly architecture: Architecture;
  readonly layout: NativeLayout;
  readonly #host: NativeHost;
  readonly #candidates: readonly NativeCandidate[];
  readonly #native: ReadonlySet<FunctionSymbol>;
  readonly #imports = new Map<string, { readonly import: WasmImport; readonly text: string }>();
  readonly #seldom = new Map<string, WasmFunction<Callee>>();
  readonly #functions: { readonly candidate: NativeCandidate; readonly function: WasmFunction<Callee> }[] =
    [];

  constructor(host: NativeHost, layout: NativeLayout, candidates: readonly NativeCandidate[]) {
    this.#host = host;
    this.architecture = host.architecture;
    this.layout = layout;
    this.#candidates = candidates;
    this.#native = new Set(candidates.map(({ symbol }) => symbol));
  }

  /** Writes what has a native form; gives those functions. */
  write(): readonly NativeCandidate[] {
    for (const candidate of this.#candidates) {
      try {
        this.#functions.push({ candidate, function: this.#function(candidate) });
      } catch (error) {
        if (!(error instanceof HasNoNativeForm)) throw error;
      }
    }
    return this.#functions.map(({ candidate }) => candidate);
  }

  form(): NativeForm {
    const helpers = helperFunctions(this);
    const seldom = [...this.#seldom.values()];
    const own = this.#functions.map(({ function: one }) => one);
    const entries = this.#functions.map(({ candidate, function: one }) =>
      this.#entry(candidate, one.signature),
    );
    const imports = [...this.#imports.values()];
    const numbers = new Map(this.#functions.map(({ candidate }, index) => [candidate.symbol, index]));
    const numberOf = (callee: Callee): number => {
      if (callee.kind === 'import') return imports.findIndex((one) => one.import.name === callee.name);
      if (callee.kind === 'helper') return imports.length + helperNames.indexOf(callee.name);
      if (callee.kind === 'seldom')
        return imports.length + helpers.length + [...this.#seldom.keys()].indexOf(callee.name);
      return imports.length + helpers.length + seldom.length + (numbers.get(callee.symbol) ?? 0);
    };
    const code = moduleBytes(
      imports.map((one) => one.import),
      [...helpers, ...seldom, ...own, ...entries],
      { pages: this.layout.memoryPages, isShared: this.layout.memoryShared },
      numberOf,
    );
    const given = imports.map((one) => `${one.import.name}: ${one.text}`);
    const names = this.#functions.map(({ candidate: { name } }) => nativeName(name));
    return {
      code,
      preamble: `${USED_BY_CROSSINGS}\nconst { ${names.join(', ')} } = $.native({\n${given.join(',\n')}\n});`,
      functions: new Map(
        this.#functions.map(({ candidate }) => [
          candidate.name,
          functionText(candidate, this.architecture === 'x64'),
        ]),
      ),
    };
  }

  // --- what functions ask ----------------------------------------------------

  staticPlace(variable: Variable): StaticPlace {
    return this.#host.staticPlace(variable);
  }

  stringPlace(literal: StringLiteral): StaticPlace {
    return this.#host.stringPlace(literal);
  }

  functionAddress(symbol: FunctionSymbol): number {
    const place = this.#host.functionPlace(symbol);
    const found = 'own' in place ? this.layout.functions[place.own] : this.layout.externals[place.external];
    return found ?? 0;
  }

  nativeDefinition(symbol: FunctionSymbol): FunctionSymbol | null {
    const definition = this.#host.definitionOf(symbol);
    return definition !== null && this.#native.has(definition) ? definition : null;
  }

  isDefined(symbol: FunctionSymbol): boolean {
    return this.#host.definitionOf(symbol) !== null;
  }

  callName(symbol: FunctionSymbol): string {
    return this.#host.callName(symbol);
  }

  signatureNumber(type: FunctionType): number {
    return this.#host.signature(type);
  }

  import(key: string, signature: Signature, text: () => string): string {
    let known = this.#imports.get(key);
    if (known === undefined) {
      known = { import: { name: `i${this.#imports.size}`, signature }, text: text() };
      this.#imports.set(key, known);
    }
    return known.import.name;
  }

  seldom(name: string, make: () => WasmFunction<Callee>): void {
    if (!this.#seldom.has(name)) this.#seldom.set(name, make());
  }

  // --- functions -------------------------------------------------------------

  #function({ definition, written }: NativeCandidate): WasmFunction<Callee> {
    const { symbol, parameters, setjmps } = definition;
    if (setjmps > 0 || symbol.type.variadic) throw new HasNoNativeForm('setjmp or `...`');
    const f = new NativeFunction(this, written);
    const sp = f.parameter(I32);
    if (isRecord(symbol.type.returns)) f.result = f.parameter(f.pointer);
    const arrived = parameters.map(({ type }) => f.parameter(f.scalarType(type)));
    frame(f, sp, definition);
    if (hasLoop(definition.body)) beginSteps(f);
    for (const [index, variable] of parameters.entries()) {
      const place = f.ctx.place(variable);
      const local = arrived[index] ?? 0;
      if (place.kind === 'name') f.name(variable, local);
      else copyParameter(f, variable, place.offset, local);
    }
    for (const variable of definition.locals) declare(f, variable);
    body(f, definition.body.statements);
    pushNothing(f);
    const result = f.typeOf(symbol.type.returns);
    return {
      signature: { parameters: f.parameters, result },
      locals: f.locals,
      code: f.code,
      exported: null,
    };
  }

  /** What JavaScript calls: pointers of 64 bits come and go as numbers. */
  #entry(
    { symbol, definition, name }: NativeCandidate,
    { parameters, result: own }: Signature,
  ): WasmFunction<Callee> {
    const code = new Code<Callee>();
    const wide = this.architecture === 'x64';
    const { returns } = symbol.type;
    const types: readonly (Type | null)[] = [
      null,
      ...(isRecord(returns) ? [returns] : []),
      ...definition.parameters.map(({ type }) => type),
    ];
    const outer = parameters.map((inner, index): ValueType => {
      const type = types[index] ?? null;
      const isPointer = wide && type !== null && goesAsAddress(type);
      code.get(index);
      if (isPointer) code.call({ kind: 'helper', name: 'pointerOf' });
      return isPointer ? F64 : inner;
    });
    code.call({ kind: 'own', symbol });
    const isPointer = wide && goesAsAddress(returns);
    if (isPointer) code.call({ kind: 'helper', name: 'numberOf' });
    const result = isPointer ? F64 : own;
    return { signature: { parameters: outer, result }, locals: [], code, exported: nativeName(name) };
  }
}

/** JavaScript that calls a native function: unsigned results are made so again. */
function functionText({ name, definition }: NativeCandidate, wide: boolean): string {
  const { returns } = definition.symbol.type;
  const hidden = isRecord(returns) ? ['$ret'] : [];
  const names = ['$sp', ...hidden, ...definition.parameters.map((_, index) => `a${index}`)].join(', ');
  const call = `${nativeName(name)}(${names})`;
  return `function ${name}(${names}) { return ${resultText(call, returns, wide)}; }`;
}

function resultText(call: string, type: Type, wide: boolean): string {
  if (type.kind === 'integer' && !type.signed && type.bytes === 8) return `BigInt.asUintN(64, ${call})`;
  const isWord = type.kind === 'integer' && !type.signed && type.bytes === 4;
  return isWord || (goesAsAddress(type) && !wide) ? `${call} >>> 0` : call;
}

/** Makes the frame; a stack that does not reach that far overflows. */
function frame(f: NativeFunction, sp: number, { at }: FunctionDefinition): void {
  const { code } = f;
  if (!f.written.hasFrame) {
    f.fp = sp;
    return;
  }
  f.fp = f.local(I32);
  code.get(sp);
  code.i32(f.written.frameBytes);
  code.op(Op.i32Sub);
  code.tee(f.fp);
  pushRegister(f, Register.low);
  code.op(Op.i32LtS);
  code.openSeldom();
  code.get(sp);
  code.i32(f.site(at));
  const signature = { parameters: [I32, I32], result: null };
  f.callSeldom('stackOverflow', signature, (w) => {
    w.code.get(0);
    w.code.get(1);
    w.callImport('stackOverflow', signature, () => '(p, s) => { $.stackOverflow(p, s); }');
  });
  code.end();
}

/** Brings a parameter into the frame. */
function copyParameter(f: NativeFunction, { type, at }: Variable, offset: number, local: number): void {
  const spot = { kind: 'frame', offset } as const;
  if (type.kind !== 'record') {
    store(f, type, spot, () => f.code.get(local), f.site(at));
    return;
  }
  f.code.get(local);
  copyTo(f, spot, 0, type.shape.bytes, f.site(at));
}

/** Makes a local variable; without an initialiser it holds bytes of 0xCC, as its JavaScript does. */
function declare(f: NativeFunction, variable: Variable): void {
  if (variable.storage === 'static') return;
  const { type } = variable;
  if (f.ctx.place(variable).kind !== 'name') return;
  const { code } = f;
  const own = f.scalarType(type);
  const local = f.local(own);
  f.name(variable, local);
  if (own === F32) code.f32(-107374176);
  else if (own === F64) code.f64(-9.255963134931783e61);
  else if (own === I64) code.i64(0xcccc_cccc_cccc_ccccn);
  else code.i32(unsetWord(type));
  code.set(local);
}

function unsetWord(type: Type): number {
  if (type.kind === 'integer' && type.name === '_Bool') return 1;
  const access = accessOf(type);
  if (access === 'i8') return 0xcc - 0x100;
  if (access === 'u8') return 0xcc;
  if (access === 'i16') return 0xcccc - 0x1_0000;
  return access === 'u16' ? 0xcccc : 0xcccc_cccc | 0;
}
