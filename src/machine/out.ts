/** Cells for out-parameters: `const old = out(KIRQL); nt.KeRaiseIrql(DISPATCH_LEVEL, old); old.value`. */
import type { Out, PointerTo } from '../contract/c-types.ts';

/** A C type at run time, for `out()`. */
export interface CType<T> {
  /** C name of the type. */
  readonly name: string;
  /** Value of a fresh cell. */
  readonly initial: T;
}

/** Makes a cell that a routine can write to. Its value starts as `initial`, or zero. */
export function out<T>(type: CType<T>, initial: T = type.initial): Out<T> {
  return { type: type.name, value: initial };
}

/** True when an out-argument is a cell and not an address. */
export function isOut<T>(target: PointerTo<T> | object): target is Out<T> {
  return typeof target === 'object' && target !== null && 'type' in target && 'value' in target;
}
