// Pointer arithmetic, differences and comparisons.
#include "check.h"
#include <stddef.h>
struct record { int a; char b[13]; };
int main(void) {
    int values[10];
    struct record records[4], *r = records;
    int *p = values, *q = &values[7];
    char *bytes;
    void *any = q;
    ptrdiff_t distance = q - p;
    CHECK(distance == 7 && p - q == -7);
    CHECK(p < q && q > p && p <= p && p != q && values == p);
    CHECK(p + 7 == q && q - 7 == p && 7 + p == q);
    CHECK(*&p == p && (int *)any == q);
    p += 3;
    CHECK(p - values == 3);
    CHECK(p++ - values == 3 && p - values == 4 && ++p - values == 5 && p-- - values == 5);
    *p++ = 1;
    *p = 2;
    CHECK(values[4] == 1 && values[5] == 2);
    CHECK(sizeof(struct record) == 20);
    CHECK((char *)(r + 3) - (char *)r == 60 && &records[3] - r == 3);
    bytes = (char *)values;
    CHECK((int *)(bytes + 8) == &values[2]);
    CHECK((void *)0 == 0 && !(void *)0 && p);
    q = 0;
    CHECK(!q && q == NULL);
    return 0;
}
