// Operands narrower than int are promoted before anything is done with them.
#include "check.h"
int main(void) {
    unsigned char a = 200, b = 100;
    signed char c = -1;
    unsigned short s = 65535;
    CHECK(a + b == 300);
    CHECK((unsigned char)(a + b) == 44);
    CHECK(~a == -201);
    CHECK(-a == -200);
    CHECK(sizeof(a + b) == sizeof(int));
    CHECK(sizeof(+c) == sizeof(int));
    CHECK(c < a);
    CHECK((a << 24) < 0);
    CHECK(s * 1 == 65535);
    CHECK(s + 1 == 65536);
    CHECK(sizeof(s) == 2 && sizeof(-s) == 4);
    return 0;
}
