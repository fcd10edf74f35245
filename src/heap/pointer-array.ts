/** An array of pointers that a routine reads or fills: in memory of the caller, or a cell for one of a single element. */
import { type PointerTo, pointerBytes } from '../contract/c-types.ts';
import { isOut } from '../machine/out.ts';
import type { Memory } from '../memory/memory.ts';

/** Stores an element. */
export function writeElement(memory: Memory, array: PointerTo<number>, index: number, value: number): void {
  if (isOut(array)) array.value = value;
  else memory.writePointer(array + index * pointerBytes(memory.architecture), value);
}

/** Reads an element. */
export const readElement = (memory: Memory, array: PointerTo<number>, index: number): number =>
  isOut(array) ? array.value : memory.readPointer(array + index * pointerBytes(memory.architecture));

/** Refuses a cell where the routine may use more than one element: that is a mistake in TypeScript code. */
export function assertHolds(array: PointerTo<number>, count: number, name: string): void {
  if (isOut(array) && count > 1)
    throw new TypeError(
      `${name} is one cell, but ${count} elements are asked for; give the address of an array`,
    );
}
