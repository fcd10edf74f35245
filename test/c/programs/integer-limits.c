// limits.h and the ends of every type.
#include "check.h"
#include <limits.h>
int main(void) {
    CHECK(CHAR_BIT == 8 && SCHAR_MIN == -128 && SCHAR_MAX == 127 && UCHAR_MAX == 255 && CHAR_MIN == -128);
    CHECK(SHRT_MIN == -32768 && SHRT_MAX == 32767 && USHRT_MAX == 65535);
    CHECK(INT_MAX == 2147483647 && INT_MIN == -INT_MAX - 1 && UINT_MAX == 4294967295u);
    CHECK(LLONG_MAX == 9223372036854775807ll && LLONG_MIN < 0 && ULLONG_MAX == 18446744073709551615ull);
    CHECK((unsigned)INT_MAX + 1 == 0x80000000 && (short)(SHRT_MAX + 1) == SHRT_MIN);
    CHECK((unsigned long long)LLONG_MAX + 1 == 0x8000000000000000);
    CHECK(INT_MIN / 2 == -1073741824 && INT_MIN % 10 == -8);
    return 0;
}
