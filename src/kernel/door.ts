/**
 * The door: every call of a simulated routine comes through here, from
 * TypeScript, from C, from the debugger.
 *
 *     halted? -> process alive and current? -> level allowed? -> conditions?
 *       -> inject a fault? -> trace -> run -> trace
 *
 * It is linked once per routine. The short way is one compare of the gate
 * (gate.ts); everything else happens in `callSlowly`. A hot routine may have a
 * function in front of its door (`Routine.inFront`) that knows whether the gate
 * is at 0, so that V8 has one small function to compile into the program's.
 */
import { argumentChecks } from '../contract/argument-checks.ts';
import type { BlockingRoutine, Waiting, WaitingForm } from '../contract/blocking.ts';
import { alwaysPossible, type Condition, type Contract, type Routine } from '../contract/contract.ts';
import { levelNumber } from '../contract/irql.ts';
import { ATTENTION, type Gate } from './gate.ts';
import type { Process } from './records.ts';
import { limitRule } from './violations.ts';

/** A call as an observer of the door sees it. */
export interface DoorCall {
  readonly contract: Contract;
  readonly args: readonly unknown[];
  /** Process whose user-mode code calls; null for kernel-mode code. */
  readonly process: Process | null;
  /** Documented failures that this call can really have, by name, in the order of their declaration. */
  readonly failures: readonly string[];
}

/** What fault injection and recorders may do at the door (ENGINEERING-DECISIONS 5). */
export interface DoorObserver {
  /** Sees a call before it runs. */
  before?(call: DoorCall): void;
  /** Name of a documented failure to inject instead of running the routine, or undefined. */
  fail?(call: DoorCall): string | undefined;
  /** Sees a failure that is injected into a call, before the call fails. */
  failing?(call: DoorCall, failure: string): void;
  /** Sees the result. */
  after?(call: DoorCall, result: unknown): void;
}

/** Observes the calls of the routines that it names when they are linked. Of others it sees failures that are injected. */
export interface RoutineWatcher extends DoorObserver {
  watches(routine: string): boolean;
}

/** What the door needs from the machine. */
export interface DoorHost {
  readonly architecture: 'x64' | 'x86';
  readonly gate: Gate;
  readonly observers: readonly DoorObserver[];
  /** Observers of some routines alone: the calls of those always take the long way, and others stay as they are. */
  readonly watchers: readonly RoutineWatcher[];
  /** Throws when the machine has halted. */
  assertRunning(): void;
  /** Level of the current processor. */
  irql(): number;
  /** Reports a broken rule; returns when the call goes on. */
  violation(
    violation: { rule: string; routine: string; values: readonly number[] },
    contract: Contract,
  ): void;
  /** Events, when somebody listens. */
  traceCall(contract: Contract, args: readonly unknown[]): void;
  traceReturn(contract: Contract, value: unknown): void;
  /** Runs a block as code of a process, on its thread. */
  runAs<T>(process: Process, block: () => T): T;
  /** Address of a routine, for reports. */
  addressOf(contract: Contract, mode: 'kernel' | 'user'): number;
  /** Notes the routine that is running, innermost last, for call stacks. */
  readonly callStack: string[];
}

/** For whom routines are linked: kernel-mode code, or the user-mode code of one process. */
export interface DoorContext<Services> {
  readonly host: DoorHost;
  readonly gate: Gate;
  readonly services: Services;
  /** The process whose user-mode code calls; null for kernel-mode code. */
  readonly process: Process | null;
  /** Whether arguments that no C program could pass are refused before the routine sees them. */
  readonly checksArguments?: boolean;
  /** Called for a kernel-mode call above its limit that nobody reports (verifier off): touches what it would touch. */
  raised?(contract: Contract, args: readonly unknown[]): void;
}

/**
 * Module that a routine is shown in: for a program the DLL that the contract names, ntdll where it names none.
 * An inline routine is part of its caller.
 */
export function moduleOf(contract: Contract, mode: 'kernel' | 'user'): string {
  if (contract.inline) return mode === 'kernel' ? 'driver' : 'program';
  if (mode === 'kernel') return 'nt';
  return /(\w+)\.dll/i.exec(contract.dll ?? '')?.[1]?.toLowerCase() ?? 'ntdll';
}

type AnyFunction = (...args: never[]) => unknown;

/** Highest level at which a call need not look at the conditions; -1 when each call must. */
function shortLimit<Services>(
  conditions: readonly Condition<Services>[],
  architecture: 'x64' | 'x86',
  limit: number,
): number {
  const levels = conditions.map(({ above }) => (above === undefined ? -1 : levelNumber(architecture, above)));
  return Math.min(limit, ...levels);
}

/** A routine as a callable member. Its identity never changes; observers and listeners only move the gate. */
export function link<Services, F extends AnyFunction>(
  routine: Routine<Services, F>,
  context: DoorContext<Services>,
): F {
  if (
    routine.contract.only !== undefined &&
    routine.contract.only !== (context.process ?? context.host).architecture
  )
    return notHere(routine.contract) as unknown as F;
  const bound = routine.bind(context.services);
  const run = context.checksArguments === true ? checked(routine.contract, bound) : bound;
  const linked = linkedOf(routine, context, run);
  const { limit } = linked;
  const isWatched = linked.watchers.length > 0;
  const slow = (args: unknown[]): unknown => callSlowly(linked, args);
  const door = linkByCount(
    context.gate,
    routine.contract,
    isWatched ? -1 : shortLimit(routine.conditions, context.host.architecture, limit),
    run as unknown as AnyCall,
    slow,
    routine.contract.parameters.length,
  );
  const outer = isWatched ? null : routine.inFront(context.services, door as unknown as F);
  const shown = outer ?? (door as unknown as F);
  return Object.defineProperty(shown, 'name', { value: routine.contract.name });
}

/** A routine that first refuses what no C program could pass. */
function checked<F extends AnyFunction>(contract: Contract, run: F): F {
  const check = argumentChecks(contract);
  const call: AnyCall = (...args) => {
    check(args);
    return (run as unknown as AnyCall)(...args);
  };
  return call as unknown as F;
}

/** Highest level at which a call is allowed; for user-mode code PASSIVE_LEVEL. */
const limitOf = <Services>(
  { contract }: { readonly contract: Contract },
  { process, host }: DoorContext<Services>,
): number => (process === null ? levelNumber(host.architecture, contract.maxIrql.level) : 0);

/** A routine that the other architecture has: C does not compile a call of it, so TypeScript gets an error. */
function notHere({ name, only }: Contract): () => never {
  const refuse = (): never => {
    throw new TypeError(`${name} exists on ${only} only`);
  };
  Object.defineProperty(refuse, 'name', { value: name });
  return refuse;
}

type AnyCall = (...args: unknown[]) => unknown;

const letters = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l'] as const;

/**
 * The text of a closure that compares the gate, notes the routine there and runs it. Depends on nothing but the
 * number of arguments.
 */
function doorText(count: number): string {
  const args = letters.slice(0, count).join(', ');
  return `return (${args}) => {
    if (gate.level > limit) return slow([${args}]);
    gate.routine = contract;
    return run(${args});
  };`;
}

type DoorMaker = (
  gate: Gate,
  contract: Contract,
  limit: number,
  run: AnyCall,
  slow: (args: unknown[]) => unknown,
) => AnyCall;

/**
 * A closure for one routine. Each is made from its own text, because V8 keeps
 * type feedback per text: closures made by one function share it, and then no
 * routine is inlined into its door. Where a page's
 * content security policy forbids that, the shared closure does the same.
 */
function linkByCount(
  gate: Gate,
  contract: Contract,
  limit: number,
  run: AnyCall,
  slow: (args: unknown[]) => unknown,
  count: number,
): AnyCall {
  const any: AnyCall = (...args) => {
    if (gate.level > limit) return slow(args);
    gate.routine = contract;
    return run(...args);
  };
  if (contract.variadic === true) return any;
  let make: DoorMaker;
  try {
    make = new Function('gate', 'contract', 'limit', 'run', 'slow', doorText(count)) as DoorMaker;
  } catch {
    return any;
  }
  return make(gate, contract, limit, run, slow);
}

/** A routine with everything that its call depends on. */
interface Linked<Services> {
  readonly routine: Routine<Services, AnyFunction>;
  readonly context: DoorContext<Services>;
  /** Highest level at which the call is allowed. */
  readonly limit: number;
  readonly run: AnyFunction;
  /** Names of the documented failures. */
  readonly failures: readonly string[];
  /** The routine as call stacks show it: one text, which is compared faster than a new one for each call. */
  readonly frame: string;
  /** Observers of some routines that watch this one. */
  readonly watchers: readonly RoutineWatcher[];
  /** Conditions that can be broken above a level only, and that level. */
  readonly leveled: readonly { readonly level: number; readonly condition: Condition<Services> }[];
  /** The others, which every call looks at. */
  readonly always: readonly Condition<Services>[];
}

/** Finds out once what each call needs. */
function linkedOf<Services>(
  routine: Routine<Services, AnyFunction>,
  context: DoorContext<Services>,
  run: AnyFunction,
): Linked<Services> {
  const { contract, conditions } = routine;
  const { architecture } = context.host;
  return {
    routine,
    context,
    run,
    limit: limitOf(routine, context),
    watchers: context.host.watchers.filter((one) => one.watches(contract.name)),
    failures: Object.keys(routine.failures),
    frame: `${moduleOf(contract, context.process === null ? 'kernel' : 'user')}!${contract.name}`,
    leveled: conditions.flatMap((condition) =>
      condition.above === undefined ? [] : [{ level: levelNumber(architecture, condition.above), condition }],
    ),
    always: conditions.filter(({ above }) => above === undefined),
  };
}

function callSlowly<Services>(linked: Linked<Services>, args: unknown[]): unknown {
  const { context } = linked;
  const { host, process } = context;
  host.assertRunning();
  if (process !== null && process.exit !== null) throw process.exit;
  if (process !== null && context.gate.level === ATTENTION) {
    return host.runAs(process, () => callChecked(linked, args));
  }
  return callChecked(linked, args);
}

function callChecked<Services>(linked: Linked<Services>, args: unknown[]): unknown {
  const { callStack } = linked.context.host;
  callStack.push(linked.frame);
  try {
    const call = new SeenCall(linked, args);
    const failure = beforeCall(linked, call);
    const result =
      failure === undefined
        ? (linked.run as unknown as AnyCall)(...args)
        : failure(linked.context.services, args);
    return afterCall(linked, call, result);
  } finally {
    callStack.pop();
  }
}

/** Everything before the routine runs. Gives the documented failure to run instead, if one is injected. */
function beforeCall<Services>(
  linked: Linked<Services>,
  call: SeenCall<Services>,
): InjectedFailure<Services> | undefined {
  const { args } = call;
  const { routine, context } = linked;
  const { host } = context;
  context.gate.routine = routine.contract;
  checkRules(linked, args);
  host.traceCall(routine.contract, args);
  const observers = observersOf(linked);
  if (observers.length === 0) return undefined;
  for (const observer of observers) observer.before?.(call);
  if (linked.failures.length === 0) return undefined;
  const injected = injectedFailure(routine, host, call);
  if (injected === undefined) return undefined;
  for (const watcher of host.watchers) watcher.failing?.(call, injected);
  for (const observer of host.observers) observer.failing?.(call, injected);
  return routine.failures[injected] as InjectedFailure<Services> | undefined;
}

/** Who sees the calls of a routine. */
const observersOf = <Services>({ watchers, context }: Linked<Services>): readonly DoorObserver[] => {
  const { observers } = context.host;
  if (watchers.length === 0) return observers;
  return observers.length === 0 ? watchers : [...watchers, ...observers];
};

/** A call as observers see it. Which failures it can have is found out when one asks. */
class SeenCall<Services> implements DoorCall {
  readonly contract: Contract;
  readonly process: Process | null;
  readonly args: unknown[];
  readonly #linked: Linked<Services>;
  #failures: readonly string[] | null = null;

  constructor(linked: Linked<Services>, args: unknown[]) {
    this.contract = linked.routine.contract;
    this.process = linked.context.process;
    this.args = args;
    this.#linked = linked;
  }

  get failures(): readonly string[] {
    const { failures, routine, context } = this.#linked;
    this.#failures ??=
      routine.possible === alwaysPossible
        ? failures
        : failures.filter((name) => routine.possible(context.services, this.args, name));
    return this.#failures;
  }
}

type InjectedFailure<Services> = (services: Services, args: unknown[]) => unknown;

function afterCall<Services>(linked: Linked<Services>, call: SeenCall<Services>, result: unknown): unknown {
  const { routine, context } = linked;
  const { host } = context;
  for (const observer of observersOf(linked)) observer.after?.(call, result);
  host.traceReturn(routine.contract, result);
  return result;
}

/**
 * The generator form of a routine that may wait, for `nt.wait`. It always takes the long way; the thread that
 * runs it may change at each yield, and with it the call stack (scheduler.ts).
 */
export function linkWaiting<Services, F extends AnyFunction>(
  routine: BlockingRoutine<Services, F>,
  context: DoorContext<Services>,
): WaitingForm<F> {
  const { host, process } = context;
  const run = routine.waiting(context.services) as (...args: unknown[]) => Waiting<unknown>;
  const linked = linkedOf(routine, context, run as unknown as AnyFunction);
  function* call(...args: unknown[]): Waiting<unknown> {
    host.assertRunning();
    if (process !== null && process.exit !== null) throw process.exit;
    host.callStack.push(linked.frame);
    try {
      const seen = new SeenCall(linked, args);
      const failure = beforeCall(linked, seen);
      const result = failure === undefined ? yield* run(...args) : failure(context.services, args);
      return afterCall(linked, seen, result);
    } finally {
      host.callStack.pop();
    }
  }
  Object.defineProperty(call, 'name', { value: routine.contract.name });
  return call as unknown as WaitingForm<F>;
}

function checkRules<Services>(linked: Linked<Services>, args: readonly unknown[]): void {
  const { routine, context, limit } = linked;
  const { host, process } = context;
  const { contract } = routine;
  const irql = host.irql();
  let levelBroken = false;
  for (const { level, condition } of linked.leveled)
    if (!levelBroken && irql > level) levelBroken = isBroken(linked, condition, args, irql);
  if (irql > limit && !levelBroken) {
    const rule = process === null ? limitRule(contract.name) : 'user-mode-at-raised-irql';
    const values = process === null ? [irql, limit] : [host.addressOf(contract, 'user'), irql];
    host.violation({ rule, routine: contract.name, values }, contract);
    context.raised?.(contract, args);
  }
  for (const condition of linked.always) isBroken(linked, condition, args, irql);
}

/** Whether a call breaks a condition, which is then reported. */
function isBroken<Services>(
  { routine: { contract }, context: { host, services } }: Linked<Services>,
  { holds, violation, values }: Condition<Services>,
  args: readonly unknown[],
  irql: number,
): boolean {
  if (holds(services, args)) return false;
  const more = values?.(services, args) ?? [];
  const rule = typeof violation === 'string' ? violation : violation(services, args);
  host.violation({ rule, routine: contract.name, values: [irql, ...more] }, contract);
  return true;
}

function injectedFailure<Services>(
  routine: Routine<Services, AnyFunction>,
  host: DoorHost,
  call: DoorCall,
): string | undefined {
  for (const observer of host.observers) {
    const name = observer.fail?.(call);
    if (name === undefined) continue;
    if (routine.failures[name] === undefined) {
      const known = Object.keys(routine.failures).join(', ') || 'none';
      throw new TypeError(
        `${routine.contract.name} has no documented failure named ${name}; it has: ${known}`,
      );
    }
    return name;
  }
  return undefined;
}
