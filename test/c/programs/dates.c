// Days and dates, with tables and leap years.
#include "check.h"
static const unsigned char days[2][12] = { { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 }, { 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 } };
static int leap(int y) { return y % 4 == 0 && (y % 100 || y % 400 == 0); }
static int number(int y, int m, int d) { int n = 0, i; for (i = 1601; i < y; i++) n += 365 + leap(i); for (i = 0; i < m - 1; i++) n += days[leap(y)][i]; return n + d - 1; }
int main(void) {
    CHECK(leap(2000) && !leap(1900) && leap(2024) && !leap(2023));
    CHECK(number(1601, 1, 1) == 0 && number(1970, 1, 1) == 134774);
    CHECK(number(2024, 2, 29) - number(2023, 2, 28) == 366);
    CHECK((number(2024, 1, 1) + 1) % 7 == 1);
    CHECK((__int64)number(1970, 1, 1) * 86400 * 10000000 == 116444736000000000);
    return 0;
}
