// NaN and infinities.
#include "check.h"
int main(void) {
    double zero = 0, one = 1;
    double infinity = one / zero, nan = zero / zero;
    CHECK(infinity > 1e300 && -infinity < -1e300);
    CHECK(nan != nan && !(nan == nan) && !(nan < 1) && !(nan > 1) && !(nan <= nan));
    CHECK(!(nan >= 0));
    CHECK(infinity == infinity && infinity - infinity != 0);
    CHECK((nan ? 1 : 0) == 1);
    CHECK(!zero && !-zero && !!one);
    CHECK(zero == -zero && 1 / -zero < 0);
    CHECK((1.0 < 2.0) + (2.0 < 1.0) == 1);
    if (zero) return 1;
    while (zero) return 2;
    CHECK(one && !zero || 0);
    return 0;
}
