// Shifts of 64-bit values by variable counts, across the middle.
#include "check.h"
int main(void) {
    unsigned __int64 u = 0x8000000000000001;
    __int64 s = (__int64)u;
    int i;
    for (i = 0; i < 64; i++) {
        CHECK((u >> i & 1) == (i == 0 || i == 63));
        CHECK((unsigned __int64)1 << i == (i < 32 ? 1u << i : (unsigned __int64)(1u << (i - 32)) << 32));
        CHECK((s >> i < 0) == 1);
    }
    CHECK(u << 1 == 2 && s >> 63 == -1 && s >> 1 == (__int64)0xC000000000000000);
    CHECK((int)(u >> 32) < 0 && (unsigned)(u >> 33) == 0x40000000);
    u >>= 4, u <<= 8;
    CHECK(u == 0x8000000000000000 >> 4 << 8);
    i = 40;
    CHECK(0xFFFFFFFFFFull >> i == 0 && 0x1FFFFFFFFFFull >> i == 1);
    return 0;
}
