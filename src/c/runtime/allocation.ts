/** malloc and its kin on the heap of the process, as the universal C runtime has them: a block of malloc is one of HeapAlloc. */
import { pointerBytes } from '../../contract/c-types.ts';
import { type CharacterKind, characterKinds, storeUnits, unitsOf } from './character-kind.ts';
import { ErrorNumber, errnoOf, invalidParameterOf } from './error-number.ts';
import { programs, type RuntimeFunction, runtimeFunction } from './runtime-function.ts';
import type { RuntimeHost } from './runtime-host.ts';
import { type CSize, fromSize, toSignedSize, toSize } from './sizes.ts';

const HEAP_ZERO_MEMORY = 0x8;
const HEAP_REALLOC_IN_PLACE_ONLY = 0x10;

const heaps = new WeakMap<RuntimeHost, unknown>();

/** The heap of the process, which stays the same as long as the process lives. */
function heapOf(host: RuntimeHost): unknown {
  const known = heaps.get(host);
  if (known !== undefined) return known;
  const heap = host.call('GetProcessHeap');
  heaps.set(host, heap);
  return heap;
}

const asAddress = (value: unknown): number => (typeof value === 'number' ? value : 0);
/** A size for the door, which takes numbers exactly. A program that asks for nothing gets a block of one byte. */
const asked = (size: CSize): CSize => {
  const bytes = typeof size === 'number' ? size : fromSize(size);
  if (bytes === 0) return 1;
  return bytes <= Number.MAX_SAFE_INTEGER ? bytes : size;
};

/** Allocates; sets errno when there is no memory. */
function allocatorOf(host: RuntimeHost): (size: CSize, flags?: number) => number {
  const setErrno = errnoOf(host);
  let heap: unknown;
  let heapAlloc: ReturnType<RuntimeHost['routine']> | null = null;
  return (size, flags = 0) => {
    // Programs call this more often than anything else: heap and door are looked up once.
    heapAlloc ??= host.routine('HeapAlloc');
    heap ??= heapOf(host);
    const block = asAddress(heapAlloc(heap, flags, asked(size)));
    if (block === 0) setErrno(ErrorNumber.ENOMEM);
    return block;
  };
}

const free = (host: RuntimeHost) => {
  let heap: unknown;
  let heapFree: ReturnType<RuntimeHost['routine']> | null = null;
  return (block: number): void => {
    if (block === 0) return;
    heapFree ??= host.routine('HeapFree');
    heap ??= heapOf(host);
    heapFree(heap, 0, block);
  };
};

/** `count * size`, or null when that does not fit a size_t: then there is no such memory. */
function product(host: RuntimeHost, count: CSize, size: CSize): CSize | null {
  const bytes = BigInt(count) * BigInt(size);
  if (bytes >= 1n << BigInt(8 * pointerBytes(host.architecture))) return null;
  return host.architecture === 'x64' ? bytes : Number(bytes);
}

const calloc = (host: RuntimeHost) => {
  const allocate = allocatorOf(host);
  const setErrno = errnoOf(host);
  return (count: CSize, size: CSize) => {
    const bytes = product(host, count, size);
    if (bytes !== null) return allocate(bytes, HEAP_ZERO_MEMORY);
    setErrno(ErrorNumber.ENOMEM);
    return 0;
  };
};

const realloc = (host: RuntimeHost) => {
  const allocate = allocatorOf(host);
  const setErrno = errnoOf(host);
  return (block: number, size: CSize) => {
    if (block === 0) return allocate(size);
    if (fromSize(size) === 0) {
      free(host)(block);
      return 0;
    }
    const moved = asAddress(host.call('HeapReAlloc', heapOf(host), 0, block, size));
    if (moved === 0) setErrno(ErrorNumber.ENOMEM);
    return moved;
  };
};

const recalloc = (host: RuntimeHost) => {
  const grow = realloc(host);
  const allocate = calloc(host);
  const setErrno = errnoOf(host);
  return (block: number, count: CSize, size: CSize) => {
    if (block === 0) return allocate(count, size);
    const bytes = product(host, count, size);
    if (bytes === null) {
      setErrno(ErrorNumber.ENOMEM);
      return 0;
    }
    const before = sizeOfBlock(host, block);
    const moved = grow(block, bytes);
    if (moved !== 0 && fromSize(bytes) > before)
      host.memory.fill(moved + before, fromSize(bytes) - before, 0);
    return moved;
  };
};

const sizeOfBlock = (host: RuntimeHost, block: number): number =>
  Number(host.call('HeapSize', heapOf(host), 0, block));

const msize = (host: RuntimeHost) => {
  const invalidParameter = invalidParameterOf(host);
  return (block: number) => {
    if (block !== 0) return toSize(host, sizeOfBlock(host, block));
    invalidParameter(ErrorNumber.EINVAL);
    return toSize(host, -1);
  };
};

const expand = (host: RuntimeHost) => {
  const invalidParameter = invalidParameterOf(host);
  const setErrno = errnoOf(host);
  return (block: number, size: CSize) => {
    if (block === 0) {
      invalidParameter(ErrorNumber.EINVAL);
      return 0;
    }
    const same = asAddress(
      host.call('HeapReAlloc', heapOf(host), HEAP_REALLOC_IN_PLACE_ONLY, block, asked(size)),
    );
    if (same === 0) setErrno(ErrorNumber.ENOMEM);
    return same;
  };
};

/** An aligned block lies in a block of malloc, whose address stands in the pointer in front of it. */
const alignedMalloc = (host: RuntimeHost) => {
  const allocate = allocatorOf(host);
  const invalidParameter = invalidParameterOf(host);
  const pointer = pointerBytes(host.architecture);
  return (size: CSize, alignmentArgument: CSize) => {
    const alignment = Math.max(fromSize(alignmentArgument), pointer);
    if (fromSize(alignmentArgument) === 0 || 2 ** Math.round(Math.log2(alignment)) !== alignment) {
      invalidParameter(ErrorNumber.EINVAL);
      return 0;
    }
    const block = allocate(plus(host, size, alignment + pointer));
    if (block === 0) return 0;
    const aligned = Math.floor((block + alignment + pointer - 1) / alignment) * alignment;
    host.memory.writePointer(aligned - pointer, block);
    return aligned;
  };
};

/** A size and a few bytes more; the largest size when that is too much, which no heap can give. */
function plus(host: RuntimeHost, size: CSize, more: number): CSize {
  const sum = BigInt(size) + BigInt(more);
  const most = (1n << BigInt(8 * pointerBytes(host.architecture))) - 1n;
  const bytes = sum > most ? most : sum;
  return host.architecture === 'x64' ? bytes : Number(bytes);
}

const alignedFree = (host: RuntimeHost) => (block: number) => {
  if (block !== 0) free(host)(host.memory.readPointer(block - pointerBytes(host.architecture)));
};

/** _aligned_msize, _aligned_realloc: the size of an aligned block is that of its own, less what lies in front. */
const alignedSize = (host: RuntimeHost, block: number): number => {
  const own = host.memory.readPointer(block - pointerBytes(host.architecture));
  return sizeOfBlock(host, own) - (block - own);
};

const alignedRealloc = (host: RuntimeHost) => {
  const allocate = alignedMalloc(host);
  const release = alignedFree(host);
  return (block: number, size: CSize, alignment: CSize) => {
    if (block === 0) return allocate(size, alignment);
    if (fromSize(size) === 0) {
      release(block);
      return 0;
    }
    const moved = allocate(size, alignment);
    if (moved === 0) return 0;
    host.memory.copy(moved, block, Math.min(fromSize(size), alignedSize(host, block)));
    release(block);
    return moved;
  };
};

/** `_HEAPOK` and `_HEAPBADNODE` of malloc.h. */
const HEAP_OK = -2;
const HEAP_BAD_NODE = -4;

/** strdup and wcsdup: a copy on the heap. */
const duplicate = (kind: CharacterKind) => (host: RuntimeHost) => {
  const allocate = allocatorOf(host);
  return (string: number) => {
    if (string === 0) return 0;
    const units = unitsOf(host.memory, kind, string);
    const block = allocate(toSize(host, kind.bytes * (units.length + 1)));
    if (block !== 0) storeUnits(host.memory, kind, block, units);
    return block;
  };
};

const declare = (prototype: string, bind: RuntimeFunction['bind']) =>
  runtimeFunction(prototype, 'corecrt_malloc.h', programs, bind);

/** malloc, calloc, realloc, free, _msize, _expand, _recalloc, _aligned_malloc, _aligned_free, _strdup, _wcsdup. */
export const allocationFunctions: readonly RuntimeFunction[] = [
  declare('void *malloc(size_t size)', (host) => {
    const allocate = allocatorOf(host);
    return (size: CSize) => allocate(size);
  }),
  declare('void *calloc(size_t count, size_t size)', calloc),
  declare('void *realloc(void *block, size_t size)', realloc),
  declare('void *_recalloc(void *block, size_t count, size_t size)', recalloc),
  declare('void free(void *block)', free),
  declare('size_t _msize(void *block)', msize),
  declare('void *_expand(void *block, size_t size)', expand),
  declare('void *_aligned_malloc(size_t size, size_t alignment)', alignedMalloc),
  declare('void _aligned_free(void *block)', alignedFree),
  declare('void *_aligned_realloc(void *block, size_t size, size_t alignment)', alignedRealloc),
  declare('intptr_t _get_heap_handle(void)', (host) => () => toSignedSize(host, asAddress(heapOf(host)))),
  declare(
    'int _heapchk(void)',
    (host) => () => (host.call('HeapValidate', heapOf(host), 0, 0) === 0 ? HEAP_BAD_NODE : HEAP_OK),
  ),
  // The reserve of the stack is taken back when the overflow has been handled (decision 0077): nothing is left to do.
  declare('int _resetstkoflw(void)', () => () => 1),
  ...['_alloca', 'alloca'].map((name) =>
    declare(`void *${name}(size_t size)`, (host) => () => host.notModelled(name)),
  ),
  declare('int _heapmin(void)', (host) => () => {
    host.call('HeapCompact', heapOf(host), 0);
    return 0;
  }),
  ...characterKinds.flatMap((kind) =>
    ['_', ''].map((underscore) =>
      runtimeFunction(
        `${kind.type} *${underscore}${kind.prefix}dup(const ${kind.type} *string)`,
        kind.stringHeader,
        programs,
        duplicate(kind),
      ),
    ),
  ),
];
