/**
 * JavaScript of C expressions. `value` gives the text of a value (value-class.ts says what it is), `condition`
 * of JavaScript's truth, `effect` of an expression whose value nobody wants, `address` of an object's place.
 */
import type {
  Binary,
  Compare,
  CompoundAssign,
  Conditional,
  Expression,
  Initializer,
  InitialValue,
  Logical,
  Lvalue,
  MemberAccess,
  PointerAdd,
  PointerDifference,
  Step,
  StringLiteral,
  Unary,
  VaArg,
} from '../tree/tree.ts';
import type { IntegerType, Type } from '../tree/type.ts';
import { callText } from './calls.ts';
import { byteCopyOf, namedValue, rawLoad, storeUnitOfBits, unitOfBits } from './checked-text.ts';
import { atom, constantText, convert, truth, wrap, wrapBig } from './conversions.ts';
import type { FunctionContext } from './function-context.ts';
import { loadText, storeText } from './memory-text.ts';
import { exactNumber, unsignedNumber } from './narrow.ts';
import type { Spot } from './spot.ts';
import { spotOf } from './spots.ts';
import { accessOf, bytesOf, isAddress, isBig, isRecord, slotBytes } from './value-class.ts';

/** Text that can be repeated: it is cheap and nothing changes it meanwhile. */
const isConstantText = (text: string): boolean => /^\(?-?\d+(?:\.\d+)?n?\)?$/.test(text);

/** Runs `write` with a name for a value: the value itself where it is a constant. */
function named(ctx: FunctionContext, text: string, write: (name: string, set: string) => string): string {
  if (isConstantText(text)) return write(text, '');
  return ctx.withTemporary((name) => write(name, `${name} = ${text}, `));
}

// --- places ----------------------------------------------------------------

/** Text of an address plus a constant. */
export function displaced(text: string, offset: number): string {
  return offset === 0 ? text : `${text} + ${offset}`;
}

/** JavaScript name of a variable that lives in one, or null. */
function nameOf(ctx: FunctionContext, lvalue: Lvalue): string | null {
  if (lvalue.kind !== 'variable' || lvalue.variable.storage === 'static') return null;
  const place = ctx.place(lvalue.variable);
  return place.kind === 'name' ? place.name : null;
}

/** Text of the address of an object, so many bytes into it. */
export function address(ctx: FunctionContext, lvalue: Lvalue, offset = 0): string {
  switch (lvalue.kind) {
    case 'variable': {
      const { variable } = lvalue;
      if (variable.storage === 'static') return ctx.program.staticAddress(variable, offset);
      const place = ctx.place(variable);
      if (place.kind === 'name')
        throw new TypeError(`the address of ${variable.name}, which the parser did not mark as taken`);
      return ctx.frameAddress(place.offset + offset);
    }
    case 'function':
      return ctx.program.functionAddress(lvalue.symbol);
    case 'string':
      return ctx.program.stringAddress(lvalue, offset);
    case 'dereference':
      return displaced(value(ctx, lvalue.pointer), offset);
    case 'member':
      return isLvalue(lvalue.object)
        ? address(ctx, lvalue.object, lvalue.offset + offset)
        : displaced(value(ctx, lvalue.object), lvalue.offset + offset);
    case 'compound literal': {
      const place = displaced(address(ctx, literalVariable(lvalue)), offset);
      return `(${initialize(ctx, lvalue.initializer, lvalue.type, (at) => address(ctx, literalVariable(lvalue), at))}, ${place})`;
    }
  }
}

const literalVariable = (literal: Extract<Lvalue, { kind: 'compound literal' }>): Lvalue => ({
  kind: 'variable',
  variable: literal.variable,
  type: literal.type,
  at: literal.at,
});

const lvalueKinds = new Set(['variable', 'function', 'string', 'dereference', 'member', 'compound literal']);

const isLvalue = (node: Lvalue | Expression): node is Lvalue => lvalueKinds.has(node.kind);

// --- loads and stores ------------------------------------------------------

const spotTexts = { nameOf, byteCount };

/** The spot of an object, or the text of its address where that says more. */
const spot = (ctx: FunctionContext, lvalue: Lvalue): Spot =>
  spotOf(ctx, spotTexts, lvalue) ?? { kind: 'address', text: address(ctx, lvalue) };

const spotAt = (text: string): Spot => ({ kind: 'address', text });

/** Text of the scalar at a spot. */
export function load(ctx: FunctionContext, type: Type, where: Spot, site: number): string {
  return ctx.withAccess((temporaries) =>
    loadText(ctx.program.dialect, accessOf(type), where, temporaries, site),
  );
}

/** Text that stores a scalar; `valueText` is a name or a constant. */
export function store(
  ctx: FunctionContext,
  type: Type,
  where: Spot,
  valueText: string,
  site: number,
): string {
  return ctx.withAccess((temporaries) =>
    storeText(ctx.program.dialect, accessOf(type), where, valueText, temporaries, site),
  );
}

type Bits = NonNullable<MemberAccess['bits']>;

/** Text of a bit-field's value, from the text of its storage unit. */
function extract(unit: string, { start, width }: Bits, type: IntegerType): string {
  if (type.bytes === 8) {
    const field = `BigInt.asUintN(${width}, ${atom(unit)} >> ${start}n)`;
    return type.signed ? `BigInt.asIntN(${width}, ${field})` : field;
  }
  if (type.name === '_Bool') return `(${atom(unit)} >>> ${start} & 1)`;
  const up = 32 - start - width;
  return `(${atom(unit)} << ${up} ${type.signed ? '>>' : '>>>'} ${32 - width})`;
}

/** Text of a storage unit with a new value in one of its bit-fields. */
function insert(unit: string, field: string, { start, width }: Bits, type: IntegerType): string {
  if (type.bytes === 8) {
    const mask = ((1n << BigInt(width)) - 1n) << BigInt(start);
    const kept = BigInt.asUintN(64, ~mask);
    const merged = `(BigInt.asUintN(64, ${unit}) & ${kept}n) | (BigInt.asUintN(${width}, ${field}) << ${start}n)`;
    return wrapBig(merged, type);
  }
  const mask = width === 32 ? -1 : (1 << width) - 1;
  return wrap(`(${unit} & ${~(mask << start)}) | ((${field} & ${mask}) << ${start})`, {
    ...type,
    name: type.name === '_Bool' ? 'unsigned char' : type.name,
  });
}

function bitsOf(lvalue: Lvalue): Bits | null {
  return lvalue.kind === 'member' ? lvalue.bits : null;
}

/** Text of the value of a variable that lives in a JavaScript name. */
function valueOfName(ctx: FunctionContext, lvalue: Lvalue, name: string): string {
  if (lvalue.kind !== 'variable') return name;
  return namedValue(ctx, lvalue.variable, name, () => ctx.program.site(lvalue.at));
}

function loadFrom(ctx: FunctionContext, from: Lvalue, type: Type): string {
  const name = nameOf(ctx, from);
  if (name !== null) return valueOfName(ctx, from, name);
  if (isRecord(type)) return address(ctx, from);
  const bits = bitsOf(from);
  const site = ctx.program.site(from.at);
  if (bits !== null && ctx.program.checks && from.type.kind === 'integer') {
    const unitType = from.type;
    return ctx.withTemporary((place) => {
      const unit = unitOfBits(ctx, unitType, bits, place, site);
      return `(${place} = ${address(ctx, from)}, ${extract(unit, bits, unitType)})`;
    });
  }
  const unit = load(ctx, from.type, spot(ctx, from), site);
  return bits === null || from.type.kind !== 'integer' ? unit : extract(unit, bits, from.type);
}

/** Text that stores a value into an object and is worth the value, or nothing when `wanted` is false. */
function assignText(ctx: FunctionContext, target: Lvalue, valueText: string, wanted: boolean): string {
  const name = nameOf(ctx, target);
  if (name !== null) return `(${name} = ${valueText})`;
  const site = ctx.program.site(target.at);
  if (isRecord(target.type)) {
    const bytes = bytesOf(target.type, ctx.program.architecture);
    return `$.copy(${address(ctx, target)}, ${valueText}, ${bytes}, ${site}, ${ctx.sp})`;
  }
  const bits = bitsOf(target);
  if (bits !== null) return assignBits(ctx, target, bits, valueText, site);
  return named(ctx, valueText, (held, set) => {
    const stored = store(ctx, target.type, spot(ctx, target), held, site);
    return wanted ? `(${set}${stored}, ${held})` : `(${set}${stored})`;
  });
}

/** Stores a bit-field; the value is that of the field, cut to its width. */
function assignBits(
  ctx: FunctionContext,
  target: Lvalue,
  bits: Bits,
  valueText: string,
  site: number,
): string {
  const type = target.type as IntegerType;
  return named(ctx, valueText, (field, set) =>
    ctx.withTemporary((place) =>
      ctx.withTemporary((unit) => {
        const { checks } = ctx.program;
        const read = checks ? rawLoad(ctx, type, place, site) : load(ctx, type, spotAt(place), site);
        const written = `${unit} = ${insert(read, field, bits, type)}`;
        const stored = checks
          ? storeUnitOfBits(ctx, type, bits, { place, unit, site })
          : store(ctx, type, spotAt(place), unit, site);
        return `(${set}${place} = ${address(ctx, target)}, ${written}, ${stored}, ${extract(unit, bits, type)})`;
      }),
    ),
  );
}

// --- values ----------------------------------------------------------------

/** Text of a value. */
export function value(ctx: FunctionContext, e: Expression): string {
  const { architecture } = ctx.program;
  switch (e.kind) {
    case 'integer':
      return constantText(e.value, e.type, architecture);
    case 'float':
      return floatText(e.value);
    case 'load':
      return loadFrom(ctx, e.from, e.type);
    case 'decay':
    case 'address':
      return atom(address(ctx, e.of));
    case 'convert':
      return converted(ctx, e.operand, e.type);
    case 'unary':
      return unary(ctx, e);
    case 'binary':
      return binary(ctx, e);
    case 'compare':
    case 'logical':
      return `(${condition(ctx, e)} ? 1 : 0)`;
    case 'pointer add':
      return pointerAdd(ctx, e);
    case 'pointer difference':
      return pointerDifference(ctx, e);
    case 'conditional':
      return conditional(ctx, e);
    case 'comma':
      return `(${effect(ctx, e.left)}, ${value(ctx, e.right)})`;
    case 'assign':
      return assignText(ctx, e.target, value(ctx, e.value), true);
    case 'compound assign':
      return compoundAssign(ctx, e);
    case 'step':
      return step(ctx, e, true);
    case 'call':
      return callText(ctx, e, value);
    case 'va_start':
      return assignText(ctx, e.list, '$va', false);
    case 'va_arg':
      return vaArg(ctx, e);
    case 'exception code':
      return '$.exceptionCode()';
    case 'exception information':
      return '$.exceptionInformation()';
    case 'abnormal termination':
      return '$.abnormalTermination()';
    case 'setjmp': {
      const target = setjmpTarget(ctx, e.point);
      return `($p === ${target} ? ($p = 0, $jumps.value) : ($.setjmp($jumps, ${value(ctx, e.buffer)}, ${target}, ${ctx.program.site(e.at)}, ${ctx.sp}), 0))`;
    }
  }
}

/** Number of a setjmp among the targets of its function (targets.ts numbers them). */
const setjmpTarget = (ctx: FunctionContext, point: number): number => ctx.setjmpTargets.get(point) ?? point;

function floatText(number: number): string {
  if (Number.isNaN(number)) return 'NaN';
  if (!Number.isFinite(number)) return number > 0 ? 'Infinity' : '(-Infinity)';
  if (number < 0 || Object.is(number, -0)) return `(${Object.is(number, -0) ? '-0' : number})`;
  return `${number}`;
}

function converted(ctx: FunctionContext, operand: Expression, to: Type): string {
  if (to.kind === 'void') return effect(ctx, operand);
  const { architecture } = ctx.program;
  // What is computed in 64 bits only to be cut, or to address with, needs no bigint.
  if (isBig(operand.type) && to.kind === 'integer' && to.bytes <= 4 && to.name !== '_Bool') {
    const number = exactNumber(operand, (part) => value(ctx, part));
    if (number !== null) return wrap(number.text, to);
  }
  if (to.kind === 'float' && isBig(operand.type)) {
    const number = exactNumber(operand, (part) => value(ctx, part));
    if (number !== null && (number.least >= 0 || (operand.type as IntegerType).signed))
      return to.bytes === 4 ? `Math.fround(${number.text})` : number.text;
  }
  return convert(value(ctx, operand), operand.type, to, architecture);
}

function unary(ctx: FunctionContext, e: Unary): string {
  if (e.operator === '!') return `(${condition(ctx, e.operand)} ? 0 : 1)`;
  const operand = atom(value(ctx, e.operand));
  if (e.type.kind === 'float') return `(-${operand})`;
  const type = e.type as IntegerType;
  const text = `${e.operator}${operand}`;
  return isBig(type) ? wrapBig(text, type) : wrap(`(${text})`, type);
}

/** Text of `left operator right` in one arithmetic type; division and remainder know their place. */
function arithmetic(
  ctx: FunctionContext,
  operator: Binary['operator'],
  left: string,
  right: string,
  type: Type,
  countType: Type,
  site: () => number,
): string {
  if (type.kind === 'float') {
    if (ctx.program.floatTraps)
      return `$.float('${operator}', ${left}, ${right}, ${type.bytes}, ${site()}, ${ctx.sp})`;
    const text =
      operator === '/' ? `${atom(left)} / ${atom(right)}` : `${atom(left)} ${operator} ${atom(right)}`;
    return type.bytes === 4 ? `Math.fround(${text})` : `(${text})`;
  }
  const integer = type as IntegerType;
  if (operator === '/' || operator === '%') return division(operator, left, right, integer, site, ctx.sp);
  if (operator === '<<' || operator === '>>') return shift(ctx, operator, left, right, integer, countType);
  if (isBig(integer)) return wrapBig(`${atom(left)} ${operator} ${atom(right)}`, integer);
  if (operator === '*')
    return integer.signed ? `Math.imul(${left}, ${right})` : `(Math.imul(${left}, ${right}) >>> 0)`;
  return wrap(`(${atom(left)} ${operator} ${atom(right)})`, integer);
}

/** Division: by a constant that cannot fail it is JavaScript's, else a trap may come of it. */
function division(
  operator: '/' | '%',
  left: string,
  right: string,
  type: IntegerType,
  site: () => number,
  sp: string,
): string {
  if (/^\d+n?$/.test(right) && !/^0n?$/.test(right)) {
    const text = `${atom(left)} ${operator} ${right}`;
    return isBig(type) ? `(${text})` : wrap(`(${text})`, type);
  }
  const name = `${operator === '/' ? 'divide' : 'remainder'}${type.signed ? 'Signed' : 'Unsigned'}${isBig(type) ? '64' : '32'}`;
  return `$.${name}(${left}, ${right}, ${site()}, ${sp})`;
}

/** Shifts: the processor takes 5 bits of the count, 6 for a 64-bit operand. */
function shift(
  ctx: FunctionContext,
  operator: '<<' | '>>',
  left: string,
  count: string,
  type: IntegerType,
  countType: Type,
): string {
  if (!isBig(type)) {
    const number = isBig(countType)
      ? convert(count, countType, { ...type, name: 'int', bytes: 4, signed: true }, ctx.program.architecture)
      : count;
    const js = operator === '>>' && !type.signed ? '>>>' : operator;
    return wrap(`(${atom(left)} ${js} ${atom(number)})`, type);
  }
  const constant = /^(\d+)n?$/.exec(count);
  const bits =
    constant !== null
      ? `${BigInt(constant[1] ?? 0) & 63n}n`
      : `(${isBig(countType) ? atom(count) : `BigInt(${count})`} & 63n)`;
  return wrapBig(`${atom(left)} ${operator} ${bits}`, type);
}

function binary(ctx: FunctionContext, e: Binary): string {
  return arithmetic(ctx, e.operator, value(ctx, e.left), value(ctx, e.right), e.type, e.right.type, () =>
    ctx.program.site(e.at),
  );
}

/** Text of a count of bytes: an index times the size of its elements, as a number. */
function byteCount(ctx: FunctionContext, index: Expression, elementBytes: number): string {
  const exact = isBig(index.type) ? exactNumber(index, (part) => value(ctx, part)) : null;
  const number =
    exact !== null
      ? exact.text
      : isBig(index.type)
        ? `Number(BigInt.asIntN(64, ${value(ctx, index)}))`
        : value(ctx, index);
  const constant = /^\(?(-?\d+)\)?$/.exec(number);
  if (constant !== null) return `${Number(constant[1]) * elementBytes}`;
  return elementBytes === 1 ? atom(number) : `${atom(number)} * ${elementBytes}`;
}

function pointerSum(ctx: FunctionContext, pointer: string, bytes: string, subtract: boolean): string {
  const sum = `${atom(pointer)} ${subtract ? '-' : '+'} ${bytes.startsWith('-') ? `(${bytes})` : bytes}`;
  return ctx.program.architecture === 'x86' ? `(${sum} >>> 0)` : `(${sum})`;
}

function pointerAdd(ctx: FunctionContext, e: PointerAdd): string {
  return pointerSum(ctx, value(ctx, e.pointer), byteCount(ctx, e.index, e.elementBytes), e.subtract);
}

function pointerDifference(ctx: FunctionContext, e: PointerDifference): string {
  const bytes = `${atom(value(ctx, e.left))} - ${atom(value(ctx, e.right))}`;
  if (!isBig(e.type)) {
    const signed = `(${bytes} | 0)`;
    return e.elementBytes === 1 ? signed : `(${signed} / ${e.elementBytes} | 0)`;
  }
  return `$.difference(${value(ctx, e.left)}, ${value(ctx, e.right)}, ${e.elementBytes})`;
}

function conditional(ctx: FunctionContext, e: Conditional): string {
  return `(${condition(ctx, e.condition)} ? ${value(ctx, e.then)} : ${value(ctx, e.else)})`;
}

function compoundAssign(ctx: FunctionContext, e: CompoundAssign): string {
  const { architecture } = ctx.program;
  const combine = (old: string, right: string): string => {
    if (e.computeType.kind === 'pointer') return pointerSum(ctx, old, right, e.operator === '-');
    const left = convert(old, e.target.type, e.computeType, architecture);
    const result = arithmetic(ctx, e.operator, left, right, e.computeType, e.value.type, () =>
      ctx.program.site(e.at),
    );
    return convert(result, e.computeType, e.target.type, architecture);
  };
  const right =
    e.computeType.kind === 'pointer' ? byteCount(ctx, e.value, e.elementBytes) : value(ctx, e.value);
  return modify(ctx, e.target, right, combine, false);
}

/**
 * Text that changes an object in place: `change` makes the new value from the text of the old one and of the operand,
 * which is evaluated once.
 */
function modify(
  ctx: FunctionContext,
  target: Lvalue,
  operand: string,
  change: (old: string, operand: string) => string,
  postfix: boolean,
): string {
  const name = nameOf(ctx, target);
  if (name !== null) {
    const before = valueOfName(ctx, target, name);
    if (!postfix) return `(${name} = ${change(before, operand)})`;
    return ctx.withTemporary((old) => `(${old} = ${before}, ${name} = ${change(old, operand)}, ${old})`);
  }
  const site = ctx.program.site(target.at);
  const bits = bitsOf(target);
  const { type } = target;
  const known = spotOf(ctx, spotTexts, target);
  // The place is worked out once, unless its text can simply be written twice.
  const placed = (write: (where: Spot, set: string) => string): string =>
    known !== null
      ? write(known, '')
      : ctx.withTemporary((place) => write(spotAt(place), `${place} = ${address(ctx, target)}, `));
  return named(ctx, operand, (right, set) =>
    placed((where, setPlace) =>
      ctx.withTemporary((old) =>
        ctx.withTemporary((fresh) => {
          const unit = load(ctx, type, where, site);
          if (bits === null || type.kind !== 'integer') {
            const stored = store(ctx, type, where, fresh, site);
            return `(${set}${setPlace}${old} = ${unit}, ${fresh} = ${change(old, right)}, ${stored}, ${postfix ? old : fresh})`;
          }
          return ctx.withTemporary((word) => {
            const isChecked = ctx.program.checks && where.kind === 'address';
            const stored = isChecked
              ? storeUnitOfBits(ctx, type, bits, { place: where.text, unit: word, site })
              : store(ctx, type, where, word, site);
            const loaded = isChecked ? unitOfBits(ctx, type, bits, where.text, site) : unit;
            const read = `${word} = ${loaded}, ${old} = ${extract(word, bits, type)}, ${fresh} = ${change(old, right)}`;
            const written = `${word} = ${insert(word, fresh, bits, type)}, ${stored}`;
            return `(${set}${setPlace}${read}, ${written}, ${postfix ? old : extract(word, bits, type)})`;
          });
        }),
      ),
    ),
  );
}

function step(ctx: FunctionContext, e: Step, wanted: boolean): string {
  const { type } = e.target;
  const change = (old: string): string => {
    if (type.kind === 'pointer') return pointerSum(ctx, old, `${e.by}`, false);
    if (type.kind === 'float') return type.bytes === 4 ? `Math.fround(${old} + ${e.by})` : `${old} + ${e.by}`;
    const integer = type as IntegerType;
    return isBig(integer) ? wrapBig(`${old} + ${e.by}n`, integer) : wrap(`(${old} + ${e.by})`, integer);
  };
  return modify(ctx, e.target, '0', change, e.postfix && wanted);
}

/** `va_arg`: the value at the list, which moves on by the slots of the type. */
function vaArg(ctx: FunctionContext, e: VaArg): string {
  const { architecture } = ctx.program;
  const { type } = e;
  const listType = e.list.type;
  const site = ctx.program.site(e.at);
  // A record of more than 8 bytes, or of an odd size, is passed by address on x64.
  const size = bytesOf(type, architecture);
  const byAddress = isRecord(type) && architecture === 'x64' && ![1, 2, 4, 8].includes(size);
  return ctx.withTemporary((place) => {
    const list = loadFrom(ctx, e.list, listType);
    const moved = assignText(ctx, e.list, `${place} + ${slotBytes(type, architecture)}`, false);
    const result = byAddress
      ? `$.ldptr(${place}, ${site}, ${ctx.sp})`
      : isRecord(type)
        ? place
        : load(ctx, type, spotAt(place), site);
    return `(${place} = ${list}, ${moved}, ${result})`;
  });
}

// --- conditions and effects ------------------------------------------------

/** Text of JavaScript's truth of an expression. */
export function condition(ctx: FunctionContext, e: Expression): string {
  switch (e.kind) {
    case 'integer':
      return e.value === 0n ? 'false' : 'true';
    case 'compare':
      return compare(ctx, e);
    case 'logical':
      return logical(ctx, e);
    case 'unary':
      if (e.operator === '!') return `!(${condition(ctx, e.operand)})`;
      break;
    case 'comma':
      return `(${effect(ctx, e.left)}, ${condition(ctx, e.right)})`;
    default:
  }
  return truth(value(ctx, e), e.type);
}

function logical(ctx: FunctionContext, e: Logical): string {
  return `((${condition(ctx, e.left)}) ${e.operator} (${condition(ctx, e.right)}))`;
}

function compare(ctx: FunctionContext, e: Compare): string {
  const { left, right, operator } = e;
  const js = operator === '==' ? '===' : operator === '!=' ? '!==' : operator;
  const ordered = js !== '===' && js !== '!==';
  if (isAddress(left.type) && ordered && ctx.program.architecture === 'x64') {
    const [a, b] = [value(ctx, left), value(ctx, right)];
    if (js === '<') return `$.below(${a}, ${b})`;
    if (js === '>') return `$.below(${b}, ${a})`;
    return js === '<=' ? `!$.below(${b}, ${a})` : `!$.below(${a}, ${b})`;
  }
  if (isBig(left.type)) {
    const parts = comparableNumbers(ctx, left, right, ordered);
    if (parts !== null) return `${atom(parts[0])} ${js} ${atom(parts[1])}`;
  }
  return `${atom(value(ctx, left))} ${js} ${atom(value(ctx, right))}`;
}

/** Numbers that compare as two 64-bit operands do, where that is certain without bigints. */
function comparableNumbers(
  ctx: FunctionContext,
  left: Expression,
  right: Expression,
  ordered: boolean,
): readonly [string, string] | null {
  const text = (part: Expression): string => value(ctx, part);
  const signed = (left.type as IntegerType).signed;
  if (signed || !ordered) {
    const [a, b] = [exactNumber(left, text), exactNumber(right, text)];
    if (a !== null && b !== null) return [a.text, b.text];
    return null;
  }
  const [a, b] = [unsignedNumber(left, text), unsignedNumber(right, text)];
  return a !== null && b !== null && (a.exact || b.exact) ? [a.text, b.text] : null;
}

/** Text of an expression whose value nobody uses. */
export function effect(ctx: FunctionContext, e: Expression): string {
  switch (e.kind) {
    case 'assign': {
      const copied = ctx.program.checks ? byteCopyOf(e) : null;
      return copied === null
        ? assignText(ctx, e.target, value(ctx, e.value), false)
        : `$.copy(${address(ctx, e.target)}, ${address(ctx, copied.from)}, 1, ${ctx.program.site(e.at)}, ${ctx.sp})`;
    }
    case 'load':
      if (ctx.program.checks) return loadForNothing(ctx, e.from);
      break;
    case 'step':
      return step(ctx, e, false);
    case 'comma':
      return `${effect(ctx, e.left)}, ${effect(ctx, e.right)}`;
    case 'convert':
      if (e.type.kind === 'void') return effect(ctx, e.operand);
      break;
    case 'conditional':
      return `(${condition(ctx, e.condition)} ? (${effect(ctx, e.then)}) : (${effect(ctx, e.else)}))`;
    default:
  }
  return value(ctx, e);
}

/** Text of a load whose value nobody uses: `(void)x;`. */
function loadForNothing(ctx: FunctionContext, from: Lvalue): string {
  if (nameOf(ctx, from) !== null) return '0';
  if (isRecord(from.type)) return address(ctx, from);
  return rawLoad(ctx, from.type, address(ctx, from), ctx.program.site(from.at));
}

// --- initialisers ----------------------------------------------------------

/** Text that gives an object in memory its first value. */
export function initialize(
  ctx: FunctionContext,
  { zeroed, values }: Initializer,
  type: Type,
  place: (offset: number) => string,
): string {
  const bytes = bytesOf(type, ctx.program.architecture);
  const parts = values.map((one) => initialValue(ctx, one, place));
  if (zeroed && !covers(ctx, values, bytes)) parts.unshift(`$.zero(${place(0)}, ${bytes})`);
  return parts.length === 0 ? '0' : parts.join(', ');
}

/** True when the values leave no byte of the object out. */
function covers(ctx: FunctionContext, values: readonly InitialValue[], bytes: number): boolean {
  if (values.some(({ bits }) => bits !== null)) return false;
  return values.reduce((sum, { type }) => sum + bytesOf(type, ctx.program.architecture), 0) >= bytes;
}

function initialValue(
  ctx: FunctionContext,
  { offset, bits, type, value: initial }: InitialValue,
  place: (offset: number) => string,
): string {
  const { architecture } = ctx.program;
  if (initial.kind === 'string') return stringInto(ctx, initial, type, place(offset));
  const site = ctx.program.site(initial.at);
  if (isRecord(type))
    return `$.copy(${place(offset)}, ${value(ctx, initial)}, ${bytesOf(type, architecture)}, ${site}, ${ctx.sp})`;
  return named(ctx, value(ctx, initial), (held, set) => {
    if (bits === null || type.kind !== 'integer')
      return `(${set}${store(ctx, type, spotAt(place(offset)), held, site)})`;
    return ctx.withTemporary((unit) => {
      const written = `${unit} = ${insert(load(ctx, type, spotAt(place(offset)), site), held, bits, type)}`;
      return `(${set}${written}, ${store(ctx, type, spotAt(place(offset)), unit, site)})`;
    });
  });
}

/** Copies a literal into an array; what the literal does not reach is zeroed. */
function stringInto(ctx: FunctionContext, literal: StringLiteral, type: Type, place: string): string {
  const { architecture } = ctx.program;
  const bytes = bytesOf(type, architecture);
  const copied = Math.min(bytes, literal.units.byteLength);
  const copy = `$.copy(${place}, ${ctx.program.stringAddress(literal, 0)}, ${copied}, ${ctx.program.site(literal.at)}, ${ctx.sp})`;
  return copied === bytes ? copy : `$.zero(${displaced(place, copied)}, ${bytes - copied}), ${copy}`;
}
