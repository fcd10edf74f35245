/** The extended parameters of ExAllocatePool3 and ExFreePool2: an array of POOL_EXTENDED_PARAMETER in memory. */
import {
  HighPoolPriority,
  PoolExtendedParameterNumaNode,
  PoolExtendedParameterPriority,
  PoolExtendedParameterSecurePool,
} from '../../contract/kernel-constants.generated.ts';
import { structure } from '../../contract/structure.ts';
import type { PoolCaller } from './allocation-stacks.ts';
import type { Pool } from './pool.ts';
import { isPriority } from './pool-priority.ts';

/** Bit of the second byte of a parameter: it may be passed over when it is not understood. */
const OPTIONAL = 1;

/** What an array asks for. */
export interface ExtendedWish {
  readonly priority: number;
  /** False when a parameter that must be understood is not. */
  readonly valid: boolean;
}

/**
 * Reads the parameters as the kernel does for its caller. The type is the lowest byte, Optional the lowest bit of
 * the next. A preferred node changes nothing: the machine has one. *Ours*: a parameter that is not valid makes the
 * call fail unless it is optional.
 */
export function readExtended(pool: Pool, caller: PoolCaller, address: number, count: number): ExtendedWish {
  const { architecture, kernelMemory } = pool.host;
  const { bytes, at } = structure(architecture, 'POOL_EXTENDED_PARAMETER');
  let priority: number = HighPoolPriority;
  let valid = true;
  for (let index = 0; index < count; index++) {
    const parameter = address + index * bytes;
    const type = kernelMemory.readUint8(parameter);
    const optional = (kernelMemory.readUint8(parameter + 1) & OPTIONAL) !== 0;
    if (type === PoolExtendedParameterSecurePool) pool.host.notModelled(`${caller.routine} of secure pool`);
    const value = kernelMemory.readUint32(parameter + at.Priority);
    if (type === PoolExtendedParameterPriority && isPriority(value)) priority = value;
    else if (type !== PoolExtendedParameterNumaNode) valid &&= optional;
  }
  return { priority, valid };
}
