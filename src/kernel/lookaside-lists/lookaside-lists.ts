/**
 * Lookaside lists: freed blocks of one size that are kept for the next request,
 * in the caller's GENERAL_LOOKASIDE. The blocks hang on its SLIST header and the
 * numbers of its fields are what counts; which lists were initialised, and by
 * whom, is known beside memory, for what Driver Verifier checks.
 *
 *     ListHead        the kept blocks
 *     Depth           how many are kept at most: 4 (*ours*: Windows begins with a few and adapts the number)
 *     MaximumDepth    EX_MAXIMUM_LOOKASIDE_DEPTH_BASE
 *     Total…, …Misses calls, and those that the list could not serve
 *     Type, Tag, Size what a new block is asked for with
 *     Allocate, Free  who gives and takes blocks that the list has none of, or no room for
 *     ListEntry       points at itself (*ours*: Windows links all lists)
 */
import type { Architecture } from '../../contract/c-types.ts';
import { EX_MAXIMUM_LOOKASIDE_DEPTH_BASE } from '../../contract/kernel-constants.generated.ts';
import type { Callback } from '../../contract/kernel-types.ts';
import { structure } from '../../contract/structure.ts';
import { formatAddress, pointerSized } from '../../machine/addresses.ts';
import type { Part } from '../../machine/snapshot.ts';
import type { KernelHost } from '../kernel-host.ts';
import type { PoolCaller } from '../pool/allocation-stacks.ts';
import { LiveObjects } from '../pool/live-objects.ts';
import type { Pool } from '../pool/pool.ts';
import { allocateByType, allocateWithQuota, free } from '../pool/pool-calls.ts';
import { checkLevels, freeLevels, typeLevels } from '../pool/pool-contract.ts';
import { SListHeaders } from '../slists/slist-header.ts';

/** What the lists need from the machine. */
export type LookasideHost = Pick<
  KernelHost,
  | 'architecture'
  | 'pointers'
  | 'symbols'
  | 'kernelMemory'
  | 'callStack'
  | 'events'
  | 'violation'
  | 'raise'
  | 'stepLimit'
  | 'callbackAddress'
  | 'callAddress'
>;

/** Which of the three structures a list is. With an LOOKASIDE_LIST_EX its routines get the list as a last argument. */
export type LookasideKind = 'NPAGED_LOOKASIDE_LIST' | 'PAGED_LOOKASIDE_LIST' | 'LOOKASIDE_LIST_EX';

/** Routines of pool that make blocks where the driver gives none. */
const sources = ['ExAllocatePoolWithTag', 'ExAllocatePoolWithQuotaTag'] as const;
type Source = (typeof sources)[number];

/** What a list is made of. */
export interface NewLookaside {
  readonly list: number;
  readonly kind: LookasideKind;
  /** Routine that makes blocks; NULL for that of pool. */
  readonly allocate: Callback;
  /** Routine that takes them back; NULL for that of pool. */
  readonly free: Callback;
  /** Routine of pool that stands for NULL. */
  readonly source: Source;
  /** POOL_TYPE of its blocks. */
  readonly type: number;
  readonly size: number | bigint;
  readonly tag: number;
}

/** An initialised list. */
interface Known {
  readonly list: number;
  readonly kind: LookasideKind;
  /** Calls that led to its initialisation, innermost first; the routine itself at least. */
  readonly by: readonly string[];
}

/** Blocks that a list keeps at most. */
const DEPTH = 4;
/** Entries that the 16 bits of an SLIST header can count: after so many steps a list has no end. */
const MOST_ENTRIES = 0x1_0000;
/** LOOKASIDE_MINIMUM_BLOCK_SIZE: room for the link of a kept block. */
const leastBytes = (architecture: Architecture): number => (architecture === 'x64' ? 8 : 4);

/** The lookaside lists of a machine. */
export class LookasideLists implements Part {
  readonly name = 'lookaside lists';
  readonly #host: LookasideHost;
  readonly #pool: Pool;
  readonly #slists: SListHeaders;
  readonly #at;
  /** Routines of pool that stand for NULL. */
  readonly #callers: Readonly<Record<Source | 'ExFreePool', PoolCaller>>;
  readonly #known: LiveObjects<Known>;

  constructor(host: LookasideHost, pool: Pool) {
    const { architecture, kernelMemory } = host;
    this.#host = host;
    this.#pool = pool;
    this.#slists = new SListHeaders({
      architecture,
      memory: kernelMemory,
      raise: (request) => host.raise(request),
    });
    this.#at = structure(architecture, 'GENERAL_LOOKASIDE').at;
    this.#callers = {
      ExAllocatePoolWithTag: pool.callerOf('ExAllocatePoolWithTag'),
      ExAllocatePoolWithQuotaTag: pool.callerOf('ExAllocatePoolWithQuotaTag'),
      ExFreePool: pool.callerOf('ExFreePool'),
    };
    this.#known = new LiveObjects(
      pool,
      ({ kind }) => structure(architecture, kind).bytes,
      ({ object, value, block, bytes, routine }) => {
        this.#report('lookaside-freed', routine, [object, block, bytes], value);
        this.#known.delete(object);
      },
    );
  }

  /** Makes an empty list. */
  initialize(wanted: NewLookaside, routine: string): void {
    const { architecture, kernelMemory, callStack } = this.#host;
    const { list, kind, type, tag } = wanted;
    const size = pointerSized(architecture, wanted.size, 'Size');
    const known = this.#known.get(list);
    if (known !== undefined) this.#report('lookaside-initialised-twice', routine, [list], known);
    const least = leastBytes(architecture);
    if (size >= 0 && size < least) this.#report('lookaside-size', routine, [list, size, least]);
    const at = this.#at;
    this.#slists.clear(list);
    kernelMemory.writeUint16(list + at.Depth, DEPTH);
    kernelMemory.writeUint16(list + at.MaximumDepth, EX_MAXIMUM_LOOKASIDE_DEPTH_BASE);
    for (const field of ['TotalAllocates', 'AllocateMisses', 'TotalFrees', 'FreeMisses'] as const)
      kernelMemory.writeUint32(list + at[field], 0);
    kernelMemory.writeUint32(list + at.Type, type >>> 0);
    kernelMemory.writeUint32(list + at.Tag, tag >>> 0);
    kernelMemory.writeUint32(list + at.Size, size >>> 0);
    kernelMemory.writePointer(list + at.Allocate, this.#routineOf(wanted.allocate, wanted.source));
    kernelMemory.writePointer(list + at.Free, this.#routineOf(wanted.free, 'ExFreePool'));
    for (const link of ['Flink', 'Blink'] as const)
      kernelMemory.writePointer(list + at[`ListEntry.${link}`], list + at.ListEntry);
    for (const field of ['LastTotalAllocates', 'LastAllocateMisses'] as const)
      kernelMemory.writeUint32(list + at[field], 0);
    this.#known.set(list, { list, kind, by: callStack.length === 0 ? [routine] : [...callStack].reverse() });
  }

  /** Takes a kept block, else a new one: its address, or 0. */
  allocate(list: number, kind: LookasideKind): number {
    const { kernelMemory } = this.#host;
    const at = this.#at;
    this.#count(list + at.TotalAllocates);
    const entry = this.#pop(list);
    if (entry !== 0) return entry;
    this.#count(list + at.AllocateMisses);
    const type = kernelMemory.readUint32(list + at.Type);
    const bytes = kernelMemory.readUint32(list + at.Size);
    const tag = kernelMemory.readUint32(list + at.Tag);
    const by = kernelMemory.readPointer(list + at.Allocate);
    for (const name of sources)
      if (by === this.#addressOf(name)) return this.#allocatePool(name, type, bytes, tag);
    const result = this.#call(by, [type, bytes, tag], list, kind);
    const block = pointerSized(this.#host.architecture, result as number | bigint, 'what Allocate gives');
    return this.#host.architecture === 'x86' ? block >>> 0 : block;
  }

  /** Keeps a block, or gives it back where enough are kept. */
  free(list: number, entry: number, kind: LookasideKind): void {
    const at = this.#at;
    this.#count(list + at.TotalFrees);
    if (this.#slists.depth(list) < this.#host.kernelMemory.readUint16(list + at.Depth)) {
      this.#slists.push(list, entry, entry, 1);
      this.#host.events.blocks?.closed(entry);
      return;
    }
    this.#count(list + at.FreeMisses);
    this.#giveBack(list, entry, kind);
  }

  /** Gives all kept blocks back. */
  flush(list: number, kind: LookasideKind, routine: string): void {
    for (let count = 0; ; count++) {
      const entry = this.#pop(list);
      if (entry === 0) return;
      if (count === MOST_ENTRIES)
        this.#host.stepLimit(
          routine,
          `the lookaside list at ${this.#show(list)} has no end: its links were overwritten`,
        );
      this.#giveBack(list, entry, kind);
    }
  }

  /** Ends a list. */
  delete(list: number, kind: LookasideKind, routine: string): void {
    if (!this.#known.has(list)) this.#report('lookaside-not-initialised', routine, [list]);
    this.flush(list, kind, routine);
    this.#known.delete(list);
  }

  save(): unknown {
    return [...this.#known.values()];
  }

  load(saved: unknown): void {
    this.#known.clear();
    for (const known of saved as readonly Known[]) this.#known.set(known.list, known);
  }

  fingerprint(): string {
    return JSON.stringify(this.save());
  }

  /** Takes a kept block off the list; 0 when there is none. */
  #pop(list: number): number {
    const { blocks } = this.#host.events;
    if (blocks === null) return this.#slists.pop(list);
    const entry = blocks.unwatched(() => this.#slists.pop(list));
    if (entry !== 0) blocks.reopened(entry);
    return entry;
  }

  #giveBack(list: number, entry: number, kind: LookasideKind): void {
    const by = this.#host.kernelMemory.readPointer(list + this.#at.Free);
    if (by === this.#addressOf('ExFreePool')) this.#freePool(entry);
    else this.#call(by, [entry], list, kind);
  }

  #call(address: number, args: readonly number[], list: number, kind: LookasideKind): unknown {
    return this.#host.callAddress(address, kind === 'LOOKASIDE_LIST_EX' ? [...args, list] : args);
  }

  #allocatePool(name: Source, type: number, bytes: number, tag: number): number {
    const pool = this.#pool;
    const allocate = name === 'ExAllocatePoolWithTag' ? allocateByType : allocateWithQuota;
    checkLevels(pool, name, typeLevels, [type, bytes, tag]);
    return allocate(pool, this.#callers[name], type, bytes, tag);
  }

  #freePool(entry: number): void {
    checkLevels(this.#pool, 'ExFreePool', freeLevels, [entry]);
    free(this.#pool, this.#callers.ExFreePool, entry, 0);
  }

  /** Address of a routine of the list: the caller's, or that of pool for NULL. */
  #routineOf(callback: Callback, fallback: string): number {
    return callback === 0 ? this.#addressOf(fallback) : this.#host.callbackAddress(callback);
  }

  #addressOf(name: string): number {
    return this.#host.symbols.define('nt', name).address;
  }

  #count(address: number): void {
    const { kernelMemory } = this.#host;
    kernelMemory.writeUint32(address, (kernelMemory.readUint32(address) + 1) >>> 0);
  }

  #report(rule: string, routine: string, values: readonly number[], known?: Known): void {
    const details =
      known === undefined
        ? []
        : [`the list at ${this.#show(known.list)} was initialised by ${known.by.join(' < ')}`];
    this.#host.violation({ rule, routine, values, details });
  }

  #show(address: number): string {
    return formatAddress(this.#host.architecture, address, this.#host.pointers);
  }
}
