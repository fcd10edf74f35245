/**
 * Names of objects: `\Device\Echo`, and the links that programs use, `\??\Echo`.
 *
 * Names are compared without regard to case, but where programs ask for more:
 * their `ready` and `READY` are two events. `\DosDevices` is another name of
 * `\??`, and of `\GLOBAL??`: a machine has one session, whose links all share
 * (*ours*, docs/decisions/0070-io-manager.md).
 */
import {
  STATUS_OBJECT_NAME_COLLISION,
  STATUS_OBJECT_NAME_INVALID,
  STATUS_OBJECT_NAME_NOT_FOUND,
  STATUS_OBJECT_PATH_NOT_FOUND,
  STATUS_OBJECT_PATH_SYNTAX_BAD,
  STATUS_SUCCESS,
} from '../../status/common.ts';

/** What a name stands for. */
export type NamedObject =
  | {
      readonly kind: 'object';
      readonly object: number;
      /** Path as it was spelled, where that counts. */
      readonly spelling?: string;
    }
  | { readonly kind: 'link'; readonly target: string };

/** What a path leads to. */
export type Resolved =
  | { readonly status: typeof STATUS_SUCCESS; readonly object: number; readonly rest: string }
  | { readonly status: number; readonly object: 0; readonly rest: '' };

/** Directories there are. Drivers that make their own are not modelled. */
const DIRECTORIES: readonly string[] = [
  '\\DEVICE',
  '\\??',
  '\\DRIVER',
  '\\BASENAMEDOBJECTS',
  '\\KERNELOBJECTS',
  '\\CALLBACK',
  '',
];

/** Links that lead to links, after which a path is given up. The number is *ours*. */
const MOST_LINKS = 32;

/** State for snapshots. */
export type NamesImage = readonly (readonly [string, NamedObject])[];

/** The names of one machine. */
export class ObjectNames {
  readonly #names = new Map<string, NamedObject>();

  /** Gives a name; a status. */
  add(path: string, named: NamedObject): number {
    const status = this.check(path);
    if (status === STATUS_SUCCESS) this.#names.set(keyOf(path), named);
    return status;
  }

  /** Whether a name could be given: a status. */
  check(path: string): number {
    if (!path.startsWith('\\')) return STATUS_OBJECT_PATH_SYNTAX_BAD;
    const key = keyOf(path);
    const slash = key.lastIndexOf('\\');
    if (slash === key.length - 1) return STATUS_OBJECT_NAME_INVALID;
    if (!DIRECTORIES.includes(key.slice(0, slash))) return STATUS_OBJECT_PATH_NOT_FOUND;
    return this.#names.has(key) || DIRECTORIES.includes(key) ? STATUS_OBJECT_NAME_COLLISION : STATUS_SUCCESS;
  }

  /** What has exactly this name, without following it. */
  at(path: string): NamedObject | undefined {
    return this.#names.get(keyOf(path));
  }

  /** As `at`, where the case of letters counts. */
  exactly(path: string): NamedObject | undefined {
    const named = this.at(path);
    return named !== undefined && isSpelled(named, path) ? named : this.#names.get(exactKeyOf(path));
  }

  /** Gives a name that `exactly` finds; a status. A name that differs in its letters' case only is another one. */
  addExactly(path: string, object: number): number {
    const named = { kind: 'object', object, spelling: path } as const;
    const status = this.check(path);
    if (status === STATUS_SUCCESS) this.#names.set(keyOf(path), named);
    if (status !== STATUS_OBJECT_NAME_COLLISION || this.exactly(path) !== undefined) return status;
    this.#names.set(exactKeyOf(path), named);
    return STATUS_SUCCESS;
  }

  /** Takes a name away. */
  remove(path: string): void {
    this.#names.delete(keyOf(path));
  }

  /** Takes the names of an object away. */
  removeObject(object: number): void {
    for (const [key, named] of [...this.#names])
      if (named.kind === 'object' && named.object === object) this.#names.delete(key);
  }

  /** Follows a path to an object; what stands behind the name of a device is for its driver. */
  resolve(path: string): Resolved {
    let at = path;
    for (let links = 0; links < MOST_LINKS; links++) {
      if (!at.startsWith('\\')) return fails(STATUS_OBJECT_PATH_SYNTAX_BAD);
      const found = this.#longest(at);
      if (found === undefined) return fails(this.#missing(at));
      const { named, rest } = found;
      if (named.kind === 'object') return { status: STATUS_SUCCESS, object: named.object, rest };
      at = named.target + rest;
    }
    return fails(STATUS_OBJECT_NAME_NOT_FOUND);
  }

  save(): NamesImage {
    return [...this.#names];
  }

  load(names: NamesImage): void {
    this.#names.clear();
    for (const [key, named] of names) this.#names.set(key, named);
  }

  /** The named object on a path, and the rest of the path, which begins with a backslash or is empty. */
  #longest(path: string): { readonly named: NamedObject; readonly rest: string } | undefined {
    const full = spelled(path);
    for (let end = full.length; end > 0; end = full.lastIndexOf('\\', end - 1)) {
      const named = this.#names.get(full.slice(0, end).toUpperCase());
      if (named !== undefined) return { named, rest: full.slice(end) };
    }
    return undefined;
  }

  #missing(path: string): number {
    const key = keyOf(path);
    const parent = key.slice(0, key.lastIndexOf('\\'));
    return DIRECTORIES.includes(parent) ? STATUS_OBJECT_NAME_NOT_FOUND : STATUS_OBJECT_PATH_NOT_FOUND;
  }
}

const fails = (status: number): Resolved => ({ status, object: 0, rest: '' });

/** A path with the one spelling of the directory of links. */
const spelled = (path: string): string => path.replace(/^\\(DosDevices|GLOBAL\?\?)(?=\\|$)/i, '\\??');

/** Whether a name is meant by a path whose letters count; one without a spelling is meant by any. */
const isSpelled = (named: NamedObject, path: string): boolean =>
  named.kind === 'link' || named.spelling === undefined || named.spelling === path;

/** Key of a name that differs from another one in the case of its letters only; no path has a NUL. */
const exactKeyOf = (path: string): string => `${keyOf(path)}\0${path}`;

/** Key under which a name is kept: in capitals, with `\\??` for every spelling of it. */
export const keyOf = (path: string): string => spelled(path).toUpperCase();
