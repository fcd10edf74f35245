// E-078: a finally inside a finally sees its own termination.
#include "check.h"
int main(void) {
    __try {
        __try {
            throw_code(CODE);
        } __finally {
            MARK_FINALLY('a');
            __try { mark('1'); } __finally { MARK_FINALLY('b'); }
            __try { __leave; } __finally { MARK_FINALLY('c'); }
            MARK_FINALLY('d');
        }
    } __except (filter('f', 1)) {
        mark('h');
    }
    CHECK(traced_is("fA1bcDh"));
    return 0;
}
