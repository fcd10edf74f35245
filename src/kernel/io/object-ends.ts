/** What becomes of files, devices and drivers when their last handle or reference goes. */
import { driveHere } from './call-driver.ts';
import { endDevice } from './devices.ts';
import { freeDriver, unloadWhenUnused } from './drivers.ts';
import type { Io } from './io.ts';
import { cleanupFile, closeFile } from './requests.ts';
import { endWaitable, WAITABLE_KINDS } from './waitable-objects.ts';

/** Tells the I/O manager of the ends of its objects. */
export function watchObjectEnds(io: Io): void {
  const { ends } = io.parts.threads.objects;
  ends.file = {
    lastHandle: (file) => driveHere(io, cleanupFile(io, file)),
    deleted: (file) => {
      const device = io.files.get(file)?.device ?? 0;
      const driver = io.devices.get(device)?.driver;
      driveHere(io, closeFile(io, file));
      if (driver !== undefined) unloadWhenUnused(io, driver);
    },
  };
  for (const kind of WAITABLE_KINDS) ends[kind] = { deleted: (object) => endWaitable(io, object) };
  ends.device = { deleted: (device) => endDevice(io, device) };
  ends.driver = { deleted: (driver) => freeDriver(io, driver) };
}
