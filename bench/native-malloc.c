/*
 * Replays a trace through the C library's malloc and prints nanoseconds of CPU
 * time per operation. The trace comes as arrays, so only the calls are timed.
 *
 *   native-malloc FILE REPEATS
 *
 * FILE: double operations, allocations; double sizes[operations];
 *       int32 ids[operations]; uint8 codes[operations] (0 allocate, 1 resize, 2 free)
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return (double)t.tv_sec * 1e9 + (double)t.tv_nsec;
}

static int ascending(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

/* realloc(p, 0) frees in glibc; the trace means a block of no bytes. */
static size_t at_least_one(double size) { return size < 1 ? 1 : (size_t)size; }

static double replay(size_t count, size_t blocks, const double *sizes, const int32_t *ids, const uint8_t *codes) {
  void **address = calloc(blocks, sizeof *address);
  double start = now();
  for (size_t i = 0; i < count; i++) {
    void **block = &address[ids[i]];
    if (codes[i] == 0) {
      *block = malloc(at_least_one(sizes[i]));
    } else if (codes[i] == 1) {
      *block = realloc(*block, at_least_one(sizes[i]));
    } else {
      free(*block);
      *block = NULL;
    }
  }
  double spent = now() - start;
  for (size_t i = 0; i < blocks; i++) free(address[i]);
  free(address);
  return spent / (double)count;
}

int main(int argc, char **argv) {
  if (argc != 3) return 2;
  FILE *file = fopen(argv[1], "rb");
  double counts[2];
  if (!file || fread(counts, sizeof counts, 1, file) != 1) return 2;
  size_t count = (size_t)counts[0], blocks = (size_t)counts[1];
  int repeats = atoi(argv[2]);
  double *sizes = malloc(count * sizeof *sizes);
  int32_t *ids = malloc(count * sizeof *ids);
  uint8_t *codes = malloc(count);
  double *spent = malloc((size_t)repeats * sizeof *spent);
  if (!sizes || !ids || !codes || !spent || repeats < 1) return 2;
  if (fread(sizes, sizeof *sizes, count, file) != count) return 2;
  if (fread(ids, sizeof *ids, count, file) != count) return 2;
  if (fread(codes, 1, count, file) != count) return 2;
  fclose(file);
  replay(count, blocks, sizes, ids, codes);
  for (int i = 0; i < repeats; i++) spent[i] = replay(count, blocks, sizes, ids, codes);
  qsort(spent, (size_t)repeats, sizeof *spent, ascending);
  printf("%.3f\n", spent[repeats / 2]);
  return 0;
}
