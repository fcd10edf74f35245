import type { Part } from '../machine/snapshot.ts';
import { regionFingerprint } from './fingerprint.ts';
import type { PhysicalMemory, PhysicalMemoryImage } from './physical-memory.ts';
import type { Region, RegionImage } from './region.ts';

interface SavedRegion {
  readonly region: Region;
  readonly image: RegionImage;
}

interface MemoryImage {
  readonly lasting: readonly SavedRegion[];
  readonly regions: readonly SavedRegion[];
  readonly physical: PhysicalMemoryImage;
}

/** A region in which nothing was ever reserved. */
const UNUSED: RegionImage = { allocations: [], pages: [], committedPages: 0 };

/**
 * The memory of a machine as a snapshot part: its regions and the count of
 * physical pages. How content is kept: page-history.ts.
 */
export class MemoryPart implements Part {
  readonly name = 'memory';
  readonly #physical: PhysicalMemory;
  /** Regions that are there as long as the machine is. */
  #lasting: readonly Region[];
  /** Regions of processes. */
  #regions: readonly Region[] = [];

  constructor(physical: PhysicalMemory, lasting: readonly Region[] = []) {
    this.#physical = physical;
    this.#lasting = lasting;
  }

  /** Adds a region that the machine had from the start, and that is used only now: a snapshot taken before has it unused. */
  addLasting(region: Region): void {
    this.#lasting = [...this.#lasting, region];
  }

  /** Adds the region of a new process. A snapshot taken before does not hold it; restoring that one forgets it. */
  add(region: Region): void {
    this.#regions = [...this.#regions, region];
  }

  /** How many processes have a region. Processes that ended keep theirs. */
  get processRegions(): number {
    return this.#regions.length;
  }

  save(): MemoryImage {
    return {
      lasting: this.#lasting.map((region) => ({ region, image: region.save() })),
      regions: this.#regions.map((region) => ({ region, image: region.save() })),
      physical: this.#physical.save(),
    };
  }

  load(saved: unknown): void {
    const { lasting, regions, physical } = saved as MemoryImage;
    for (const region of this.#lasting) {
      const found = lasting.find((known) => known.region === region);
      region.load(found?.image ?? UNUSED);
    }
    for (const { region, image } of regions) region.load(image);
    this.#regions = regions.map(({ region }) => region);
    this.#physical.load(physical);
  }

  fingerprint(): string {
    // Nobody can tell an unused region from one that was not asked for.
    const lasting = this.#lasting.filter(({ allocations }) => allocations.all.length > 0);
    const regions = [...lasting, ...this.#regions].map(regionFingerprint);
    return `${this.#physical.usedBytes} ${regions.join(' ')}`;
  }
}
