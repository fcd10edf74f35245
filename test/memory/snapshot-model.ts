/**
 * A plain model of a few pages, and the steps that the snapshot property test
 * takes on it and on the real memory side by side.
 */
import * as fc from 'fast-check';
import { expect } from 'vitest';
import {
  PAGE_EXECUTE_READWRITE,
  PAGE_GUARD,
  PAGE_NOACCESS,
  PAGE_READONLY,
  PAGE_READWRITE,
} from '../../src/memory/constants.ts';
import type { Memory } from '../../src/memory/memory.ts';
import { same } from '../same.ts';
import { faultOf, MB, makeMachine, type TestMachine } from './machine.ts';

export const PAGE = 0x1000;
/** Two reservations of 16 pages, either side of a chunk boundary of the page history (page 256 is at 1 MB). */
const FIRST_PAGE = 240;
export const PAGES = 32;
/** Fewer than PAGES, so that a commit can fail. */
const PHYSICAL_PAGES = 26;

/** A page of the model; null when it is not committed. */
interface ModelPage {
  readonly protection: number;
  readonly bytes: Uint8Array;
}
type ModelPages = (ModelPage | null)[];

export interface Real {
  readonly machine: TestMachine;
  readonly memory: Memory;
  readonly base: number;
}

export interface Model {
  pages: ModelPages;
}

const copyOf = (pages: ModelPages): ModelPages =>
  pages.map((page) => page && { protection: page.protection, bytes: page.bytes.slice() });

export function setup(): { real: Real; model: Model } {
  const machine = makeMachine('x64', { user: 2 * MB, kernel: MB, physical: PHYSICAL_PAGES * PAGE });
  const base = machine.user.base + FIRST_PAGE * PAGE;
  for (const at of [base, base + 16 * PAGE]) machine.user.reserve(16 * PAGE, PAGE_READWRITE, { at });
  const model: Model = { pages: new Array(PAGES).fill(null) };
  for (let page = 8; page < 24; page++) {
    machine.user.commit(base + page * PAGE, PAGE, PAGE_READWRITE);
    model.pages[page] = { protection: PAGE_READWRITE, bytes: new Uint8Array(PAGE) };
  }
  return { real: { machine, memory: machine.memory(), base }, model };
}

const WRITABLE_PROTECTIONS = new Set([PAGE_READWRITE, PAGE_EXECUTE_READWRITE]);

/** What the model says of an access: the first bad page, or null. A guard there is cleared. */
function firstBad(model: Model, offset: number, bytes: number, write: boolean): number | null {
  for (let page = Math.floor(offset / PAGE); page * PAGE < offset + bytes; page++) {
    const { protection } = model.pages[page] ?? { protection: PAGE_NOACCESS };
    const good = write ? WRITABLE_PROTECTIONS.has(protection) : protection !== PAGE_NOACCESS;
    if (good && (protection & PAGE_GUARD) === 0) continue;
    const was = model.pages[page];
    if (was) model.pages[page] = { ...was, protection: was.protection & ~PAGE_GUARD };
    return page;
  }
  return null;
}

function put(model: Model, offset: number, bytes: ArrayLike<number>): void {
  for (let at = 0; at < bytes.length; at++) {
    model.pages[Math.floor((offset + at) / PAGE)]!.bytes[(offset + at) % PAGE] = bytes[at]!;
  }
}

const take = (model: Model, offset: number, bytes: number): Uint8Array =>
  Uint8Array.from({ length: bytes }, (_, at) => {
    return model.pages[Math.floor((offset + at) / PAGE)]!.bytes[(offset + at) % PAGE]!;
  });

/** One step: what is done to the real memory and to the model. */
export interface Step {
  readonly name: string;
  run(real: Real, model: Model, saved: Saved[]): void;
}

/** A snapshot and what the model was then. */
export interface Saved {
  readonly image: unknown;
  readonly pages: ModelPages;
  readonly fingerprint: string;
}

const span = PAGES * PAGE;
/** Mostly the pages next to the chunk boundary, so that steps meet each other. */
const pageIndex = fc.oneof(
  { arbitrary: fc.integer({ min: 13, max: 18 }), weight: 3 },
  { arbitrary: fc.nat(PAGES - 1), weight: 1 },
);
/** Offsets anywhere in a page and shortly before its end; 16 bytes fit behind them. */
const offsets = fc
  .record({ page: pageIndex, at: fc.oneof(fc.nat(PAGE - 1), fc.integer({ min: PAGE - 9, max: PAGE - 1 })) })
  .map(({ page, at }) => Math.min(page * PAGE + at, span - 16));
const pages = fc.record({ page: pageIndex, count: fc.integer({ min: 1, max: 3 }) });
const protections = fc.constantFrom(
  PAGE_READWRITE,
  PAGE_READWRITE,
  PAGE_READWRITE,
  PAGE_EXECUTE_READWRITE,
  PAGE_READONLY,
  PAGE_NOACCESS,
  PAGE_READWRITE | PAGE_GUARD,
);

/** A write of given bytes by some route, all or nothing. */
function writeStep(
  name: string,
  offset: number,
  bytes: Uint8Array,
  write: (real: Real, address: number) => void,
): Step {
  return {
    name: `${name} ${bytes.length} at ${offset}`,
    run(real, model) {
      const bad = firstBad(model, offset, bytes.length, true);
      const fault = faultOf(() => write(real, real.base + offset));
      expect(fault?.access ?? null).toBe(bad === null ? null : 'write');
      if (bad === null) put(model, offset, bytes);
    },
  };
}

const little = (value: bigint, bytes: number): Uint8Array =>
  Uint8Array.from({ length: bytes }, (_, at) => Number((value >> BigInt(8 * at)) & 0xffn));

const typedWrites = fc
  .record({ offset: offsets, value: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), kind: fc.nat(4) })
  .map(({ offset, value, kind }) => {
    const bytes = [1, 2, 4, 8, 8][kind]!;
    return writeStep(
      'typed',
      offset,
      little(kind === 4 ? value >> 20n : value, bytes),
      ({ memory }, address) => {
        if (kind === 0) memory.writeUint8(address, Number(value & 0xffn));
        else if (kind === 1) memory.writeUint16(address, Number(value & 0xffffn));
        else if (kind === 2) memory.writeUint32(address, Number(value & 0xffff_ffffn));
        else if (kind === 3) memory.writeBigUint64(address, value);
        else memory.writePointer(address, Number(value >> 20n)); // 44 bits are canonical
      },
    );
  });

const byteWrites = fc
  .record({ offset: offsets, bytes: fc.uint8Array({ minLength: 1, maxLength: 16 }) })
  .map(({ offset, bytes }) =>
    writeStep('bytes', offset, bytes, ({ memory }, address) => memory.writeBytes(address, bytes)),
  );

const fills = fc
  .record({
    page: fc.integer({ min: 10, max: 16 }),
    length: fc.integer({ min: 1, max: 3 * PAGE }),
    byte: fc.nat(255),
  })
  .map(({ page, length, byte }) =>
    writeStep('fill', page * PAGE + 5, new Uint8Array(length).fill(byte), ({ memory }, address) =>
      memory.fill(address, length, byte),
    ),
  );

const heapStores = fc.record({ word: fc.nat(span / 4 - 1), value: fc.integer() }).map(
  ({ word, value }): Step => ({
    name: `heap store at ${4 * word}`,
    run({ machine: { user }, base }, model) {
      const offset = base - user.base + 4 * word;
      const page = model.pages[Math.floor((4 * word) / PAGE)];
      const writable = page !== null && page !== undefined && WRITABLE_PROTECTIONS.has(page.protection);
      expect(user.prepareWrite(offset >>> 12)).toBe(writable);
      if (!writable) return;
      user.i32[offset >>> 2] = value;
      put(model, 4 * word, little(BigInt(value), 4));
    },
  }),
);

const debugStores = fc.record({ offset: offsets, value: fc.nat(255) }).map(
  ({ offset, value }): Step => ({
    name: `debug store at ${offset}`,
    run({ machine: { debug }, base }, model) {
      const committed = model.pages[Math.floor(offset / PAGE)] !== null;
      if (committed) {
        debug.writeUint8(base + offset, value);
        put(model, offset, [value]);
      } else {
        expect(() => debug.writeUint8(base + offset, value)).toThrow(RangeError);
      }
    },
  }),
);

const copies = fc.record({ to: offsets, from: offsets, length: fc.integer({ min: 1, max: 16 }) }).map(
  ({ to, from, length }): Step => ({
    name: `copy ${length} from ${from} to ${to}`,
    run({ memory, base }, model) {
      const bad = firstBad(model, from, length, false) ?? firstBad(model, to, length, true);
      const fault = faultOf(() => memory.copy(base + to, base + from, length));
      expect(fault === null).toBe(bad === null);
      if (bad === null) put(model, to, take(model, from, length));
    },
  }),
);

/** Commit, decommit and protect work on pages of one reservation. */
const pageSteps = fc.record({ range: pages, protection: protections, kind: fc.nat(3) }).map(
  ({ range: { page, count }, protection, kind }): Step => ({
    name: `${['commit', 'commit', 'decommit', 'protect'][kind]} ${count} pages at ${page} (${protection})`,
    run({ machine: { user, physical }, base }, model) {
      const end = Math.min(page + count, page < 16 ? 16 : PAGES);
      const address = base + page * PAGE;
      const bytes = (end - page) * PAGE;
      const range = model.pages.slice(page, end);
      if (kind === 2) {
        user.decommit(address, bytes);
        model.pages.fill(null, page, end);
      } else if (kind === 3) {
        const all = range.every((one) => one !== null);
        expect(user.protect(address, bytes, protection)).toBe(all ? range[0]!.protection : null);
        if (!all) return;
        range.forEach((one, at) => {
          model.pages[page + at] = { ...one!, protection };
        });
      } else {
        const fresh = range.filter((one) => one === null).length;
        const fits = physical.usedBytes + fresh * PAGE <= physical.totalBytes;
        expect(user.commit(address, bytes, protection) === 0).toBe(fits);
        if (!fits) return;
        range.forEach((one, at) => {
          model.pages[page + at] = { protection, bytes: one?.bytes ?? new Uint8Array(PAGE) };
        });
      }
    },
  }),
);

/** Everything the real memory shows must be what the model holds. */
export function compare({ machine, base }: Real, model: Model): void {
  model.pages.forEach((page, index) => {
    const seen = machine.debug.readBytes(base + index * PAGE, PAGE);
    if (page === null) expect(seen).toBeUndefined();
    else if (!seen || seen.some((byte, at) => byte !== page.bytes[at]))
      throw new Error(`page ${index} differs`);
    same(machine.user.protection[FIRST_PAGE + index], page?.protection ?? 0);
  });
  const committed = model.pages.filter((page) => page !== null).length;
  expect([machine.physical.usedBytes, machine.user.committedBytes]).toEqual([
    committed * PAGE,
    committed * PAGE,
  ]);
}

const saves = fc.constant<Step>({
  name: 'save',
  run({ machine: { part } }, model, saved) {
    const fingerprint = part.fingerprint();
    saved.push({ image: part.save(), pages: copyOf(model.pages), fingerprint });
    expect(part.fingerprint()).toBe(fingerprint);
  },
});

const restores = fc.nat(99).map(
  (which): Step => ({
    name: `restore ${which}`,
    run(real, model, saved) {
      if (saved.length === 0) return;
      const { image, pages: then, fingerprint } = saved[which % saved.length]!;
      real.machine.part.load(image);
      model.pages = copyOf(then);
      compare(real, model);
      expect(real.machine.part.fingerprint()).toBe(fingerprint);
    },
  }),
);

export const steps = fc.oneof(
  { arbitrary: pageSteps, weight: 5 },
  { arbitrary: typedWrites, weight: 4 },
  { arbitrary: byteWrites, weight: 2 },
  { arbitrary: fills, weight: 2 },
  { arbitrary: heapStores, weight: 4 },
  { arbitrary: debugStores, weight: 1 },
  { arbitrary: copies, weight: 2 },
  { arbitrary: saves, weight: 3 },
  { arbitrary: restores, weight: 4 },
);
