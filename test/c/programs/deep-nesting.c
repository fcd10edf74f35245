// Blocks, parentheses and expressions deep inside each other.
#include "check.h"
static int deep(int n) {
    if (n) { while (n) { do { for (;;) { switch (n) { default: { if (n > 5) { n--; break; } else { n--; goto out; } } } break; } } while (n > 5); out: ; break; } }
    return n;
}
int main(void) {
    int x = ((((((((((((((((1))))))))))))))));
    CHECK(x == 1);
    CHECK(((((1 + 2) * 3 + 4) * 5 + 6) * 7 + 8) * 9 == 4545);
    CHECK(1 ? 1 ? 1 ? 1 ? 0 ? 2 : 5 : 0 : 0 : 0 : 0);
    {{{{{{{{ int y = x; { { x = y + 1; } } }}}}}}}}
    CHECK(x == 2);
    CHECK(deep(10) == 5 && deep(3) == 2 && deep(0) == 0);
    CHECK(- - - -x == 2 && !!!!x == 1 && ~~x == 2);
    return 0;
}
