// E-047: the callee's finally runs before the caller's handler.
#include "check.h"
static void third(void) { __try { throw_code(CODE); } __finally { MARK_FINALLY('c'); } }
static void second(void) { __try { third(); mark('x'); } __finally { MARK_FINALLY('b'); } }
static void first(void) { __try { second(); mark('x'); } __finally { MARK_FINALLY('a'); } }
int main(void) {
    __try { first(); mark('x'); } __except (filter('f', 1)) { mark('h'); }
    CHECK(traced_is("fCBAh"));
    return 0;
}
