// E-054: a finally reached normally returns; the outer finally still runs.
#include "check.h"
static int f(void) {
    __try {
        __try {
            mark('1');
        } __finally {
            MARK_FINALLY('a');
            return 5;
        }
        mark('x');
    } __finally {
        MARK_FINALLY('b');
    }
    mark('x');
    return 6;
}
int main(void) {
    CHECK(f() == 5);
    mark('m');
    CHECK(traced_is("1aBm"));
    return 0;
}
