// Functions of math.h with exact results.
#include "check.h"
#include <math.h>
int main(void) {
    double whole;
    int exponent;
    CHECK(sqrt(16) == 4 && fabs(-2.5) == 2.5 && floor(-1.5) == -2 && ceil(-1.5) == -1);
    CHECK(pow(2, 10) == 1024 && fmod(7.5, 2) == 1.5 && fmod(-7.5, 2) == -1.5);
    CHECK(modf(3.25, &whole) == 0.25 && whole == 3 && frexp(8, &exponent) == 0.5 && exponent == 4 && ldexp(0.75, 3) == 6);
    CHECK(sin(0) == 0 && cos(0) == 1 && exp(0) == 1 && log(1) == 0 && atan2(0, 1) == 0);
    CHECK(fabs(atan(1) * 4 - 3.14159265358979) < 1e-12);
    CHECK(floor(1e300) == 1e300 && sqrt(2) * sqrt(2) > 1.99999);
    return 0;
}
