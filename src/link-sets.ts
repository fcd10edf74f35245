/** Links sets of routines (routine-sets.ts) to what they need of one machine or process. */
import { isBlocking, type Waiting, type WaitingForm, type WaitingMembers } from './contract/blocking.ts';
import type { Contract, Members, Routine } from './contract/contract.ts';
import type { WaitRequest } from './contract/wait-request.ts';
import { type DoorContext, link, linkWaiting } from './kernel/door.ts';

type AnyRoutine<Services> = Routine<Services, (...args: never[]) => unknown>;

/** What the routines of one set are bound to. */
export interface Binding<Services> {
  readonly services: Services;
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

/**
 * A property that links its routine when it is first read, and then holds it: a machine has hundreds of routines, a
 * program calls a few. The callable is the same however often and through whichever copy it is read.
 */
function lazily(name: string, make: () => unknown): PropertyDescriptor {
  let made: unknown;
  return {
    configurable: true,
    enumerable: true,
    get(this: object) {
      made ??= make();
      Object.defineProperty(this, name, {
        configurable: true,
        enumerable: true,
        writable: true,
        value: made,
      });
      return made;
    },
  };
}

/**
 * The routines of every set as callable members. Copy them with their property descriptors; a spread would link
 * them all.
 */
export function linkSets<const Sets extends Readonly<Record<string, object>>>(
  sets: Sets,
  bindings: Bindings<Sets>,
  caller: Pick<DoorContext<unknown>, 'host' | 'gate' | 'process'>,
): MembersOfSets<Sets> {
  const members = Object.entries(sets).flatMap(([name, set]) => {
    // `Bindings` has compared each set with its services.
    const context = { ...caller, ...bindings[name as keyof Sets] } as DoorContext<unknown>;
    return Object.entries(set).map(([routine, declared]) => [
      routine,
      lazily(routine, () => link(declared as AnyRoutine<unknown>, context)),
    ]);
  });
  return Object.defineProperties({}, Object.fromEntries(members)) as MembersOfSets<Sets>;
}

/** Links the generator form of every routine that may wait. */
export function linkWaitingSets<const Sets extends Readonly<Record<string, object>>>(
  sets: Sets,
  bindings: Bindings<Sets>,
  caller: Pick<DoorContext<unknown>, 'host' | 'gate' | 'process'>,
): WaitingOfSets<Sets> {
  const members = Object.entries(sets).flatMap(([name, set]) => {
    const context = { ...caller, ...bindings[name as keyof Sets] } as DoorContext<unknown>;
    return Object.entries(set).flatMap(([member, declared]) =>
      isBlocking(declared as AnyRoutine<unknown>)
        ? [[member, lazily(member, () => linkWaiting(declared, context))]]
        : [],
    );
  });
  return Object.defineProperties({}, Object.fromEntries(members)) as WaitingOfSets<Sets>;
}

/** The generator form of every routine: what need not wait just runs. */
export type WaitingForms<Routines> = { readonly [Name in keyof Routines]: WaitingForm<Routines[Name]> };

/**
 * Generator forms of routines whose plain form takes a lock before anything else: each waits for what its call would
 * wait for (`waitsFor` of its declaration), and then makes the plain call.
 *
 * @param block waits; nothing runs between its end and the plain call
 */
export function linkWaitingForms<const Sets extends Readonly<Record<string, object>>>(
  sets: Sets,
  bindings: Bindings<Sets>,
  routines: MembersOfSets<Sets>,
  block: (request: WaitRequest) => Waiting<unknown>,
): WaitingForms<MembersOfSets<Sets>> {
  const plain = routines as Readonly<Record<string, (...args: readonly unknown[]) => unknown>>;
  const members = Object.entries(sets).flatMap(([name, set]) => {
    const { services } = bindings[name as keyof Sets];
    return Object.entries(set).map(([member, declared]) => {
      const { waitsFor, contract } = declared as AnyRoutine<unknown>;
      function* call(...args: unknown[]): Waiting<unknown> {
        let request = waitsFor(services, args, contract);
        while (request !== null) {
          yield* block(request);
          request = waitsFor(services, args, contract);
        }
        return plain[member]?.(...args);
      }
      return [member, call];
    });
  });
  return Object.fromEntries(members) as WaitingForms<MembersOfSets<Sets>>;
}
