import { describe, expect, it } from 'vitest';
import {
  Code,
  F32,
  F64,
  I32,
  I64,
  moduleBytes,
  Op,
  Saturating,
  type ValueType,
} from '../../../src/c/emit/native/wasm.ts';

interface Engine {
  readonly Memory: new (limits: object) => object;
  readonly Module: new (code: Uint8Array) => object;
  readonly Instance: new (
    module: object,
    imports: object,
  ) => { readonly exports: Readonly<Record<string, (...args: never[]) => unknown>> };
}

const { WebAssembly: engine } = globalThis as unknown as { readonly WebAssembly: Engine };

/** Runs a function of the given result that `write` writes. */
function run(
  result: ValueType,
  write: (code: Code<number>) => void,
  locals: readonly ValueType[] = [],
): unknown {
  const code = new Code<number>();
  write(code);
  const bytes = moduleBytes(
    [{ name: 'twice', signature: { parameters: [I32], result: I32 } }],
    [
      { signature: { parameters: [], result }, locals, code, exported: 'main' },
      {
        signature: { parameters: [I32], result: I32 },
        locals: [],
        code: negation(),
        exported: null,
      },
    ],
    { pages: 1, isShared: false },
    (number) => number,
  );
  const memory = new engine.Memory({ initial: 1, maximum: 1 });
  const imports = { m: { memory }, i: { twice: (value: number) => value * 2 } };
  return new engine.Instance(new engine.Module(bytes), imports).exports['main']?.();
}

function negation(): Code<number> {
  const code = new Code<number>();
  code.i32(0);
  code.get(0);
  code.op(Op.i32Sub);
  return code;
}

describe('the binary form of WebAssembly (Core Specification, chapter 5)', () => {
  it.each([0, 1, -1, 63, 64, -64, -65, 127, 128, 8191, 8192, -8193, 2 ** 31 - 1, -(2 ** 31)])(
    'has the 32-bit constant %d',
    (value) => {
      expect(run(I32, (code) => code.i32(value))).toBe(value);
    },
  );

  it.each([0n, -1n, 64n, -65n, 2n ** 31n, 2n ** 63n - 1n, -(2n ** 63n), 0xcccc_cccc_cccc_ccccn])(
    'has the 64-bit constant %d',
    (value) => {
      expect(run(I64, (code) => code.i64(value))).toBe(BigInt.asIntN(64, value));
    },
  );

  it.each([0, -0, 1.5, Number.MAX_VALUE, Number.MIN_VALUE, Number.POSITIVE_INFINITY, Number.NaN])(
    'has the double %d',
    (value) => {
      expect(run(F64, (code) => code.f64(value))).toBe(value);
      expect(run(F32, (code) => code.f32(value))).toBe(Math.fround(value));
    },
  );

  it('calls imports and functions by the numbers that they get in the end', () => {
    const result = run(I32, (code) => {
      code.i32(21);
      code.call(0);
      code.call(2);
    });
    expect(result).toBe(-42);
  });

  it('leaves blocks and begins loops again', () => {
    const write = (code: Code<number>): void => {
      const done = code.open(Op.block);
      const again = code.open(Op.loop);
      code.get(0);
      code.i32(10);
      code.op(Op.i32GeS);
      code.branchSeldom(done);
      code.get(0);
      code.i32(3);
      code.op(Op.i32Add);
      code.set(0);
      code.branch(Op.br, again);
      code.end();
      code.end();
      code.get(0);
    };
    expect(run(I32, write, [I32])).toBe(12);
  });

  it.each([
    [0, 10],
    [1, 11],
    [2, 99],
    [-1, 99],
  ])('jumps by a table: %d gives %d', (chosen, expected) => {
    const write = (code: Code<number>): void => {
      const otherwise = code.open(Op.block);
      const second = code.open(Op.block);
      const first = code.open(Op.block);
      code.i32(chosen);
      code.branchTable([first, second], otherwise);
      code.end();
      code.i32(10);
      code.op(Op.return);
      code.end();
      code.i32(11);
      code.op(Op.return);
      code.end();
      code.i32(99);
    };
    expect(run(I32, write)).toBe(expected);
  });

  it('has accesses at large offsets, locals of several types, conversions that saturate', () => {
    const write = (code: Code<number>): void => {
      code.i32(8);
      code.i32(-2);
      code.access(0x36, 2, 65_000);
      code.f64(2 ** 40);
      code.op(Op.saturating, Saturating.i32F64S);
      code.set(0);
      code.i64(5n);
      code.set(1);
      code.i32(8);
      code.access(0x28, 2, 65_000);
      code.get(0);
      code.op(Op.i32Add);
      code.get(1);
      code.op(Op.i32WrapI64, Op.i32Add);
    };
    expect(run(I32, write, [I32, I64])).toBe((2 ** 31 - 1 - 2 + 5) | 0);
  });
});
