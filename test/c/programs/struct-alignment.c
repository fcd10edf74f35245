// Alignment of members and of the whole.
#include "check.h"
#include <stddef.h>
struct a { char c; double d; };
struct b { char c; short s; char e; };
struct c { char c[3]; };
struct d { char c; __int64 q; char e; };
struct e { struct c c; struct b b; };
struct f { char c; void *p; };
union u { char c[5]; int i; };
int main(void) {
    struct a array[2];
    CHECK(sizeof(struct a) == 16 && offsetof(struct a, d) == 8);
    CHECK(sizeof(struct b) == 6 && offsetof(struct b, e) == 4);
    CHECK(sizeof(struct c) == 3);
    CHECK(sizeof(struct d) == 24 && offsetof(struct d, e) == 16);
    CHECK(sizeof(struct e) == 10 && offsetof(struct e, b) == 4);
    CHECK(offsetof(struct f, p) == sizeof(void *));
    CHECK(sizeof(union u) == 8);
    CHECK((char *)&array[1] - (char *)&array[0] == 16);
    CHECK(((size_t)&array[1].d & 7) == 0);
    return 0;
}
