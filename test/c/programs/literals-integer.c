// What type a literal has.
#include "check.h"
int main(void) {
    CHECK(sizeof(1) == 4);
    CHECK(sizeof(2147483648) == 8 || sizeof(2147483648) == sizeof(long));
    CHECK(sizeof(0x80000000) == 4);
    CHECK(0x80000000 > 0);
    CHECK(-0x80000000 > 0);
    CHECK(sizeof(4294967295u) == 4);
    CHECK(sizeof(0x100000000) == 8);
    CHECK(sizeof(1ll) == 8);
    CHECK(sizeof(1ULL) == 8);
    CHECK(017 == 15 && 0 == 00 && 0x1F == 31);
    CHECK(0xFFFFFFFFFFFFFFFF > 0);
    CHECK(sizeof('a') == sizeof(int));
    CHECK(sizeof(1.0f) == 4 && sizeof(1.0) == 8);
    CHECK(0b101 == 5);
    return 0;
}
