// _Bool is 0 or 1 whatever is put into it.
#include "check.h"
struct flags { _Bool a; _Bool b : 1; };
static _Bool truth(_Bool b) { return b; }
int main(void) {
    _Bool b = 256;
    struct flags f = { 2, 4 };
    int x = 3;
    CHECK(b == 1);
    b = 0.25;
    CHECK(b == 1);
    b = &x;
    CHECK(b == 1);
    b = 0;
    CHECK(b == 0);
    CHECK(f.a == 1 && f.b == 1);
    CHECK(truth(0x100) == 1);
    CHECK((_Bool)0x10000 == 1);
    CHECK(sizeof(_Bool) == 1);
    b++;
    CHECK(b == 1);
    b -= 1;
    CHECK(b == 0);
    CHECK(sizeof(b + b) == sizeof(int));
    return 0;
}
