/** What the routines of the Windows API about process, machine and time need of a machine. */
import type { Waiting } from './contract/blocking.ts';
import type { ModuleExports } from './contract/exports.ts';
import { DPFLTR_DEFAULT_ID, DPFLTR_INFO_LEVEL } from './contract/kernel-constants.generated.ts';
import type { Machine } from './kernel/machine.ts';
import type { Process } from './kernel/records.ts';
import { isGenerator } from './kernel/threads/thread-body.ts';
import { programModules } from './module-addresses.ts';
import { alertableThreads } from './program-apcs.ts';
import { programObjects } from './program-objects.ts';
import { programThreads } from './program-threads.ts';
import type { BreakpointServices } from './seh/dbg-break-point.ts';
import { STATUS_ALERTED } from './status/common.ts';
import { ConditionVariables } from './win32/condition-variables.ts';
import { relativeTime } from './win32/milliseconds.ts';
import { ProcessSettings } from './win32/process-settings.ts';
import type { SystemServices } from './win32/system-services.ts';
import { TlsSlots } from './win32/tls-slots.ts';

/** Shortest sleep: 100 ns. */
const SHORTEST = -1n;

/** The services of a process, besides its breakpoints. */
export function systemFacts(
  machine: Machine,
  process: Process,
  exportsOf: ModuleExports['exportsOf'],
): Omit<SystemServices, keyof BreakpointServices> {
  const { clock, dispatcher, scheduler } = machine.subsystems;
  const settings = new ProcessSettings(`settings of ${process.name} ${process.id}`);
  machine.parts.register(settings);
  const slots = new TlsSlots(`thread slots of ${process.name} ${process.id}`);
  machine.parts.register(slots);
  const apcs = alertableThreads(machine, process);
  return {
    processId: process.id,
    nativeArchitecture: machine.architecture,
    processorCount: machine.processors.length,
    modules: programModules(machine, process, exportsOf),
    settings,
    slots,
    threads: programThreads(machine, process, apcs),
    objects: programObjects(machine, process, apcs),
    apcs,
    lockOwners: new Map(),
    conditions: new ConditionVariables(),
    addressWaits: new ConditionVariables(),
    *call(address, args) {
      const result = machine.callSteps(address, args);
      return isGenerator(result) ? yield* result as Waiting<unknown> : result;
    },
    block: (request) => scheduler.block(request),
    othersAreReady: () => scheduler.othersAreReady,
    released: () => scheduler.preempt(),
    threadId: () => machine.thread.id,
    milliseconds: () => clock.now / 10_000n,
    interruptTime: () => clock.now,
    systemTime: () => clock.systemTime,
    exit: (code) => machine.terminateProcess(code, []),
    drive: (work) => dispatcher.drive(work),
    debugPrint(text) {
      if (machine.events.active)
        machine.events.emit({
          kind: 'debug-print',
          component: DPFLTR_DEFAULT_ID,
          level: DPFLTR_INFO_LEVEL,
          text,
        });
    },
    *sleep(routine, milliseconds, alertable) {
      const timeout = milliseconds === 0 ? SHORTEST : relativeTime(milliseconds);
      const end = timeout === null ? null : clock.dueOf(timeout);
      for (;;) {
        const rest = end === null ? null : clock.now - end;
        const delay = () => dispatcher.delay(routine, rest, { alertable, userMode: true });
        const status = yield* alertable ? apcs.during(delay) : delay();
        if (status !== STATUS_ALERTED) return status;
      }
    },
  };
}
