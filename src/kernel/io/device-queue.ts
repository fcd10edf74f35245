/**
 * Device queues: KDEVICE_QUEUE and its entries in simulated memory, sorted by key where the caller gives one. Nothing
 * else runs while one is changed, so its lock stays free (*ours*, docs/decisions/0070-io-manager.md).
 */
import { structure } from '../../contract/structure.ts';
import { formatAddress } from '../../machine/addresses.ts';
import { ListLinks } from '../lists/list-links.ts';
import type { Io } from './io.ts';

/** Type of the object in its first bytes: DeviceQueueObject of KOBJECTS (*ours*: no fact has the number). */
const DEVICE_QUEUE_OBJECT = 20;

const queueOf = (io: Io) => structure(io.host.architecture, 'KDEVICE_QUEUE');
const entryOf = (io: Io) => structure(io.host.architecture, 'KDEVICE_QUEUE_ENTRY');

const linksOf = (io: Io): ListLinks =>
  new ListLinks({
    architecture: io.host.architecture,
    memory: io.host.kernelMemory,
    show: (address) => formatAddress(io.host.architecture, address),
    violation: (violation) => io.host.violation(violation),
  });

/** KeInitializeDeviceQueue. */
export function initializeDeviceQueue(io: Io, queue: number): void {
  const { kernelMemory: memory } = io.host;
  const { at, bytes } = queueOf(io);
  memory.fill(queue, bytes, 0);
  memory.writeUint16(queue + at.Type, DEVICE_QUEUE_OBJECT);
  memory.writeUint16(queue + at.Size, bytes);
  linksOf(io).join(queue + at.DeviceListHead, queue + at.DeviceListHead);
}

/**
 * Puts an entry into a queue whose device is busy; else the device is busy from now on, and the entry stays outside.
 * @param key entries are sorted by it; null for the end of the queue
 */
export function insertDeviceQueue(io: Io, queue: number, entry: number, key: number | null): boolean {
  const { kernelMemory: memory } = io.host;
  const { at } = queueOf(io);
  const { at: entryAt } = entryOf(io);
  const isBusy = memory.readUint8(queue + at.Busy) !== 0;
  if (key !== null) memory.writeUint32(entry + entryAt.SortKey, key);
  memory.writeUint8(entry + entryAt.Inserted, isBusy ? 1 : 0);
  memory.writeUint8(queue + at.Busy, 1);
  if (!isBusy) return false;
  const links = linksOf(io);
  const head = queue + at.DeviceListHead;
  // Behind the entries that have the same key, or a smaller one.
  let after = head;
  if (key !== null)
    for (
      let before = links.previous(head);
      before !== head && memory.readUint32(before + entryAt.SortKey) > key;
      before = links.previous(before)
    )
      after = before;
  links.insert(entry, links.previous(after), after);
  return true;
}

function unlink(io: Io, entry: number): void {
  const links = linksOf(io);
  links.join(links.previous(entry), links.next(entry));
  io.host.kernelMemory.writeUint8(entry + entryOf(io).at.Inserted, 0);
}

/**
 * Takes an entry out; 0 when there is none, and then the device is no longer busy.
 * @param key the first entry with this key or a larger one is taken, else the first one; null for that at once
 */
export function removeDeviceQueue(io: Io, queue: number, key: number | null): number {
  const { kernelMemory: memory } = io.host;
  const { at } = queueOf(io);
  const { at: entryAt } = entryOf(io);
  const links = linksOf(io);
  const head = queue + at.DeviceListHead;
  const first = links.next(head);
  if (first === head) {
    memory.writeUint8(queue + at.Busy, 0);
    return 0;
  }
  let found = first;
  if (key !== null)
    while (found !== head && memory.readUint32(found + entryAt.SortKey) < key) found = links.next(found);
  const entry = found === head ? first : found;
  unlink(io, entry);
  return entry;
}

/** Takes this entry out; false when it is in no queue. */
export function removeEntryDeviceQueue(io: Io, entry: number): boolean {
  if (io.host.kernelMemory.readUint8(entry + entryOf(io).at.Inserted) === 0) return false;
  unlink(io, entry);
  return true;
}
