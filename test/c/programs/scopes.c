// Inner names hide outer ones, until their block ends.
#include "check.h"
static int x = 1;
static int get(void) { return x; }
static int shadow(int x) { { int x = 30; x++; } return x; }
int main(void) {
    int sum = 0;
    CHECK(x == 1);
    int x = 2;
    CHECK(x == 2 && get() == 1);
    {
        int x = x = 3;
        CHECK(x == 3);
        for (int x = 10; x < 12; x++) { int x = 100; sum += x; }
        CHECK(sum == 200 && x == 3);
        { extern int other; CHECK(other == 77); }
    }
    CHECK(x == 2 && shadow(5) == 5);
    for (int i = 0; i < 3; i++) { int fresh = i; fresh += 10; sum += fresh; }
    CHECK(sum == 233);
    struct x { int x; } y = { x };
    CHECK(y.x == 2);
    if (1) { enum { x = 9 }; CHECK(x == 9); }
    goto x;
x:
    CHECK(x == 2);
    return 0;
}
int other = 77;
