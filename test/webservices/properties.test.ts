/**
 * Random sequences of all routines against a plain model, on several heaps and
 * error objects of a process.
 *
 * The model knows no chunk addresses: a heap is its two limits, the sum of what
 * was asked for, the sizes of its chunks and the room taken in them; a block is
 * an address and the byte that it is full of. After each step the real sums are
 * compared, and at the end every block of every heap must still have its bytes,
 * no two may overlap, and after freeing everything the process heap has what it
 * had.
 */

import fc from 'fast-check';
import { out, PVOID } from 'irqlab';
import { S_OK, WS_E_QUOTA_EXCEEDED } from 'irqlab/webservices';
import { expect, it } from 'vitest';
import { propertyRuns } from '../property-runs.ts';
import {
  actual,
  architectures,
  errorOf,
  heapOf,
  liveBlocks,
  profiles,
  requested,
  type Site,
  siteOf,
  stringsOf,
} from './fixture.ts';

interface Block {
  readonly address: number;
  readonly bytes: number;
  readonly fill: number;
}

class ModelHeap {
  readonly max: number;
  readonly trim: number;
  asked = 0;
  chunks: number[] = [];
  current = 0;
  used = 0;
  blocks: Block[] = [];

  constructor(max: number, trim: number) {
    this.max = max;
    this.trim = trim;
  }

  get actual(): number {
    return this.chunks.reduce((sum, bytes) => sum + bytes, 0);
  }

  /** Takes room for a request; false when the quota forbids it. */
  allocate(size: number): boolean {
    if (this.asked + size > this.max) return false;
    this.asked += size;
    const room = Math.max(8, (size + 7) & ~7);
    while (this.current < this.chunks.length && this.used + room > (this.chunks[this.current] ?? 0)) {
      this.current += 1;
      this.used = 0;
    }
    if (this.current === this.chunks.length) this.chunks.push(this.#next(room));
    this.used += room;
    return true;
  }

  #next(room: number): number {
    const last = this.chunks.at(-1);
    for (let bytes = last === undefined ? 128 : 2 * last; ; bytes *= 2) {
      if (bytes >= 65536) return Math.max(65536, room);
      if (bytes >= room) return bytes;
    }
  }

  reset(profile: string): void {
    this.asked = 0;
    this.current = 0;
    this.used = 0;
    this.blocks = [];
    const least = profile === 'observed' ? 1 : 0;
    if (this.trim > this.max) return;
    while (this.chunks.length > least && this.actual > this.trim) this.chunks.pop();
  }
}

type Step =
  | { kind: 'create'; max: number; trim: number }
  | { kind: 'allocate'; heap: number; size: number; withError: boolean }
  | { kind: 'reset'; heap: number }
  | { kind: 'free'; heap: number }
  | { kind: 'string'; text: string }
  | { kind: 'reset-error' };

const heap = fc.nat({ max: 4 });
const size = fc.oneof(
  fc.nat({ max: 40 }),
  fc.constantFrom(0, 8, 112, 120, 127, 128, 129, 256),
  fc.nat({ max: 3000 }),
  fc.nat({ max: 200_000 }),
);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('create' as const),
      max: fc.oneof(fc.nat({ max: 600 }), fc.nat({ max: 300_000 })),
      trim: fc.oneof(fc.nat({ max: 600 }), fc.nat({ max: 300_000 })),
    }),
  },
  {
    weight: 12,
    arbitrary: fc.record({
      kind: fc.constant('allocate' as const),
      heap,
      size,
      withError: fc.boolean(),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('reset' as const), heap }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('free' as const), heap }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('string' as const), text: fc.string({ maxLength: 30 }) }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: 'reset-error' as const }) },
);

/** The real thing and the model, side by side. */
class Run {
  readonly site: Site;
  readonly profile: string;
  readonly error: number;
  readonly heaps = new Map<number, ModelHeap>();
  strings: string[] = [];
  code = '';
  #fill = 0;

  constructor(site: Site, profile: string) {
    this.site = site;
    this.profile = profile;
    this.error = errorOf(site);
  }

  step(step: Step): void {
    const { process } = this.site;
    if (step.kind === 'string') {
      expect(process.WsAddErrorString(this.error, step.text)).toBe(S_OK);
      this.strings.unshift(step.text);
    } else if (step.kind === 'reset-error') {
      expect(process.WsResetError(this.error)).toBe(S_OK);
      this.strings = [];
      this.code = '';
    } else if (step.kind === 'create') {
      this.heaps.set(heapOf(this.site, step.max, step.trim), new ModelHeap(step.max, step.trim));
    } else this.#onHeap(step);
    for (const [address, model] of this.heaps) {
      expect(requested(this.site, address)).toBe(model.asked);
      expect(actual(this.site, address)).toBe(model.actual);
    }
    expect(stringsOf(this.site, this.error)).toEqual([
      ...this.strings,
      ...(this.code === '' ? [] : [this.code]),
    ]);
  }

  #onHeap(step: Extract<Step, { heap: number }>): void {
    const { process } = this.site;
    const found = [...this.heaps][step.heap % Math.max(1, this.heaps.size)];
    if (found === undefined) return;
    const [address, model] = found;
    if (step.kind === 'free') {
      process.WsFreeHeap(address);
      this.heaps.delete(address);
    } else if (step.kind === 'reset') {
      expect(process.WsResetHeap(address, 0)).toBe(S_OK);
      model.reset(this.profile);
    } else this.#allocate(address, model, step.size, step.withError);
  }

  #allocate(address: number, model: ModelHeap, bytes: number, withError: boolean): void {
    const { process } = this.site;
    const cell = out(PVOID, -7);
    const result = process.WsAlloc(address, bytes, cell, withError ? this.error : 0);
    if (!model.allocate(bytes)) {
      expect([result, cell.value]).toEqual([WS_E_QUOTA_EXCEEDED, -7]);
      if (!withError) return;
      this.strings.unshift('WsAlloc: size is more than WS_HEAP_PROPERTY_MAX_SIZE leaves');
      this.code ||= 'WS_E_QUOTA_EXCEEDED (0x803D0008)';
      return;
    }
    expect(result).toBe(S_OK);
    this.#fill = (this.#fill % 250) + 1;
    process.memory.fill(cell.value, bytes, this.#fill);
    model.blocks.push({ address: cell.value, bytes, fill: this.#fill });
  }

  /** No block lost a byte, none overlaps another, all are aligned. */
  inspect(): void {
    const { memory } = this.site.process;
    const blocks = [...this.heaps.values()]
      .flatMap((model) => model.blocks)
      .sort((a, b) => a.address - b.address);
    for (const [at, block] of blocks.entries()) {
      expect(block.address % 8).toBe(0);
      const next = blocks[at + 1];
      if (next !== undefined)
        expect(next.address).toBeGreaterThanOrEqual(block.address + Math.max(1, block.bytes));
      const bytes = memory.readBytes(block.address, block.bytes);
      expect(bytes.every((byte) => byte === block.fill)).toBe(true);
    }
  }

  /** Frees what is left. */
  end(): void {
    for (const address of this.heaps.keys()) this.site.process.WsFreeHeap(address);
    this.site.process.WsFreeError(this.error);
  }
}

const places = architectures.flatMap((arch) => profiles.map((profile) => ({ arch, profile })));

it.each(places)(
  'S1-014, S3-003, S3-006, C-013, C-018: sums, chunks and strings are those of the model ($arch, $profile)',
  ({ arch, profile }) => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60, size: 'max' }), (steps) => {
        const site = siteOf(arch, { profile });
        const before = liveBlocks(site);
        const run = new Run(site, profile);
        for (const one of steps) run.step(one);
        run.inspect();
        run.end();
        expect(liveBlocks(site)).toBe(before);
        expect(site.nt.debug.heapFinding(site.process, site.process.processHeap)).toBeNull();
      }),
      { numRuns: propertyRuns(10), seed: 6 },
    );
  },
  120_000,
);
