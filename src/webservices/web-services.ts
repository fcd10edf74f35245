/** Windows Web Services of one process: its heaps and error objects, and how its functions fail. */
import type { Architecture } from '../contract/c-types.ts';
import { pointerBytes } from '../contract/c-types.ts';
import type { Contract } from '../contract/contract.ts';
import type { WaitRequest } from '../contract/wait-request.ts';
import type { HRESULT } from '../contract/web-services-types.ts';
import { waitForHeap } from '../heap/lock-wait.ts';
import type { Process } from '../kernel/records.ts';
import { asObserved } from '../machine/profile-differences.ts';
import type { Part } from '../machine/snapshot.ts';
import { E_INVALIDARG } from '../status/common-hresults.ts';
import { WS_EXCEPTION_CODE_USAGE_FAILURE } from './constants.ts';
import { type WsError, WsErrors } from './ws-errors.ts';
import { type WsHeap, WsHeaps } from './ws-heaps.ts';

/** What a snapshot keeps. */
interface Image {
  readonly heaps: ReadonlyMap<number, WsHeap>;
  readonly errors: ReadonlyMap<number, WsError>;
}

/** Services of the routines, and a part of the machine. */
export class WebServices implements Part {
  readonly name: string;
  readonly heaps: WsHeaps;
  readonly errors: WsErrors;
  readonly #process: Process;

  constructor(process: Process) {
    this.name = `web services of ${process.name} ${process.id}`;
    this.#process = process;
    this.heaps = new WsHeaps(process);
    this.errors = new WsErrors(process);
  }

  /** Architecture of the process, which need not be that of the machine. */
  get architecture(): Architecture {
    return this.#process.architecture;
  }

  /** Memory as the program sees it: a bad pointer of a caller faults as in his own code. */
  get memory(): Process['memory'] {
    return this.#process.memory;
  }

  /** The ports of the machine. */
  get machine(): Process['heaps']['platform']['machine'] {
    return this.#process.heaps.platform.machine;
  }

  /** Bytes of a SIZE_T. */
  get sizeBytes(): 4 | 8 {
    return pointerBytes(this.architecture);
  }

  /** Fails a call: the error object, where there is one, learns why. */
  fail(error: number, result: HRESULT, what: string): HRESULT {
    this.errors.note(error, result, what);
    return result;
  }

  /** An argument that is wrong (C-003, C-010, C-015 and others). */
  invalid(routine: string, error: number, what: string): HRESULT {
    return this.fail(error, E_INVALIDARG, `${routine}: ${what}`);
  }

  /** Whether an optional error argument is one: NULL (C-024), or an error object. */
  accepts(error: number): boolean {
    return error === 0 || this.errors.table.find(error) !== undefined;
  }

  /** Works on a heap; E_INVALIDARG for what is none (C-032), and for an error argument that is none (*ours*). */
  onHeap(routine: string, heap: number, error: number, work: (state: WsHeap) => HRESULT): HRESULT {
    if (!this.accepts(error)) return E_INVALIDARG;
    const state = heap === 0 ? undefined : this.heaps.table.find(heap);
    return state === undefined ? this.invalid(routine, error, 'heap is not a WS_HEAP') : work(state);
  }

  /** Works on an error object; E_INVALIDARG for what is none. */
  onError(error: number, work: (state: WsError) => HRESULT): HRESULT {
    const state = error === 0 ? undefined : this.errors.table.find(error);
    return state === undefined ? E_INVALIDARG : work(state);
  }

  /**
   * A function without a result was asked to free what is no object. Where implementations were looked at it does
   * nothing (C-031); a page forbids it, and then it is a mistake of the program that is noticed (*ours*).
   */
  notAnObject(): void {
    if (asObserved(this.machine.profile, 'ws-free-of-nothing')) return;
    this.machine.raise({ code: WS_EXCEPTION_CODE_USAGE_FAILURE });
  }

  /** `waitsFor` of the routines that use the process heap: its lock. */
  waitsFor(contract: Contract): WaitRequest | null {
    const { heaps } = this.#process;
    return waitForHeap(heaps, heaps.processHeap, 0, contract.name);
  }

  save(): Image {
    return { heaps: this.heaps.table.save(), errors: this.errors.table.save() };
  }

  load(saved: unknown): void {
    const { heaps, errors } = saved as Image;
    this.heaps.table.load(heaps);
    this.errors.table.load(errors);
  }

  fingerprint(): string {
    const { heaps, errors } = this.save();
    const whole = (_: string, value: unknown): unknown => (typeof value === 'bigint' ? `${value}` : value);
    return JSON.stringify([[...heaps], [...errors]], whole);
  }
}
