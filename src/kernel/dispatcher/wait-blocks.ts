/** The arrays that KeWaitForMultipleObjects gets: pointers to objects, and wait blocks. */
import { type PointerTo, type PVOID, pointerBytes } from '../../contract/c-types.ts';
import { structure } from '../../contract/structure.ts';
import { isOut } from '../../machine/out.ts';
import type { Dispatcher } from './dispatcher.ts';

/** Reads the objects of a wait. */
export function readObjects(
  { architecture, memory }: Dispatcher,
  array: PointerTo<PVOID>,
  count: number,
): readonly number[] {
  if (isOut(array)) return [array.value];
  const step = pointerBytes(architecture);
  return Array.from({ length: count }, (_, at) => memory.readPointer(array + at * step));
}

/**
 * Notes a wait in the caller's wait blocks, as the kernel does; a block that is too short or pageable faults.
 * Nothing reads them: who waits is kept in the dispatcher.
 */
export function writeWaitBlocks(
  dispatcher: Dispatcher,
  array: number,
  objects: readonly number[],
  all: boolean,
): void {
  const { architecture, memory } = dispatcher;
  const { bytes, at } = structure(architecture, 'KWAIT_BLOCK');
  for (const [key, object] of objects.entries()) {
    const block = array + key * bytes;
    memory.writeUint8(block + at.WaitType, all ? 0 : 1);
    memory.writeUint16(block + at.WaitKey, key);
    memory.writePointer(block + at.Thread, dispatcher.objectOfCurrent());
    memory.writePointer(block + at.Object, object);
  }
}
