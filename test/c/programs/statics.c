// Static variables keep their values between calls and begin as zero.
#include "check.h"
static int counter(void) { static int n; return ++n; }
static int other(void) { static int n = 100; return n++; }
static int *address(int which) { static int a[2] = { 7, 8 }; return &a[which]; }
static int recursive(int n) { static int calls = 0; calls++; if (n) recursive(n - 1); return calls; }
static double zero;
static struct { int a; char *p; } nothing;
int main(void) {
    CHECK(counter() == 1 && counter() == 2 && counter() == 3);
    CHECK(other() == 100 && other() == 101);
    CHECK(*address(1) == 8);
    *address(1) = 50;
    CHECK(*address(1) == 50 && *address(0) == 7);
    CHECK(recursive(4) == 5 && recursive(0) == 6);
    CHECK(zero == 0 && nothing.a == 0 && nothing.p == 0);
    {
        static int n = 5;
        n++;
        CHECK(n == 6);
    }
    CHECK(counter() == 4);
    return 0;
}
