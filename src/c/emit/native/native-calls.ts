/** WebAssembly of calls: to functions that are native too, to JavaScript, and by address. */
import type { Call, Expression, FunctionSymbol } from '../../tree/tree.ts';
import type { FunctionType, Type } from '../../tree/type.ts';
import { bytesOf, isRecord, slotBytes } from '../value-class.ts';
import { arrive, arrivedText, cross, crossingTypes, resultType } from './crossing.ts';
import { convert } from './native-conversions.ts';
import { HasNoNativeForm, type NativeFunction, Register, setRegister } from './native-function.ts';
import { copyTo, type NativeSpot, pushAddress, store } from './native-memory.ts';
import { I32, Op, type ValueType } from './wasm.ts';

type ValueOf = (f: NativeFunction, e: Expression) => void;

const STORE_WORD = 0x36;

const voidPointer: Type = { kind: 'pointer', to: { kind: 'void' } };

/** Writes a call; its result is on the stack. */
export function call(f: NativeFunction, e: Call, value: ValueOf): void {
  const signature = knownSignature(e);
  const { callee } = e;
  const result = isRecord(signature.returns) ? f.resultBytes(e) : null;
  if (callee.kind === 'function') {
    const native = f.program.nativeDefinition(callee.symbol);
    if (native !== null) ownCall(f, e, native, signature, result, value);
    else importedCall(f, e, signature, result, value);
  } else callByAddress(f, e, signature, result, value);
  // What nobody declared returns an int for the caller, whatever it really gives.
  if (signature !== e.signature && f.typeOf(signature.returns) !== null)
    convert(f, signature.returns, e.type);
}

/** What the callee is declared as, where the call itself saw no prototype (C4013, or `f()`). */
function knownSignature({ callee, signature }: Call): FunctionType {
  return !signature.prototype && callee.kind === 'function' && callee.symbol.type.prototype
    ? callee.symbol.type
    : signature;
}

/** Notes the place of a call for call stacks, and for one that leaves the program where its stack ends. */
function note(f: NativeFunction, site: number, leaves: boolean): void {
  const { code } = f;
  // A frame begins at a multiple of 16: that number is its index, times the 4 bytes of an entry.
  code.get(f.fp);
  code.i32(2);
  code.op(Op.i32ShrU);
  code.i32(site);
  code.access(STORE_WORD, 2, f.program.layout.placesAt);
  if (leaves) setRegister(f, Register.top, () => code.get(f.fp));
}

/** Types of the parameters of a call, the hidden ones among them. */
function parameterTypes(signature: FunctionType, args: readonly Expression[]): readonly Type[] {
  const { parameters, variadic, prototype, returns } = signature;
  if (prototype && (variadic ? args.length < parameters.length : args.length !== parameters.length))
    throw new HasNoNativeForm('a call with another number of arguments');
  const own = prototype ? parameters.map(({ type }) => type) : args.map(({ type }) => type);
  const result = isRecord(returns) ? [returns] : [];
  return [...result, ...own, ...(variadic ? [voidPointer] : [])];
}

/** Pushes the arguments of a call, each followed by what `after` does with it. */
function pushArguments(
  f: NativeFunction,
  e: Call,
  signature: FunctionType,
  result: number | null,
  value: ValueOf,
  after: (type: Type) => void,
  write: () => void,
): void {
  const { args } = e;
  if (result !== null) {
    pushAddress(f, { kind: 'frame', offset: result });
    after(signature.returns);
  }
  const fixed = signature.variadic ? signature.parameters.length : args.length;
  const pushFixed = (): void => {
    for (const [index, arg] of args.slice(0, fixed).entries()) {
      const type = signature.prototype ? (signature.parameters[index]?.type ?? arg.type) : arg.type;
      value(f, arg);
      if (signature !== e.signature) convertArgument(f, arg.type, type);
      after(type);
    }
  };
  if (!signature.variadic) {
    pushFixed();
    write();
    return;
  }
  const rest = args.slice(fixed);
  const bytes = rest.reduce((sum, { type }) => sum + slotsOf(f, type), 0);
  f.withScratch(bytes, (offset) => {
    pushFixed();
    storeSlots(f, rest, offset, f.site(e.at), value);
    pushAddress(f, { kind: 'frame', offset });
    after(voidPointer);
    write();
  });
}

function convertArgument(f: NativeFunction, from: Type, to: Type): void {
  if (isRecord(from) || isRecord(to))
    throw new HasNoNativeForm('a structure for a function without prototype');
  convert(f, from, to);
}

const slotsOf = (f: NativeFunction, type: Type): number =>
  isRecord(type) && f.wide ? 8 : slotBytes(type, f.architecture);

/** Fills the slots of `...`, which are part of the frame. */
function storeSlots(
  f: NativeFunction,
  rest: readonly Expression[],
  offset: number,
  site: number,
  value: ValueOf,
): void {
  let at = offset;
  for (const e of rest) {
    const spot: NativeSpot = { kind: 'frame', offset: at };
    at += slotsOf(f, e.type);
    value(f, e);
    if (isRecord(e.type)) {
      const bytes = bytesOf(e.type, f.architecture);
      if (f.wide && ![1, 2, 4, 8].includes(bytes)) storeSlot(f, voidPointer, spot, site);
      else copyTo(f, spot, 0, bytes, site);
    } else storeSlot(f, slotType(f, e.type), spot, site, e.type);
  }
}

/** Type that a promoted argument has in its slots. */
function slotType(f: NativeFunction, type: Type): Type {
  if (type.kind !== 'integer') return type.kind === 'float' ? type : voidPointer;
  return f.wide ? { ...type, name: type.signed ? '__int64' : 'unsigned __int64', bytes: 8 } : type;
}

/** Stores the value on the stack in a slot. */
function storeSlot(f: NativeFunction, type: Type, spot: NativeSpot, site: number, from: Type = type): void {
  if (from.kind === 'integer') convert(f, from, type);
  f.withLocal(f.scalarType(type), (held) => {
    f.code.set(held);
    store(f, type, spot, () => f.code.get(held), site);
  });
}

/** Calls a function that is native too. Whoever declared it otherwise than it is defined calls it in JavaScript, which takes any arguments. */
function ownCall(
  f: NativeFunction,
  e: Call,
  native: FunctionSymbol,
  signature: FunctionType,
  result: number | null,
  value: ValueOf,
): void {
  const { definition, type } = native;
  const parameters = definition?.parameters.map((one) => f.scalarType(one.type)) ?? [];
  const hidden = isRecord(type.returns) ? [f.pointer] : [];
  const given = parameterTypes(signature, e.args).map((one) => f.scalarType(one));
  if (
    [...hidden, ...parameters].join() !== given.join() ||
    f.typeOf(type.returns) !== f.typeOf(signature.returns)
  )
    throw new HasNoNativeForm('arguments that the callee does not take');
  f.code.get(f.fp);
  pushArguments(
    f,
    e,
    signature,
    result,
    value,
    () => {},
    () => note(f, f.site(e.at), false),
  );
  f.callOwn(native);
}

/** Calls a function of JavaScript: one of the program, or one from outside. */
function importedCall(
  f: NativeFunction,
  e: Call,
  signature: FunctionType,
  result: number | null,
  value: ValueOf,
): void {
  if (e.callee.kind !== 'function') return;
  const { symbol } = e.callee;
  const isOwn = f.program.isDefined(symbol);
  const name = f.program.callName(symbol);
  const types = parameterTypes(signature, e.args);
  const parameters: ValueType[] = [
    ...(isOwn ? [I32] : []),
    ...types.flatMap((type) => crossingTypes(f, type)),
  ];
  if (isOwn) f.code.get(f.fp);
  pushArguments(
    f,
    e,
    signature,
    result,
    value,
    (type) => cross(f, type),
    () => note(f, f.site(e.at), !isOwn),
  );
  // A result by value is not among the parameters of a contract.
  const shift = result === null ? 0 : 1;
  const asNumber = (index: number): boolean =>
    !isOwn && f.program.layout.takesNumber(symbol.name, index - shift);
  const { names, texts } = arrivals(f, types, asNumber);
  const own = isOwn ? ['p'] : [];
  const made = `${name}(${[...own, ...texts].join(', ')})`;
  const text = `(${[...own, ...names].join(', ')}) => ${resultText(made, signature.returns)}`;
  // The text is the key: without a prototype two calls of one function may convert their arguments in other ways.
  f.callImport(
    `${text} ${resultType(f, signature.returns)}`,
    { parameters, result: resultType(f, signature.returns) },
    () => text,
  );
  arrive(f, signature.returns);
}

/** Calls what lies at an address. */
function callByAddress(
  f: NativeFunction,
  e: Call,
  signature: FunctionType,
  result: number | null,
  value: ValueOf,
): void {
  if (e.callee.kind === 'function') return;
  const { callee } = e;
  const key = f.program.signatureNumber(signature);
  const types = parameterTypes(signature, e.args);
  const parameters = [voidPointer, ...types].flatMap((type) => crossingTypes(f, type));
  value(f, callee);
  cross(f, voidPointer);
  const site = f.site(e.at);
  pushArguments(
    f,
    e,
    signature,
    result,
    value,
    (type) => cross(f, type),
    () => {
      note(f, site, true);
      f.code.i32(site);
      f.code.get(f.fp);
    },
  );
  const target = arrivedText(voidPointer, f.wide, 't', false);
  const { names, texts } = arrivals(f, types, () => false);
  const made = `$.functionAt(${target.text}, ${key}, s, p)(${['p', ...texts].join(', ')})`;
  const text = `(${[...target.names, ...names, 's', 'p'].join(', ')}) => ${resultText(made, signature.returns)}`;
  f.callImport(
    text,
    { parameters: [...parameters, I32, I32], result: resultType(f, signature.returns) },
    () => text,
  );
  arrive(f, signature.returns);
}

function arrivals(f: NativeFunction, types: readonly Type[], asNumber: (index: number) => boolean) {
  const parts = types.map((type, index) => arrivedText(type, f.wide, `a${index}`, asNumber(index)));
  return { names: parts.flatMap(({ names }) => names), texts: parts.map(({ text }) => text) };
}

/** JavaScript of a result: what a function without a `return` gives is 0. A number of at most 32 bits becomes that by itself. */
function resultText(text: string, type: Type): string {
  if (type.kind === 'void') return `{ ${text}; }`;
  if (type.kind === 'integer') return type.bytes === 8 ? `${text} ?? 0n` : text;
  return type.kind === 'float' ? text : `${text} ?? 0`;
}
