// In expressions a narrow bit-field is an int, a wide one keeps its type.
#include "check.h"
struct s { unsigned a : 4; unsigned b : 32; unsigned __int64 c : 36; signed char d : 3; };
static int take(int x) { return x; }
int main(void) {
    struct s v = { 1, 1, 1, -1 };
    CHECK(v.a - 2 < 0);
    CHECK(v.b - 2 > 0);
    v.c = 0xFFFFFFFFFull;
    CHECK(v.c == 68719476735ull);
    v.c <<= 4;
    CHECK(v.c == 0xFFFFFFFF0ull);
    CHECK(v.d == -1 && take(v.d) == -1);
    v.d = 3;
    CHECK(v.d == 3);
    v.d++;
    CHECK(v.d == -4);
    CHECK((v.a ? 10 : 20) == 10);
    if (v.d) v.a = 0;
    CHECK(!v.a);
    return 0;
}
