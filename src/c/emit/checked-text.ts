/**
 * What the text of a program whose accesses are checked has more than others: shadow memory learns which bytes are
 * used, and which are only moved (docs/decisions/0084-shadow-memory.md).
 */
import type { Assign, Expression, MemberAccess, Variable } from '../tree/tree.ts';
import type { IntegerType, Type } from '../tree/type.ts';
import type { FunctionContext } from './function-context.ts';
import { accessOf, bytesOf, unsetText } from './value-class.ts';

type Bits = NonNullable<MemberAccess['bits']>;

/** Text of a variable that lives in JavaScript: it is undefined until something was stored. */
export function namedValue(
  ctx: FunctionContext,
  variable: Variable,
  name: string,
  site: () => number,
): string {
  const { program, definition, sp } = ctx;
  if (!program.checks || definition.parameters.includes(variable)) return name;
  const unset = unsetText(variable.type, program.architecture === 'x64');
  const number = program.namedVariable(variable, definition.symbol.name);
  return `(${name} ?? ($.unset(${number}, ${site()}, ${sp}), ${unset}))`;
}

/** Text of a scalar that is read for nothing. */
export function rawLoad(ctx: FunctionContext, type: Type, addressText: string, site: number): string {
  return `$.lr${accessOf(type)}(${addressText}, ${site}, ${ctx.sp})`;
}

/** Bytes of its storage unit that a bit-field is in: the first, and how many. */
function bytesOfBits({ start, width }: Bits): { readonly first: number; readonly count: number } {
  const first = start >>> 3;
  return { first, count: ((start + width - 1) >>> 3) - first + 1 };
}

/** Text of a bit-field's storage unit, of which the bytes of the field alone are used. */
export function unitOfBits(
  ctx: FunctionContext,
  type: IntegerType,
  bits: Bits,
  place: string,
  site: number,
): string {
  const { first, count } = bytesOfBits(bits);
  return `($.used(${place} + ${first}, ${count}, ${site}, ${ctx.sp}), ${rawLoad(ctx, type, place, site)})`;
}

/** Text that stores the storage unit of a bit-field: a value is stored in the bytes of the field alone. */
export function storeUnitOfBits(
  ctx: FunctionContext,
  type: IntegerType,
  bits: Bits,
  { place, unit, site }: { readonly place: string; readonly unit: string; readonly site: number },
): string {
  const { first, count } = bytesOfBits(bits);
  const bytes = bytesOf(type, ctx.program.architecture);
  const store = `$.st${accessOf(type)}(${place}, ${unit}, ${site}, ${ctx.sp})`;
  return `$.kept(${place}, ${bytes}, ${first}, ${count}, ${site}, ${ctx.sp}), ${store}, $.keep()`;
}

const isByte = ({ kind, ...type }: Type): boolean =>
  kind === 'integer' && (type as IntegerType).bytes === 1 && (type as IntegerType).name !== '_Bool';

/** The lvalue that an expression is a plain load of, through conversions of integers. */
function loadedFrom(e: Expression): Extract<Expression, { kind: 'load' }> | null {
  if (e.kind === 'convert' && e.type.kind === 'integer') return loadedFrom(e.operand);
  return e.kind === 'load' ? e : null;
}

/**
 * The load of an assignment that moves one byte from memory to memory and whose value nobody wants: copying a
 * structure so, byte by byte, uses none of them.
 */
export function byteCopyOf({ target, value }: Assign): Extract<Expression, { kind: 'load' }> | null {
  if (!isByte(target.type) || target.kind !== 'dereference') return null;
  const load = loadedFrom(value);
  return load !== null && load.from.kind === 'dereference' && isByte(load.from.type) ? load : null;
}

/** The body of a function, with its frame watched over while it runs. */
export function watchedFrame(layout: number, body: string): string {
  return `$.enterFrame($fp, ${layout});\ntry {\n${body}\n} finally {\n$.leaveFrame($fp, ${layout});\n}`;
}
