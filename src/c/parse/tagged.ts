/** Structures, unions and enumerations. */
import type { Position } from '../source/position.ts';
import type { Token } from '../source/token.ts';
import type { Member, RecordShape, RecordType, Type } from '../tree/type.ts';
import { layOut, type MemberDeclaration } from '../types/layout.ts';
import { typeText } from '../types/type-text.ts';
import { INT, recordOf } from '../types/types.ts';
import { integerConstant, staticAssert } from './constant-expressions.ts';
import { type Declarator, declarator } from './declarators.ts';
import type { Parser, TaggedType } from './parser.ts';
import { isUnknown, UNKNOWN } from './poison.ts';
import type { Tag } from './scopes.ts';
import { declspec, type Specifiers, specifiers } from './specifiers.ts';

/** struct-or-union-specifier | enum-specifier */
export function tagged(parser: Parser, align: number): TaggedType {
  return parser.nest(() => (parser.is('enum') ? enumSpecifier(parser) : recordSpecifier(parser, align)));
}

/** struct-or-union-specifier = ('struct' | 'union') declspec* tag? ('{' member-declaration* '}')? */
function recordSpecifier(parser: Parser, align: number): TaggedType {
  const union = parser.advance().text === 'union';
  // `__declspec(align(16)) struct s { … }` aligns the type as `struct __declspec(align(16)) s { … }` does.
  const asked = { align, noReturn: false, section: null, codeSection: null, selectany: false };
  while (parser.is('__declspec') || parser.is('_declspec')) declspec(parser, asked);
  const tag = parser.isIdentifier() ? parser.advance() : null;
  if (!parser.is('{')) {
    if (tag === null) parser.fail('{');
    return { type: recordOf(referTo(parser, union, tag)), named: true };
  }
  const shape = define(parser, union, tag);
  if (asked.align > 0) parser.askedAlignments.set(shape, asked.align);
  parser.advance();
  parser.openBraces++;
  const { pack } = parser;
  const declared = memberDeclarations(parser, recordOf(shape), pack);
  if (declared.length === 0)
    parser.error('C2016', 'C requires that a struct or union have at least one member', shape.at);
  const laidOut = layOut(declared, {
    arch: parser.arch,
    union,
    pack,
    align: asked.align,
    askedFor: (other) => parser.askedAlignments.get(other) ?? 0,
  });
  shape.members = laidOut.members;
  shape.bytes = laidOut.bytes;
  shape.align = laidOut.align;
  return { type: recordOf(shape), named: tag !== null };
}

const newShape = (union: boolean, tag: string | null, at: Position): RecordShape => ({
  union,
  tag,
  members: null,
  bytes: 0,
  align: 1,
  at,
});

/** A tag that is used: of this or an outer scope, or declared here and now. `struct s;` declares it anew. */
function referTo(parser: Parser, union: boolean, tag: Token): RecordShape {
  const own = parser.scope.tags.get(tag.text);
  const found = own ?? (parser.is(';') ? undefined : parser.scope.findTag(tag.text));
  if (found?.kind === 'record' && found.shape.union === union) return found.shape;
  if (found !== undefined && found === own) redefined(parser, tag);
  const shape = newShape(union, tag.text, tag.at);
  // `void f(struct s *p);` before `struct s` is known means the one that follows, not one of the list alone.
  let { scope } = parser;
  while (scope.parameters && scope.outer !== null && !parser.is(';')) scope = scope.outer;
  scope.tags.set(tag.text, { kind: 'record', shape });
  return shape;
}

/** The shape that a definition fills in: one that was only named, or a new one. */
function define(parser: Parser, union: boolean, tag: Token | null): RecordShape {
  if (tag === null) return newShape(union, null, parser.token.at);
  const own = parser.scope.tags.get(tag.text);
  if (own?.kind === 'record' && own.shape.members === null && own.shape.union === union) {
    own.shape.at = tag.at;
    return own.shape;
  }
  if (own !== undefined) redefined(parser, tag);
  const shape = newShape(union, tag.text, tag.at);
  parser.scope.tags.set(tag.text, { kind: 'record', shape });
  return shape;
}

const redefined = (parser: Parser, tag: Token): void =>
  parser.error('C2011', `'${tag.text}': 'struct', 'union' or 'enum' type redefinition`, tag.at);

/** '{' member-declaration* '}' behind its opening brace. */
function memberDeclarations(parser: Parser, type: RecordType, pack: number): MemberDeclaration[] {
  const declared: MemberDeclaration[] = [];
  const names = new Set<string>();
  while (!parser.is('}')) {
    if (parser.accept(';')) continue;
    if (parser.is('_Static_assert') || parser.is('static_assert')) {
      staticAssert(parser);
      parser.expect(';');
      continue;
    }
    if (!parser.startsType()) parser.fail('identifier');
    const read = specifiers(parser);
    if (read.storage !== null) parser.error('C2071', `'${read.storage}': illegal storage class`, read.at);
    for (const one of membersOf(parser, read, type)) {
      for (const name of namesOf(one)) {
        if (names.has(name)) parser.error('C2020', `'${name}': 'struct' member redefinition`, read.at);
        names.add(name);
      }
      declared.push(one);
    }
    parser.expect(';');
  }
  parser.pack = pack;
  parser.advance();
  parser.openBraces--;
  return declared;
}

/** Names that a member brings: those inside of an anonymous one too. */
function namesOf({ name, type }: Pick<Member, 'name' | 'type'>): readonly string[] {
  if (name !== null) return [name];
  return type.kind === 'record' ? (type.shape.members ?? []).flatMap(namesOf) : [];
}

/** member-declaration = specifier-qualifier-list (member-declarator (',' member-declarator)*)? ';' */
function membersOf(parser: Parser, read: Specifiers, record: RecordType): MemberDeclaration[] {
  if (parser.is(';')) {
    // An anonymous structure; MSVC also takes `struct tag;` and `TYPE;` for one.
    if (read.type.kind === 'record') return [{ name: null, type: read.type, width: null, align: read.align }];
    if (!read.tagged)
      parser.warn(
        'C4091',
        `'': ignored on left of '${typeText(read.type)}' when no variable is declared`,
        read.at,
      );
    return [];
  }
  const list: MemberDeclaration[] = [];
  do {
    if (parser.is(':')) {
      list.push(bitField(parser, null, read.type, read.at));
      continue;
    }
    const one = declarator(parser, read.type, 'named', read.convention);
    if (parser.is(':')) list.push(bitField(parser, one.name, one.type, one.at));
    else list.push(plainMember(parser, one, record, read.align));
  } while (parser.accept(','));
  return list;
}

function plainMember(parser: Parser, one: Declarator, record: RecordType, align: number): MemberDeclaration {
  const { name, at } = one;
  const make = (type: Type): MemberDeclaration => ({
    name,
    type,
    width: null,
    align: Math.max(align, one.declspecs.align),
  });
  const { type } = one;
  if (type.kind === 'function') {
    parser.error(
      'C2032',
      `'${name}': function cannot be member of struct '${record.shape.tag ?? '<unnamed>'}'`,
      at,
    );
    return make(UNKNOWN);
  }
  if (type.kind === 'void') {
    parser.error('C2182', `'${name}': this use of 'void' is not valid`, at);
    return make(UNKNOWN);
  }
  const flexible = type.kind === 'array' && type.length === null;
  if (!flexible && !isUnknown(type) && parser.size(type) === null) {
    if (type.kind === 'record' && type.shape === record.shape)
      parser.error(
        'C2460',
        `'${name}': uses '${record.shape.tag ?? '<unnamed>'}', which is being defined`,
        at,
      );
    else parser.error('C2079', `'${name}' uses undefined ${typeText(type)}`, at);
    return make(UNKNOWN);
  }
  return make(type);
}

/** ':' constant-expression */
function bitField(parser: Parser, name: string | null, type: Type, at: Position): MemberDeclaration {
  parser.advance();
  const width = Number(integerConstant(parser)?.value ?? 1n);
  if (type.kind !== 'integer') {
    parser.error(
      'C2150',
      `'${name ?? '<unnamed>'}': bit field must have type 'int', 'signed int', or 'unsigned int'`,
      at,
    );
    return { name, type: INT, width: null, align: 0 };
  }
  const bits = type.name === '_Bool' ? 1 : type.bytes * 8;
  if (width < 0 || width > bits) {
    parser.error('C2034', `'${name ?? '<unnamed>'}': type of bit field too small for number of bits`, at);
    return { name, type, width: bits, align: 0 };
  }
  if (width === 0 && name !== null) {
    parser.error('C2149', `'${name}': named bit field cannot have zero width`, at);
    return { name, type, width: 1, align: 0 };
  }
  return { name, type, width, align: 0 };
}

/** enum-specifier = 'enum' tag? ('{' enumerator (',' enumerator)* ','? '}')? */
function enumSpecifier(parser: Parser): TaggedType {
  parser.advance();
  const tag = parser.isIdentifier() ? parser.advance() : null;
  if (!parser.is('{')) {
    if (tag === null) parser.fail('{');
    referToEnum(parser, tag);
    return { type: { ...INT, enumTag: tag.text }, named: true };
  }
  if (tag !== null) defineEnum(parser, tag);
  parser.advance();
  parser.openBraces++;
  let next = 0n;
  while (!parser.is('}')) {
    const name = parser.name();
    if (parser.accept('=')) next = integerConstant(parser)?.value ?? next;
    const value = BigInt.asIntN(32, next);
    enumerator(parser, name, value);
    next = value + 1n;
    if (!parser.accept(',')) break;
  }
  parser.expect('}');
  parser.openBraces--;
  return { type: { ...INT, enumTag: tag?.text ?? '' }, named: true };
}

function enumerator(parser: Parser, { text, at }: Token, value: bigint): void {
  const { names } = parser.scope;
  const old = names.get(text);
  if (old !== undefined)
    if (old.kind === 'enumerator') parser.error('C2086', `'${text}': redefinition`, at);
    else parser.error('C2365', `'${text}': redefinition; previous definition was '${old.kind}'`, at);
  names.set(text, { kind: 'enumerator', name: text, value, type: INT, at });
}

function referToEnum(parser: Parser, tag: Token): void {
  const own = parser.scope.tags.get(tag.text);
  if (own?.kind === 'record') redefined(parser, tag);
  if (parser.scope.findTag(tag.text) !== undefined) return;
  // MSVC lets an enumeration be named before it is defined: all of them are ints.
  parser.scope.tags.set(tag.text, { kind: 'enum', name: tag.text, at: tag.at, defined: false });
}

function defineEnum(parser: Parser, tag: Token): void {
  const own: Tag | undefined = parser.scope.tags.get(tag.text);
  if (own !== undefined && (own.kind === 'record' || own.defined)) redefined(parser, tag);
  parser.scope.tags.set(tag.text, { kind: 'enum', name: tag.text, at: tag.at, defined: true });
}
