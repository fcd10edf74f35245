// & | ^ ~ on operands of different sizes and signs.
#include "check.h"
int main(void) {
    int i = -1;
    unsigned u = 0xF0F0F0F0;
    long long q = 0x0F0F0F0F0F0F0F0F;
    unsigned char c = 0xAA;
    CHECK((i & q) == q && (i | q) == -1 && (u & q) == 0 && (u | q) == 0x0F0F0F0FFFFFFFFF);
    CHECK((i ^ u) == 0x0F0F0F0F && (~u & 0xFF) == 0x0F);
    CHECK(~c == -171 && (c ^ 0xFF) == 0x55 && (unsigned char)~c == 0x55);
    CHECK((u & i) > 0 && (i & 0x80000000) > 0 && (q & ~0xFFull) == 0x0F0F0F0F0F0F0F00);
    CHECK((u >> 4 & 0xF) == 0xF && (0x80000000 | 1) == 0x80000001);
    q &= ~0;
    CHECK(q == 0x0F0F0F0F0F0F0F0F);
    q &= 0xFFFFFFFFu;
    CHECK(q == 0x0F0F0F0F);
    q |= 1ull << 63;
    CHECK(q < 0);
    i &= 0x7FFFFFFF;
    CHECK(i == 2147483647);
    return 0;
}
