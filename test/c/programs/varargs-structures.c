// msvc: structures and 64-bit values among unnamed arguments.
#include "check.h"
#include <stdarg.h>
struct pair { int a, b; };
struct large { __int64 v[3]; };
static __int64 sum(int n, ...) {
    va_list l;
    __int64 t = 0;
    va_start(l, n);
    while (n--) {
        struct pair p = va_arg(l, struct pair);
        struct large big = va_arg(l, struct large);
        t += p.a + p.b + big.v[2] + va_arg(l, __int64) + va_arg(l, char *)[0];
    }
    va_end(l);
    return t;
}
int main(void) {
    struct pair p = { 1, 2 };
    struct large b = { { 0, 0, 100000000000 } };
    CHECK(sum(2, p, b, 5ll, "\1", p, b, -5ll, "\2") == 200000000009);
    return 0;
}
