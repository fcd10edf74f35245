// sizeof: of types, of expressions that are not evaluated, of arrays and of what they decay to.
#include "check.h"
#include <stddef.h>
static int calls;
static int called(void) { calls++; return 1; }
static size_t decayed(int array[10]) { return sizeof(array); }
int main(void) {
    int array[10], matrix[3][4];
    char text[] = "hello";
    struct { char c; int i; } s;
    CHECK(sizeof(char) == 1 && sizeof(short) == 2 && sizeof(int) == 4 && sizeof(long long) == 8);
    CHECK(sizeof(float) == 4 && sizeof(double) == 8);
    CHECK(sizeof array == 40 && sizeof(array) / sizeof array[0] == 10);
    CHECK(sizeof(matrix) == 48 && sizeof(matrix[0]) == 16 && sizeof(matrix[0][0]) == 4 && sizeof(*matrix) == 16);
    CHECK(decayed(array) == sizeof(void *));
    CHECK(sizeof(text) == 6 && sizeof(&text[0]) == sizeof(char *));
    CHECK(sizeof(s) == 8 && sizeof s.c == 1);
    CHECK(sizeof(called()) == 4 && calls == 0);
    CHECK(sizeof(calls++) == 4 && calls == 0);
    CHECK(sizeof(int[5]) == 20 && sizeof(int *[5]) == 5 * sizeof(int *) && sizeof(int (*)[5]) == sizeof(void *));
    CHECK(sizeof(size_t) == sizeof(void *) && sizeof(ptrdiff_t) == sizeof(void *));
    CHECK(sizeof((char)1) == 1 && sizeof(1 ? (char)1 : (char)2) == 4);
    CHECK(sizeof(sizeof(int)) == sizeof(size_t));
    return 0;
}
