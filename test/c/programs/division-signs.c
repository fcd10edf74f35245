// Quotients go towards zero, remainders have the sign of the dividend.
#include "check.h"
int main(void) {
    int a = 7, b = -7;
    long long la = 7000000000ll, lb = -7000000000ll;
    CHECK(a / 2 == 3 && a % 2 == 1);
    CHECK(b / 2 == -3 && b % 2 == -1);
    CHECK(a / -2 == -3 && a % -2 == 1);
    CHECK(b / -2 == 3 && b % -2 == -1);
    CHECK(la / 3 == 2333333333ll && la % 3 == 1);
    CHECK(lb / 3 == -2333333333ll && lb % 3 == -1);
    CHECK(lb / -3000000000ll == 2 && lb % -3000000000ll == -1000000000ll);
    CHECK((unsigned)b / 2 == 2147483644u);
    CHECK((unsigned)b % 10 == 9);
    CHECK(18446744073709551615ull / 10 == 1844674407370955161ull);
    CHECK(18446744073709551615ull % 10 == 5);
    b /= 3;
    CHECK(b == -2);
    b %= 2;
    CHECK(b == 0);
    return 0;
}
