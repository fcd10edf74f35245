// 32-bit and 64-bit operands together, and as indexes and conditions.
#include "check.h"
int main(void) {
    __int64 big = 4294967296;
    int table[4] = { 10, 20, 30, 40 };
    unsigned __int64 index = 2;
    int count = 0;
    __int64 i;
    CHECK(big != 0);
    if (!big) return 1;
    CHECK((int)big == 0);
    CHECK(big && 1);
    CHECK(table[index] == 30);
    CHECK(*(table + index + 1) == 40);
    for (i = big - 3; i < big + 3; i++) count++;
    CHECK(count == 6);
    CHECK(big + 1u == 4294967297);
    CHECK(big - 1 == 0xFFFFFFFFu);
    CHECK((big | 1) % 2 == 1);
    CHECK((big ? 1 : 2) == 1);
    while (big) { big /= 16; count++; }
    CHECK(count == 15);
    switch (index << 32) {
    case 0x200000000: break;
    default: return 2;
    }
    return 0;
}
