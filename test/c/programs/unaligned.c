// Accesses at any address work on this processor.
#include "check.h"
#include <string.h>
int main(void) {
    unsigned char buffer[32];
    int i;
    unsigned *u;
    double *d;
    for (i = 0; i < 32; i++) buffer[i] = (unsigned char)i;
    u = (unsigned *)(buffer + 1);
    CHECK(*u == 0x04030201);
    *u = 0xAABBCCDD;
    CHECK(buffer[1] == 0xDD && buffer[4] == 0xAA && buffer[5] == 5);
    CHECK(*(unsigned short *)(buffer + 7) == 0x0807);
    CHECK(*(unsigned __int64 *)(buffer + 9) == 0x100F0E0D0C0B0A09ull);
    d = (double *)(buffer + 17);
    *d = 1.5;
    CHECK(*d == 1.5 && buffer[24] == 0x3F && buffer[23] == 0xF8);
    CHECK(*(__unaligned int *)(buffer + 2) == 0x05AABBCC);
    return 0;
}
