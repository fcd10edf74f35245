/** Pages for heaps, over the regions of a process. */
import type { HeapPages } from '../heap/heap-platform.ts';
import type { AddressSpace } from '../memory/address-space.ts';
import {
  PAGE_EXECUTE_READ,
  PAGE_EXECUTE_READWRITE,
  PAGE_READONLY,
  PAGE_READWRITE,
} from '../memory/constants.ts';
import { PAGE_BYTES } from '../memory/page-access.ts';
import type { Region } from '../memory/region.ts';

const protectionOf = (executable: boolean): number => (executable ? PAGE_EXECUTE_READWRITE : PAGE_READWRITE);

/** The memory manager as a heap sees it. */
export function heapPages(space: AddressSpace): HeapPages {
  return {
    get userRegion() {
      return space.user;
    },
    reserve(bytes, executable) {
      const region = space.user ?? space.kernel;
      const address = region.reserve(bytes, protectionOf(executable));
      return address === null ? null : { region, offset: address - region.base };
    },
    commit: (region, offset, bytes, executable) =>
      region.commit(region.base + offset, bytes, protectionOf(executable), true) === 0,
    protect(region, offset, bytes, { writable, executable }) {
      const readOnly = executable ? PAGE_EXECUTE_READ : PAGE_READONLY;
      const protection = writable ? protectionOf(executable) : readOnly;
      // Page by page: the guest may have decommitted some itself.
      for (let at = offset; at < offset + bytes; at += PAGE_BYTES)
        region.protect(region.base + at, PAGE_BYTES, protection);
    },
    decommit: (region, offset, bytes) => region.decommit(region.base + offset, bytes, true),
    release(region, offset) {
      // The guest may have freed the pages of its heap itself.
      if (region.allocations.find(offset / PAGE_BYTES) !== null) region.release(region.base + offset);
    },
    find(address) {
      const region = space.regionOf(address);
      return region === null ? null : { region, offset: address - region.base };
    },
    committedFrom: (region, offset) => runFrom(region, offset, (page) => region.protection[page] !== 0),
    reservedFrom(region, offset) {
      const page = offset / PAGE_BYTES;
      const allocation = region.allocations.find(page);
      return allocation === null ? 0 : (allocation.page + allocation.pages - page) * PAGE_BYTES;
    },
  };
}

function runFrom(region: Region, offset: number, holds: (page: number) => boolean): number {
  let page = Math.floor(offset / PAGE_BYTES);
  const first = page;
  while (page * PAGE_BYTES < region.bytes && holds(page)) page += 1;
  return (page - first) * PAGE_BYTES;
}
