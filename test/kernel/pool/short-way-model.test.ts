/** The same calls by the short way, past a door that somebody watches, and the long way: nobody can tell them apart. */
import fc from 'fast-check';
import {
  type Architecture,
  type BootOptions,
  NonPagedPool,
  NonPagedPoolNx,
  type Nt,
  PagedPool,
  POOL_FLAG_NON_PAGED,
  POOL_FLAG_PAGED,
  POOL_FLAG_UNINITIALIZED,
} from 'irqlab';
import { describe, expect, test } from 'vitest';
import { propertyRuns } from '../../property-runs.ts';
import { architectures, DERF, FRED, headerBytes, headerOf, machine } from './fixture.ts';

type Step =
  | { readonly op: 'take'; readonly type: number; readonly bytes: number }
  | { readonly op: 'take2'; readonly flags: number; readonly bytes: number }
  | { readonly op: 'give'; readonly at: number; readonly tag: number }
  | { readonly op: 'give again' | 'give inside'; readonly at: number }
  | { readonly op: 'damage'; readonly at: number; readonly behind: boolean; readonly bits: number }
  | { readonly op: 'hold' | 'release'; readonly at: number }
  | { readonly op: 'take irp' | 'give irp' }
  | { readonly op: 'snapshot' }
  | { readonly op: 'restore' };

const bytes: fc.Arbitrary<number> = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(1, 16, 32, 60, 64, 100) },
  { weight: 2, arbitrary: fc.integer({ min: 1, max: 1500 }) },
  { weight: 1, arbitrary: fc.constantFrom(0xfe0, 0xff0, 0x1000) },
);
const op = <K extends string>(name: K) => fc.constant(name);
const at = fc.oneof({ weight: 3, arbitrary: fc.constant(-1) }, { weight: 1, arbitrary: fc.nat() });
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 30,
    arbitrary: fc.record({
      op: op('take'),
      type: fc.constantFrom(NonPagedPool, PagedPool, NonPagedPoolNx),
      bytes,
    }),
  },
  {
    weight: 20,
    arbitrary: fc.record({
      op: op('take2'),
      flags: fc.constantFrom(
        POOL_FLAG_PAGED,
        POOL_FLAG_NON_PAGED,
        POOL_FLAG_NON_PAGED | POOL_FLAG_UNINITIALIZED,
      ),
      bytes,
    }),
  },
  {
    weight: 45,
    arbitrary: fc.record({ op: op('give'), at, tag: fc.constantFrom(FRED, FRED, 0, DERF) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ op: fc.constantFrom('give again' as const, 'give inside' as const), at }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      op: op('damage'),
      at,
      behind: fc.boolean(),
      bits: fc.integer({ min: 1, max: -1 >>> 0 }),
    }),
  },
  { weight: 6, arbitrary: fc.record({ op: fc.constantFrom('hold' as const, 'release' as const), at }) },
  { weight: 8, arbitrary: fc.record({ op: fc.constantFrom('take irp' as const, 'give irp' as const) }) },
  { weight: 2, arbitrary: fc.constantFrom<Step>({ op: 'snapshot' }, { op: 'restore' }) },
);

/** A machine with what the steps made so far, by address. */
class Scene {
  readonly nt: Nt;
  readonly #arch: Architecture;
  #halted = false;
  #live: number[] = [];
  #dead: number[] = [];
  #irps: number[] = [];
  /** Timers that are set, in blocks. */
  #held: number[] = [];
  #saved: { readonly image: ReturnType<Nt['snapshot']>; readonly lists: readonly number[][] } | null = null;

  constructor(arch: Architecture, options: BootOptions, prepare: (nt: Nt) => void) {
    this.#arch = arch;
    this.nt = machine(arch, { ...options, onViolation: 'report' });
    prepare(this.nt);
    this.nt.ExAllocatePoolWithTag(PagedPool, 64, FRED); // a tag that is known
  }

  /** What a step gave; the exception or the bug check when it did not end. */
  run(step: Step): unknown {
    if (this.#halted) return null;
    if (step.op === 'snapshot' || step.op === 'restore') return this.#travel(step.op);
    const outcome = this.nt.outcome(() => this.#do(step));
    this.#halted = outcome.kind === 'bugcheck';
    return outcome.kind === 'returned' ? outcome.value : outcome;
  }

  #do(step: Exclude<Step, { readonly op: 'snapshot' | 'restore' }>): unknown {
    const { nt } = this;
    switch (step.op) {
      case 'take':
        return this.#took(nt.ExAllocatePoolWithTag(step.type, step.bytes, FRED));
      case 'take2':
        return this.#took(nt.ExAllocatePool2(step.flags, step.bytes, FRED));
      case 'give': {
        const block = this.#pick(this.#live, step.at);
        if (block === 0) return null;
        this.#live = this.#live.filter((one) => one !== block);
        this.#dead.push(block);
        return nt.ExFreePoolWithTag(block, step.tag);
      }
      case 'give again':
        return nt.ExFreePool(this.#pick(this.#dead, step.at));
      case 'give inside':
        return nt.ExFreePool(this.#pick(this.#live, step.at) + headerBytes(this.#arch));
      case 'damage':
        return this.#damage(this.#pick(this.#live, step.at), step.behind, step.bits);
      case 'hold':
        return this.#hold(this.#pick(this.#live, step.at));
      case 'release':
        return this.#release(this.#pick(this.#held, step.at));
      case 'take irp':
        return this.#irps.push(nt.IoAllocateIrp(2, 0));
      case 'give irp':
        return nt.IoFreeIrp(this.#irps.pop() ?? nt.IoAllocateIrp(1, 0));
    }
  }

  #travel(where: 'snapshot' | 'restore'): void {
    if (where === 'snapshot') {
      const lists = [this.#live, this.#dead, this.#irps, this.#held];
      this.#saved = { image: this.nt.snapshot(), lists };
    } else if (this.#saved !== null) this.nt.restore(this.#saved.image);
    if (this.#saved !== null) this.#copy(this.#saved.lists);
  }

  #copy(lists: readonly (readonly number[])[]): void {
    [this.#live, this.#dead, this.#irps, this.#held] = lists.map((list) => [...list]) as [
      number[],
      number[],
      number[],
      number[],
    ];
  }

  #pick(list: readonly number[], at: number): number {
    return at < 0 ? (list.at(-1) ?? 0) : (list[at % Math.max(list.length, 1)] ?? 0);
  }

  #took(address: number): number {
    if (address !== 0) this.#live.push(address);
    return address;
  }

  #damage(block: number, behind: boolean, bits: number): void {
    if (block === 0) return;
    const own = headerOf(this.nt, this.#arch, block);
    const { at } = behind
      ? headerOf(this.nt, this.#arch, block + own.blockSize * headerBytes(this.#arch))
      : own;
    const word = this.nt.debug.memory.readUint32(at);
    if (word !== undefined) this.nt.memory.writeUint32(at, (word ^ (1 << (bits % 32))) >>> 0);
  }

  #hold(block: number): void {
    if (block === 0 || (this.nt.debug.pool.block(block)?.bytes ?? 0) < 64 || this.#held.includes(block))
      return;
    this.nt.KeInitializeTimer(block);
    this.nt.KeSetTimer(block, -10_000_000n, 0);
    this.#held.push(block);
  }

  #release(timer: number): void {
    if (timer === 0) return;
    this.#held = this.#held.filter((one) => one !== timer);
    this.nt.KeCancelTimer(timer);
  }

  /** What can be seen of the machine. */
  seen(): unknown {
    const { debug, findings } = this.nt;
    return [
      debug.pool.blocks(),
      debug.pool.finding(),
      debug.pool.sizes(),
      findings.map((one) => JSON.stringify(one)),
    ];
  }
}

const ways: readonly ((nt: Nt) => void)[] = [
  // A fault that never comes: every call is looked at, at the door alone.
  (nt) => void nt.injectFault({ routine: 'ExAllocatePool2', call: 2 ** 30 }),
  (nt) => void nt.events.on(() => {}),
];

describe.each(architectures)('%s', (arch) => {
  test.each([{ verifier: 'on' }, { verifier: 'off' }] as const)(
    'the short way is the long way: %o',
    (options) => {
      fc.assert(
        fc.property(fc.array(step, { minLength: 150, maxLength: 150 }), (steps) => {
          const short = new Scene(arch, options, () => {});
          const others = ways.map((prepare) => new Scene(arch, options, prepare));
          steps.forEach((one, index) => {
            const result = short.run(one);
            for (const other of others) expect(other.run(one)).toEqual(result);
            if (index % 15 !== 0) return;
            const seen = short.seen();
            for (const other of others) expect(other.seen()).toEqual(seen);
          });
          const prints = short.nt.debug.fingerprints();
          for (const other of others) expect(other.nt.debug.fingerprints()).toEqual(prints);
        }),
        { numRuns: propertyRuns(8), seed: 20261122, endOnFailure: true },
      );
    },
    120_000,
  );
});
