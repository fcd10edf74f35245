// dlmalloc as Emscripten compiles it to WebAssembly, taken from the module that web-tree-sitter carries.
//
// The package exports its .wasm file, and the module exports malloc, realloc and free. It is instantiated here
// directly, without the parser around it, so that each run has a fresh heap and a memory of the wanted size:
// the memory is reserved whole at the start, because a memory that grows slows down every other contender
// in the process (V8 detaches the buffer).

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const PAGE_BYTES = 65536;
const STACK_BYTES = 65536;
const MEMORY_BASE = 1024;

const file = fileURLToPath(import.meta.resolve('web-tree-sitter/web-tree-sitter.wasm'));
const module = new WebAssembly.Module(readFileSync(file));

/** Bytes of static data: the first number of the memory info in the module's `dylink.0` section. */
function staticBytes() {
  const [section] = WebAssembly.Module.customSections(module, 'dylink.0');
  if (section === undefined)
    throw new Error('web-tree-sitter.wasm is no longer a dynamic library: see bench/dlmalloc-wasm.mjs');
  const bytes = new Uint8Array(section);
  let at = 0;
  const number = () => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at++];
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
  };
  while (at < bytes.length) {
    const kind = number();
    const size = number();
    if (kind === 1) return number();
    at += size;
  }
  throw new Error('web-tree-sitter.wasm does not say how much memory it needs');
}

/** malloc, realloc, free and the memory they work in, fresh. */
export function instantiateDlmalloc(memoryBytes) {
  const pages = Math.ceil(memoryBytes / PAGE_BYTES);
  const memory = new WebAssembly.Memory({ initial: pages, maximum: pages });
  const stackLow = Math.ceil((MEMORY_BASE + staticBytes()) / 16) * 16;
  const heapBase = stackLow + STACK_BYTES;
  const constant = (value) => new WebAssembly.Global({ value: 'i32', mutable: false }, value);
  const variable = (value) => new WebAssembly.Global({ value: 'i32', mutable: true }, value);
  const unused = (name) => () => {
    throw new Error(`the allocator called ${name}`);
  };
  const env = {
    memory,
    __indirect_function_table: new WebAssembly.Table({ initial: 64, element: 'anyfunc' }),
    __memory_base: constant(MEMORY_BASE),
    __table_base: constant(1),
    __stack_pointer: variable(heapBase),
    // All there will ever be was there from the start.
    emscripten_resize_heap: () => 0,
  };
  const imports = {
    'GOT.mem': {
      __heap_base: variable(heapBase),
      __stack_low: variable(stackLow),
      __stack_high: variable(heapBase),
    },
    env: new Proxy(env, { get: (known, name) => known[name] ?? unused(String(name)) }),
    wasi_snapshot_preview1: new Proxy({}, { get: (_, name) => unused(String(name)) }),
  };
  const { exports } = new WebAssembly.Instance(module, imports);
  exports.__wasm_apply_data_relocs?.();
  exports.__wasm_call_ctors();
  return { malloc: exports.malloc, realloc: exports.realloc, free: exports.free, memory, heapBase };
}
