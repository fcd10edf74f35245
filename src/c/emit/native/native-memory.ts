/**
 * Loads and stores in WebAssembly. As in the JavaScript (memory-text.ts) an access of the program's region, aligned,
 * on a page whose attributes allow it, is made at once; everything else goes through the accessor, which knows the
 * place. The region, the attribute bytes of its pages and the registers of the program lie in one memory.
 */
import type { Expression, Lvalue } from '../../tree/tree.ts';
import type { Type } from '../../tree/type.ts';
import { type Access, accessOf } from '../value-class.ts';
import { arrive, arrivedText, resultType, splitHalves } from './crossing.ts';
import type { NativeFunction, StaticPlace } from './native-function.ts';
import { F32, F64, I32, I64, Op, type ValueType } from './wasm.ts';

/** A place in memory, in the form that its access is written in. */
export type NativeSpot =
  /** So many bytes into the frame. */
  | { readonly kind: 'frame'; readonly offset: number }
  /** At an address that is known when the program is loaded. */
  | { readonly kind: 'fixed'; readonly address: number }
  /** At the address that a local holds. */
  | { readonly kind: 'local'; readonly local: number };

interface Shape {
  readonly load: number;
  readonly store: number;
  readonly shift: number;
  readonly type: ValueType;
}

const word: Shape = { load: 0x28, store: 0x36, shift: 2, type: I32 };
const quad: Shape = { load: 0x29, store: 0x37, shift: 3, type: I64 };

const shapes: Readonly<Record<Exclude<Access, 'ptr'>, Shape>> = {
  i8: { load: 0x2c, store: 0x3a, shift: 0, type: I32 },
  u8: { load: 0x2d, store: 0x3a, shift: 0, type: I32 },
  i16: { load: 0x2e, store: 0x3b, shift: 1, type: I32 },
  u16: { load: 0x2f, store: 0x3b, shift: 1, type: I32 },
  i32: word,
  u32: word,
  i64: quad,
  u64: quad,
  f32: { load: 0x2a, store: 0x38, shift: 2, type: F32 },
  f64: { load: 0x2b, store: 0x39, shift: 3, type: F64 },
};

const LOAD_BYTE = 0x2d;
/** Bits of an attribute byte: a native program runs in user mode, where nothing else is asked (memory-text.ts). */
const READABLE = 1;
const WRITABLE = 2;
const PAGE_SHIFT = 12;

const shapeOf = (f: NativeFunction, access: Access): Shape =>
  access === 'ptr' ? (f.wide ? quad : word) : shapes[access];

/** Address of a place with static storage, so many bytes into it. */
export function staticAddress(f: NativeFunction, place: StaticPlace, offset: number): number {
  const { sections, foreignVariables } = f.program.layout;
  return place.kind === 'section'
    ? (sections[place.section] ?? 0) + place.bytes + offset
    : (foreignVariables[place.index] ?? 0) + offset;
}

/** Pushes the address of a spot, so many bytes into it. */
export function pushAddress(f: NativeFunction, spot: NativeSpot, offset = 0): void {
  const { code } = f;
  if (spot.kind === 'fixed') {
    f.pointerConstant(spot.address + offset);
    return;
  }
  if (spot.kind === 'local') {
    code.get(spot.local);
    addConstant(f, offset);
    return;
  }
  code.get(f.fp);
  if (f.wide) code.op(Op.i64ExtendI32U);
  addConstant(f, f.program.layout.stackBase + spot.offset + offset);
}

/** Adds a constant to the address on the stack. */
export function addConstant(f: NativeFunction, bytes: number): void {
  if (bytes === 0) return;
  f.pointerConstant(bytes);
  f.code.op(f.wide ? Op.i64Add : Op.i32Add);
}

/** Byte of the memory that a spot without a computed address has, or its part that is constant; null for none in the region. */
function constantOffset(f: NativeFunction, spot: NativeSpot): number | null {
  const { base, stackBase, accessAt } = f.program.layout;
  if (spot.kind === 'local') return null;
  const offset = spot.kind === 'frame' ? stackBase - base + spot.offset : spot.address - base;
  return offset >= 0 && offset < accessAt ? offset : null;
}

/** Leaves `slow` unless the page of the byte on the stack allows the access. */
function testPage(f: NativeFunction, bit: number, slow: number): void {
  const { code } = f;
  code.i32(PAGE_SHIFT);
  code.op(Op.i32ShrU);
  code.access(LOAD_BYTE, 0, f.program.layout.accessAt);
  code.i32(bit);
  code.op(Op.i32And, Op.i32Eqz);
  code.branchSeldom(slow);
}

/** What the quick way needs: where the index is, and the constant that is added to it. */
interface Quick {
  readonly pushIndex: () => void;
  readonly offset: number;
}

/** The test of an access: branches to `slow` where it has to be prepared. */
function test(f: NativeFunction, spot: NativeSpot, shift: number, bit: number, slow: number): Quick {
  const { code } = f;
  const bytes = 1 << shift;
  const constant = constantOffset(f, spot);
  if (constant !== null && spot.kind !== 'local' && constant % bytes === 0) {
    if (spot.kind === 'fixed') {
      code.i32(constant);
      testPage(f, bit, slow);
      return { pushIndex: () => code.i32(constant), offset: 0 };
    }
    code.get(f.fp);
    code.i32(constant);
    code.op(Op.i32Add);
    testPage(f, bit, slow);
    return { pushIndex: () => code.get(f.fp), offset: constant };
  }
  const push = (): void => {
    pushAddress(f, spot);
    if (f.wide) code.op(Op.i32WrapI64);
  };
  if (f.wide) {
    // The lower half of the region's base is 0 (memory/address-space.ts): the upper half says whether it is in there.
    pushAddress(f, spot);
    code.i64(32n);
    code.op(Op.i64ShrU, Op.i32WrapI64);
    code.i32(Math.floor(f.program.layout.base / 0x1_0000_0000));
    code.op(Op.i32Ne);
    code.branchSeldom(slow);
  }
  if (bytes > 1) {
    push();
    code.i32(bytes - 1);
    code.op(Op.i32And);
    code.branchSeldom(slow);
  }
  push();
  testPage(f, bit, slow);
  return { pushIndex: push, offset: 0 };
}

/** Pushes the arguments that an accessor ends with. */
function pushPlace(f: NativeFunction, site: number): void {
  f.code.i32(site);
  f.code.get(f.fp);
}

const addressParameters = (f: NativeFunction): readonly ValueType[] => (f.wide ? [I32, I32] : [I32]);

/** JavaScript of an address among the parameters of an import. */
export const addressText = (f: NativeFunction, name = 'a') =>
  arrivedText({ kind: 'pointer', to: { kind: 'void' } }, f.wide, name, false);

/** Pushes the scalar at a spot. */
export function load(f: NativeFunction, type: Type, spot: NativeSpot, site: number): void {
  const { code } = f;
  const access = accessOf(type);
  const { load: op, shift, type: result } = shapeOf(f, access);
  const done = code.open(Op.block, result);
  const slow = code.open(Op.block);
  const { pushIndex, offset } = test(f, spot, shift, READABLE, slow);
  pushIndex();
  code.access(op, shift, offset);
  code.branch(Op.br, done);
  code.end();
  pushAddress(f, spot);
  pushPlace(f, site);
  f.callSeldom(`ld${access}`, { parameters: [f.pointer, I32, I32], result }, (w) => {
    pushArguments(w, [w.pointer, I32, I32]);
    const signature = { parameters: [...addressParameters(w), I32, I32], result: resultType(w, type) };
    w.callImport(`ld${access}`, signature, () => {
      const { names, text } = addressText(w);
      return `(${names.join(', ')}, s, p) => $.ld${access}(${text}, s, p)`;
    });
    arrive(w, type);
  });
  code.end();
}

/** Pushes the parameters of a function for what is seldom done, those of 64 bits in halves. */
function pushArguments(f: NativeFunction, types: readonly ValueType[]): void {
  for (const [index, type] of types.entries()) {
    f.code.get(index);
    if (type === I64) splitHalves(f);
  }
}

/**
 * Stores a scalar at a spot.
 * @param push pushes the value: a local or a constant, because it is written twice
 */
export function store(f: NativeFunction, type: Type, spot: NativeSpot, push: () => void, site: number): void {
  const { code } = f;
  const access = accessOf(type);
  const { store: op, shift } = shapeOf(f, access);
  const done = code.open(Op.block);
  const slow = code.open(Op.block);
  const { pushIndex, offset } = test(f, spot, shift, WRITABLE, slow);
  pushIndex();
  push();
  code.access(op, shift, offset);
  code.branch(Op.br, done);
  code.end();
  pushAddress(f, spot);
  push();
  pushPlace(f, site);
  const own = shapeOf(f, access).type;
  f.callSeldom(`st${access}`, { parameters: [f.pointer, own, I32, I32], result: null }, (w) => {
    pushArguments(w, [w.pointer, own, I32, I32]);
    const parameters = [...addressParameters(w), ...(own === I64 ? [I32, I32] : [own]), I32, I32];
    w.callImport(`st${access}`, { parameters, result: null }, () => {
      const address = addressText(w);
      const value = arrivedText(type, w.wide, 'v', false);
      return `(${[...address.names, ...value.names].join(', ')}, s, p) => { $.st${access}(${address.text}, ${value.text}, s, p); }`;
    });
  });
  code.end();
}

/** Copies bytes to a spot; the address that they come from is on the stack. */
export function copyTo(f: NativeFunction, to: NativeSpot, offset: number, bytes: number, site: number): void {
  f.withLocal(f.pointer, (from) => {
    f.code.set(from);
    pushAddress(f, to, offset);
    f.code.get(from);
  });
  f.code.i32(bytes);
  pushPlace(f, site);
  const own = [f.pointer, f.pointer, I32, I32, I32];
  f.callSeldom('copy', { parameters: own, result: null }, (w) => {
    pushArguments(w, own);
    const addresses = addressParameters(w);
    w.callImport('copy', { parameters: [...addresses, ...addresses, I32, I32, I32], result: null }, () => {
      const [a, b] = [addressText(w, 'a'), addressText(w, 'b')];
      return `(${[...a.names, ...b.names].join(', ')}, n, s, p) => { $.copy(${a.text}, ${b.text}, n, s, p); }`;
    });
  });
}

/** Zeroes bytes at a spot. */
export function zero(f: NativeFunction, at: NativeSpot, offset: number, bytes: number): void {
  pushAddress(f, at, offset);
  f.code.i32(bytes);
  f.callSeldom('zero', { parameters: [f.pointer, I32], result: null }, (w) => {
    pushArguments(w, [w.pointer, I32]);
    w.callImport('zero', { parameters: [...addressParameters(w), I32], result: null }, () => {
      const { names, text } = addressText(w);
      return `(${names.join(', ')}, n) => { $.zero(${text}, n); }`;
    });
  });
}

/** The spot of an object whose address nothing has to be computed for; null for others. */
export function fixedSpot(f: NativeFunction, lvalue: Lvalue, offset = 0): NativeSpot | null {
  switch (lvalue.kind) {
    case 'variable': {
      const { variable } = lvalue;
      if (variable.storage === 'static')
        return { kind: 'fixed', address: staticAddress(f, f.program.staticPlace(variable), offset) };
      const place = f.ctx.place(variable);
      return place.kind === 'frame' ? { kind: 'frame', offset: place.offset + offset } : null;
    }
    case 'string':
      return { kind: 'fixed', address: staticAddress(f, f.program.stringPlace(lvalue), offset) };
    case 'function':
      return { kind: 'fixed', address: f.program.functionAddress(lvalue.symbol) + offset };
    case 'member': {
      const { object } = lvalue;
      return isLvalue(object) ? fixedSpot(f, object, lvalue.offset + offset) : null;
    }
    case 'dereference': {
      return fixedTarget(f, lvalue.pointer, offset);
    }
    default:
      return null;
  }
}

/** What a pointer points at, where that is known. */
function fixedTarget(f: NativeFunction, pointer: Expression, offset: number): NativeSpot | null {
  if (pointer.kind === 'decay' || pointer.kind === 'address') return fixedSpot(f, pointer.of, offset);
  if (pointer.kind !== 'pointer add' || pointer.index.kind !== 'integer') return null;
  const bytes = Number(BigInt.asIntN(64, pointer.index.value)) * pointer.elementBytes;
  // A place far outside of its object is worked out as an address.
  if (!Number.isSafeInteger(bytes) || Math.abs(bytes) > 0x1000_0000) return null;
  return fixedTarget(f, pointer.pointer, offset + (pointer.subtract ? -bytes : bytes));
}

const lvalueKinds = new Set(['variable', 'function', 'string', 'dereference', 'member', 'compound literal']);

/** True for what names an object. */
export const isLvalue = (node: { readonly kind: string }): node is Lvalue => lvalueKinds.has(node.kind);
