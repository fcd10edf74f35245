/**
 * The subsystems of the kernel: state that a family of routines shares. One
 * line each, in the order in which their state is saved and loaded; one that
 * uses another gets it as an argument. CONTRIBUTING has the whole way.
 */
import type { Part } from '../machine/snapshot.ts';
import { DriverData } from './driver-data.ts';
import { GlobalFlagsSetting } from './global-flags-setting.ts';
import { KernelContexts } from './kernel-contexts.ts';
import type { KernelHost } from './kernel-host.ts';

/** Makes the subsystems of a machine, when everything else of it is made. */
export const makeSubsystems = (host: KernelHost) =>
  ({
    /** Kernel-mode code in another context than the one a machine boots with. */
    contexts: new KernelContexts(host),
    /** Variables of the driver with static storage. */
    driverData: new DriverData(host.architecture, host.memory.kernelRegion),
    /** Global flags for processes and for heaps of kernel-mode code. */
    globalFlags: new GlobalFlagsSetting(host),
  }) satisfies Record<string, Part>;

/** The subsystems of a machine, by name. */
export type Subsystems = ReturnType<typeof makeSubsystems>;
