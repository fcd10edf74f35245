// void * converts without casts.
#include "check.h"
#include <string.h>
static void swap(void *a, void *b, int size) { char t, *x = a, *y = b; while (size--) { t = *x; *x++ = *y; *y++ = t; } }
static void *find(void *array, int count, int size, int (*test)(const void *)) {
    char *p = array;
    while (count--) { if (test(p)) return p; p += size; }
    return 0;
}
static int is_negative(const void *p) { return *(const int *)p < 0; }
int main(void) {
    int a = 1, b = 2, v[4] = { 5, 6, -7, 8 }, *p;
    double d = 1.5, e = 2.5;
    void *any = &a, **pp = &any;
    swap(&a, &b, sizeof a);
    swap(&d, &e, sizeof d);
    CHECK(a == 2 && b == 1 && d == 2.5 && e == 1.5);
    p = find(v, 4, sizeof *v, is_negative);
    CHECK(p == v + 2 && !find(v, 2, sizeof *v, is_negative));
    p = any;
    CHECK(*p == 2 && *pp == &a && any == p);
    const void *c = "text";
    CHECK(memcmp(c, "text", 5) == 0);
    return 0;
}
