/** The access of the file that a request was made with. */
import type { Io } from './io.ts';

/** FILE_ rights of the file of the current stack location; all for a request without one, which the kernel made. */
export function currentFileAccess(io: Io, irp: number): number {
  const { memory } = io.irps;
  const file = memory.memory.readPointer(memory.current(irp) + memory.location.FileObject);
  return io.files.get(file)?.access ?? -1;
}
