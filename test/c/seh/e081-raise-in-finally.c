// E-081: an exception in a finally reached normally; the rest of it is skipped.
#include "check.h"
int main(void) {
    __try {
        __try { mark('1'); } __finally { MARK_FINALLY('a'); throw_code(CODE); mark('x'); }
        mark('x');
    } __except (filter('f', GetExceptionCode() == CODE)) {
        mark('h');
    }
    CHECK(traced_is("1afh"));
    return 0;
}
