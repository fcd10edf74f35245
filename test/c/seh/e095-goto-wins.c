// E-095: goto from a finally that runs because of a return.
#include "check.h"
static int f(void) {
    __try { mark('1'); return 1; } __finally { MARK_FINALLY('a'); goto out; }
out:
    mark('o');
    return 2;
}
int main(void) {
    CHECK(f() == 2);
    CHECK(traced_is("1Ao"));
    return 0;
}
