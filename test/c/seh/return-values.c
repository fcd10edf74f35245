// E-036: return out of bodies: the value is computed before the finally runs.
#include "check.h"
static int n;
static int before(void) { n = 1; __try { return n; } __finally { n = 2; } }
static int after(void) { n = 1; __try { n = 5; } __finally { n++; } return n; }
static int nested(void) { __try { __try { return mark('r'); } __finally { MARK_FINALLY('a'); } } __finally { MARK_FINALLY('b'); } }
static int from_except(void) { __try { return 4; } __except (1) { return 5; } }
static int from_handler(void) { __try { throw_code(CODE); return 4; } __except (1) { return 5; } }
int main(void) {
    CHECK(before() == 1 && n == 2);
    CHECK(after() == 6);
    CHECK(nested() == 1);
    CHECK(traced_is("rAB"));
    CHECK(from_except() == 4 && from_handler() == 5);
    return 0;
}
