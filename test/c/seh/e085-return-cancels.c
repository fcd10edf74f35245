// E-085 E-087: return in a finally cancels the unwind; the chosen handler does not run.
#include "check.h"
static int one(void) { __try { throw_code(CODE); } __finally { MARK_FINALLY('a'); return 5; } return 6; }
static int two(void) {
    __try {
        __try { read_null(); } __finally { MARK_FINALLY('b'); }
    } __finally {
        MARK_FINALLY('c');
        return 7;
    }
    return 8;
}
int main(void) {
    int r = 0;
    __try { r = one(); mark('1'); } __except (filter('f', 1)) { mark('x'); }
    CHECK(r == 5);
    __try { r = two(); mark('2'); } __except (filter('g', 1)) { mark('x'); }
    CHECK(r == 7);
    CHECK(traced_is("fA1gBC2"));
    return 0;
}
