/** MDLs as code of a driver reads them: the macros of the header. */
import {
  MDL_MAPPED_TO_SYSTEM_VA,
  MDL_SOURCE_IS_NONPAGED_POOL,
} from '../../contract/kernel-constants.generated.ts';
import { mapPages } from './map-pages.ts';
import type { Mdls } from './mdls.ts';

/** Reads MDLs. */
export class DriverMdls {
  readonly #mdls: Mdls;

  constructor(mdls: Mdls) {
    this.#mdls = mdls;
  }

  /** Address of the first byte, valid in every process; 0 when it cannot be mapped. */
  systemAddress(mdl: number): number {
    const { host, at } = this.#mdls;
    const flags = host.driverMemory.readUint16(mdl + at.MdlFlags);
    return (flags & (MDL_MAPPED_TO_SYSTEM_VA | MDL_SOURCE_IS_NONPAGED_POOL)) !== 0
      ? host.driverMemory.readPointer(mdl + at.MappedSystemVa)
      : mapPages(this.#mdls, mdl, 0, 'MmMapLockedPagesSpecifyCache');
  }

  address(mdl: number): number {
    const { host, at } = this.#mdls;
    return host.driverMemory.readPointer(mdl + at.StartVa) + this.byteOffset(mdl);
  }

  byteCount(mdl: number): number {
    return this.#mdls.host.driverMemory.readUint32(mdl + this.#mdls.at.ByteCount);
  }

  byteOffset(mdl: number): number {
    return this.#mdls.host.driverMemory.readUint32(mdl + this.#mdls.at.ByteOffset);
  }
}
