/** Modules for the code of C programs: each loaded program has one, at addresses of its own. */
import { moduleOfProgram } from '../../kernel/code-modules.ts';
import { newDriverModule } from '../../kernel/io/drivers.ts';
import type { Machine } from '../../kernel/machine.ts';
import type { Process } from '../../kernel/records.ts';

/** Bytes of address space that a module has. *Ours*. */
const MODULE_BYTES = 0x100_0000;

/** Modules that programs were given, by machine. */
const counts = new WeakMap<Machine, number>();

/**
 * Makes a module for a program.
 * @param shown its name in symbols: `echo` of `echo!DriverEntry`
 * @param process whose program it is; null for a driver
 * @returns its name in the symbol table
 */
export function newModule(machine: Machine, shown: string, process: Process | null): string {
  const { symbols } = machine;
  const count = (counts.get(machine) ?? 0) + 1;
  counts.set(machine, count);
  if (process === null) return newDriverModule(machine.subsystems.io, shown);
  const first = symbols.baseOf(moduleOfProgram(symbols, 'program', process.architecture)) ?? 0;
  const name = `${shown} (${count})`;
  symbols.addModule(name, first + count * MODULE_BYTES, shown);
  return name;
}
