// node --expose-gc bench/resident.mjs TRACE [x64|x86]
//
// Replays a trace once through irqlab and prints as JSON the most bytes that the heap had committed, and the bytes by
// which the resident memory of this process grew since before the machine was booted. A process of its own for each
// trace: what an earlier machine left resident would hide what the next one takes. bench/replay.mjs runs it.

import { boot, HEAP_GROWABLE } from 'irqlab';
import { readTraceFile } from '../dist/cli/read-trace-file.js';

const [file, arch = 'x64'] = process.argv.slice(2);
const read = readTraceFile(file);
if (!read.ok) throw new Error(read.message);
const { operations, ids, sizes, allocations } = read.trace;
const addresses = new Float64Array(allocations).fill(0);
const MEMORY_BYTES = 256 * 1024 * 1024;

/** Resident bytes of this process, without garbage. */
function resident() {
  globalThis.gc();
  globalThis.gc();
  return process.memoryUsage.rss();
}

const before = resident();
const nt = boot({ arch, physicalMemory: MEMORY_BYTES, userBytes: 2 * MEMORY_BYTES });
const app = nt.startProcess({ name: 'bench' });
const heap = app.RtlCreateHeap(HEAP_GROWABLE, 0, 0, 0, 0, 0);
let committed = 0;
app.run(() => {
  operations.forEach((operation, at) => {
    const id = ids[at];
    if (operation === 0) addresses[id] = app.RtlAllocateHeap(heap, 0, sizes[at]);
    else if (operation === 1) addresses[id] = app.RtlReAllocateHeap(heap, 0, addresses[id], sizes[at]);
    else app.RtlFreeHeap(heap, 0, addresses[id]);
    if ((at & 255) === 0) committed = Math.max(committed, nt.debug.heapSizes(app, heap).committedBytes);
  });
});
console.log(JSON.stringify({ committed, grown: resident() - before }));
