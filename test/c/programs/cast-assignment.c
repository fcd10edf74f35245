// msvc: casts of an lvalue as the target of an assignment.
#include "check.h"
int main(void) {
    char bytes[16] = { 0 };
    void *p = bytes;
    char *c = bytes;
    int i = 0x11223344;
    *((int *)p) = 5;
    CHECK(bytes[0] == 5);
    *(*(int **)&p)++ = 7;
    CHECK(bytes[0] == 7 && (char *)p == bytes + 4);
    ((int *)c)[1] = 9;
    CHECK(bytes[4] == 9);
    *(short *)&i = 0;
    CHECK(i == 0x11220000);
    return 0;
}
