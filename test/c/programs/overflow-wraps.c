// Unsigned arithmetic wraps; so do conversions back to signed types on this machine.
#include "check.h"
int main(void) {
    unsigned u = 4294967295u;
    unsigned short s = 65535;
    unsigned long long ull = 18446744073709551615ull;
    CHECK(u + 1 == 0);
    CHECK(u * u == 1);
    CHECK(0u - 1 == u);
    CHECK(u * 3 == 4294967293u);
    CHECK(65537u * 65537u == 131073u);
    CHECK(0xDEADBEEFu * 0xCAFEBABEu == (unsigned)(0xDEADBEEFull * 0xCAFEBABEull));
    s++;
    CHECK(s == 0);
    s--;
    CHECK(s == 65535);
    CHECK(ull + 2 == 1);
    CHECK(ull * ull == 1);
    CHECK((int)(0x7FFFFFFFu + 1u) < 0);
    CHECK((unsigned)-1 / 2 == 0x7FFFFFFF);
    CHECK(-u == 1);
    CHECK(-0x80000000u == 0x80000000u);
    return 0;
}
