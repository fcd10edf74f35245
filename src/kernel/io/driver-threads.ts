/**
 * Threads that are inside of a driver's code when that is gone. On Windows such a thread takes the machine down as
 * soon as it goes on; here it is reported when the driver goes (*ours*, decision 0081).
 */
import type { Thread } from '../records.ts';
import type { DriverRecord, Io } from './io.ts';

/** Access of 0xCE: the next instruction is fetched. */
const READ = 0;

/** Where a thread stands in a module: address of its instruction, or of its first one before it has run. */
function placeIn(
  { code, startAddress }: Thread,
  module: string,
  moduleAt: (address: number) => unknown,
): number {
  const inside = [...code].reverse().find((entry) => entry.module === module);
  if (inside !== undefined) return inside.address();
  return code.length === 0 && moduleAt(startAddress) === module ? startAddress : 0;
}

/** Reports the system threads that a driver has left. */
export function checkThreads(io: Io, record: DriverRecord, routine: string): void {
  const { host, parts } = io;
  const { scheduler } = parts.threads;
  for (const thread of host.processes.flatMap((process) => process.threads)) {
    if (!scheduler.isStarted(thread)) continue;
    const at = placeIn(thread, record.module, (address) => host.symbols.moduleAt(address));
    if (at === 0) continue;
    host.violation({
      rule: 'driver-leaves-thread',
      routine: `${routine} of ${record.name}`,
      values: [at, READ, at],
      details: [
        `thread ${thread.id} is at ${host.symbols.describe(at) ?? 'its first instruction'}`,
        ...(thread.wait === null ? [] : [`it waits in ${thread.wait.routine} for ${thread.wait.what}`]),
      ],
    });
  }
}
