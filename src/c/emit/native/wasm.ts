/**
 * The binary form of WebAssembly, as far as the emitter writes it: instructions, and the sections of a module.
 *
 * Source: WebAssembly Core Specification 1.0, chapter 5 (binary format); sign extension and saturating conversions
 * from 2.0. Numbers are LEB128; integers of the program text keep their C name (I32, I64, F32, F64).
 */

/** Types of values. */
export const I32 = 0x7f as const;
export const I64 = 0x7e as const;
export const F32 = 0x7d as const;
export const F64 = 0x7c as const;
export type ValueType = typeof I32 | typeof I64 | typeof F32 | typeof F64;

/** What a block gives: nothing, or one value. */
export const NOTHING = 0x40 as const;
export type BlockType = ValueType | typeof NOTHING;

/** Instructions without immediates, and the first byte of the others. */
export const Op = {
  block: 0x02,
  loop: 0x03,
  if: 0x04,
  else: 0x05,
  end: 0x0b,
  br: 0x0c,
  brIf: 0x0d,
  brTable: 0x0e,
  return: 0x0f,
  call: 0x10,
  drop: 0x1a,
  localGet: 0x20,
  localSet: 0x21,
  localTee: 0x22,
  i32Const: 0x41,
  i64Const: 0x42,
  f32Const: 0x43,
  f64Const: 0x44,
  i32Eqz: 0x45,
  i32Eq: 0x46,
  i32Ne: 0x47,
  i32LtS: 0x48,
  i32LtU: 0x49,
  i32GtS: 0x4a,
  i32GtU: 0x4b,
  i32LeS: 0x4c,
  i32LeU: 0x4d,
  i32GeS: 0x4e,
  i32GeU: 0x4f,
  i64Eqz: 0x50,
  i64Eq: 0x51,
  i64Ne: 0x52,
  i64LtS: 0x53,
  i64LtU: 0x54,
  i64GtS: 0x55,
  i64GtU: 0x56,
  i64LeS: 0x57,
  i64LeU: 0x58,
  i64GeS: 0x59,
  i64GeU: 0x5a,
  f32Eq: 0x5b,
  f32Ne: 0x5c,
  f32Lt: 0x5d,
  f32Gt: 0x5e,
  f32Le: 0x5f,
  f32Ge: 0x60,
  f64Eq: 0x61,
  f64Ne: 0x62,
  f64Lt: 0x63,
  f64Gt: 0x64,
  f64Le: 0x65,
  f64Ge: 0x66,
  i32Add: 0x6a,
  i32Sub: 0x6b,
  i32Mul: 0x6c,
  i32DivS: 0x6d,
  i32DivU: 0x6e,
  i32RemS: 0x6f,
  i32RemU: 0x70,
  i32And: 0x71,
  i32Or: 0x72,
  i32Xor: 0x73,
  i32Shl: 0x74,
  i32ShrS: 0x75,
  i32ShrU: 0x76,
  i64Add: 0x7c,
  i64Sub: 0x7d,
  i64Mul: 0x7e,
  i64DivS: 0x7f,
  i64DivU: 0x80,
  i64RemS: 0x81,
  i64RemU: 0x82,
  i64And: 0x83,
  i64Or: 0x84,
  i64Xor: 0x85,
  i64Shl: 0x86,
  i64ShrS: 0x87,
  i64ShrU: 0x88,
  f32Neg: 0x8c,
  f32Add: 0x92,
  f32Sub: 0x93,
  f32Mul: 0x94,
  f32Div: 0x95,
  f64Neg: 0x9a,
  f64Add: 0xa0,
  f64Sub: 0xa1,
  f64Mul: 0xa2,
  f64Div: 0xa3,
  i32WrapI64: 0xa7,
  i64ExtendI32S: 0xac,
  i64ExtendI32U: 0xad,
  i64TruncF64S: 0xb0,
  f64ConvertI32S: 0xb7,
  f64ConvertI32U: 0xb8,
  f64ConvertI64S: 0xb9,
  f64ConvertI64U: 0xba,
  f32DemoteF64: 0xb6,
  f64PromoteF32: 0xbb,
  i32Extend8S: 0xc0,
  i32Extend16S: 0xc1,
  /** First byte of the saturating conversions. */
  saturating: 0xfc,
} as const;

/** Second byte of the saturating conversions of a double. */
export const Saturating = { i32F64S: 2, i32F64U: 3, i64F64S: 6, i64F64U: 7 } as const;

function unsigned(value: number, into: number[]): void {
  let rest = value;
  while (rest >= 0x80) {
    into.push((rest % 0x80) + 0x80);
    rest = Math.floor(rest / 0x80);
  }
  into.push(rest);
}

function signed(value: bigint, into: number[]): void {
  let rest = value;
  for (;;) {
    const byte = Number(rest & 0x7fn);
    rest >>= 7n;
    if ((rest === 0n && byte < 0x40) || (rest === -1n && byte >= 0x40)) {
      into.push(byte);
      return;
    }
    into.push(byte + 0x80);
  }
}

function floatBytes(value: number, bytes: 4 | 8): Uint8Array {
  const view = new DataView(new ArrayBuffer(bytes));
  if (bytes === 4) view.setFloat32(0, value, true);
  else view.setFloat64(0, value, true);
  return new Uint8Array(view.buffer);
}

/** Where a call stands whose callee gets its number later. */
export interface CallMark<Callee> {
  readonly at: number;
  readonly callee: Callee;
}

/** Bytes that a number takes which is filled in later. */
const LATER_BYTES = 5;

/** Instructions of one function. */
export class Code<Callee> {
  readonly bytes: number[] = [];
  readonly calls: CallMark<Callee>[] = [];
  /** Places of the branches that are seldom taken. */
  readonly unlikely: number[] = [];
  /** Blocks that are open. */
  depth = 0;

  op(...codes: readonly number[]): void {
    for (const code of codes) this.bytes.push(code);
  }

  i32(value: number): void {
    this.bytes.push(Op.i32Const);
    signed(BigInt(value | 0), this.bytes);
  }

  i64(value: bigint): void {
    this.bytes.push(Op.i64Const);
    signed(BigInt.asIntN(64, value), this.bytes);
  }

  f32(value: number): void {
    this.bytes.push(Op.f32Const, ...floatBytes(value, 4));
  }

  f64(value: number): void {
    this.bytes.push(Op.f64Const, ...floatBytes(value, 8));
  }

  get(local: number): void {
    this.bytes.push(Op.localGet);
    unsigned(local, this.bytes);
  }

  set(local: number): void {
    this.bytes.push(Op.localSet);
    unsigned(local, this.bytes);
  }

  tee(local: number): void {
    this.bytes.push(Op.localTee);
    unsigned(local, this.bytes);
  }

  /** A load or store at the index on the stack plus `offset`; `align` is the power of two that the address has for certain. */
  access(op: number, align: number, offset: number): void {
    this.bytes.push(op, align);
    unsigned(offset, this.bytes);
  }

  call(callee: Callee): void {
    this.bytes.push(Op.call);
    this.calls.push({ at: this.bytes.length, callee });
    for (let left = LATER_BYTES; left > 0; left--) this.bytes.push(0);
  }

  /** Opens a block; gives what `branch` takes to leave it (a loop: to begin it again). */
  open(op: typeof Op.block | typeof Op.loop | typeof Op.if, type: BlockType = NOTHING): number {
    this.bytes.push(op, type);
    this.depth += 1;
    return this.depth;
  }

  otherwise(): void {
    this.bytes.push(Op.else);
  }

  end(): void {
    this.bytes.push(Op.end);
    this.depth -= 1;
  }

  branch(op: typeof Op.br | typeof Op.brIf, block: number): void {
    this.bytes.push(op);
    unsigned(this.depth - block, this.bytes);
  }

  /** A conditional branch that is seldom taken: engines that read branch hints keep its target out of the way. */
  branchSeldom(block: number): void {
    this.unlikely.push(this.bytes.length);
    this.branch(Op.brIf, block);
  }

  /** Opens an `if` that is seldom entered. */
  openSeldom(type: BlockType = NOTHING): number {
    this.unlikely.push(this.bytes.length);
    return this.open(Op.if, type);
  }

  branchTable(blocks: readonly number[], otherwise: number): void {
    this.bytes.push(Op.brTable);
    unsigned(blocks.length, this.bytes);
    for (const block of [...blocks, otherwise]) unsigned(this.depth - block, this.bytes);
  }
}

/** Type of a function. */
export interface Signature {
  readonly parameters: readonly ValueType[];
  /** Null for none. */
  readonly result: ValueType | null;
}

/** A function of a module. */
export interface WasmFunction<Callee> {
  readonly signature: Signature;
  /** Types of the locals after the parameters. */
  readonly locals: readonly ValueType[];
  readonly code: Code<Callee>;
  /** Name under which the module gives it out; null when it does not. */
  readonly exported: string | null;
}

/** A function that the module is given, as member of `i`. */
export interface WasmImport {
  readonly name: string;
  readonly signature: Signature;
}

const signatureText = ({ parameters, result }: Signature): string => `${parameters.join()}>${result}`;

/** Types of a module, each once. */
class Types {
  readonly #numbers = new Map<string, number>();
  readonly bytes: number[] = [];

  number(signature: Signature): number {
    const key = signatureText(signature);
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    const { parameters, result } = signature;
    this.bytes.push(0x60);
    unsigned(parameters.length, this.bytes);
    this.bytes.push(...parameters, ...(result === null ? [0] : [1, result]));
    this.#numbers.set(key, this.#numbers.size);
    return this.#numbers.size - 1;
  }

  get count(): number {
    return this.#numbers.size;
  }
}

function nameBytes(name: string): number[] {
  const bytes: number[] = [];
  unsigned(name.length, bytes);
  for (const character of name) bytes.push(character.charCodeAt(0));
  return bytes;
}

function section(id: number, content: readonly number[]): number[] {
  const bytes = [id];
  unsigned(content.length, bytes);
  return bytes.concat(content);
}

function counted(parts: readonly (readonly number[])[]): number[] {
  const bytes: number[] = [];
  unsigned(parts.length, bytes);
  return bytes.concat(...parts);
}

/** The declaration of a function's locals. */
function localsOf(locals: readonly ValueType[]): number[] {
  const runs: number[][] = [];
  for (let first = 0; first < locals.length; ) {
    let end = first;
    while (locals[end] === locals[first] && end < locals.length) end += 1;
    const run: number[] = [];
    unsigned(end - first, run);
    run.push(locals[first] ?? I32);
    runs.push(run);
    first = end;
  }
  return counted(runs);
}

/** The hints about a function's branches (proposal Branch Hinting, phase 4): place in its body, and that it is not taken. */
function hintsOf<Callee>({ locals, code }: WasmFunction<Callee>, number: number): number[] {
  const before = localsOf(locals).length;
  const bytes: number[] = [];
  unsigned(number, bytes);
  const hints = code.unlikely.map((at) => {
    const hint: number[] = [];
    unsigned(before + at, hint);
    return [...hint, 1, 0];
  });
  return bytes.concat(counted(hints));
}

/** The bytes of a function, with the numbers of its callees. */
function bodyOf<Callee>(
  { locals, code }: WasmFunction<Callee>,
  numberOf: (callee: Callee) => number,
): number[] {
  for (const { at, callee } of code.calls) {
    let rest = numberOf(callee);
    for (let place = 0; place < LATER_BYTES; place++) {
      code.bytes[at + place] = (rest & 0x7f) | (place < LATER_BYTES - 1 ? 0x80 : 0);
      rest >>>= 7;
    }
  }
  const content = localsOf(locals).concat(code.bytes, Op.end);
  const bytes: number[] = [];
  unsigned(content.length, bytes);
  return bytes.concat(content);
}

/**
 * The bytes of a module whose memory is `m.memory` and whose imports are members of `i`.
 * @param given the memory: its size in units of 64 KB, which never grows
 * @param numberOf number of a callee: imports come first, then the functions in their order
 */
export function moduleBytes<Callee>(
  imports: readonly WasmImport[],
  functions: readonly WasmFunction<Callee>[],
  given: { readonly pages: number; readonly isShared: boolean },
  numberOf: (callee: Callee) => number,
): Uint8Array<ArrayBuffer> {
  const types = new Types();
  const limits: number[] = [given.isShared ? 3 : 1];
  unsigned(given.pages, limits);
  unsigned(given.pages, limits);
  const memory = [...nameBytes('m'), ...nameBytes('memory'), 2, ...limits];
  const functionsGiven = imports.map(({ name, signature }) => {
    const bytes = [...nameBytes('i'), ...nameBytes(name), 0];
    unsigned(types.number(signature), bytes);
    return bytes;
  });
  const declared = functions.map(({ signature }) => {
    const bytes: number[] = [];
    unsigned(types.number(signature), bytes);
    return bytes;
  });
  const exported = functions.flatMap(({ exported: name }, index) => {
    if (name === null) return [];
    const bytes = [...nameBytes(name), 0];
    unsigned(imports.length + index, bytes);
    return [bytes];
  });
  const hinted = functions.flatMap((one, index) =>
    one.code.unlikely.length === 0 ? [] : [hintsOf(one, imports.length + index)],
  );
  const typeCount: number[] = [];
  unsigned(types.count, typeCount);
  return new Uint8Array(
    [0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0].concat(
      section(1, typeCount.concat(types.bytes)),
      section(2, counted([memory, ...functionsGiven])),
      section(3, counted(declared)),
      section(7, counted(exported)),
      section(0, nameBytes('metadata.code.branch_hint').concat(counted(hinted))),
      section(10, counted(functions.map((one) => bodyOf(one, numberOf)))),
    ),
  );
}
