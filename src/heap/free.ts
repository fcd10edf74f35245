/** RtlFreeHeap: the pointer is checked before its header is believed; then the engine (heap.ts) takes the block back. */
import { isBlock } from './block-header.ts';
import { type BusyBlock, busyBlock, busyOffset, bytesOf } from './busy-block.ts';
import { CorruptionFound } from './corruption.ts';
import { additionTo, tagIn } from './extra-record.ts';
import { failInvalid } from './failures.ts';
import { HEAP_SIGNATURE } from './flags.ts';
import { enterBeside } from './heap-lock.ts';
import type { Heaps } from './heaps.ts';
import { freeLarge } from './large-blocks.ts';
import { freesWithoutLock } from './lock-wait.ts';
import { reportMisuse } from './misuse.ts';

const ROUTINE = 'RtlFreeHeap';

/** Frees a block: 1 (TRUE) or 0 (FALSE). */
export function free(
  heaps: Heaps,
  handle: number,
  flags: number,
  address: number,
  routine = ROUTINE,
): number {
  const heap = heaps.find(handle);
  if (heap?.simple === true && heap.i32[heap.signatureWord] === HEAP_SIGNATURE) {
    const p = busyOffset(heap, address);
    if (p !== 0) {
      const word0 = heap.word0(p);
      const word1 = heap.word1(p);
      const { owners } = heaps.platform;
      try {
        if (word1 < 0 && heap.front !== null) {
          heap.front.give(p, word0, word1);
          if (owners.on) owners.closed(heap.region, p);
          return 1;
        }
        if (isBlock(word0, word1) && heap.segmentOf(p, word1) !== undefined) {
          heap.give(p, word0, word1);
          if (owners.on) owners.closed(heap.region, p);
          return 1;
        }
      } catch (thrown) {
        return failDamaged(heaps, thrown, routine);
      }
    }
  }
  return freeAny(heaps, handle, flags, address, routine);
}

function freeAny(heaps: Heaps, handle: number, flags: number, address: number, routine: string): number {
  const { machine, owners } = heaps.platform;
  if (address === 0) return 1; // B-097
  const heap = heaps.require(handle);
  if (heap === undefined) return failInvalid(heaps.platform, routine);
  const beside = heap.life.isHeldByOther(machine.threadId()) && freesWithoutLock(heap, address);
  const entered = beside ? enterBeside(heap) : heaps.enter(heap, flags | heap.settings.flags, routine);
  try {
    heap.beforeChanges();
    heap.beforeCall();
    const block = busyBlock(heap, address);
    if (typeof block === 'string') {
      reportMisuse(heaps, heap, block, address);
      return failInvalid(heaps.platform, routine); // B-098…B-100
    }
    heap.beforeChange(block.p, bytesOf(block));
    noteTag(block);
    const large = heap.large.get(block.p);
    if (large !== undefined) freeLarge(heap, block.p, large);
    else heap.giveBack(block.p, block.word0, block.word1);
    if (owners.on) owners.closed(heap.region, block.p);
    if (machine.events.active) machine.events.emit({ kind: 'free', heap: handle, address });
    machine.events.blocks?.closed(address);
    return 1;
  } catch (thrown) {
    return failDamaged(heaps, thrown, routine);
  } finally {
    heaps.leave(heap, entered);
  }
}

/** A tagged block goes: its tag counts that. */
function noteTag(block: BusyBlock): void {
  const { tags } = block.heap;
  if (tags === null) return;
  const bytes = bytesOf(block);
  const tag = tagIn(additionTo(block, bytes));
  if (tag !== 0) tags.freed(tag, bytes);
}

function failDamaged(heaps: Heaps, thrown: unknown, routine: string): number {
  if (!(thrown instanceof CorruptionFound)) throw thrown;
  return failInvalid(heaps.platform, routine);
}
