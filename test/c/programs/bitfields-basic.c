// Bit-fields: values, signs, and what does not fit.
#include "check.h"
struct flags { unsigned a : 3; unsigned b : 5; int c : 4; unsigned d : 20; };
int main(void) {
    struct flags f = { 7, 31, -1, 0xFFFFF };
    CHECK(sizeof(f) == 4);
    CHECK(f.a == 7 && f.b == 31 && f.c == -1 && f.d == 0xFFFFF);
    f.a = 9;
    CHECK(f.a == 1 && f.b == 31);
    f.c = 7;
    CHECK(f.c == 7);
    f.c = 8;
    CHECK(f.c == -8);
    f.a++;
    CHECK(f.a == 2);
    f.b += 1;
    CHECK(f.b == 0 && f.c == -8 && f.a == 2);
    f.d ^= 0xFF;
    CHECK(f.d == 0xFFF00);
    CHECK((f.a = 15) == 7);
    CHECK(f.a-- == 7 && f.a == 6);
    CHECK(f.a - 7 < 0);
    CHECK(sizeof(struct { int x : 1; }) == 4);
    return 0;
}
