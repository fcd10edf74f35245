/**
 * What lower layers need from upper ones, as small interfaces. Memory, SEH and
 * heaps never import the kernel: they are given these (DESIGN, Layers).
 */
import type { Architecture } from '../contract/c-types.ts';
import type { WaitRequest } from '../contract/wait-request.ts';
import type { PointerTable } from './addresses.ts';
import type { EventStream } from './events.ts';
import type { SnapshotParts } from './snapshot.ts';
import type { WaitingThread } from './stop.ts';
import type { SymbolTable } from './symbols.ts';

/** Whose behaviour is modelled where pages and tests disagree. */
export type Profile = 'documented' | 'observed';

/** Why an access could not be made. */
export type FaultReason =
  /** No region of the address space holds the address. */
  | 'unmapped'
  /** The page belongs to no allocation. */
  | 'free'
  /** The page is reserved but has no memory behind it. */
  | 'reserved'
  /** PAGE_NOACCESS. */
  | 'no-access'
  /** A write to a page that is not writable. */
  | 'read-only'
  /** Execution of a page that is not executable. */
  | 'no-execute'
  /** First touch of a PAGE_GUARD page; the guard bit is gone afterwards. */
  | 'guard'
  /** Paged memory touched at DISPATCH_LEVEL or above. */
  | 'paged'
  /** Not an address at all (x64): not canonical. */
  | 'non-canonical';

/** Kind of an access. */
export type AccessKind = 'read' | 'write' | 'execute';

/** Who makes an access: driver code, the kernel for its caller, or a user-mode program (ENGINEERING-DECISIONS 18). */
export type Accessor = 'driver' | 'kernel' | 'user';

/** An access that could not be made, as data. */
export interface Fault {
  /** First byte that could not be accessed. */
  readonly address: number;
  /** Kind of the access. */
  readonly access: AccessKind;
  /** Bytes of the whole access. */
  readonly bytes: number;
  /** Why it could not be made. */
  readonly reason: FaultReason;
  /** Who made it. */
  readonly accessor: Accessor;
  /** Range the address lies in. */
  readonly space: 'user' | 'kernel';
}

/**
 * Decides about a fault. Returns when the access is to be tried again (a filter
 * answered EXCEPTION_CONTINUE_EXECUTION); otherwise it throws an unwind or a stop.
 */
export type FaultPort = (fault: Fault) => void;

/** An exception to raise. */
export interface RaiseRequest {
  /** NTSTATUS, unsigned. */
  readonly code: number;
  /** 0 or EXCEPTION_NONCONTINUABLE. */
  readonly flags?: number;
  /** Up to 15 pointer-sized parameters. */
  readonly information?: readonly number[];
  /** Address of the raising instruction; the current call's when left out. */
  readonly address?: number;
}

/** A broken rule, for the violations table of the kernel. */
export interface Violation {
  /** Key in src/kernel/violations.ts. */
  readonly rule: string;
  /** Routine that was called. */
  readonly routine?: string;
  /** Values the bug check's parameters are made of, in the order the table names them. */
  readonly values: readonly number[];
  /** Further lines for the report. */
  readonly details?: readonly string[];
}

/** Sees what a heap cannot. */
export interface UseWitness {
  /** Names of the locks that a thread holds alone now, other than those of heaps. */
  locksOf(thread: number): readonly string[];
  /** The call stack now, innermost first. */
  stack(): readonly string[];
}

/** The services of the machine that any layer may use. */
export interface MachinePorts {
  readonly architecture: Architecture;
  readonly profile: Profile;
  /** Whether Driver Verifier's checks run. */
  readonly verifier: 'on' | 'off';
  readonly events: EventStream;
  readonly symbols: SymbolTable;
  readonly pointers: PointerTable;
  readonly parts: SnapshotParts;
  /** Who watches every call, and so knows the locks that a thread holds; null for nobody. */
  readonly useWitness: UseWitness | null;
  /** Level of the current processor. */
  irql(): number;
  /** Identifier of the current thread. */
  threadId(): number;
  /** Raises an exception on the current thread. Returns only when a filter continued the execution. */
  raise(request: RaiseRequest): void;
  /** Stops the machine with a bug check. */
  bugCheck(
    code: number,
    parameters: readonly number[],
    about: { rule: string; page?: string; fix: string; details?: readonly string[] },
  ): never;
  /** Reports a broken rule: stops the machine, or records it and returns with `onViolation: 'report'`. */
  violation(violation: Violation): void;
  /** Reports a broken rule whose result is a failure value, not a stop: true when the call goes on all the same (`onViolation: 'report'`). */
  finding(violation: Violation): boolean;
  /** Ends the current process with a status; no filter and no finally block runs. In kernel mode the machine stops. */
  terminateProcess(status: number, details: readonly string[]): never;
  /** Stops with NotModelled. */
  notModelled(what: string, page?: string): never;
  /** Stops because the current thread waits for what can never come. */
  deadlock(what: string, details: readonly string[], cycle?: readonly WaitingThread[]): never;
  /** Lets other threads run until the current one may go on. Stops the machine when that can never be. */
  wait(request: WaitRequest): void;
  /** Acquires an ERESOURCE exclusively, in a critical region of its own; waits as long as it takes. */
  acquireResource(resource: number, routine: string): void;
  /** Gives back what `acquireResource` acquired, and leaves its critical region. */
  releaseResource(resource: number, routine: string): void;
  /** What `acquireResource` would have to wait for now, or null. */
  resourceWait(resource: number, routine: string): WaitRequest | null;
  /** Lets threads of a higher priority run whose wait the caller has just ended. */
  woken(): void;
  /** Last status of the current user-mode thread; in kernel mode only `nt.debug.lastFailure` learns of it. */
  setLastStatus(status: number, routine: string): void;
  /** Calls a guest function by address. */
  callAddress(address: number, args: readonly number[]): unknown;
  /** Next 32 bits of the machine's seeded generator. */
  random(): number;
  /** True once the machine has halted: guest finally blocks must not run. */
  halted(): boolean;
}
