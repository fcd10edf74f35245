// 64-bit arithmetic, signed and unsigned.
#include "check.h"
static unsigned long long gcd(unsigned long long a, unsigned long long b) { return b ? gcd(b, a % b) : a; }
static __int64 factorial(int n) { return n < 2 ? 1 : n * factorial(n - 1); }
int main(void) {
    __int64 a = 0x7FFFFFFFFFFFFFFF;
    unsigned __int64 u = 0x8000000000000000;
    CHECK(factorial(20) == 2432902008176640000ll);
    CHECK(gcd(1234567890123456780ull, 9876543210ull) == 90);
    CHECK((unsigned __int64)a + 1 == u);
    CHECK(u >> 60 == 8);
    CHECK((a & 0xFFFF0000FFFF0000) == 0x7FFF0000FFFF0000);
    CHECK((a ^ -1) < 0);
    CHECK(~a == (__int64)u);
    CHECK(a / 1000000007 == 9223371972);
    CHECK(a > 0 && (__int64)u < 0);
    a = 5;
    a -= 10;
    CHECK(a == -5 && a < 0 && !(a >= 0));
    a <<= 33;
    CHECK(a == -42949672960ll);
    a >>= 32;
    CHECK(a == -10);
    CHECK(a++ == -10 && a == -9 && --a == -10);
    return 0;
}
