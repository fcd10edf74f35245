// The allocators that are measured, behind one shape.
//
// A loop that serves several allocators would be slow for all of them: its call sites would see many targets and V8
// would inline none. So each contender gets loops of its own, compiled from one text with its calls written into it
// (`compile`). A contender names the functions that the text may use (`bindings`) and the text of its three calls.

import { MemPool } from '@thi.ng/malloc';
import { boot, HEAP_GROWABLE } from 'irqlab';
import { instantiateDlmalloc } from './dlmalloc-wasm.mjs';

/** irqlab: the routines of a user-mode process, every check on. Live blocks are freed between rounds; `reset` takes a new heap. */
export function irqlab({ arch, memoryBytes }) {
  const nt = boot({ arch, physicalMemory: memoryBytes, userBytes: 2 * memoryBytes });
  const process = nt.startProcess({ name: 'bench' });
  const { RtlAllocateHeap, RtlReAllocateHeap, RtlFreeHeap } = process;
  let kept = 0;
  return {
    name: 'irqlab',
    bindings: { RtlAllocateHeap, RtlReAllocateHeap, RtlFreeHeap },
    allocate: (size) => `RtlAllocateHeap(heap, 0, ${size})`,
    reallocate: (address, size) => `RtlReAllocateHeap(heap, 0, ${address}, ${size})`,
    free: (address) => `RtlFreeHeap(heap, 0, ${address})`,
    smallestBytes: 0,
    run: (block) => process.run(block),
    open() {
      if (kept === 0) kept = process.RtlCreateHeap(HEAP_GROWABLE, 0, 0, 0, 0, 0);
      if (kept === 0) throw new Error('irqlab: RtlCreateHeap failed');
      return kept;
    },
    close(heap, addresses) {
      for (const address of addresses) if (address !== 0) RtlFreeHeap(heap, 0, address);
    },
    reset() {
      if (kept !== 0 && process.RtlDestroyHeap(kept) !== 0) throw new Error('irqlab: RtlDestroyHeap failed');
      kept = 0;
    },
    committedBytes: (heap) => nt.debug.heapSizes(process, heap).committedBytes,
  };
}

/** dlmalloc in WebAssembly: called from JavaScript as an Emscripten program is. Live blocks are freed between rounds. */
export function dlmalloc({ memoryBytes }) {
  const { malloc, realloc, free, heapBase } = instantiateDlmalloc(memoryBytes);
  return {
    name: 'dlmalloc (wasm)',
    bindings: { malloc, realloc, free },
    allocate: (size) => `malloc(${size})`,
    reallocate: (address, size) => `realloc(${address}, ${size})`,
    free: (address) => `free(${address})`,
    smallestBytes: 1,
    run: (block) => block(),
    open: () => 0,
    close(_, addresses) {
      for (const address of addresses) if (address !== 0) free(address);
    },
    /** dlmalloc takes memory from the end of a growing range: its extent is what it ever gave out, in pages of sbrk. */
    extentBytes: (highestEnd) => Math.ceil((highestEnd - heapBase) / 65536) * 65536,
  };
}

/** @thi.ng/malloc: JavaScript on a typed array, lists of blocks that are searched from the front. */
export function thing({ memoryBytes }) {
  const pool = new MemPool({ size: memoryBytes });
  return {
    name: '@thi.ng/malloc',
    bindings: { pool },
    allocate: (size) => `pool.malloc(${size})`,
    reallocate: (address, size) => `pool.realloc(${address}, ${size})`,
    free: (address) => `pool.free(${address})`,
    smallestBytes: 1,
    run: (block) => block(),
    open: () => 0,
    close: () => pool.freeAll(),
  };
}

/** Makes a contender's own copy of a loop. `text(contender)` is the body of a function of `parameters`. */
export function compile(contender, parameters, text) {
  const names = Object.keys(contender.bindings);
  const outer = new Function(...names, `return function (${parameters.join(', ')}) {\n${text(contender)}\n}`);
  return outer(...Object.values(contender.bindings));
}
