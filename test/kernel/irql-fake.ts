/** One processor and one thread as a plain object: what the IRQL routines need, without the rest of a machine. */
import type { Architecture, KIRQL, PointerTo } from '../../src/contract/c-types.ts';
import type { Members } from '../../src/contract/contract.ts';
import type { IrqlServices } from '../../src/kernel/irql-services.ts';
import { KeGetCurrentIrql } from '../../src/kernel/ke-get-current-irql.ts';
import { KeLowerIrql } from '../../src/kernel/ke-lower-irql.ts';
import { KeRaiseIrql } from '../../src/kernel/ke-raise-irql.ts';
import { KeRaiseIrqlToDpcLevel } from '../../src/kernel/ke-raise-irql-to-dpc-level.ts';
import { KeRaiseIrqlToSynchLevel } from '../../src/kernel/ke-raise-irql-to-synch-level.ts';
import { KfLowerIrql } from '../../src/kernel/kf-lower-irql.ts';
import { KfRaiseIrql } from '../../src/kernel/kf-raise-irql.ts';
import { resolveViolation } from '../../src/kernel/violations.ts';
import { isOut } from '../../src/machine/out.ts';
import type { Profile, Violation } from '../../src/machine/ports.ts';

/** Thrown in place of a bug check. */
export interface FakeStop {
  readonly code: number;
  readonly parameters: readonly number[];
  readonly rule: string;
}

const routines = {
  KeGetCurrentIrql,
  KeRaiseIrql,
  KfRaiseIrql,
  KeLowerIrql,
  KfLowerIrql,
  KeRaiseIrqlToDpcLevel,
  KeRaiseIrqlToSynchLevel,
};

/** How the fake is made; the defaults are those of `boot()`. */
export interface FakeOptions {
  readonly architecture?: Architecture;
  readonly profile?: Profile;
  readonly verifier?: 'on' | 'off';
  readonly onViolation?: 'stop' | 'report';
  /** Level and saved levels to begin with. */
  readonly irql?: number;
  readonly saved?: readonly number[];
}

/** The processor, and the routines bound to it. */
export interface Fake {
  readonly nt: Members<typeof routines>;
  readonly level: () => number;
  readonly saved: number[];
  readonly findings: Violation[];
  /** Stores through an address, with the level at the time. */
  readonly stores: { target: number; value: number; irql: number }[];
}

/** Makes a processor at PASSIVE_LEVEL (or the level given) with nothing saved. */
export function fakeProcessor(options: FakeOptions = {}): Fake {
  const { architecture = 'x64', profile = 'documented', verifier = 'on', onViolation = 'stop' } = options;
  let level = options.irql ?? 0;
  const saved = [...(options.saved ?? [])];
  const findings: Violation[] = [];
  const stores: { target: number; value: number; irql: number }[] = [];
  const services: IrqlServices = {
    architecture,
    profile,
    verifier,
    irql: () => level,
    setIrql: (next) => {
      level = next;
    },
    spinLocksHeld: () => 0,
    inDpc: () => false,
    savedLevels: () => saved,
    violation: (violation) => {
      findings.push(violation);
      const stop = resolveViolation(violation, { architecture, verifier });
      if (onViolation === 'stop' && stop !== null) throw stop;
    },
    storeIrql: (target: PointerTo<KIRQL>, value) => {
      if (isOut<KIRQL>(target)) target.value = value;
      else stores.push({ target, value, irql: level });
    },
  };
  const nt = {
    KeGetCurrentIrql: KeGetCurrentIrql.bind(services),
    KeRaiseIrql: KeRaiseIrql.bind(services),
    KfRaiseIrql: KfRaiseIrql.bind(services),
    KeLowerIrql: KeLowerIrql.bind(services),
    KfLowerIrql: KfLowerIrql.bind(services),
    KeRaiseIrqlToDpcLevel: KeRaiseIrqlToDpcLevel.bind(services),
    KeRaiseIrqlToSynchLevel: KeRaiseIrqlToSynchLevel.bind(services),
  };
  return { nt, level: () => level, saved, findings, stores };
}

/** Runs a block and gives the stop it ended in; undefined when it did not. */
export function stopOf(block: () => unknown): FakeStop | undefined {
  try {
    block();
    return undefined;
  } catch (thrown) {
    if (thrown instanceof Error) throw thrown;
    return thrown as FakeStop;
  }
}
