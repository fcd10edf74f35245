// E-033 E-005 E-046: filters from the inside out, then finally blocks, then the handler.
#include "check.h"
static void inner(void) {
    __try {
        __try {
            mark('1');
            throw_code(CODE);
            mark('x');
        } __finally {
            MARK_FINALLY('a');
        }
    } __except (filter('f', EXCEPTION_CONTINUE_SEARCH)) {
        mark('y');
    }
    mark('z');
}
int main(void) {
    __try {
        __try {
            inner();
        } __finally {
            MARK_FINALLY('b');
        }
    } __except (filter('g', EXCEPTION_EXECUTE_HANDLER)) {
        mark('h');
    }
    CHECK(traced_is("1fgABh"));
    CHECK(EXCEPTION_EXECUTE_HANDLER == 1 && EXCEPTION_CONTINUE_SEARCH == 0 && EXCEPTION_CONTINUE_EXECUTION == -1);
    return 0;
}
