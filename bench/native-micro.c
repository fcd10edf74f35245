/*
 * The loops of micro.mjs with the C library's malloc. Prints nanoseconds of
 * CPU time per operation, the median of the repeats after one not counted.
 *
 *   native-micro KIND LIVE OPERATIONS REPEATS FILE
 *
 * KIND: pair, replace, grow. FILE: int32 slots[LENGTH], int32 sizes[LENGTH].
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { LENGTH = 1 << 20 };
static int32_t slots[LENGTH], sizes[LENGTH];

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return (double)t.tv_sec * 1e9 + (double)t.tv_nsec;
}

static int ascending(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

/* Keeps the compiler from leaving out a pair whose block nobody uses. */
static void *volatile kept;

static void run(const char *kind, void **address, long operations) {
  static long at = 0;
  if (strcmp(kind, "pair") == 0) {
    for (long i = 0; i < operations; i++) {
      kept = malloc(64);
      free(kept);
    }
  } else if (strcmp(kind, "replace") == 0) {
    for (long i = 0; i < operations; i++, at = (at + 1) % LENGTH) {
      free(address[slots[at]]);
      address[slots[at]] = malloc((size_t)sizes[at]);
    }
  } else {
    for (long i = 0; i < operations; i++, at = (at + 1) % LENGTH) {
      int32_t slot = slots[at];
      if (sizes[at] == 16) {
        free(address[slot]);
        address[slot] = malloc(16);
      } else {
        address[slot] = realloc(address[slot], (size_t)sizes[at]);
      }
    }
  }
}

int main(int argc, char **argv) {
  if (argc != 6) return 2;
  long live = atol(argv[2]), operations = atol(argv[3]);
  int repeats = atoi(argv[4]);
  FILE *file = fopen(argv[5], "rb");
  if (!file || fread(slots, sizeof slots, 1, file) != 1 || fread(sizes, sizeof sizes, 1, file) != 1) return 2;
  fclose(file);
  void **address = calloc((size_t)live, sizeof *address);
  double *spent = malloc((size_t)repeats * sizeof *spent);
  if (!address || !spent || repeats < 1) return 2;
  for (long i = 0; i < live; i++) address[i] = malloc((size_t)sizes[i % LENGTH]);
  run(argv[1], address, operations);
  for (int i = 0; i < repeats; i++) {
    double start = now();
    run(argv[1], address, operations);
    spent[i] = (now() - start) / (double)operations;
  }
  qsort(spent, (size_t)repeats, sizeof *spent, ascending);
  printf("%.3f\n", spent[repeats / 2]);
  return 0;
}
