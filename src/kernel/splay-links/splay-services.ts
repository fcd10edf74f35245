/** What the routines on splay links need, and the links as the code of a routine sees them. */
import type { KernelHost } from '../kernel-host.ts';
import { SplayLinks } from './splay-links.ts';
import { TreeLinks } from './tree-links.ts';

/** What the routines need of the machine. */
export type SplayServices = Pick<KernelHost, 'architecture' | 'kernelMemory' | 'driverMemory' | 'stepLimit'>;

/** Links for a routine that is part of its caller. */
export const callerLinks = (services: SplayServices): TreeLinks =>
  new TreeLinks({
    architecture: services.architecture,
    memory: services.driverMemory,
    stepLimit: (what, message) => services.stepLimit(what, message),
  });

/** Links for a routine of the kernel. */
export const kernelLinks = (services: SplayServices): SplayLinks =>
  new SplayLinks({
    architecture: services.architecture,
    memory: services.kernelMemory,
    stepLimit: (what, message) => services.stepLimit(what, message),
  });
