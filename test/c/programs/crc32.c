// A checksum by table: unsigned shifts and exclusive or.
#include "check.h"
static unsigned table[256];
static unsigned crc(const char *text) {
    unsigned c = ~0u;
    while (*text) c = table[(c ^ (unsigned char)*text++) & 0xFF] ^ c >> 8;
    return ~c;
}
int main(void) {
    unsigned i, j, c;
    for (i = 0; i < 256; i++) {
        for (c = i, j = 0; j < 8; j++) c = c & 1 ? 0xEDB88320 ^ c >> 1 : c >> 1;
        table[i] = c;
    }
    CHECK(crc("123456789") == 0xCBF43926);
    CHECK(crc("") == 0 && crc("a") == 0xE8B7BE43);
    return 0;
}
