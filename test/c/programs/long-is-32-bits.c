// msvc: long has 32 bits on both architectures, and is a type of its own.
#include "check.h"
int main(void) {
    long l = 2147483647;
    unsigned long ul = 0xFFFFFFFF;
    long *pl = &l;
    CHECK(sizeof(long) == 4 && sizeof(long long) == 8 && sizeof(long *) == sizeof(void *));
    ul++;
    CHECK(ul == 0);
    ul = (unsigned long)-1;
    CHECK(ul == 4294967295u && (long)ul == -1 && ul + 1ll == 4294967296ll);
    CHECK(*pl == 2147483647 && l + 1u == 0x80000000);
    CHECK((long)0x123456789ABCDEF0ll == (long)0x9ABCDEF0);
    CHECK(-1l < 1 && (1 ? -1l : 1u) > 0);
    CHECK(sizeof(1l + 1u) == 4 && sizeof(l * 1ll) == 8);
    return 0;
}
