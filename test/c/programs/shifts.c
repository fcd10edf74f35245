// Shifts: type of the left operand, sign bits from the left for signed ones.
#include "check.h"
int main(void) {
    int n = 4;
    unsigned char uc = 0x80;
    long long one = 1;
    CHECK(-16 >> 2 == -4);
    CHECK(-1 >> 31 == -1);
    CHECK(0xFFFFFFF0u >> n == 0x0FFFFFFF);
    CHECK(1u << 31 == 2147483648u);
    CHECK(uc << 1 == 256);
    CHECK(one << 40 == 1099511627776ll);
    CHECK(one << 63 < 0);
    CHECK((one << 63) >> 63 == -1);
    CHECK((unsigned long long)(one << 63) >> 63 == 1);
    CHECK(sizeof(1 << 40ll % 32) == sizeof(int));
    CHECK((0x12345678 >> 4 & 0xFF) == 0x67);
    n = 0;
    CHECK(5 << n == 5 && 5 >> n == 5);
    return 0;
}
