// && and || stop as soon as they know; ! of anything.
#include "check.h"
static int calls;
static int yes(void) { calls++; return 5; }
static int no(void) { calls++; return 0; }
int main(void) {
    int x = 3, *p = 0;
    double d = 0.5;
    CHECK((yes() && yes()) == 1 && calls == 2);
    CHECK((no() && yes()) == 0 && calls == 3);
    CHECK((yes() || no()) == 1 && calls == 4);
    CHECK((no() || yes()) == 1 && calls == 6);
    CHECK(!(p && *p == 1));
    CHECK((p || x) == 1);
    CHECK((x && d) == 1 && !d == 0 && !p == 1 && !!x == 1 && !x == 0);
    CHECK((1 || no() && no()) == 1 && calls == 6);
    CHECK((2 & 1 || 4 & 6) == 1);
    CHECK((x > 1 && x < 5) + (x == 3) == 2);
    x = no() || no() || yes() || yes();
    CHECK(x == 1 && calls == 9);
    CHECK(sizeof(1.0 && 2.0) == 4);
    return 0;
}
