// E-046: the same order for a raised exception and for a fault.
#include "check.h"
static int run(int fault) {
    __try {
        __try {
            mark('b');
            if (fault) read_null(); else throw_code(CODE);
            mark('x');
        } __finally {
            MARK_FINALLY('f');
        }
    } __except (filter('q', EXCEPTION_EXECUTE_HANDLER)) {
        mark('h');
    }
    return traced_is("bqFh");
}
int main(void) {
    CHECK(run(0));
    CHECK(run(1));
    return 0;
}
