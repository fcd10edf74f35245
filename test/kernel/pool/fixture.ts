/** Machines with pool, and what the tests read of headers in memory. Offsets are those of the documented header, written down again. */
import { type Architecture, type BootOptions, boot, MiB, type Nt, type Outcome } from 'irqlab';

export const architectures = ['x64', 'x86'] as const;

/** 'Fred' as C has it. */
export const FRED = 0x46726564;
/** 'derF': its characters the other way round. */
export const DERF = 0x64657246;

/** A machine small enough to be made a hundred times. */
export const machine = (arch: Architecture, options: BootOptions = {}): Nt =>
  boot({ arch, userBytes: 16 * MiB, kernelBytes: 16 * MiB, physicalMemory: 16 * MiB, ...options });

/** Bytes of a header, and the alignment of blocks. */
export const headerBytes = (arch: Architecture): number => (arch === 'x64' ? 16 : 8);

/** Fields of the header in front of a block, as memory has them. */
export function headerOf(nt: Nt, arch: Architecture, block: number) {
  const at = block - headerBytes(arch);
  const word = nt.debug.memory.readUint32(at) ?? Number.NaN;
  const bits = arch === 'x64' ? 8 : 9;
  const low = (1 << bits) - 1;
  return {
    at,
    previousSize: word & low,
    poolIndex: (word & 0xffff) >>> bits,
    blockSize: (word >>> 16) & low,
    poolType: word >>> (16 + bits),
    tag: nt.debug.memory.readUint32(at + 4),
  };
}

/** First word of a header with these fields. */
export const headerWord = (
  arch: Architecture,
  fields: { previousSize: number; poolIndex: number; blockSize: number; poolType: number },
): number => {
  const bits = arch === 'x64' ? 8 : 9;
  const { previousSize, poolIndex, blockSize, poolType } = fields;
  return (previousSize | (poolIndex << bits) | (blockSize << 16) | (poolType << (16 + bits))) >>> 0;
};

/** Code and parameters of a bug check as one list; fails the test for another outcome. */
export function stopOf(outcome: Outcome<unknown>): number[] {
  if (outcome.kind !== 'bugcheck') throw new Error(`no bug check: the block ended as '${outcome.kind}'`);
  return [outcome.code, ...outcome.parameters];
}

/** Status of the exception that left a block; fails the test for another outcome. */
export function raisedBy(outcome: Outcome<unknown>): number {
  if (outcome.kind !== 'raised') throw new Error(`no exception: the block ended as '${outcome.kind}'`);
  return outcome.record.ExceptionCode;
}
