// A function with any number of arguments and a guarded body.
#include "check.h"
#include <stdarg.h>
static int sum(int count, ...) {
    va_list list;
    volatile int total = 0;
    va_start(list, count);
    __try {
        while (count--) { int *p = va_arg(list, int *); total += *p; }
    } __except (filter('f', 1)) {
        total += 1000;
    }
    va_end(list);
    return total;
}
int main(void) {
    int a = 1, b = 2;
    CHECK(sum(2, &a, &b) == 3);
    CHECK(sum(3, &a, (int *)0, &b) == 1001);
    CHECK(traced_is("f"));
    return 0;
}
