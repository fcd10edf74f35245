/** JavaScript of calls: arguments, `...`, results by value, and the note of the place that call stacks need. */
import type { Call, Expression } from '../tree/tree.ts';
import type { FunctionType, Type } from '../tree/type.ts';
import { atom, convert } from './conversions.ts';
import type { FunctionContext } from './function-context.ts';
import { mayStop } from './two-forms.ts';
import { accessOf, bytesOf, isRecord, slotBytes } from './value-class.ts';

type ValueOf = (ctx: FunctionContext, e: Expression) => string;

/** True when evaluating the expression calls something. */
function hasCall(e: unknown): boolean {
  if (typeof e !== 'object' || e === null) return false;
  const { kind } = e as { readonly kind?: string };
  if (kind === 'call') return true;
  for (const [key, part] of Object.entries(e)) {
    if (key === 'type' || key === 'at' || key === 'variable' || key === 'symbol' || key === 'signature')
      continue;
    if (Array.isArray(part) ? part.some(hasCall) : hasCall(part)) return true;
  }
  return false;
}

/** Text of a call. */
export function callText(ctx: FunctionContext, e: Call, value: ValueOf): string {
  ctx.calls = true;
  const site = ctx.program.site(e.at);
  const { callee } = e;
  const signature = knownSignature(e);
  const { sp } = ctx;
  const note = noteText(ctx, site, callee.kind === 'function' && ctx.program.isDefined(callee.symbol));
  const resultBytes = isRecord(signature.returns) ? bytesOf(signature.returns, ctx.program.architecture) : 0;
  const write = (result: string | null): string => {
    if (callee.kind === 'function') {
      const own = ctx.program.isDefined(callee.symbol) ? [{ text: sp, calls: false }] : [];
      return withArguments(ctx, e, value, result, (args) =>
        placed([...own, ...args], note, (all) => callOf(ctx, ctx.program.callName(callee.symbol), all)),
      );
    }
    const key = ctx.program.signature(signature);
    return ctx.withTemporary((name) =>
      withArguments(
        ctx,
        e,
        value,
        result,
        (args) =>
          `(${name} = ${value(ctx, callee)}, ${placed([{ text: sp, calls: false }, ...args], note, (all) => callOf(ctx, `$.functionAt(${name}, ${key}, ${site}, ${sp})`, all))})`,
      ),
    );
  };
  const call = write(resultBytes === 0 ? null : ctx.resultPlace(e, resultBytes));
  // What nobody declared returns an int for the caller, whatever it really gives: the upper half of a pointer is lost.
  return signature === e.signature
    ? call
    : convert(call, signature.returns, e.type, ctx.program.architecture);
}

/** Text of a call. Filters are plain functions: nothing in them can stop. */
const callOf = ({ sp }: FunctionContext, callee: string, args: string): string =>
  sp === '$fp' ? mayStop(callee, args) : `${callee}(${args})`;

/** What the callee is declared as, where the call itself saw no prototype (C4013, or `f()`). */
function knownSignature({ callee, signature }: Call): FunctionType {
  return !signature.prototype && callee.kind === 'function' && callee.symbol.type.prototype
    ? callee.symbol.type
    : signature;
}

/**
 * Text that notes the place of a call for call stacks, and for calls that leave the program where its stack ends. A
 * filter notes no place: it runs on top of the frames of others, and its own function's frame notes another call.
 */
function noteText({ sp }: FunctionContext, site: number, defined: boolean): string {
  const place = sp === '$fp' ? `CS[$fp >> 4] = ${site}` : '0';
  return defined ? place : `${place}, $top = ${sp}`;
}

interface Argument {
  readonly text: string;
  readonly calls: boolean;
}

/** The call with its place noted once no further call can come before it. */
function placed(args: readonly Argument[], note: string, call: (all: string) => string): string {
  const texts = args.map(({ text }) => text);
  const lastCall = args.map(({ calls }) => calls).lastIndexOf(true);
  if (lastCall < 0) return `(${note}, ${call(texts.join(', '))})`;
  if (lastCall < args.length - 1) texts[lastCall + 1] = `(${note}, ${texts[lastCall + 1]})`;
  else texts.push(`(${note})`);
  return call(texts.join(', '));
}

function withArguments(
  ctx: FunctionContext,
  e: Call,
  value: ValueOf,
  result: string | null,
  write: (args: readonly Argument[]) => string,
): string {
  const { args } = e;
  const signature = knownSignature(e);
  const fixed = signature.variadic ? signature.parameters.length : args.length;
  const first = result === null ? [] : [{ text: result, calls: false }];
  const argument = (arg: Expression, index: number): Argument => {
    const wanted = signature === e.signature ? undefined : signature.parameters[index]?.type;
    const text = value(ctx, arg);
    return {
      text: wanted === undefined ? text : convert(text, arg.type, wanted, ctx.program.architecture),
      calls: hasCall(arg),
    };
  };
  if (!signature.variadic) return write([...first, ...args.map(argument)]);
  const named = args.slice(0, fixed);
  const rest = args.slice(fixed);
  const bytes = rest.reduce((sum, { type }) => sum + slotsOf(ctx, type), 0);
  return ctx.withScratch(bytes, (offset) => {
    const fixedArguments = named.map(argument);
    const slots = storedSlots(ctx, rest, value, offset);
    return write([...first, ...fixedArguments, { text: slots, calls: rest.some(hasCall) }]);
  });
}

const slotsOf = (ctx: FunctionContext, type: Type): number =>
  isRecord(type) && ctx.program.architecture === 'x64' ? 8 : slotBytes(type, ctx.program.architecture);

/** Text that fills the slots of `...` and is worth the address of the first. */
function storedSlots(
  ctx: FunctionContext,
  rest: readonly Expression[],
  value: ValueOf,
  offset: () => string,
): string {
  if (rest.length === 0) return atom(offset());
  let at = 0;
  const stores = rest.map((e) => {
    const text = `$.slot${slotKind(ctx, e.type)}(${offset()} + ${at}, ${value(ctx, e)}${isRecord(e.type) ? `, ${bytesOf(e.type, ctx.program.architecture)}` : ''})`;
    at += slotsOf(ctx, e.type);
    return text;
  });
  return `(${stores.join(', ')}, ${offset()})`;
}

/** Which of the slot writers a promoted argument takes. */
function slotKind(ctx: FunctionContext, type: Type): string {
  if (isRecord(type)) {
    const bytes = bytesOf(type, ctx.program.architecture);
    return ctx.program.architecture === 'x64' && ![1, 2, 4, 8].includes(bytes) ? 'ptr' : 'Record';
  }
  if (type.kind === 'array' || type.kind === 'function') return 'ptr';
  return accessOf(type);
}
