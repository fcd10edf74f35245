/** `toBeAtIrql(level)`: the level of the current processor. */
import { type LevelName, levelName, levelNumber } from '../index.ts';
import { type Matching, machineIn, type Verdict, wrongSubject } from './subject.ts';

/**
 * The current processor is at the level.
 * @param received a machine, or what stands on one: a driver, a loaded program
 * @param level by name or number
 */
export function toBeAtIrql(this: Matching, received: unknown, level: LevelName | number): Verdict {
  const nt = machineIn(received);
  if (nt === null) throw wrongSubject('toBeAtIrql', received, 'a machine (`nt`) or a driver');
  const { architecture } = nt.memory;
  const wanted = typeof level === 'number' ? level : levelNumber(architecture, level);
  if (!Number.isInteger(wanted))
    throw new TypeError(
      `toBeAtIrql: ${String(level)} is no level; give a number or a name: 'DISPATCH_LEVEL'`,
    );
  const { irql } = nt;
  const show = (number: number): string => `${levelName(architecture, number)} (${number})`;
  const pass = irql === wanted;
  return {
    pass,
    message: () =>
      pass
        ? `expected the processor not to be at ${show(wanted)}`
        : `expected the processor to be at ${show(wanted)}, but it is at ${show(irql)}`,
  };
}
