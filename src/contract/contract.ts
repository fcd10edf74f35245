/**
 * A routine, declared once (ENGINEERING-DECISIONS 1).
 *
 * Three things stand in one file: an interface with one documented call
 * signature (prose for people), a `Contract` (facts for machines, no prose
 * pasted from pages) and a bind function that makes the implementation for one
 * machine or process. The door, the C prototype, the reference page, the fault
 * point and the trace event are all derived from the contract.
 */
import type { CArguments, CResults, CTypeName } from './c-type-tables.ts';
import type { LevelName } from './irql.ts';
import type { VariadicArgument } from './variadic.ts';
import type { WaitRequest } from './wait-request.ts';

/** Where a fact comes from. `ours` facts have a record in docs/decisions. */
export type Provenance = 'documented' | 'observed' | 'reimplemented' | 'ours';

/** Who may call a routine: a driver, a user-mode program, or both. */
export type Mode = 'kernel' | 'user';

/** One parameter of a declared routine. */
export interface Parameter {
  /** Name as the page prints it. */
  readonly name: string;
  /** C type of the parameter. */
  readonly type: CTypeName;
  /** Direction as the page prints it. */
  readonly direction: 'in' | 'out' | 'inout';
  /** True when the page allows the argument to be left out (NULL or 0). */
  readonly optional?: true;
}

/** A highest level and where that limit stands. */
export interface IrqlLimit {
  /** Highest level at which the routine may be called. */
  readonly level: LevelName;
  /** Text of the page, for example `< DISPATCH_LEVEL`. */
  readonly text: string;
  /** Where the limit comes from. */
  readonly source: 'page' | 'header' | 'verifier' | 'ours';
}

/** One return or exception code that the page of a routine names. */
export interface DocumentedCode {
  /** Name of the status, for example `STATUS_NO_MEMORY`. */
  readonly code: string;
  /** When the routine gives it, in our words. */
  readonly when: string;
  /** Whether irqlab produces it, can inject it, or never gives it. */
  readonly modelled: 'produced' | 'injectable' | 'never';
  /** Why it is never given. */
  readonly why?: string;
}

/** An extra rule checked at the call, beyond the highest level. */
export interface Condition<Services> {
  /** The rule in one sentence, as the reference page shows it. */
  readonly text: string;
  /** True when the call obeys the rule. */
  readonly holds: (services: Services, args: readonly unknown[]) => boolean;
  /** Key of the violation in `kernel/violations.ts`. */
  readonly violation: string | ((services: Services, args: readonly unknown[]) => string);
  /** Values of the violation after the first, which is the level. */
  readonly values?: (services: Services, args: readonly unknown[]) => readonly number[];
  /**
   * Set for a rule about the level that depends on the arguments: it can only be broken above this level, so a
   * call at or below it skips the rule. Where it is broken it is reported instead of the routine's own limit,
   * which is less specific.
   */
  readonly above?: LevelName;
}

/** The facts of one routine: everything a machine needs to know about it. */
export interface Contract {
  /** Exported name. */
  readonly name: string;
  /** Header that declares it, lower case: `ntifs.h`. */
  readonly header: string;
  /** Header to include, as the page prints it: `Ntifs.h`. */
  readonly includeHeader?: string;
  /** Import library, as the page prints it: `NtosKrnl.lib`. */
  readonly library: string | null;
  /** Exporting module or modules, as the page prints it. */
  readonly dll: string | null;
  /** Target platform of the page's front matter: `Universal`. */
  readonly targetPlatform?: string;
  /** First client release, as the page prints it: `Windows XP`. */
  readonly minClient?: string;
  /** Page in its repository without extension: `ntifs/nf-ntifs-rtlallocateheap`; null when no page exists. */
  readonly page: string | null;
  /** One sentence in our own words. */
  readonly summary: string;
  /** Who may call it. */
  readonly modes: readonly Mode[];
  /** Highest level; for a user-only routine, PASSIVE_LEVEL. */
  readonly maxIrql: IrqlLimit;
  /** Parameters in order. */
  readonly parameters: readonly Parameter[];
  /** True when further arguments may follow the last parameter (variadic.ts). */
  readonly variadic?: true;
  /** C type of the result. */
  readonly returns: keyof CResults;
  /** What the result means, in our words. */
  readonly returnText?: string;
  /** True when the header asks every caller to look at the result. */
  readonly mustCheck?: true;
  /** Codes that the page names (returned, raised or left as last status). */
  readonly codes?: readonly DocumentedCode[];
  /** True on x86 or x64 only, when the other has no such export. */
  readonly only?: 'x86' | 'x64';
  /**
   * True for a macro, an inline routine or an intrinsic: its code is part of the caller, so its accesses are the
   * caller's, and its addresses lie in the caller's module.
   */
  readonly inline?: true;
  /** True when it may be called in a VBS enclave. */
  readonly enclave?: true;
  /** True when the routine may wait (ENGINEERING-DECISIONS 8). */
  readonly blocks?: true;
  /** Names of related routines for the page's see-also. */
  readonly seeAlso?: readonly string[];
  /** Remarks of the reference page, in our words, one paragraph each. */
  readonly remarks?: readonly string[];
  /** Version of irqlab that first modelled it. */
  readonly since: string;
}

type ArgumentsOf<P extends readonly Parameter[]> = { -readonly [I in keyof P]: CArguments[P[I]['type']] };
type AllArgumentsOf<K extends Contract> = K['variadic'] extends true
  ? [...ArgumentsOf<K['parameters']>, ...VariadicArgument[]]
  : ArgumentsOf<K['parameters']>;
type Same<A, B> = [A, B] extends [B, A] ? true : false;
type ResultOf<K extends Contract> = K['returns'] extends 'void' ? void : CResults[K['returns']];
/** `unknown` when a contract says what the call signature says, else what the contract has instead. */
export type Agrees<F extends (...args: never[]) => unknown, K extends Contract> =
  Same<Parameters<F>, AllArgumentsOf<K>> extends true
    ? Same<ReturnType<F>, ResultOf<K>> extends true
      ? unknown
      : { 'the contract returns': K['returns'] }
    : { 'the contract has parameters': AllArgumentsOf<K> };

/**
 * A failure that the page documents: makes the call fail exactly as it really would (ENGINEERING-DECISIONS 2).
 *
 * @typeParam F the routine's call signature
 */
export type Failure<Services, F extends (...args: never[]) => unknown> = (
  services: Services,
  args: Parameters<F>,
) => ReturnType<F>;

/**
 * A declared routine: facts, implementation and documented failures.
 *
 * @typeParam F its call signature
 */
export interface Routine<Services, F extends (...args: never[]) => unknown> {
  /** The facts. */
  readonly contract: Contract;
  /** Makes the implementation for one machine or process. */
  readonly bind: (services: Services) => F;
  /** Documented failures by status name; fault injection calls these. */
  readonly failures: Readonly<Record<string, Failure<Services, F>>>;
  /**
   * Whether a call with these arguments can have a documented failure, by its name: a heap that grows has no
   * STATUS_BUFFER_TOO_SMALL, a wait without a timeout no STATUS_TIMEOUT. Asked before a failure is injected.
   */
  possible(services: Services, args: readonly unknown[], failure: string): boolean;
  /** Rules beyond the level. */
  readonly conditions: readonly Condition<Services>[];
  /**
   * For a hot routine: a function that stands in front of the door. It does what
   * needs no door while the gate allows it, and hands everything else to the door.
   * Null where there is none.
   */
  inFront(services: Services, door: F): F | null;
  /**
   * What a call with these arguments would have to wait for now, or null. For routines whose plain form takes a lock
   * before anything else: the generator form waits for it, and then makes the plain call. Asked when the call will
   * wait if there is something to wait for.
   */
  waitsFor(services: Services, args: readonly unknown[], contract: Contract): WaitRequest | null;
}

/**
 * Declares a routine. Call it with the interface as type argument, then with
 * the facts: `routine<RtlSizeHeap>()({ … }, (heaps) => (HeapHandle, Flags, BaseAddress) => …)`.
 *
 * A declaration whose facts and interface differ in number, type or result of
 * the parameters is a compile error that names what the contract says. Names
 * are compared by test/contract.
 */
export const routine =
  <F extends (...args: never[]) => unknown>() =>
  <const K extends Contract, Services>(
    contract: K & Agrees<F, K>,
    bind: (services: Services) => F,
    extra: {
      readonly failures?: Readonly<Record<string, Failure<Services, F>>>;
      readonly possible?: (services: Services, args: Parameters<F>, failure: string) => boolean;
      readonly conditions?: readonly Condition<Services>[];
      readonly inFront?: (services: Services, door: F) => F | null;
      readonly waitsFor?: (
        services: Services,
        args: readonly unknown[],
        contract: Contract,
      ) => WaitRequest | null;
    } = {},
  ): Routine<Services, F> => ({
    contract,
    bind,
    failures: extra.failures ?? {},
    possible:
      extra.possible === undefined
        ? alwaysPossible
        : (services, args, failure) => extra.possible?.(services, args as Parameters<F>, failure) ?? true,
    conditions: extra.conditions ?? [],
    inFront: extra.inFront ?? (() => null),
    waitsFor: extra.waitsFor ?? noLock,
  });

/** `possible` of the routines whose failures no argument rules out. */
export const alwaysPossible = (): boolean => true;

/** `waitsFor` of the routines that take no lock. */
const noLock = (): null => null;

/** True for a routine whose plain form takes a lock before anything else. */
export const takesLock = (declared: { readonly waitsFor: unknown }): boolean => declared.waitsFor !== noLock;

/** The callable members that a set of declared routines gives. */
export type Members<M> = {
  readonly [N in keyof M]: M[N] extends { readonly bind: (services: never) => infer F } ? F : never;
};
