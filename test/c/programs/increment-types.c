// ++ and -- on every type.
#include "check.h"
enum e { A, B, C };
int main(void) {
    char c = 127;
    unsigned short us = 0;
    unsigned u = 0;
    long long q = 0x7FFFFFFFF;
    double d = 0.5;
    float f = -0.5f;
    enum e e = A;
    int a[3] = { 1, 2, 3 }, *p = a;
    char *t = "xyz";
    CHECK(c++ == 127 && c == -128 && c-- == -128 && c == 127);
    CHECK(us-- == 0 && us == 65535 && ++us == 0);
    CHECK(--u == 4294967295u && u++ == 4294967295u && u == 0);
    CHECK(++q == 0x800000000 && q-- == 0x800000000);
    CHECK(d++ == 0.5 && d == 1.5 && --d == 0.5);
    CHECK(++f == 0.5f);
    e++;
    CHECK(e == B);
    CHECK(*p++ == 1 && *++p == 3 && *--p == 2 && (*p)++ == 2 && a[1] == 3);
    CHECK(*t++ == 'x' && *t == 'y' && t[-1] == 'x');
    return 0;
}
