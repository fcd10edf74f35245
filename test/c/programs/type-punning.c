// Bytes of objects through other types.
#include "check.h"
#include <string.h>
int main(void) {
    int i = 0x01020304;
    float f = 3.0f;
    double d = 1.0;
    unsigned char *b = (unsigned char *)&i;
    short shorts[2];
    CHECK(b[0] == 4 && b[3] == 1);
    b[0] = 0xFF;
    CHECK(i == 0x010203FF);
    CHECK(*(int *)&f == 0x40400000);
    *(int *)&f ^= 0x80000000;
    CHECK(f == -3.0f);
    CHECK(((unsigned *)&d)[1] == 0x3FF00000 && ((unsigned *)&d)[0] == 0);
    memcpy(shorts, &i, 4);
    CHECK(shorts[0] == 0x03FF && shorts[1] == 0x0102);
    *(int *)shorts = -1;
    CHECK(shorts[0] == -1 && shorts[1] == -1);
    return 0;
}
