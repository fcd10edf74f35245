/** Initialisers: braces, designators and what braces leave out, flattened to values at offsets. */
import type { Position } from '../source/position.ts';
import type { Expression, Initializer, InitialValue, StringLiteral } from '../tree/tree.ts';
import type { ArrayType, Member, RecordShape, RecordType, Type } from '../tree/type.ts';
import { sameUnqualified } from '../types/compatibility.ts';
import { typeText } from '../types/type-text.ts';
import { arrayOf, isCharacter, isScalar, unqualified } from '../types/types.ts';
import { assignable } from './assignable.ts';
import { integerConstant, isStaticValue } from './constant-expressions.ts';
import { value } from './conversions.ts';
import { type Operand, type Parser, SyntaxProblem } from './parser.ts';
import { isPoison, isUnknown } from './poison.ts';

/** The initialiser, and the type with the length that it gives to an array. */
export interface Initialized {
  readonly initializer: Initializer;
  readonly type: Type;
}

/** Where a value goes. */
interface Place {
  readonly type: Type;
  readonly offset: number;
  readonly bits: Member['bits'];
}

/** What is being initialised. */
interface Run {
  readonly parser: Parser;
  /** True for static storage: every value must be known before the program runs. */
  readonly constant: boolean;
  values: InitialValue[];
  /** Which member of a union was given a value last, by its place: another one begins with zeroes. */
  readonly chosen: Map<RecordShape, Map<number, number>>;
  /** An expression that was read and has not found its place yet: braces that are left out. */
  pending: { readonly operand: Operand; readonly at: Position } | null;
}

/** initializer = assignment-expression | '{' initializer-list? ','? '}' */
export function initializer(parser: Parser, type: Type, constant: boolean): Initialized {
  const run: Run = { parser, constant, values: [], chosen: new Map(), pending: null };
  const zeroed = parser.is('{');
  if (type.kind === 'array' && type.length === null) {
    const length = unknownLength(run, type);
    return { initializer: { zeroed, values: run.values }, type: { ...type, length } };
  }
  if (!zeroed && (type.kind === 'array' || type.kind === 'record')) {
    const { at } = parser.token;
    take(run);
    const whole = wholeObject(run, { type, offset: 0, bits: null });
    if (!whole && !discardPoison(run))
      if (type.kind === 'array')
        parser.error('C2075', 'initialization requires a brace-enclosed initializer list', at);
      else refuse(run, type, at);
  } else element(run, { type, offset: 0, bits: null });
  return { initializer: { zeroed, values: run.values }, type };
}

/** The expression that was put back, or the next one. */
function take(run: Run): { readonly operand: Operand; readonly at: Position } {
  const { parser } = run;
  if (run.pending === null) {
    const { at } = parser.token;
    run.pending = { operand: parser.grammar.assignment(parser), at };
  }
  return run.pending;
}

/** An expression that was reported fits everywhere. */
function discardPoison(run: Run): boolean {
  if (run.pending === null || !isPoison(run.pending.operand)) return false;
  run.pending = null;
  return true;
}

function refuse(run: Run, type: Type, at: Position): void {
  const { parser, pending } = run;
  run.pending = null;
  const from = pending === null ? type : value(parser, pending.operand).type;
  parser.error('C2440', `'initializing': cannot convert from '${typeText(from)}' to '${typeText(type)}'`, at);
}

/** `int a[] = …`: the length is that of the list or string. */
function unknownLength(run: Run, type: ArrayType): number {
  const { parser } = run;
  const size = parser.size(type.of) ?? 0;
  const braced = parser.is('{');
  // A string may stand in braces of its own.
  if (
    isCharacter(type.of) &&
    (parser.token.kind === 'string' || (braced && parser.peek().kind === 'string'))
  ) {
    if (braced) openBraces(run);
    const { at } = parser.token;
    const { operand } = take(run);
    const text = operand.kind === 'string' ? operand : null;
    if (text !== null && fits(type, text) && !(braced && !parser.is('}') && !parser.is(','))) {
      const length = text.units.length;
      store(run, { type: arrayOf(type.of, length), offset: 0, bits: null }, text, at);
      run.pending = null;
      if (braced) closeBraces(run);
      return length;
    }
    if (braced) return arrayList(run, type, 0, size, true);
  }
  if (braced) {
    openBraces(run);
    return arrayList(run, type, 0, size, true);
  }
  const { at } = parser.token;
  take(run);
  run.pending = null;
  parser.error('C2075', 'initialization requires a brace-enclosed initializer list', at);
  return 1;
}

/** One object or part of one: in braces, as a whole, or with the braces left out. */
function element(run: Run, place: Place): void {
  const { parser } = run;
  parser.nest(() => {
    const { type, offset } = place;
    if (run.pending === null && parser.is('{')) {
      bracedElement(run, place);
      return;
    }
    const { at } = take(run);
    if (wholeObject(run, place) || discardPoison(run)) return;
    if (type.kind === 'record') recordList(run, type, offset, false);
    else if (type.kind === 'array') arrayList(run, type, offset, parser.size(type.of) ?? 0, false);
    else refuse(run, type, at);
  });
}

/** '{' … '}' around one object. */
function bracedElement(run: Run, place: Place): void {
  const { parser } = run;
  const { type, offset } = place;
  const at = openBraces(run);
  forget(run, offset, parser.size(type) ?? 0);
  if (type.kind === 'record') {
    recordList(run, type, offset, true);
    return;
  }
  if (type.kind === 'array') {
    if (parser.token.kind === 'string' && isCharacter(type.of)) {
      take(run);
      if (wholeObject(run, place)) {
        closeBraces(run);
        return;
      }
    }
    arrayList(run, type, offset, parser.size(type.of) ?? 0, true);
    return;
  }
  if (parser.is('}')) {
    closeBraces(run);
    return;
  }
  if (parser.is('.') || parser.is('[')) {
    parser.error('C2078', 'too many initializers', at);
    throw new SyntaxProblem();
  }
  element(run, place);
  closeBraces(run);
}

/** '{' */
function openBraces({ parser }: Run): Position {
  parser.openBraces++;
  return parser.advance().at;
}

/** ','? '}', with whatever is too much before it. */
function closeBraces(run: Run): void {
  const { parser } = run;
  parser.accept(',');
  if (!parser.is('}') || run.pending !== null) {
    const at = run.pending?.at ?? parser.token.at;
    parser.error('C2078', 'too many initializers', at);
    run.pending = null;
    while (!parser.is('}')) {
      skipElement(run);
      if (!parser.accept(',')) break;
    }
  }
  parser.expect('}');
  parser.openBraces--;
}

/** Reads an element that has no place. */
function skipElement(run: Run): void {
  const { parser } = run;
  if (parser.is('{')) {
    openBraces(run);
    while (!parser.is('}')) {
      skipElement(run);
      if (!parser.accept(',')) break;
    }
    parser.expect('}');
    parser.openBraces--;
    return;
  }
  if (run.pending === null && !parser.is('}') && !parser.is(',')) take(run);
  run.pending = null;
}

/** A value that is the whole object: a scalar's, a record of the same type, a string for characters. */
function wholeObject(run: Run, place: Place): boolean {
  const { parser, pending } = run;
  const { type } = place;
  if (pending === null) return false;
  const { operand, at } = pending;
  if (type.kind === 'array') {
    if (operand.kind !== 'string' || !fits(type, operand)) return false;
    const length = type.length ?? 0;
    // The NUL may be missing, nothing else.
    if (operand.units.length - 1 > length) parser.error('C2117', `array bounds overflow`, at);
    else store(run, place, operand, at);
    run.pending = null;
    return true;
  }
  if (isPoison(operand) || isUnknown(type)) {
    run.pending = null;
    return true;
  }
  if (type.kind === 'record') {
    if (!sameUnqualified(unqualified(operand.type), unqualified(type))) return false;
    store(run, place, value(parser, operand), at);
    run.pending = null;
    return true;
  }
  if (!isScalar(type)) return false;
  const node = assignable(parser, value(parser, operand), type, { what: 'initializing', at });
  run.pending = null;
  if (!isPoison(node)) store(run, place, node, at);
  return true;
}

const fits = (type: ArrayType, { units }: StringLiteral): boolean =>
  isCharacter(type.of) && type.of.bytes === units.BYTES_PER_ELEMENT;

function store(run: Run, place: Place, node: Expression | StringLiteral, at: Position): void {
  const { offset, bits, type } = place;
  if (run.constant && !isStaticValue(node)) {
    run.parser.error('C2099', 'initializer is not a constant', at);
    return;
  }
  run.values.push({ offset, bits, type: unqualified(type), value: node });
}

/** A list in braces replaces what was stored before, also with the zeroes that it leaves. */
function forget(run: Run, offset: number, bytes: number): void {
  if (run.values.length > 0)
    run.values = run.values.filter((one) => one.offset < offset || one.offset >= offset + bytes);
}

/** True where a list goes on; the comma is taken. A list without braces leaves the last comma to the one around. */
function more(run: Run, braced: boolean): boolean {
  const { parser } = run;
  if (!parser.is(',')) return false;
  const next = parser.peek().text;
  if (next === '}') return false;
  // A designator belongs to the nearest list in braces.
  if (!braced && (next === '.' || next === '[')) return false;
  parser.advance();
  return true;
}

/** designator = '[' constant ']' */
function indexDesignator(run: Run, length: number | null): number {
  const { parser } = run;
  const { at } = parser.advance();
  const index = Number(integerConstant(parser)?.value ?? 0n);
  parser.expect(']');
  if (index >= 0 && (length === null || index < length)) return index;
  parser.error('C2078', 'too many initializers', at);
  return 0;
}

/** What follows a designator: another one into the part, or '=' and the value. */
function designated(run: Run, place: Place): void {
  const { parser } = run;
  const { type, offset } = place;
  if (parser.is('[') && type.kind === 'array') {
    arrayList(run, type, offset, parser.size(type.of) ?? 0, false);
  } else if (parser.is('.') && type.kind === 'record') {
    recordList(run, type, offset, false);
  } else {
    parser.expect('=');
    element(run, place);
  }
}

/** Elements of an array; returns how many it has at least. */
function arrayList(run: Run, type: ArrayType, offset: number, size: number, braced: boolean): number {
  const { parser } = run;
  let index = 0;
  let most = 0;
  const empty = braced && parser.is('}') && run.pending === null;
  let goesOn = !empty;
  while (goesOn) {
    if (run.pending === null && parser.is('[')) {
      index = indexDesignator(run, type.length);
      designated(run, { type: type.of, offset: offset + index * size, bits: null });
    } else if (type.length !== null && index >= type.length) {
      break;
    } else element(run, { type: type.of, offset: offset + index * size, bits: null });
    index++;
    most = Math.max(most, index);
    goesOn = run.pending !== null || (roomFor(type, index, braced, parser) && more(run, braced));
    if (goesOn && parser.is('.') && run.pending === null) parser.fail();
  }
  if (braced) closeBraces(run);
  return most;
}

/** A full list without braces leaves the comma to the list around it; one in braces may go back by a designator. */
const roomFor = (type: ArrayType, index: number, braced: boolean, parser: Parser): boolean =>
  type.length === null || index < type.length || (braced && parser.is(',') && parser.peek().text === '[');

/** Members that take values, in order: a union has one. Bit-fields without a name are not members at all. */
function takers({ shape }: RecordType): readonly Member[] {
  const members = shape.members ?? [];
  return shape.union ? members.slice(0, 1) : members;
}

/** Members of a structure or union. */
function recordList(run: Run, type: RecordType, offset: number, braced: boolean): void {
  const { parser } = run;
  if (type.shape.members === null) {
    parser.error('C2079', `initializer for undefined ${typeText(type)}`);
    throw new SyntaxProblem();
  }
  const members = takers(type);
  let index = 0;
  let goesOn = !(braced && parser.is('}') && run.pending === null);
  while (goesOn) {
    if (run.pending === null && parser.is('.')) index = memberDesignator(run, type, offset) + 1;
    else {
      const member = members[index];
      if (member === undefined) break;
      choose(run, type, offset, index);
      element(run, placeOf(member, offset));
      index++;
    }
    const room = index < members.length && !type.shape.union;
    const goesBack = braced && parser.is(',') && parser.peek().text === '.';
    goesOn = run.pending !== null || ((room || goesBack) && more(run, braced));
  }
  if (braced) closeBraces(run);
}

/** A union forgets the member that it was before. */
function choose(run: Run, { shape }: RecordType, offset: number, index: number): void {
  if (!shape.union) return;
  const places = run.chosen.get(shape) ?? new Map<number, number>();
  run.chosen.set(shape, places);
  if (places.has(offset) && places.get(offset) !== index) forget(run, offset, shape.bytes);
  places.set(offset, index);
}

const placeOf = (member: Member, offset: number): Place => ({
  type: member.type,
  offset: offset + member.offset,
  bits: member.bits,
});

/** designator = '.' name; returns which member of the record has it, inside of an anonymous one perhaps. */
function memberDesignator(run: Run, type: RecordType, offset: number): number {
  const { parser } = run;
  const name = parser.peek();
  const members = type.shape.members ?? [];
  const index = members.findIndex((member) => member.name === name.text || hasMember(member, name.text));
  const member = members[index];
  if (member === undefined) {
    parser.error('C2039', `'${name.text}': is not a member of '${type.shape.tag ?? '<unnamed>'}'`, name.at);
    throw new SyntaxProblem();
  }
  choose(run, type, offset, index);
  // The designator stays for the anonymous structure or union that has the name.
  if (member.name === null && member.type.kind === 'record') {
    recordList(run, member.type, offset + member.offset, false);
    return index;
  }
  parser.advance();
  parser.advance();
  designated(run, placeOf(member, offset));
  return index;
}

const hasMember = (member: Member, name: string): boolean =>
  member.name === null &&
  member.type.kind === 'record' &&
  (member.type.shape.members ?? []).some((inner) => inner.name === name || hasMember(inner, name));
