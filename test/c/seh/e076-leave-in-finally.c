// E-076: __leave in an inner finally leaves the outer body, normally.
#include "check.h"
int main(void) {
    __try {
        __try { mark('1'); } __finally { MARK_FINALLY('a'); __leave; mark('x'); }
        mark('x');
    } __finally {
        MARK_FINALLY('b');
    }
    mark('e');
    CHECK(traced_is("1abe"));
    return 0;
}
