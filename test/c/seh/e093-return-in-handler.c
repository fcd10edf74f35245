// E-093 E-094: return from a handler through finallys, innermost first.
#include "check.h"
static int f(void) {
    __try {
        __try { throw_code(CODE); } __except (filter('q', 1)) {
            __try { mark('h'); return 3; } __finally { MARK_FINALLY('a'); }
        }
    } __finally {
        MARK_FINALLY('b');
    }
    return 4;
}
static int deep(void) {
    __try { __try { __try { __try { __try {
        read_null();
    } __except (filter('r', 1)) { return 9; }
    } __finally { MARK_FINALLY('d'); }
    } __except (filter('x', 1)) { mark('x'); }
    } __finally { MARK_FINALLY('e'); }
    } __finally { MARK_FINALLY('f'); }
    return 0;
}
int main(void) {
    CHECK(f() == 3);
    CHECK(traced_is("qhAB"));
    CHECK(deep() == 9);
    CHECK(traced_is("rDEF"));
    return 0;
}
