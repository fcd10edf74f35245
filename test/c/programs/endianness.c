// Numbers are little endian; swapping them.
#include "check.h"
static unsigned swap32(unsigned v) { return v << 24 | (v & 0xFF00) << 8 | v >> 8 & 0xFF00 | v >> 24; }
static unsigned short swap16(unsigned short v) { return v << 8 | v >> 8; }
static unsigned __int64 swap64(unsigned __int64 v) { return (unsigned __int64)swap32((unsigned)v) << 32 | swap32((unsigned)(v >> 32)); }
static unsigned read_big(const unsigned char *p) { return p[0] << 24 | p[1] << 16 | p[2] << 8 | p[3]; }
int main(void) {
    unsigned char bytes[8] = { 0x81, 2, 3, 4, 5, 6, 7, 8 };
    CHECK(swap32(0x12345678) == 0x78563412 && swap16(0x1234) == 0x3412);
    CHECK(swap64(0x0102030405060708) == 0x0807060504030201);
    CHECK(read_big(bytes) == 0x81020304 && *(unsigned *)bytes == 0x04030281);
    CHECK(*(unsigned __int64 *)bytes == 0x0807060504030281);
    CHECK(*(unsigned short *)(bytes + 6) == 0x0807);
    return 0;
}
