// E-084: a finally block that calls a function which fails inside, many times.
#include "check.h"
static int attempts(int n) { int failed = 0, i; for (i = 0; i < n; i++) { __try { if (i % 2) throw_code(CODE + i); } __except (1) { failed++; } } return failed; }
int main(void) {
    int failed = 0;
    __try {
        __try { throw_code(CODE); } __finally { failed = attempts(7); MARK_FINALLY('a'); }
    } __except (filter('f', GetExceptionCode() == CODE)) {
        mark(GetExceptionCode() == CODE ? 'h' : 'x');
    }
    CHECK(failed == 3);
    CHECK(traced_is("fAh"));
    return 0;
}
