/** qsort and bsearch. The comparison is a function of the program; it may raise, and what it sees is real memory. */
import { ErrorNumber, invalidParameterOf } from './error-number.ts';
import { everywhere, programs, type RuntimeFunction, runtimeFunction } from './runtime-function.ts';
import type { RuntimeHost } from './runtime-host.ts';
import { type CSize, fromSize } from './sizes.ts';

type Compare = (left: number, right: number) => number;

/** Swaps two elements in memory, as every sort in place does: nothing is lost when a comparison raises. */
function swap({ memory }: RuntimeHost, left: number, right: number, width: number): void {
  if (left === right) return;
  const bytes = memory.readBytes(left, width);
  memory.copy(left, right, width);
  memory.writeBytes(right, bytes);
}

/** Moves the element at `root` down until it is not smaller than its children. */
function siftDown(
  host: RuntimeHost,
  base: number,
  from: number,
  count: number,
  width: number,
  compare: Compare,
): void {
  for (let root = from; ; ) {
    let largest = 2 * root + 1;
    if (largest >= count) return;
    if (largest + 1 < count && compare(base + width * largest, base + width * (largest + 1)) < 0)
      largest += 1;
    if (compare(base + width * root, base + width * largest) >= 0) return;
    swap(host, base + width * root, base + width * largest, width);
    root = largest;
  }
}

/**
 * Heap sort: in place, and it ends in n log n steps whatever the comparison answers. The order of equal elements is
 * open in C and differs from MSVC's (*ours*, docs/decisions/0073-c-runtime.md).
 */
function sort(host: RuntimeHost, base: number, count: number, width: number, compare: Compare): void {
  // Elements that are not there fault before the first comparison: a count of garbage must not compare for ever.
  if (count > 0) host.memory.claimWrite(base, count * width);
  for (let root = Math.floor(count / 2) - 1; root >= 0; root--)
    siftDown(host, base, root, count, width, compare);
  for (let end = count - 1; end > 0; end--) {
    swap(host, base, base + width * end, width);
    siftDown(host, base, 0, end, width, compare);
  }
}

/** What the program's comparison answers. */
const answer = (value: unknown): number => (typeof value === 'number' ? value : 0);

const qsort =
  (makeCompare: (host: RuntimeHost, address: number, context: number) => Compare) => (host: RuntimeHost) => {
    const invalidParameter = invalidParameterOf(host);
    return (base: number, countArgument: CSize, widthArgument: CSize, compare: number, context = 0) => {
      const count = fromSize(countArgument);
      const width = fromSize(widthArgument);
      if ((base === 0 && count > 0) || width === 0 || compare === 0) invalidParameter(ErrorNumber.EINVAL);
      else sort(host, base, count, width, makeCompare(host, compare, context));
    };
  };

/** No array is larger; indices beyond would not be exact. */
const MOST_BYTES = 2 ** 47;

const bsearch =
  (makeCompare: (host: RuntimeHost, address: number, context: number) => Compare) => (host: RuntimeHost) => {
    const invalidParameter = invalidParameterOf(host);
    return (
      key: number,
      base: number,
      countArgument: CSize,
      widthArgument: CSize,
      function_: number,
      context = 0,
    ) => {
      const width = fromSize(widthArgument);
      let high = Math.min(fromSize(countArgument), MOST_BYTES / Math.max(width, 1));
      if ((base === 0 && high > 0) || width === 0 || function_ === 0) {
        invalidParameter(ErrorNumber.EINVAL);
        return 0;
      }
      const compare = makeCompare(host, function_, context);
      for (let low = 0; low < high; ) {
        const middle = low + Math.floor((high - low) / 2);
        const order = compare(key, base + width * middle);
        if (order === 0) return base + width * middle;
        if (order < 0) high = middle;
        else low = middle + 1;
      }
      return 0;
    };
  };

const plain = (host: RuntimeHost, address: number): Compare => {
  return (left, right) => answer(host.callFunction(address, [left, right]));
};
/** The functions with `_s` give the comparison a context, as its first argument. */
const withContext = (host: RuntimeHost, address: number, context: number): Compare => {
  return (left, right) => answer(host.callFunction(address, [context, left, right]));
};

const compareType = 'int (__cdecl *compare)(const void *, const void *)';
const compareTypeWithContext = 'int (__cdecl *compare)(void *, const void *, const void *)';

/** qsort, qsort_s, bsearch, bsearch_s. */
export const sortingFunctions: readonly RuntimeFunction[] = [
  runtimeFunction(
    `void qsort(void *base, size_t count, size_t width, ${compareType})`,
    'corecrt_search.h',
    everywhere,
    qsort(plain),
  ),
  runtimeFunction(
    `void qsort_s(void *base, rsize_t count, rsize_t width, ${compareTypeWithContext}, void *context)`,
    'corecrt_search.h',
    programs,
    qsort(withContext),
  ),
  runtimeFunction(
    `void *bsearch(const void *key, const void *base, size_t count, size_t width, ${compareType})`,
    'corecrt_search.h',
    everywhere,
    bsearch(plain),
  ),
  runtimeFunction(
    `void *bsearch_s(const void *key, const void *base, rsize_t count, rsize_t width, ${compareTypeWithContext}, void *context)`,
    'corecrt_search.h',
    programs,
    bsearch(withContext),
  ),
];
