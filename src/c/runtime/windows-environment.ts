/**
 * Environment variables of a program. It begins with none; what it sets it finds again (*ours*,
 * docs/decisions/0080-small-routines-of-programs.md). They lie in static memory of the program, one behind the other
 * as `NAME=value` with a NUL each and one more at the end, so that a snapshot holds them. getenv has a copy of its own
 * on Windows, from the start of the program: it finds nothing here.
 */
import {
  type CharacterKind,
  characterKinds,
  narrow,
  storeUnits,
  stringAt,
  unitsOfText,
  wide,
} from './character-kind.ts';
import { programs, type RuntimeFunction, runtimeFunction } from './runtime-function.ts';
import type { RuntimeHost } from './runtime-host.ts';
import { failed } from './windows-text.ts';

const ERROR_NOT_ENOUGH_MEMORY = 8;
const ERROR_INVALID_PARAMETER = 87;
const ERROR_ENVVAR_NOT_FOUND = 203;
/** Characters of all variables together. */
const MOST_CHARACTERS = 0x8000;

/** The variables of one program. */
class Variables {
  readonly #host: RuntimeHost;
  readonly #address: number;

  constructor(host: RuntimeHost) {
    this.#host = host;
    this.#address = host.allocateStatic(MOST_CHARACTERS * wide.bytes, 8);
  }

  /** Value of a variable; null for one that is not set. */
  find(name: string): string | null {
    return (
      this.#all()
        .find((one) => isNamed(one, name))
        ?.slice(name.length + 1) ?? null
    );
  }

  /** Sets one, or takes it away (null). False when there is no room. */
  set(name: string, value: string | null): boolean {
    const others = this.#all().filter((one) => !isNamed(one, name));
    const all = value === null ? others : [...others, `${name}=${value}`];
    const text = `${all.map((one) => `${one}\0`).join('')}\0`;
    if (text.length > MOST_CHARACTERS) return false;
    storeUnits(this.#host.memory, wide, this.#address, unitsOfText(text), false);
    return true;
  }

  #all(): string[] {
    const all: string[] = [];
    let at = this.#address;
    for (;;) {
      const one = stringAt(this.#host.memory, wide, at);
      if (one === '') return all;
      all.push(one);
      at += (one.length + 1) * wide.bytes;
    }
  }
}

const isNamed = (one: string, name: string): boolean =>
  one[name.length] === '=' && one.slice(0, name.length).toUpperCase() === name.toUpperCase();

/** Weak: a program that nobody holds takes its entry with it. */
const known = new WeakMap<RuntimeHost, Variables>();

/** Asked while functions are bound. */
function variablesOf(host: RuntimeHost): Variables {
  const found = known.get(host) ?? new Variables(host);
  known.set(host, found);
  return found;
}

/** The length of the value; with too little room nothing is stored, and the length counts the NUL. */
const get = (kind: CharacterKind) => (host: RuntimeHost) => {
  const variables = variablesOf(host);
  return (name: number, buffer: number, size: number) => {
    const value = variables.find(stringAt(host.memory, kind, name));
    if (value === null) return failed(host, ERROR_ENVVAR_NOT_FOUND);
    const units = unitsOfText(value);
    if (size <= units.length) return units.length + 1;
    storeUnits(host.memory, kind, buffer, units);
    return units.length;
  };
};

/** A value of NULL takes the variable away; to take away one that is not set is an error. */
const set = (kind: CharacterKind) => (host: RuntimeHost) => {
  const variables = variablesOf(host);
  return (name: number, value: number) => {
    const text = name === 0 ? '' : stringAt(host.memory, kind, name);
    // Windows has names that begin with "=" for itself.
    if (text === '' || text.includes('=', 1)) return failed(host, ERROR_INVALID_PARAMETER);
    if (value === 0 && variables.find(text) === null) return failed(host, ERROR_ENVVAR_NOT_FOUND);
    const isSet = variables.set(text, value === 0 ? null : stringAt(host.memory, kind, value));
    return isSet ? 1 : failed(host, ERROR_NOT_ENOUGH_MEMORY);
  };
};

const ofKind = (kind: CharacterKind): RuntimeFunction[] => {
  const letter = kind === narrow ? 'A' : 'W';
  const { type } = kind;
  return [
    runtimeFunction(
      `unsigned long __stdcall GetEnvironmentVariable${letter}(const ${type} *lpName, ${type} *lpBuffer, unsigned long nSize)`,
      'windows.h',
      programs,
      get(kind),
    ),
    runtimeFunction(
      `int __stdcall SetEnvironmentVariable${letter}(const ${type} *lpName, const ${type} *lpValue)`,
      'windows.h',
      programs,
      set(kind),
    ),
  ];
};

/** GetEnvironmentVariable and SetEnvironmentVariable. */
export const windowsEnvironmentFunctions: readonly RuntimeFunction[] = characterKinds.flatMap(ofKind);
