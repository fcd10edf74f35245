/**
 * An ERESOURCE as bytes. Its layout is opaque to drivers; what irqlab writes
 * there is what a debugger shows (*ours*), and is read back only to see that
 * nobody overwrote it:
 *
 *     ActiveCount 1 while somebody holds it    ActiveEntries number of owners
 *     Flag 0x80 held exclusively               OwnerEntry the exclusive owner, and how often
 *     NumberOfSharedWaiters, NumberOfExclusiveWaiters, ContentionCount
 */
import { structure } from '../../contract/structure.ts';
import type { KernelHost } from '../kernel-host.ts';

/** What the bytes show. */
export interface ResourceImage {
  readonly exclusive: boolean;
  /** Number of owners. */
  readonly owners: number;
  /** The exclusive owner and how often it acquired; 0 while there is none. */
  readonly owner: number;
  readonly count: number;
  readonly sharedWaiters: number;
  readonly exclusiveWaiters: number;
}

/** Bit of Flag: the resource is held exclusively. */
const OWNED_EXCLUSIVE = 0x80;

/** TableSize and OwnerCount share a ULONG whose three lowest bits are flags. */
const OWNER_COUNT_SHIFT = 3;

/** Reads and writes resources as the kernel does for its caller. */
export class ResourceBytes {
  readonly #memory: KernelHost['kernelMemory'];
  readonly #bytes;
  readonly #align;
  readonly #at;

  constructor({ kernelMemory, architecture }: Pick<KernelHost, 'kernelMemory' | 'architecture'>) {
    const { bytes, align, at } = structure(architecture, 'ERESOURCE');
    this.#memory = kernelMemory;
    this.#bytes = bytes;
    this.#align = align;
    this.#at = at;
  }

  /** A fresh resource. It is in no list but its own: who finds all of them does not look here (*ours*). */
  initialize(resource: number): void {
    for (let at = 0; at < this.#bytes; at += 4) this.#memory.writeUint32(resource + at, 0);
    this.#memory.writePointer(resource + this.#at['SystemResourcesList.Flink'], resource);
    this.#memory.writePointer(resource + this.#at['SystemResourcesList.Blink'], resource);
  }

  /** A deleted resource is in no list. */
  delete(resource: number): void {
    this.#memory.writePointer(resource + this.#at['SystemResourcesList.Flink'], 0);
    this.#memory.writePointer(resource + this.#at['SystemResourcesList.Blink'], 0);
  }

  write(resource: number, image: ResourceImage): void {
    const memory = this.#memory;
    const at = this.#at;
    memory.writeUint16(resource + at.ActiveCount, image.owners === 0 ? 0 : 1);
    memory.writeUint16(resource + at.Flag, image.exclusive ? OWNED_EXCLUSIVE : 0);
    memory.writePointer(resource + at['OwnerEntry.OwnerThread'], image.owner);
    memory.writeUint32(resource + at['OwnerEntry.TableSize'], image.count << OWNER_COUNT_SHIFT);
    memory.writeUint32(resource + at.ActiveEntries, image.owners);
    memory.writeUint32(resource + at.NumberOfSharedWaiters, image.sharedWaiters);
    memory.writeUint32(resource + at.NumberOfExclusiveWaiters, image.exclusiveWaiters);
  }

  /** One more acquire had to wait. */
  countContention(resource: number): void {
    const at = resource + this.#at.ContentionCount;
    this.#memory.writeUint32(at, this.#memory.readUint32(at) + 1);
  }

  /** True while the bytes say that somebody holds it. */
  isActive(resource: number): boolean {
    return this.#memory.readUint16(resource + this.#at.ActiveCount) !== 0;
  }

  /** True for an address that a compiler gives an ERESOURCE. */
  isAligned(resource: number): boolean {
    return resource % this.#align === 0;
  }
}
