/**
 * The WS_ERROR objects of a process: strings, newest first, and the code of the
 * error that came first, whose text is the last string (wws.json).
 *
 *     WS_ERROR   0 marker · code · language · number of strings · newest string · text of the code
 *     string     16-bit units, without a NUL
 *
 * Every string is a block of the process heap. What is called *ours*:
 * docs/decisions/0048-web-services.md.
 */
import { allocate } from '../heap/allocate.ts';
import { free } from '../heap/free.ts';
import { hresultName } from '../status/hresult-names.ts';
import { type ObjectPlace, ObjectTable, upperHalf } from './object-table.ts';

/** User default UI language of a simulated process: English (United States), *ours*. */
export const DEFAULT_LANGID = 0x0409;
const MARKER = 0x7245_7357; // 'WsEr'
const UNIT_BYTES = 2;

/** A string of an error object: where it lies, and its number of 16-bit units. */
export interface ErrorString {
  readonly chars: number;
  readonly length: number;
}

/** What a WS_ERROR holds. */
export interface WsError {
  /** 0 for none. */
  readonly originalCode: number;
  readonly langid: number;
  /** Newest first. */
  readonly strings: readonly ErrorString[];
  /** Text of the code; null without a code. */
  readonly codeText: ErrorString | null;
  /** True from a reset until something is stored: the language may be set (page; tests on Windows never allow it). */
  readonly wasReset: boolean;
}

/** Everything that WsGetErrorString can give, in the order of its index. */
export const allStrings = ({ strings, codeText }: WsError): readonly ErrorString[] =>
  codeText === null ? strings : [...strings, codeText];

/** Text of a code. Windows has a sentence in the language of the object; irqlab has the name and the number (*ours*). */
function textOfCode(code: number): string {
  const number = `0x${code.toString(16).toUpperCase().padStart(8, '0')}`;
  const name = hresultName(code);
  return name === undefined ? number : `${name} (${number})`;
}

/** The 16-bit units of a text, as bytes. */
export function utf16Bytes(text: string): Uint8Array {
  const bytes = new Uint8Array(UNIT_BYTES * text.length);
  const view = new DataView(bytes.buffer);
  for (let at = 0; at < text.length; at++) view.setUint16(UNIT_BYTES * at, text.charCodeAt(at), true);
  return bytes;
}

/** The error objects of one process. */
export class WsErrors {
  /** By address. */
  readonly table: ObjectTable<WsError>;
  readonly #place: ObjectPlace;

  constructor(place: ObjectPlace) {
    this.#place = place;
    this.table = new ObjectTable(place, {
      marker: MARKER,
      words: (error) => {
        const newest = error.strings[0]?.chars ?? 0;
        const text = error.codeText?.chars ?? 0;
        const { originalCode, langid } = error;
        const count = allStrings(error).length;
        return [originalCode, langid, count, newest, upperHalf(newest), text, upperHalf(text)];
      },
    });
  }

  /** Makes an error object; 0 when there is no memory. */
  create(langid: number): number {
    return this.table.create({ originalCode: 0, langid, strings: [], codeText: null, wasReset: false });
  }

  /** Puts a string in front of all others. False when there is no memory. */
  add(address: number, error: WsError, units: Uint8Array): boolean {
    const string = this.#store(units);
    if (string === null) return false;
    this.table.set(address, { ...error, strings: [string, ...error.strings], wasReset: false });
    return true;
  }

  /** Sets the code, and with it the last string. False when there is no memory. */
  setCode(address: number, error: WsError, originalCode: number): boolean {
    const codeText = originalCode === 0 ? null : this.#store(utf16Bytes(textOfCode(originalCode)));
    if (codeText === null && originalCode !== 0) return false;
    this.#release(error.codeText === null ? [] : [error.codeText]);
    this.table.set(address, { ...error, originalCode, codeText, wasReset: false });
    return true;
  }

  /**
   * Notes that a call failed (S1-011, S3-012): a string that says what, and the result as the code unless there is
   * one, since that came first. What there is no memory for is left out: the result of the call stays what it is.
   */
  note(address: number, result: number, what: string): void {
    const error = address === 0 ? undefined : this.table.find(address);
    if (error === undefined) return;
    this.add(address, error, utf16Bytes(what));
    const noted = this.table.find(address);
    if (noted?.originalCode === 0) this.setCode(address, noted, result);
  }

  /** Takes strings and code away; the language stays. */
  reset(address: number, error: WsError): void {
    this.#release(allStrings(error));
    this.table.set(address, { ...error, originalCode: 0, strings: [], codeText: null, wasReset: true });
  }

  /** Frees an error object with its strings. */
  free(address: number, error: WsError): void {
    this.#release(allStrings(error));
    this.table.remove(address);
  }

  #store(units: Uint8Array): ErrorString | null {
    const { heaps, memory } = this.#place;
    const chars = allocate(heaps, heaps.processHeap, 0, units.length);
    if (chars === 0) return null;
    memory.writeBytes(chars, units);
    return { chars, length: units.length / UNIT_BYTES };
  }

  #release(strings: readonly ErrorString[]): void {
    const { heaps } = this.#place;
    for (const { chars } of strings) free(heaps, heaps.processHeap, 0, chars);
  }
}
