/** Parses the declarations of a Visual Basic module: `Declare` and `Const` statements. Others are errors, but for Option and Attribute. */
import type { SourcePlace, VbDiagnostic } from './diagnostics.ts';
import { readStatements, type Token } from './tokens.ts';
import { typeOfName, typeOfSuffix, type VbParameterType, type VbTypeName } from './vb-types.ts';

/** A parameter of a declared routine. */
export interface VbParameter {
  /** Name as written. */
  readonly name: string;
  /** Where the name stands. */
  readonly place: SourcePlace;
  /** True with `ByVal`; without it the address of the variable is passed. */
  readonly byVal: boolean;
  /** True with `Optional`: a call may leave it out. */
  readonly optional: boolean;
  /** True for `name()`: the routine gets the array itself. */
  readonly isArray: boolean;
  /** Declared type. */
  readonly type: VbParameterType;
}

/** A declared routine. */
export interface VbDeclaration {
  /** Name in the program. */
  readonly name: string;
  /** Where the name stands. */
  readonly place: SourcePlace;
  /** False with `Private`. */
  readonly isPublic: boolean;
  /** Library as written. */
  readonly library: string;
  /** Where the library stands. */
  readonly libraryPlace: SourcePlace;
  /** Exported name: the alias, or the name itself. */
  readonly entry: string;
  /** Where the alias stands, or the name. */
  readonly entryPlace: SourcePlace;
  /** Parameters in order. */
  readonly parameters: readonly VbParameter[];
  /** Type of the result; null for a Sub. */
  readonly returns: VbTypeName | null;
}

/** What a source declares. */
export interface VbModuleSource {
  readonly declarations: readonly VbDeclaration[];
  readonly constants: ReadonlyMap<string, number>;
  readonly diagnostics: readonly VbDiagnostic[];
}

/** Names longer than this are none. */
const LONGEST_NAME = 255;

const WORDS = new Set(
  'any as boolean byref byte byval const currency declare double function integer lib long optional paramarray private public single string sub type'.split(
    ' ',
  ),
);

/** Ends the parsing of one statement. */
class Wrong {
  readonly diagnostic: VbDiagnostic;

  constructor(place: SourcePlace, message: string) {
    this.diagnostic = { line: place.line, column: place.column, message, number: null };
  }
}

/** Reads one statement from left to right. */
class Reader {
  readonly #tokens: readonly Token[];
  readonly #end: SourcePlace;
  #at = 0;

  constructor(tokens: readonly Token[], end: SourcePlace) {
    this.#tokens = tokens;
    this.#end = end;
  }

  get place(): SourcePlace {
    const { line, column } = this.#tokens[this.#at] ?? this.#end;
    return { line, column };
  }

  get next(): Token | undefined {
    return this.#tokens[this.#at];
  }

  /** Takes a word or sign when it comes next. */
  takes(key: string): boolean {
    const token = this.next;
    if (token === undefined || token.kind === 'string' || token.key !== key) return false;
    this.#at += 1;
    return true;
  }

  /** Takes the first of some words that comes next. */
  takesAny(...keys: readonly string[]): string | undefined {
    return keys.find((key) => this.takes(key));
  }

  needs(key: string, where: string): void {
    if (!this.takes(key)) throw this.wrong(`expected ${key.length === 1 ? `'${key}'` : key} ${where}`);
  }

  string(what: string): Token {
    return this.#take('string', `expected ${what} in quotes`);
  }

  number(): Token {
    return this.#take('number', 'expected a number');
  }

  name(what: string): Token {
    const token = this.#take('name', `expected ${what}`);
    if (WORDS.has(token.key))
      throw new Wrong(token, `${token.text} is a word of the language; expected ${what}`);
    if (token.text.length > LONGEST_NAME)
      throw new Wrong(token, `a name has at most ${LONGEST_NAME} characters`);
    return token;
  }

  /** Takes a name that may be a word of the language: of a type. */
  word(what: string): Token {
    return this.#take('name', `expected ${what}`);
  }

  finish(): void {
    if (this.next !== undefined) throw this.wrong(`expected the end of the statement, not ${this.next.text}`);
  }

  wrong(message: string): Wrong {
    const token = this.next;
    return new Wrong(this.place, token === undefined ? `${message}; the statement ends here` : message);
  }

  #take(kind: Token['kind'], message: string): Token {
    const token = this.next;
    if (token?.kind !== kind) throw this.wrong(message);
    this.#at += 1;
    return token;
  }
}

/** Parses a source. Finds every wrong statement. Cost: proportional to its length. */
export function parseModule(source: string): VbModuleSource {
  const { statements, ends, diagnostics: unread } = readStatements(source);
  const diagnostics = [...unread];
  const declarations: VbDeclaration[] = [];
  const constants = new Map<string, number>();
  const values = new Map<string, number>();
  const names = new Map<string, SourcePlace>();
  const define = (name: Token): void => {
    const before = names.get(name.key);
    if (before !== undefined)
      throw new Wrong(
        name,
        `ambiguous name: line ${before.line} has ${name.text} already (case does not matter)`,
      );
    names.set(name.key, name);
  };
  statements.forEach((tokens, index) => {
    try {
      parseStatement(new Reader(tokens, ends[index] ?? { line: 1, column: 1 }), {
        declarations,
        constants,
        values,
        define,
      });
    } catch (thrown) {
      if (!(thrown instanceof Wrong)) throw thrown;
      diagnostics.push(thrown.diagnostic);
    }
  });
  diagnostics.sort((a, b) => a.line - b.line || a.column - b.column);
  return { declarations, constants, diagnostics };
}

interface Found {
  readonly declarations: VbDeclaration[];
  /** Constants by name as written. */
  readonly constants: Map<string, number>;
  /** Constants by name in lower case. */
  readonly values: Map<string, number>;
  define(name: Token): void;
}

function parseStatement(reader: Reader, found: Found): void {
  if (reader.takesAny('option', 'attribute') !== undefined) return;
  const scope = reader.takesAny('public', 'private', 'global');
  if (reader.takes('const')) parseConstants(reader, found);
  else if (reader.takes('declare')) found.declarations.push(parseDeclare(reader, scope !== 'private', found));
  else throw reader.wrong('expected a Declare or Const statement');
}

function parseConstants(reader: Reader, { constants, values, define }: Found): void {
  do {
    const name = reader.name('the name of a constant');
    define(name);
    if (reader.takes('as')) reader.word('a type');
    reader.needs('=', `behind ${name.text}`);
    const value = parseSum(reader, values);
    constants.set(name.text, value);
    values.set(name.key, value);
  } while (reader.takes(','));
  reader.finish();
}

/** Numbers and constants, joined with + and Or. */
function parseSum(reader: Reader, values: ReadonlyMap<string, number>): number {
  let value = parseTerm(reader, values);
  for (;;) {
    const at = reader.place;
    if (reader.takes('+')) value += parseTerm(reader, values);
    else if (reader.takes('or')) value = long(value, at) | long(parseTerm(reader, values), at);
    else return value;
  }
}

/** A side of Or, which Visual Basic makes a Long. */
function long(value: number, place: SourcePlace): number {
  if (value === (value | 0)) return value;
  throw new Wrong(place, `Overflow: ${value} is no Long, and Or has two of them`);
}

function parseTerm(reader: Reader, values: ReadonlyMap<string, number>): number {
  if (reader.takes('-')) return -parseTerm(reader, values);
  if (reader.next?.kind !== 'name') return literal(reader.number());
  const name = reader.name('a number');
  const value = values.get(name.key);
  if (value === undefined) throw new Wrong(name, `there is no constant ${name.text} above`);
  return value;
}

/** A number; one without a value does not fit the type that it is written with. */
function literal(token: Token): number {
  if (!Number.isNaN(token.value)) return token.value;
  throw new Wrong(token, `Overflow: ${token.text} does not fit its type`);
}

function parseDeclare(reader: Reader, isPublic: boolean, { define }: Found): VbDeclaration {
  const kind = reader.takesAny('function', 'sub');
  if (kind === undefined) throw reader.wrong('expected Function or Sub behind Declare');
  const name = reader.name(`the name of the ${kind === 'sub' ? 'Sub' : 'Function'}`);
  reader.needs('lib', `and the library behind ${name.text}`);
  const library = reader.string('the library');
  const alias = reader.takes('alias') ? reader.string('the exported name') : null;
  if (alias?.text === '')
    throw new Wrong(alias, 'the alias is empty; leave Alias out to call the routine by its own name');
  const parameters = reader.takes('(') ? parseParameters(reader) : [];
  const returns = parseResult(reader, kind, name);
  reader.finish();
  define(name);
  return {
    name: name.text,
    place: placeOf(name),
    isPublic,
    library: library.text,
    libraryPlace: placeOf(library),
    entry: alias?.text ?? name.text,
    entryPlace: placeOf(alias ?? name),
    parameters,
    returns,
  };
}

const placeOf = ({ line, column }: SourcePlace): SourcePlace => ({ line, column });

function parseResult(reader: Reader, kind: string, name: Token): VbTypeName | null {
  const at = reader.place;
  const written = reader.takes('as') ? parseType(reader) : undefined;
  const type = written ?? typeOfSuffix(name.suffix);
  if (kind === 'sub') {
    if (type !== undefined) throw new Wrong(at, 'a Sub has no result; declare a Function');
    return null;
  }
  if (type === undefined)
    throw new Wrong(
      at,
      `${name.text} has no type, so its result is a Variant, which irqlab does not model; write As Long`,
    );
  if (type === 'Any') throw new Wrong(at, 'a result cannot be As Any');
  if (type === 'String')
    throw new Wrong(
      at,
      'a result As String is not modelled: Visual Basic would free memory of the DLL; write As Long',
    );
  return type;
}

function parseParameters(reader: Reader): VbParameter[] {
  const parameters: VbParameter[] = [];
  if (reader.takes(')')) return parameters;
  do {
    const parameter = parseParameter(reader);
    if (parameters.some(({ name }) => name.toLowerCase() === parameter.name.toLowerCase()))
      throw new Wrong(parameter.place, `two parameters are named ${parameter.name}`);
    if (!parameter.optional && parameters.at(-1)?.optional === true)
      throw new Wrong(
        parameter.place,
        `${parameter.name} stands behind an Optional parameter, so it must be Optional too`,
      );
    parameters.push(parameter);
  } while (reader.takes(','));
  reader.needs(')', 'behind the parameters');
  return parameters;
}

function parseParameter(reader: Reader): VbParameter {
  const optional = reader.takes('optional');
  const how = reader.takesAny('byval', 'byref');
  if (reader.next?.key === 'paramarray')
    throw reader.wrong('a ParamArray is not modelled; declare each parameter');
  const name = reader.name('the name of a parameter');
  const isArray = reader.takes('(');
  if (isArray) reader.needs(')', `behind ${name.text}(`);
  const at = reader.place;
  const type = (reader.takes('as') ? parseType(reader) : undefined) ?? typeOfSuffix(name.suffix);
  if (type === undefined)
    throw new Wrong(
      at,
      `${name.text} has no type, so it is a Variant, which irqlab does not model; write As Long or As Any`,
    );
  if (isArray && how === 'byval') throw new Wrong(name, 'an array is always passed ByRef');
  return { name: name.text, place: placeOf(name), byVal: how === 'byval', optional, isArray, type };
}

function parseType(reader: Reader): VbParameterType {
  const word = reader.word('a type');
  const type = typeOfName(word.key);
  if (type === undefined)
    throw new Wrong(
      word,
      `irqlab has no type ${word.text}; it has Byte, Boolean, Integer, Long, Currency, Single, Double, String and Any`,
    );
  return type;
}
