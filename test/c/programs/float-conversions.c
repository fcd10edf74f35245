// Between floating and integer types: cut towards zero.
#include "check.h"
static int to_int(double d) { return d; }
static double to_double(int i) { return i; }
int main(void) {
    double d = 3.99, n = -3.99;
    unsigned u = 4000000000u;
    long long ll = 9007199254740993ll;
    float f;
    CHECK((int)d == 3 && (int)n == -3);
    CHECK(to_int(2.5) == 2 && to_double(-7) == -7.0);
    CHECK((unsigned char)d == 3 && (short)n == -3);
    CHECK((double)u == 4000000000.0);
    CHECK((unsigned)4000000000.5 == u);
    CHECK((double)ll == 9007199254740992.0);
    f = 16777217;
    CHECK(f == 16777216.0f);
    CHECK((long long)1e15 == 1000000000000000ll);
    CHECK((unsigned long long)18e18 == 18000000000000000000ull);
    int i = 7.9;
    CHECK(i == 7);
    i += 1.6;
    CHECK(i == 8);
    i *= 1.5;
    CHECK(i == 12);
    CHECK(1 / 2 * 3.0 == 0 && 1 / 2.0 * 3 == 1.5);
    return 0;
}
