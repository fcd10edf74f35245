// The value of an assignment is that of its target.
#include "check.h"
int main(void) {
    int i;
    unsigned char c;
    short s;
    float f;
    long long q;
    i = c = 511;
    CHECK(i == 255 && c == 255);
    i = s = 0x18000;
    CHECK(i == -32768);
    q = i = 0x1FFFFFFFFll;
    CHECK(q == -1);
    i = f = 2.75;
    CHECK(i == 2 && f == 2.75f);
    q = c = -1;
    CHECK(q == 255);
    CHECK((c = 256) == 0);
    CHECK((s = 65535) < 0);
    return 0;
}
