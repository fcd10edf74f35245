/** MDLs of IRPs. */
import { structure } from '../../contract/structure.ts';
import { STATUS_INSUFFICIENT_RESOURCES } from '../../status/common.ts';
import type { Mdls } from './mdls.ts';

/** What IoAllocateMdl is asked for. */
export interface MdlRequest {
  readonly address: number;
  readonly length: number;
  /** IRP that gets the MDL, or 0. */
  readonly irp: number;
  /** Whether it goes to the end of the IRP's list. */
  readonly secondary: boolean;
}

/** Most MDLs of an IRP that are walked. */
const MOST_MDLS = 0x1_0000;

/** IoAllocateMdl: the address, or 0. */
export function allocateMdl(mdls: Mdls, { address, length, irp, secondary }: MdlRequest): number {
  const { host } = mdls;
  const { kernelMemory: memory } = host;
  const mdl = mdls.make(address, length, 'IoAllocateMdl');
  if (mdl === 0) host.setLastStatus(STATUS_INSUFFICIENT_RESOURCES, 'IoAllocateMdl');
  if (mdl === 0 || irp === 0) return mdl;
  let place = irp + structure(mdls.architecture, 'IRP').at.MdlAddress;
  for (let steps = 0; secondary && steps < MOST_MDLS; steps++) {
    const next = memory.readPointer(place);
    if (next === 0) break;
    place = next + mdls.at.Next;
  }
  memory.writePointer(place, mdl);
  return mdl;
}
