// qsort and bsearch call back into the program.
#include "check.h"
#include <stdlib.h>
#include <string.h>
struct item { int key; char name[8]; };
static int calls;
static int by_int(const void *a, const void *b) { calls++; return *(const int *)a - *(const int *)b; }
static int by_name(const void *a, const void *b) { return strcmp(((const struct item *)a)->name, ((const struct item *)b)->name); }
static int by_pointer(const void *a, const void *b) { return strcmp(*(char *const *)a, *(char *const *)b); }
int main(void) {
    int numbers[50], i, key = 33, *found;
    struct item items[] = { { 1, "pear" }, { 2, "apple" }, { 3, "fig" } };
    char *words[] = { "delta", "alpha", "charlie", "bravo" };
    for (i = 0; i < 50; i++) numbers[i] = (i * 37) % 50;
    qsort(numbers, 50, sizeof(int), by_int);
    for (i = 0; i < 50; i++) CHECK(numbers[i] == i);
    CHECK(calls > 49);
    found = bsearch(&key, numbers, 50, sizeof(int), by_int);
    CHECK(found == numbers + 33);
    key = 99;
    CHECK(!bsearch(&key, numbers, 50, sizeof(int), by_int));
    qsort(items, 3, sizeof items[0], by_name);
    CHECK(items[0].key == 2 && items[1].key == 3 && items[2].key == 1);
    qsort(words, 4, sizeof words[0], by_pointer);
    CHECK(*words[0] == 'a' && *words[3] == 'd');
    qsort(numbers, 0, sizeof(int), by_int);
    return 0;
}
