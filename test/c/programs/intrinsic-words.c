// msvc: __FUNCTION__, __noop, __assume, _Generic, _Alignof and other words.
#include "check.h"
#include <string.h>
#define KIND(x) _Generic((x), int: 1, double: 2, char *: 3, default: 4)
static const char *name(void) { return __FUNCTION__; }
static const char *name_c99(void) { return __func__; }
int main(void) {
    int called = 0;
    __noop(called++);
    __assume(called == 0);
    CHECK(called == 0);
    CHECK(strcmp(name(), "name") == 0 && strcmp(name_c99(), "name_c99") == 0);
    CHECK(KIND(1) == 1 && KIND(1.0) == 2 && KIND("a") == 3 && KIND(1.0f) == 4);
    CHECK(__alignof(double) == 8 && _Alignof(short) == 2);
    CHECK(sizeof(__FUNCTION__) == 5);
    int *__restrict p = &called;
    int __unaligned *q = &called;
    CHECK(*p == *q);
    return 0;
}
