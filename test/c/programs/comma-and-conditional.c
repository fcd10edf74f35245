// Comma and conditional operators.
#include "check.h"
static int calls;
static int call(int x) { calls++; return x; }
static void nothing(void) { calls += 10; }
int main(void) {
    int a = (1, 2, 3), b = 0, *p;
    CHECK(a == 3);
    a = b++, b + 5;
    CHECK(a == 0 && b == 1);
    CHECK((call(1), call(2)) == 2 && calls == 2);
    CHECK((a ? call(1) : call(2)) == 2 && calls == 3);
    CHECK((b ? 1 : 2, 3) == 3);
    CHECK((a ? 1 : b ? 2 : 3) == 2 && (b ? a ? 1 : 2 : 3) == 2);
    b ? nothing() : (void)call(1);
    CHECK(calls == 13);
    p = a ? &a : 0;
    CHECK(!p);
    p = 1 ? &a : (void *)0;
    *(b ? &a : &b) = 9;
    CHECK(a == 9 && *p == 9);
    struct s { int x; } s1 = { 1 }, s2 = { 2 };
    CHECK((b ? s1 : s2).x == 1 && (b - 1 ? s1 : s2).x == 2);
    for (a = 0, b = 3; a < b; a++, b += 0) calls++;
    CHECK(calls == 16);
    return 0;
}
