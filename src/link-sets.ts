/** Links sets of routines (routine-sets.ts) to what they need of one machine or process. */
import { isBlocking, type Waiting, type WaitingForm, type WaitingMembers } from './contract/blocking.ts';
import type { Contract, Members, Routine } from './contract/contract.ts';
import type { WaitRequest } from './contract/wait-request.ts';
import { type DoorContext, link, linkWaiting } from './kernel/door.ts';

type AnyRoutine<Services> = Routine<Services, (...args: never[]) => unknown>;

/** What the routines of one set are bound to. */
export interface Binding<Services> {
  readonly services: Services;
  /** Whether arguments that no C program could pass are refused before the routine sees them. */
  readonly checksArguments?: boolean;
  /** Called for a kernel-mode call above its limit that nobody reports: touches what the routine would touch. */
  readonly raised?: (contract: Contract, args: readonly unknown[]) => void;
}

/** Everything that the routines of a set need together. */
type ServicesOf<Set> = Set[keyof Set] extends { readonly bind: (services: infer Services) => unknown }
  ? Services
  : never;

/** A binding for each set: a set without one, or with services that lack something, is a compile error. */
export type Bindings<Sets> = { readonly [Name in keyof Sets]: Binding<ServicesOf<Sets[Name]>> };

type Together<Union> = (Union extends unknown ? (one: Union) => void : never) extends (all: infer All) => void
  ? All
  : never;

/** The callable members of all sets. */
export type MembersOfSets<Sets> = Together<{ [Name in keyof Sets]: Members<Sets[Name]> }[keyof Sets]>;

/** The generator forms of the routines of all sets that may wait. */
export type WaitingOfSets<Sets> = Together<{ [Name in keyof Sets]: WaitingMembers<Sets[Name]> }[keyof Sets]>;

type Sets = Readonly<Record<string, object>>;

type Caller = Pick<DoorContext<unknown>, 'host' | 'gate' | 'process'>;

/** A routine and the set that has it. */
interface Declared {
  readonly set: string;
  readonly routine: AnyRoutine<unknown>;
}

/**
 * The members that sets give to an object, each made when it is first read, and then held: a machine has hundreds of
 * routines and a program calls a few. Names and getters are made once for all machines, because a test boots one;
 * a getter finds its machine through the object it is read from.
 */
class LazyMembers {
  readonly #declared: ReadonlyMap<string, Declared>;
  readonly #properties: PropertyDescriptorMap;
  readonly #member: symbol = Symbol('member of a name');

  constructor(sets: Sets, isMember: (routine: AnyRoutine<unknown>) => boolean) {
    const members = Object.entries(sets).flatMap(([set, routines]) =>
      Object.entries(routines as Readonly<Record<string, AnyRoutine<unknown>>>)
        .filter(([, routine]) => isMember(routine))
        .map(([name, routine]): [string, Declared] => [name, { set, routine }]),
    );
    this.#declared = new Map(members);
    this.#properties = Object.fromEntries(members.map(([name]) => [name, this.#property(name)]));
  }

  /**
   * Makes them members of an object.
   * @returns the member of a name, the same however often and through whichever copy of the object it is read;
   *   undefined for a name that no set has
   */
  addTo(target: object, make: (declared: Declared, name: string) => unknown): (name: string) => unknown {
    const made = new Map<string, unknown>();
    const member = (name: string): unknown => {
      const declared = this.#declared.get(name);
      if (declared !== undefined && !made.has(name)) made.set(name, make(declared, name));
      return made.get(name);
    };
    Object.defineProperty(target, this.#member, { value: member });
    Object.defineProperties(target, this.#properties);
    return member;
  }

  #property(name: string): PropertyDescriptor {
    const member = this.#member;
    return {
      configurable: true,
      enumerable: true,
      get(this: Readonly<Record<symbol, (name: string) => unknown>>) {
        const value = this[member]?.(name);
        Object.defineProperty(this, name, { configurable: true, enumerable: true, writable: true, value });
        return value;
      },
    };
  }
}

/** The members of sets, made once: there are few groups of sets, and they never change. */
function membersOf(known: WeakMap<Sets, LazyMembers>, sets: Sets, make: () => LazyMembers): LazyMembers {
  const members = known.get(sets) ?? make();
  known.set(sets, members);
  return members;
}

const allMembers = new WeakMap<Sets, LazyMembers>();
const waitingMembers = new WeakMap<Sets, LazyMembers>();

const everyRoutine = (sets: Sets): LazyMembers =>
  membersOf(allMembers, sets, () => new LazyMembers(sets, () => true));

// `Bindings` has compared each set with its services.
const contextOf = <S>(bindings: Bindings<S>, caller: Caller, set: string): DoorContext<unknown> =>
  ({ ...caller, ...bindings[set as keyof S] }) as DoorContext<unknown>;

/**
 * Makes the routines of every set callable members of an object.
 * @returns the callable of a name; undefined for a name that no set has
 */
export function linkSets<const S extends Sets>(
  target: object,
  sets: S,
  bindings: Bindings<S>,
  caller: Caller,
): (name: string) => unknown {
  return everyRoutine(sets).addTo(target, ({ routine, set }) =>
    link(routine, contextOf(bindings, caller, set)),
  );
}

/** Makes the generator form of every routine that may wait a member of an object. */
export function linkWaitingSets<const S extends Sets>(
  target: object,
  sets: S,
  bindings: Bindings<S>,
  caller: Caller,
): void {
  const members = membersOf(waitingMembers, sets, () => new LazyMembers(sets, isBlocking));
  members.addTo(target, ({ routine, set }) => {
    if (!isBlocking(routine)) throw new TypeError(`${routine.contract.name} does not wait`);
    return linkWaiting(routine, contextOf(bindings, caller, set));
  });
}

/** The generator form of every routine: what need not wait just runs. */
export type WaitingForms<Routines> = { readonly [Name in keyof Routines]: WaitingForm<Routines[Name]> };

/**
 * Generator forms, as members of an object, of routines whose plain form takes a lock before anything else: each
 * waits for what its call would wait for (`waitsFor` of its declaration), and then makes the plain call.
 *
 * @param plain the callable of a name
 * @param block waits; nothing runs between its end and the plain call
 */
export function linkWaitingForms<const S extends Sets>(
  target: object,
  sets: S,
  bindings: Bindings<S>,
  plain: (name: string) => unknown,
  block: (request: WaitRequest) => Waiting<unknown>,
): void {
  everyRoutine(sets).addTo(target, ({ routine: { waitsFor, contract }, set }, name) => {
    const { services } = bindings[set as keyof S];
    return function* call(...args: unknown[]): Waiting<unknown> {
      let request = waitsFor(services, args, contract);
      while (request !== null) {
        yield* block(request);
        request = waitsFor(services, args, contract);
      }
      return (plain(name) as (...all: unknown[]) => unknown)(...args);
    };
  });
}
