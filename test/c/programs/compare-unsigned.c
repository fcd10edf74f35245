// Comparisons between signed and unsigned operands.
#include "check.h"
int main(void) {
    int minus = -1;
    unsigned zero = 0;
    unsigned char small = 255;
    unsigned short medium = 65535;
    CHECK(minus > (int)zero - 5);
    CHECK(!(minus < zero));
    CHECK(minus < small);
    CHECK(minus < medium);
    CHECK((unsigned char)minus == small);
    CHECK((unsigned)minus >= 4294967295u);
    CHECK(-1 < 0l);
    CHECK(-1ll < 1u);
    CHECK(!(-1 < 1ull));
    CHECK(sizeof(int) > -1 == 0);
    CHECK((zero - 1 > 0) == 1);
    return 0;
}
