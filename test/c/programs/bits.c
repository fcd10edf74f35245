// Counting and moving bits.
#include "check.h"
static int count(unsigned v) { int n; for (n = 0; v; n++) v &= v - 1; return n; }
static int parallel(unsigned v) { v -= v >> 1 & 0x55555555; v = (v & 0x33333333) + (v >> 2 & 0x33333333); return ((v + (v >> 4) & 0xF0F0F0F) * 0x1010101) >> 24; }
static unsigned reverse(unsigned v) { unsigned r = 0; int i; for (i = 0; i < 32; i++, v >>= 1) r = r << 1 | v & 1; return r; }
static int highest(unsigned __int64 v) { int n = -1; while (v) { v >>= 1; n++; } return n; }
int main(void) {
    unsigned i;
    for (i = 0; i < 5000; i += 7) CHECK(count(i * 2654435761u) == parallel(i * 2654435761u));
    CHECK(count(0) == 0 && count(~0u) == 32);
    CHECK(reverse(1) == 0x80000000 && reverse(0x12345678) == 0x1E6A2C48);
    CHECK(highest(1ull << 63) == 63 && highest(0) == -1 && highest(0xFFFF0000) == 31);
    CHECK((5 & -5) == 1 && (12 & -12) == 4 && (0x80000000 & -0x80000000) == 0x80000000);
    return 0;
}
