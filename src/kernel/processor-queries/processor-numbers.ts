/** Which processors there are: one group, all of them active. */
import { type PointerTo, pointerBytes } from '../../contract/c-types.ts';
import type { KAFFINITY } from '../../contract/kernel-types.ts';
import { structure } from '../../contract/structure.ts';
import { isOut } from '../../machine/out.ts';
import { unsigned32 } from '../../status/unsigned32.ts';
import type { KernelHost } from '../kernel-host.ts';

/** What the queries need from the machine. */
export type ProcessorsHost = Pick<KernelHost, 'architecture' | 'processors' | 'processor' | 'kernelMemory'>;

/** A group that stands for all groups. */
const ALL_PROCESSOR_GROUPS = 0xffff;
/** Result for a processor that does not exist. */
const INVALID_PROCESSOR_INDEX = 0xffff_ffff;

/** Numbers of the processors of one machine. */
export class ProcessorQueries {
  readonly host: ProcessorsHost;
  readonly #at;

  constructor(host: ProcessorsHost) {
    this.host = host;
    this.#at = structure(host.architecture, 'PROCESSOR_NUMBER').at;
  }

  /** How many there are. */
  count(): number {
    return this.host.processors.length;
  }

  /** A bit for each. */
  mask(): KAFFINITY {
    const bits = pointerBytes(this.host.architecture) * 8;
    return Number(BigInt.asIntN(bits, (1n << BigInt(this.count())) - 1n));
  }

  /** True for group 0, and for what stands for all groups, which may be given as a signed number. */
  isGroup(number: number): boolean {
    const group = unsigned32(number, 'a group number') & 0xffff;
    return group === 0 || group === ALL_PROCESSOR_GROUPS;
  }

  /** Stores the mask; NULL is left alone. */
  store(target: PointerTo<KAFFINITY>): void {
    if (isOut(target)) target.value = this.mask();
    else if (target !== 0) this.host.kernelMemory.writePointer(target, this.mask());
  }

  /** Fills a PROCESSOR_NUMBER in. */
  write(address: number, number: number): void {
    const { kernelMemory: memory } = this.host;
    memory.writeUint16(address + this.#at.Group, 0);
    memory.writeUint8(address + this.#at.Number, number);
    memory.writeUint8(address + this.#at.Reserved, 0);
  }

  /** Index of the processor that a PROCESSOR_NUMBER names. */
  read(address: number): number {
    const { kernelMemory: memory } = this.host;
    const group = memory.readUint16(address + this.#at.Group);
    const number = memory.readUint8(address + this.#at.Number);
    return group === 0 && number < this.count() ? number : INVALID_PROCESSOR_INDEX;
  }
}
