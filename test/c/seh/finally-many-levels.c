// E-084 E-087: ten finally blocks in one function.
#include "check.h"
static void levels(int raise) {
    __try { __try { __try { __try { __try { __try { __try { __try { __try { __try {
        if (raise) throw_code(CODE);
    } __finally { MARK_FINALLY('a'); } } __finally { MARK_FINALLY('b'); } } __finally { MARK_FINALLY('c'); }
    } __finally { MARK_FINALLY('d'); } } __finally { MARK_FINALLY('e'); } } __finally { MARK_FINALLY('f'); }
    } __finally { MARK_FINALLY('g'); } } __finally { MARK_FINALLY('h'); } } __finally { MARK_FINALLY('i'); }
    } __finally { MARK_FINALLY('j'); }
}
int main(void) {
    levels(0);
    CHECK(traced_is("abcdefghij"));
    __try { levels(1); } __except (filter('?', 1)) { mark('!'); }
    CHECK(traced_is("?ABCDEFGHIJ!"));
    return 0;
}
