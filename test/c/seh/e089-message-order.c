// E-089: a fault in the inner of two finally blocks: both filters are asked again.
#include "check.h"
static void callee(void) {
    __try {
        __try {
            __try { throw_code(CODE); } __finally { MARK_FINALLY('a'); read_null(); mark('x'); }
        } __finally {
            MARK_FINALLY('b');
        }
    } __except (filter('1', EXCEPTION_CONTINUE_SEARCH)) {
        mark('x');
    }
    mark('x');
}
int main(void) {
    __try { callee(); mark('x'); } __except (filter('2', EXCEPTION_EXECUTE_HANDLER)) { mark('h'); }
    CHECK(traced_is("12A12Bh"));
    return 0;
}
