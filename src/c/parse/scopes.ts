/** Names and what they mean. */
import type { Position } from '../source/position.ts';
import type { FunctionSymbol, Variable } from '../tree/tree.ts';
import type { RecordShape, Type } from '../tree/type.ts';

/** A name of a type. */
export interface TypedefName {
  readonly kind: 'typedef';
  readonly name: string;
  readonly type: Type;
  readonly at: Position;
}

/** A constant of an enumeration. */
export interface Enumerator {
  readonly kind: 'enumerator';
  readonly name: string;
  readonly value: bigint;
  readonly type: Type;
  readonly at: Position;
}

export type NamedThing = Variable | FunctionSymbol | TypedefName | Enumerator;

/** What a tag names. */
export type Tag =
  | { readonly kind: 'record'; readonly shape: RecordShape }
  | { readonly kind: 'enum'; readonly name: string; readonly at: Position; defined: boolean };

/** One block, the file, or a parameter list. */
export class Scope {
  readonly names = new Map<string, NamedThing>();
  readonly tags = new Map<string, Tag>();
  readonly outer: Scope | null;
  /** True for a list of parameters, and for the body behind it. */
  readonly parameters: boolean;

  constructor(outer: Scope | null, parameters = false) {
    this.outer = outer;
    this.parameters = parameters;
  }

  find(name: string): NamedThing | undefined {
    for (let scope: Scope | null = this; scope !== null; scope = scope.outer) {
      const found = scope.names.get(name);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  findTag(name: string): Tag | undefined {
    for (let scope: Scope | null = this; scope !== null; scope = scope.outer) {
      const found = scope.tags.get(name);
      if (found !== undefined) return found;
    }
    return undefined;
  }
}
