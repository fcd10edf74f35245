// MSVC's layout: a field of another size begins a new unit, fields do not cross units.
#include "check.h"
#include <string.h>
struct same { unsigned a : 10; unsigned b : 10; unsigned c : 12; };
struct crosses { unsigned a : 20; unsigned b : 20; };
struct sizes { unsigned char a : 4; unsigned b : 4; unsigned char c : 4; };
struct bytes { unsigned char a : 4; unsigned char b : 4; unsigned char c : 1; };
struct zero { unsigned a : 1; unsigned : 0; unsigned b : 1; };
struct mixed { char c; int a : 4; short s; };
struct big { unsigned __int64 a : 40; unsigned __int64 b : 24; };
struct padding { int a : 3; int : 5; int b : 8; };
int main(void) {
    struct padding p;
    struct big g;
    unsigned raw;
    CHECK(sizeof(struct same) == 4);
    CHECK(sizeof(struct crosses) == 8);
    CHECK(sizeof(struct sizes) == 12);
    CHECK(sizeof(struct bytes) == 2);
    CHECK(sizeof(struct zero) == 8);
    CHECK(sizeof(struct mixed) == 12);
    CHECK(sizeof(struct big) == 8);
    memset(&p, 0, sizeof p);
    p.b = 0x7F;
    memcpy(&raw, &p, 4);
    CHECK(raw == 0x7F00);
    g.a = 0x123456789Aull;
    g.b = 0xABCDEF;
    CHECK(*(unsigned __int64 *)&g == 0xABCDEF123456789Aull);
    CHECK(g.a == 0x123456789Aull && g.b == 0xABCDEF);
    g.a++;
    CHECK(g.a == 0x123456789Bull && g.b == 0xABCDEF);
    return 0;
}
