// The usual arithmetic conversions: which type two operands meet in.
#include "check.h"
int main(void) {
    int i = -1;
    unsigned u = 1;
    long long ll = -1;
    unsigned long long ull = 1;
    CHECK(i > u);
    CHECK(!(ll > u));
    CHECK(ll < u);
    CHECK(ll > ull);
    CHECK(i + u == 0);
    CHECK(i / u == 4294967295u);
    CHECK((i * 1ll) / u == -1);
    CHECK(sizeof(i + ll) == 8);
    CHECK(sizeof('a' + 1.0f) == sizeof(float));
    CHECK(sizeof(1.0f + 1.0) == sizeof(double));
    CHECK((0 ? i : u) == 1u);
    CHECK((1 ? i : u) > 0);
    CHECK((1 ? i : 0.5) == -1.0);
    return 0;
}
