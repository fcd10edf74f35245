/** One C function on its way to WebAssembly: its locals, its places, and what it asks of the program. */
import type { Architecture } from '../../../contract/c-types.ts';
import type { Position } from '../../source/position.ts';
import type { Call, FunctionSymbol, Lvalue, Statement, StringLiteral, Variable } from '../../tree/tree.ts';
import type { FunctionType, Type } from '../../tree/type.ts';
import type { FunctionContext } from '../function-context.ts';
import { isAddress, isRecord } from '../value-class.ts';
import { Code, F32, F64, I32, I64, type Signature, type ValueType, type WasmFunction } from './wasm.ts';

/** Registers of the program in its memory, by number. */
export const Register = { top: 0, low: 1, steps: 2 } as const;

const STORE_WORD = 0x36;
const LOAD_WORD = 0x28;

/** Sets a register to what `push` pushes. */
export function setRegister(f: NativeFunction, register: number, push: () => void): void {
  f.code.i32(0);
  push();
  f.code.access(STORE_WORD, 2, f.program.layout.registersAt + register * 4);
}

/** Pushes a register. */
export function pushRegister(f: NativeFunction, register: number): void {
  f.code.i32(0);
  f.code.access(LOAD_WORD, 2, f.program.layout.registersAt + register * 4);
}

/** A function that stays JavaScript: something in it has no native form. Nobody outside of this folder sees it. */
export class HasNoNativeForm extends Error {
  constructor(what: string) {
    super(what);
    this.name = 'HasNoNativeForm';
  }
}

/** Whom an instruction calls. */
export type Callee =
  /** A function of the program that is native too. */
  | { readonly kind: 'own'; readonly symbol: FunctionSymbol }
  /** A function of JavaScript, by its name among the imports. */
  | { readonly kind: 'import'; readonly name: string }
  /** A conversion that the module brings along. */
  | { readonly kind: 'helper'; readonly name: HelperName }
  /** A function of the module for what is seldom done, by its name. */
  | { readonly kind: 'seldom'; readonly name: string };

/** Conversions that are too long to stand at each use (native-helpers.ts). */
export type HelperName = 'toInt32' | 'toUint32' | 'toInt64' | 'toUint64' | 'pointerOf' | 'numberOf';

/** Where the parts of a program lie in a machine: known when it is loaded. */
export interface NativeLayout {
  /** First address of the region, and the byte of the memory where the attribute bytes of its pages begin. */
  readonly base: number;
  readonly accessAt: number;
  /** Byte of the memory where the registers lie: three of 32 bits (native-program.ts). */
  readonly registersAt: number;
  /** Byte of the memory where the places of calls begin, one of 32 bits for each 16 bytes of stack. */
  readonly placesAt: number;
  /** Size of the memory in units of 64 KB. */
  readonly memoryPages: number;
  /** True for a memory that the module must say is shared. */
  readonly memoryShared: boolean;
  /** Address of offset 0 in the stacks. */
  readonly stackBase: number;
  readonly sections: readonly number[];
  readonly functions: readonly number[];
  readonly externals: readonly number[];
  readonly foreignVariables: readonly number[];
  /** True for a parameter of 64 bits of a function from outside that takes a number where that is exact. */
  takesNumber(name: string, index: number): boolean;
}

/** Where an object with a place of its own lies, as the program knows it before it is loaded. */
export type StaticPlace =
  | { readonly kind: 'section'; readonly section: number; readonly bytes: number }
  | { readonly kind: 'foreign'; readonly index: number };

/** What writing a function asks of the program around it. */
export interface NativeProgramContext {
  readonly architecture: Architecture;
  readonly layout: NativeLayout;
  staticPlace(variable: Variable): StaticPlace;
  stringPlace(literal: StringLiteral): StaticPlace;
  /** Address of a function. */
  functionAddress(symbol: FunctionSymbol): number;
  /** The definition that a call of a symbol reaches, when that is native; else null. */
  nativeDefinition(symbol: FunctionSymbol): FunctionSymbol | null;
  /** True for a function of the program itself: it takes the stack pointer first. */
  isDefined(symbol: FunctionSymbol): boolean;
  /** JavaScript name of a function. */
  callName(symbol: FunctionSymbol): string;
  /** Number of a signature. */
  signatureNumber(type: FunctionType): number;
  /** Name of an import, which is made when it is first asked for: `text` is its JavaScript. */
  import(key: string, signature: Signature, text: () => string): string;
  /** Makes a function of the module when it is first asked for. */
  seldom(name: string, make: () => WasmFunction<Callee>): void;
}

/** How one function's JavaScript was written: its native form has the same frame and the same places. */
export interface WrittenFunction {
  readonly ctx: FunctionContext;
  readonly hasFrame: boolean;
  readonly frameBytes: number;
  readonly sites: ReadonlyMap<Position, number>;
  /** Switches with cases inside of other statements. */
  readonly hardSwitches: ReadonlySet<Statement>;
}

/** The type of a scalar's value; a structure's is its address. Null for void. */
export function valueTypeOf(type: Type, architecture: Architecture): ValueType | null {
  if (isAddress(type) || isRecord(type)) return architecture === 'x64' ? I64 : I32;
  if (type.kind === 'integer') return type.bytes === 8 ? I64 : I32;
  if (type.kind === 'float') return type.bytes === 4 ? F32 : F64;
  return null;
}

/** One function that is being written. */
export class NativeFunction {
  readonly program: NativeProgramContext;
  readonly ctx: FunctionContext;
  readonly code = new Code<Callee>();
  readonly written: WrittenFunction;
  readonly parameters: ValueType[] = [];
  readonly locals: ValueType[] = [];
  /** Local that holds the frame pointer. */
  fp = 0;
  /** Local that holds the turns of loops that are left in the slice, in a function that has loops; else -1. */
  steps = -1;
  /** Local that holds the address for a result that is a structure. */
  result = -1;
  readonly #names = new Map<Variable, number>();
  readonly #free = new Map<ValueType, number[]>();
  #scratch = 0;

  constructor(program: NativeProgramContext, written: WrittenFunction) {
    this.program = program;
    this.written = written;
    this.ctx = written.ctx;
  }

  get architecture(): Architecture {
    return this.program.architecture;
  }

  /** True where addresses have 64 bits. */
  get wide(): boolean {
    return this.architecture === 'x64';
  }

  /** Type of addresses. */
  get pointer(): ValueType {
    return this.wide ? I64 : I32;
  }

  typeOf(type: Type): ValueType | null {
    return valueTypeOf(type, this.architecture);
  }

  /** Type of a value that is there. */
  scalarType(type: Type): ValueType {
    const found = this.typeOf(type);
    if (found === null) throw new HasNoNativeForm(`a value of type ${type.kind}`);
    return found;
  }

  /** Number of a place in the function: the one that its JavaScript has. */
  site(at: Position): number {
    const found = this.written.sites.get(at);
    if (found === undefined) throw new HasNoNativeForm('a place that the other form does not know');
    return found;
  }

  parameter(type: ValueType): number {
    this.parameters.push(type);
    return this.parameters.length - 1;
  }

  local(type: ValueType): number {
    this.locals.push(type);
    return this.parameters.length + this.locals.length - 1;
  }

  /** Makes a local hold a variable. */
  name(variable: Variable, local: number): void {
    this.#names.set(variable, local);
  }

  /** The local of a variable that lives in one, or null. */
  localOf(lvalue: Lvalue): number | null {
    if (lvalue.kind !== 'variable' || lvalue.variable.storage === 'static') return null;
    return this.#names.get(lvalue.variable) ?? null;
  }

  /** Runs `write` with a local that nobody else uses meanwhile. */
  withLocal<T>(type: ValueType, write: (local: number) => T): T {
    const free = this.#free.get(type) ?? [];
    this.#free.set(type, free);
    const local = free.pop() ?? this.local(type);
    const result = write(local);
    free.push(local);
    return result;
  }

  /** Runs `write` with the offset of bytes of the frame that are free again afterwards, as the JavaScript has them. */
  withScratch(bytes: number, write: (offset: number) => void): void {
    const start = this.#scratch;
    this.#scratch += Math.ceil(bytes / 16) * 16;
    write(this.ctx.frame.scratch + start);
    this.#scratch = start;
  }

  /** Offset of the bytes that the frame has for a call's result by value. */
  resultBytes(call: Call): number {
    const offset = this.ctx.resultPlaces.get(call);
    if (offset === undefined) throw new HasNoNativeForm('a result by value without a place');
    return offset;
  }

  /** Pushes an address. */
  pointerConstant(address: number | bigint): void {
    if (this.wide) this.code.i64(BigInt(address));
    else this.code.i32(Number(BigInt.asIntN(32, BigInt(address))));
  }

  /** Calls a function of JavaScript. */
  callImport(key: string, signature: Signature, text: () => string): void {
    this.leave();
    this.code.call({ kind: 'import', name: this.program.import(key, signature, text) });
    this.comeBack();
  }

  /**
   * Calls what is seldom done, by way of a function of the module: the function that is being written then holds no
   * more for it than its arguments. Turns of loops that such a call may take are not read again.
   * @param write writes the function, whose parameters are locals from 0
   */
  callSeldom(name: string, signature: Signature, write: (f: NativeFunction) => void): void {
    this.program.seldom(name, () => {
      const f = new NativeFunction(this.program, this.written);
      for (const type of signature.parameters) f.parameter(type);
      write(f);
      return { signature, locals: f.locals, code: f.code, exported: null };
    });
    this.leave();
    this.code.call({ kind: 'seldom', name });
  }

  /** Calls a native function. */
  callOwn(symbol: FunctionSymbol): void {
    this.leave();
    this.code.call({ kind: 'own', symbol });
    this.comeBack();
  }

  /** What a local holds of the registers is written back before anybody else may look. */
  leave(): void {
    if (this.steps >= 0) setRegister(this, Register.steps, () => this.code.get(this.steps));
  }

  /** And read again afterwards. */
  comeBack(): void {
    if (this.steps < 0) return;
    pushRegister(this, Register.steps);
    this.code.set(this.steps);
  }

  helper(name: HelperName): void {
    this.code.call({ kind: 'helper', name });
  }
}
