/** What the environment of a program (environment.ts) is made of: the parts of the loaded program and of its machine. */
import type { Machine } from '../../kernel/machine.ts';
import type { Trap } from '../../kernel/processor-trap.ts';
import type { Memory } from '../../memory/memory.ts';
import type { Region } from '../../memory/region.ts';
import type { EmittedProgram } from '../emit/program-text.ts';
import { type FloatEnvironment, floatEnvironment } from '../runtime/float-control.ts';
import type { RuntimeHost } from '../runtime/runtime-host.ts';
import type { CodeMap } from './code-map.ts';
import type { Entries } from './entries.ts';
import type { EnvironmentHost } from './environment.ts';
import type { FunctionsByAddress } from './functions-by-address.ts';
import type { ProgramExceptions } from './program-exceptions.ts';
import type { TimeSlices } from './time-slices.ts';

/** The parts. */
export interface ProgramParts {
  readonly emitted: EmittedProgram;
  readonly machine: Machine;
  readonly memory: Memory;
  readonly region: Region;
  readonly code: CodeMap;
  readonly entries: Entries;
  readonly exceptions: ProgramExceptions;
  readonly functions: FunctionsByAddress;
  readonly slices: TimeSlices;
  readonly runtime: RuntimeHost;
  readonly trap: Trap;
  /** The stack is used up. */
  stackOverflow(sp: number): void;
}

/** Joins them. */
export function environmentHost(parts: ProgramParts): EnvironmentHost {
  const { emitted, machine, memory, region, code, entries, exceptions, functions, slices, trap } = parts;
  const { scheduler } = machine.subsystems;
  const begins: EnvironmentHost['begins'] = (site, sp) => entries.begins(site, sp);
  const ends = (): void => {
    entries.site = -1;
  };
  const at = (site: number, sp: number, run: () => void): void => {
    begins(site, sp);
    run();
    ends();
  };
  return {
    memory,
    region,
    seh: machine.seh,
    begins,
    ends,
    pointer: (exact) => machine.pointers.intern(exact),
    exact: (pointer) => machine.pointers.exact(pointer),
    exceptions: exceptions.members(),
    functionAt: (pointer, signature, site, sp) => functions.functionAt(pointer, signature, site, sp),
    stepsAt: (pointer, signature, site, sp) => functions.stepsAt(pointer, signature, site, sp),
    moreSteps: (site, sp) => {
      const steps = slices.next(site);
      at(site, sp, () => scheduler.endSliceHere());
      return steps;
    },
    *nextSlice(site, sp) {
      const steps = slices.next(site);
      begins(site, sp);
      if (scheduler.endSlice()) yield undefined;
      ends();
      return steps;
    },
    stackOverflow: (sp, site) => {
      const frame = emitted.functions[code.functionOf(site)]?.frameBytes ?? 0;
      if (!entries.grow(sp - frame)) at(site, sp, () => parts.stackOverflow(sp));
    },
    enterSection: (address) => machine.subsystems.driverSections.enterAt(address),
    float: floatHost(parts, at),
    divideByZero: (site, sp) => at(site, sp, () => trap('divide-by-zero')),
    integerOverflow: (site, sp) => at(site, sp, () => trap('integer-overflow')),
  };
}

function floatHost(
  { emitted, machine, runtime }: ProgramParts,
  at: (site: number, sp: number, run: () => void) => void,
): EnvironmentHost['float'] {
  // The words lie in static memory of the C library, which is taken when they are first asked for.
  let words: FloatEnvironment | null = null;
  const kept = (): FloatEnvironment => {
    words ??= floatEnvironment(runtime);
    return words;
  };
  return {
    architecture: emitted.architecture,
    control: () => kept().control(),
    happened: (bits) => kept().happened(bits),
    raise: (code, information, site, sp) => at(site, sp, () => machine.raise({ code, information })),
    tooManyFaults: () => machine.tooManyFaults('a floating-point operation'),
  };
}
