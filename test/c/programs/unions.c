// Unions: one storage for several types.
#include "check.h"
#include <string.h>
union number { unsigned u; float f; unsigned char b[4]; short s[2]; };
union wide { double d; unsigned __int64 q; struct { unsigned low, high; } p; };
struct variant { enum { INT, TEXT } kind; union { int i; const char *t; } v; };
static int size_of(struct variant v) { return v.kind == INT ? v.v.i : (int)strlen(v.v.t); }
int main(void) {
    union number n;
    union wide w, copy;
    n.f = 1.0f;
    CHECK(n.u == 0x3F800000 && n.b[3] == 0x3F && n.b[0] == 0 && n.s[1] == 0x3F80);
    n.b[3] |= 0x80;
    CHECK(n.f == -1.0f);
    w.d = -2.0;
    CHECK(w.q == 0xC000000000000000ull && w.p.high == 0xC0000000 && w.p.low == 0);
    w.p.high = 0x3FF00000;
    copy = w;
    CHECK(copy.d == 1.0);
    CHECK(size_of((struct variant){ INT, { 7 } }) == 7 && size_of((struct variant){ TEXT, { .t = "four" } }) == 4);
    CHECK(sizeof(union wide) == 8 && (void *)&w == (void *)&w.p.low);
    CHECK(*(unsigned *)&(float){ 2.0f } == 0x40000000);
    return 0;
}
