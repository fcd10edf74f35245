/**
 * The door: every call of a simulated routine comes through here, from
 * TypeScript, from C, from the debugger.
 *
 *     halted? -> process alive and current? -> level allowed? -> conditions?
 *       -> inject a fault? -> trace -> run -> trace
 *
 * It is linked once per routine. The short way is one compare of the gate
 * (gate.ts); everything else happens in `callSlowly`.
 */
import type { Contract, Routine } from '../contract/contract.ts';
import { levelNumber } from '../contract/irql.ts';
import { ATTENTION, type Gate } from './gate.ts';
import type { Process } from './records.ts';
import { limitRule } from './violations.ts';

/** What fault injection and recorders may do at the door (ENGINEERING-DECISIONS 5). */
export interface DoorObserver {
  /** Sees a call before it runs. */
  before?(contract: Contract, args: readonly unknown[]): void;
  /** Name of a documented failure to inject instead of running the routine, or undefined. */
  fail?(contract: Contract, args: readonly unknown[]): string | undefined;
  /** Sees the result. */
  after?(contract: Contract, args: readonly unknown[], result: unknown): void;
}

/** What the door needs from the machine. */
export interface DoorHost {
  readonly architecture: 'x64' | 'x86';
  readonly gate: Gate;
  readonly observers: readonly DoorObserver[];
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
  /** Called for a kernel-mode call above its limit that nobody reports (verifier off): touches what it would touch. */
  raised?(contract: Contract, args: readonly unknown[]): void;
}

/** Module that a routine is shown in: for a program the DLL that the contract names, ntdll where it names none. */
export function moduleOf(contract: Contract, mode: 'kernel' | 'user'): string {
  if (mode === 'kernel') return 'nt';
  return /(\w+)\.dll/i.exec(contract.dll ?? '')?.[1]?.toLowerCase() ?? 'ntdll';
}

type AnyFunction = (...args: never[]) => unknown;

/** A routine as a callable member. Its identity never changes; observers and listeners only move the gate. */
export function link<Services, F extends AnyFunction>(
  routine: Routine<Services, F>,
  context: DoorContext<Services>,
): F {
  const run = routine.bind(context.services);
  const limit =
    context.process === null ? levelNumber(context.host.architecture, routine.contract.maxIrql.level) : 0;
  const linked = { routine, context, limit, run };
  const slow = (args: unknown[]): unknown => callSlowly(linked, args);
  const door = linkByCount(
    context.gate,
    routine.conditions.length > 0 ? -1 : limit,
    run as unknown as AnyCall,
    slow,
    routine.contract.parameters.length,
  );
  Object.defineProperty(door, 'name', { value: routine.contract.name });
  return door as unknown as F;
}

type AnyCall = (...args: unknown[]) => unknown;

const letters = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l'] as const;

/** The text of a closure that compares the gate and runs the routine. Depends on nothing but the number of arguments. */
function doorText(count: number): string {
  const args = letters.slice(0, count).join(', ');
  return `return (${args}) => gate.level > limit ? slow([${args}]) : run(${args});`;
}

type DoorMaker = (gate: Gate, limit: number, run: AnyCall, slow: (args: unknown[]) => unknown) => AnyCall;

/**
 * A closure for one routine. Each is made from its own text, because V8 keeps
 * type feedback per text: closures made by one function share it, and then no
 * routine is inlined into its door. Where a page's
 * content security policy forbids that, the shared closure does the same.
 */
function linkByCount(
  gate: Gate,
  limit: number,
  run: AnyCall,
  slow: (args: unknown[]) => unknown,
  count: number,
): AnyCall {
  let make: DoorMaker;
  try {
    make = new Function('gate', 'limit', 'run', 'slow', doorText(count)) as DoorMaker;
  } catch {
    return (...args) => (gate.level > limit ? slow(args) : run(...args));
  }
  return make(gate, limit, run, slow);
}

/** A routine with everything that its call depends on. */
interface Linked<Services> {
  readonly routine: Routine<Services, AnyFunction>;
  readonly context: DoorContext<Services>;
  /** Highest level at which the call is allowed. */
  readonly limit: number;
  readonly run: AnyFunction;
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
  const { routine, context, run } = linked;
  const { host } = context;
  const { contract } = routine;
  const mode = context.process === null ? 'kernel' : 'user';
  host.callStack.push(`${moduleOf(contract, mode)}!${contract.name}`);
  try {
    checkRules(linked, args);
    host.traceCall(contract, args);
    for (const observer of host.observers) observer.before?.(contract, args);
    const injected = injectedFailure(routine, host, args);
    const failure = injected === undefined ? undefined : routine.failures[injected];
    const result =
      failure === undefined
        ? (run as unknown as AnyCall)(...args)
        : (failure as (services: Services, args: unknown[]) => unknown)(context.services, args);
    for (const observer of host.observers) observer.after?.(contract, args, result);
    host.traceReturn(contract, result);
    return result;
  } finally {
    host.callStack.pop();
  }
}

function checkRules<Services>(linked: Linked<Services>, args: readonly unknown[]): void {
  const { routine, context, limit } = linked;
  const { host, process } = context;
  const { contract } = routine;
  const irql = host.irql();
  if (irql > limit) {
    const rule = process === null ? limitRule(contract.name) : 'user-mode-at-raised-irql';
    const values = process === null ? [irql, limit] : [host.addressOf(contract, 'user'), irql];
    host.violation({ rule, routine: contract.name, values }, contract);
    context.raised?.(contract, args);
  }
  for (const condition of routine.conditions) {
    if (!condition.holds(context.services, args)) {
      host.violation({ rule: condition.violation, routine: contract.name, values: [irql] }, contract);
    }
  }
}

function injectedFailure<Services>(
  routine: Routine<Services, AnyFunction>,
  host: DoorHost,
  args: readonly unknown[],
): string | undefined {
  for (const observer of host.observers) {
    const name = observer.fail?.(routine.contract, args);
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
