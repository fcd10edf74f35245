/**
 * The second pass of a replay: every block is filled with bytes of its own and
 * checked before each resize and free and at the end, together with sizes,
 * alignment, the heap's own validation and the totals of a walk
 * (ENGINEERING-DECISIONS 14). Nothing in it is timed.
 */
import { firstDifference, patternByte, visitPattern } from './block-pattern.ts';
import type { ReplayHeap, ReplayPiece, ReplayTotals } from './replay-heap.ts';
import { ALLOCATE, FREE, type Trace } from './trace.ts';

/** What the verifying pass found out. */
export interface Verification {
  /** True when every check held. */
  readonly valid: boolean;
  /** The first check that did not hold, or null. */
  readonly reason: string | null;
  /** Allocations and resizes that gave NULL. */
  readonly failures: number;
  /** Most requested bytes live at one time. */
  readonly peakLiveBytes: number;
  /** Most bytes committed after any operation. */
  readonly peakCommittedBytes: number;
  /** Totals when the trace had the most bytes live. */
  readonly atPeak: ReplayTotals;
  /** Pieces of the heap at that moment, for the picture. */
  readonly piecesAtPeak: readonly ReplayPiece[];
  /** Most segments and large blocks at the samples. */
  readonly segments: number;
  readonly largeBlocks: number;
}

/** Full checks (validation and walk) during a pass, beside those at the peak and at the end. */
const FULL_CHECKS = 16;
/** Operations between two reports of progress. */
const PROGRESS_OPERATIONS = 4096;

/** Replays a trace with every check.. */
export function verifyReplay(
  heap: ReplayHeap,
  trace: Trace,
  progress: (done: number) => void = () => {},
): Verification {
  return new VerifyingReplay(heap, trace).run(progress);
}

/** Ends the pass at the first check that fails. Never leaves this file. */
class CheckFailed extends Error {}

const EMPTY: ReplayTotals = {
  segments: 0,
  largeBlocks: 0,
  committedBytes: 0,
  liveBlocks: 0,
  liveBytes: 0,
  freeBytes: 0,
  freeBlocks: 0,
  largestFreeBytes: 0,
};

class VerifyingReplay {
  readonly #heap: ReplayHeap;
  readonly #trace: Trace;
  /** Address of each live block; 0 when it is freed or never came to be. */
  readonly #addresses: Float64Array;
  readonly #sizes: Float64Array;
  #operation = 0;
  #failures = 0;
  #liveBlocks = 0;
  #liveBytes = 0;
  #peakLiveBytes = 0;
  #peakCommittedBytes = 0;
  #segments = 0;
  #largeBlocks = 0;
  #atPeak = EMPTY;
  #piecesAtPeak: ReplayPiece[] = [];

  constructor(heap: ReplayHeap, trace: Trace) {
    this.#heap = heap;
    this.#trace = trace;
    this.#addresses = new Float64Array(trace.allocations);
    this.#sizes = new Float64Array(trace.allocations);
  }

  run(progress: (done: number) => void): Verification {
    let reason: string | null = null;
    try {
      this.#replay(progress);
    } catch (error) {
      if (!(error instanceof CheckFailed)) throw error;
      reason = error.message;
    }
    return {
      valid: reason === null,
      reason,
      failures: this.#failures,
      peakLiveBytes: this.#peakLiveBytes,
      peakCommittedBytes: this.#peakCommittedBytes,
      atPeak: this.#atPeak,
      piecesAtPeak: this.#piecesAtPeak,
      segments: this.#segments,
      largeBlocks: this.#largeBlocks,
    };
  }

  #replay(progress: (done: number) => void): void {
    const { operations, ids, sizes, peakOperation } = this.#trace;
    const between = Math.max(1, Math.ceil(operations.length / FULL_CHECKS));
    for (let i = 0; i < operations.length; i++) {
      this.#operation = i;
      const id = ids[i] as number;
      if (operations[i] === ALLOCATE) this.#allocate(id, sizes[i] as number);
      else if (operations[i] === FREE) this.#free(id);
      else this.#resize(id, sizes[i] as number);
      this.#peakLiveBytes = Math.max(this.#peakLiveBytes, this.#liveBytes);
      this.#peakCommittedBytes = Math.max(this.#peakCommittedBytes, this.#heap.committedBytes());
      if (i === peakOperation) this.#keepPeak();
      if (i % between === between - 1) this.#checkHeap();
      if (i % PROGRESS_OPERATIONS === 0) progress(i);
    }
    for (let id = 0; id < this.#addresses.length; id++) {
      if (this.#addresses[id] !== 0) this.#checkBlock(id, 'at the end');
    }
    this.#checkHeap();
    progress(operations.length);
  }

  #allocate(id: number, bytes: number): void {
    const address = this.#heap.allocate(bytes);
    if (address === 0) {
      this.#failures += 1;
      return;
    }
    this.#liveBlocks += 1;
    this.#liveBytes += bytes;
    this.#accept(id, address, bytes, 0);
  }

  #resize(id: number, bytes: number): void {
    const old = this.#addresses[id] as number;
    if (old === 0) return;
    this.#checkBlock(id, 'before its resize');
    const before = this.#sizes[id] as number;
    const address = this.#heap.reallocate(old, bytes);
    if (address === 0) {
      this.#failures += 1;
      this.#checkBlock(id, 'after a resize that failed');
      return;
    }
    this.#liveBytes += bytes - before;
    const kept = Math.min(before, bytes);
    this.#checkBytes(id, address, kept, 'after its resize');
    this.#accept(id, address, bytes, kept);
  }

  #free(id: number): void {
    const address = this.#addresses[id] as number;
    if (address === 0) return;
    this.#checkBlock(id, 'before its free');
    if (!this.#heap.free(address)) this.#fail(`the heap refused to free ${this.#block(id)}`);
    this.#addresses[id] = 0;
    this.#liveBlocks -= 1;
    this.#liveBytes -= this.#sizes[id] as number;
  }

  /** Takes a block that the heap gave out: notes it, checks address and size, fills it from `from` on. */
  #accept(id: number, address: number, bytes: number, from: number): void {
    this.#addresses[id] = address;
    this.#sizes[id] = bytes;
    if (address % this.#heap.alignmentBytes !== 0) {
      this.#fail(`${this.#block(id)} is not aligned to ${this.#heap.alignmentBytes} bytes`);
    }
    this.#checkSize(id);
    visitPattern(id, from, bytes, (offset, expected) => {
      this.#heap.write(address + offset, expected);
      return true;
    });
  }

  #checkBlock(id: number, when: string): void {
    this.#checkSize(id);
    this.#checkBytes(id, this.#addresses[id] as number, this.#sizes[id] as number, when);
  }

  #checkSize(id: number): void {
    const size = this.#heap.sizeOf(this.#addresses[id] as number);
    if (size !== this.#sizes[id])
      this.#fail(`${this.#block(id)}: RtlSizeHeap says ${size}, requested were ${this.#sizes[id]}`);
  }

  #checkBytes(id: number, address: number, bytes: number, when: string): void {
    let wrong = -1;
    visitPattern(id, 0, bytes, (offset, expected) => {
      const at = firstDifference(this.#heap.read(address + offset, expected.length), expected);
      if (at !== -1) wrong = offset + at;
      return at === -1;
    });
    if (wrong === -1) return;
    const [found, written] = [this.#heap.read(address + wrong, 1)[0] ?? 0, patternByte(id, wrong)];
    this.#fail(`${this.#block(id)} ${when}: byte ${wrong} is ${hex(found)}, written was ${hex(written)}`);
  }

  /** The heap's own validation, and a walk whose totals must be those of the trace. */
  #checkHeap(): void {
    if (!this.#heap.isSound()) this.#fail('RtlValidateHeap says FALSE');
    let blocks = 0;
    let bytes = 0;
    for (const piece of this.#heap.pieces()) {
      if (piece.state !== 'busy' && piece.state !== 'large') continue;
      blocks += 1;
      bytes += piece.bytes;
    }
    this.#compareTotals('the walk finds', blocks, bytes);
    const totals = this.#heap.totals();
    this.#compareTotals('the heap counts', totals.liveBlocks, totals.liveBytes);
    this.#segments = Math.max(this.#segments, totals.segments);
    this.#largeBlocks = Math.max(this.#largeBlocks, totals.largeBlocks);
  }

  #compareTotals(who: string, blocks: number, bytes: number): void {
    if (blocks === this.#liveBlocks && bytes === this.#liveBytes) return;
    const expected = `${this.#liveBlocks} blocks with ${this.#liveBytes} bytes are live`;
    this.#fail(`${who} ${blocks} blocks with ${bytes} bytes, ${expected}`);
  }

  #keepPeak(): void {
    this.#checkHeap();
    this.#atPeak = this.#heap.totals();
    this.#piecesAtPeak = [...this.#heap.pieces()];
  }

  #block(id: number): string {
    return `block ${id} at ${hex(this.#addresses[id] as number)}`;
  }

  #fail(what: string): never {
    throw new CheckFailed(`operation ${this.#operation + 1}: ${what}`);
  }
}

const hex = (value: number): string => `0x${value.toString(16)}`;
