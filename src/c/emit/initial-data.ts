/**
 * Constants that variables with static storage begin with, as bytes: a table of 100,000 numbers would be megabytes of
 * JavaScript that runs once.
 */
import type { Architecture } from '../../contract/c-types.ts';
import type { InitialValue } from '../tree/tree.ts';
import type { Type } from '../tree/type.ts';
import { bytesOf } from './value-class.ts';

/** Bytes that lie in a section before the program runs. */
export interface InitialBytes {
  readonly section: string;
  readonly offset: number;
  readonly bytes: Uint8Array;
}

/** A gap between two constants that is filled with the zeros that are there anyway. */
const LARGEST_GAP = 64;

interface Constant {
  readonly offset: number;
  readonly bytes: number;
  write(view: DataView, at: number): void;
}

/**
 * Takes the constants out of the values of a variable. What is left has to be written by code, which comes later: so
 * nothing is taken where a value may lie on top of another one.
 * @returns what is left, and the constants in runs, with their offsets in the variable
 */
export function takeConstants(
  values: readonly InitialValue[],
  architecture: Architecture,
): { readonly rest: readonly InitialValue[]; readonly runs: readonly Omit<InitialBytes, 'section'>[] } {
  if (!inOrder(values, architecture)) return { rest: values, runs: [] };
  const constants: Constant[] = [];
  const rest = values.filter((one) => {
    const constant = constantOf(one);
    if (constant !== null) constants.push(constant);
    return constant === null;
  });
  return { rest, runs: inRuns(constants).map(runBytes) };
}

function inOrder(values: readonly InitialValue[], architecture: Architecture): boolean {
  let end = 0;
  for (const { offset, bits, type } of values) {
    if (bits !== null || offset < end) return false;
    end = offset + bytesOf(type, architecture);
  }
  return true;
}

/** A value that is known now; null for an address, a string, the bytes of a record. */
function constantOf({ offset, type, value }: InitialValue): Constant | null {
  if (value.kind === 'float' && type.kind === 'float') {
    const { bytes } = type;
    const write = (view: DataView, at: number): void =>
      bytes === 4 ? view.setFloat32(at, value.value, true) : view.setFloat64(at, value.value, true);
    return { offset, bytes, write };
  }
  if (value.kind !== 'integer' || type.kind !== 'integer') return null;
  return { offset, bytes: type.bytes, write: (view, at) => setInteger(view, at, type, value.value) };
}

function setInteger(
  view: DataView,
  at: number,
  { bytes }: Extract<Type, { kind: 'integer' }>,
  value: bigint,
): void {
  if (bytes === 8) view.setBigInt64(at, value, true);
  else if (bytes === 4) view.setInt32(at, Number(value), true);
  else if (bytes === 2) view.setInt16(at, Number(value), true);
  else view.setInt8(at, Number(value));
}

function inRuns(constants: readonly Constant[]): readonly (readonly Constant[])[] {
  const runs: Constant[][] = [];
  let end = Number.NEGATIVE_INFINITY;
  for (const one of constants) {
    const last = runs[runs.length - 1];
    if (last === undefined || one.offset > end + LARGEST_GAP) runs.push([one]);
    else last.push(one);
    end = one.offset + one.bytes;
  }
  return runs;
}

function runBytes(run: readonly Constant[]): Omit<InitialBytes, 'section'> {
  const [first, last] = [run[0], run[run.length - 1]];
  const offset = first?.offset ?? 0;
  const bytes = new Uint8Array((last?.offset ?? 0) + (last?.bytes ?? 0) - offset);
  const view = new DataView(bytes.buffer);
  for (const one of run) one.write(view, one.offset - offset);
  return { offset, bytes };
}
