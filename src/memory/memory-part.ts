import type { Part } from '../machine/snapshot.ts';
import { regionFingerprint } from './fingerprint.ts';
import type { PhysicalMemory, PhysicalMemoryImage } from './physical-memory.ts';
import type { Region, RegionImage } from './region.ts';

interface MemoryImage {
  readonly regions: readonly { readonly region: Region; readonly image: RegionImage }[];
  readonly physical: PhysicalMemoryImage;
}

/**
 * The memory of a machine as a snapshot part: its regions and the count of
 * physical pages. How content is kept: page-history.ts.
 */
export class MemoryPart implements Part {
  readonly name = 'memory';
  readonly #physical: PhysicalMemory;
  #regions: readonly Region[];

  constructor(physical: PhysicalMemory, regions: readonly Region[] = []) {
    this.#physical = physical;
    this.#regions = regions;
  }

  /** Adds the region of a new process. A snapshot taken before does not hold it; restoring that one forgets it. */
  add(region: Region): void {
    this.#regions = [...this.#regions, region];
  }

  /** Forgets the region of a process that is gone, after its pages were released. */
  remove(region: Region): void {
    this.#regions = this.#regions.filter((known) => known !== region);
  }

  save(): MemoryImage {
    return {
      regions: this.#regions.map((region) => ({ region, image: region.save() })),
      physical: this.#physical.save(),
    };
  }

  load(saved: unknown): void {
    const { regions, physical } = saved as MemoryImage;
    for (const { region, image } of regions) region.load(image);
    this.#regions = regions.map(({ region }) => region);
    this.#physical.load(physical);
  }

  fingerprint(): string {
    const regions = this.#regions.map(regionFingerprint);
    return `${this.#physical.usedBytes} ${regions.join(' ')}`;
  }
}
