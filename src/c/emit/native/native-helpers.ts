/** The functions that every native module brings along: conversions that are too long to stand at each use. */
import type { Callee, HelperName, NativeProgramContext } from './native-function.ts';
import {
  Code,
  F64,
  I32,
  I64,
  Op,
  Saturating,
  type Signature,
  type ValueType,
  type WasmFunction,
} from './wasm.ts';

const TWO_31 = 2 ** 31;
const TWO_32 = 2 ** 32;
const TWO_63 = 2 ** 63;
/** From here on numbers stand for pointers that are no canonical addresses (machine/addresses.ts). */
const FIRST_INTERNED = 2 ** 52;

/** The helpers, in the order of their numbers. */
export const helperNames: readonly HelperName[] = [
  'toInt32',
  'toUint32',
  'toInt64',
  'toUint64',
  'pointerOf',
  'numberOf',
];

interface Helper {
  readonly signature: Signature;
  write(code: Code<Callee>, program: NativeProgramContext): void;
}

/** Pushes whether the parameter lies between two numbers, which comparisons exclude or include. */
function between(code: Code<Callee>, above: number, least: number, below: number, most: number): void {
  code.get(0);
  code.f64(least);
  code.op(above);
  code.get(0);
  code.f64(most);
  code.op(below, Op.i32And);
}

/** The parameter converted where it lies in a range, else what `otherwise` pushes. */
function converted(code: Code<Callee>, result: ValueType, conversion: number, otherwise: () => void): void {
  code.open(Op.if, result);
  code.get(0);
  code.op(Op.saturating, conversion);
  code.otherwise();
  otherwise();
  code.end();
}

const helpers: Readonly<Record<HelperName, Helper>> = {
  // Out of range gives the least integer, as the processor does; unsigned ones go by way of 64 bits (run/arithmetic.ts).
  toInt32: {
    signature: { parameters: [F64], result: I32 },
    write: (code) => {
      between(code, Op.f64Gt, -TWO_31 - 1, Op.f64Lt, TWO_31);
      converted(code, I32, Saturating.i32F64S, () => code.i32(-TWO_31));
    },
  },
  toUint32: {
    signature: { parameters: [F64], result: I32 },
    write: (code) => {
      between(code, Op.f64Gt, -1, Op.f64Lt, TWO_32);
      converted(code, I32, Saturating.i32F64U, () => {
        code.get(0);
        code.call({ kind: 'helper', name: 'toInt64' });
        code.op(Op.i32WrapI64);
      });
    },
  },
  toInt64: {
    signature: { parameters: [F64], result: I64 },
    write: (code) => {
      between(code, Op.f64Ge, -TWO_63, Op.f64Lt, TWO_63);
      converted(code, I64, Saturating.i64F64S, () => code.i64(-(2n ** 63n)));
    },
  },
  toUint64: {
    signature: { parameters: [F64], result: I64 },
    write: (code) => {
      between(code, Op.f64Ge, TWO_63, Op.f64Lt, 2 * TWO_63);
      converted(code, I64, Saturating.i64F64U, () => {
        code.get(0);
        code.call({ kind: 'helper', name: 'toInt64' });
      });
    },
  },
  /** A pointer of JavaScript as 64 bits. */
  pointerOf: {
    signature: { parameters: [F64], result: I64 },
    write: (code, program) => {
      code.get(0);
      code.f64(FIRST_INTERNED);
      code.op(Op.f64Lt);
      converted(code, I64, Saturating.i64F64S, () => {
        code.get(0);
        const name = program.import(
          'pointerOf',
          { parameters: [F64], result: I64 },
          () => '(p) => $.signedOf(p)',
        );
        code.call({ kind: 'import', name });
      });
    },
  },
  /** 64 bits as a pointer of JavaScript. */
  numberOf: {
    signature: { parameters: [I64], result: F64 },
    write: (code, program) => {
      code.get(0);
      code.i64(16n);
      code.op(Op.i64Shl);
      code.i64(16n);
      code.op(Op.i64ShrS);
      code.get(0);
      code.op(Op.i64Eq);
      code.open(Op.if, F64);
      code.get(0);
      code.op(Op.f64ConvertI64S);
      code.otherwise();
      code.get(0);
      const name = program.import(
        'numberOf',
        { parameters: [I64], result: F64 },
        () => '(p) => $.pointer(p)',
      );
      code.call({ kind: 'import', name });
      code.end();
    },
  },
};

/** Writes the helpers. */
export function helperFunctions(program: NativeProgramContext): readonly WasmFunction<Callee>[] {
  return helperNames.map((name) => {
    const { signature, write } = helpers[name];
    const code = new Code<Callee>();
    write(code, program);
    return { signature, locals: [], code, exported: null };
  });
}
