// msvc: suffixes and sizes that only MSVC has.
#include "check.h"
#include <stddef.h>
int main(void) {
    CHECK(sizeof(1i8) == 1 || sizeof(1i8) == 4);
    CHECK(sizeof(1i64) == 8 && sizeof(1ui64) == 8 && sizeof(1i32) == 4);
    CHECK(0xFFFFFFFFFFFFFFFFui64 / 2 == 9223372036854775807i64);
    CHECK(-1i64 < 0 && -1ui64 > 0);
    CHECK(sizeof(long) == 4 && sizeof(unsigned long) == 4);
    CHECK(sizeof(1l) == 4 && sizeof(1ul) == 4);
    CHECK(sizeof(long double) == 8);
    CHECK(sizeof(wchar_t) == 2 && sizeof(L'a') == 2);
    CHECK(sizeof(__int8) == 1 && sizeof(__int16) == 2 && sizeof(__int32) == 4 && sizeof(__int64) == 8);
    CHECK(-2147483648l < 0 || -2147483648l > 0);
    CHECK(4294967295ul + 1ul == 0);
    CHECK(-1l < 1ul ? 0 : 1);
    return 0;
}
