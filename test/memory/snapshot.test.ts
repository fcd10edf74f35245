import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SnapshotParts } from '../../src/machine/snapshot.ts';
import { createUserRegion } from '../../src/memory/address-space.ts';
import { PAGE_READWRITE } from '../../src/memory/constants.ts';
import { WRITABLE } from '../../src/memory/page-access.ts';
import { propertyRuns } from '../property-runs.ts';
import { architectures, MB, makeMachine } from './machine.ts';
import { compare, PAGE, type Saved, setup, steps } from './snapshot-model.ts';

describe('snapshots of memory', () => {
  it('ENGINEERING-DECISIONS 10: find the old bytes again after writes by every route, in any order', () => {
    fc.assert(
      fc.property(fc.array(steps, { maxLength: 60, size: 'max' }), (taken) => {
        const { real, model } = setup();
        const saved: Saved[] = [];
        for (const step of taken) step.run(real, model, saved);
        compare(real, model);
        for (const { image, pages } of saved) {
          real.machine.part.load(image);
          model.pages = pages;
          compare(real, model);
        }
      }),
      { numRuns: propertyRuns(100) },
    );
  }, 60_000);
});

describe.each(architectures)('MemoryPart on %s', (architecture) => {
  it('restores reservations, protections and the count of physical pages', () => {
    const machine = makeMachine(architecture);
    const { user, part, physical } = machine;
    const kept = machine.committed(user, 2 * PAGE);
    const image = part.save();
    const fingerprint = part.fingerprint();
    user.release(kept);
    const other = machine.committed(user, 5 * PAGE);
    expect(other).toBe(kept);
    expect(part.fingerprint()).not.toBe(fingerprint);
    part.load(image);
    expect(physical.usedBytes).toBe(2 * PAGE);
    expect(user.allocations.all.map(({ pages }) => pages)).toEqual([2]);
    expect(part.fingerprint()).toBe(fingerprint);
    // The restored list of reservations is a working one.
    expect(user.reserve(PAGE, PAGE_READWRITE)).toBe(kept + 16 * PAGE);
    user.release(kept);
    expect(user.reserve(PAGE, PAGE_READWRITE)).toBe(kept);
    part.load(image);
    expect(part.fingerprint()).toBe(fingerprint);
  });

  it('restores reservations split by a partial release', () => {
    const machine = makeMachine(architecture);
    const { user, part } = machine;
    const base = user.reserve(4 * 16 * PAGE, PAGE_READWRITE)!;
    const whole = part.save();
    user.release(base + 17 * PAGE, 2 * PAGE);
    const split = part.save();
    part.load(whole);
    user.release(base);
    expect(user.reserve(4 * 16 * PAGE, PAGE_READWRITE)).toBe(base);
    part.load(split);
    expect(user.allocations.all.length).toBe(2);
    user.release(base);
    expect(user.reserve(16 * PAGE, PAGE_READWRITE)).toBe(base);
    expect(user.reserve(16 * PAGE, PAGE_READWRITE)).toBe(base + 64 * PAGE);
  });

  it('knows the regions of processes that came and went', () => {
    const machine = makeMachine(architecture);
    const { part, physical } = machine;
    const before = part.save();
    const region = createUserRegion(architecture, physical, MB);
    part.add(region);
    const address = region.reserve(PAGE, PAGE_READWRITE)!;
    region.commit(address, PAGE, PAGE_READWRITE);
    region.prepareWrite(16);
    region.u8[address - region.base] = 9;
    const during = part.save();
    const fingerprint = part.fingerprint();
    expect(part.processRegions).toBe(1);
    region.release(address);
    expect(part.fingerprint()).not.toBe(fingerprint);
    part.load(before);
    expect(part.processRegions).toBe(0);
    part.load(during);
    expect(part.processRegions).toBe(1);
    expect(part.fingerprint()).toBe(fingerprint);
    expect([physical.usedBytes, region.u8[address - region.base]]).toEqual([PAGE, 9]);
  });

  it('works as a part of a machine', () => {
    const machine = makeMachine(architecture);
    const parts = new SnapshotParts();
    parts.register(machine.part);
    const memory = machine.memory();
    const address = machine.committed(machine.kernel, PAGE, PAGE_READWRITE, false);
    memory.writeUint32(address, 1);
    const snapshot = parts.save();
    const page = (address - machine.kernel.base) / PAGE;
    expect(machine.kernel.access[page]! & WRITABLE).toBe(0);
    memory.writeUint32(address, 2);
    expect(machine.kernel.access[page]! & WRITABLE).toBe(WRITABLE);
    parts.load(snapshot);
    expect(memory.readUint32(address)).toBe(1);
  });
});

describe('the cost of a snapshot', () => {
  it('ends when nobody holds it any more', async () => {
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    const machine = makeMachine('x64');
    const memory = machine.memory();
    const address = machine.committed(machine.user, 16 * PAGE);
    const take = () => {
      memory.fill(address, 16 * PAGE, 7);
      const image = machine.part.save();
      memory.fill(address, 16 * PAGE, 8);
      return new WeakRef(image);
    };
    const dropped = Array.from({ length: 10 }, take);
    const kept = machine.part.save();
    for (let round = 0; round < 20 && dropped.some((image) => image.deref()); round++) {
      await new Promise((resolve) => setTimeout(resolve, 5));
      collect();
    }
    expect(dropped.filter((image) => image.deref() !== undefined)).toEqual([]);
    machine.part.load(kept);
    expect(memory.readUint8(address)).toBe(8);
  });

  it('follows the dirty pages: 5,000 snapshots of a machine with 32 MB in use', () => {
    const machine = makeMachine('x64', { user: 64 * MB });
    const memory = machine.memory();
    const address = machine.committed(machine.user, 32 * MB);
    memory.fill(address, 32 * MB, 1);
    const first = machine.part.save();
    const begun = performance.now();
    for (let round = 0; round < 5000; round++) {
      memory.writeUint32(address + (round % 100) * PAGE, round);
      machine.part.save();
      if (round % 10 === 0) machine.part.load(first);
    }
    // Copying 32 MB 5,000 times takes more than 10 s; this takes well under one.
    expect(performance.now() - begun).toBeLessThan(5000);
    machine.part.load(first);
    expect(memory.readBytes(address, 32 * MB).every((byte) => byte === 1)).toBe(true);
  });
});
