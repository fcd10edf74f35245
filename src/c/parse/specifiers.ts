/** Declaration specifiers: storage class, type, qualifiers, and MSVC's words among them. */
import type { Position } from '../source/position.ts';
import type { Convention, IntegerName, Type } from '../tree/type.ts';
import { FLOATS, INT, INTEGERS, qualified, VOID } from '../types/types.ts';
import { integerConstant } from './constant-expressions.ts';
import type { Parser } from './parser.ts';
import { UNKNOWN } from './poison.ts';
import type { NamedThing } from './scopes.ts';
import { CONVENTIONS, IGNORED_QUALIFIERS, OTHER_CONVENTIONS } from './words.ts';

/** What the specifiers of a declaration say. */
export interface Specifiers {
  readonly at: Position;
  storage: 'typedef' | 'extern' | 'static' | 'auto' | 'register' | null;
  type: Type;
  /** True for `struct s;` and `enum e { … };`: there need be no declarator. */
  tagged: boolean;
  /** True when no type was written: an int, as before C99. */
  implicitInt: boolean;
  inline: boolean;
  noReturn: boolean;
  /** From `__declspec(align)` and `_Alignas`, else 0. */
  align: number;
  section: string | null;
  codeSection: string | null;
  selectany: boolean;
  /** A convention before the declarator: `NTSTATUS __stdcall f(void)`. */
  convention: Convention | null;
}

/** Words of basic types that were seen, by count. */
type Words = Map<string, number>;

const BASIC_WORDS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    void: 'void',
    char: 'char',
    short: 'short',
    int: 'int',
    long: 'long',
    float: 'float',
    double: 'double',
    signed: 'signed',
    __signed: 'signed',
    unsigned: 'unsigned',
    _Bool: '_Bool',
    __int8: '__int8',
    _int8: '__int8',
    __int16: '__int16',
    _int16: '__int16',
    __int32: '__int32',
    _int32: '__int32',
    __int64: '__int64',
    _int64: '__int64',
    __wchar_t: '__wchar_t',
  }),
);

/** Types by the words that name them, in alphabetical order. */
const BASIC_TYPES: ReadonlyMap<string, Type> = new Map<string, Type>([
  ['void', VOID],
  ['float', FLOATS.float],
  ['double', FLOATS.double],
  ['double long', FLOATS['long double']],
  ['_Bool', INTEGERS._Bool],
  ['__wchar_t', INTEGERS['unsigned short']],
  ...(
    [
      ['__int8', 'char', 'unsigned char'],
      ['__int16', 'short', 'unsigned short'],
      ['short', 'short', 'unsigned short'],
      ['int short', 'short', 'unsigned short'],
      ['__int32', 'int', 'unsigned int'],
      ['int', 'int', 'unsigned int'],
      ['long', 'long', 'unsigned long'],
      ['int long', 'long', 'unsigned long'],
      ['__int64', '__int64', 'unsigned __int64'],
      ['long long', '__int64', 'unsigned __int64'],
      ['int long long', '__int64', 'unsigned __int64'],
    ] satisfies [string, IntegerName, IntegerName][]
  ).flatMap(([words, signed, unsigned]): [string, Type][] => [
    [words, INTEGERS[signed]],
    [`${words} signed`, INTEGERS[signed]],
    [`${words} unsigned`, INTEGERS[unsigned]],
  ]),
  ['char', INTEGERS.char],
  ['char signed', INTEGERS['signed char']],
  ['char unsigned', INTEGERS['unsigned char']],
  ['signed', INT],
  ['unsigned', INTEGERS['unsigned int']],
]);

/**
 * declaration-specifiers = (storage-class | type-specifier | qualifier | inline | declspec | convention)*
 */
export function specifiers(parser: Parser): Specifiers {
  const result: Specifiers = {
    at: parser.token.at,
    storage: null,
    type: INT,
    tagged: false,
    implicitInt: false,
    inline: false,
    noReturn: false,
    align: 0,
    section: null,
    codeSection: null,
    selectany: false,
    convention: null,
  };
  const words: Words = new Map();
  let type: Type | null = null;
  const qualifiers = { const: false, volatile: false, unaligned: false };
  for (;;) {
    const { text, kind } = parser.token;
    if (kind !== 'identifier') break;
    const basic = BASIC_WORDS.get(text);
    if (basic !== undefined) {
      if (type !== null && forgotSemicolon(parser)) break;
      if (type !== null) parser.fail();
      words.set(basic, (words.get(basic) ?? 0) + 1);
      parser.advance();
    } else if (text === 'struct' || text === 'union' || text === 'enum') {
      if (type !== null && forgotSemicolon(parser)) break;
      if (type !== null || words.size > 0) parser.fail();
      const tagged = parser.grammar.tagged(parser, result.align);
      type = tagged.type;
      result.tagged = tagged.named;
    } else if (
      !storageWord(parser, result) &&
      !qualifierWord(parser, qualifiers) &&
      !otherWord(parser, result)
    ) {
      // A name is the type only where none was seen: in `T x` and `unsigned T` it is what is declared.
      const named: NamedThing | undefined = type === null && words.size === 0 ? parser.find(text) : undefined;
      if (named?.kind !== 'typedef') break;
      parser.advance();
      type = named.type.typedef === named.name ? named.type : { ...named.type, typedef: named.name };
    }
  }
  result.implicitInt = type === null && words.size === 0;
  result.type = qualified(type ?? basicType(parser, words, result.at), qualifiers);
  return result;
}

/** `struct s { … } int f(void)`: a type behind the brace of another one. It goes on as if the semicolon were there. */
function forgotSemicolon(parser: Parser): boolean {
  if (parser.previous.text !== '}') return false;
  parser.error('C2236', `unexpected token '${parser.token.text}'. Did you forget a ';'?`);
  parser.insertSemicolon();
  return true;
}

function basicType(parser: Parser, words: Words, at: Position): Type {
  if (words.size === 0) return INT;
  const [[first, times] = ['', 0]] = words;
  if (words.size === 1 && times === 1) return BASIC_TYPES.get(first) ?? UNKNOWN;
  const list = [...words].flatMap(([word, count]) => Array<string>(count).fill(word)).sort();
  const type = BASIC_TYPES.get(list.join(' '));
  if (type !== undefined) return type;
  if (words.has('signed') && words.has('unsigned'))
    parser.error('C2042', 'signed/unsigned keywords mutually exclusive', at);
  else parser.error('C2632', `'${list[0]}' followed by '${list[1] ?? list[0]}' is illegal`, at);
  return UNKNOWN;
}

const STORAGE: ReadonlySet<string> = new Set(['typedef', 'extern', 'static', 'auto', 'register']);

function storageWord(parser: Parser, result: Specifiers): boolean {
  const { text, at } = parser.token;
  if (!STORAGE.has(text)) return false;
  if (result.storage !== null && result.storage !== text)
    parser.error('C2159', 'more than one storage class specified', at);
  result.storage = text as Specifiers['storage'];
  parser.advance();
  return true;
}

/** Takes a qualifier, also MSVC's; returns false when there is none. */
export function qualifierWord(
  parser: Parser,
  qualifiers: { const: boolean; volatile: boolean; unaligned: boolean },
): boolean {
  const { text, at } = parser.token;
  if (text === 'const' || text === '__const') qualifiers.const = true;
  else if (text === 'volatile' || text === '__volatile') qualifiers.volatile = true;
  else if (text === '__unaligned' || text === '_unaligned') qualifiers.unaligned = true;
  else if (/^__?ptr(32|64)$/.test(text)) {
    if (text.endsWith('32') !== (parser.arch === 'x86'))
      parser.error(
        'IRQ1002',
        `'${text}': pointers of another width than the processor's are not modelled`,
        at,
      );
  } else if (!IGNORED_QUALIFIERS.has(text)) return false;
  parser.advance();
  return true;
}

/** `inline`, conventions, `__declspec`, `_Alignas` and kin. */
function otherWord(parser: Parser, result: Specifiers): boolean {
  const { text, at } = parser.token;
  switch (text) {
    case 'inline':
    case '__inline':
    case '_inline':
    case '__forceinline':
    case '_forceinline':
      result.inline = true;
      break;
    case '_Noreturn':
      result.noReturn = true;
      break;
    case '__declspec':
    case '_declspec':
      declspec(parser, result);
      return true;
    case '_Alignas':
      parser.advance();
      parser.expect('(');
      result.align = Math.max(result.align, alignment(parser));
      parser.expect(')');
      return true;
    case '_Atomic':
    case '_Thread_local':
      parser.error('IRQ1003', `'${text}' is not modelled`, at);
      break;
    default: {
      const convention = conventionWord(parser);
      if (convention === null) return false;
      result.convention = convention;
      return true;
    }
  }
  parser.advance();
  return true;
}

/** Takes a calling convention. On x64 all of them are one. */
export function conventionWord(parser: Parser): Convention | null {
  const { text, at } = parser.token;
  const convention = CONVENTIONS.get(text);
  if (convention === undefined) {
    if (!OTHER_CONVENTIONS.has(text)) return null;
    parser.error('IRQ1003', `'${text}' is not modelled`, at);
  }
  parser.advance();
  return parser.arch === 'x64' ? 'cdecl' : (convention ?? 'cdecl');
}

/** An alignment: a power of two from 1 to 8192. */
function alignment(parser: Parser): number {
  const { at } = parser.token;
  const bytes = Number(integerConstant(parser)?.value ?? 1n);
  if (bytes >= 1 && bytes <= 8192 && (bytes & (bytes - 1)) === 0) return bytes;
  if (bytes !== 0) parser.error('C2345', `align(${bytes}): illegal alignment value`, at);
  return 0;
}

/** `__declspec(word …)`: those that mean nothing to a program here are passed over. */
export function declspec(
  parser: Parser,
  result: Pick<Specifiers, 'align' | 'noReturn' | 'section' | 'codeSection' | 'selectany'>,
): void {
  parser.advance();
  parser.expect('(');
  while (!parser.is(')')) {
    const word = parser.advance();
    switch (word.text) {
      case 'align':
        parser.expect('(');
        result.align = Math.max(result.align, alignment(parser));
        parser.expect(')');
        break;
      case 'noreturn':
        result.noReturn = true;
        break;
      case 'selectany':
        result.selectany = true;
        break;
      case 'allocate':
      case 'code_seg': {
        parser.expect('(');
        const section = parser.advance().text.replaceAll('"', '');
        if (word.text === 'allocate') result.section = section;
        else result.codeSection = section;
        parser.expect(')');
        break;
      }
      case 'thread':
      case 'naked':
        parser.error('IRQ1003', `'__declspec(${word.text})' is not modelled`, word.at);
        break;
      default:
        if (word.kind === 'end') parser.fail();
        if (parser.is('(')) skipBrackets(parser);
    }
    parser.accept(',');
  }
  parser.advance();
}

/** Passes over a list in brackets. */
function skipBrackets(parser: Parser): void {
  let depth = 0;
  do {
    if (parser.is('(')) depth++;
    if (parser.is(')')) depth--;
    if (parser.token.kind === 'end') parser.fail();
    parser.advance();
  } while (depth > 0);
}
