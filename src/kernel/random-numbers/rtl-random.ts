import type { PointerTo, ULONG } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import { isOut } from '../../machine/out.ts';
import type { KernelHost } from '../kernel-host.ts';

/** What random numbers need of the machine. */
export type RandomHost = Pick<KernelHost, 'kernelMemory'>;

const MULTIPLIER = 1664525;
const INCREMENT = 1013904223;
/** MAXLONG: every number is below it. */
const MOST = 0x7fff_ffff;

/**
 * The number after a seed, which becomes the new seed. *Ours*: a generator that the seed alone feeds, so that a run
 * can be repeated; Windows has a table beside it, and its numbers differ.
 */
function next({ kernelMemory }: RandomHost, seed: PointerTo<ULONG>): number {
  const old = isOut(seed) ? seed.value : kernelMemory.readUint32(seed);
  const mixed = (Math.imul(old, MULTIPLIER) + INCREMENT) >>> 0;
  // The low bits of such a generator repeat soon: they are mixed with the high ones.
  const number = ((mixed ^ (mixed >>> 15)) >>> 0) % MOST;
  if (isOut(seed)) seed.value = mixed;
  else kernelMemory.writeUint32(seed, mixed);
  return number;
}

/** Type of `RtlRandom`. */
export interface RtlRandom {
  /**
   * Gives a random number, and the seed of the next one. IRQL < DISPATCH_LEVEL.
   * @param Seed address of the seed, or a cell with it; it is replaced
   * @returns number from 0 to MAXLONG - 1
   */
  (Seed: PointerTo<ULONG>): ULONG;
}

/** Declaration of `RtlRandom`. */
export const RtlRandom = routine<RtlRandom>()(
  {
    name: 'RtlRandom',
    header: 'ntifs.h',
    includeHeader: 'Ntifs.h, Fltkernel.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'ntifs/nf-ntifs-rtlrandom',
    summary: 'Gives a random number.',
    modes: ['kernel'],
    maxIrql: { level: 'APC_LEVEL', text: '< DISPATCH_LEVEL', source: 'page' },
    parameters: [{ name: 'Seed', type: 'PULONG', direction: 'inout' }],
    returns: 'ULONG',
    seeAlso: ['RtlRandomEx'],
    since: '0.1.0',
  },
  (host: RandomHost) => (Seed) => next(host, Seed),
);

/** Type of `RtlRandomEx`. */
export interface RtlRandomEx {
  /**
   * Gives a random number, and the seed of the next one. IRQL < DISPATCH_LEVEL.
   * @param Seed address of the seed, or a cell with it; it is replaced
   * @returns number from 0 to MAXLONG - 1
   */
  (Seed: PointerTo<ULONG>): ULONG;
}

/** Declaration of `RtlRandomEx`. */
export const RtlRandomEx = routine<RtlRandomEx>()(
  {
    name: 'RtlRandomEx',
    header: 'ntifs.h',
    includeHeader: 'Ntifs.h, Fltkernel.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows XP',
    page: 'ntifs/nf-ntifs-rtlrandomex',
    summary: 'Gives a random number.',
    modes: ['kernel'],
    maxIrql: { level: 'APC_LEVEL', text: '< DISPATCH_LEVEL', source: 'page' },
    parameters: [{ name: 'Seed', type: 'PULONG', direction: 'inout' }],
    returns: 'ULONG',
    seeAlso: ['RtlRandom'],
    since: '0.1.0',
  },
  (host: RandomHost) => (Seed) => next(host, Seed),
);
