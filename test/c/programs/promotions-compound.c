// A compound assignment computes in the promoted type and converts back.
#include "check.h"
int main(void) {
    unsigned char a = 250;
    signed char b = 127;
    short s = 32767;
    unsigned short u = 1;
    a += 10;
    CHECK(a == 4);
    a -= 5;
    CHECK(a == 255);
    a *= 2;
    CHECK(a == 254);
    a >>= 1;
    CHECK(a == 127);
    b++;
    CHECK(b == -128);
    --b;
    CHECK(b == 127);
    s += 1;
    CHECK(s == -32768);
    u <<= 15;
    CHECK(u == 32768);
    u <<= 1;
    CHECK(u == 0);
    a = 255;
    a ^= 0x1F0F;
    CHECK(a == 0xF0);
    return 0;
}
