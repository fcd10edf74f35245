/**
 * What a piece of code leaves behind: everything that a machine keeps until somebody gives it back. Two inventories,
 * one before and one after, tell.
 *
 * | kind             | what is kept                                                                  |
 * |------------------|-------------------------------------------------------------------------------|
 * | pool             | blocks that a driver asked for; those of the kernel itself belong to what follows |
 * | memory           | contiguous and noncached memory                                               |
 * | heap, heap block | heaps of kernel-mode code and of programs, and their busy blocks              |
 * | device, link, driver | device objects, symbolic links, loaded drivers                            |
 * | irp              | requests that are not completed, IRPs that are not freed                      |
 * | mdl, locked pages, mapping | MDLs, the pages they lock, their system addresses                   |
 * | handle, reference | open handles, and objects that somebody still counts                         |
 * | notification     | routines that hear of processes, threads or images                            |
 * | timer, work item, lookaside list | what has a routine that deletes it                            |
 * | lock             | locks that are held                                                           |
 * | irql, region, attachment | a level that was not restored, a region that was not left, a process that a thread is attached to |
 * | pool damage, heap damage | headers or lists that are not what they were                          |
 */
import { levelName } from '../contract/irql.ts';
import { busyBlock, bytesOf } from '../heap/busy-block.ts';
import { allocationStack } from '../heap/extra-record.ts';
import type { Heap } from '../heap/heap.ts';
import { validateHeap, walkHeap } from '../heap/heap-walk.ts';
import { describeAttachment } from '../kernel/attachments.ts';
import { describeNotification } from '../kernel/io/notifications.ts';
import { describeHold, type LockHold } from '../kernel/lock-waiters.ts';
import type { Machine } from '../kernel/machine.ts';
import { PoolDebug } from '../kernel/pool/pool-debug.ts';
import type { Process } from '../kernel/records.ts';
import { formatAddress } from '../machine/addresses.ts';

/** Kinds of what can be left. */
export type LeftoverKind =
  | 'pool'
  | 'memory'
  | 'heap'
  | 'heap block'
  | 'device'
  | 'link'
  | 'driver'
  | 'irp'
  | 'mdl'
  | 'locked pages'
  | 'mapping'
  | 'handle'
  | 'reference'
  | 'timer'
  | 'work item'
  | 'lookaside list'
  | 'lock'
  | 'irql'
  | 'region'
  | 'attachment'
  | 'notification'
  | 'pool damage'
  | 'heap damage';

/** Something that a machine keeps. */
export interface Leftover {
  /** What sort of thing it is. */
  readonly kind: LeftoverKind;
  /** Its address, or 0 for what has none. */
  readonly address: number;
  /** What it is, for people: `0xFFFFA000`0001F010: 32 bytes of NonPagedPoolNx, tag 'derF'`. */
  readonly text: string;
  /** Who asked for it, innermost first; empty where nobody noted it. */
  readonly stack: readonly string[];
}

/** Everything that is kept, by an identity that no two things share. */
export type Inventory = ReadonlyMap<string, Leftover>;

type Add = (
  kind: LeftoverKind,
  address: number,
  text: string,
  stack?: readonly string[],
  more?: string,
) => void;

/**
 * All that a machine keeps now. Cost O(pages of pool + blocks of heaps).
 * @param ended processes whose programs came to their end: what is in their heaps counts. That of other processes that
 *   ended does not: a program that gives up leaves its memory to the system
 */
export function inventoryOf(machine: Machine, ended: readonly number[] = []): Inventory {
  const all = new Map<string, Leftover>();
  const show = (address: number): string => formatAddress(machine.architecture, address, machine.pointers);
  const add: Add = (kind, address, text, stack = [], more = '') => {
    const label = address === 0 ? text : `${show(address)}: ${text}`;
    all.set(`${kind} ${address} ${more} ${stack.join()}`, { kind, address, text: label, stack });
  };
  addMemory(machine, add);
  for (const process of machine.processes) addHeaps(process, ended, add);
  addObjects(machine, add);
  addLocks(machine, add);
  addLevels(machine, add);
  return all;
}

/** What is in an inventory and was not in an earlier one of the same machine. */
export const leftSince = (before: Inventory, now: Inventory): readonly Leftover[] =>
  [...now].filter(([key]) => !before.has(key)).map(([, left]) => left);

function addMemory(machine: Machine, add: Add): void {
  const { pool, contiguousMemory, lookasideLists } = machine.subsystems;
  const look = new PoolDebug(pool);
  for (const { address, bytes, type, tagText, driver, stack } of look.blocks())
    if (driver !== 'nt')
      add('pool', address, `${bytes} bytes of ${type}, tag '${tagText}'`, stack, `${bytes}`);
  const found = look.finding();
  if (found !== null) add('pool damage', found.address, `the pool is damaged: ${found.finding}`);
  for (const { address, bytes, physical } of contiguousMemory.save())
    add('memory', address, `${bytes} bytes of ${physical === null ? 'noncached' : 'contiguous'} memory`);
  for (const { list, by } of lookasideLists.save() as readonly { list: number; by: readonly string[] }[])
    add('lookaside list', list, 'a lookaside list that is not deleted', by);
}

function addHeaps(process: Process, ended: readonly number[], add: Add): void {
  const counts = process.exit === null || ended.includes(process.id);
  const own = process.mode === 'user' && counts ? process.heaps.all() : [];
  for (const heap of new Set([...own, ...process.kernelHeaps.all()])) addHeap(process, heap, add);
}

function addHeap(process: Process, heap: Heap, add: Add): void {
  const owner = process.mode === 'user' ? ` of ${process.name}` : '';
  // The heap that a process starts with goes with the process: no program can destroy it.
  if (heap.handle !== process.heaps.processHeap)
    add('heap', heap.handle, `a heap${owner} that is not destroyed`);
  const stopped = validateHeap(heap);
  if (stopped !== null) {
    add('heap damage', heap.region.base + stopped.at, `a heap${owner} is damaged: ${stopped.finding}`);
    return;
  }
  walkHeap(heap, ({ address, bytes, state, delayed }) => {
    if ((state !== 'busy' && state !== 'large') || delayed === true) return;
    const block = busyBlock(heap, address);
    const stack = typeof block === 'string' ? [] : allocationStack(block, bytesOf(block));
    add('heap block', address, `${bytes} bytes of a heap${owner}`, stack, `${bytes}`);
  });
}

function addObjects(machine: Machine, add: Add): void {
  const { io, mdls, threads, exTimers, workItems } = machine.subsystems;
  for (const one of io.notifications)
    add('notification', one.routine, describeNotification(io, one), one.by, `${one.number}`);
  const { devices, drivers, irps, names } = io.save();
  for (const [address, { name }] of devices) add('device', address, `device ${name || 'without a name'}`);
  for (const [address, { name }] of drivers) add('driver', address, `driver ${name}`);
  for (const [name, named] of names)
    if (named.kind === 'link') add('link', 0, `symbolic link ${name} to ${named.target}`, [], name);
  for (const [address, { kind }] of irps.live)
    add('irp', address, kind === 'request' ? 'a request that is not completed' : 'an IRP that is not freed');
  const { locked, mapped, made } = mdls.save();
  for (const address of made) add('mdl', address, 'an MDL that is not freed');
  for (const [address, { count }] of locked)
    add('locked pages', address, `an MDL whose ${count} pages are locked`);
  for (const [address, { address: system }] of mapped)
    add('mapping', address, 'an MDL whose pages are mapped', [], `${system}`);
  addCounted(machine, threads.save(), add);
  for (const [address, { end }] of exTimers.save().timers)
    if (end === null) add('timer', address, 'a timer of ExAllocateTimer that is not deleted');
  for (const [address, { allocated }] of workItems.save().items)
    if (allocated) add('work item', address, 'a work item that is not freed');
}

/** Handles, and objects that are counted more often than their handles and their own existence explain. */
function addCounted(
  machine: Machine,
  { handles, objects }: ReturnType<Machine['subsystems']['threads']['save']>,
  add: Add,
): void {
  const running = new Set(machine.processes.filter(({ exit }) => exit === null).map(({ id }) => id));
  const kinds = new Map(objects);
  for (const [handle, { object, process }] of handles) {
    if (process !== undefined && !running.has(process)) continue;
    const whose = process === undefined ? 'a kernel handle' : `a handle of process ${process}`;
    add(
      'handle',
      handle,
      `${whose} to ${kindText(kinds.get(object)?.kind)} is open`,
      [],
      `${process} ${object}`,
    );
  }
  for (const [object, { kind, references }] of objects) {
    // A device, a driver and a running thread count themselves.
    if (kind !== 'thread' && kind !== 'process' && kind !== 'device' && kind !== 'driver')
      add('reference', object, `${kindText(kind)} is referenced ${references} times`);
    else
      for (let extra = 2; extra <= references; extra++)
        add('reference', object, `${kindText(kind)} is referenced ${references} times`, [], `${extra}`);
  }
}

const kindText = (kind: string | undefined): string =>
  kind === undefined ? 'an object' : `${/^[aeiou]/.test(kind) ? 'an' : 'a'} ${kind}`;

function addLocks(machine: Machine, add: Add): void {
  const { spinLocks, sharedSpinLocks, fastMutexes, resources, pushLocks, removeLocks, dispatcher } =
    machine.subsystems;
  for (const { lock, routine, caller } of spinLocks.all)
    add('lock', lock, `a spin lock that ${routine} acquired is held`, whereIs(machine, caller));
  for (const { lock, routine } of sharedSpinLocks.all)
    add('lock', lock, `a reader/writer spin lock that ${routine} acquired is held`);
  const hold = (address: number, what: string, one: LockHold): void =>
    add('lock', address, `${what} is held, ${describeHold(one)}`, [...one.callStack].reverse());
  for (const [address, one] of fastMutexes.save()) hold(address, 'a fast or guarded mutex', one);
  for (const [address, holds] of pushLocks.save()) for (const one of holds) hold(address, 'a push lock', one);
  for (const [address, { held }] of removeLocks.save())
    for (const one of held) hold(address, 'a remove lock', one);
  for (const [address, { owners }] of resources.save())
    for (const { hold: one } of owners.values()) hold(address, 'an ERESOURCE', one);
  for (const [address, { thread }] of dispatcher.mutants.save())
    add('lock', address, `a mutex is owned by thread ${thread.id}`);
}

const whereIs = (machine: Machine, caller: number): readonly string[] => {
  const text = caller === 0 ? undefined : machine.symbols.describe(caller);
  return text === undefined ? [] : [text];
};

function addLevels(machine: Machine, add: Add): void {
  for (const { number, irql } of machine.processors)
    if (irql !== 0)
      add(
        'irql',
        0,
        `processor ${number} is at ${levelName(machine.architecture, irql)}`,
        [],
        `${number} ${irql}`,
      );
  for (const { threads } of machine.processes)
    for (const { id, state, kernelApcDisable, specialApcDisable, attachments } of threads) {
      if (state !== 'terminated')
        for (const one of attachments)
          add('attachment', one.state, `thread ${id} is ${describeAttachment(one)}`, one.by);
      if (state === 'terminated' || (kernelApcDisable === 0 && specialApcDisable === 0)) continue;
      const text = `thread ${id} is inside a region: KernelApcDisable ${kernelApcDisable}, SpecialApcDisable ${specialApcDisable}`;
      add('region', 0, text, [], text);
    }
}
