/** strlen, strchr, strstr, strtok and what else looks for something in a string. */
import { type CharacterKind, characterKinds, lengthOf, unitsOf } from './character-kind.ts';
import { ErrorNumber, invalidParameterOf } from './error-number.ts';
import { cellAddress } from './program-state.ts';
import { everywhere, programs, type RuntimeFunction, runtimeFunction } from './runtime-function.ts';
import type { RuntimeHost } from './runtime-host.ts';
import { type CSize, fromSize, toSize } from './sizes.ts';

/** A character argument as the unsigned unit that memory holds. */
const unitOf = (kind: CharacterKind, character: number): number =>
  character & (kind.bytes === 1 ? 0xff : 0xffff);

const lengths = (kind: CharacterKind): RuntimeFunction[] => {
  const { type, prefix, stringHeader } = kind;
  const counted = (host: RuntimeHost) => (string: number, count: CSize) =>
    toSize(host, lengthOf(host.memory, kind, string, fromSize(count)));
  return [
    runtimeFunction(
      `size_t ${prefix}len(const ${type} *string)`,
      stringHeader,
      everywhere,
      (host) => (string: number) => toSize(host, lengthOf(host.memory, kind, string)),
    ),
    runtimeFunction(
      `size_t ${prefix}nlen(const ${type} *string, size_t count)`,
      stringHeader,
      everywhere,
      counted,
    ),
    runtimeFunction(
      `size_t ${prefix}nlen_s(const ${type} *string, size_t count)`,
      stringHeader,
      everywhere,
      (host) => (string: number, count: CSize) =>
        string === 0 ? toSize(host, 0) : counted(host)(string, count),
    ),
  ];
};

/** Address of the first place where `wanted` stands in the string, or 0. */
function find(host: RuntimeHost, kind: CharacterKind, string: number, wanted: readonly number[]): number {
  const { memory } = host;
  for (let at = string; ; at += kind.bytes) {
    let same = 0;
    while (same < wanted.length && kind.read(memory, at + kind.bytes * same) === wanted[same]) same += 1;
    if (same === wanted.length) return at;
    if (kind.read(memory, at) === 0) return 0;
  }
}

/** Characters from `string` on that are in the set (or are not), before the NUL. */
function span(host: RuntimeHost, kind: CharacterKind, string: number, set: number, inside: boolean): number {
  const units = new Set(unitsOf(host.memory, kind, set));
  for (let length = 0; ; length++) {
    const unit = kind.read(host.memory, string + kind.bytes * length);
    if (unit === 0 || units.has(unit) !== inside) return length;
  }
}

const searches = (kind: CharacterKind): RuntimeFunction[] => {
  const { type, prefix, stringHeader, bytes } = kind;
  const declare = (prototype: string, bind: RuntimeFunction['bind']) =>
    runtimeFunction(prototype, stringHeader, everywhere, bind);
  const character = kind.bytes === 1 ? 'int character' : 'wchar_t character';
  return [
    declare(`${type} *${prefix}chr(const ${type} *string, ${character})`, ({ memory }) => {
      return (string: number, wantedCharacter: number) => {
        const wanted = unitOf(kind, wantedCharacter);
        for (let at = string; ; at += bytes) {
          const unit = kind.read(memory, at);
          if (unit === wanted) return at;
          if (unit === 0) return 0;
        }
      };
    }),
    declare(`${type} *${prefix}rchr(const ${type} *string, ${character})`, ({ memory }) => {
      return (string: number, wantedCharacter: number) => {
        const wanted = unitOf(kind, wantedCharacter);
        let last = 0;
        for (let at = string; ; at += bytes) {
          const unit = kind.read(memory, at);
          if (unit === wanted) last = at;
          if (unit === 0) return last;
        }
      };
    }),
    declare(`${type} *${prefix}str(const ${type} *string, const ${type} *part)`, (host) => {
      return (string: number, part: number) => find(host, kind, string, unitsOf(host.memory, kind, part));
    }),
    declare(`size_t ${prefix}spn(const ${type} *string, const ${type} *set)`, (host) => {
      return (string: number, set: number) => toSize(host, span(host, kind, string, set, true));
    }),
    declare(`size_t ${prefix}cspn(const ${type} *string, const ${type} *set)`, (host) => {
      return (string: number, set: number) => toSize(host, span(host, kind, string, set, false));
    }),
    declare(`${type} *${prefix}pbrk(const ${type} *string, const ${type} *set)`, (host) => {
      return (string: number, set: number) => {
        const at = string + bytes * span(host, kind, string, set, false);
        return kind.read(host.memory, at) === 0 ? 0 : at;
      };
    }),
  ];
};

/** The next token. `context` holds where the string goes on; a string of 0 goes on there. */
function token(host: RuntimeHost, kind: CharacterKind, string: number, set: number, context: number): number {
  const { memory } = host;
  const { bytes } = kind;
  const rest = string === 0 ? memory.readPointer(context) : string;
  if (rest === 0) return 0;
  const start = rest + bytes * span(host, kind, rest, set, true);
  const end = start + bytes * span(host, kind, start, set, false);
  const isLast = kind.read(memory, end) === 0;
  if (!isLast) kind.write(memory, end, 0);
  memory.writePointer(context, isLast ? end : end + bytes);
  return end === start ? 0 : start;
}

const tokens = (kind: CharacterKind): RuntimeFunction[] => {
  const { type, prefix, stringHeader } = kind;
  const cell = kind.bytes === 1 ? 'strtok' : 'wcstok';
  const strings = `${type} *string, const ${type} *delimiters`;
  const withContext = `${strings}, ${type} **context`;
  // wcstok of the universal C runtime is that of standard C, with a context that may be NULL.
  const plain = kind.bytes === 1 ? strings : withContext;
  return [
    runtimeFunction(`${type} *${prefix}tok(${plain})`, stringHeader, programs, (host) => {
      const own = cellAddress(host, cell);
      return (string: number, delimiters: number, context?: number) =>
        token(host, kind, string, delimiters, context || own);
    }),
    runtimeFunction(`${type} *${prefix}tok_s(${withContext})`, stringHeader, everywhere, (host) => {
      const invalidParameter = invalidParameterOf(host);
      return (string: number, delimiters: number, context: number) => {
        if (delimiters !== 0 && context !== 0 && (string !== 0 || host.memory.readPointer(context) !== 0))
          return token(host, kind, string, delimiters, context);
        invalidParameter(ErrorNumber.EINVAL);
        return 0;
      };
    }),
  ];
};

/** strlen, strnlen, strchr, strrchr, strstr, strspn, strcspn, strpbrk, strtok, strtok_s and wcslen and so on. */
export const stringSearchFunctions = characterKinds.flatMap((kind) => [
  ...lengths(kind),
  ...searches(kind),
  ...tokens(kind),
]);
