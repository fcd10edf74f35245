// E-037: __leave in a handler leaves the body around it.
#include "check.h"
int main(void) {
    __try {
        __try { throw_code(CODE); } __except (filter('f', 1)) { mark('h'); __leave; }
        mark('x');
    } __finally {
        MARK_FINALLY('a');
    }
    __try {
        int i;
        for (i = 0; ; i++) { __try { if (i == 3) read_null(); } __except (filter('g', 1)) { mark('0' + i); __leave; } }
    } __except (filter('x', 1)) {
        mark('x');
    }
    CHECK(traced_is("fhag3"));
    return 0;
}
