// Doubles and floats: rounding to their own precision.
#include "check.h"
int main(void) {
    double d = 0.1 + 0.2;
    float f = 0.1f, g = 16777216.0f;
    volatile float product;
    CHECK(d != 0.3 && d > 0.3 && d < 0.3000000000000001);
    CHECK(f != 0.1);
    CHECK((float)0.1 == f);
    CHECK(g + 1.0f == g || sizeof(g + 1.0f) == 4);
    product = f * f;
    CHECK(product == 0.01f || product == (float)(0.1f * 0.1f));
    CHECK(1.0 / 3 * 3 == 1.0);
    CHECK(7 / 2 == 3 && 7 / 2.0 == 3.5);
    CHECK(1e308 * 10 > 1e308);
    CHECK(-0.0 == 0.0);
    CHECK(1.5e3 == 1500 && .5 == 0.5 && 1. == 1 && 0x1p4 == 16);
    d = 5;
    d /= 2;
    CHECK(d == 2.5);
    d++;
    CHECK(d == 3.5);
    f = 3;
    f -= 0.5;
    CHECK(f == 2.5f);
    return 0;
}
