// E-049: goto out of a handler through a finally.
#include "check.h"
int main(void) {
    __try {
        __try {
            throw_code(CODE);
        } __except (filter('f', 1)) {
            mark('h');
            goto out;
        }
        mark('x');
    } __finally {
        MARK_FINALLY('a');
    }
    mark('x');
out:
    mark('o');
    CHECK(traced_is("fhAo"));
    return 0;
}
