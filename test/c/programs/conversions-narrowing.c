// Assignment cuts bits off, and sign bits come back.
#include "check.h"
static int narrow(signed char c) { return c; }
static unsigned widen(unsigned char c) { return c; }
int main(void) {
    int i = 0x12345678;
    char c = (char)i;
    unsigned char uc = (unsigned char)-1;
    short s = (short)0x9876;
    long long ll = 0x123456789ABCDEF0ll;
    int low = (int)ll;
    unsigned ulow = (unsigned)ll;
    CHECK(c == 0x78);
    CHECK(uc == 255);
    CHECK(s == -26506);
    CHECK(low == (int)0x9ABCDEF0);
    CHECK(ulow == 0x9ABCDEF0u);
    CHECK(narrow(200) == -56);
    CHECK(widen((unsigned char)-56) == 200);
    ll = low;
    CHECK(ll == -1698898192);
    ll = ulow;
    CHECK(ll == 2596069104ll);
    ll = (unsigned)-1;
    CHECK(ll == 4294967295ll);
    ll = -1;
    CHECK((unsigned long long)ll == 18446744073709551615ull);
    return 0;
}
