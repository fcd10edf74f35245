// E-044: a filter that answers -1: the statement after the raise runs.
#include "check.h"
int main(void) {
    __try {
        mark('1');
        throw_code(CODE);
        mark('2');
        throw_code(CODE);
        mark('3');
    } __except (filter('f', EXCEPTION_CONTINUE_EXECUTION)) {
        mark('x');
    }
    CHECK(traced_is("1f2f3"));
    return 0;
}
